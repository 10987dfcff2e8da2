"""OFD files: text and tables as from a PDF, electronic seals with what their digests say."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtdocs import readers
from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document, ElectronicSeal, Mark
from qtdocs.model.place import Box, Place
from qtdocs.readers import ofd_seals
from qtdocs.readers.pdf import read_pdf
from qtdocs.readers.pdf_pdfium import page_of
from qtdocs.readers.sealing_records import record_in
from samples.electronic import OWNER
from samples.electronic_ofd import (
    SPACE,
    Seal,
    line,
    ofd_page,
    parts,
    redrawn,
    replaced,
    sample,
    seal_record,
    signed_record,
    table,
    text,
    zipped,
)  # fmt: skip

PRINTED = Path(__file__).resolve().parents[2] / "samples/inbox/杭州市建筑业协会/02 钢筋加工班/申报表.pdf"
CONTENT = "Doc_0/Pages/Page_0/Content.xml"
FORM = ofd_page(
    text(80, 30, "申报表", size=6)
    + table([20, 60, 120], [40, 52, 64])
    + text(22, 48, "单位名称")
    + text(62, 48, OWNER)
    + text(22, 60, "联系电话")
    + text(62, 60, "13800001234")
    + text(20, 80, "（盖章）")
)
EQUAL = "各文件的摘要与签章记录一致，签名本身这里核验不了"


def read(data: bytes) -> Document:
    return readers.read(data, name="申报表.ofd")


def seals(data: bytes) -> list[ElectronicSeal]:
    return [mark.electronic for mark in read(data).marks if mark.electronic is not None]


def said(data: bytes) -> list[tuple[str, str]]:
    return [(seal.state, seal.detail) for seal in seals(data)]


def shown(*content: str) -> list[str]:
    return list(read(sample([ofd_page("".join(content))])).texts())


def test_form_gives_its_title_its_table_and_what_stands_below() -> None:
    document = read(sample([FORM]))
    assert [paragraph.text for paragraph in document.paragraphs] == ["申报表", "（盖章）"]
    assert [(cell.row, cell.column, cell.text) for cell in document.tables[0].cells] == [
        (1, 1, "单位名称"), (1, 2, OWNER), (2, 1, "联系电话"), (2, 2, "13800001234"),
    ]  # fmt: skip
    assert (document.kind, document.pages, document.notes, document.marks) == ("ofd", 1, (), ())


def test_printed_form_reads_the_same_from_ofd_as_from_pdf() -> None:
    data = PRINTED.read_bytes()
    pdf = pypdfium2.PdfDocument(data)
    file = sample([redrawn(page_of(pdf, index)) for index in range(len(pdf))])
    assert [*read(file).texts()] == [*read_pdf(data, name="申报表.pdf").texts()]


def test_matrix_and_page_corner_move_the_text() -> None:
    moved = (
        '<ofd:TextObject ID="1" Boundary="10 10 100 20" Font="3" Size="2" CTM="2 0 0 2 5 1">'
        '<ofd:TextCode X="0" Y="2" DeltaX="g 3 2">单位名称</ofd:TextCode></ofd:TextObject>'
    )
    (paragraph,) = read(sample([ofd_page(moved, size="5 5 210 297")])).paragraphs
    assert (paragraph.text, paragraph.place.box) == ("单位名称", Box(left=10.0, top=6.0, right=26.0, bottom=10.0))


def test_text_under_the_page_and_on_it_is_read() -> None:
    template = ofd_page(text(20, 60, "第一行"))
    annotations = f'<ofd:Annotations {SPACE}><ofd:Page PageID="10"><ofd:FileLoc>Page_0/A.xml</ofd:FileLoc></ofd:Page>'
    note = (
        f'<ofd:PageAnnot {SPACE}><ofd:Annot ID="9" Type="Stamp"><ofd:Appearance Boundary="10 100 100 20">'
        f"{text(10, 10, '第三行')}</ofd:Appearance></ofd:Annot>"
        f'<ofd:Annot ID="8" Visible="false"><ofd:Appearance Boundary="0 0 1 1">{text(10, 10, "藏起")}'
        f"</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
    )
    page = ofd_page(text(20, 80, "第二行")).replace("<ofd:Area>", '<ofd:Template TemplateID="7"/><ofd:Area>')
    document = parts([page])["Doc_0/Document.xml"].decode()
    document = document.replace("</ofd:CommonData>", '<ofd:TemplatePage ID="7" BaseLoc="T.xml"/></ofd:CommonData>')
    document = document.replace("</ofd:Document>", "<ofd:Annotations>Annots/A.xml</ofd:Annotations></ofd:Document>")
    extra = {
        "Doc_0/Document.xml": document.encode(),
        "Doc_0/T.xml": template.encode(),
        "Doc_0/Annots/A.xml": f"{annotations}</ofd:Annotations>".encode(),
        "Doc_0/Annots/Page_0/A.xml": note.encode(),
    }
    assert "\n".join(read(sample([page], extra=extra)).texts()).split() == ["第一行", "第二行", "第三行"]


def test_drawing_that_draws_itself_comes_to_an_end() -> None:
    unit = f'<ofd:CompositeGraphicUnit ID="5" Width="9" Height="9"><ofd:Content>{text(20, 60, "甲")}{{}}</ofd:Content>'
    itself = '<ofd:CompositeObject ID="6" Boundary="0 20 9 9" ResourceID="5"/>'
    resources = f"<ofd:Res {SPACE}>{unit.format(itself * 40)}</ofd:CompositeGraphicUnit></ofd:Res>"
    document = read(sample([ofd_page(itself)], extra={"Doc_0/PublicRes.xml": resources.encode()}))
    assert {paragraph.text for paragraph in document.paragraphs} == {"甲"}


def test_white_and_clear_text_is_told_as_hidden() -> None:
    white = text(20, 60, "看不见", inside='<ofd:FillColor Value="255 255 255"/>')
    clear = text(20, 80, "也看不见", inside='<ofd:FillColor Value="0 0 0" Alpha="0"/>')
    document = read(sample([ofd_page(white + clear + text(20, 100, "看得见"))]))
    assert [*document.texts()] == ["看得见"]
    assert [(note.code, note.detail) for note in document.notes] == [("text-hidden", "有看不见的文字：看不见也看不见")]


def test_filled_bars_rule_a_table_as_lines_do() -> None:
    def bar(x: float, y: float, width: float, height: float) -> str:
        outline = f"M 0 0 L {width} 0 L {width} {height} L 0 {height} C"
        return (
            f'<ofd:PathObject ID="1" Boundary="{x} {y} {width} {height}" Stroke="false" Fill="true">'
            f"<ofd:AbbreviatedData>{outline}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    bars = [bar(20, y, 100, 0.3) for y in (40, 52)] + [bar(x, 40, 0.3, 12) for x in (20, 60, 119.7)]
    document = read(sample([ofd_page("".join(bars) + text(22, 48, "单位名称") + text(62, 48, OWNER))]))
    assert [cell.text for cell in document.tables[0].cells] == ["单位名称", OWNER]


def test_page_with_a_picture_only_is_an_unread_scan() -> None:
    picture = '<ofd:ImageObject ID="1" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="4"/>'
    document = read(sample([ofd_page(picture)]))
    assert [(note.code, note.detail) for note in document.notes] == [
        ("scan-unread", "第1页是扫描件或照片，没有文字可读")
    ]
    assert document.marks == (
        Mark(kind="photo", place=Place(page=1, box=Box(left=0.0, top=0.0, right=210.0, bottom=297.0))),
    )


def test_text_behind_a_picture_of_the_page_is_a_scanners() -> None:
    picture = '<ofd:ImageObject ID="1" Boundary="0 0 210 297" ResourceID="4"/>'
    document = read(sample([ofd_page(text(20, 60, "单位名称", inside='<ofd:FillColor Alpha="0"/>') + picture)]))
    assert [*document.texts()] == ["单位名称"]
    assert [note.detail for note in document.notes] == ["第1页是扫描件，文字是机器识别的，可能有错"]


def test_steps_between_characters_are_what_they_say() -> None:
    spread = (
        '<ofd:TextObject ID="1" Boundary="20 50 100 6" Font="3" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g 2 4 20">'
        "单位章程</ofd:TextCode></ofd:TextObject>"
    )
    assert [words.split() for words in shown(spread)] == [["单位章", "程"]]


def test_empty_page_is_told_as_empty() -> None:
    assert [note.code for note in read(sample([ofd_page("")])).notes] == ["file-empty"]


def test_pages_beyond_the_limit_are_counted_and_told() -> None:
    document = read(sample([ofd_page(text(20, 60, "甲"))] * 52))
    assert document.pages == 52
    assert [note.detail for note in document.notes] == ["共52页，只读了前50页"]


def test_seal_tells_its_name_its_place_and_that_its_signature_is_not_checked() -> None:
    box = Box(left=120.0, top=60.0, right=162.0, bottom=102.0)
    seal = ElectronicSeal(
        name=OWNER,
        place=Place(page=1, box=box),
        state="unverifiable",
        signed_at="2026-04-10T09:30:00+08:00",
        detail=EQUAL,
    )
    mark = Mark(kind="electronic-seal", text=OWNER, place=seal.place, electronic=seal)
    assert read(sample([FORM], [Seal()])).marks == (mark,)


def test_seal_knows_the_box_over_which_it_shows() -> None:
    form = ofd_page(table([20, 100, 180], [40, 120]) + text(22, 48, "单位意见") + text(102, 48, "推荐单位意见"))
    (mark,) = read(sample([form], [Seal()])).marks
    assert mark.near == "推荐单位意见"


@pytest.mark.parametrize("version", [1, 4])
def test_both_versions_of_the_standard_are_read(version: int) -> None:
    record = record_in(signed_record(Seal(version=version, picture=b"PNG!"), b"<xml/>", "/Signature.xml"))
    assert record is not None
    assert dataclasses.asdict(record) | {"certificate": b""} == {
        "name": OWNER,
        "version": version,
        "identity": "3301000000001",
        "valid_from": "2025-01-01T08:00:00+08:00",
        "valid_until": "2028-01-01T08:00:00+08:00",
        "picture": b"PNG!",
        "picture_kind": "PNG",
        "width": 42.0,
        "height": 42.0,
        "certificate": b"",
        "signed_at": "2026-04-10T09:30:00+08:00",
        "digest": hashlib.new("sm3", b"<xml/>").digest(),
        "target": "/Signature.xml",
        "algorithm": "1.2.156.10197.1.501",
    }


def test_seal_that_was_put_on_nothing_is_read_too() -> None:
    record = record_in(seal_record(Seal()))
    assert record is not None
    assert (record.name, record.signed_at, record.certificate) == (OWNER, "", b"")


@pytest.mark.parametrize("version", [1, 4])
def test_one_changed_digit_of_a_page_is_told(version: int) -> None:
    forged = replaced(sample([FORM], [Seal(version=version)]), CONTENT, b"13800001234", b"13800001235")
    assert said(forged) == [("changed", "第1页与签章记录的摘要不一致")]


def test_missing_part_is_told() -> None:
    files = parts([FORM, FORM], [Seal()])
    del files["Doc_0/PublicRes.xml"]
    assert said(zipped(files)) == [("changed", "Doc_0/PublicRes.xml在签章记录里有，文件里没有")]


def test_digests_put_right_by_a_forger_differ_from_the_seals_own_record() -> None:
    honest = sample([FORM], [Seal()])
    other = parts([FORM.replace("13800001234", "13800001235")], [Seal()])["Doc_0/Signs/Sign_0/Signature.xml"]
    forged = replaced(honest, CONTENT, b"13800001234", b"13800001235")
    description = parts([FORM], [Seal()])["Doc_0/Signs/Sign_0/Signature.xml"]
    forged = replaced(forged, "Doc_0/Signs/Sign_0/Signature.xml", description, other)
    assert said(forged) == [("changed", "签章说明与签章数据里的摘要不一致")]


def test_page_that_a_seal_does_not_cover_is_told() -> None:
    file = sample([FORM, FORM], [Seal(leave_out="Doc_0/Pages/Page_1/Content.xml")])
    assert said(file) == [("unverifiable", "第2页不在签章所管的范围内，签名本身这里核验不了")]


@pytest.mark.parametrize("method", ["1.2.3.4.5", "RIPEMD160"])
def test_unknown_digest_is_present_and_not_verifiable(method: str) -> None:
    detail = "摘要没有核对（没有记录，或算法这里没有），签名本身这里核验不了"
    assert said(sample([FORM], [Seal(method=method)])) == [("unverifiable", detail)]


def test_digest_that_this_python_lacks_is_none() -> None:
    assert (ofd_seals.digest_of(b"", "sm3 of nobody"), ofd_seals.digest_of(b"abc", "md5")) == (
        None,
        hashlib.md5(b"abc", usedforsecurity=False).digest(),
    )


@pytest.mark.parametrize("method", ["MD5", "SHA1", "SHA256"])
def test_older_digests_are_compared_too(method: str) -> None:
    file = sample([FORM], [Seal(method=method)])
    forged = replaced(file, CONTENT, b"13800001234", b"13800001235")
    assert (said(file), said(forged)) == (
        [("unverifiable", EQUAL)],
        [("changed", "第1页与签章记录的摘要不一致")],
    )


def test_seal_across_the_edges_is_told_slice_by_slice() -> None:
    box = (200.0, 100.0, 40.0, 40.0)
    file = sample([FORM, FORM], [Seal(boxes=((1, box), (2, box)), clip="0 0 10 40")])
    found = [(seal.place.page, seal.place.box, seal.detail) for seal in seals(file)]
    shown_box = Box(left=200.0, top=100.0, right=210.0, bottom=140.0)
    assert found == [(1, shown_box, f"{EQUAL}；骑缝章的一部分"), (2, shown_box, f"{EQUAL}；骑缝章的一部分")]


def test_seal_used_outside_its_time_is_told() -> None:
    (seal,) = seals(sample([FORM], [Seal(valid=("20230101000000Z", "20251231000000Z"))]))
    assert seal.detail == f"{EQUAL}；盖章时间不在印章有效期（2023-01-01至2025-12-31）内"


def test_two_seals_keep_their_order() -> None:
    assert [seal.name for seal in seals(sample([FORM], [Seal(), Seal(name="杭州市建筑业协会")]))] == [
        OWNER,
        "杭州市建筑业协会",
    ]


def test_broken_seal_is_present_and_not_verifiable() -> None:
    files = parts([FORM], [Seal()])
    files["Doc_0/Signs/Sign_0/SignedValue.dat"] = files["Doc_0/Signs/Sign_0/Seal.esl"] = b"\x30\x82\xff\xff"
    (seal,) = seals(zipped(files))
    assert (seal.name, seal.state, seal.detail) == ("", "unverifiable", f"{EQUAL}；印章数据读不出来")


def test_signature_that_is_not_listed_is_mentioned() -> None:
    files = parts([FORM], [Seal()])
    files["OFD.xml"] = parts([FORM])["OFD.xml"]
    assert said(zipped(files)) == [("unverifiable", "文件里有电子签章，但文件没有列出它")]


def test_paths_without_a_slash_are_found_from_the_root_too() -> None:
    files = parts([FORM], [Seal()])
    name = "Doc_0/Document.xml"
    files[name] = files[name].replace(b'"Pages/Page_0', b'"Doc_0/Pages/Page_0')
    assert [paragraph.text for paragraph in read(zipped(files)).paragraphs] == ["申报表", "（盖章）"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"OFD.xml": b"<ofd"}, "file-damaged"),
        ({"OFD.xml": b"<x/>"}, "file-damaged"),
        ({"OFD.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "file-refused"),
        ({"OFD.xml": b"<x/>", "Encryptions.xml": b"<x/>"}, "file-encrypted"),
        ({CONTENT: b"<ofd"}, "file-damaged"),
        ({"Doc_0/Document.xml": f"<ofd:Document {SPACE}/>".encode()}, "file-damaged"),
    ],
)
def test_broken_file_is_refused_in_our_own_words(changes: dict[str, bytes], code: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(zipped(parts([FORM]) | changes))
    assert caught.value.code == code


def test_page_that_does_not_open_is_told_beside_the_others() -> None:
    document = read(sample([FORM, FORM], extra={"Doc_0/Pages/Page_1/Content.xml": b"<ofd"}))
    assert [(note.code, note.detail) for note in document.notes] == [("scan-unread", "第2页打不开，或文字读不出")]


@pytest.mark.parametrize("number", ["nan", "1e309", "-5", "", "9" * 400, "0 0", "甲"])
def test_strange_numbers_end_in_a_page_all_the_same(number: str) -> None:
    strange = (
        f'<ofd:TextObject ID="1" Boundary="{number}" Size="{number}" CTM="{number}" Font="3">'
        f'<ofd:TextCode X="{number}" Y="{number}" DeltaX="g {number} {number}">甲乙</ofd:TextCode></ofd:TextObject>'
        f'<ofd:PathObject Boundary="0 0 {number} 5"><ofd:AbbreviatedData>M {number} 0 L {number} {number} Q 1 C B'
        f"</ofd:AbbreviatedData></ofd:PathObject>"
    )
    assert read(sample([ofd_page(strange + line(20, 50, 120, 50) + text(20, 60, "单位名称"))])).pages == 1


@given(st.data())
def test_broken_seal_records_are_read_or_left(data: st.DataObject) -> None:
    record = bytearray(signed_record(Seal(), b"<xml/>", "/x"))
    for _ in range(data.draw(st.integers(1, 6))):
        record[data.draw(st.integers(0, len(record) - 1))] = data.draw(st.integers(0, 255))
    found = record_in(bytes(record[: data.draw(st.integers(0, len(record)))]))
    assert found is None or len(found.name) <= 200
