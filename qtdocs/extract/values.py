"""Typed values: what is written becomes the canonical value of its field, with how sure that is.

Everything that is more than a certain rewriting (full-width digits, units, separators) lowers the grade and
says so in a doubt; what cannot be told is none, never a guess under grade A.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from qtdocs.editions.form import NUMBER_TYPES, FieldSpec
from qtdocs.extract.choices import read_choices, read_yes_no
from qtdocs.extract.contacts import read_email, read_phones, read_postcode
from qtdocs.extract.dates import read_date, shows_its_day
from qtdocs.extract.fillers import nothing_in, with_filler, with_holes, without_filler
from qtdocs.extract.names import is_name, one_name, two_names
from qtdocs.extract.numbers import read_number, read_two_numbers
from qtdocs.extract.reading import NOTHING, SPACE, Reading, doubted, quoted_as_typed, unsure
from qtdocs.text import label_twin

__all__ = ["Reading", "read_value"]

_BREAK = re.compile(r"[\r\n\v\f]+")
_SENTENCE_END = re.compile(r"[。；;！？!?：:]\s*$", re.MULTILINE)
_NUMBERED = re.compile(
    r"^\s*(?:[0-9]{1,2}[.、)）]|[（(][0-9一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]{1,2}、)", re.MULTILINE
)
_LONG_ENOUGH = 4
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NO_CHARACTER = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_PIECES = re.compile(r"[(),，、。;；:]+")
_SHORT = 60
_NOTE_MARK = re.compile("(?<=[\u4e00-\u9fff])[⁰¹²³⁴-⁹]+")
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)


def read_value(text: str, spec: FieldSpec, *, exact: str = "", flags: frozenset[str] = frozenset()) -> Reading:
    """The canonical value of what is written in a field's place.

    Args:
        text: all a person sees there, the form's own hint included.
        spec: the field as the form declares it.
        exact: the stored value where the display hides a part of it.
        flags: what the reader saw there, as in ``Cell.flags``.
    """
    text = _INVISIBLE.sub("", text)
    written = _without_hints(text, spec.hints) if spec.hints else text
    reading = _read(written, spec, numeric="numeric" in flags) if written.strip() else NOTHING
    if spec.hints and reading.value is not None:
        reading = _with_rest_of_hint(reading, written, spec.hints)
    if exact:
        reading = _with_exact(reading, written, exact, spec)
    reading = _with_flags(reading, written, flags) if flags else reading
    return quoted_as_typed(reading, written) if reading.doubts else reading


def _read(text: str, spec: FieldSpec, *, numeric: bool) -> Reading:
    bare, filler = without_filler(text, spec)
    reading = nothing_in(bare, spec) or _typed(bare, spec, numeric=numeric)
    return with_filler(reading, filler, text) if filler else reading


def _typed(text: str, spec: FieldSpec, *, numeric: bool) -> Reading:
    if spec.second:
        if spec.type in NUMBER_TYPES:
            return read_two_numbers(text, spec)
        return with_holes(two_names(text.strip(), spec), spec)
    if spec.type == "date":
        return read_date(text, numeric=numeric)
    if spec.type in ("yes-no", "choices"):
        reader = read_yes_no if spec.type == "yes-no" else read_choices
        return reader(text, spec.options, box=spec.box)
    return _BY_TYPE[spec.type](text, spec)


def _long_text(text: str, spec: FieldSpec) -> Reading:
    return Reading(value=text.strip())


def _text(text: str, spec: FieldSpec) -> Reading:
    bare = _without_label(text, spec)
    reading = _joined(bare, spec)
    if is_name(spec):
        reading = one_name(reading, bare, spec)
    if bare != text.strip() and reading.value is not None:
        reading = doubted(reading, f"格内又写了一遍栏目名称，按“{str(reading.value)[:40]}”读取")
    if reading.value is None:
        return reading
    reading = with_holes(reading, spec)
    if "\t" in str(reading.value):
        reading = doubted(reading, "格内有制表位，可能是几项内容")
    if mark := _NOTE_MARK.search(str(reading.value)):
        reading = doubted(reading, f"“{mark[0]}”是上标，可能是注释号")
    strange = "".join(dict.fromkeys(_NO_CHARACTER.findall(str(reading.value))))
    return doubted(reading, f"有 {len(strange)} 个没有字形的造字，请看原件核对") if strange else reading


def _without_label(text: str, spec: FieldSpec) -> str:
    """The text without the field's own label, where somebody typed it again: ``单位名称：浙江甲建设有限公司``."""
    label, colon, rest = text.strip().replace("：", ":", 1).partition(":")
    again = bool(colon) and label_twin(label[:_SHORT]) in {label_twin(each) for each in spec.labels}
    return rest.strip() if again and rest.strip() else text.strip()


