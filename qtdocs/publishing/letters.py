"""Bytes as letters and digits that people can type: Crockford's base 32, and a check letter for short codes."""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O and U: read as 1, 1, 0 and refused."""
_LOOKALIKES = str.maketrans("ILO", "110")
_BITS = 5
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_GROUP = 4


def letters_of(data: bytes) -> str:
    r"""The letters of some bytes, five bits each, the highest first; the last one is filled up with zeros.

    >>> letters_of(b"\xff\x00")
    'ZW00'
    """
    count = -(-len(data) * 8 // _BITS)
    number = int.from_bytes(data) << (count * _BITS - len(data) * 8)
    return "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(count)))


def bytes_of(letters: str) -> bytes | None:
    r"""The bytes that letters stand for; none where they cannot have come from bytes.

    >>> bytes_of("zw-oo")
    b'\xff\x00'
    >>> bytes_of("ZW01") is None
    True
    """
    typed = plain(letters)
    if any(letter not in ALPHABET for letter in typed):
        return None
    number = 0
    for letter in typed:
        number = number << _BITS | ALPHABET.index(letter)
    size = len(typed) * _BITS // 8
    spare = len(typed) * _BITS - size * 8
    if spare >= _BITS or number & ((1 << spare) - 1):
        return None
    return (number >> spare).to_bytes(size)


def plain(typed: str) -> str:
    """Letters as they were typed, without blanks and strokes, in capitals of usual width, I, L and O read as digits.

    >>> plain("７k3m－9qxt 2vbn oil4")
    '7K3M9QXT2VBN0114'
    """
    return re.sub(r"[\s\-‐‑‒–—−·.]", "", unicodedata.normalize("NFKC", typed)).upper().translate(_LOOKALIKES)


def grouped(letters: str) -> str:
    """The letters in groups of four.

    >>> grouped("7K3M9QXT2VBNHC4P")
    '7K3M-9QXT-2VBN-HC4P'
    """
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def check_letter(letters: str) -> str:
    """The letter that tells a typing mistake: any one wrong letter, any two that changed places.

    It is the sum of all letters in the field of 32 elements, the n-th (from 1) times the n-th power of 2.

    >>> check_letter("7K3M9QXT2VBNHC4")
    'R'
    """
    total, weight = 0, 1
    for letter in letters:
        weight = _times(weight, 2)
        total ^= _times(weight, ALPHABET.index(letter))
    return ALPHABET[total]


def _times(one: int, other: int) -> int:
    """The product in the field of 32 elements."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 32:
            one ^= _POLYNOMIAL
        other >>= 1
    return product
