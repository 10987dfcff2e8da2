"""Every rule of the notice held against one team: fine, defect, or not to be told from what came.

One row a rule: which findings are its defect, and what it rests on where there is none. A rule that a notice adds and
this table does not know is never fine: a person must look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qtdocs.checks import grounds
from qtdocs.checks.evidence import Evidence
from qtdocs.checks.grounds import Ground
from qtdocs.checks.inspections import failed
from qtdocs.editions.programme import RuleUse
from qtdocs.model.finding import Finding
from qtdocs.model.inspection import Inspected
from qtdocs.model.verdict import Verdict
from qtdocs.text import name_twin

_SHOWN = 3
_ADVICE = "请人工核实。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A kind of finding that is a rule's defect."""

    code: str
    """The finding's code."""
    fields: frozenset[str] = frozenset()
    """The boxes it must concern; empty means any."""
    kinds: frozenset[str] = frozenset()
    """The kinds of paper it must concern; empty means any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformity:
    """How one rule of a notice is held against a team."""

    rule: str
    """V01 to V25."""
    breaches: tuple[Breach, ...] = ()
    """What speaks against it."""
    ground: Callable[[Evidence], Ground]
    """What is said where nothing does."""
    how: str = ""
    """How a person can find out, where the programme does not say."""
    concerns: Callable[[Finding, Evidence], bool] = field(default=lambda finding, evidence: True)
    """Tells findings of one code apart that belong to different rules."""
    of_nominator: bool = False
    """Whether it is about the nominator's papers: one answer for all its teams."""


def _codes(*codes: str, fields: str = "", kinds: str = "") -> tuple[Breach, ...]:
    return tuple(Breach(code=code, fields=frozenset(fields.split()), kinds=frozenset(kinds.split())) for code in codes)


def _is_company(finding: Finding, evidence: Evidence) -> bool:
    return name_twin(evidence.text("team_name")).endswith("公司")


def _is_no_company(finding: Finding, evidence: Evidence) -> bool:
    return not _is_company(finding, evidence)


def _is_applicants(finding: Finding, evidence: Evidence) -> bool:
    """Whether a finding about a seal concerns the applicant's."""
    look = evidence.seal("applicant")
    return finding.code != "seal-name-differs" or (look is not None and look.box == finding.label)


def _is_of_hint(finding: Finding, evidence: Evidence) -> bool:
    return grounds.holds_hint(evidence, finding.field)


