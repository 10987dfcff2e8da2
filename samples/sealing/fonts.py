"""Fonts by name, as the system finds them."""

from __future__ import annotations

import subprocess
from functools import lru_cache

from PIL import ImageFont

SONG, SONG_BOLD, HEI, HEI_BOLD = (
    "Noto Serif CJK SC", "Noto Serif CJK SC:bold", "Noto Sans CJK SC", "Noto Sans CJK SC:bold",
)  # fmt: skip
KAI, KAI_BOLD = "LXGW WenKai", "LXGW WenKai:bold"


@lru_cache(maxsize=16)
def font_file(name: str) -> tuple[str, int]:
    """Where a font lies, and which face of the file it is.

    Raises:
        FileNotFoundError: the font is not installed, or nothing tells where fonts lie.
    """
    family = name.partition(":")[0]
    command = ["fc-match", "--format", "%{file}|%{index}|%{family}", name]
    try:
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except FileNotFoundError as missing:
        raise FileNotFoundError("没有装 fontconfig（命令 fc-match），找不到字体") from missing
    path, index, found = told.split("|")
    if family not in found.split(","):
        raise FileNotFoundError(f"没有装字体 {family}；请先安装再生成样张")
    return path, int(index) & 0xFFFF


@lru_cache(maxsize=256)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font at a size in pixels; the weight stands behind a colon.

    Raises:
        FileNotFoundError: the font is not installed.
    """
    path, index = font_file(name)
    return ImageFont.truetype(path, max(4, size), index=index)
