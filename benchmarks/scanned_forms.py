"""What becomes of scanned forms: values right and wrong by grade, labels, seconds and memory a page.

The program's own blanks are filled with invented values, printed by LibreOffice, rendered at 200 dpi and worn a
little as a scanner does; then they are read as pictures. What is right is what the same form says as a Word file.
"""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import numpy as np

from qtdocs import pipeline, readers
from qtdocs.editions import shelf
from qtdocs.editions.form import FieldSpec, FormSpec
from qtdocs.editions.programme import Programme
from qtdocs.extract import extract
from qtdocs.model.document import Document, Note, Paragraph, Table
from qtdocs.model.place import Place
from qtdocs.model.record import Record, Value
from qtdocs.recognise import recognise
from qtdocs.scan.form_text import blocks_of
from qtdocs.scan.page_chain import chained
from qtdocs.scan.recogniser import Recogniser, recogniser
from qtdocs.scan.sheet import Pixels, Sheet
from qtdocs.scan.upright import put_upright
from qtdocs.text import label_twin
from samples import wordml
from samples.filling import fill

DPI = 200
FORMS = (
    ("zhejiang-2026", "application"),
    ("caq-2020", "application"),
    ("municipal-2021", "application"),
    ("guangdong", "application"),
    ("cacem-2026", "registration"),
    ("caq-2020", "statistics"),
    ("caq-2020", "nomination"),
)
WEARS = ("clean", "typical", "hard", "copy", "phone")
"""How a page is worn: as it is, a usual scan, a bad one, a photocopy in black and white, a photograph."""
OF_EACH = {"clean": 12, "typical": 12, "hard": 4, "copy": 4, "phone": 4}
"""Filled copies of each form."""
FACES = ("Noto Serif CJK SC", "Noto Sans CJK SC", "LXGW WenKai")
NAMES = {"clean": "干净", "typical": "一般", "hard": "差", "copy": "黑白复印", "phone": "手机拍照"}

PLACES = (
    "杭州", "宁波", "温州", "绍兴", "金华", "台州", "嘉兴", "衢州", "丽水", "湖州",
    "舟山", "广州", "佛山", "南京", "苏州", "武汉", "成都", "贵阳", "兰州", "哈尔滨",
)  # fmt: skip
BRANDS = "甲川乙澄丙屿丁禾沧泊镜钱恒瑞宏泰中隆博远鼎峰锦绣海晟凯龙振兴华厦永固昊天城安巨匠方圆"
KINDS = (
    "建设集团有限公司", "市政园林工程（集团）股份有限公司", "路桥养护有限责任公司第三分公司", "钢构有限公司",
    "建筑安装工程有限公司", "交通工程建设集团有限公司", "水利水电建筑有限公司", "地下空间开发有限公司",
)  # fmt: skip
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
    "鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂建国志晓文海知远望舒一鸣松年向晚见山雨亭听澜秋同光"
    "川问渠云帆梓萱浩宇子轩欣怡俊熙雪梅玉兰红卫东立新宝荣德福长青翠莲斌鑫淼焱垚喆翀奕昀"
)
TRADES = [
    "测量",
    "钢筋加工",
    "盾构掘进",
    "机电安装",
    "木工模板",
    "沥青摊铺",
    "管片拼装",
    "塔吊作业",
    "混凝土浇筑",
    "防水",
    "幕墙安装",
    "焊接",
    "试验检测",
    "养护",
    "桩基",
]
TITLES = (
    "样板引路、过程精品", "“三色看板”控制管片错台", "一料一码管钢筋", "听温看纹摸边六步法", "降低钢筋保护层不合格率",
    "5S管理在班组的应用", "“五小”创新提质增效", "首件验收与三检制并行", "数字化班前会工作法", "精准放样零误差",
)  # fmt: skip
SENTENCES = (
    "班组成立以来，坚持“质量第一、顾客至上”的理念，全员参与改进。",
    "建立岗位职责、交接班、质量三检等制度十二项，定期检查落实。",
    "全年组织技能培训和工具方法应用培训，人人能用因果图和排列图。",
    "围绕关键工序开展改进活动，一次验收合格率由96.8%提高到99.1%。",
    "近三年未发生质量、安全和环保事故，获得业主书面表扬3次。",
    "班组现有18人，其中高级工6人、中级工8人，平均年龄34岁。",
)
WORDS = [
    "房屋建筑业",
    "市政公用工程",
    "公路交通工程",
    "轨道交通工程",
    "股份制",
    "国有控股",
    "民营",
    "集体",
    "有限责任公司",
    "质量管理部",
    "工程管理部",
    "安全质量部",
    "总工程师办公室",
    "同意推荐",
    "施工总承包壹级",
    "一级资质",
    "无",
    "浙江省质量协会",
    "广东省市政行业协会",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """A filled form, as Word and as the pages of a PDF."""

    programme: Programme
    form: FormSpec
    word: bytes
    pdf: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One value on one scanned form."""

    key: str
    kind: str
    wanted: Value
    seen: Value
    grade: str
    is_right: bool


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was seen on the pages of one wear."""

    outcomes: list[Outcome] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)
    letters: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    forms: int = 0
    unknown: int = 0