_RATES = "completion_rate assessment_pass_rate nonconformity_rate first_pass_rate improvement_rate"
CONFORMITY: Mapping[str, Conformity] = {
    row.rule: row
    for row in (
        Conformity(
            rule="V01", breaches=_codes("accident-reported"), ground=grounds.accidents,
            how="请企业出具近三年无事故证明，或查主管部门的公开记录。",
        ),
        Conformity(
            rule="V02", breaches=_codes("training-rate-low"), ground=grounds.elsewhere,
            how="请在申报材料里找“培训率”“合格率”。",
        ),
        Conformity(
            rule="V03", breaches=_codes("registration-too-short"), ground=grounds.elsewhere,
            how="请查协会的班组注册登记。",
        ),
        Conformity(
            rule="V04", breaches=_codes("name-has-parent"), ground=grounds.team_name, concerns=_is_no_company,
            how="请看班组名称。",
        ),
        Conformity(
            rule="V05", breaches=_codes("name-abbreviated", "seal-name-differs"), ground=grounds.organisation_name,
            concerns=_is_applicants, how="请把单位名称与公章的印文逐字对照。",
        ),
        Conformity(
            rule="V06", breaches=_codes("name-has-parent"), ground=grounds.elsewhere, concerns=_is_company,
            how="请向推荐单位核实是不是企业最基层的正式组织。",
        ),
        Conformity(
            rule="V07",
            breaches=_codes(
                "seal-missing", "seal-misplaced", "seal-other-kind", "seal-name-differs", "signature-changed"
            ),
            ground=grounds.seals, how="请看盖章的原件。",
        ),
        Conformity(
            rule="V08", breaches=_codes("paper-missing", "pair-word-missing", "pair-pdf-missing", "pair-differs"),
            ground=grounds.word_and_pdf, how="请把两种版本对照着看。",
        ),
        Conformity(
            rule="V09",
            breaches=_codes("paper-missing", "pair-word-missing", "pair-pdf-missing", kinds="materials slides"),
            ground=grounds.pdf_and_slides, how="请核对每个班组的两种文件。",
        ),
        Conformity(
            rule="V10", breaches=_codes("text-too-long", kinds="materials"), ground=grounds.materials_length,
            how="请用 Word“审阅—字数统计”看创建材料。",
        ),
        Conformity(
            rule="V11", breaches=_codes("text-too-long", "text-too-short"), ground=grounds.profile_length,
            how="请用 Word“审阅—字数统计”看另附的简介。",
        ),
        Conformity(
            rule="V12", breaches=_codes("text-too-short", "text-section-missing", kinds="annual-summary"),
            ground=grounds.annual_summary, of_nominator=True, how="请看推荐单位的活动总结。",
        ),
        Conformity(
            rule="V13", breaches=_codes("parcel-late"), ground=grounds.in_time,
            how="请在邮箱、快递单上查收到时间，填进收件登记。",
        ),
        Conformity(
            rule="V14", breaches=_codes("sender-unexpected"), ground=grounds.sender, how="请看发件人是不是推荐单位。",
        ),
        Conformity(
            rule="V15", breaches=_codes("field-missing", "field-placeholder", fields="nomination_reason"),
            ground=grounds.reason, how="请看原件上的推荐理由。",
        ),
        Conformity(
            rule="V16", breaches=_codes("text-section-missing", fields="nomination_reason"), ground=grounds.elsewhere,
            how="请看推荐意见是否写到真实性、理由和记录三点。",
        ),
        Conformity(
            rule="V17", breaches=(*_codes("rates-implausible"), *_codes("field-out-of-range", fields=_RATES)),
            ground=grounds.rates, how="请看原件上的比率。",
        ),
        Conformity(rule="V18", ground=grounds.by_head),
        Conformity(
            rule="V19", breaches=_codes("text-copied"), ground=grounds.own_text,
            how="请对照往年和同批的创建材料。",
        ),
        Conformity(
            rule="V20", breaches=_codes("statistics-inconsistent"), ground=grounds.statistics, of_nominator=True,
            how="请核对推荐单位的统计表。",
        ),
        Conformity(
            rule="V21", ground=grounds.elsewhere, of_nominator=True, how="请提醒填报的单位。",
        ),
        Conformity(
            rule="V22", breaches=_codes("entry-duplicate"), ground=grounds.only_once, how="请查看来源文件和推荐单位。",
        ),
        Conformity(
            rule="V23", breaches=_codes("field-missing", "field-placeholder", fields="experience_title"),
            ground=grounds.experience, how="请看原件上的经验名称。",
        ),
        Conformity(
            rule="V24", breaches=_codes("text-section-missing", fields="profile"), ground=grounds.sections,
            how="请看简介或另附的材料。",
        ),
        Conformity(
            rule="V25", breaches=_codes("field-missing"), ground=grounds.no_hints, concerns=_is_of_hint,
            how="请看原件。",
        ),
    )
}  # fmt: skip
"""Every rule that the program knows, by its id."""


def is_of_nominator(rule: str) -> bool:
    """Whether a rule is about the nominator's papers: one answer for all its teams."""
    return rule in CONFORMITY and CONFORMITY[rule].of_nominator


_FOREIGN = Conformity(rule="", ground=grounds.elsewhere)


def verdicts(evidence: Evidence, words: Mapping[str, Inspected]) -> tuple[Verdict, ...]:
    """What became of each rule that the programme lists.

    Args:
        evidence: the team and all that belongs to it.
        words: what people found out elsewhere, by the rule's id.
    """
    return tuple(_verdict(use, evidence, words.get(use.id)) for use in evidence.programme.rules)


