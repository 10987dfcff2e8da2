"""评价报告 of one entry, as Word and PDF: its marks against the median of all, the judges' words, no other team."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qtdocs.render import pages
from qtdocs.render.charts import WIDTH, Bar, Chart, bars_chart, picture
from qtdocs.writing import fixed_pdf, safe_text, saved

TEMPLATE, PAGE = "evaluation.docx", "evaluation.html"
LEGEND = "斜线条是本班组的得分，方框是满分，粗线是全部班组的中位数（一半比它高、一半比它低）。"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedStage:
    """One stage of judging as the report tells it."""

    name: str
    """What the notice calls it."""
    points: str
    """What the entry got: ``65.30``."""
    most: str
    """Out of so many: ``80``."""
    sheet: str
    """What the points come from: ``评分表 81.63／100``; empty where both are the same."""
    bars: tuple[Bar, ...]
    """A bar a criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What the report of one entry says."""

    programme: str
    """The activity."""
    association: str
    """Who runs it."""
    number: str
    """The entry's number."""
    organisation: str
    """Its organisation."""
    team: str
    """Its team."""
    total: str
    """Its total; empty where there is none."""
    stages: tuple[EvaluatedStage, ...]
    """Its stages."""
    strengths: tuple[str, ...]
    """Where it is notably above the median."""
    gaps: tuple[str, ...]
    """Where it is notably below."""
    comments: tuple[str, ...]
    """What the judges wrote, without their names."""
    remark: str
    """Of which version of the result, how many judges."""
    date: str
    """The day of the report."""


def evaluation_document(template: bytes, each: Evaluation) -> bytes:
    """The report as .docx.

    Args:
        template: the Word template.
        each: what it says.
    """
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    report = DocxTemplate(io.BytesIO(template))
    stages = [
        {**_stage_values(stage), "chart": InlineImage(report, io.BytesIO(picture(chart)), width=Mm(WIDTH))}
        for stage, chart in ((stage, chart_of(stage)) for stage in each.stages)
    ]
    # docxtpl's own default silently drops text after & and <, hence autoescape
    shop = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    report.render({**_values(each), "stages": stages}, jinja_env=shop, autoescape=True)
    return saved(report)


def evaluation_pages(folder: Path, reports: Sequence[Evaluation]) -> bytes:
    """The reports as one PDF, each from a page of its own.

    Args:
        folder: the template folder that holds the page.
        reports: what they say.

    Raises:
        MissingToolError: Pango or the Chinese font is not installed.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

    pages.require_fonts((pages.SONG, pages.HEI))
    shop = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    template = shop.from_string((folder / PAGE).read_text(encoding="utf-8"))
    told = [
        {
            **_values(each),
            # the chart is our own drawing, its words escaped where they were put in
            "stages": [{**_stage_values(stage), "chart": Markup(chart_of(stage).svg)} for stage in each.stages],
        }
        for each in reports
    ]
    return fixed_pdf(pages.write_pages(template.render(reports=told), folder))


def chart_of(stage: EvaluatedStage) -> Chart:
    """The bars of one stage."""
    return bars_chart(stage.bars, legend=LEGEND)


def _stage_values(stage: EvaluatedStage) -> dict[str, object]:
    return {
        "name": safe_text(stage.name), "points": stage.points, "most": stage.most, "sheet": stage.sheet,
        "bars": [bar.label for bar in stage.bars],
    }  # fmt: skip


def _values(each: Evaluation) -> dict[str, object]:
    return {
        "programme": safe_text(each.programme), "association": safe_text(each.association), "number": each.number,
        "organisation": safe_text(each.organisation), "team": safe_text(each.team), "total": each.total,
        "strengths": list(each.strengths), "gaps": list(each.gaps),
        "comments": [safe_text(text) for text in each.comments], "remark": each.remark, "date": each.date,
    }  # fmt: skip