def section(*, quick: bool, seed: int) -> str:
    """The section of the report on scanned forms, as Markdown.

    Args:
        quick: few pages, to see that everything runs.
        seed: the first seed.
    """
    machine = recogniser()
    if machine is None:
        return "## 扫描的申报表\n\n没有装文字识别组件，没有测。"
    desk = pipeline.open_shelf()
    tallies: dict[str, Tally] = {}
    for wear in WEARS:
        tally = tallies.setdefault(wear, Tally())
        for specimen in specimens(seed, 1 if quick else OF_EACH[wear], desk, offset=WEARS.index(wear)):
            measure(specimen, wear, seed, desk, machine, tally)
            seed += 1
    return report(tallies)


def specimens(seed: int, of_each: int, desk: pipeline.Shelf, *, offset: int = 0) -> list[Specimen]:
    """Filled forms, printed in one go."""
    dice = Random(seed * 1_009 + offset)
    papers = []
    for programme_id, form_id in FORMS:
        programme = desk.programme(programme_id)
        form = programme.form(form_id)
        assert form is not None
        blank = shelf.blank_path(programme, form).read_bytes()
        for _ in range(of_each):
            typed = {spec.key: typed_for(spec, dice) for spec in form.fields if spec.printed}
            papers.append((programme, form, in_face(fill(blank, form, typed), dice.choice(FACES))))
    pdfs = printed([word for _, _, word in papers])
    return [
        Specimen(programme=programme, form=form, word=word, pdf=pdf)
        for (programme, form, word), pdf in zip(papers, pdfs, strict=True)
    ]


def typed_for(spec: FieldSpec, dice: Random) -> str:
    """What somebody might type into this field."""
    number = dice.randint
    if spec.second == "rank":
        return f"{number(600, 999) / 10}/{number(1, 60)}"
    if spec.second == "team_name":
        return f"{_organisation(dice)}/{dice.choice(TRADES)}班"
    if spec.second:
        return dice.choice(("{}人次/{}学时", "{}/{}", "{}人/{}小时")).format(number(5, 90), number(8, 400))
    if spec.options:
        return dice.choice(spec.options)
    if spec.key == "team_name":
        return f"{dice.choice(TRADES)}{dice.choice(('', '一', '二', '三', '第五'))}班{dice.choice(('', '组'))}"
    if spec.key in ("experience_title", "title"):
        return dice.choice(TITLES)
    if spec.key == "address":
        street, house = dice.choice(("解放", "云屿", "文三", "江南")), dice.choice(("", "中天大厦12楼", "B座3-201室"))
        return f"{dice.choice(PLACES)}市滨江区{street}路{number(1, 999)}号{house}"
    return {
        "organisation": _organisation,
        "person": lambda dice: dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, dice.choice((1, 2, 2)))),
        "integer": lambda dice: str(dice.choice((number(0, 9), number(10, 99), number(100, 9999)))),
        "decimal": lambda dice: f"{number(0, 90_000) / 100:g}",
        "percent": lambda dice: dice.choice(
            ("100%", "99.5%", "98％", "0.2%", "0", f"{number(800, 999) / 10:g}%", f"{number(1, 99) / 100:g}%")
        ),
        "date": _date,
        "phone": _phone,
        "email": lambda dice: f"{dice.choice(('zhang', 'li.min', 'qc_office', 'wang'))}{number(1, 9999)}@example.com",
        "postcode": lambda dice: f"{number(100000, 699999)}",
        "long-text": lambda dice: "\n".join("".join(dice.sample(SENTENCES, dice.randint(1, 3))) for _ in range(4)),
    }.get(spec.type, lambda dice: dice.choice(WORDS))(dice)


def _organisation(dice: Random) -> str:
    return f"{dice.choice(PLACES)}{''.join(dice.sample(BRANDS, 2))}{dice.choice(KINDS)}"


def _date(dice: Random) -> str:
    year, month, day = dice.choice((2025, 2026)), dice.randint(1, 12), dice.randint(1, 28)
    return dice.choice((f"{year}年{month}月{day}日", f"{year}.{month}.{day}", f"{year}-{month:02}-{day:02}"))


