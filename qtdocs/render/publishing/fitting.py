"""How text is made to fit on a certificate: steps of size, one to three lines, breaks where a reader would pause.

A template says the rules in its style sheet: ``--recipient: text 221mm 22pt/2 17pt/2 15pt/3`` means that the fonts of
``--text`` are measured, that a line has 221 mm, and that two lines of 22 points are tried first. Nothing is cut.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qtdocs.errors import FormError

POINT = 25.4 / 72
"""One point in millimetres."""
_NOT_FIRST = frozenset("，。、：；！？）》」』】〉”’％%)]},.:;!?·…—～")
"""Signs that never begin a line."""
_NOT_LAST = frozenset("（《「『【〈“‘([{〔")
"""Signs that never end a line."""
_WHOLE = re.compile(
    r"[0-9０-９]+(?:年度?|月|日|号|班|组|队)?|[A-Za-z]+|质量信得过班组|信得过|股份有限公司|有限责任公司|有限公司|集团|分公司|公司|"
    r"工程|建设|建筑|项目部?|市政|全国|活动|成果|典型经验|称号|荣誉|卓越级|示范级|改进级|班组长?|协会|管理|经?评审|特发此证|一体化|"
    r"设备|操作|综合|维护|保养|机械|应急|抢险|养护|运营|施工|技术|服务|维修|检测|试验|测量|安装|装饰|投资|发展|实业|科技"
)
"""Words that are not torn apart where it can be helped."""
_UNITS = ("公司", "集团", "总部", "局", "院")
"""Words after which a name may well be broken: what follows is a part of that unit."""
_LEGAL = ("股份", "有限", "公司", "总公司", "（", "(")
_TORN, _PAUSE, _ODD = 40.0, 12.0, 1000.0
_RULE = re.compile(r"(?P<fonts>[\w-]+)\s+(?P<width>[\d.]+)mm\s+(?P<steps>(?:[\d.]+pt/\d+\s*)+)")
_DECLARATION = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+)")
_BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one text of a style may be set."""

    fonts: str
    """The name of the fonts in the style sheet: ``text`` for ``--text``."""
    width: float
    """The length of a line, mm on A4."""
    steps: tuple[tuple[float, int], ...]
    """Sizes in points, largest first, each with the most lines at that size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A text as it is set."""

    size: float
    """Its size in points on A4."""
    lines: tuple[str, ...]
    """Its lines."""

    @property
    def height(self) -> float:
        """Its size in millimetres on A4."""
        return round(self.size * POINT, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRules:
    """What a style sheet says to the program in its variables."""

    fonts: Mapping[str, tuple[str, ...]]
    """Chains of fonts by name."""
    rules: Mapping[str, Rule]
    """Rules by the name of the text they are for."""

    def rule(self, name: str) -> Rule:
        """The rule of a text.

        Raises:
            FormError: the style sheet has none.
        """
        if name not in self.rules:
            raise FormError("证书的样式表", (f"没有 --{name} 这一行，不知道这段文字有多宽、用多大的字。",))
        return self.rules[name]


def style_rules(css: str, *, upright: bool) -> StyleRules:
    """What a style sheet says in the variables of ``:root``, and of ``.upright`` where the paper stands upright."""
    told: dict[str, str] = {}
    for selector, body in _BLOCK.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        if selector.strip() == ":root" or (upright and selector.strip() == ".upright"):
            told |= {name: value.strip() for name, value in _DECLARATION.findall(body)}
    rules = {name: found for name, value in told.items() if (found := _RULE.fullmatch(value))}
    return StyleRules(
        fonts={
            name: tuple(part.strip().strip("\"'") for part in value.split(","))
            for name, value in told.items()
            if name not in rules and '"' in value
        },
        rules={
            name: Rule(fonts=found["fonts"], width=float(found["width"]), steps=_steps(found["steps"]))
            for name, found in rules.items()
        },
    )


def _steps(text: str) -> tuple[tuple[float, int], ...]:
    pairs = (step.split("pt/") for step in text.split())
    return tuple((float(size), int(lines)) for size, lines in pairs)


def fitted(parts: Sequence[str], rule: Rule, widths: Mapping[str, float], *, indent: float = 0.0) -> Fitted | None:
    """The text in the largest size that has room for it; none where even the smallest has not.

    Args:
        parts: what should stand on lines of its own as soon as one line is not enough: company, team.
        rule: width and steps.
        widths: the width of each character in ems.
        indent: by how many ems the first line is shorter.
    """
    for size, lines in rule.steps:
        room = rule.width / (size * POINT)
        if measured("".join(parts), widths) + indent <= room:
            return Fitted(size=size, lines=("".join(parts),))
        if found := _in_lines(parts, room, lines, widths, indent):
            return Fitted(size=size, lines=found)
    return None


def flowing(text: str, rule: Rule, widths: Mapping[str, float], *, indent: float = 0.0) -> Fitted | None:
    """A paragraph whose lines are filled one after the other, in the largest size that has room for it."""
    for size, lines in rule.steps:
        found = tuple(_filled(text, rule.width / (size * POINT), widths, indent))
        if len(found) <= lines and all(found):
            return Fitted(size=size, lines=found)
    return None


def measured(text: str, widths: Mapping[str, float]) -> float:
    """The width of a text in ems."""
    return sum(widths.get(character, 1.0) for character in text)


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before this character."""
    before, after = text[at - 1], text[at]
    if after in _NOT_FIRST or before in _NOT_LAST or after == " ":
        return False
    return not (_is_latin(before) and _is_latin(after))


def _is_pause(text: str, at: int) -> bool:
    """Whether one unit ends here and a part of it begins: 集团 but not 集团股份有限公司."""
    rest = text[at:]
    return (text[:at].endswith(_UNITS) and not rest.startswith(_LEGAL)) or rest.startswith("（班组长")


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _in_lines(
    parts: Sequence[str], room: float, most: int, widths: Mapping[str, float], indent: float
) -> tuple[str, ...]:
    """The parts in at most so many lines, each part begun on a new one; empty where they do not fit."""
    lines: list[str] = []
    for part in parts:
        spare = most - len(lines) - (len(parts) - 1 if not lines else 0)
        found = _broken(part, room, max(1, spare), widths, indent if not lines else 0.0)
        if not found:
            return ()
        lines.extend(found)
    return tuple(lines) if len(lines) <= most else ()


def _broken(text: str, room: float, most: int, widths: Mapping[str, float], indent: float) -> tuple[str, ...]:
    """The text in as few lines as hold it, broken where it reads best; empty where it does not fit."""
    for count in range(1, most + 1):
        found = _best(text, room, count, widths, indent)
        if found:
            return found
    return ()


def _best(text: str, room: float, count: int, widths: Mapping[str, float], indent: float) -> tuple[str, ...]:
    """The text in exactly so many lines: even ones, and no word torn; empty where it cannot be."""
    if count == 1:
        return (text,) if measured(text, widths) + indent <= room else ()
    torn = {at for word in _WHOLE.finditer(text) for at in range(word.start() + 1, word.end())}
    points = [at for at in range(1, len(text)) if may_break(text, at)]
    best: tuple[float, tuple[str, ...]] = (_ODD * _ODD, ())
    for chosen in itertools.combinations(points, count - 1):
        edges = (0, *chosen, len(text))
        lines = tuple(text[start:end] for start, end in itertools.pairwise(edges))
        lengths = [measured(line, widths) for line in lines]
        lengths[0] += indent
        if max(lengths) > room:
            continue
        cost = (max(lengths) - min(lengths)) / 2
        cost += sum(_TORN if at in torn else -_PAUSE if _is_pause(text, at) else 0.0 for at in chosen)
        best = min(best, (cost, lines))
    return best[1]


def _filled(text: str, room: float, widths: Mapping[str, float], indent: float) -> Iterator[str]:
    """The lines of a paragraph; an empty one where a piece is longer than a line."""
    start, left = 0, room - indent
    while start < len(text):
        end = start
        while end < len(text) and measured(text[start : end + 1], widths) <= left:
            end += 1
        if end < len(text):
            while end > start and not may_break(text, end):
                end -= 1
        if end <= start:
            yield ""
            return
        yield text[start:end]
        start, left = end, room
