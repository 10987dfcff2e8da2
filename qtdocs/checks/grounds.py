"""What it rests on that a rule of the notice is kept, where nothing speaks against it; or why that cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from qtdocs.checks.evidence import Evidence
from qtdocs.checks.training import EXAM, TRAINING, lowest
from qtdocs.editions.vocabulary import KIND_NAMES, ROLE_NAMES
from qtdocs.model.seal import OUTCOMES
from qtdocs.text import label_twin, word_count

_RATES = ("completion_rate", "assessment_pass_rate", "nonconformity_rate", "first_pass_rate", "improvement_rate")
_ATTACHED_IN_FULL = 300
_MEDIA = {"word": "Word 版", "pdf": "PDF 版", "slides": "PPT"}
_PAIR = ("word", "pdf")
_NOT_READ = ("unread", "unseen")
"""A seal of which nothing can be told: whatever else was settled, its name is still open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What can be said of a rule where no finding speaks against it."""

    known: bool
    """Whether it can be told at all."""
    detail: str
    """What that rests on, or what is lacking, in Chinese without a full stop."""
    stays: bool = False
    """Whether it cannot be told even where a person let pass what was found: something else is open too."""


def _fine(detail: str) -> Ground:
    return Ground(known=True, detail=detail)


def _unknown(detail: str, *, stays: bool = False) -> Ground:
    return Ground(known=False, detail=detail, stays=stays)


def accidents(evidence: Evidence) -> Ground:
    """No accident in three years: a form tells of one year at most, so it is never proved."""
    found = evidence.value("accidents")
    if evidence.spec("accidents") is None:
        return _unknown("表上没有事故一栏")
    if found is None:
        return _unknown(f"“{evidence.label('accidents')}”没有填写", stays=True)
    told = f"“{evidence.label('accidents')}”填的是 {found.value}，只说明一年的质量、安全事故"
    return _unknown(told, stays=True)


def elsewhere(evidence: Evidence) -> Ground:
    """What no paper tells."""
    return _unknown("收到的材料里没有可以证明的内容")


def registered(evidence: Evidence) -> Ground:
    """Registered for as long as the programme asks, as the association's register has it."""
    found = evidence.entry.seniority
    if found is None:
        return _unknown("没有登记册可查")
    return _fine(found.detail) if found.outcome == "enough" else _unknown(found.detail)


def team_name(evidence: Evidence) -> Ground:
    """The team's own name."""
    name = evidence.text("team_name")
    if not name or not evidence.text("organisation_name"):
        return _unknown("班组名称或单位名称没有读准")
    return _fine(f"班组名称是“{name}”，其中没有上级单位的名称")


def organisation_name(evidence: Evidence) -> Ground:
    """The organisation's name as on its seal."""
    look = evidence.seal("applicant")
    if look is None:
        return _unknown("没有收到盖章的 PDF 或扫描件，没有印文可以核对", stays=True)
    if look.outcome == "same":
        if look.confirmed:
            return _fine(f"申报单位的章与表上的单位名称一致（{look.confirmed.who}看过）")
        return _fine(f"{look.detail}，与表上的单位名称一致")
    return _unknown(f"申报单位的章：{OUTCOMES[look.outcome]}", stays=look.outcome in _NOT_READ)


def seals(evidence: Evidence) -> Ground:
    """Every seal that is asked for."""
    looks = evidence.entry.seals
    if not looks:
        return _unknown("没有收到盖章的 PDF 或扫描件；Word 版不用盖章")
    unread = [f"{ROLE_NAMES[look.role]}的章：{OUTCOMES[look.outcome]}" for look in looks if look.outcome in _NOT_READ]
    if unread:
        return _unknown("；".join(unread), stays=True)
    return _fine("、".join(f"{ROLE_NAMES[look.role]}{OUTCOMES[look.outcome]}" for look in looks))


def word_and_pdf(evidence: Evidence) -> Ground:
    """Each paper of the team in Word and PDF, and both alike."""
    asked = [each for each in evidence.programme.papers if each.per == "entry" and set(_PAIR) <= set(each.media)]
    lacking = [
        f"{each.name}的{_MEDIA[medium]}"
        for each in asked
        for medium in _PAIR
        if medium not in evidence.media(each.kind)
    ]
    if lacking:
        return _unknown(f"没有收到{'、'.join(lacking)}")
    names = "、".join(KIND_NAMES[each.kind] for each in asked)
    if several := [each.name for each in asked if len(list(evidence.papers(each.kind))) > len(_PAIR)]:
        return _unknown(f"{'、'.join(several)}收到的不止一份，没有逐一比较", stays=True)
    scanned = [each.file for kind in asked for each in evidence.papers(kind.kind) if each.medium == "scan"]
    scanned += [each.file for each in evidence.entry.records if each.scanned]
    if scanned:
        return _unknown(f"{names}两种版本都收到了，其中“{scanned[0]}”是扫描件，两份是否一致请对照着看", stays=True)
    return _fine(f"{names}的 Word 版和 PDF 版都收到了，没有看到不一致")


