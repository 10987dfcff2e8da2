"""Whether two names are of one organisation, of a company and its branch, or so alike that they may be one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from qtdocs.model.registry import Registry
from qtdocs.near_names import loosened, near
from qtdocs.text import name_twin

SAME = "同一单位"
BRANCH = "上下级或同一集团的单位"
ALIKE = "名称相近、可能是同一单位"
_DEGREES = (SAME, BRANCH, ALIKE)
_FORMS = (
    ("有限责任公司", "有限公司"),
    ("股份有限公司", "有限公司"),
    ("集团公司", "集团有限公司"),
    ("集团有限有限公司", "集团有限公司"),
)
_ENTITY = re.compile(r".+?(?:公司|大学)")
_GROUP = re.compile(r"(.{4,}?)集团")
_ENDING = re.compile(r"(?:集团)?(?:有限公司|公司)?$")
_SHORTEST = 4
"""Characters of a name's beginning that say whose it is."""
_LAST = "\U0010ffff"


class Kinship:
    """Which of some organisations are related to others, as far as their names and the known renamings tell.

    Looking one up takes as long whether there are ten or ten thousand.

    Args:
        registry: the renamings that the association knows.
        organisations: those among which relatives are looked for.
    """

    def __init__(self, registry: Registry, organisations: Iterable[str]) -> None:
        self._registry = registry
        self._relatives: dict[str, Mapping[str, str]] = {}
        self._marks: dict[str, dict[str, None]] = {}
        self._stems: dict[str, dict[str, None]] = {}
        self._wholes: dict[str, dict[str, None]] = {}
        for organisation in dict.fromkeys(filter(None, organisations)):
            for name in registry.names_of(organisation):
                whole = _whole(name)
                self._wholes.setdefault(whole, {}).setdefault(organisation)
                for mark in _marks(whole, name):
                    self._marks.setdefault(mark, {}).setdefault(organisation)
                if len(stem := _stem(whole)) >= _SHORTEST:
                    self._stems.setdefault(stem, {}).setdefault(organisation)
        self._sorted = sorted(self._wholes)

    def of(self, organisation: str) -> Mapping[str, str]:
        """The relatives of an organisation among those that are known, and how each is related, in Chinese.

        >>> kin = Kinship(Registry(), ["浙江甲川建设有限公司", "浙江甲川建设集团有限公司", "江苏乙州路桥有限公司"])
        >>> kin.of("浙江甲川建设有限责任公司")
        {'浙江甲川建设有限公司': '同一单位', '浙江甲川建设集团有限公司': '上下级或同一集团的单位'}
        """
        if organisation not in self._relatives:
            found = {each: kinship(organisation, each, self._registry) for each in self._candidates(organisation)}
            self._relatives[organisation] = {each: degree for each, degree in sorted(found.items()) if degree}
        return self._relatives[organisation]

    def _candidates(self, organisation: str) -> Iterator[str]:
        """Those that may be related, found by what related names share."""
        for name in self._registry.names_of(organisation):
            whole = _whole(name)
            for mark in _marks(whole, name):
                yield from self._marks.get(mark, ())
            for end in range(_SHORTEST, len(whole) + 1):
                yield from self._stems.get(whole[:end], ())
            if len(stem := _stem(whole)) >= _SHORTEST:
                first, after = (bisect_left(self._sorted, text) for text in (stem, stem + _LAST))
                for longer in self._sorted[first:after]:
                    yield from self._wholes[longer]


def kinship(one: str, other: str, registry: Registry) -> str:
    """How two organisations are related, in Chinese; empty where they are not, or one has no name.

    >>> kinship("浙江甲川建设有限公司杭州分公司", "浙江甲川建设集团有限公司", Registry())
    '上下级或同一集团的单位'
    >>> kinship("浙江甲川建设有限公司", "江苏乙州路桥有限公司", Registry())
    ''
    """
    here, there = registry.names_of(one), registry.names_of(other)
    if here & there:
        return SAME
    degrees = {_degree(name, rival) for name in here for rival in there}
    return next((degree for degree in _DEGREES if degree in degrees), "")


def _degree(one: str, other: str) -> str:
    """How two names are related by their words alone."""
    here, there = _whole(one), _whole(other)
    if not here or not there:
        return ""
    if here == there:
        return SAME
    if _entity(here) == _entity(there) or _of_one_group(here, there) or _begins(here, there) or _begins(there, here):
        return BRANCH
    return ALIKE if _one_slip(here, there) and near(one, other) else ""


def _marks(whole: str, name: str) -> Iterator[str]:
    """What a name has in common with its relatives: itself, its company, its group, itself less one character."""
    yield from (name, whole, _entity(whole))
    if (group := _GROUP.match(whole)) is not None:
        yield f"{group[1]}集团"
    yield from (f"{whole[:at]}*{whole[at + 1 :]}" for at in range(len(whole)))  # another character here
    yield from (f"-{whole[:at]}{whole[at + 1 :]}" for at in range(len(whole)))  # one character more or less
    yield f"-{whole}"


def _one_slip(one: str, other: str) -> bool:
    """Whether two names are one character apart; two characters are another company's brand.

    >>> _one_slip("浙江甲川建设", "浙江甲州建设"), _one_slip("浙江甲川建设", "浙江乙州建设")
    (True, False)
    """
    from rapidfuzz.distance import Levenshtein

    return abs(len(one) - len(other)) <= 1 and Levenshtein.distance(one, other, score_cutoff=1) <= 1


def _of_one_group(one: str, other: str) -> bool:
    """Whether both names have the same words before 集团.

    >>> _of_one_group("中铁甲局集团二工程有限公司", "中铁甲局集团三工程有限公司")
    True
    """
    here, there = _GROUP.match(one), _GROUP.match(other)
    return here is not None and there is not None and here[1] == there[1]


def _begins(name: str, longer: str) -> bool:
    stem = _stem(name)
    return len(stem) >= _SHORTEST and longer.startswith(stem)


@lru_cache(maxsize=8192)
def _whole(name: str) -> str:
    """The name with one legal form for all that mean the same, wherever in the name they stand."""
    text = loosened(name_twin(name))
    for long, short in _FORMS:
        text = text.replace(long, short)
    return text


@lru_cache(maxsize=8192)
def _entity(name: str) -> str:
    """The name up to the company that a branch, a department or a project belongs to."""
    found = _ENTITY.match(name)
    return found[0] if found else name


@lru_cache(maxsize=8192)
def _stem(name: str) -> str:
    """What companies of one group begin with: the name without 集团 and legal form, of a branch that of its company.

    >>> _stem("浙江甲川建设集团有限公司"), _stem("浙江甲川建设有限公司杭州分公司")
    ('浙江甲川建设', '浙江甲川建设')
    """
    return _ENDING.sub("", _entity(name))
