"""证书 among what is published: drafts from any result; final ones with numbers that are given once and put down."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qtdocs import writing
from qtdocs.editions import shelf
from qtdocs.errors import MissingToolError, UsageError
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.honour import REISSUED, Certificate, Honour
from qtdocs.pipeline import outputs
from qtdocs.pipeline.publishing.announcing import issuance_of
from qtdocs.pipeline.publishing.certificate_register import Register, new_numbers, register_of
from qtdocs.pipeline.publishing.codes import code_of, issued_code, season_signer
from qtdocs.pipeline.publishing.counts import require_same_counts
from qtdocs.pipeline.publishing.desk import FOLDER, Desk
from qtdocs.pipeline.publishing.proof_gates import certified, require_explained, require_printed
from qtdocs.pipeline.publishing.proofing import Printed
from qtdocs.render import pages
from qtdocs.render.context import award_title, year_of
from qtdocs.render.publishing import OPEN_TIER, Certificates, Text, certificates, design_of, refusals_told
from qtdocs.text import plain_date

STEM = "证书"
PROVISIONAL = "用语暂定：通知没有写授予的名称，定稿前请协会审定。"
_DRAFT_NUMBER = "样稿"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The certificates of a final result, those that were issued before and those that are new."""

    register: Register
    """What was issued before."""
    certificates: tuple[Certificate, ...]
    """All of them, in the order of the honours."""
    new: tuple[Certificate, ...]
    """Those that get their number now."""


def certificate_papers(desk: Desk) -> Iterator[str]:
    """Write the certificates; says how many, and what is still open of them.

    Raises:
        UsageError: there is nobody to honour, names are not settled, one of them cannot be printed as it is, or a
            certificate that was issued says something else than the ledger now.
        MissingToolError: a font of the style is not installed, and these are no drafts.
    """
    desk.require_names()
    if desk.is_draft:
        yield from _drafts(desk)
        return
    require_explained(desk)
    issuance = issuance_of(desk)
    require_same_counts(desk, because=issuance.value.because if issuance else "")
    issue = issue_of(desk)
    made = rendered(desk, [text_of(desk, each) for each in issue.certificates], proof=False)
    require_printed(desk, (Printed(source=STEM, file=f"{STEM}.pdf", names=certified(desk, made.pdf)),))
    if issue.new and not desk.dry_run:
        with desk.ledger.change("certificates-issued", str(len(issue.new))):
            put_down(desk.ledger, ActKind.CERTIFICATE, [((each.number,), each) for each in issue.new], who="")
    yield from desk.put_paper(STEM, ".pdf", made.pdf, note=f"{len(issue.certificates)} 张")
    yield from _told(desk, issue)
    yield from _split(desk, issue.certificates)


def issue_of(desk: Desk) -> Issue:
    """Which certificates a final result asks for: numbers that were given stay, the others get the next ones.

    Raises:
        UsageError: what was issued says something else than the ledger now; nothing is printed over that.
    """
    require_year(desk)
    register = register_of(desk.ledger)
    live = register.live
    wanted = [_wanted(desk, each) for each in desk.honours.teams]
    if changed := [told for each in wanted if (told := difference(live.get(each.entry), each))]:
        raise UsageError(
            f"有 {len(changed)} 张证书发出以后，台账里改了：{'；'.join(changed)}。",
            "确实要改的，收回旧证，逐张运行 qtdocs certificates reissue 编号 --renumber --because 原因 --by 姓名。",
        )
    missing = [each for each in wanted if each.entry not in live]
    numbers = new_numbers(register, desk.programme, tuple(each.tier for each in missing))
    new = {
        each.entry: each
        for each in with_codes(desk, [replace(m, number=n) for m, n in zip(missing, numbers, strict=True)])
    }
    return Issue(
        register=register,
        certificates=tuple(live.get(each.entry) or new[each.entry] for each in wanted),
        new=tuple(new.values()),
    )


def wanted_for(desk: Desk, entry: str) -> Certificate | None:
    """What the certificate of an entry would say today, without a number; none where it is not honoured."""
    return next((_wanted(desk, each) for each in desk.honours.teams if each.entry == entry), None)


def _wanted(desk: Desk, honour: Honour) -> Certificate:
    programme = desk.programme
    return Certificate(
        number="", entry=honour.entry, organisation=honour.organisation.strip(), team=honour.team.strip(),
        leader=honour.leader, tier=honour.tier, year=year_of(programme), issued_on=day_of(desk).isoformat(),
        title=award_title(programme, year=year_of(programme), tier=honour.tier),
    )  # fmt: skip


def with_codes(desk: Desk, new: Sequence[Certificate]) -> tuple[Certificate, ...]:
    """New certificates with their codes; without where the association makes none."""
    signer = season_signer(desk.ledger) if new else None
    if signer is None:
        return tuple(new)
    return tuple(replace(each, code=code_of(signer, each, desk.programme).full) for each in new)


def difference(issued: Certificate | None, wanted: Certificate) -> str:
    """What a certificate that was issued says otherwise than the ledger now; empty where it is the same or is none."""
    if issued is None:
        return ""
    told = [
        f"{label}“{before}”现在是“{now}”"
        for label, before, now in (
            ("单位", issued.organisation, wanted.organisation),
            ("班组", issued.team, wanted.team),
            ("班组长", issued.leader, wanted.leader),
            ("名称", issued.title, wanted.title),
        )
        if before != now
    ]
    return f"{issued.number}（{issued.entry}）{'、'.join(told)}" if told else ""