def _phone(dice: Random) -> str:
    mobile, fixed = f"1380000{dice.randint(0, 9999):04}", f"0571-0000{dice.randint(0, 9999):04}"
    return dice.choice((mobile, mobile, fixed, f"{fixed}、{mobile}"))


def in_face(word: bytes, face: str) -> bytes:
    """The Word file in another typeface."""
    parts = wordml.open_package(word)
    body = wordml.body_of(parts)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("宋体".encode(), face.encode())
    return wordml.with_body(parts, body)


def printed(papers: Sequence[bytes]) -> list[bytes]:
    """Word files as PDFs, by one call of LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        sources = [Path(folder) / f"{number:04}.docx" for number in range(len(papers))]
        for source, paper in zip(sources, papers, strict=True):
            source.write_bytes(paper)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        for start in range(0, len(sources), 30):
            command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder]
            names = [str(source) for source in sources[start : start + 30]]
            subprocess.run([*command, *names], check=True, capture_output=True, timeout=600)
        return [source.with_suffix(".pdf").read_bytes() for source in sources]


def pages_of(pdf: bytes) -> Iterator[Pixels]:
    """The pages of a PDF as pictures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield np.ascontiguousarray(page.render(scale=DPI / 72).to_numpy()[:, :, :3])


def worn(pixels: Pixels, wear: str, seed: int) -> Pixels:
    """The page as a scanner or a camera gives it."""
    import cv2

    chance = np.random.default_rng(seed)
    if wear == "clean":
        return pixels
    if wear == "phone":
        return _photographed(pixels, chance)
    blur, noise, quality, skew = {
        "typical": (0.5, 3.0, 80, 0.6), "hard": (0.9, 6.0, 45, 2.2), "copy": (0.7, 10.0, 95, 0.8)
    }[wear]  # fmt: skip
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(chance.uniform(-skew, skew)), 1.0)
    askew = cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    soft = cv2.GaussianBlur(askew, (0, 0), blur).astype(np.float32) * 0.94 + 8
    grain = chance.normal(0, noise, soft.shape[:2]).astype(np.float32)[:, :, None]
    scanned = np.clip(soft + grain, 0, 255).astype(np.uint8)
    if wear == "copy":
        black = np.where(cv2.cvtColor(scanned, cv2.COLOR_BGR2GRAY) > 150, 255, 0).astype(np.uint8)
        return np.repeat(black[:, :, None], 3, axis=2)
    return _pressed(scanned, quality)


def _photographed(pixels: Pixels, chance: np.random.Generator) -> Pixels:
    """The page on a desk, from a little aside, in uneven light."""
    import cv2

    height, width = pixels.shape[:2]
    across, down = int(width * 1.25), int(height * 1.2)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shift = chance.uniform(-0.035, 0.035, (4, 2)) * (width, height)
    target = (corners + np.array([0.125 * width, 0.1 * height]) + shift).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    desk = np.full((down, across, 3), (70, 95, 125), np.uint8)
    page = cv2.warpPerspective(pixels, matrix, (across, down), flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, (across, down)) > 127
    seen = np.where(mask[:, :, None], page, desk).astype(np.float32)
    light = np.linspace(0.72, 1.0, across)[None, :, None] * np.linspace(1.0, 0.85, down)[:, None, None]
    grain = chance.normal(0, 3.0, (down, across, 1))
    lit = np.clip(seen * light * np.array([0.88, 0.97, 1.0]) + grain, 0, 255)
    return _pressed(cv2.GaussianBlur(lit.astype(np.uint8), (0, 0), 0.6), 80)


def _pressed(pixels: Pixels, quality: int) -> Pixels:
    import cv2

    _, stream = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    found = cv2.imdecode(stream, cv2.IMREAD_COLOR)
    assert found is not None
    return np.asarray(found, dtype=np.uint8)


def measure(
    specimen: Specimen, wear: str, seed: int, desk: pipeline.Shelf, machine: Recogniser, tally: Tally
) -> Record | None:
    """Reads one worn form and puts what became of it into the tally."""
    word = readers.read(specimen.word, name="表.docx")
    wanted = _record(word, specimen, desk)
    assert wanted is not None
    scanned = scan(specimen.pdf, wear, seed, machine, tally)
    seen = _record(scanned, specimen, desk)
    tally.forms += 1
    typed = {each.place for each in wanted.fields.values() if each.value not in (None, ())}
    printed_labels = {
        label_twin(cell.text) for table in word.tables for cell in table.cells if cell.text and cell.place not in typed
    }
    read = {label_twin(cell.text) for table in scanned.tables for cell in table.cells}
    tally.labels += [twin in read for twin in printed_labels if 1 < len(twin) < 30]
    if seen is None:
        tally.unknown += 1
        return None
    for key, value in wanted.fields.items():
        spec = next((each for each in specimen.form.fields if key in (each.key, each.second)), None)
        if spec is None or value.value in (None, ()):
            continue
        found = seen.fields[key]
        right = folded(value.value) == folded(found.value)
        tally.outcomes.append(
            Outcome(key=key, kind=spec.type, wanted=value.value, seen=found.value, grade=found.grade, is_right=right)
        )
        if spec.type == "long-text":
            tally.letters.append(_likeness(str(value.value), str(found.value)))
    return seen


