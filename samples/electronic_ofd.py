"""OFD files (GB/T 33190) with seals of GB/T 38540, built by hand: no program of a maker can be had without a network.

The digests are right, the certificates and the SM2 signatures are mere bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from samples.electronic import MOMENT, OWNER, SM2_SIGNATURE, SM3, sm2_certificate

if TYPE_CHECKING:
    from qtdocs.readers.pdf_page import Glyph, Page

Files = Mapping[str, bytes]
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SEAL_BOX = (120.0, 60.0, 42.0, 42.0)
_MM = 25.4 / 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One seal to be put on an OFD file."""

    name: str = OWNER
    boxes: tuple[tuple[int, tuple[float, float, float, float]], ...] = ((1, SEAL_BOX),)
    """Pages from 1, and left, top, width and height in millimetres."""
    clip: str = ""
    """The part of it that shows, as the file writes it."""
    picture: bytes = b""
    version: int = 4
    valid: tuple[str, str] = ("20250101000000Z", "20280101000000Z")
    algorithm: str = SM2_SIGNATURE
    method: str = SM3
    leave_out: str = ""
    """A part that the seal does not cover."""


def sample(pages: Sequence[str], seals: Sequence[Seal] = (), *, extra: Files | None = None) -> bytes:
    """An OFD file.

    Args:
        pages: what lies on each page, as XML.
        seals: put on one after the other.
        extra: further parts, and parts that take the place of others.
    """
    return zipped(parts(pages, seals, extra=extra))