def day_of(desk: Desk) -> datetime.date:
    """The day on the certificates: that of the announcement, else that of the final version."""
    issuance = issuance_of(desk)
    final = desk.honours.course.final if desk.honours.course else None
    told = issuance.value.day if issuance else final.value.day if final else ""
    return datetime.date.fromisoformat(told) if told else desk.today


def require_year(desk: Desk) -> None:
    """Refuse final papers of a programme whose year nobody wrote down.

    Raises:
        UsageError: there is none.
    """
    if not desk.programme.year:
        raise UsageError(
            "活动文件没有写年度，证书上的年度空着。",
            f"请在工作区的 forms/{desk.programme.id}/programme.toml 里写上 year = 年度，再运行。",
        )


def text_of(desk: Desk, certificate: Certificate) -> Text:
    """What is printed on a certificate that was issued."""
    code = issued_code(certificate, desk.programme)
    mark = (
        ""
        if certificate.state != REISSUED
        else "（补发）"
        if certificate.copies == 2
        else f"（第{certificate.copies - 1}次补发）"
    )
    return Text(
        organisation=certificate.organisation, team=certificate.team, leader=certificate.leader, tier=certificate.tier,
        number=f"{certificate.number}{mark}", code=code.short if code else "", qr=code.text if code else "",
        key=certificate.entry, day=datetime.date.fromisoformat(certificate.issued_on),
    )  # fmt: skip


def rendered(desk: Desk, texts: Sequence[Text], *, proof: bool) -> Certificates:
    """The certificates as PDF, all of them or none.

    Raises:
        UsageError: a name cannot be printed as it is.
        MissingToolError: a font is not installed, and these are no proofs.
    """
    programme = desk.programme
    name = outputs.certificate_template(programme)
    folder = shelf.template_path(programme.id, name, workspace=desk.place.home).parent
    notes = [PROVISIONAL] if proof and programme.award.provisional else []
    made = certificates(programme, texts, design=design_of(programme, folder), proof=proof, notes=notes)
    if made.refused:
        raise UsageError(
            "有证书不能照样印：" + "".join(refusals_told(made.refused)),
            "请与单位核对名称，在台账里改正（qtdocs correct）再运行；名称确实这样长的，改样式里的字号规则。",
        )
    if made.absent_fonts and not proof:
        packages = sorted({pages.PACKAGES[font] for font in made.absent_fonts if font in pages.PACKAGES})
        raise MissingToolError(
            f"缺少证书用的字体：{'、'.join(made.absent_fonts)}；换了字体的证书不能发。",
            f"请安装：sudo apt-get install {' '.join(packages)}" if packages else "请装上这些字体。",
        )
    return made


def _drafts(desk: Desk) -> Iterator[str]:
    texts = [
        Text(
            organisation=each.organisation.strip(), team=each.team.strip(), leader=each.leader,
            tier=each.tier or (OPEN_TIER if desk.programme.tiers else ""), number=_DRAFT_NUMBER, key=each.entry,
        )
        for each in desk.honours.teams
    ]  # fmt: skip
    made = rendered(desk, texts, proof=True)
    yield from desk.put_paper(STEM, ".pdf", made.pdf, note=f"{len(texts)} 张，没有编号")
    if made.absent_fonts:
        yield f"缺少字体 {'、'.join(made.absent_fonts)}，样稿用了别的字体；装好以后才能写正式的。"


def _told(desk: Desk, issue: Issue) -> Iterator[str]:
    """What was given today, what is without a code, and what is left over."""
    if issue.new:
        verb = "会编号" if desk.dry_run else "已编号"
        yield f"{verb} {len(issue.new)} 张：{issue.new[0].number} 至 {issue.new[-1].number}；编号记在台账里，以后不变。"
    if uncoded := [each.number for each in issue.certificates if not each.code]:
        yield f"{len(uncoded)} 张没有防伪校验码（没有密钥）；要的话，编号以前先运行 qtdocs keys new --by 姓名。"
    day = day_of(desk).isoformat()
    if other := [each.number for each in issue.certificates if each.issued_on != day]:
        yield f"{len(other)} 张发得早，上面的日期不是 {plain_date(day_of(desk))}，照发出时的印：{other[0]} 等。"
    honoured = {each.entry for each in issue.certificates}
    for entry, certificate in issue.register.live.items():
        if entry not in honoured:
            yield (
                f"{certificate.number}（{entry}）发过证书，现在不在获奖名单里，没有印；"
                f"要撤销的，运行 qtdocs certificates revoke {certificate.number} --decision 决定 --by 姓名。"
            )


def _split(desk: Desk, issued: Sequence[Certificate]) -> Iterator[str]:
    """Write the certificates once more, a file for each team or each nominator."""
    if not desk.split:
        return
    nominators = {each.entry: each.nominator or "未写推荐单位" for each in desk.honours.teams}
    groups: dict[str, list[Certificate]] = {}
    for each in issued:
        name = f"{each.number} {each.organisation} {each.team}" if desk.split == "team" else nominators[each.entry]
        groups.setdefault(writing.safe_name(name), []).append(each)
    folder, before = f"{FOLDER}/{STEM}", len(desk.written)
    for name, members in groups.items():
        made = rendered(desk, [text_of(desk, each) for each in members], proof=False)
        yield from desk.put(f"{name}.pdf", made.pdf, note=f"{len(members)} 张", folder=folder)
    if not desk.dry_run:
        kept = {desk.place.home / name for name in desk.written[before:]}
        writing.sweep(desk.place.home / folder, keep=kept)