def _verdict(use: RuleUse, evidence: Evidence, word: Inspected | None) -> Verdict:
    row = CONFORMITY.get(use.id, _FOREIGN)
    found = [each for each in _findings(row, evidence) if _is_breach(each, row, use, evidence)]
    standing = [each for each in found if each.counts]
    settled = [each for each in found if not each.counts]
    if sure := [each for each in standing if not each.waits]:
        told = f"；但{word.holds.told}" if word and word.holds.result == "符合" else ""
        return Verdict(rule=use.id, verdict="defect", detail=_told(sure) + told)
    if standing:
        told = f"；{word.holds.told}" if word else ""
        return Verdict(rule=use.id, verdict="unknown", detail=f"{_told(standing)}；这是看图得出的，待人确认{told}")
    ground = _ground(row, use, evidence, settled)
    made = Verdict(
        rule=use.id, verdict="fine" if ground.known else "unknown", detail=ground.detail,
        ask="" if ground.known else use.advice or row.how or _ADVICE,
    )  # fmt: skip
    return _with_word(made, use, evidence, word) if word else made


def _findings(row: Conformity, evidence: Evidence) -> tuple[Finding, ...]:
    return evidence.about_lists if row.of_nominator else evidence.entry.findings


def _is_breach(finding: Finding, row: Conformity, use: RuleUse, evidence: Evidence) -> bool:
    """Whether a finding is this rule's defect; what is only a note is none, unless the rule itself weighs no more."""
    if finding.severity == "note" and use.severity != "note":
        return False
    return row.concerns(finding, evidence) and any(
        finding.code == each.code
        and (not each.fields or finding.field in each.fields)
        and (not each.kinds or evidence.kind_of(finding.file) in each.kinds)
        for each in row.breaches
    )


def _told(findings: list[Finding]) -> str:
    shown = "；".join(dict.fromkeys(each.message.rstrip("。") for each in findings[:_SHOWN]))
    return shown if len(findings) <= _SHOWN else f"{shown}；等 {len(findings)} 处"


def _ground(row: Conformity, use: RuleUse, evidence: Evidence, settled: list[Finding]) -> Ground:
    """What can be said where nothing stands against the rule; who let something pass is told."""
    ground = row.ground(evidence)
    if ground.known and not use.provable:
        ground = Ground(known=False, detail=f"{ground.detail}；只凭收到的材料还不能证明")
    if not settled:
        return ground
    by = "；".join(f"{each.message.rstrip('。')}——{each.waived or each.refuted}" for each in settled[:_SHOWN])
    if ground.known or not ground.stays:
        return Ground(known=True, detail=by)
    return Ground(known=False, detail=f"{by}；{ground.detail}")


def _with_word(made: Verdict, use: RuleUse, evidence: Evidence, word: Inspected) -> Verdict:
    """What a person found out elsewhere counts where the papers do not tell, and where it is worse than they do."""
    if word.against is not None:
        detail = f"两份人工核查说的不一样：{word.holds.told}；{word.against.told}"
        return Verdict(rule=use.id, verdict="unknown", detail=detail, ask=made.ask or use.advice or _ADVICE)
    before = "".join(f"（先前 {each.told}）" for each in word.earlier)
    told = word.holds.told + before
    if word.holds.result == "不符合":
        key = failed(evidence.entry, use, word).key
        said = next((each for each in evidence.entry.findings if each.key == key), None)
        if said is not None and not said.counts:
            return Verdict(rule=use.id, verdict="fine", detail=f"{told}——{said.waived or said.refuted}")
        return Verdict(rule=use.id, verdict="defect", detail=told)
    if word.holds.result == "符合" and made.verdict == "unknown":
        return Verdict(rule=use.id, verdict="fine", detail=told)
    return Verdict(rule=use.id, verdict=made.verdict, detail=f"{made.detail}；{told}", ask=made.ask)
