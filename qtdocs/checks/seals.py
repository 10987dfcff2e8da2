"""Seals: is there one in each box that asks for one, and does it say what the form says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import partial_ratio

from qtdocs.checks.imprints import PrintVerdict, judged
from qtdocs.checks.namesakes import may_be_worn
from qtdocs.editions.form import FormSpec, SealSpec
from qtdocs.editions.programme import Programme
from qtdocs.model.document import UNREAD, ElectronicSeal, Mark
from qtdocs.model.seal import SealLook
from qtdocs.text import label_twin, name_twin

_ENOUGH_OVER = 0.2  # share of a seal over a box from which it may be meant for it
_LIKE = 65.0  # how much a misread label must be like the printed one, of 100
_NO_OFFICIAL = re.compile(
    r"专用|发票|财务|合同|资料|技术|项目部|经理部|工程部|质量部|管理部|办公室|部$|科$|处$|室$"
    r"|分公司|分院|分局|分所|分会|工会|党委|党总支|党支部|团委|团支部|委员会|中心|班组"
)
"""Lines in the middle of seals that are not the organisation's own."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_FEWEST = 2
_ENDS = re.compile(r"(公章|电子印章|电子签章|电子章|印章|印鉴)$")
_INFERRED = "推断"


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPaper:
    """A paper on which seals may stand."""

    file: str
    """Its name."""
    sha256: str
    """Its digest."""
    medium: str
    """``pdf``, ``scan``, ``word`` …"""
    is_scan: bool
    """Whether its pages are pictures of paper."""
    marks: tuple[Mark, ...]
    """What is on it beside text."""
    part: int = 0
    """From 1 where one file holds several forms; else 0."""
    unseen: bool = False
    """Whether it has pages or pictures that were not looked at."""


def look_for_seals(
    form: FormSpec,
    programme: Programme,
    paper: SealedPaper,
    *,
    names: Mapping[str, str],
    candidates: Iterable[str],
) -> tuple[SealLook, ...]:
    """Each seal that the form asks for on this medium and in this way of applying, looked for on one paper.

    Args:
        form: the form.
        programme: its programme.
        paper: the paper.
        names: what the entry says under the keys of the seals' owners; empty or absent where it says nothing.
        candidates: every organisation that a seal might be of.
    """
    known = tuple(dict.fromkeys(name for name in candidates if name))
    seals = [mark for mark in paper.marks if mark.kind in ("seal", "electronic-seal")]
    boxed = _boxed(seals, form.seals)
    asked = [spec for spec in form.seals if _is_asked(spec, paper) and _is_of_mode(spec, programme, names)]
    taken = {id(mark) for marks in boxed.values() for mark in marks}
    loose = [mark for mark in seals if id(mark) not in taken and not _is_hardly_one(mark)]
    bare = [_bare(spec, paper, names.get(spec.whose, "")) for spec in asked]
    looks = _allotted(bare, [_options(each, boxed, loose, known) for each in bare])
    return tuple(_unless_unseen(look, paper) for look in looks)


def _is_hardly_one(mark: Mark) -> bool:
    """Whether a ring outside every seal's box is rather a hand-drawn circle or a logo: doubtful, and no text in it."""
    read = "".join(mark.imprint.readings[:1]) if mark.imprint else ""
    return mark.electronic is None and mark.grade != "A" and len(_CHINESE.findall(read)) < _FEWEST


def _is_asked(spec: SealSpec, paper: SealedPaper) -> bool:
    """Whether a seal is asked for on this medium: a Word copy that must be unsealed is never blamed.

    A Word file that is nothing but a picture of the page is a scan.
    """
    if paper.medium not in ("pdf", "scan") and not (paper.medium == "word" and paper.is_scan):
        return False
    return "pdf" in spec.media or ("paper" in spec.media and paper.is_scan)


def _is_of_mode(spec: SealSpec, programme: Programme, names: Mapping[str, str]) -> bool:
    """Whether the way of applying that the paper shows asks for the seal: no association's where there is none."""
    if not spec.modes:
        return True
    nominated = any(names.get(key) for key in ("nominator_name", "nomination_reason"))
    return bool({mode.id for mode in programme.modes if mode.nominator is nominated} & set(spec.modes))


