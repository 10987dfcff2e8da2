"""Plain text is read as paragraphs; a table written as text is refused with the way out."""

from __future__ import annotations

import pytest

from qtdocs.errors import UnreadableFileError
from qtdocs.readers import read

NOTICE = "关于开展活动的通知\n\n  各有关单位：\n现将有关事项通知如下。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_lines_are_paragraphs_in_every_encoding(encoding: str) -> None:
    document = read(NOTICE.encode(encoding), name="通知.txt")
    assert document.kind == "text"
    texts = [block.text for block in document.paragraphs]
    assert texts == ["关于开展活动的通知", "各有关单位：", "现将有关事项通知如下。"]
    assert [block.place.paragraph for block in document.paragraphs] == [1, 3, 4]


@pytest.mark.parametrize("sign", [",", "\t"])
def test_separated_values_are_refused(sign: str) -> None:
    rows = (("序号", "单位", "班组"), ("1", "甲公司", "一班"), ("2", "乙公司", "二班"))
    lines = "\n".join(sign.join(row) for row in rows)
    with pytest.raises(UnreadableFileError, match="另存为") as caught:
        read(lines.encode("gb18030"), name="汇总.csv")
    assert caught.value.code == "file-unsupported"
