"""What to say of the kinds of files that no reader takes."""

from __future__ import annotations

from types import MappingProxyType

_SAVE_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx 后再放进来。"
_SAVE_AS_EXCEL = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再放进来。"
_UNPACK = "请解压后再放进来。"
_SAVE_AGAIN = "请对方用 Word 或 WPS 打开后另存，再发一次。"

_UNSUPPORTED = {
    "doc": ("旧版 Word 文件（.doc 或 .wps）", _SAVE_AS_WORD),
    "ppt": ("旧版幻灯片（.ppt 或 .dps）", "请用 PowerPoint 或 WPS 打开，另存为 .pptx 后再放进来。"),
    "ole": ("旧格式的复合文件，可能是邮件或其他软件的文件", ""),
    "rtf": ("RTF 文件", _SAVE_AS_WORD),
    "mail": ("邮件文件（.eml）", "请把里面的附件另存后再放进来。"),
    "mbox": ("邮箱导出文件（.mbox）", "请把里面的附件另存后再放进来。"),
    "msg": ("Outlook 邮件文件（.msg）", "请用 Outlook 打开，把里面的附件另存后再放进来。"),
    "odt": ("OpenDocument 文档（.odt）", _SAVE_AS_WORD),
    "ods": ("OpenDocument 表格（.ods）", _SAVE_AS_EXCEL),
    "xlsb": ("二进制的 Excel 文件（.xlsb）", _SAVE_AS_EXCEL),
    "word-xml": ("XML 格式的 Word 文件（.xml）", _SAVE_AS_WORD),
    "zip": ("ZIP 压缩包", _UNPACK),
    "rar": ("RAR 压缩包", _UNPACK),
    "7z": ("7z 压缩包", _UNPACK),
    "gzip": ("GZ 压缩包", _UNPACK),
    "tar": ("TAR 打包文件", _UNPACK),
    "bzip2": ("BZ2 压缩包", "请解压后再放进来，或请对方改用 zip 压缩。"),
    "xz": ("XZ 压缩包", "请解压后再放进来，或请对方改用 zip 压缩。"),
    "tnef": ("Outlook 专用格式的附件（winmail.dat）", "请对方改用网页格式或纯文本格式重发这封邮件。"),
    "video": ("视频或录音", "程序不看视频；需要的请人工查看。"),
    "program": ("程序文件，不是材料", "不要打开；请向对方核实为什么会发来。"),
    "unknown": ("认不出是什么文件，可能已损坏", _SAVE_AGAIN),
}
REFUSALS = MappingProxyType(
    {
        "empty": ("file-empty", "文件里什么也没有存", ""),
        "encrypted": ("file-encrypted", "文件有密码", ""),
        **{kind: ("file-unsupported", *said) for kind, said in _UNSUPPORTED.items()},
    }
)
"""Finding code, what is seen and the next step (empty: the rule's own) of every kind that no reader takes."""
_PACKAGES = "libreoffice-writer-nogui libreoffice-calc-nogui"
_INSTALL = f"请安装 LibreOffice（Debian、Ubuntu 的软件包：{_PACKAGES}）后再运行一次；或者"
WITHOUT_OFFICE = MappingProxyType(
    {
        kind: ("file-unsupported", f"{what}，这台电脑没有装 LibreOffice", f"{_INSTALL}{advice}")
        for kind, (what, advice) in _UNSUPPORTED.items()
        if kind in {"doc", "rtf", "odt", "ods", "xlsb"}
    }
)
"""The same for the kinds that can be read as soon as LibreOffice is there."""