def _boxed(seals: Sequence[Mark], specs: Sequence[SealSpec]) -> dict[str, list[Mark]]:
    """The seals by the role in whose box they stand; what stands in none is left out."""
    found: dict[str, list[Mark]] = {}
    for mark in seals:
        spec = _spec_of(mark, specs)
        if spec is not None:
            found.setdefault(spec.role, []).append(mark)
    return found


def _spec_of(mark: Mark, specs: Sequence[SealSpec]) -> SealSpec | None:
    """The seal spec in whose box a mark stands, by the words in the boxes it lies over, the largest share first."""
    over = [each.text for each in mark.imprint.over if each.share >= _ENOUGH_OVER] if mark.imprint else []
    for text in over or ([mark.near] if mark.near else []):
        likeness = {id(spec): _likeness(spec.near, text) for spec in specs if spec.near}
        best = max((spec for spec in specs if spec.near), key=lambda spec: likeness[id(spec)], default=None)
        if best is not None and likeness[id(best)] >= _LIKE:
            return best
    return None


def _likeness(near: str, text: str) -> float:
    """How well a box's words fit a printed label, of 100; the longer of two labels that both stand there wins."""
    label, words = label_twin(near), label_twin(text)
    if not label or not words:
        return 0.0
    if label in words:
        return 100 + len(label)
    return partial_ratio(label, words) if len(words) >= len(label) // 2 else 0.0


def _bare(spec: SealSpec, paper: SealedPaper, expected: str) -> SealLook:
    """A seal that was looked for and not seen."""
    return SealLook(
        role=spec.role, box=box_named(spec.near), expected=expected, file=paper.file, sha256=paper.sha256,
        part=paper.part,
        outcome="missing", detail=_none_seen(paper), is_inferred=spec.source.startswith(_INFERRED),
    )  # fmt: skip


def _options(
    bare: SealLook, boxed: Mapping[str, Sequence[Mark]], loose: Sequence[Mark], known: Sequence[str]
) -> list[SealLook]:
    """The seals that may be the one that is asked for: those in its own box, else those elsewhere on the paper."""
    here = [_judged(bare, mark, known) for mark in boxed.get(bare.role, ())]
    if here:
        return here
    homeless = [_judged(bare, mark, known) for mark in loose]
    if homeless and (not bare.box or all(not _has_boxes(mark) for mark in loose)):
        return homeless
    elsewhere = [*homeless, *(_judged(bare, mark, known) for marks in boxed.values() for mark in marks)]
    strayed = [_misplaced(each) for each in elsewhere if each.outcome == "same"]
    return [*strayed, *(_misplaced(each, surely=False) for each in homeless if each.outcome == "unread")]


def _allotted(bare: Sequence[SealLook], options: Sequence[Sequence[SealLook]]) -> tuple[SealLook, ...]:
    """Each seal that is asked for with its own: no print counts twice, the best ones are given away first."""
    ranked = sorted((look.rank, at, number) for at, looks in enumerate(options) for number, look in enumerate(looks))
    found: dict[int, SealLook] = {}
    taken: set[int] = set()
    for _, at, number in ranked:
        look = options[at][number]
        if at not in found and id(look.mark) not in taken:
            found[at] = look
            taken.add(id(look.mark))
    return tuple(found.get(at, each) for at, each in enumerate(bare))


def box_named(near: str) -> str:
    """The words beside a seal's place without what is printed for the one who fills it in.

    >>> box_named("单位同意 (请加盖公章)"), box_named("本企业意见")
    ('单位同意', '本企业意见')
    """
    return re.sub(r"\s*[(（][^()（）]*盖[^()（）]*[)）]", "", near).strip()


def _unless_unseen(look: SealLook, paper: SealedPaper) -> SealLook:
    """The look, where none was seen on a paper that was not looked at as a whole: nobody can say that none is there."""
    if look.outcome != "missing" or not paper.unseen:
        return look
    return replace(look, outcome="unseen", detail="没有看到章，但这份文件有的页或图片没有看，章也可能在那里")


def _none_seen(paper: SealedPaper) -> str:
    return "" if paper.is_scan else "文件是电脑直接导出的，不是盖章后的扫描件"


def _has_boxes(mark: Mark) -> bool:
    return bool(mark.near or (mark.imprint and mark.imprint.over))


