"""Ticked boxes: yes/no and several choices, the box before or after its word."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from qtdocs.extract.reading import NOTHING, SPACE, Reading, unsure
from qtdocs.text import label_twin, narrow

_TICKED = "☑√✓✔■☒●◉🗹\uf052\uf0fe\uf0fc"
_UNTICKED = "□☐○◯〇\uf0a3\uf0a8"
_CROSSES = "×✗✘✕╳"
_TYPED_MARK = rf"[(（\[【]\s*[{_TICKED}{_CROSSES}xXvV]?\s*[)）\]】]"
_MARK = rf"(?P<mark>{_TYPED_MARK}|[{_TICKED}{_UNTICKED}{_CROSSES}])"
_BARE = frozenset("√✓✔\uf0fc" + _CROSSES)
_TICK_SIGN = re.compile(rf"[{_TICKED}xXvV]")
_CROSS_SIGN = re.compile(rf"[{_CROSSES}]")
_YES = frozenset({"是", "有", "已", "已组织", "组织", "yes", "y", "√", "✓", "☑"})
_NO = frozenset({"否", "无", "没有", "未", "未组织", "no", "n", "×"})
_NOISE = re.compile(r"[\s、,，;；。.:：/|]+")


_OTHER = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """One tick or box."""

    ticked: bool
    bare: bool
    """A tick without a box of its own."""
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """A run of adjacent marks, or a word: an option or another one."""

    word: str
    """The option, ``?`` for other words, empty for marks."""
    marks: tuple[_Mark, ...] = ()
    start: int
    end: int

    @property
    def ticked(self) -> bool:
        """Whether one of the marks is a tick."""
        return any(mark.ticked for mark in self.marks)

    @property
    def mixed(self) -> bool:
        """Whether ticks and empty boxes stand together."""
        return len({mark.ticked for mark in self.marks}) > 1


def read_choices(text: str, options: tuple[str, ...], *, box: str = "") -> Reading:
    """The option words that are ticked, as the form prints them.

    Args:
        text: all that stands in the place, boxes and words.
        options: the printed words.
        box: ``before`` or ``after`` its word, where the blank says so; else the text decides.
    """
    tokens, rest = _tokens(text, options)
    named = tuple(option for option in options if any(token.word == option for token in tokens))
    if all(token.word for token in tokens):
        return _without_boxes(text, named, options, rest)
    side, sure = _side(tokens, box)
    chosen, stray = _ticked(tokens, side) if side else ([], True)
    ticked = tuple(option for option in options if option in chosen) or None
    unclear = any(token.mixed for token in tokens) if not sure else _strays(tokens, side)
    words = [token.word for token in tokens if token.word in options]
    if stray or unclear or len(words) > len(set(words)):
        return unsure(None, f"写的是“{_flat(text)}”，看不出勾的是哪一项", grade="C")
    if _OTHER in chosen or rest:
        return unsure(ticked, f"选项以外还有“{rest}”")
    if ticked and _only_crosses(text):
        return unsure(ticked, f"写的是“{_flat(text)}”，只画了叉，看不出是选还是不选", grade="C")
    if ticked and not sure:
        return unsure(ticked, f"写的是“{_flat(text)}”，按“{'、'.join(ticked)}”读取")
    return Reading(value=ticked)


def read_yes_no(text: str, options: tuple[str, ...], *, box: str = "") -> Reading:
    """True or false; none where neither or both are ticked."""
    words = options if len(options) == 2 else ("是", "否")
    typed = label_twin(text)
    if typed in _YES or typed == label_twin(words[0]):
        return Reading(value=True) if typed not in "√✓☑" else unsure(True, f"只写了“{_flat(text)}”，按“{words[0]}”读取")
    if typed in _NO or typed == label_twin(words[1]):
        return Reading(value=False) if typed != "×" else unsure(False, f"只写了“{_flat(text)}”，按“{words[1]}”读取")
    reading = read_choices(text, words, box=box)
    if not isinstance(reading.value, tuple):
        return reading
    if len(reading.value) == 2:
        return unsure(None, f"“{words[0]}”和“{words[1]}”都勾了", grade="C")
    return Reading(value=reading.value[0] == words[0], grade=reading.grade, doubts=reading.doubts)


def _flat(text: str) -> str:
    return SPACE.sub(" ", text).strip()[:60]


@lru_cache(maxsize=256)
def _pattern(options: tuple[str, ...]) -> re.Pattern[str]:
    spelled = (r"\s*".join(re.escape(sign) for sign in SPACE.sub("", narrow(option))) for option in options)
    numbered = (f"(?P<o{number}>{word})" for number, word in enumerate(spelled))
    longest_first = sorted(numbered, key=len, reverse=True)
    return re.compile("|".join([_MARK, *longest_first]), re.IGNORECASE)


def _tokens(text: str, options: tuple[str, ...]) -> tuple[list[_Token], str]:
    """Marks and words in order without the words before the first of them, and the words that are no option."""
    seen = narrow(text)
    found = list(_pattern(options).finditer(seen))
    signs = [match[0] for match in found if match.lastgroup == "mark"]
    crosses_mean_no = any(_TICK_SIGN.search(sign) for sign in signs)
    tokens: list[_Token] = []
    others: list[str] = []
    end = found[0].start() if found else len(seen)
    for match in found:
        if other := _NOISE.sub(" ", seen[end : match.start()]).strip():
            others.append(other)
            tokens.append(_Token(word=_OTHER, start=end, end=match.start()))
        end = match.end()
        if match.lastgroup == "mark":
            _add_mark(tokens, match, ticked=_is_tick(match[0], crosses_mean_no=crosses_mean_no))
        else:
            tokens.append(_Token(word=options[int((match.lastgroup or "o0")[1:])], start=match.start(), end=end))
    if other := _NOISE.sub(" ", seen[end:] if found else seen).strip():
        others.append(other)
        tokens.append(_Token(word=_OTHER, start=end, end=len(seen)))
    return tokens, " ".join(others)


def _only_crosses(text: str) -> bool:
    """Whether crosses are the only marks: beside an empty box or a tick it is plain what they say."""
    signs = re.findall(_TYPED_MARK + f"|[{_TICKED}{_UNTICKED}{_CROSSES}]", narrow(text))
    return bool(signs) and all(_CROSS_SIGN.search(sign) for sign in signs)


def _add_mark(tokens: list[_Token], match: re.Match[str], *, ticked: bool) -> None:
    """Puts a mark behind the others, joined to the mark right before it."""
    mark = _Mark(ticked=ticked, bare=match[0] in _BARE, start=match.start(), end=match.end())
    if tokens and not tokens[-1].word:
        last = tokens.pop()
        tokens.append(replace(last, marks=(*last.marks, mark), end=mark.end))
    else:
        tokens.append(_Token(word="", marks=(mark,), start=mark.start, end=mark.end))


def _is_tick(mark: str, *, crosses_mean_no: bool) -> bool:
    return bool(_TICK_SIGN.search(mark)) or (bool(_CROSS_SIGN.search(mark)) and not crosses_mean_no)


def _side(tokens: list[_Token], box: str) -> tuple[str, bool]:
    """On which side of its word each box stands, and whether every word has its box there."""
    words = [bool(token.word) for token in tokens]
    for side in ("before", "after"):
        alternating = [(index % 2 == 0) is (side == "after") for index in range(len(words))]
        if len(words) % 2 == 0 and words == alternating:
            return side, box in ("", side)
    if box:
        return box, False
    if words[0] != words[-1]:
        return ("after" if words[0] else "before"), False
    if not words[0]:
        return "", False
    votes = {_nearer(tokens, index) for index, token in enumerate(tokens) if not token.word}
    return (votes.pop() if len(votes) == 1 else ""), False


def _nearer(tokens: list[_Token], index: int) -> str:
    """On which side of a mark between two words the nearer word stands."""
    left = tokens[index].start - tokens[index - 1].end
    right = tokens[index + 1].start - tokens[index].end
    if left == right:
        return ""
    return "after" if left < right else "before"


def _strays(tokens: list[_Token], side: str) -> bool:
    """Whether a tick between two words stands as near to the one whose box it is not."""
    between = range(1, len(tokens) - 1)
    return any(not tokens[index].word and _is_stray(tokens, index, side) for index in between)


def _is_stray(tokens: list[_Token], index: int, side: str) -> bool:
    """Whether the mark next to the other option's word is a tick that may belong there.

    ``□是√ □否``: behind its own box, or touching it, a tick is sure; here it touches the word before.
    """
    marks = tokens[index].marks
    if side == "before":
        mark, foreign = marks[0], marks[0].start - tokens[index - 1].end
        own = next((box.start for box in marks if not box.ticked), tokens[index + 1].start) - mark.end
    else:
        mark, foreign = marks[-1], tokens[index + 1].start - marks[-1].end
        own = mark.start - next((box.end for box in reversed(marks) if not box.ticked), tokens[index - 1].end)
    if not mark.ticked:
        return False
    return own >= foreign if tokens[index].mixed else mark.bare and own > foreign


def _ticked(tokens: list[_Token], side: str) -> tuple[list[str], bool]:
    """The ticked words, and whether a tick belongs to none of them."""
    step = 1 if side == "before" else -1
    places = [index + step for index, token in enumerate(tokens) if token.ticked]
    return [tokens[place].word for place in places if 0 <= place < len(tokens)], any(
        not 0 <= place < len(tokens) for place in places
    )


def _without_boxes(text: str, named: tuple[str, ...], options: tuple[str, ...], rest: str) -> Reading:
    if len(named) == len(options) and not rest:
        return NOTHING
    if named and not rest:
        return unsure(named, f"没有方框，只写了“{_flat(text)}”")
    return unsure(named or None, f"写的是“{_flat(text)}”，看不出选的是哪一项", grade="C")
