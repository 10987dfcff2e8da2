"""Names of organisations and teams: full, and the team's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qtdocs.checks.case import Box, Case
from qtdocs.model.finding import Finding
from qtdocs.text import name_twin

_REGION = re.compile(
    r"^(?:中华人民共和国|中国|全国|(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南"
    r"|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆)(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?"
    r"|[\u4e00-\u9fff]{2,3}(?:省|市(?!政)|县|区|州))+"
)
_TRADE = re.compile(
    r"建设|建筑|建工|安装|路桥|市政|园林|工程|交通|交建|水利|水电|电力|集团|股份|有限|控股|科技|实业|公司|局|院|厂|设计|勘察|监理|"
    r"钢构|装饰|幕墙|地铁|轨道|桥梁|隧道|港航|化建|冶金|铁路|城建|住建|公路|机电|环境|环保|投资|管理|服务|发展|工业|第[一二三四五六七八九十]"
)
_COMPANY_ENDING = re.compile(r"(?:集团|股份|有限|责任|总|分|子)*公司$")
_IN_A_TEAM = re.compile(r"公司|集团")
_PLAIN_PARENT = re.compile(r"(?:项目部|项目经理部|局|处)$")
_FULL_ENDING = re.compile(
    r"(?:公司|厂|院|局|会|中心|站|所|社|处|段|队|部|大学|学院|学校|矿|库|店|行|公室|司|委|园|馆|电厂|油田|基地|合作社|[A-Za-z.])$"
)
_HABITUAL = re.compile(r"^中(?:国?建|国?铁|国?交|国?冶|化|核|能建|电建|水)[\u4e00-\u9fff]{0,8}(?:局|院|公司|集团)$")
_TAIL = re.compile(r"[(（][^()（）]*[)）]$")
_SHORTEST = 2


def check_names(case: Case) -> Iterator[Finding]:
    """Team names that carry their parent, and names of organisations that look shortened."""
    for boxes in case.groups():
        if (box := boxes.get("organisation_name")) and box.text and _is_shortened(box.text):
            severity = "warning" if case.rule("V05") else "note"
            yield case.find("name-abbreviated", box, severity=severity, seen=box.text)
        team = boxes.get("team_name")
        if team and team.text and (found := _parent_in(team, boxes, case)):
            rule = case.rule(found[0])
            if rule:
                yield case.find("name-has-parent", team, severity=rule.severity, seen=team.text, detail=found[1])


def _is_shortened(name: str) -> bool:
    twin = _TAIL.sub("", name_twin(name))
    return not _FULL_ENDING.search(twin) or bool(_HABITUAL.match(twin) and "有限" not in twin and len(twin) <= 10)


def _parent_in(team: Box, boxes: dict[str, Box], case: Case) -> tuple[str, str] | None:
    """The rule that the team's name breaks and how; none where it stands for itself."""
    name = name_twin(team.text)
    if name.endswith("公司"):
        return "V06", "以“公司”结尾，像是企业，不是班组"
    for key, role in (("organisation_name", "本单位"), ("nominator_name", "推荐单位"), ("department", "主管部门")):
        box = boxes.get(key)
        parent = box.text if box else str(case.value(key) or "")
        word = _word_of(parent, name, key)
        if word:
            return "V04", f"其中的“{word}”是{role}的名称"
    if found := _IN_A_TEAM.search(name):
        return "V04", f"其中有“{found[0]}”二字"
    return None


def _word_of(parent: str, name: str, key: str) -> str:
    """The words of a parent's name that stand in the team's name."""
    full = name_twin(parent)
    if len(full) < _SHORTEST:
        return ""
    if key == "department":
        return full if full in name and len(full) > _SHORTEST and not _PLAIN_PARENT.search(full) else ""
    if key == "nominator_name":
        return full if full in name and not _REGION.fullmatch(full) and not _PLAIN_PARENT.search(full) else ""
    shorter = _COMPANY_ENDING.sub("", full)
    bare = _REGION.sub("", shorter)
    brand = _TRADE.split(bare, maxsplit=1)[0]
    for word in (full, shorter, bare if brand else ""):
        if len(word) >= 4 and word in name:
            return word
    with_region = shorter.removesuffix(bare) + brand
    return brand if len(brand) >= _SHORTEST and name.startswith((brand, with_region)) else ""
