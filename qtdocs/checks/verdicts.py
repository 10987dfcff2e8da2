"""One team held against every rule of its programme: fine, defect, or not to be told from what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qtdocs.checks import grounds
from qtdocs.checks.conformity import CONFORMITY, Conformity
from qtdocs.checks.evidence import Evidence
from qtdocs.checks.grounds import Ground
from qtdocs.checks.inspections import failed
from qtdocs.editions.programme import RuleUse
from qtdocs.model.finding import Finding
from qtdocs.model.inspection import Inspected
from qtdocs.model.verdict import Verdict

_SHOWN = 3
_ADVICE = "请人工核实。"
_FOREIGN = Conformity(rule="", ground=grounds.elsewhere)
"""For a rule that a notice adds and the table does not know: it is never fine, a person must look."""


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
    if sure := [each for each in standing if not each.waits and not _is_unsure(each, row, use)]:
        told = f"；但{word.holds.told}" if word and word.holds.result == "符合" else ""
        return Verdict(rule=use.id, verdict="defect", detail=_told(sure) + told)
    if standing:
        return _unsure(standing, row, use, word)
    ground = _ground(row, use, evidence, settled)
    made = Verdict(
        rule=use.id, verdict="fine" if ground.known else "unknown", detail=ground.detail,
        ask="" if ground.known else _advice(row, use),
    )  # fmt: skip
    return _with_word(made, use, evidence, word) if word else made


def _unsure(standing: list[Finding], row: Conformity, use: RuleUse, word: Inspected | None) -> Verdict:
    """What speaks against the rule without being certain: pixels wait for a person, anything else may be looked up."""
    waits = all(each.waits for each in standing)
    made = Verdict(
        rule=use.id, verdict="unknown",
        detail=f"{_told(standing)}；{'这是看图得出的，待人确认' if waits else '还说不准'}",
        ask="" if waits else _advice(row, use),
    )  # fmt: skip
    return replace(made, detail=f"{made.detail}；{word.holds.told}") if word else made


def _is_unsure(finding: Finding, row: Conformity, use: RuleUse) -> bool:
    """Whether a finding is only a doubt, because it is milder than the rule."""
    mild = finding.severity == "warning" and use.severity == "error"
    return mild and any(each.mild_is_unsure for each in row.breaches if each.code == finding.code)


def _advice(row: Conformity, use: RuleUse) -> str:
    return use.advice or row.how or _ADVICE


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
    return shown if len(findings) <= _SHOWN else f"{shown}；共 {len(findings)} 处，其余见台账“问题”页"


def _settled(finding: Finding) -> str:
    return f"{finding.message.rstrip('。')}；{_by_whom(finding)}"


def _by_whom(finding: Finding) -> str:
    """Who let a finding pass, or looked and says that it is not so."""
    return f"已放行（{finding.waived}）" if finding.waived else f"有人看过，不是这样（{finding.refuted}）"


def _ground(row: Conformity, use: RuleUse, evidence: Evidence, settled: list[Finding]) -> Ground:
    """What can be said where nothing stands against the rule; who let something pass is told."""
    ground = row.ground(evidence)
    if ground.known and not use.provable:
        ground = Ground(known=False, detail=f"{ground.detail}；只凭收到的材料还不能证明", stays=True)
    if not settled:
        return ground
    by = "；".join(_settled(each) for each in settled[:_SHOWN])
    if ground.known or not ground.stays:
        return Ground(known=True, detail=by)
    return Ground(known=False, detail=f"{by}；{ground.detail}")


def _since(word: Inspected, evidence: Evidence) -> str:
    """That papers came after somebody looked: what they saw may no longer be all."""
    newest, looked = evidence.newest, word.holds.day
    if newest is None or looked is None or newest <= looked:
        return ""
    return f"；核查以后（{newest}）又收到过材料，请看要不要再查"


def _with_word(made: Verdict, use: RuleUse, evidence: Evidence, word: Inspected) -> Verdict:
    """What a person found out elsewhere counts where the papers do not tell, and where it is worse than they do."""
    if word.against is not None:
        detail = f"两份人工核查说的不一样：{word.holds.told}；{word.against.told}"
        return Verdict(rule=use.id, verdict="unknown", detail=detail, ask=made.ask or use.advice or _ADVICE)
    before = "".join(f"（先前 {each.told}）" for each in word.earlier)
    told = word.holds.told + before + _since(word, evidence)
    if word.holds.result == "不符合":
        key = failed(evidence.entry, use, word).key
        said = next((each for each in evidence.entry.findings if each.key == key), None)
        if said is not None and not said.counts:
            return Verdict(rule=use.id, verdict="fine", detail=f"{told}；{_by_whom(said)}")
        return Verdict(rule=use.id, verdict="defect", detail=told)
    if word.holds.result == "符合" and made.verdict == "unknown":
        return Verdict(rule=use.id, verdict="fine", detail=told)
    return Verdict(rule=use.id, verdict=made.verdict, detail=f"{made.detail}；{told}", ask=made.ask)
