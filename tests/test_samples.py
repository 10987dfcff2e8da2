"""Every irregularity has its sample, and every sample is read as the text beside it says."""

from __future__ import annotations

import datetime
import email
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import py7zr
import pytest

from qtdocs import pipeline
from qtdocs.model.record import FieldValue, Record
from samples import make_samples, wordml

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
FORMATS = sorted(path for path in (SAMPLES / "formats").iterdir() if not path.name.endswith(".expected.txt"))
ALL = [
    path for path in sorted(SAMPLES.rglob("*")) if path.suffix not in (".py", ".pyc", ".md", ".pdf") and path.is_file()
]
PRINTED_ON_BLANKS = ("66073178@163.com", "(010) 66073178")
"""The association's own, as its notice prints them on its forms."""
NUMBERS = range(1, 26)
"""The ways in which filled forms differ from what was asked for."""


def number_of(name: str) -> int:
    found = re.match(r"(?:~\$)?(\d\d)-", name)
    return int(found[1]) if found else 0


def told(look: pipeline.Look) -> str:
    """A file as a text that a person can check line by line."""
    lines = [f"结果 {look.reading.outcome}"]
    for part in look.reading.parts:
        if part.record:
            lines += record_lines(part.record)
        lines += [f"{each.severity} {each.code} {each.field or '-'} {each.message}" for each in part.findings]
    return "\n".join(lines) + "\n"


def record_lines(record: Record) -> Iterator[str]:
    yield f"表格 {record.programme} / {record.form}" + (f" 第 {record.part} 张" if record.part else "")
    yield from (field_line(value) for value in record.fields.values())
    for number, row in enumerate(record.rows, 1):
        yield f"第 {number} 条（{row.place}）"
        yield from (f"  {field_line(value)}" for value in row.fields.values())


def field_line(value: FieldValue) -> str:
    if value.value is None:
        shown = "—" if not value.text else f"—（写的是“{value.text}”）"
    elif isinstance(value.value, tuple):
        shown = " | ".join(value.value) or "（一项也没有勾）"
    elif isinstance(value.value, bool):
        shown = "是" if value.value else "否"
    else:
        shown = value.value
    where = f"{value.method} {value.place}" if value.label else "没有这一栏"
    return f"{value.key} = {shown} [{value.grade}] {where}".replace("\n", "⏎")


@pytest.fixture(scope="module")
def looks(today: datetime.date) -> dict[str, list[pipeline.Look]]:
    """Every sample of a format read as ``qtdocs read`` does, by its file's name; an archive gives what it holds."""
    found: dict[str, list[pipeline.Look]] = {path.name: [] for path in FORMATS}
    for look in pipeline.looks(FORMATS, today=today):
        found[look.file.name.partition("!")[0]].append(look)
    return found


def test_every_irregularity_has_a_sample() -> None:
    assert sorted({number_of(path.name) for path in FORMATS}) == list(NUMBERS)


@pytest.mark.parametrize("path", FORMATS, ids=lambda path: path.name)
def test_sample_is_read_as_expected(
    path: Path, looks: dict[str, list[pipeline.Look]], golden: Callable[[Path, str], None]
) -> None:
    texts = [
        told(look) if look.file.name == path.name else f"【{look.file.name}】\n{told(look)}"
        for look in looks[path.name]
    ]
    golden(path.with_name(f"{path.name}.expected.txt"), "\n".join(texts))


def test_inbox_is_read_as_expected(today: datetime.date, golden: Callable[[Path, str], None]) -> None:
    looks = pipeline.looks([SAMPLES / "inbox"], programme="zhejiang-2026", today=today)
    texts = [f"【{look.file.name}】\n{told(look)}" for look in looks]
    golden(SAMPLES / "inbox.expected.txt", "\n".join(texts))


def texts_in(path: Path) -> str:
    """Everything in a file, and in the files it holds, that may be a number or an address, as text."""
    return " ".join(_texts(content(path.read_bytes())))


def _texts(found: object, charset: str = "gb18030") -> Iterator[str]:
    if isinstance(found, dict):
        for name, part in found.items():
            yield from (name, *_texts(part, "utf-8"))
    elif isinstance(found, list | tuple):
        for each in found:
            yield from _texts(each)
    elif isinstance(found, bytes):
        text = found.decode(charset, errors="replace")
        yield "" if found.startswith(b"%PDF") else re.sub(r"<[^>]*>", " ", text) if charset == "utf-8" else text
    else:
        yield str(found)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_sample_names_nobody_who_exists(path: Path) -> None:
    text = texts_in(path)
    for printed in PRINTED_ON_BLANKS:
        text = text.replace(printed, "")
    mobiles = re.findall(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)", text)
    assert [each for each in mobiles if not re.sub("[ -]", "", each).startswith("1380000")] == []
    landlines = re.findall(r"(?<![\d.])0\d{2,3}[ )-]{1,2}\d{7,8}(?!\d)", text)
    assert [each for each in landlines if not re.search(r"0000\d{4}$", each)] == []
    mailboxes = re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", text)
    assert [each for each in mailboxes if not each.endswith("@example.com")] == []


def content(data: bytes) -> object:
    """The parts of a package, a mail or an archive, whatever zlib packed them; the bytes of anything else."""
    if data.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(data)):
        return {name: content(part) for name, part in wordml.open_package(data).items()}
    if data.startswith(b"7z\xbc\xaf"):
        factory = py7zr.io.BytesIOFactory(10_000_000)
        with py7zr.SevenZipFile(io.BytesIO(data)) as archive:
            archive.extractall(factory=factory)
        return {name: content(file.read()) for name, file in factory.products.items()}
    if data.startswith(b"From "):
        return [content(mail.partition(b"\n")[2]) for mail in data.split(b"\nFrom - ")]
    if data.startswith(b"Return-Path:"):
        parts = email.message_from_bytes(data).walk()
        return [(*(f"{name}: {value}" for name, value in part.items()), _payload(part)) for part in parts]
    return data


def _payload(part: Message) -> object:
    return content(raw) if isinstance(raw := part.get_payload(decode=True), bytes) else ()


def test_program_makes_the_same_samples_again() -> None:
    made = dict(make_samples.samples())
    assert {name for name, data in made.items() if content(data) != content((SAMPLES / name).read_bytes())} == set()


def test_every_sample_is_made_by_the_program() -> None:
    made = {name for name, _ in make_samples.samples()} | set(make_samples.kept_pdfs())
    lying = {
        path.relative_to(SAMPLES).as_posix()
        for folder in ("formats", "inbox", "mailbox", "scans", "planted")
        for path in (SAMPLES / folder).rglob("*")
        if path.is_file() and not path.name.endswith(("expected.txt", "expected.toml"))
    }
    assert lying | {make_samples.REGISTER, make_samples.REGISTRY} == made


def test_no_expected_text_is_left_over() -> None:
    texts = {path.name for path in (SAMPLES / "formats").glob("*.expected.txt")}
    assert texts == {f"{path.name}.expected.txt" for path in FORMATS}
