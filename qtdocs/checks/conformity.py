"""The rules of the notices, declared once: which findings are the defect of each, and what else is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qtdocs.checks import grounds
from qtdocs.checks.evidence import Evidence
from qtdocs.checks.grounds import Ground
from qtdocs.checks.originals import plain_name
from qtdocs.checks.seal_findings import seal_finding
from qtdocs.editions.programme import Paper
from qtdocs.model.finding import Finding
from qtdocs.text import name_twin


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A kind of finding that is a rule's defect."""

    code: str
    """The finding's code."""
    fields: frozenset[str] = frozenset()
    """The boxes it must concern; empty means any."""
    kinds: frozenset[str] = frozenset()
    """The kinds of paper it must concern; empty means any."""
    mild_is_unsure: bool = False
    """Whether it is only a doubt where it is milder than the rule: within 3 % of a limit, a file that may be it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformity:
    """How one rule of a notice is held against a team."""

    rule: str
    """V01 to V25."""
    breaches: tuple[Breach, ...] = ()
    """What speaks against it."""
    ground: Callable[[Evidence], Ground]
    """What is said where nothing does."""
    looks: str = ""
    """What is looked at and when it cannot be told, in Chinese without a full stop."""
    how: str = ""
    """How a person can find out, where the programme does not say."""
    concerns: Callable[[Finding, Evidence], bool] = field(default=lambda finding, evidence: True)
    """Tells findings of one code apart that belong to different rules."""
    of_nominator: bool = False
    """Whether it is about the nominator's papers: one answer for all its teams."""


def _codes(*codes: str, fields: str = "", kinds: str = "", mild_is_unsure: bool = False) -> tuple[Breach, ...]:
    about = {"fields": frozenset(fields.split()), "kinds": frozenset(kinds.split())}
    return tuple(Breach(code=code, mild_is_unsure=mild_is_unsure, **about) for code in codes)


def _is_company(finding: Finding, evidence: Evidence) -> bool:
    return name_twin(evidence.text("team_name")).endswith("公司")


def _is_applicants(finding: Finding, evidence: Evidence) -> bool:
    """Whether a finding about a seal concerns the applicant's."""
    looks = (each for each in evidence.entry.seals if each.role == "applicant")
    keys = {made.key for look in looks if (made := seal_finding(look)) is not None}
    return finding.code != "seal-name-differs" or finding.key in keys


def _is_of_hint(finding: Finding, evidence: Evidence) -> bool:
    return grounds.holds_hint(evidence, finding.field)


def _is_of_pair(finding: Finding, evidence: Evidence) -> bool:
    """Whether a missing paper is one that is asked for in Word and in PDF."""
    return _is_of_paper(finding, evidence, lambda paper: {"word", "pdf"} <= set(paper.media))


def _is_of_presentation(finding: Finding, evidence: Evidence) -> bool:
    """Whether a missing paper is the materials or the slides."""
    return _is_of_paper(finding, evidence, lambda paper: paper.kind in ("materials", "slides"))


def _is_of_paper(finding: Finding, evidence: Evidence, wanted: Callable[[Paper], bool]) -> bool:
    if finding.code not in _MISSING:
        return True
    papers = evidence.programme.papers
    return any(wanted(paper) for paper in papers if plain_name(paper) == finding.label and paper.asked)


