"""Draws qtdocs/scan/overlay.png, the words that lie over every crop: ``python tools/draw_overlay.py``."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WORDS = "仅供核对"
SIZE = 34
TARGET = Path(__file__).resolve().parent.parent / "qtdocs" / "scan" / "overlay.png"


def main() -> None:
    """Write the mask: white where a stroke is, askew, with room around it so that it can be laid like tiles."""
    query = ["fc-match", "--format", "%{file}", "Noto Sans CJK SC:bold"]
    font = ImageFont.truetype(subprocess.run(query, check=True, capture_output=True, text=True).stdout, SIZE)
    mask = Image.new("L", (230, 110), 0)
    ImageDraw.Draw(mask).text((115, 55), WORDS, fill=255, font=font, anchor="mm")
    mask.rotate(16, resample=Image.Resampling.BICUBIC).quantize(16).convert("L").save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