def _misplaced(look: SealLook, *, surely: bool = True) -> SealLook:
    where = f"“{look.mark.near}”处" if look.mark and look.mark.near else "别处"
    if surely:
        return replace(look, outcome="misplaced", detail=f"{look.detail}，在{where}")
    return replace(look, outcome="unread", detail=f"{look.detail}，而且在{where}，不在该盖的栏里")


def _judged(look: SealLook, mark: Mark, known: Sequence[str]) -> SealLook:
    """What one seal says, held against the organisation whose it should be."""
    if mark.electronic is not None:
        return _judged_electronic(replace(look, mark=mark, is_digital=True), mark.electronic, known)
    imprint = mark.imprint
    readings = imprint.readings if imprint else ()
    centre = imprint.centre if imprint else ""
    if _CHINESE.search(centre) and name_twin(look.expected).endswith(name_twin(centre)):
        readings, centre = tuple(each + centre for each in readings), ""  # a branch: its name ends in the middle
    verdict = judged(readings, look.expected, known) if look.expected else _UNREAD
    look = replace(look, mark=mark, reads_as=verdict.name)
    rest_unread = centre == UNREAD and name_twin(look.expected).startswith(name_twin(verdict.name))
    if verdict.kind == "differs" and not rest_unread:
        return replace(look, outcome="differs", detail=f"看到印文为“{verdict.name}”的章")
    if centre and _NO_OFFICIAL.search(centre):
        return replace(look, outcome="other-kind", detail=f"看到的章中间写着“{centre}”")
    if verdict.kind in ("same", "differs") and centre:
        line = "有一行字没有读出来" if centre == UNREAD else f"还写着“{centre}”"
        told = f"看到印文为“{verdict.name}”的章，中间{line}，不能断定是不是公章"
        return replace(look, outcome="unread", reads_as="", detail=told)
    if verdict.kind == "same":
        return replace(look, outcome="same", detail=f"看到印文为“{verdict.name}”的章")
    return replace(look, outcome="unread", detail=_unread(mark, look.expected))


_UNREAD = PrintVerdict(kind="unread")
_COLOURS = {"red": "红色的", "blue": "蓝色的", "black": "黑色的"}
_SHAPES = {"round": "圆形", "oval": "椭圆形", "square": "方形"}


def _unread(mark: Mark, expected: str) -> str:
    read = mark.imprint.readings if mark.imprint else ()
    if not expected:
        return "看到一枚章，表上没有写是哪个单位，没法核对" + (f"，印文像是“{read[0]}”" if read else "")
    if not read:
        return f"看到一个{_outline(mark)}，里面没有认出字，可能是没有盖清楚的章，也可能只是标志"
    if name_twin(read[0]) == name_twin(expected) and may_be_worn(read[0]):
        return f"看到一枚章，印文读作“{read[0]}”，“三”磨掉一笔就像“二”，请看清是几"
    return f"看到一枚章，印文读作“{read[0]}”，不能断定是哪个单位的"


def _outline(mark: Mark) -> str:
    """A print of which nothing but its outline is known, as one would describe it: 红色的圆形印记."""
    colour = _COLOURS[mark.imprint.colour] if mark.imprint else ""
    shape = _SHAPES.get(mark.imprint.shape, "") if mark.imprint else ""
    return f"{colour}{shape}印记"


def _judged_electronic(look: SealLook, seal: ElectronicSeal, known: Sequence[str]) -> SealLook:
    """An electronic seal by its own name: no pixel is looked at."""
    bare = _ENDS.sub("", name_twin(seal.name))
    said = f"（{seal.detail}）" if seal.detail else ""
    look = replace(look, reads_as=seal.name, detail=f"看到名称为“{seal.name}”的电子印章{said}")
    if look.expected and bare == name_twin(look.expected):
        return replace(look, outcome="changed" if seal.state == "changed" else "same")
    if _NO_OFFICIAL.search(bare) and look.expected and bare.startswith(name_twin(look.expected)):
        return replace(look, outcome="other-kind")
    if look.expected and any(bare == name_twin(each) for each in known):
        return replace(look, outcome="differs")
    return replace(look, outcome="unread", detail=f"{look.detail}，不能断定是哪个单位的")
