"""``qtdocs verify``: codes, scanned texts, certificates as PDF or picture, held against keys and lists."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from qtdocs.codec import Json, decoded
from qtdocs.errors import UnreadableFileError, UsageError
from qtdocs.intake.preflight import preflight
from qtdocs.pipeline.collect import Progress, workers_here
from qtdocs.pipeline.exploring import outcome_of
from qtdocs.pipeline.publishing import code_reading
from qtdocs.pipeline.publishing.code_reading import PAGES_AT_ONCE, CodePage, CodeReading
from qtdocs.publishing.checking import (
    AGREES,
    DIFFERS,
    LABELS,
    MEANINGS,
    UNKNOWN,
    Answer,
    Known,
    claim_checked,
    short_checked,
)
from qtdocs.publishing.code_text import claim_in, short_codes_in
from qtdocs.publishing.printed import doubtful_names, missing_facts
from qtdocs.sandbox import Executor, Limits, TaskFailed, WorkerEnded

_LIMITS = Limits(cpu=120, wall=300.0, memory=2_000_000_000, growth=1_000_000_000)
_PRELOAD = ("qtdocs.pipeline.publishing.code_reading",)
_TEXTS = frozenset({"text", "html"})
_LONGEST = 100_000  # characters of a text file


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came of one thing, or of one page of it."""

    what: str
    """What was checked: a file with its page, else nothing."""
    answer: Answer
    """What came of it."""


def checks(
    things: Sequence[str], number: str, known: Known, *, progress: Progress = lambda task, done, of: None
) -> Iterator[Checked]:
    """What comes of each thing, page by page.

    Args:
        things: short codes, scanned texts, ways to files.
        number: the number that stands beside a short code; may be empty.
        known: keys and lists.
        progress: is told how far it is.
    """
    files = [thing for thing in things if _is_file(thing)]
    readings: dict[str, CodeReading] = {}
    if any(preflight(Path(file)).kind not in _TEXTS for file in files):
        readings = dict(_read([file for file in files if preflight(Path(file)).kind not in _TEXTS], progress))
    for thing in things:
        if thing in readings:
            yield from _of_file(thing, readings[thing], known)
        elif thing in files:
            text = Path(thing).read_text(encoding="utf-8-sig", errors="replace")[:_LONGEST]
            yield Checked(what=Path(thing).name, answer=answer_of_text(text, number, known))
        else:
            yield Checked(what="", answer=answer_of_text(thing, number, known))


def told(checked: Checked, *, as_json: bool) -> str:
    """One check for people, or as a JSON object."""
    answer = checked.answer
    if as_json:
        record = asdict(answer.record) if answer.record else None
        said = {"schema_version": 1, "what": checked.what, "outcome": answer.outcome, "record": record}
        return json.dumps({**said, "seen": answer.seen}, ensure_ascii=False)
    head = f"{checked.what}：" if checked.what else ""
    facts = answer.record and "　".join(f"{label} {getattr(answer.record, name)}" for name, label in LABELS.items())
    lines = [f"{head}{answer.outcome}", *([facts] if facts else []), *answer.seen, MEANINGS[answer.outcome]]
    return "\n　　".join(lines)


def _is_file(thing: str) -> bool:
    try:
        return Path(thing).is_file()
    except (OSError, ValueError):  # a scanned text is too long for a path
        return False


def answer_of_text(text: str, number: str, known: Known) -> Answer:
    """What comes of something that was typed or scanned."""
    if (claim := claim_in(text)) is not None:
        return claim_checked(claim, known)
    if len(text) <= _LONGEST and (found := short_codes_in(text)):
        return short_checked(found[0], number, known)
    if any(mark in text for mark in ("/", "\\", ".pdf", ".png", ".jpg")) and "://" not in text:
        raise UsageError(f"没有这个文件：{text}。", "请检查路径；要核对校验码，直接写校验码。")
    return short_checked(text, number, known)


def _of_file(file: str, reading: CodeReading, known: Known) -> Iterator[Checked]:
    name = Path(file).name
    if reading.detail and not reading.pages:
        yield Checked(what=name, answer=Answer(outcome=UNKNOWN, seen=(f"文件读不了：{reading.detail}。",)))
    for page in reading.pages:
        what = f"{name} 第 {page.number} 页" if len(reading.pages) > 1 else name
        yield Checked(what=what, answer=_of_page(page, known))
    if reading.detail and reading.pages:
        seen = f"共 {reading.count} 页，只读了 {len(reading.pages)} 页：{reading.detail}。"
        yield Checked(what=name, answer=Answer(outcome=UNKNOWN, seen=(seen,)))


def _of_page(page: CodePage, known: Known) -> Answer:
    claims = [claim for code in page.codes if (claim := claim_in(code)) is not None]
    if claims:
        return _with_print(claim_checked(claims[0], known), page.text)
    if found := short_codes_in(page.text):
        answer = short_checked(found[0], "", known)
        return _with_print(replace(answer, seen=("没有认出二维码，照印的校验码核对。", *answer.seen)), page.text)
    seen = "二维码里不是证书的防伪校验码。" if page.codes else "没有找到二维码，也没有校验码；照片请拍正、拍清楚。"
    return Answer(outcome=UNKNOWN, seen=(seen,))


def _with_print(answer: Answer, text: str) -> Answer:
    """The answer, held against what the page itself says."""
    if answer.record is None or answer.outcome != AGREES:
        return answer
    if not text.strip():
        return replace(answer, seen=(*answer.seen, "页面是图片，印的字没有核对，请自己逐字比。"))
    if missing := missing_facts(answer.record, text):
        return replace(answer, outcome=DIFFERS, seen=("校验码是真的，印的字与它不一样。", *missing))
    return replace(answer, seen=(*answer.seen, *doubtful_names(answer.record, text)))


def _read(files: Sequence[str], progress: Progress) -> Iterator[tuple[str, CodeReading]]:
    """The files as limited workers read them: they come from outside."""
    with Executor(jobs=workers_here(), preload=_PRELOAD) as executor:
        for file in files:
            seen = preflight(Path(file))
            yield file, CodeReading(detail=seen.detail) if seen.code else _pages_of(file, executor, progress)


def _pages_of(file: str, executor: Executor, progress: Progress) -> CodeReading:
    """All pages of a file: the first ones tell how many there are, and the others are then read side by side."""
    path = str(Path(file).absolute())
    reading = _answer(executor.submit(code_reading.read_codes, path, 0, limits=_LIMITS))
    later = range(PAGES_AT_ONCE, reading.count, PAGES_AT_ONCE)
    futures = [executor.submit(code_reading.read_codes, path, first, limits=_LIMITS) for first in later]
    for done, future in enumerate(futures, 2):
        more = _answer(future)
        reading = replace(reading, pages=(*reading.pages, *more.pages), detail=reading.detail or more.detail)
        progress("核对", done, len(futures) + 1)
    return reading


def _answer(future: Future[Json]) -> CodeReading:
    try:
        return decoded(CodeReading, future.result())
    except (WorkerEnded, TaskFailed) as error:
        return CodeReading(detail=UnreadableFileError(*outcome_of(error)).detail)
