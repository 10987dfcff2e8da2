"""Names as people type them: of companies, teams and persons; one name stays one, several are told."""

from __future__ import annotations

import re
from dataclasses import replace

from qtdocs.editions.form import FieldSpec
from qtdocs.extract.dressing import once, undressed
from qtdocs.extract.reading import NOTHING, SPACE, Reading, doubted, unsure
from qtdocs.text import narrow

SEAL_WORDS = re.compile(r"\s{0,40}[（(]\s*(?:加?盖\s*公?\s*章|公\s*章|章|签\s*字|签\s*章|签\s*名)(?:处)?\s*[)）]\s*")
"""Words that a form prints where a seal or a signature belongs."""

_COMPANY = re.compile(r".+(?:公司|集团|院|局|厂|处|部|中心|协会)$")
_WHOLE_COMPANY = re.compile(r"(?!股份|有限|责任).{2,}(?:公司|集团|院|局|厂)(?:[（(].*[)）])?")
_WHOLE_TEAM = re.compile(r".+(?:班组|小组|班|组|队|工段|室)(?:[（(].*[)）])?")
_PART_OF_COMPANY = re.compile(r"第[一二三四五六七八九十0-9]|.{0,8}分公司|.{0,4}(?:公司|集团|厂)$")
"""How the second line of one company's name begins: 第三工程公司, 杭州分公司."""
_ENDS_ALIKE = re.compile(r".*(?:公司|集团|院|局|厂|处|部|中心|协会|所|站|段|[)）])$")
_SEPARATORS = re.compile(r"[\s、,，;；/／]+")
_WRITTEN_APART = re.compile(r"[、,，;；/／]")
_HAN_NAME = re.compile("[\u4e00-\u9fff\U00020000-\U0003ffff]{2,4}")
_TWO_SIGN_FAMILIES = re.compile("欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|夏侯|独孤|南宫")
_NO_PERSON = re.compile(
    r"[0-9@:：()（）]|(?:公司|集团|班组|小组|项目部|部门|协会|[一二三四五六七八九十]班)$"
    r"|\s(?:男|女|先生|女士|同志|.{0,3}(?:长|经理|主任|工程师|技术员|质检员|书记|总工))$"
)
_TAIL_PHONE = re.compile(
    r"[\s:：、,，/(（]*(?:电话|手机)?[:：\s]*"
    r"(1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|0[0-9]{2,3}-?[0-9]{7,8})[)）]?\s*$"
)
_NO_NAME = re.compile(r":|[0-9]{7,}|[0-9]{3,4}-[0-9]{4,}|[0-9]{4}\s*[年./-]\s*[0-9]{1,2}\s*[月./-]|@")
_LONGEST_PERSON = 60
_LONGEST_PAIR = 300
_LONGEST_SHOWN = 60


def is_name(spec: FieldSpec) -> bool:
    """Whether a field holds the name of a company, a team or a person."""
    return spec.type in ("organisation", "person") or spec.key == "team_name"


def one_name(reading: Reading, text: str, spec: FieldSpec) -> Reading:
    """The name with what makes it doubtful: seal words, several names in one, other things behind it.

    Args:
        reading: the name as joined from its lines.
        text: as written.
        spec: the field.
    """
    if seals := SEAL_WORDS.findall(str(reading.value)):
        bare = SEAL_WORDS.sub(" ", text).strip()
        if not bare:
            return NOTHING
        value = SEAL_WORDS.sub(" ", str(reading.value)).strip()
        said = "、".join(seal.strip() for seal in seals)
        reading = doubted(replace(reading, value=value), f"名称后还有“{said}”，按“{value}”读取")
        text = bare
    reading, text = _bare(reading, text, spec.type if spec.type in ("organisation", "person") else "team")
    if spec.type == "person":
        return _person(reading, text)
    return _company(reading, text) if spec.type == "organisation" else _team(reading, text)


def _bare(reading: Reading, text: str, kind: str) -> tuple[Reading, str]:
    """The reading and its text without what stands around the name, and with a name typed twice once."""
    value = undressed(str(reading.value), kind)
    if value != reading.value:
        seen = SPACE.sub(" ", text).strip()[:_LONGEST_SHOWN]
        reading = doubted(replace(reading, value=value), f"写的是“{seen}”，按“{value[:_LONGEST_SHOWN]}”读取")
        text = undressed(text, kind)
    single = once(value)
    if single != value:
        return doubted(replace(reading, value=single), f"名称写了不止一遍，按“{single}”读取"), single
    return reading, text


def _pieces(text: str) -> list[str]:
    return [piece for piece in _SEPARATORS.split(text) if piece]