def scan(pdf: bytes, wear: str, seed: int, machine: Recogniser, tally: Tally) -> Document:
    """The document that a scanned PDF becomes."""
    blocks: list[Paragraph | Table] = []
    notes = []
    for number, pixels in enumerate(pages_of(pdf), 1):
        picture = worn(pixels, wear, seed * 31 + number)
        dpi = DPI if wear != "phone" else picture.shape[1] / 210 * 25.4
        sheet = Sheet(pixels=picture, dpi=dpi, place=Place(page=number), is_measured=wear != "phone")
        start = time.process_time()
        upright = put_upright(sheet, machine)
        tables = sum(isinstance(block, Table) for block in blocks)
        blocks += blocks_of(
            upright, machine, page=number, first_table=tables + 1, first_paragraph=len(blocks) - tables + 1
        )
        tally.seconds.append(time.process_time() - start)
        notes.append(Note(code="scan-read", detail="", place=Place(page=number)))
    return Document(name="表.pdf", kind="pdf", blocks=chained(blocks), notes=tuple(notes), pages=len(notes))


def _record(document: Document, specimen: Specimen, desk: pipeline.Shelf) -> Record | None:
    recognition = recognise(document, desk.layouts, programme=specimen.programme.id)
    found = recognition.layout
    if found is None or (found.programme, found.form.id) != (specimen.programme.id, specimen.form.id):
        return None
    return extract(document, found)


def folded(value: Value) -> Value | tuple[str, ...]:
    """A value without what a picture does not tell: spaces, and the width of signs."""
    if isinstance(value, tuple):
        return tuple(str(folded(each)) for each in value)
    if not isinstance(value, str):
        return value
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", value))


def _likeness(wanted: str, seen: str) -> float:
    from rapidfuzz.distance import Levenshtein

    one, other = str(folded(wanted)), str(folded(seen))
    return 1 - Levenshtein.distance(one, other) / max(len(one), 1)


def report(tallies: dict[str, Tally]) -> str:
    """The tables."""
    out = io.StringIO()
    print("## 扫描的申报表\n", file=out)
    print(
        "| 页面 | 表数 | 没认出 | 栏目名全对 | 短值 | 读对 | A 级错 | B 级错 | C 级错 | A 级占 | 每页 CPU 秒 |",
        file=out,
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|", file=out)
    for wear, tally in tallies.items():
        short = [each for each in tally.outcomes if each.kind != "long-text"]
        wrong = {grade: sum(not each.is_right and each.grade == grade for each in short) for grade in "ABC"}
        under_a = sum(each.grade == "A" for each in short)
        cells = [
            NAMES[wear], str(tally.forms), str(tally.unknown), _share(sum(tally.labels), len(tally.labels)),
            str(len(short)), _share(sum(each.is_right for each in short), len(short)),
            f"{wrong['A']} / {under_a}（95% 上限 {_bound(wrong['A'], under_a):.2%}）", str(wrong["B"]), str(wrong["C"]),
            _share(under_a, len(short)), f"{float(np.median(tally.seconds)):.2f}" if tally.seconds else "",
        ]  # fmt: skip
        print(f"| {' | '.join(cells)} |", file=out)
    print("\n| 页面 | 长文本 | 一字不差 | 字对的份额 | A 级错 |", file=out)
    print("|---|---|---|---|---|", file=out)
    for wear, tally in tallies.items():
        long = [each for each in tally.outcomes if each.kind == "long-text"]
        if long:
            exact, bad = sum(each.is_right for each in long), sum(not e.is_right and e.grade == "A" for e in long)
            letters = f"{float(np.mean(tally.letters)):.2%}"
            print(f"| {NAMES[wear]} | {len(long)} | {_share(exact, len(long))} | {letters} | {bad} |", file=out)
    print(f"\n内存最多 {_most_memory()} MB（整个进程，连同排版和比对）。", file=out)
    return out.getvalue()


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}（{part}/{whole}）" if whole else "—"


def _bound(wrong: int, number: int) -> float:
    """The upper end of the one-sided 95 % interval of a share (Clopper and Pearson)."""
    from scipy.stats import beta

    return float(beta.ppf(0.95, wrong + 1, number - wrong)) if number > wrong else 1.0


def _most_memory() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


TODAY = datetime.date(2026, 5, 1)
