"""Makes qtdocs/publishing/data/pinyin.txt and strokes.txt, by which names are put in order.

``python tools/make_orders.py /usr/share/unicode cnchar.order.min.js`` writes them anew. The first is the folder of
Unihan as Debian's package ``unicode-data`` brings it; the second lies in the npm package ``cnchar-order`` (MIT).
"""

from __future__ import annotations

import bz2
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from qtdocs.writing import write_bytes

FOLDER = Path(__file__).resolve().parents[1] / "qtdocs" / "publishing" / "data"
BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x3007, 0x3008))
"""Extension A, the basic block, 〇; of the later extensions only what 通用规范汉字表 (kTGH) has."""
ACROSS, DOWN, LEFT, DOT = "ji", "fg", "s", "kdl"
"""横（提）, 竖（竖钩）, 撇, 点（捺） by the letters of ``cnchar-order``; every other letter is 折."""
TONES = {"̄": 1, "́": 2, "̌": 3, "̀": 4}
"""Tones by their combining marks."""
NOTICE = "Unicode Character Database, Unihan 15.0 (Debian unicode-data 15.0.0): {}. © Unicode, Inc., Unicode License."


def unihan(folder: Path, file: str, field: str) -> Iterator[tuple[str, str]]:
    """Each character with what a field says of it."""
    for line in bz2.decompress((folder / f"Unihan_{file}.txt.bz2").read_bytes()).decode().splitlines():
        if line.startswith("U+") and (parts := line.split("\t"))[1] == field:
            yield chr(int(parts[0][2:], 16)), parts[2]


def kept(folder: Path) -> frozenset[str]:
    """The characters that stand in the tables."""
    standard = {character for character, _ in unihan(folder, "OtherMappings", "kTGH")}
    return frozenset(standard | {chr(code) for block in BLOCKS for code in block})


def syllable(reading: str) -> str:
    """``zhōng`` as ``zhong1``, ``lǜ`` as ``lv4``; the neutral tone is 5."""
    tone, letters = 5, ""
    for sign in unicodedata.normalize("NFD", reading.replace("ü", "v")):
        if sign in TONES:
            tone = TONES[sign]
        elif sign == "̈":
            letters = letters[:-1] + "v"
        else:
            letters += sign
    return f"{letters}{tone}"


def pinyin(folder: Path) -> str:
    """The commonest reading of each character, a line a syllable."""
    by_syllable, wanted = defaultdict(list), kept(folder)
    for character, readings in unihan(folder, "Readings", "kMandarin"):
        if character in wanted:
            by_syllable[syllable(readings.split()[0])].append(character)
    lines = (f"{each} {''.join(sorted(found))}" for each, found in sorted(by_syllable.items()))
    return "\n".join(["# " + NOTICE.format("kMandarin, one reading a character"), *lines, ""])


def stroke_kinds(script: str) -> dict[str, str]:
    """The strokes of each character in their order: 1 横, 2 竖, 3 撇, 4 点, 5 折."""
    (table,) = re.findall(r"JSON\.parse\('(\{\"一\".*?)'\)", script)
    kinds = {letter: str(place) for place, letters in enumerate((ACROSS, DOWN, LEFT, DOT), 1) for letter in letters}
    return {
        character: "".join(kinds.get(letter, "5") for letter in letters)
        for character, letters in json.loads(table).items()
    }


def strokes(folder: Path, script: str) -> str:
    """Characters by the number of strokes, in a line by the kinds of strokes, else as Unicode has them."""
    kinds, wanted = stroke_kinds(script), kept(folder)
    counts = {
        character: int(told.split()[0])
        for character, told in unihan(folder, "IRGSources", "kTotalStrokes")
        if character in wanted
    }
    counts |= {character: len(order) for character, order in kinds.items()}
    by_count = defaultdict(list)
    for character, count in counts.items():
        by_count[count].append(character)
    lines = (
        f"{count} {''.join(sorted(found, key=lambda each: (kinds.get(each, '9'), ord(each))))}"
        for count, found in sorted(by_count.items())
    )
    heads = (
        "# " + NOTICE.format("kTotalStrokes"),
        "# Count and order of the strokes of 6,939 common characters: cnchar-order 3.2.6, © theajack, MIT License.",
        "# A line a count; in it by the kinds of strokes, 横竖撇点折, then those of which only the count is known.",
    )
    return "\n".join([*heads, *lines, ""])


def main() -> None:
    """Write both tables."""
    folder, script = Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8")
    write_bytes(FOLDER / "pinyin.txt", pinyin(folder).encode())
    write_bytes(FOLDER / "strokes.txt", strokes(folder, script).encode())


if __name__ == "__main__":
    main()