_MISSING = ("paper-missing", "pair-word-missing", "pair-pdf-missing")
_RATES = "completion_rate assessment_pass_rate nonconformity_rate first_pass_rate improvement_rate"
CONFORMITY: Mapping[str, Conformity] = {
    row.rule: row
    for row in (
        Conformity(
            rule="V01",
            looks="看申报表的事故数：不是 0 就是有问题；填 0 只说明一年，别的年份和环保都证明不了，仍是查不了",
            breaches=_codes("accident-reported"),
            ground=grounds.accidents,
            how="请企业出具规定年限内无事故的证明，或查主管部门的公开记录。",
        ),
        Conformity(
            rule="V02",
            looks="在创建材料里找培训率和考试合格率：低于规定的比例是有问题，都达到的是符合，没有写的查不了",
            breaches=_codes("training-rate-low"),
            ground=grounds.training,
            how="请在申报材料里找“培训率”“合格率”。",
        ),
        Conformity(
            rule="V03",
            looks="看协会的班组登记册：到规定的那一天，注册的时间不够长是有问题；没有登记册的查不了",
            breaches=_codes("registration-too-short"),
            ground=grounds.registered,
            how="请查协会的班组注册登记。",
        ),
        Conformity(
            rule="V04",
            looks="看班组名称里有没有本单位、推荐单位、主管部门的名称，或“公司”“集团”；只带项目部、局、处的不算",
            breaches=_codes("name-has-parent"),
            ground=grounds.team_name,
            how="请看班组名称。",
        ),
        Conformity(
            rule="V05",
            looks="把单位名称与公章的印文逐字对照；没有盖章件、印文看不清的查不了",
            breaches=_codes("name-abbreviated", "seal-name-differs"),
            ground=grounds.organisation_name,
            concerns=_is_applicants,
            how="请把单位名称与公章的印文逐字对照。",
        ),
        Conformity(
            rule="V06",
            looks="名称以“公司”结尾的是有问题；其余的表上没有这一栏，查不了",
            breaches=_codes("name-has-parent"),
            ground=grounds.elsewhere,
            concerns=_is_company,
            how="请向推荐单位核实是不是企业最基层的正式组织。",
        ),
        Conformity(
            rule="V07",
            looks="每一处该盖的章都看到、而且印文相符才算符合；没有看到的要人确认以后才算有问题；Word 版不看章",
            breaches=_codes(
                "seal-missing", "seal-misplaced", "seal-other-kind", "seal-name-differs", "signature-changed"
            ),
            ground=grounds.seals,
            how="请看盖章的原件。",
        ),
        Conformity(
            rule="V08",
            looks="申报表和创建材料的 Word 版、PDF 版都要有，读到的内容一致；其中一份是扫描件的，要人对照",
            breaches=(*_codes(*_MISSING, mild_is_unsure=True), *_codes("pair-differs", "pair-text-differs")),
            ground=grounds.word_and_pdf,
            concerns=_is_of_pair,
            how="请把两种版本对照着看。",
        ),
        Conformity(
            rule="V09",
            looks="申报材料的 PDF 版和 PPT 都要有",
            breaches=_codes(*_MISSING, mild_is_unsure=True),
            ground=grounds.pdf_and_slides,
            concerns=_is_of_presentation,
            how="请核对每个班组的两种文件。",
        ),
        Conformity(
            rule="V10",
            looks="数创建材料的字数，按 Word 的算法；多出不到 3% 的只作提醒",
            breaches=_codes("text-too-long", kinds="materials", mild_is_unsure=True),
            ground=grounds.materials_length,
            how="请用 Word“审阅—字数统计”看创建材料。",
        ),
        Conformity(
            rule="V11",
            looks="数简介的字数，按 Word 的算法；另附纸、认不出是哪一份的查不了",
            breaches=_codes("text-too-long", "text-too-short", mild_is_unsure=True),
            ground=grounds.profile_length,
            how="请用 Word“审阅—字数统计”看另附的简介。",
        ),
        Conformity(
            rule="V12",
            looks="数推荐单位活动总结的字数，看规定的三部分在不在；没有收到的查不了",
            breaches=(
                *_codes("text-too-short", kinds="annual-summary", mild_is_unsure=True),
                *_codes("text-section-missing", kinds="annual-summary"),
            ),
            ground=grounds.annual_summary,
            of_nominator=True,
            how="请看推荐单位的活动总结。",
        ),
        Conformity(
            rule="V13",
            looks="收到时间与截止日期比，按北京时间，当天算按时；没有收到时间的查不了",
            breaches=_codes("parcel-late", "paper-late"),
            ground=grounds.in_time,
            how="请在邮箱、快递单上查收到时间，填进收件登记。",
        ),
        Conformity(
            rule="V14",
            looks="看发件人是推荐单位，还是申报单位自己；看不出的查不了；寄到哪个邮箱没有记，不查",
            breaches=_codes("sender-unexpected"),
            ground=grounds.sender,
            how="请看发件人是不是推荐单位。",
        ),
        Conformity(
            rule="V15",
            looks="推荐理由一栏填了没有；企业自荐的不要求",
            breaches=_codes("field-missing", "field-placeholder", fields="nomination_reason"),
            ground=grounds.reason,
            how="请看原件上的推荐理由。",
        ),
        Conformity(
            rule="V16",
            looks="看推荐意见有没有写到真实性、理由、记录，按用词判断；没有收到推荐意见的查不了",
            breaches=_codes("text-section-missing", fields="nomination_reason"),
            ground=grounds.opinion,
            how="请看推荐意见是否写到真实性、理由和记录三点。",
        ),
        Conformity(
            rule="V17",
            looks="每个比率在 0 到 100 之间，不合格率与一次合格率不矛盾；一个比率也没有填的查不了",
            breaches=(*_codes("rates-implausible"), *_codes("field-out-of-range", fields=_RATES)),
            ground=grounds.rates,
            how="请看原件上的比率。",
        ),
        Conformity(rule="V18", looks="只告知，从来不算有问题", ground=grounds.by_head),
        Conformity(
            rule="V19",
            looks="与台账里和资料库里的材料比有没有大段相同；读不出文字的查不了；是不是抄袭由人判断",
            breaches=_codes("text-copied"),
            ground=grounds.own_text,
            how="请对照往年和同批的创建材料。",
        ),
        Conformity(
            rule="V20",
            looks="看推荐单位的统计表各数的大小关系，以及推荐数与收到的申报表数；没有收到的查不了",
            breaches=_codes("statistics-inconsistent"),
            ground=grounds.statistics,
            of_nominator=True,
            how="请核对推荐单位的统计表。",
        ),
        Conformity(
            rule="V21",
            looks="表上看不出是否扣除，总是查不了",
            ground=grounds.elsewhere,
            of_nominator=True,
            how="请提醒填报的单位。",
        ),
        Conformity(
            rule="V22",
            looks="看台账里有没有同一单位同一班组的另一份申报",
            breaches=_codes("entry-duplicate", "entry-elsewhere"),
            ground=grounds.only_once,
            how="请查看来源文件和推荐单位。",
        ),
        Conformity(
            rule="V23",
            looks="经验名称填了没有；只写“详见附件”的等于没有填",
            breaches=_codes("field-missing", "field-placeholder", fields="experience_title"),
            ground=grounds.experience,
            how="请看原件上的经验名称。",
        ),
        Conformity(
            rule="V24",
            looks="看简介里各项内容是否都写到，按用词判断；另附纸的查不了",
            breaches=_codes("text-section-missing", fields="profile"),
            ground=grounds.sections,
            how="请看简介或另附的材料。",
        ),
        Conformity(
            rule="V25",
            looks="看必填的栏里是不是只留着印好的提示语",
            breaches=_codes("field-missing"),
            ground=grounds.no_hints,
            concerns=_is_of_hint,
            how="请看原件。",
        ),
    )
}
"""Every rule that the program knows, by its id."""


def is_of_nominator(rule: str) -> bool:
    """Whether a rule is about the nominator's papers: one answer for all its teams."""
    return rule in CONFORMITY and CONFORMITY[rule].of_nominator
