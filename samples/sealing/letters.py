"""Official letters: text, under a red heading where there is one, with who signed and when at its end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.sealing import names
from samples.sealing.fonts import HEI, KAI, SONG, SONG_BOLD, font
from samples.sealing.marks import RED, star
from samples.sealing.truth import MM

_SENTENCES = (
    "为深入开展质量信得过班组建设活动，总结推广典型经验，现将有关事项通知如下。",
    "请各会员单位认真组织，按时报送申报材料，逾期不再受理。",
    "申报班组应连续开展活动两年以上，近三年未发生质量、安全事故。",
    "申报表一式两份，单位名称须与公章一致，并加盖公章。",
    "评审分为资料评审和现场发布两个阶段，成绩按百分制计算。",
    "推荐单位应对申报材料的真实性进行审核，并签署推荐意见。",
    "电子版请发送至指定邮箱，纸质版邮寄至协会秘书处。",
    "经研究，同意推荐下列班组参加本年度交流活动。",
    "各单位应做好宣传发动工作，鼓励一线班组积极参加。",
    "联系人及联系电话见附件，未尽事宜另行通知。",
    "活动不收取任何费用，参加人员的交通、食宿自理。",
    "对弄虚作假的，取消申报资格，并予以通报。",
)
_SUBJECTS = ("推荐质量信得过班组", "开展班组建设交流活动", "报送典型经验材料", "组织质量管理知识培训")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A page, and where its end stands."""

    page: Image.Image
    """The page in colours."""
    signed: tuple[float, float]
    """Millimetres at which the middle of its date stands: seals are put over it."""
    sender: str
    """Who signed."""


def letter(rng: np.random.Generator, *, dpi: float, heading: bool, sender: str = "") -> Letter:
    """A letter of one page.

    Args:
        rng: chance.
        dpi: pixels an inch.
        heading: whether it stands under a red heading.
        sender: who signed; invented where none is given.
    """
    page = Image.new("RGB", (round(210 / MM * dpi), round(297 / MM * dpi)), "white")
    pen = ImageDraw.Draw(page)
    sender = sender or names.association(rng)
    y = _headed(pen, rng, dpi, sender) if heading else float(rng.uniform(28, 45))
    face = (SONG, HEI, KAI)[int(rng.integers(3))]
    points = float(rng.choice((12, 14, 16)))
    step = points * 0.353 * float(rng.uniform(1.6, 2.0))
    title = f"关于{_SUBJECTS[int(rng.integers(len(_SUBJECTS)))]}的{'通知' if heading else '函'}"
    bold = font(SONG_BOLD, round(18 / 72 * dpi))
    pen.text((page.width / 2, y / MM * dpi), title, fill=(20, 20, 20), font=bold, anchor="mm")
    y = _written(pen, rng, font(face, round(points / 72 * dpi)), dpi, top=y + 2 * step, step=step)
    day = f"2026年{rng.integers(1, 6)}月{rng.integers(1, 29)}日"
    middle = float(rng.uniform(130, 150))
    for text in (sender, day):
        pen.text(
            (middle / MM * dpi, y / MM * dpi), text, fill=(25, 25, 25), font=font(face, round(points / 72 * dpi)),
            anchor="mm",
        )  # fmt: skip
        y += step
    return Letter(page=page, signed=(middle, y - 2 * step), sender=sender)


def _headed(pen: ImageDraw.ImageDraw, rng: np.random.Generator, dpi: float, sender: str) -> float:
    """Draw a red heading with its line; gives where the text may begin."""
    text = f"{sender}文件" if rng.random() < 0.6 else sender
    size = min(rng.uniform(28, 40), 160 / len(text) / 0.353)
    big = font(SONG_BOLD, round(size / 72 * dpi))
    pen.text((105 / MM * dpi, 40 / MM * dpi), text, fill=RED, font=big, anchor="mm")
    small = font(SONG, round(12 / 72 * dpi))
    number = f"质协〔2026〕{rng.integers(1, 99)}号"
    pen.text((105 / MM * dpi, 60 / MM * dpi), number, fill=(25, 25, 25), font=small, anchor="mm")
    y = 67 / MM * dpi
    thick = round(float(rng.uniform(0.4, 1.0)) / MM * dpi)
    if rng.random() < 0.5:
        reach = 3.5 / MM * dpi
        middle = 105 / MM * dpi
        pen.line([(27 / MM * dpi, y), (middle - 1.6 * reach, y)], fill=RED, width=thick)
        pen.line([(middle + 1.6 * reach, y), (183 / MM * dpi, y)], fill=RED, width=thick)
        star(pen, (middle, y), reach, RED)
    else:
        pen.line([(27 / MM * dpi, y), (183 / MM * dpi, y)], fill=RED, width=thick)
    return 84.0


def _written(
    pen: ImageDraw.ImageDraw,
    rng: np.random.Generator,
    face: ImageFont.FreeTypeFont,
    dpi: float,
    *,
    top: float,
    step: float,
) -> float:
    """Write paragraphs; gives where the next line would stand."""
    each = int((182 - 28) / MM * dpi / face.size)
    order = rng.permutation(len(_SENTENCES))
    sentences = [_SENTENCES[place] for place in order[: int(rng.integers(5, 10))]]
    y = top
    for start in range(0, len(sentences), 2):
        text = "　　" + "".join(sentences[start : start + 2])
        for at in range(0, len(text), each):
            if y > 225:
                return y + step
            pen.text((28 / MM * dpi, y / MM * dpi), text[at : at + each], fill=(25, 25, 25), font=face, anchor="lm")
            y += step
    return y + step * float(rng.uniform(1, 2.5))
