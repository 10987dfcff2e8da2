"""PDFs and old formats: papers printed or saved by LibreOffice, and photographs of papers without any text in them.

Made once and kept: another LibreOffice would print other bytes.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path


def printed(paper: bytes) -> bytes:
    """The paper as a PDF with a text layer.

    Raises:
        FileNotFoundError: LibreOffice is not installed.
    """
    return saved_as(paper, "docx", "pdf")


def saved_as(paper: bytes, kind: str, target: str) -> bytes:
    """The paper of this kind as LibreOffice saves it in another.

    Raises:
        FileNotFoundError: LibreOffice is not installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"paper.{kind}"
        source.write_bytes(paper)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", target]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=120)
        return source.with_suffix(f".{target}").read_bytes()


def photographed(paper: bytes, *, tilt: float = 1.7) -> bytes:
    """The first page of the paper as a photograph on a desk, saved as PDF: no text layer, a little askew."""
    import pypdfium2
    from PIL import Image, ImageFilter

    page = pypdfium2.PdfDocument(printed(paper))[0].render(scale=110 / 72).to_pil().convert("RGB")
    desk = Image.new("RGB", (page.width + 220, page.height + 200), (146, 112, 78))
    sheet = page.rotate(tilt, expand=True, fillcolor=(146, 112, 78), resample=Image.Resampling.BICUBIC)
    desk.paste(sheet, (100, 80))
    photograph = desk.filter(ImageFilter.GaussianBlur(0.6)).convert("L")
    stream = io.BytesIO()
    photograph.save(stream, "PDF", resolution=110, quality=45, title="", producer="", creator="")
    return stream.getvalue()
