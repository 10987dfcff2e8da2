"""Whether the optional part that recognises text (``qtdocs[scan]``) is installed; asked without loading anything."""

from __future__ import annotations

from importlib.util import find_spec


def is_installed() -> bool:
    """Whether text on pictures can be recognised here."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
