"""Charts: what is drawn stands where its value says, reads in black and white, and is the same every time."""

from __future__ import annotations

import io
import re

import pytest

from qtdocs.render.charts import (
    WIDTH,
    Bar,
    Chart,
    Leaning,
    Spread,
    bars_chart,
    leanings_chart,
    picture,
    spreads_chart,
)

BARS = (Bar(label="需求确定", value=7.5, most=15, mark=11, said="7.5／15"), Bar(label="建设策划", value=25, most=25))


def words(chart: Chart) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", chart.svg)


def frames(chart: Chart) -> list[float]:
    return [float(width) for width in re.findall(r'<rect [^>]*width="([0-9.]+)"[^>]*fill="none"', chart.svg)]


def test_bars_are_as_long_as_their_share_of_the_frame() -> None:
    assert frames(bars_chart(BARS, legend="")) == [84, 42, 84, 84]


def test_bar_beyond_its_frame_or_of_nothing_stays_inside() -> None:
    bars = [Bar(label="甲", value=30, most=15), Bar(label="乙", value=3, most=0), Bar(label="丙", value=-2, most=15)]
    assert frames(bars_chart(bars, legend="")) == [84, 84, 84, 84]


def test_leanings_share_one_scale() -> None:
    chart = leanings_chart([Leaning(label="甲", value=-4), Leaning(label="乙", value=2)], legend="")
    assert frames(chart) == [42, 21]


def test_rows_say_their_words_and_the_legend_stands_below() -> None:
    assert words(bars_chart(BARS, legend="斜线：得分")) == ["斜线：得分", "需求确定", "7.5／15", "建设策划", ""]


def test_marks_in_names_stay_text() -> None:
    chart = bars_chart([Bar(label='<b>&"\x00', value=1, most=2)], legend="")
    assert words(chart)[1] == "&lt;b&gt;&amp;&quot;"


def test_every_value_is_a_dot_and_four_make_a_box() -> None:
    chart = spreads_chart(
        [Spread(label="1", values=(71, 72, 73)), Spread(label="2", values=(71, 72, 73, 74))], legend=""
    )
    assert (chart.svg.count("<circle"), len(frames(chart))) == (7, 1)


def test_names_of_cuts_that_lie_close_stand_beside_each_other() -> None:
    chart = spreads_chart([Spread(label="1", values=(70, 90))], legend="", lines=[(80.1, "卓越级"), (80, "示范级")])
    left = {name: float(x) for x, name in re.findall(r'<text x="([0-9.]+)"[^>]*>([^<]*级)</text>', chart.svg)}
    assert left["卓越级"] - left["示范级"] > 8


@pytest.mark.parametrize(
    "chart", [bars_chart([], legend=""), leanings_chart([], legend=""), spreads_chart([], legend="")]
)
def test_nothing_to_draw_is_no_error(chart: Chart) -> None:
    assert "<circle" not in chart.svg


def test_picture_is_a_grey_png_of_300_dpi_and_the_same_every_time() -> None:
    from PIL import Image

    chart = bars_chart(BARS, legend="斜线：得分")
    first = picture(chart)
    image = Image.open(io.BytesIO(first))
    assert (image.mode, image.width) == ("L", round(WIDTH / 25.4 * 300))
    assert [round(each) for each in image.info["dpi"]] == [300, 300]
    assert first == picture(chart)
