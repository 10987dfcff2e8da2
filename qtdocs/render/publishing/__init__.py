"""What is printed of a season: announcement, book, certificates, lists, labels; values in, bytes out."""

from qtdocs.render.publishing.certificates import OPEN_TIER, Certificates, Refused, certificates, refusals_told
from qtdocs.render.publishing.design import Design, Paper, Text, design_of

__all__ = [
    "OPEN_TIER",
    "Certificates",
    "Design",
    "Paper",
    "Refused",
    "Text",
    "certificates",
    "design_of",
    "refusals_told",
]
