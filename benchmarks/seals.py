"""Seals and scans: what is found, what is read, and what becomes of scanned forms, each figure with its n and bound.

``make bench-seals``. The pages are drawn by ``samples.sealing`` from seeds that nothing was tuned on; a drawn page
is no scan of a clerk's, and the tables say so. ``--quick`` takes few pages, to see that everything runs.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = {"detection": "seals_detection", "reading": "seals_reading", "forms": "scanned_forms"}
SEED = 100_000
"""Seeds below 10,000 were tuned on."""


def main() -> None:
    """Prints the sections that were asked for as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", default=list(SECTIONS), help="which sections; all without any")
    parser.add_argument("--quick", action="store_true", help="few pages")
    parser.add_argument("--seed", type=int, default=SEED, help="the first seed")
    wanted = parser.parse_args()
    unknown = [name for name in wanted.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"no such section: {', '.join(unknown)}")
    print("# 印章和扫描件\n")
    print(f"页面都是程序按种子画的（从 {wanted.seed} 起，没有用来调过参数），不是真实扫描件。", end="")
    print(f"{'快速试跑，数字不作数。' if wanted.quick else ''}Python {platform.python_version()}，每个进程一个线程。\n")
    for name in wanted.sections:
        section = importlib.import_module(SECTIONS[name]).section
        print(section(quick=wanted.quick, seed=wanted.seed), flush=True)
        print()


if __name__ == "__main__":
    # Before numpy, OpenCV and onnxruntime are imported: they take every core of the machine.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.path.insert(0, str(ROOT))
    main()
