"""Every kind of paper that ``qtdocs publish`` makes, in the order in which it makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from qtdocs.pipeline.publishing.announcing import announcement
from qtdocs.pipeline.publishing.book import book
from qtdocs.pipeline.publishing.certifying import certificate_papers
from qtdocs.pipeline.publishing.checking_papers import checking_papers
from qtdocs.pipeline.publishing.delivering import courier_list, labels
from qtdocs.pipeline.publishing.desk import Desk
from qtdocs.pipeline.publishing.sealing import sealing_register
from qtdocs.pipeline.publishing.signing import signing_sheet
from qtdocs.pipeline.publishing.statistics import statistics
from qtdocs.pipeline.publishing.tables import nomination_summary, review_summary

Maker = Callable[[Desk], Iterator[str]]
"""Makes one kind of paper, and says line by line what it wrote."""
KINDS: Mapping[str, Maker] = {
    "推荐汇总表": nomination_summary,
    "材料评审汇总表": review_summary,
    "统计表": statistics,
    "通报": announcement,
    "光荣册": book,
    "证书": certificate_papers,
    "用印登记": sealing_register,
    "快递单": courier_list,
    "标签": labels,
    "签收表": signing_sheet,
    "校验页": checking_papers,
}
"""The kinds by the word that a clerk types."""
OTHER_WORDS: Mapping[str, str] = {
    "汇总表": "推荐汇总表",
    "评审汇总表": "材料评审汇总表",
    "通知": "通报",
    "决定": "通报",
}
"""Other words for the same."""