def _company(reading: Reading, text: str) -> Reading:
    pieces = _pieces(text)
    whole = len(pieces) > 1 and all(_WHOLE_COMPANY.fullmatch(piece) for piece in pieces)
    wrapped = not _WRITTEN_APART.search(text) and all(_PART_OF_COMPANY.match(piece) for piece in pieces[1:])
    if whole and not wrapped:
        return _several(reading, text, len(pieces))
    if _NO_NAME.search(narrow(str(reading.value))):
        return doubted(reading, f"“{reading.value}”不像只是名称")
    if len(pieces) > 1 and pieces[0].endswith("公司") and not _ENDS_ALIKE.fullmatch(pieces[-1]):
        return doubted(reading, f"“{pieces[0]}”后面还有“{pieces[-1][:20]}”，可能不属于名称")
    return reading


def _team(reading: Reading, text: str) -> Reading:
    pieces = _pieces(text)
    if _several_teams(pieces):
        return _several(reading, text, len(pieces))
    if len(pieces) > 1 and _WHOLE_TEAM.fullmatch(pieces[0]) and _HAN_NAME.fullmatch(pieces[-1]):
        return doubted(reading, f"“{pieces[0]}”后面还有“{pieces[-1]}”，可能不属于名称")
    if _NO_NAME.search(narrow(str(reading.value))):
        return doubted(reading, f"“{reading.value}”不像只是名称")
    return reading


def _several_teams(pieces: list[str]) -> bool:
    return len(pieces) > 1 and all(_WHOLE_TEAM.fullmatch(piece) for piece in pieces)


def _several(reading: Reading, text: str, number: int) -> Reading:
    """The reading as a guess, its lines never glued to one name."""
    value = re.sub(r"[^\S\n]*[\r\n\v\f]+\s*", "、", text.strip())
    said = "两" if number == 2 else f" {number} "
    return doubted(replace(reading, value=value), f"格内像有{said}个名称：“{value[:60]}”", grade="C")


def _person(reading: Reading, text: str) -> Reading:
    name = str(reading.value)
    if len(name) == 1:
        return doubted(reading, f"姓名只有一个字：“{name}”")
    if len(name) > _LONGEST_PERSON:
        return doubted(reading, f"写了 {len(name)} 个字，不像只是姓名")
    flat = SPACE.sub(" ", name)
    if found := _TAIL_PHONE.search(narrow(flat)):
        bare = flat[: found.start()].strip()
        if bare:
            return doubted(replace(reading, value=bare), f"姓名后还写了“{found[1]}”")
    if _NO_PERSON.search(narrow(name)):
        return doubted(reading, f"“{name}”不像只是姓名")
    return _several(reading, text, len(_pieces(text))) if _several_persons(text) else reading


def _several_persons(text: str) -> bool:
    """Whether only white space parts several names; 张三、李四 is as plain as it was typed, of judges for example."""
    pieces = [] if _WRITTEN_APART.search(text) else _pieces(text)
    whole = len(pieces) > 1 and all(_HAN_NAME.fullmatch(piece) for piece in pieces)
    return whole and not _TWO_SIGN_FAMILIES.fullmatch(pieces[0])


def two_names(text: str, spec: FieldSpec) -> Reading:
    """An organisation and its team in one cell (企业/班组名称)."""
    seen = SPACE.sub(" ", text)
    unclear = unsure(text, f"写的是“{seen[:60]}”，分不清哪里是“{spec.labels[0]}”的前后两项", grade="C")
    if len(text) > _LONGEST_PAIR:
        return unclear
    parts = [part.strip() for part in re.split(r"\s*[\n/／]\s*", text) if part.strip()]
    if len(parts) == 1:
        parts = [part for part in re.split(r"[、\s]+|(?<=公司)(?!第|[^ ]{0,6}公司)", text) if part]
    if len(parts) != 2:
        return unclear
    if not _COMPANY.fullmatch(undressed(parts[0], "organisation")) and _names_company(parts[1]):
        reading = _pair(parts[1], parts[0])
        return doubted(reading, f"写的是“{seen}”，班组在前、企业在后")
    if _COMPANY.fullmatch(undressed(parts[0], "organisation")) and not _names_company(parts[1]):
        return _pair(parts[0], parts[1])
    return unclear


def _names_company(text: str) -> bool:
    return undressed(text, "organisation").endswith("公司")


def _pair(company: str, team: str) -> Reading:
    """The reading of a company's and a team's text, each without what stands around the name."""
    names = undressed(company, "organisation"), once(undressed(team, "team"))
    if _several_teams(_pieces(names[1])):
        return unsure(names[0], f"格内像有几个班组的名称：“{team[:60]}”", grade="C", second=names[1])
    reading = Reading(value=names[0], second=names[1])
    for typed, name in zip((company, team), names, strict=True):
        if typed != name:
            reading = doubted(reading, f"写的是“{SPACE.sub(' ', typed)}”，按“{name}”读取")
    return reading
