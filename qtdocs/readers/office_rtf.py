"""Rich text (.rtf) before LibreOffice sees it: boxes of forms as characters, and what could act by itself."""

from __future__ import annotations

import re

from qtdocs.model.document import TICKED, UNTICKED

_BOX = b"FORMCHECKBOX"
_FIELD = re.compile(rb"\{\s*\\field\b")
_FORM_BOX = re.compile(rb"\\fftype1(?![0-9])")
_RESULT = re.compile(rb"\\ffres(\d+)")
_DEFAULT = re.compile(rb"\\ffdefres(\d+)")
_NEVER_CLICKED = 25
"""The result of a box that nobody has clicked; its default holds."""
_LONGEST_FIELD = 4_000
_MOST_BOXES = 500
"""Boxes that are looked at; a file with more of them is no form, and its further boxes count as unknown."""
_BRACE = re.compile(rb"\\(?:bin(\d+) ?|.)|[{}]", re.DOTALL)
_FETCHING = re.compile(rb"\b(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT)\b", re.IGNORECASE)
_TEMPLATE = re.compile(rb"\\template\s+(https?:[^}]{0,200}|\\\\\\\\[^}]{0,200})", re.IGNORECASE)


def with_typed_boxes(data: bytes) -> bytes:
    r"""The file with every form's box whose state it stores as a character, ☑ or □; LibreOffice loses the states.

    >>> with_typed_boxes(rb"{\field{\*\fldinst FORMCHECKBOX{\*\formfield{\fftype1\ffres1}}}{\fldrslt }}")
    b'{\\uc1\\u9745?}'
    """
    parts: list[bytes] = []
    done = 0
    for start, end in _box_fields(data):
        box = _state(data[start:end])
        if box:
            parts += (data[done:start], b"{\\uc1\\u%d?}" % ord(box))
            done = end
    return b"".join((*parts, data[done:]))


def boxes_without_state(data: bytes) -> int:
    """How many boxes of forms there are of which nobody can tell whether they are ticked."""
    return with_typed_boxes(data).count(_BOX)


def active_content(data: bytes) -> tuple[str, ...]:
    """What in the file could act or fetch by itself, in Chinese."""
    seen = []
    objects = len(re.findall(rb"\\objdata\b", data))
    if objects:
        seen.append(f"嵌入的对象 {objects} 个")
    words = sorted({match[1].decode("ascii").upper() for match in _FETCHING.finditer(data) if _in_field(data, match)})
    seen += [f"取外部内容的域 {word}" for word in words]
    seen += [f"外部链接 {match[1].decode('ascii', errors='replace').strip()}" for match in _TEMPLATE.finditer(data)]
    return tuple(seen)


def _in_field(data: bytes, match: re.Match[bytes]) -> bool:
    """Whether a word stands in a field's instruction and not in the text."""
    before = data[max(0, match.start() - 300) : match.start()]
    return before.rfind(b"\\fldinst") > before.rfind(b"\\fldrslt")


def _box_fields(data: bytes) -> list[tuple[int, int]]:
    """Where each field that is a form's box begins and ends."""
    found: list[tuple[int, int]] = []
    position = data.find(_BOX)
    for _ in range(_MOST_BOXES):
        if position < 0:
            break
        window = max(0, position - _LONGEST_FIELD)
        starts = [window + match.start() for match in _FIELD.finditer(data[window:position])]
        end = _end_of_group(data, starts[-1]) if starts else 0
        if end > position:
            found.append((starts[-1], end))
        position = data.find(_BOX, max(end, position + len(_BOX)))
    return found


def _end_of_group(data: bytes, start: int) -> int:
    """The place behind the brace that closes the group; 0 where nothing near does."""
    depth, position = 0, start
    while match := _BRACE.search(data, position, start + _LONGEST_FIELD):
        position = match.end() + int((match[1] or b"0")[:9])
        if match[0] == b"{":
            depth += 1
        elif match[0] == b"}":
            depth -= 1
            if depth == 0:
                return match.end()
    return 0


def _state(field: bytes) -> str:
    """☑ or □ as the field stores it; empty where it does not."""
    if not _FORM_BOX.search(field):
        return ""
    result, default = _RESULT.search(field), _DEFAULT.search(field)
    number = int(result[1][:4]) if result else _NEVER_CLICKED
    if number == _NEVER_CLICKED:
        number = int(default[1][:4]) if default else 0
    return TICKED if number else UNTICKED
