"""``scans``: what one association hands in twice over, as Word files and as sealed scans; made once and kept."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from samples import pictures
from samples.papers import zhejiang
from samples.people import BRIDGE, CURTAIN, FORMWORK, REBAR, TUNNEL, WATER
from samples.sealing.stamping import stamp
from samples.sealing.truth import MM
from samples.sealing.wear import INK, worn
from samples.team import Team

FOLDER = "湖州市建筑业协会"
DPI = 200
APPLICANT, NOMINATOR = "单位同意", "推荐单位"
Seals = Mapping[str, str]
"""Whose seal is stamped in which box, by the first words of the box."""
TEAMS = tuple(
    replace(team, nominator=FOLDER, number=str(number))
    for number, team in enumerate((TUNNEL, REBAR, WATER, FORMWORK, BRIDGE, CURTAIN), 1)
)
"""One each: all as it should be; no seal of the association; another company's seal; a photocopy; a photograph taken
with a telephone; electronic seals."""


def words() -> Iterator[tuple[str, bytes]]:
    """The Word file of each team: path and bytes."""
    for team in TEAMS:
        yield f"{FOLDER}/{_name(team)}/申报表.docx", zhejiang(team.application())


def kept() -> dict[str, Callable[[], bytes]]:
    """How each sealed paper is made where it is not there yet."""
    right, bare, wrong, copied, photo, digital = TEAMS
    before_the_edit = replace(bare, phone="13800001303")  # the Word file was corrected after the scan
    return {
        _sealed(right, "pdf"): lambda: scanned(right, both(right), "typical", seed=2),
        _sealed(bare, "pdf"): lambda: scanned(before_the_edit, {APPLICANT: bare.organisation}, "typical", seed=2),
        _sealed(wrong, "pdf"): lambda: scanned(
            wrong, {APPLICANT: right.organisation, NOMINATOR: FOLDER}, "typical", seed=4
        ),
        _sealed(copied, "pdf"): lambda: scanned(copied, both(copied), "photocopy", seed=5),
        f"{FOLDER}/{_name(photo)}/手机拍照.pdf": lambda: scanned(photo, both(photo), "phone", seed=5),
        _sealed(digital, "pdf"): lambda: signed_by_both(digital),
    }


def both(team: Team) -> Seals:
    """Both seals as they should be."""
    return {APPLICANT: team.organisation, NOMINATOR: team.nominator}


def scanned(team: Team, seals: Seals, profile: str, *, seed: int) -> bytes:
    """A team's form, printed, sealed and scanned or photographed page by page, as a PDF of pictures.

    Args:
        team: the team.
        seals: what is stamped where on the first page.
        profile: how it was scanned.
        seed: chance.
    """
    from PIL import Image

    printed = pictures.printed(zhejiang(team.application()))
    papers = _rendered(printed)
    rng = np.random.default_rng(seed)
    for near, name in seals.items():
        stamp(papers[0], DPI, rng, name=name, centre=_place(printed, near), ink=INK[profile], cell=near)
    seen = [worn(paper, profile, rng)[0] for paper in papers]
    images = [Image.fromarray(np.ascontiguousarray(each[:, :, ::-1])) for each in seen]
    more: dict[str, object] = {"quality": 72}
    if profile == "photocopy":
        images, more = [image.convert("1") for image in images], {}
    stream = io.BytesIO()
    more |= {"resolution": DPI, "title": "", "producer": "", "creator": ""}
    images[0].save(stream, "PDF", save_all=True, append_images=images[1:], **more)
    return stream.getvalue()


def stamped(printed: bytes, seals: Seals, *, seed: int) -> bytes:
    """A PDF with pictures of seals stuck on it; its text stays text."""
    import pypdfium2

    from samples.sealing import seal_picture

    document = pypdfium2.PdfDocument(printed)
    page = document[0]
    for number, (near, name) in enumerate(seals.items()):
        x, y = _place(printed, near)
        picture = seal_picture(name, seed=seed + number)
        bitmap = pypdfium2.PdfBitmap.from_pil(picture)
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(bitmap)
        side = 42 / MM * 72
        left, bottom = x / MM * 72 - side / 2, page.get_height() - y / MM * 72 - side / 2
        image.set_matrix(pypdfium2.PdfMatrix().scale(side, side).translate(left, bottom))
        page.insert_obj(image)
    page.gen_content()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def signed_by_both(team: Team) -> bytes:
    """A team's form with the electronic seals of both, the second put on after the first."""
    from samples import electronic
    from samples.sealing import seal_picture

    printed = pictures.printed(zhejiang(team.application()))
    paper = printed
    for number, (near, name) in enumerate(both(team).items()):
        x, y = _place(printed, near)
        left, bottom, right, top = (round(each / MM * 72) for each in (x - 21, 297 - y - 21, x + 21, 297 - y + 21))
        paper = electronic.signed(
            paper, owner=name, picture=seal_picture(name, seed=60 + number), box=(left, bottom, right, top),
            field=f"Seal{number + 1}",
        )  # fmt: skip
    return paper


def _rendered(printed: bytes) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    """The pages of a PDF as pixels, blue first."""
    import pypdfium2

    pages = list(pypdfium2.PdfDocument(printed))
    return [np.ascontiguousarray(page.render(scale=DPI / 72).to_numpy()[:, :, :3]) for page in pages]


def _place(printed: bytes, near: str) -> tuple[float, float]:
    """The middle of the lower part of the box that begins with these words, millimetres."""
    from qtdocs import readers

    document = readers.read(printed, name="printed")
    cells = (cell for table in document.tables for cell in table.cells if cell.text.strip().startswith(near))
    box = next(cells).place.box
    assert box is not None
    return (box.left + box.right) / 2, max((box.top + box.bottom) / 2, box.bottom - 22)


def _sealed(team: Team, ending: str) -> str:
    return f"{FOLDER}/{_name(team)}/申报表（盖章）.{ending}"


def _name(team: Team) -> str:
    return f"{int(team.number):02} {team.team}"
