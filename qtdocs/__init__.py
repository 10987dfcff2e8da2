"""qtdocs reads the filled forms of 质量信得过班组 programmes and writes what a clerk needs."""

__version__ = "0.1.0"
