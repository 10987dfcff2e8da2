"""How a programme prints its honours: who is honoured, numbers, the seal's size; what an association may change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import Field, StrictBool, field_validator

from qtdocs.editions.form import Spec

_ADDRESS = re.compile(r"https?://[!-\"$-~]+")
_STYLE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SYLLABLE = re.compile(r"[a-z]+[1-5]")


class PublishingRules(Spec):
    """How a programme's certificates and its book look, beside the words of its award."""

    honoured: Literal["organisation", "team"] = "team"
    """Who is honoured: the organisation for its team, or the team of the organisation."""
    leader: StrictBool = False
    """Whether 班组长 is printed."""
    number: str = "{abbreviation}-{year}-{serial:04d}"
    """How certificates are numbered: ``abbreviation`` of the association, ``year``, ``serial``, ``tier``."""
    first: int = Field(default=1, ge=1)
    """The first serial number."""
    style: str = "classic"
    """The style of the certificates: the template ``certificate-<style>``."""
    size: Literal["A4", "A3"] = "A4"
    """The paper of the certificates."""
    upright: StrictBool = False
    """Whether the paper stands upright; else it lies."""
    seal: int = Field(default=45, ge=30, le=60)
    """Diameter of the association's seal in mm, for the place that proofs show: 45 national, 42 local."""
    order: Literal["programme", "pinyin", "stroke"] = "programme"
    """How teams of one tier are put in order: by nominator as the programme lists them, by pinyin, by strokes."""
    readings: Mapping[str, str] = {}
    """How words are read for the order by pinyin where the tables know them otherwise: ``"乐清" = "yue4 qing1"``."""
    numbering: Literal["continue", "restart"] = "continue"
    """Whether the numbers in the book run through, or begin at 1 in each tier."""
    preprinted: tuple[Literal["ornament", "heading", "words", "issuer", "label"], ...] = ("ornament", "heading")
    """What stands on the association's own certificates already, where only the rest is printed on them (套打)."""
    plaques: StrictBool = False
    """Whether plaques (牌) are made too."""
    plaque: str = "standard"
    """The style of the plaques: the template ``plaque-<style>``."""
    plaque_width: int = Field(default=600, ge=100, le=2000)
    """Width of a plaque in mm."""
    plaque_height: int = Field(default=400, ge=100, le=2000)
    """Height of a plaque in mm."""
    verify_url: str = ""
    """The address at which codes can be checked; empty where the association has none."""
    document: str = "通报"
    """What announces the honours: 通报, 通知 or 决定."""
    source: str = ""
    """Where all this comes from."""

    @field_validator("number")
    @classmethod
    def _counts_on(cls, number: str) -> str:
        """Refuse a way of numbering that gives two certificates one number, or asks for what nobody knows.

        Raises:
            ValueError: it is not understood, or the serial number is missing.
        """
        try:
            one, two = (number.format(abbreviation="A", year="2026", serial=each, tier=1) for each in (1, 2))
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            raise ValueError(
                "只能用 {abbreviation}、{year}、{serial}、{tier}，例如 {abbreviation}-{year}-{serial:04d}"
            ) from error
        if one == two:
            raise ValueError("少了流水号 {serial}，每张证书的编号会一样")
        return number

    @field_validator("style", "plaque")
    @classmethod
    def _a_name(cls, style: str) -> str:
        """Refuse a style that is no plain name.

        Raises:
            ValueError: it could lead out of the folder of templates.
        """
        if not _STYLE.fullmatch(style):
            raise ValueError("样式的名字只用小写字母、数字和连字符，例如 classic")
        return style

    @field_validator("verify_url")
    @classmethod
    def _an_address(cls, url: str) -> str:
        """Refuse an address behind which the facts of a certificate could not stand.

        Raises:
            ValueError: it is none, or has a fragment already.
        """
        if url and not _ADDRESS.fullmatch(url):
            raise ValueError("网址要以 https:// 或 http:// 开头，只用英文字母、数字和符号，不带 # 和空格")
        return url

    @field_validator("readings")
    @classmethod
    def _a_syllable_each(cls, readings: Mapping[str, str]) -> Mapping[str, str]:
        """Refuse readings that are none.

        Raises:
            ValueError: a word has not one syllable with its tone for each character.
        """
        for word, told in readings.items():
            if len(told.split()) != len(word) or not all(_SYLLABLE.fullmatch(each) for each in told.split()):
                raise ValueError(
                    f"“{word}”有 {len(word)} 个字，每个字写一个音节和声调，例如 yue4 qing1；写的是“{told}”"
                )
        return readings