def pdf_and_slides(evidence: Evidence) -> Ground:
    """The materials as PDF, and as slides."""
    lacking = [
        name for name, there in (
            ("申报材料的 PDF 版", "pdf" in evidence.media("materials")),
            ("PPT 版", "slides" in evidence.media("slides") | evidence.media("materials")),
        ) if not there
    ]  # fmt: skip
    return _unknown(f"没有收到{'、'.join(lacking)}") if lacking else _fine("PDF 版和 PPT 版都收到了")


def materials_length(evidence: Evidence) -> Ground:
    """The materials within their limit."""
    counted = evidence.counted.get("materials", ())
    if not counted:
        return _unknown("没有收到能数字数的创建材料")
    return _fine("、".join(f"“{file}”{word_count(words)} 字" for file, words in counted))


def profile_length(evidence: Evidence) -> Ground:
    """The profile within its limits, on a sheet of its own or in the form."""
    if counted := evidence.counted.get("profile", ()):
        return _fine("、".join(f"“{file}”{word_count(words)} 字" for file, words in counted))
    limit = next((each for each in evidence.programme.word_limits if each.kind == "profile"), None)
    words = word_count(evidence.text("profile"))
    if limit is None or (limit.minimum and words < limit.minimum) or (limit.maximum and words > limit.maximum):
        return _unknown(f"表上的简介有 {words} 字，另附的没有认出是哪一份")
    return _fine(f"表上的简介 {words} 字")


def annual_summary(evidence: Evidence) -> Ground:
    """The nominator's account of the year."""
    record = evidence.list_of("annual-summary")
    if record is None:
        return _lacking(evidence, "annual-summary", "活动总结")
    return _fine(f"推荐单位的活动总结“{record.file}”字数够，三部分都有")


def _lacking(evidence: Evidence, kind: str, name: str) -> Ground:
    """That a paper of the nominator's has not come, and which ones may be it because they name nobody."""
    said = []
    for record in evidence.may_be(kind):
        wrong = [each for each in evidence.about_unnamed if each.file == record.file and each.counts]
        wrong = [each for each in wrong if each.severity != "note"]
        told = f"（这一份：{'；'.join(each.message.rstrip('。') for each in wrong)}）" if wrong else ""
        said.append(f"“{record.file}”没有写明是哪个推荐单位的，可能就是它{told}")
    return _unknown(f"没有收到写明是推荐单位的{name}；{'；'.join(said)}" if said else f"没有收到推荐单位的{name}")


def in_time(evidence: Evidence) -> Ground:
    """Arrived by the deadline."""
    if not any(each.id in ("submission", "post") for each in evidence.programme.deadlines):
        return _unknown("办法没有写截止时间")
    if evidence.entry.late is None:
        early = next((each for each in evidence.entry.findings if each.code == "received-too-early"), None)
        return _unknown(early.message.rstrip("。") if early else "没有收到时间，请在收件登记里填上")
    return _fine(f"{evidence.entry.received_at[:16].replace('T', ' ')} 收到，没有迟交")


def sender(evidence: Evidence) -> Ground:
    """Sent by the nominator, as far as a name or an address tells."""
    theirs = [each for each, who in evidence.senders.items() if who == "nominator"]
    if theirs:
        return _fine(f"由推荐单位发来：{theirs[0]}")
    if not evidence.senders:
        return _unknown("不是从邮件收到的，收件登记里也没有写送件人")
    return _unknown(f"发件人是 {'、'.join(evidence.senders)}，看不出是不是推荐单位")


def training(evidence: Evidence) -> Ground:
    """The rates of training and of examinations, as the materials and the profile tell them."""
    told = {kind: lowest(evidence.rates, kind) for kind in (TRAINING, EXAM)}
    shown = "、".join(f"{kind} {rate.percent}%" for kind, rate in told.items() if rate is not None)
    lacking = "、".join(kind for kind, rate in told.items() if rate is None)
    if lacking:
        return _unknown(f"材料里没有找到{lacking}的数字" + (f"，只写了{shown}" if shown else ""), stays=True)
    return _fine(f"材料里写的是{shown}")


