"""A small team held against one rule of the notice: forms as typed, papers, seals, what people said."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

import small

from qtdocs.checks import Evidence, check_record, finding, verdicts
from qtdocs.checks.training import training_rates
from qtdocs.editions.form import FormSpec
from qtdocs.editions.programme import Paper, Programme
from qtdocs.model.entry import Entry, EntryPaper
from qtdocs.model.finding import Finding
from qtdocs.model.inspection import Inspected
from qtdocs.model.record import Record
from qtdocs.model.seal import Confirmation, SealLook
from qtdocs.model.verdict import Verdict

LONG = ("experience_title", "nomination_reason")
FORM = small.application(
    small.field("experience_title", "经验名称", required=True),
    small.field("nomination_reason", "推荐理由", "long-text", required=True, modes=("association",)),
)
WORDS = {"experience_title": "三色看板控制错台", "nomination_reason": "材料真实，同意推荐。"}
TEXT = "sha-text"
CONFIRMED = Confirmation(answer="相符", who="王敏", at="2026-05-06T09:00:00+08:00")


def programme(rule: str, *, provable: bool = True, **changes: object) -> Programme:
    """A programme with one rule."""
    use = small.RuleUse(
        id=rule, text="规定", source="通知一", severity=str(changes.pop("severity", "error")), provable=provable
    )  # type: ignore[arg-type]
    papers = (
        Paper(kind="application", name="申报表", media=("word", "pdf"), source="四"),
        Paper(kind="materials", name="创建材料", media=("word", "pdf"), source="四"),
    )
    modes = (
        small.Mode(id="association", name="协会推荐"),
        small.Mode(id="self", name="企业自荐", nominator=False),
    )
    deadlines = (small.Deadline(id="submission", date=small.TODAY, printed="5月6日前"),)
    known: dict[str, object] = {
        "rules": (use,),
        "papers": papers,
        "modes": modes,
        "deadlines": deadlines,
        "forms": (FORM,),
    }
    return small.programme(**(known | changes))


def paper(kind: str, medium: str, *, sha256: str = TEXT, **more: object) -> EntryPaper:
    """One paper of the team."""
    values = {"kind": kind, "medium": medium, "file": f"{kind}.{medium}", "sha256": sha256, "current": True} | more
    return EntryPaper(**values)  # type: ignore[arg-type]


def look(outcome: str, role: str = "applicant", **more: object) -> SealLook:
    """One seal as it was seen."""
    values: dict[str, object] = {
        "role": role, "box": "单位同意", "expected": "浙江甲建设有限公司", "file": "盖章.pdf", "sha256": "s",
        "outcome": outcome, "detail": "看到印文为“浙江甲建设有限公司”的章",
    }  # fmt: skip
    return SealLook(**(values | more))  # type: ignore[arg-type]


def verdict(
    rule: str,
    *,
    edition: Programme | None = None,
    findings: Sequence[Finding] = (),
    papers: Sequence[EntryPaper] = (),
    seals: Sequence[SealLook] = (),
    lists: Sequence[Record] = (),
    about_lists: Sequence[Finding] = (),
    texts: Mapping[str, str] | None = None,
    senders: Mapping[str, str] | None = None,
    counted: Mapping[str, tuple[tuple[str, str], ...]] | None = None,
    training: str = "",
    opinions: Sequence[Record] = (),
    late: bool | None = None,
    word: Inspected | None = None,
    form: FormSpec = FORM,
    scanned: bool = False,
    newest: datetime.date | None = None,
    **typed: str,
) -> Verdict:
    """What became of a rule for what is typed."""
    known = edition or programme(rule, forms=(form,))
    record = replace(small.record(form, **(WORDS | typed)), scanned=scanned)
    told = check_record(record, form, known, today=small.TODAY)
    entry = Entry(
        id="e", number="班0001", fields=record.fields, source=record, records=(record,), findings=(*told, *findings),
        papers=tuple(papers), seals=tuple(seals), late=late, received_at="2026-05-06T10:00:00+08:00",
    )  # fmt: skip
    evidence = Evidence(
        entry=entry, programme=known, lists=tuple(lists), about_lists=tuple(about_lists), texts=texts or {},
        senders=senders or {}, counted=counted or {}, rates=training_rates(training), opinions=tuple(opinions),
        newest=newest,
    )  # fmt: skip
    (found,) = verdicts(evidence, {rule: word} if word else {})
    return found


def said(rule: str, **more: object) -> str:
    """The bare answer."""
    return verdict(rule, **more).verdict  # type: ignore[arg-type]


def pixels(code: str, *, confirmed: str = "", **facts: str) -> Finding:
    """A finding that was seen in a picture."""
    return replace(finding(code, **facts), basis="pixels", confirmed=confirmed)
