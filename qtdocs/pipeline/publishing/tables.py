"""推荐汇总表 and 材料评审汇总表 among what is published: made as everywhere, put beside the other papers."""

from __future__ import annotations

from collections.abc import Iterator

from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.pipeline import outputs
from qtdocs.pipeline.judging.summing import review_papers
from qtdocs.pipeline.publishing.desk import Desk
from qtdocs.render.publishing.summary_document import TEMPLATE, summary_document
from qtdocs.render.summary import summary_pages


def nomination_summary(desk: Desk) -> Iterator[str]:
    """推荐汇总表 of all teams that are still in the running; says whether its layout is 暂定."""
    running = [team for team in desk.teams if team.in_running]
    if not running:
        raise UsageError("台账里没有班组，没有可以汇总的。", "先用 qtdocs collect 收材料。")
    made = outputs.summary_of(desk.programme, running, workspace=desk.place.home)
    note = f"{len(running)} 个班组" + ("（暂定版式，主办单位的原表没有公开）" if made.provisional else "")
    yield from desk.put("推荐汇总表.xlsx", made.data, note=note)
    path = shelf.template_path(desk.programme.id, TEMPLATE, workspace=desk.place.home)
    pages = summary_pages(desk.programme, running)
    yield from desk.put("推荐汇总表.docx", summary_document(pages, path.read_bytes(), name=str(path)))


def review_summary(desk: Desk) -> Iterator[str]:
    """材料评审汇总表 of the version of the result that holds; says whose comment is missing."""
    desk.require_honours()
    assert desk.honours.course is not None
    made = review_papers(
        desk.place, desk.ledger, desk.programme, desk.teams, desk.honours.course.kept.value, today=desk.today
    )
    if not made.count:
        raise UsageError(
            "结果里没有材料评审的得分，没有可以汇总的。", "评分收齐以后用 qtdocs judge keep-result 记下结果。"
        )
    for name, data in made.files:
        yield from desk.put(name, data, note=f"{made.count} 个班组")
    if made.silent:
        yield made.told