def opinion(evidence: Evidence) -> Ground:
    """What the nominator's opinion speaks of."""
    said = [record for record in evidence.opinions if record.fields.get("nomination_reason")]
    filled = [record for record in said if record.fields["nomination_reason"].value]
    if not filled:
        return _unknown("没有收到能读出文字的推荐意见")
    return _fine(f"推荐意见“{filled[0].file}”三点都写到了")


def reason(evidence: Evidence) -> Ground:
    """The nominator's reason, where a nominator has a part."""
    spec = evidence.spec("nomination_reason")
    if spec is not None and spec.modes and not evidence.nominated:
        return _fine("企业自荐，不要求推荐理由")
    if evidence.value("nomination_reason") is None:
        return _unknown("没有读到推荐理由")
    return _fine(f"“{evidence.label('nomination_reason')}”已经填写")


def rates(evidence: Evidence) -> Ground:
    """Every rate that is filled in."""
    read = [key for key in _RATES if (value := evidence.value(key)) is not None and _is_number(str(value.value))]
    if not read:
        return _unknown("表上没有填比率")
    said = {each.field for each in evidence.entry.corrections}
    by_hand = "、".join(f"“{evidence.label(key)}”按更正后的 {evidence.text(key)}" for key in read if key in said)
    return _fine(f"填了 {len(read)} 项比率，都在 0 到 100 之间，互不矛盾" + (f"；{by_hand}" if by_hand else ""))


def _is_number(text: str) -> bool:
    try:
        return 0 <= Decimal(text) <= 100
    except ArithmeticError:
        return False


def by_head(evidence: Evidence) -> Ground:
    """Persons trained are counted by attendance: more than there are members is no mistake."""
    trained, members = evidence.text("training_people"), evidence.text("headcount")
    if trained and members:
        return _fine(f"年培训 {trained} 人次，班组 {members} 人；按人次算，多于人数不算错")
    return _fine("按人次算，多于班组人数不算错")


def own_text(evidence: Evidence) -> Ground:
    """The materials were compared with all others."""
    if not evidence.words("materials") and not evidence.words("slides"):
        return _unknown("没有收到能读出文字的创建材料，没有比过")
    if any(each.code == "text-copied" and each.counts for each in evidence.entry.findings):
        return _fine("与台账里和资料库里的材料比过，只与本单位的材料有相同的段落")
    return _fine("与台账里和资料库里的材料比过，没有看到相同的段落")


def statistics(evidence: Evidence) -> Ground:
    """The nominator's statistics."""
    record = evidence.list_of("statistics")
    if record is None:
        return _lacking(evidence, "statistics", "统计表")
    return _fine(f"推荐单位的统计表“{record.file}”前后一致")


def only_once(evidence: Evidence) -> Ground:
    """No other application of the same team."""
    if not evidence.text("team_name") or not evidence.text("organisation_name"):
        return _unknown("班组名称或单位名称没有读准，比不了")
    return _fine("台账里没有同一单位同一班组的另一份申报")


def experience(evidence: Evidence) -> Ground:
    """The experience has a title."""
    title = evidence.text("experience_title")
    return _fine(f"经验名称是“{title}”") if title else _unknown("经验名称没有读准")


def sections(evidence: Evidence) -> Ground:
    """Every point that the form asks for is answered in the profile."""
    spec, text = evidence.spec("profile"), evidence.text("profile")
    if not text:
        return _unknown("表上没有简介，可能另附纸")
    if spec is not None and spec.attached and word_count(text) < _ATTACHED_IN_FULL:
        return _unknown("表上的简介很短，可能另附纸")
    return _fine(f"简介里 {len(spec.prompts) if spec else 0} 项内容都看到了")


def no_hints(evidence: Evidence) -> Ground:
    """No printed hint stands where a value should."""
    form = evidence.form
    if form is None or evidence.entry.source.blank:
        return _unknown("表没有读出来")
    return _fine("没有只留着提示语的必填栏")


def holds_hint(evidence: Evidence, key: str) -> bool:
    """Whether a box of the team's forms holds nothing but the hint that is printed in it."""
    spec = evidence.spec(key)
    hints = [label_twin(hint) for hint in spec.hints] if spec else []
    written = [label_twin(record.fields[key].text) for record in evidence.entry.records if key in record.fields]
    return any(hint and hint in text for hint in hints for text in written)
