"""光荣册 of invented teams: CPU seconds, size, pages, memory.

``python benchmarks/honour_roll.py [teams]`` prints one line for the PDF and one for the Word file; ``invented``
gives the same book to other benchmarks.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from pathlib import Path

from qtdocs.render.publishing.announcement_text import Paragraph
from qtdocs.render.publishing.book import Book, BookPaper, BookRow, BookTier, groups_in
from qtdocs.render.publishing.book_document import book_document
from qtdocs.render.publishing.book_pages import book_pdf

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "_base"
_PLACES = (
    "北京市 天津市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省 上海市 江苏省 浙江省 安徽省 福建省 江西省 山东省 "
    "河南省 湖北省 湖南省 广东省 广西壮族自治区 海南省 重庆市 四川省 贵州省 云南省 西藏自治区 陕西省 甘肃省 青海省 "
    "宁夏回族自治区 新疆维吾尔自治区"
)
_FIRST = "东海 滨江 宏图 建安 中天 润泽 恒信 鼎新 远航 启明"
_TRADES = "市政工程 建筑安装 路桥建设 轨道交通 水利水电 园林绿化"
_ENDS = "有限公司 集团有限公司 股份有限公司 工程有限责任公司 建设养护（集团）有限责任公司"
_TEAMS = "“测量一班” “鲁班领航”混凝土浇筑班组 “钢筋班” “盾构掘进机电安装与维护保养综合班组” “塔吊安拆班”"
PLACES, FIRST, TRADES, ENDS, TEAMS = (each.split() for each in (_PLACES, _FIRST, _TRADES, _ENDS, _TEAMS))
SHARES = {"卓越级": 0.1, "示范级": 0.4, "改进级": 0.5}


def invented(count: int, *, seed: int = 7) -> Book:
    """A book of about so many teams, spread over three tiers and 31 nominators; one name in a hundred is rare."""
    chance = random.Random(seed)
    tiers, number = [], 0
    for tier, share in SHARES.items():
        rows = []
        for place in PLACES:
            for _ in range(max(1, round(count * share / len(PLACES)))):
                number += 1
                rare = "䲜㴋" if number % 97 == 0 else ""
                organisation = place + rare + "".join(map(chance.choice, (FIRST, TRADES, ENDS)))
                row = BookRow(number=number, organisation=organisation, team=chance.choice(TEAMS))
                rows.append((f"{place}工程建设质量管理协会", row))
        tiers.append(BookTier(name=tier, title=f"2026年度质量信得过班组{tier}", groups=groups_in(rows)))
    said = tuple(Paragraph(kind="text", rest="根据管理办法的规定，现将结果通报如下。" * 3) for _ in range(5))
    paper = BookPaper(
        kind="通报", title=("关于评价结果的通报",), number="某质协〔2026〕4号", text=said, association="某某协会",
        date="2026年5月20日",
    )  # fmt: skip
    name = "2026年度质量信得过班组"
    return Book(
        association="某某协会", programme=name, cover=(name,), date="二〇二六年五月", paper=paper, notes=said[:2],
        afterword=said[:1], tiers=tuple(tiers), draft=False,
    )  # fmt: skip


def main() -> None:
    """Measure both files."""
    import pypdfium2

    book = invented(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    start = time.process_time()
    pdf = book_pdf(book, folder=TEMPLATES)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    pages = len(pypdfium2.PdfDocument(pdf))
    print(f"PDF   {book.count} 个班组  {pages} 页  {spent:.1f} CPU 秒  {len(pdf) // 1024} KB  内存最多 {peak} MiB")
    start = time.process_time()
    word = book_document(book, (TEMPLATES / "honour-roll.docx").read_bytes(), name="honour-roll.docx")
    print(f"Word  {book.count} 个班组  {time.process_time() - start:.1f} CPU 秒  {len(word) // 1024} KB")


if __name__ == "__main__":
    main()