def parts(pages: Sequence[str], seals: Sequence[Seal] = (), *, extra: Files | None = None) -> dict[str, bytes]:
    """The parts of an OFD file by name."""
    listed = "".join(f'<ofd:Page ID="{10 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    signs = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>" if seals else ""
    files = {
        "OFD.xml": f'<ofd:OFD {SPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>'
        f"0123456789abcdef0123456789abcdef</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        f"{signs}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体"/>'
        f"</ofd:Fonts></ofd:Res>",
        **{f"Doc_0/Pages/Page_{n}/Content.xml": content for n, content in enumerate(pages)},
    }
    whole = {name: (HEAD + text).encode() for name, text in files.items()} | dict(extra or {})
    return whole | _signs(whole, seals) if seals else whole


def zipped(files: Files) -> bytes:
    """A zip file of these parts, the same bytes every time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=MOMENT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


def replaced(file: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The file with something in one of its parts replaced, as a forger would."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    assert old in files[name]
    return zipped(files | {name: files[name].replace(old, new, 1)})


def ofd_page(content: str, *, size: str = "0 0 210 297") -> str:
    """A page's XML with this content."""
    return (
        f"<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:Area><ofd:Content>"
        f'<ofd:Layer ID="100" Type="Body">{content}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def text(x: float, y: float, words: str, *, size: float = 3.7, attributes: str = "", inside: str = "") -> str:
    """A line of text with its baseline at ``y`` millimetres from the top."""
    steps = " ".join(f"{size if character > 'ÿ' else size / 2:.3f}" for character in words[:-1])
    deltas = f' DeltaX="{steps}"' if steps else ""
    return (
        f'<ofd:TextObject ID="200" Boundary="{x} {y - size} {size * len(words)} {size * 1.2}" Font="3" Size="{size}" '
        f'{attributes}>{inside}<ofd:TextCode X="0" Y="{size}"{deltas}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A ruled line, millimetres."""
    return (
        f'<ofd:PathObject ID="300" Boundary="{x1} {y1} {max(x2 - x1, 0.2)} {max(y2 - y1, 0.2)}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {x2 - x1} {y2 - y1}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(xs: Sequence[float], ys: Sequence[float]) -> str:
    """A full grid of lines."""
    return "".join(line(xs[0], y, xs[-1], y) for y in ys) + "".join(line(x, ys[0], x, ys[-1]) for x in xs)


def redrawn(page: Page) -> str:
    """A page of a PDF as an OFD page: the same characters and lines at the same places."""
    lines = [line(r.start * _MM, r.at * _MM, r.end * _MM, r.at * _MM) for r in page.horizontals]
    lines += [line(r.at * _MM, r.start * _MM, r.at * _MM, r.end * _MM) for r in page.verticals]
    runs: list[list[Glyph]] = []
    for glyph in page.glyphs:
        last = runs[-1][-1] if runs else None
        if last and abs(last.baseline - glyph.baseline) < 0.1 and last.size == glyph.size and last.left < glyph.left:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    size = f"0 0 {page.width * _MM:.3f} {page.height * _MM:.3f}"
    return ofd_page("".join(lines) + "".join(_run(run) for run in runs), size=size)


def _run(run: Sequence[Glyph]) -> str:
    first, size = run[0], run[0].size * _MM
    deltas = " ".join(f"{(after.left - before.left) * _MM:.3f}" for before, after in pairwise(run))
    words = escape("".join(glyph.text for glyph in run))
    edges = (first.left * _MM, first.baseline * _MM - size, (run[-1].right - first.left) * _MM, size)
    box = " ".join(f"{edge:.3f}" for edge in edges)
    spread = f' DeltaX="{deltas}"' if deltas else ""
    return (
        f'<ofd:TextObject ID="200" Boundary="{box}" Font="3" Size="{size:.3f}">'
        f'<ofd:TextCode X="0" Y="{size:.3f}"{spread}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def _signs(files: Files, seals: Sequence[Seal]) -> dict[str, bytes]:
    """The parts that seals add."""
    listed = "".join(
        f'<ofd:Signature ID="{n}" Type="Seal" BaseLoc="Sign_{n}/Signature.xml"/>' for n in range(len(seals))
    )
    listing = f"{HEAD}<ofd:Signatures {SPACE}><ofd:MaxSignId>{len(seals)}</ofd:MaxSignId>{listed}</ofd:Signatures>"
    found = {"Doc_0/Signs/Signatures.xml": listing.encode()}
    for number, seal in enumerate(seals):
        folder = f"Doc_0/Signs/Sign_{number}"
        description = _description(files, seal, number)
        found[f"{folder}/Signature.xml"] = description
        found[f"{folder}/Seal.esl"] = seal_record(seal)
        found[f"{folder}/SignedValue.dat"] = signed_record(seal, description, f"/{folder}/Signature.xml")
    return found


def _description(files: Files, seal: Seal, number: int) -> bytes:
    method = {SM3: "sm3", "SHA1": "sha1", "MD5": "md5"}.get(seal.method, "sha256")
    references = "".join(
        f'<ofd:Reference FileRef="/{name}"><ofd:CheckValue>'
        f"{base64.b64encode(hashlib.new(method, content).digest()).decode()}</ofd:CheckValue></ofd:Reference>"
        for name, content in files.items()
        if name != seal.leave_out
    )
    clip = f' Clip="{seal.clip}"' if seal.clip else ""
    stamps = "".join(
        f'<ofd:StampAnnot ID="{n}" PageRef="{9 + page}" Boundary="{" ".join(map(str, box))}"{clip}/>'
        for n, (page, box) in enumerate(seal.boxes)
    )
    return (
        f"{HEAD}<ofd:Signature {SPACE}><ofd:SignedInfo>"
        f'<ofd:Provider ProviderName="测试用" Version="1.0" Company="测试用"/>'
        f"<ofd:SignatureMethod>{seal.algorithm}</ofd:SignatureMethod>"
        f"<ofd:SignatureDateTime>20260410013000Z</ofd:SignatureDateTime>"
        f'<ofd:References CheckMethod="{seal.method}">{references}</ofd:References>{stamps}'
        f"<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>"
        f"<ofd:SignedValue>/Doc_0/Signs/Sign_{number}/SignedValue.dat</ofd:SignedValue></ofd:Signature>"
    ).encode()


def seal_record(seal: Seal) -> bytes:
    """A seal as GB/T 38540 (version 4) or GM/T 0031 (version 1) writes it; its signature is mere bytes."""
    holder = _der(0x04, sm2_certificate(seal.name))
    header = _der(0x30, _der(0x16, b"ES"), _der(0x02, bytes([seal.version])), _der(0x16, b"TEST"))
    kind, times = (0x18, seal.valid) if seal.version == 4 else (0x17, tuple(day[2:] for day in seal.valid))
    dates = b"".join(_der(kind, moment.encode()) for moment in (times[0], *times))
    holders = _der(0x02, b"\x01") + _der(0x30, holder) if seal.version == 4 else _der(0x30, holder)
    properties = _der(0x30, _der(0x02, b"\x01"), _der(0x0C, seal.name.encode()), holders, dates)
    size = _der(0x02, bytes([int(seal.boxes[0][1][2])])) + _der(0x02, bytes([int(seal.boxes[0][1][3])]))
    picture = _der(0x30, _der(0x16, b"PNG"), _der(0x04, seal.picture), size)
    info = _der(0x30, header, _der(0x16, b"3301000000001"), properties, picture)
    maker, value = _der(0x04, sm2_certificate("测试用制章中心")), _der(0x03, b"\0", bytes(range(64)))
    if seal.version == 4:
        return _der(0x30, info, maker, _number(seal.algorithm), value)
    return _der(0x30, info, _der(0x30, maker, _number(seal.algorithm), value))


def signed_record(seal: Seal, description: bytes, target: str) -> bytes:
    """A seal put on a description; the signature is mere bytes."""
    holder = _der(0x04, sm2_certificate(seal.name)) + _number(seal.algorithm)
    digest = _der(0x03, b"\0", hashlib.new("sm3", description).digest())
    value = _der(0x03, b"\0", bytes(range(64)))
    made = _der(0x02, bytes([seal.version])) + seal_record(seal)
    if seal.version == 4:
        moment = _der(0x18, b"20260410013000Z")
        return _der(0x30, _der(0x30, made, moment, digest, _der(0x16, target.encode())), holder, value)
    moment = _der(0x03, b"\0", _der(0x17, b"260410013000Z"))
    return _der(0x30, _der(0x30, made, moment, digest, _der(0x16, target.encode()), holder), value)


def without_digests(seal: Seal) -> Seal:
    """The seal with a digest that nobody here knows."""
    return replace(seal, method="1.2.3.4.5")


def _der(tag: int, *content: bytes) -> bytes:
    """One value of ASN.1."""
    body = b"".join(content)
    size = len(body)
    if size < 0x80:
        return bytes([tag, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def _number(dotted: str) -> bytes:
    from asn1crypto import core

    return bytes(core.ObjectIdentifier(dotted).dump())
