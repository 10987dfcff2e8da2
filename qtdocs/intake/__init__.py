"""What was given becomes parcels."""

from __future__ import annotations

from qtdocs.intake.folder import LARGEST, gather

__all__ = ["LARGEST", "gather"]
