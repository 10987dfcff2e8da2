"""``qtdocs doctor``: what this machine has, what each thing is for, and the one command that mends what lacks."""

from __future__ import annotations

import json
import locale
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qtdocs import intake, readers
from qtdocs.errors import MissingToolError
from qtdocs.scan import extra

_ROOM = 2 << 30  # bytes; a season of scans and its backup
_APT = "sudo apt-get install -y --no-install-recommends"
_OFFICE = "Word 里看到的仿宋、小标宋由 Word 自己的字体画；这里没有它们，用别的字体看样。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """One thing that was looked at."""

    name: str
    """What it is called."""
    purpose: str
    """What it is for."""
    is_well: bool
    """Whether it is there."""
    seen: str
    """What was seen."""
    mend: str = ""
    """The one command that mends it; empty where it is well or nothing can be typed."""
    is_needed: bool = True
    """False for what everything else works without."""


def examined(home: Path) -> Iterator[Symptom]:
    """Everything that is looked at.

    Args:
        home: the workspace, or the folder where people work.
    """
    yield _python()
    yield from _typesetting()
    yield from _programs()
    yield Symptom(
        name="看扫描件的部件", purpose="认扫描件、照片上的字和印文", is_well=extra.is_installed(),
        seen="装好了" if extra.is_installed() else "没有装，扫描件只列出来，不认字",
        mend="" if extra.is_installed() else "pip install 'qtdocs[scan]'", is_needed=False,
    )  # fmt: skip
    yield _disk(home)
    yield _language()


def examined_told(home: Path, *, as_json: bool) -> Iterator[str]:
    """A line each, what lacks with its command, and a last line that sums up."""
    found = list(examined(home))
    if as_json:
        yield from (json.dumps({"schema_version": 1, **_as_json(each)}, ensure_ascii=False) for each in found)
        return
    for each in found:
        mark = "好　" if each.is_well else "缺　" if each.is_needed else "没有"
        yield f"{mark}　{each.name}：{each.seen}。用处：{each.purpose}。"
        if not each.is_well and each.mend:
            yield f"　　　请键入：{each.mend}"
    lacking = [each.name for each in found if not each.is_well and each.is_needed]
    yield "需要的都有。" if not lacking else f"缺 {len(lacking)} 样：{'、'.join(lacking)}。"
    yield _OFFICE


def is_well(home: Path) -> bool:
    """Whether everything that is needed is there."""
    return all(each.is_well or not each.is_needed for each in examined(home))


def _as_json(each: Symptom) -> dict[str, object]:
    return {"name": each.name, "ok": each.is_well, "needed": each.is_needed, "seen": each.seen, "mend": each.mend}


def _python() -> Symptom:
    version = ".".join(map(str, sys.version_info[:3]))
    return Symptom(name="Python", purpose="运行程序", is_well=sys.version_info >= (3, 11), seen=version)


def _typesetting() -> Iterator[Symptom]:
    """WeasyPrint with Pango, the subsetter that makes it quick, and the fonts."""
    from qtdocs.render import pages

    try:
        pages.typesetter()
    except MissingToolError as error:
        mend = f"{_APT} libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk"
        yield Symptom(name="Pango", purpose="排证书、光荣册等 PDF", is_well=False, seen=str(error), mend=mend)
        return
    yield Symptom(name="Pango", purpose="排证书、光荣册等 PDF", is_well=True, seen="装好了")
    quick = pages.subsets_quickly()
    yield Symptom(
        name="harfbuzz-subset", purpose="只把用到的字放进 PDF；没有它，一份证书要慢几十倍", is_well=quick,
        seen="装好了" if quick else "没有装", mend="" if quick else f"{_APT} libharfbuzz-subset0",
    )  # fmt: skip
    absent = pages.absent_fonts((pages.SONG, pages.HEI, pages.KAI))
    for family, purpose in ((pages.SONG, "宋体，最后的依靠"), (pages.HEI, "黑体"), (pages.KAI, "楷体，证书上的名称")):
        lacks = family in absent
        yield Symptom(
            name=f"字体 {family}", purpose=purpose, is_well=not lacks, seen="没有装" if lacks else "装好了",
            mend=f"{_APT} {pages.PACKAGES[family]}" if lacks else "",
        )  # fmt: skip


def _programs() -> Iterator[Symptom]:
    """What reads old Word files and RAR archives; everything else works without."""
    office = bool(readers.office_program())
    yield Symptom(
        name="LibreOffice", purpose="读 .doc、.wps、.rtf、.odt 等旧格式", is_well=office,
        seen="装好了" if office else "没有装，这些文件列为未能读取",
        mend="" if office else f"{_APT} libreoffice-writer-nogui libreoffice-calc-nogui", is_needed=False,
    )  # fmt: skip
    unpacker = next((name for name in intake.PROGRAMS["rar"] if shutil.which(name)), "")
    yield Symptom(
        name="unar", purpose="解 RAR 压缩包", is_well=bool(unpacker), seen=f"有 {unpacker}" if unpacker else "没有装",
        mend="" if unpacker else f"{_APT} unar", is_needed=False,
    )  # fmt: skip


def _disk(home: Path) -> Symptom:
    free = shutil.disk_usage(home).free
    return Symptom(
        name="磁盘", purpose="原件、台账、备份", is_well=free >= _ROOM, seen=f"还有 {free / (1 << 30):.1f} GB",
        mend="" if free >= _ROOM else "df -h .",
    )  # fmt: skip


def _language() -> Symptom:
    encoding = locale.getpreferredencoding(do_setlocale=False)
    well = encoding.lower().replace("-", "") in ("utf8", "gb18030", "gbk", "cp936")
    return Symptom(
        name="语言环境", purpose="中文文件名和屏幕上的中文", is_well=well, seen=encoding,
        mend="" if well else "export LANG=C.UTF-8",
    )  # fmt: skip
