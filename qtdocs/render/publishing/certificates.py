"""Certificates: one PDF, a page a team; what is the same on many pages is drawn once and lies below them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qtdocs.editions.programme import Programme
from qtdocs.errors import FormError
from qtdocs.lookalikes import doubtful_in
from qtdocs.render import pages
from qtdocs.render.context import year_of
from qtdocs.render.publishing.design import Design, Text
from qtdocs.render.publishing.fitting import Fitted
from qtdocs.render.publishing.imposing import Item, Lines, imposed
from qtdocs.render.publishing.layers import layered
from qtdocs.render.publishing.qr import pdf_strokes, qr_of
from qtdocs.render.publishing.stamping import StampedPage
from qtdocs.render.publishing.wording import (
    INDENT,
    Measures,
    Overflow,
    activity_words,
    own_body,
    pieces_of,
    recipient_parts,
    set_text,
    title_words,
)
from qtdocs.text import chinese_date
from qtdocs.writing import fixed_pdf

OPEN_TIER = "××级"
"""Stands for the tier on 样稿 that are made before anybody was judged."""
_BOLD = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A certificate that was not made, because it would come out wrong."""

    text: Text
    """Whose it would be."""
    code: str
    """The finding: ``glyph-missing`` or ``text-overflow``."""
    detail: str
    """Which characters, or how long the text is, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """The certificates of a run."""

    pdf: bytes
    """One PDF, a page a certificate; empty where there is none to print."""
    printed: tuple[Text, ...]
    """Those that have a page, in the order of the pages."""
    refused: tuple[Refused, ...] = ()
    """Those that have none."""
    absent_fonts: tuple[str, ...] = ()
    """Fonts of the style that are not installed; another one stood in (``font-missing``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lettering:
    """What one certificate says, set in lines."""

    text: Text
    title: Fitted
    recipient: Fitted
    body: Fitted
    own: bool
    fallback: bool

    @property
    def award(self) -> tuple[object, ...]:
        """What those have in common that share a layer."""
        return (self.title, self.text.day, self.body.size, len(self.body.lines) if self.own else self.body.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """Certificates ready to be laid out."""

    text: Callable[[Sequence[Item]], str]
    """The page text with all layers and some certificates."""
    items: tuple[Item, ...]
    """What the template needs of each certificate."""
    below: tuple[tuple[int, ...], ...]
    """For each certificate the layers that lie below it, counted from 0."""
    layers: int
    """How many layers there are."""


def certificates(
    programme: Programme,
    texts: Sequence[Text],
    *,
    design: Design,
    proof: bool = True,
    notes: Sequence[str] = (),
) -> Certificates:
    """The certificates of some teams.

    Args:
        programme: whose award it is.
        texts: what is printed on each.
        design: how they look.
        proof: whether they are proofs: 样稿 across the page, bleed, crop marks, the seal's place.
        notes: what a proof says about itself at its foot.

    Raises:
        MissingToolError: Pango or the Chinese font is not installed.
        FormError: the template cannot be used, or words of the programme cannot be printed.
    """
    if not texts:
        return Certificates(pdf=b"", printed=())
    families = tuple(dict.fromkeys(family for chain in design.rules.fonts.values() for family in chain))
    absent = pages.require_fonts(families)
    letters = _Letters.of(programme, texts, design)
    found = [letters.lettering(text) for text in texts]
    printed = [each for each in found if isinstance(each, _Lettering)]
    pdf = b""
    if printed:
        sheets = _sheets(programme, printed, letters, proof=proof, notes=notes)
        pdf = _pdf(sheets, [each.text for each in printed], design, frozenset(families))
    return Certificates(
        pdf=pdf,
        printed=tuple(each.text for each in printed),
        refused=tuple(each for each in found if isinstance(each, Refused)),
        absent_fonts=absent,
    )


def _pdf(sheets: Sheets, texts: Sequence[Text], design: Design, families: frozenset[str]) -> bytes:
    """The PDF of certificates that are ready to be laid out."""
    document, stamped = imposed(
        sheets.items, lambda chosen: pages.laid_out(sheets.text(chosen), design.folder), layers=sheets.layers
    )
    drawn = {number: _qr(text.qr, stamped[number]) for number, text in enumerate(texts) if text.qr}
    finish = layered(sheets.layers, sheets.below, drawn=drawn)
    return fixed_pdf(pages.written(document, finisher=finish, families=families))


def _qr(text: str, page: StampedPage) -> bytes:
    """What draws a QR code in the place that the template has for it.

    Raises:
        FormError: the template has none, or the code would not stay on the page.
    """
    symbol, corner = qr_of(text), page.corner("code")
    if corner is None:
        raise FormError("certificate-*.html", ('没有放二维码的地方：请加一个 data-place="code" 的框。',))
    left, bottom = corner
    return pdf_strokes(symbol, left=left, bottom=bottom, side=symbol.side * 72 / 25.4)


def sheets_of(
    programme: Programme,
    texts: Sequence[Text],
    *,
    design: Design,
    proof: bool = False,
) -> Sheets:
    """The certificates as plain page text, for comparing them with what the typesetter makes of it by itself."""
    letters = _Letters.of(programme, texts, design)
    printed = [each for text in texts if isinstance(each := letters.lettering(text), _Lettering)]
    return _sheets(programme, printed, letters, proof=proof, notes=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letters:
    """The fonts of a design and what they make of the words of a season."""

    programme: Programme
    design: Design
    text: pages.Coverage
    title: pages.Coverage
    measures: Measures

    @classmethod
    def of(cls, programme: Programme, texts: Sequence[Text], design: Design) -> _Letters:
        fonts = design.rules.fonts
        tiers = dict.fromkeys(text.tier for text in texts)
        words = (
            programme.name + programme.association.name + activity_words(programme) + "你单位（班组长：）特发此证。“”"
        )
        names = "".join(text.names for text in texts)
        titles = "".join(title_words(programme, tier) for tier in tiers)
        text = pages.coverage(frozenset(words + names + titles), fonts["text"])
        title = pages.coverage(frozenset(words + names + titles), fonts["title"])
        bold = pages.coverage(frozenset(titles), fonts["title"], weight=_BOLD)
        _refuse_unknown(words, text)
        _refuse_unknown(titles, bold)
        quotes = {sign: title.widths[sign] for sign in '“”‘’"' if sign in title.widths}
        return cls(
            programme=programme, design=design, text=text, title=title,
            measures=Measures(
                widths={"text": {**text.widths, **quotes}, "title": bold.widths, "fallback": title.widths}
            ),
        )  # fmt: skip

    def lettering(self, text: Text) -> _Lettering | Refused:
        """What one certificate says, set in lines; refused where it would come out wrong."""
        if doubtful := doubtful_in(text.names):
            return Refused(text=text, code="glyph-missing", detail="；".join(each.told for each in doubtful))
        if strange := sorted(set(text.names) & (self.text.missing | self.title.missing & self.text.fallen)):
            return Refused(text=text, code="glyph-missing", detail="".join(strange))
        fallback = bool(self.text.fallen & set(text.names))
        own = own_body(text, self.design, self.programme)
        body = own or activity_words(self.programme)
        set_so = (
            self._set("award", (title_words(self.programme, text.tier),)),
            self._set("recipient", recipient_parts(text, self.design), fallback=fallback),
            self._set("body", (body,), fallback=fallback and bool(own), indent=INDENT),
        )
        if overflows := [each.told for each in set_so if isinstance(each, Overflow)]:
            return Refused(text=text, code="text-overflow", detail="；".join(overflows))
        title, recipient, words = (each for each in set_so if isinstance(each, Fitted))
        return _Lettering(text=text, title=title, recipient=recipient, body=words, own=bool(own), fallback=fallback)

    def _set(
        self, name: str, parts: Sequence[str], *, fallback: bool = False, indent: float = 0.0
    ) -> Fitted | Overflow:
        return set_text(name, parts, self.design, self.measures, fallback=fallback, indent=indent)

    def issuer(self) -> Fitted:
        """The association's name.

        Raises:
            FormError: it has no room.
        """
        name = self.programme.association.name
        found = self._set("issuer", (name,))
        if isinstance(found, Overflow):
            raise FormError(f"certificate-{self.design.style}.css", (f"--issuer：{found.told}。",))
        return found


def _refuse_unknown(words: str, known: pages.Coverage) -> None:
    """Refuse words of the programme that no font of the style has."""
    if strange := sorted(set(words) & known.missing):
        raise FormError("programme.toml", (f"证书上要印的字 {''.join(strange)} 没有字体能印，请改用通用的字。",))


def _sheets(
    programme: Programme,
    printed: Sequence[_Lettering],
    letters: _Letters,
    *,
    proof: bool,
    notes: Sequence[str],
) -> Sheets:
    """The certificates ready to be laid out: the ground first, then a layer for each award, then the rest."""
    design = letters.design
    awards = {each.award: each for each in printed}
    order = {award: number for number, award in enumerate(awards, 1)}
    text = _filler(
        design,
        title=f"{programme.name}证书",
        association=programme.association.name,
        issuer=letters.issuer(),
        year=year_of(programme),
        proof=proof,
        proof_notes=list(notes) if proof else [],
        seal=design.seal,
        paper=design.paper,
        preprinted=design.preprinted,
        awards=[_award(each) for each in awards.values()],
    )
    return Sheets(
        text=text,
        items=tuple(_item(each) for each in printed),
        below=tuple((0, order[each.award]) for each in printed),
        layers=len(awards) + 1,
    )


def _award(each: _Lettering) -> dict[str, object]:
    """What the template needs of those who share a layer."""
    date = chinese_date(each.text.day) if each.text.day else ""
    return {"title": each.title, "body": each.body, "own_body": each.own, "date": date}


def _item(each: _Lettering) -> Item:
    """What the template needs of one certificate."""
    (number,) = pieces_of([each.text.number], first=0)
    recipient = _lines(each.recipient, first=len(number))
    after = len(number) + sum(map(len, recipient.lines))
    body = _lines(each.body, first=after) if each.own else None
    last = after + sum(map(len, body.lines if body else ()))
    return Item(
        bookmark=f"{each.text.organisation} {each.text.team}",
        number=number,
        recipient=recipient,
        body=body,
        fallback=each.fallback,
        code=next(pieces_of([each.text.code], first=last)) if each.text.code else (),
    )


def _lines(text: Fitted, *, first: int) -> Lines:
    return Lines(height=text.height, lines=tuple(pieces_of(text.lines, first=first)))


def _filler(design: Design, **values: Any) -> Callable[[Sequence[Item]], str]:
    """Fills the template in for some certificates."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    template = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined).from_string(design.template)
    return lambda items: str(template.render(items=items, **values))


def refusals_told(refused: Iterable[Refused]) -> tuple[str, ...]:
    """What kept certificates from being made, one sentence each, with the name that it is about."""
    words = {"glyph-missing": "有印不了的字", "text-overflow": "放不下"}
    return tuple(
        f"{each.text.key} {each.text.organisation} {each.text.team}：{words[each.code]}：{each.detail}。".strip()
        for each in refused
    )