def _joined(text: str, spec: FieldSpec) -> Reading:
    value = text.strip()
    if "\n" not in value and "\r" not in value:
        return Reading(value=value)
    if spec.type == "text" and (_SENTENCE_END.search(value.split("\n")[0]) or len(_NUMBERED.findall(value)) > 1):
        return Reading(value=value)
    pieces = [piece for line in _BREAK.split(value) if (piece := line.strip(" \t　"))]
    joined = pieces[0]
    torn = False
    for piece in pieces[1:]:
        latin = joined[-1:].isascii() and piece[:1].isascii()
        torn = torn or (latin and joined[-1:].isalnum() and piece[:1].isalnum())
        joined += f" {piece}" if latin and joined[-1:].isalnum() and piece[:1].isalnum() else piece
    return unsure(joined, f"写成了几行，按“{joined}”读取") if torn else Reading(value=joined)


_BY_TYPE: dict[str, Callable[[str, FieldSpec], Reading]] = {
    "text": _text,
    "organisation": _text,
    "person": _text,
    "long-text": _long_text,
    "integer": read_number,
    "decimal": read_number,
    "percent": read_number,
    "phone": lambda text, _: read_phones(text),
    "email": lambda text, _: read_email(text),
    "postcode": lambda text, _: read_postcode(text),
}


@lru_cache(maxsize=256)
def _hint_pattern(hints: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_hint(hint) for hint in sorted(hints, key=len, reverse=True)))


def _hint(hint: str) -> str:
    bare = unicodedata.normalize("NFKC", SPACE.sub("", hint)).strip("()")
    inner = r"\s*".join(_either_width(sign) for sign in bare)
    return rf"[(（]\s*{inner}\s*[)）]|" + (inner if len(bare) >= _LONG_ENOUGH else rf"^\s*{inner}\s*$")


def _either_width(sign: str) -> str:
    wide = chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else ""
    return f"[{re.escape(sign)}{wide}]"


def _without_hints(text: str, hints: tuple[str, ...]) -> str:
    """The text without the form's own printed hint, before or behind which the value was typed.

    The same words within a line that somebody typed (``申报表（盖章）.pdf``) are a part of it.
    """
    return _hint_pattern(hints).sub(lambda found: found[0] if _is_within(found) else "", text)


def _is_within(found: re.Match[str]) -> bool:
    before, behind = found.string[: found.start()], found.string[found.end() :]
    return bool(before.rpartition("\n")[2].strip()) and bool(behind.partition("\n")[0].strip())


def _with_rest_of_hint(reading: Reading, written: str, hints: tuple[str, ...]) -> Reading:
    """The reading with a doubt where a piece of a hint that was half deleted still stands in it."""
    twin = label_twin(written[:_SHORT])
    for hint in hints:
        for piece in _PIECES.split(label_twin(hint)):
            if len(piece) >= _LONG_ENOUGH - 1 and piece in twin:
                return doubted(reading, f"还留着提示语“{piece}”")
    return reading


def _with_exact(reading: Reading, written: str, exact: str, spec: FieldSpec) -> Reading:
    """The stored value in place of the displayed one, with a doubt where the number seen is another."""
    if spec.type not in NUMBER_TYPES | {"date", "phone", "postcode"} and not _EXPONENT.fullmatch(written.strip()):
        return reading
    stored = _read(exact, spec, numeric=True)
    if stored.value is None or stored.value == reading.value:
        return reading
    if spec.type in NUMBER_TYPES and reading.value is not None:
        return doubted(stored, f"表内显示“{written.strip()}”，实际存的是“{exact}”")
    if spec.type == "date":
        return _stored_day(reading, written, stored)
    return stored


def _stored_day(reading: Reading, written: str, stored: Reading) -> Reading:
    """The stored day, unless nobody typed it: of 2026年3月 the program that made the table stores the first."""
    shown = shows_its_day(written, str(stored.value))
    if not shown and str(stored.value).endswith("-01") and any(sign.isdigit() for sign in written):
        return unsure(None, f"写的是“{written.strip()[:40]}”，没有写到日", code="field-not-date")
    if reading.value is None and shown:
        return stored
    return doubted(stored, f"表内显示“{written.strip()}”，实际存的是 {stored.value}")


def _with_flags(reading: Reading, written: str, flags: frozenset[str]) -> Reading:
    """The reading with what the reader saw at the place: struck, drawn, hidden, a formula never computed."""
    if "struck" in flags and written.strip():
        seen = SPACE.sub(" ", written).strip()[:40]
        reading = doubted(reading, f"格内有划去或修订过的文字，按“{seen}”读取", grade="C", code="revision-pending")
    if "overlapping" in flags and written.strip():
        reading = doubted(reading, "格内的字叠在一起，可能读错", grade="C")
    if "cut" in flags and reading.value is not None:
        reading = doubted(reading, "下一页可能还有")
    if "drawn" in flags and written.strip():
        reading = doubted(reading, "格内有画出来的字，请看原件")
    if "hidden" in flags and reading.value is not None:
        reading = doubted(reading, "在隐藏的行或列里", code="text-hidden")
    if "uncached" in flags:
        result = f"，按算式得出 {reading.value}" if reading.value else ""
        reading = doubted(reading, f"公式没有存下结果{result}", code="formula-uncached")
    if "duration" in flags and reading.value is not None:
        reading = doubted(reading, f"表格软件把“{written.strip()}”存成了时长，按 {reading.value} 读取")
    return reading
