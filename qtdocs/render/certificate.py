"""Certificates: one PDF, a page a team, the ornament drawn once and shared by all pages."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qtdocs.editions.programme import Programme
from qtdocs.model.entry import Entry
from qtdocs.render import pages
from qtdocs.render.context import award_title, quoted, text_of, year_of
from qtdocs.text import chinese_date, display_width
from qtdocs.writing import fixed_pdf, safe_text

STYLE = "certificate-classic"
"""The style that every programme has."""
_CHAIN = (pages.KAI, pages.SONG)
_OPEN_TIER = "××级"
_LARGE, _SMALL, _TINY, _TINY_LINES = 56, 72, 82, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprintable:
    """A team whose name could not be printed as it is written."""

    entry: Entry
    """The team."""
    characters: str
    """The characters that no installed font has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """The certificates of a run."""

    pdf: bytes
    """One PDF, a page a team; empty where there is no team to print."""
    printed: tuple[Entry, ...]
    """The teams that have a page, in the order of the pages."""
    unprintable: tuple[Unprintable, ...] = ()
    """Sound teams without a page: a character of the name has no glyph (``glyph-missing``)."""
    nameless: tuple[Entry, ...] = ()
    """Sound teams without a page: a name is missing or only a guess."""
    overlong: tuple[Entry, ...] = ()
    """Sound teams without a page: the names do not fit in the smallest type (``text-overflow``)."""
    absent_fonts: tuple[str, ...] = ()
    """Fonts of the style that are not installed; another one stood in (``font-missing``)."""


def certificates(
    programme: Programme,
    entries: Sequence[Entry],
    *,
    folder: Path,
    draft: bool = True,
    date: datetime.date | None = None,
    numbers: Sequence[str] = (),
) -> Certificates:
    """The certificates of the sound teams.

    Args:
        programme: whose award it is.
        entries: the teams; those with errors are passed over.
        folder: the template folder that holds the style.
        draft: whether 样稿 stands across every page and in place of the number.
        date: the day on the certificate; left blank where none is given.
        numbers: certificate numbers, one a team that is printed, where it is no draft.

    Raises:
        MissingToolError: Pango or the Chinese font is not installed.
    """
    sound = [entry for entry in entries if entry.sound and entry.in_running]
    named = [entry for entry in sound if all(_names(entry))]
    nameless = tuple(entry for entry in sound if not all(_names(entry)))
    if not named:
        return Certificates(pdf=b"", printed=(), nameless=nameless)
    absent = pages.require_fonts((pages.SONG, pages.KAI, pages.HEI))
    known = pages.coverage(frozenset("".join("".join(_names(entry)) for entry in named)), _CHAIN)
    strange = {entry.id: "".join(sorted(set("".join(_names(entry))) & known.missing)) for entry in named}
    fitting = {entry.id for entry in named if _fits(*_names(entry))}
    printed = tuple(entry for entry in named if entry.id in fitting and not strange[entry.id])
    shown = ["样稿"] * len(printed) if draft else [*numbers, *[""] * len(printed)]
    items = [_item(entry, known.fallen, number=number) for entry, number in zip(printed, shown, strict=False)]
    text = _page_text(folder, programme, items, draft=draft, date=date, year=year_of(programme))
    return Certificates(
        pdf=fixed_pdf(pages.write_pages(text, folder, finisher=share_first_page)) if printed else b"",
        printed=printed,
        unprintable=tuple(
            Unprintable(entry=entry, characters=strange[entry.id]) for entry in named if strange[entry.id]
        ),
        nameless=nameless,
        overlong=tuple(entry for entry in named if entry.id not in fitting),
        absent_fonts=absent,
    )


def share_first_page(_document: Any, pdf: Any) -> None:
    """Turn the first page into a layer that lies under every other page, and drop it as a page.

    WeasyPrint draws a vector background anew on every page, a third of a second each (Kozea/WeasyPrint#1978);
    shared, it is drawn once and stored once.
    """
    import pydyf

    objects = {item.number: item for item in pdf.objects}
    first, *others = (objects[number] for number in pdf.pages["Kids"][::3])
    layer = objects[_number(first["Contents"])]
    layer.extra.update(Type="/XObject", Subtype="/Form", BBox=first["MediaBox"], Resources=first["Resources"])
    resources = objects[_number(first["Resources"])]
    resources["XObject"]["static-layer"] = layer.reference
    draw = pydyf.Stream([b"/static-layer Do"])
    pdf.add_object(draw)
    for page in others:
        # the page's own stream opens with a matrix that it never takes back, so the layer goes before it
        page["Contents"] = pydyf.Array([draw.reference, page["Contents"]])
    # the dropped page stays in the file as an orphan: freeing its number breaks pydyf's compressed cross references
    del pdf.pages["Kids"][:3]
    pdf.pages["Count"] -= 1


def _number(reference: Any) -> int:
    """The object number of a reference."""
    return int(bytes(reference).split()[0]) if isinstance(reference, bytes) else int(str(reference).split()[0])


def _names(entry: Entry) -> tuple[str, str]:
    """Company and team as they may be printed."""
    return (
        safe_text(text_of(entry, "organisation_name")).strip(),
        safe_text(text_of(entry, "team_name")).strip(),
    )


def _item(entry: Entry, fallen: frozenset[str], *, number: str) -> dict[str, Any]:
    """What one page needs."""
    organisation, team = _names(entry)
    return {
        "organisation": organisation,
        "team": quoted(team),
        "number": number,
        "bookmark": f"{organisation} {team}",
        "size": _size(organisation, quoted(team) + "："),
        # one character in another type would stand out: the whole recipient changes its font
        "fallback": bool(fallen & set(organisation + team)),
    }


def _size(organisation: str, team: str) -> str:
    """The class that makes the recipient fit: one line, two lines, smaller, smallest."""
    widest = max(display_width(organisation), display_width(team))
    if display_width(organisation + team) <= _LARGE:
        return "one"
    if widest <= _LARGE:
        return "two"
    return "small" if widest <= _SMALL else "tiny"


def _fits(organisation: str, team: str) -> bool:
    """Whether the names have room above the text in the smallest type."""
    lines = [math.ceil(display_width(name) / _TINY) for name in (organisation, quoted(team) + "：")]
    return sum(lines) <= _TINY_LINES


def _page_text(
    folder: Path,
    programme: Programme,
    items: Sequence[dict[str, Any]],
    *,
    draft: bool,
    date: datetime.date | None,
    year: str,
) -> str:
    """The template, filled in."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    title = award_title(programme, year=year, tier=_OPEN_TIER if draft else "")
    shop = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    template = shop.from_string((folder / f"{STYLE}.html").read_text(encoding="utf-8"))
    return template.render(
        title=f"{programme.name}证书",
        activity=programme.name,
        association=programme.association.name,
        verb=programme.award.verb,
        award=title,
        award_size=_award_size(title),
        year=year,
        date=chinese_date(date) if date else "",
        draft=draft,
        items=items,
    )


def _award_size(title: str) -> str:
    """The class that keeps the award's title on one line."""
    width = display_width(title)
    return "large" if width <= 44 else ("medium" if width <= 54 else "small")
