"""Text: matching twins of labels and names, widths, Chinese numbers and dates, word count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOT_IN_LABELS = re.compile(r"[\s:：_＿\u200b\ufeff]+")


@lru_cache(maxsize=8192)
def label_twin(text: str) -> str:
    """The matching twin of a printed label: NFKC, no white space, colons or underscores, lower case.

    >>> label_twin("邮　编：")
    '邮编'
    """
    return _NOT_IN_LABELS.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=8192)
def name_twin(text: str) -> str:
    """The matching twin of a name of a company or team; for comparing only, never for printing.

    >>> name_twin("浙江甲建设（集团）有限公司 ") == name_twin("浙江甲建设(集团)有限公司")
    True
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower().strip("\"'“”‘’「」")
