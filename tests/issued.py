"""Certificates that were issued with codes, for tests: the season of ``publishing_season``, final, with a key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qtdocs.editions import shelf
from qtdocs.ledger import Ledger
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.honour import Certificate
from qtdocs.pipeline.publishing.codes import code_of, season_signer
from qtdocs.pipeline.publishing.keys import key_made
from qtdocs.pipeline.workspace import Workspace
from qtdocs.render import pages
from qtdocs.render.publishing.qr import pdf_strokes, qr_of
from tests.judging_season import WHO
from tests.publishing_season import DAY, confirm_names, desk_in, finalise, publishing_season


def season_with_key(home: Path, keys: Path) -> Workspace:
    """A final season whose names are confirmed, with a key pair whose private half lies in ``keys``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QTDOCS_HOME", str(keys))
        place = publishing_season(home)
        finalise(place)
        confirm_names(place)
        list(key_made(place, folder=None, passphrase="", who=WHO, today=DAY))
        issue_all(place)
    return place


def issue_all(place: Workspace) -> None:
    """Issue a certificate with its code to everybody who is honoured."""
    programme = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("tests") as ledger:
        signer = season_signer(ledger)
        assert signer is not None
        issued = []
        for serial, each in enumerate(desk_in(place, ledger).honours.teams, 1):
            made = Certificate(
                number=f"CACEM-2026-{serial:04d}", entry=each.entry, organisation=each.organisation, team=each.team,
                tier=each.tier, year="2026", issued_on=DAY.isoformat(),
            )  # fmt: skip
            issued.append((made, code_of(signer, made, programme)))
        put_certificates(ledger, [(one, code.full) for one, code in issued])


def put_certificates(ledger: Ledger, issued: list[tuple[Certificate, str]]) -> None:
    """Put certificates down with their codes."""
    with ledger.change("certificate", str(len(issued))):
        acts = [((made.number,), replace(made, code=code)) for made, code in issued]
        put_down(ledger, ActKind.CERTIFICATE, acts, who=WHO)


def certificate_page(lines: list[str], text: str) -> bytes:
    """A page like a certificate: lines of text, and the QR code of a text at its true size."""
    symbol = qr_of(text) if text else None
    body = "".join(f"<p>{line}</p>" for line in lines)
    style = "@page{size:297mm 210mm;margin:30mm} p{font-family:'Noto Serif CJK SC';font-size:22pt}"

    def draw(_document: object, pdf: object) -> None:
        import pydyf

        if symbol is None:
            return
        side = symbol.side / 25.4 * 72
        stream = pydyf.Stream([pdf_strokes(symbol, left=60, bottom=60, side=side)])
        pdf.add_object(stream)
        page = next(item for item in pdf.objects if item.number == pdf.pages["Kids"][0])
        page["Contents"] = pydyf.Array([stream.reference, page["Contents"]])

    return bytes(pages.laid_out(f"<style>{style}</style>{body}", None).write_pdf(finisher=draw))
