"""Whether two names are of one organisation, of a company and its branch, or so alike that they may be one."""

from __future__ import annotations

import re
from functools import lru_cache

from qtdocs.model.registry import Registry
from qtdocs.near_names import loosened, near
from qtdocs.text import name_twin

SAME = "同一单位"
BRANCH = "上下级或同一集团的单位"
ALIKE = "名称相近、可能是同一单位"
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


class Kinship:
    """How organisations are related, as far as their names and the known renamings tell.

    Args:
        registry: the renamings that the association knows.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._names: dict[str, frozenset[str]] = {}
        self._found: dict[tuple[str, str], str] = {}

    def between(self, one: str, other: str) -> str:
        """How two organisations are related, in Chinese; empty where they are not, or one has no name.

        >>> kin = Kinship(Registry())
        >>> kin.between("浙江甲川建设有限责任公司", "浙江甲川建设有限公司")
        '同一单位'
        >>> kin.between("浙江甲川建设有限公司杭州分公司", "浙江甲川建设集团有限公司")
        '上下级或同一集团的单位'
        >>> kin.between("浙江甲川建设有限公司", "江苏乙州路桥有限公司")
        ''
        """
        if not one or not other:
            return ""
        if (one, other) not in self._found:
            self._found[one, other] = self._related(one, other)
        return self._found[one, other]

    def _related(self, one: str, other: str) -> str:
        here, there = self._every_name(one), self._every_name(other)
        if here & there:
            return SAME
        degrees = {_degree(name, rival) for name in here for rival in there}
        return next((degree for degree in (SAME, BRANCH, ALIKE) if degree in degrees), "")

    def _every_name(self, organisation: str) -> frozenset[str]:
        if organisation not in self._names:
            self._names[organisation] = self._registry.names_of(organisation)
        return self._names[organisation]


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
