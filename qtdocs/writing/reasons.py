"""Why something could not be written, and what to do about it, in Chinese."""

from __future__ import annotations


def reason(error: OSError) -> str:
    """What the system said, in Chinese."""
    if isinstance(error, PermissionError):
        return "没有写入权限，或文件正被别的程序打开"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return "上级路径是一个文件，不是文件夹"
    if isinstance(error, IsADirectoryError):
        return "这里已有同名的文件夹"
    if error.errno in {28, 122}:
        return "磁盘空间不足"
    if error.errno in {30}:
        return "磁盘是只读的"
    return f"系统报错（编号 {error.errno}）"


def next_step(error: OSError) -> str:
    """What to do about it, in Chinese."""
    if error.errno in {28, 122}:
        return "请清理磁盘，或用 --out 换一个文件夹，再运行一次。"
    return "请关闭已打开的同名文件，检查文件夹权限，或用 --out 换一个文件夹，再运行一次。"
