from __future__ import annotations

import hashlib
import io
import os
import socket
import stat
import struct
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import ooxml
import pytest

from qtdocs.errors import UnreadableFileError
from qtdocs.model.document import Document
from qtdocs.readers import CONVERTED, convert, office, office_program, office_rtf, office_run, read_converted, sniff
from qtdocs.readers.docx import read_docx
from qtdocs.readers.office_compound import has_macros, is_encrypted_word
from qtdocs.readers.office_repeats import repeats_in, without_repeats
from qtdocs.readers.refusals import WITHOUT_OFFICE
from samples.tricks_files import compound_file

FORMATS = Path(__file__).resolve().parents[2] / "samples" / "formats"
needs_office = pytest.mark.skipif(not office_program(), reason="LibreOffice")
ODT = "application/vnd.oasis.opendocument.text"
NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    }.items()
)


def open_document(body: str, *, manifest: str = "", **more: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODT, zipfile.ZIP_STORED)
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT}"/>'
            f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>{manifest}'
            "</manifest:manifest>",
        )
        package.writestr(
            "content.xml",
            f'<office:document-content {NAMES} office:version="1.2"><office:body><office:text>{body}</office:text>'
            "</office:body></office:document-content>",
        )
        for name, content in more.items():
            package.writestr(name, content)
    return stream.getvalue()


def rich_text(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg936\uc1 " + body + r"\par}").encode("gbk")


def box(state: str) -> str:
    return (
        r"{\field{\*\fldinst {\rtlch FORMCHECKBOX }{\*\formfield{\fftype1" + state + r"\fftypetxt0{\*\ffname a\}b}}}}"
        r"{\fldrslt }}"
    )


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what was asked there."""
    asked: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                asked.append(connection.recv(200))

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", asked
    listener.close()


class Batch:
    """Originals by name, and what LibreOffice made of them in one run."""

    def __init__(self, originals: Mapping[str, bytes], folder: Path) -> None:
        self.originals = originals
        self.folder = folder
        given = {}
        for number, (name, data) in enumerate(originals.items()):
            path = folder / f"given{number}"
            path.write_bytes(data)
            given[name] = (path, sniff(data))
        self.kinds = {name: kind for name, (_, kind) in given.items()}
        begun = time.monotonic()
        self.made = convert(given, folder / "scratch")
        self.seconds = time.monotonic() - begun

    def document(self, name: str) -> Document:
        made = self.made[name]
        assert isinstance(made, Path), made
        return read_converted(
            made.read_bytes(), original_kind=self.kinds[name], original=self.originals[name], name=name
        )


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory, server: tuple[str, list[bytes]]) -> Batch:
    address, _ = server
    link = f'<draw:image xlink:href="{address}/seal.png" xlink:type="simple" xlink:actuate="onLoad"/>'
    frame = f'<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">{link}</draw:frame>'
    section = f'<text:section text:name="s"><text:section-source xlink:href="{address}/s.html"/></text:section>'
    typed = '<text:p>班组：<text:text-input text:description="">钢筋12班</text:text-input>完</text:p>'
    samples = ("23-old-word.wps", "23-open-document.odt", "23-open-sheet.ods", "23-rich-text.doc")
    return Batch(
        {
            "坏 .doc": compound_file("WordDocument", "1Table"),
            **{name: (FORMATS / name).read_bytes() for name in samples},
            "links.odt": open_document(f"<text:p>图{frame}</text:p>{section}"),
            "typed.odt": open_document(typed),
            "boxes.rtf": rich_text(
                box(r"\ffres1")
                + r"\'ca\'c7 "
                + box(r"\ffres25\ffdefres1")
                + r"\'ca\'c7 "
                + box(r"\ffres0\ffdefres1")
                + r"\'b7\'f1"
            ),
            "lost.rtf": rich_text(r"\'ca\'c7{\field{\*\fldinst FORMCHECKBOX }{\fldrslt }}"),
            "changes.rtf": rich_text(r"{\revtbl{A;}}{\deleted\revauthdel0 OLD}{\v SECRET}NEW\'b0\'e0"),
        },
        tmp_path_factory.mktemp("office"),
    )


@needs_office
def test_bad_file_costs_only_itself(batch: Batch) -> None:
    failed = {name: made.code for name, made in batch.made.items() if isinstance(made, UnreadableFileError)}
    assert (failed, set(batch.made)) == ({"坏 .doc": "file-damaged"}, set(batch.originals))


@needs_office
def test_files_keep_their_own_kind_and_digest(batch: Batch) -> None:
    document = batch.document("23-old-word.wps")
    digest = hashlib.sha256(batch.originals["23-old-word.wps"]).hexdigest()
    assert (document.kind, document.name, document.sha256) == ("doc", "23-old-word.wps", digest)
    assert [batch.document(name).kind for name in ("23-rich-text.doc", "23-open-sheet.ods")] == ["rtf", "ods"]


@needs_office
@pytest.mark.parametrize("name", ["23-old-word.wps", "23-open-document.odt"])
def test_deleted_and_hidden_text_does_not_come_back(batch: Batch, name: str) -> None:
    document = batch.document(name)
    text = "\n".join(document.texts())
    assert [word in text for word in ("钱澄市政园林公司", "勿外传", "浙江钱澄市政园林工程有限公司")] == [
        False,
        False,
        True,
    ]
    assert [(note.code, note.detail) for note in document.notes] == [
        ("revision-pending", "修订插入「浙江钱澄市政园林工程有限公司」，修订删除「钱澄市政园林公司」"),
        ("text-hidden", "有隐藏文字：「（内部：初稿，勿外传）」"),
    ]


@needs_office
def test_deleted_and_hidden_text_of_rich_text_does_not_come_back(batch: Batch) -> None:
    document = batch.document("changes.rtf")
    assert list(document.texts()) == ["NEW班"]
    assert [(note.code, note.detail) for note in document.notes] == [
        ("revision-pending", "修订删除「OLD」"),
        ("text-hidden", "有隐藏文字：「SECRET」"),
    ]


@needs_office
def test_form_text_stands_there_once(batch: Batch) -> None:
    assert list(batch.document("typed.odt").texts()) == ["班组：钢筋12班完"]


@needs_office
def test_boxes_of_rich_text_keep_their_state(batch: Batch) -> None:
    document = batch.document("boxes.rtf")
    assert (list(document.texts()), document.notes) == (["☑是 ☑是 □否"], ())


@needs_office
def test_boxes_without_state_are_doubtful(batch: Batch) -> None:
    document = batch.document("lost.rtf")
    assert [(block.text, set(block.flags)) for block in document.paragraphs] == [("是□", {"drawn"})]
    assert [(note.code, note.detail) for note in document.notes] == [
        ("field-unsure", "1 个勾选框没有存下是否勾选，请看原件")
    ]


@needs_office
def test_nothing_is_fetched(batch: Batch, server: tuple[str, list[bytes]]) -> None:
    address, asked = server
    document = batch.document("links.odt")
    assert asked == []
    assert [(note.code, note.detail) for note in document.notes] == [
        ("file-active-content", f"外部链接 {address}/seal.png"),
        ("file-active-content", "取外部内容的区域"),
    ]


@needs_office
def test_profile_alone_already_keeps_the_network_out(
    tmp_path: Path, batch: Batch, server: tuple[str, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_run, "_without_network", lambda: ())
    alone = Batch({"links.odt": batch.originals["links.odt"]}, tmp_path)
    assert (list(alone.document("links.odt").texts()), server[1]) == (["图"], [])


@needs_office
def test_nothing_is_left_running(batch: Batch) -> None:
    home = str(batch.folder / "scratch")
    left = [path.parent.name for path in Path("/proc").glob("[0-9]*/cmdline") if home.encode() in _bytes_of(path)]
    assert left == []


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


# -- a LibreOffice that behaves badly: a script in its place ------------------------------------------------------


def played(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a shell script in LibreOffice's place; in it ``$out`` is the output folder and ``$@`` are the files."""
    program = folder / "soffice"
    program.write_text(
        "#!/bin/sh\n"
        'while [ "$1" != --outdir ]; do shift; done\n'
        'out="$2"; shift 2\n'
        f"{script}\n",
        encoding="utf-8",
    )  # fmt: skip
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setattr(office, "office_program", lambda: str(program))
    monkeypatch.setattr(office_run, "office_program", lambda: str(program))
    (folder / "good.docx").write_bytes(ooxml.docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>"))


def three_files(folder: Path) -> dict[str, tuple[Path, str]]:
    for name in "abc":
        (folder / name).write_bytes(rich_text(name))
    return {name: (folder / name, "rtf") for name in "abc"}


def outcomes(made: Mapping[str, Path | UnreadableFileError]) -> dict[str, str]:
    return {key: each.code if isinstance(each, UnreadableFileError) else each.suffix for key, each in made.items()}


COPY = 'name=$(basename "$file" .rtf); cp "{folder}/good.docx" "$out/$name.docx"'


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
@pytest.mark.parametrize(
    ("trouble", "code"),
    [("kill -9 $$", "file-damaged"), ("sleep 60", "file-timeout"), ("printf PK > $out/$name.docx", "file-damaged")],
)
def test_file_that_ends_or_stops_the_program_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str, code: str
) -> None:
    copy = COPY.format(folder=tmp_path)
    script = (
        'for file in "$@"; do name=$(basename "$file" .rtf)\n'
        f'if grep -q "uc1 b" "$file"; then {trouble}; else {copy}; fi\n'
        "done; exit 0"
    )
    played(tmp_path, script, monkeypatch)
    begun = time.monotonic()
    made = convert(three_files(tmp_path), tmp_path / "scratch", timeout=1)
    assert outcomes(made) == {"a": ".docx", "b": code, "c": ".docx"}
    assert time.monotonic() - begun < 20


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_processes_that_outlive_the_program_are_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played(tmp_path, f"sleep 300 & echo $! > {tmp_path}/left; exit 1", monkeypatch)
    convert(three_files(tmp_path), tmp_path / "scratch", timeout=5)
    left = Path("/proc") / (tmp_path / "left").read_text(encoding="ascii").strip() / "cmdline"
    assert _bytes_of(left) == b""


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_program_sees_no_foreign_name_and_nothing_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://example.com")
    monkeypatch.setenv("DISPLAY", ":0")
    played(tmp_path, f'echo "$@" > {tmp_path}/names; env > {tmp_path}/env', monkeypatch)
    source = tmp_path / "--help $(reboot).wps"
    source.write_bytes(rich_text("a"))
    convert({"k": (source, "rtf")}, tmp_path / "scratch", timeout=5)
    (given,) = (tmp_path / "names").read_text(encoding="utf-8").split()
    assert Path(given).name == "000001.rtf"
    names = {line.partition("=")[0] for line in (tmp_path / "env").read_text(encoding="utf-8").splitlines()}
    assert names <= {"PATH", "HOME", "TMPDIR", "LANG", "SAL_USE_VCLPLUGIN", "PWD", "OLDPWD", "SHLVL", "_"}


# -- before and after LibreOffice --------------------------------------------------------------------------------


def test_without_libreoffice_the_finding_names_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office_program", lambda: "")
    path = tmp_path / "a"
    path.write_bytes(compound_file("WordDocument"))
    error = convert({"k": (path, "doc")}, tmp_path)["k"]
    assert isinstance(error, UnreadableFileError)
    assert (error.code, error.detail) == (
        "file-unsupported",
        "旧版 Word 文件（.doc 或 .wps），这台电脑没有装 LibreOffice",
    )
    assert error.advice == (
        "请安装 LibreOffice（Debian、Ubuntu 的软件包：libreoffice-writer-nogui libreoffice-calc-nogui）后再运行一次；"
        "或者请用 Word 或 WPS 打开，另存为 .docx 后再放进来。"
    )


def locked_word() -> bytes:
    """A compound file whose Word document says that it is encrypted."""
    data = bytearray(compound_file("WordDocument", "1Table"))
    entry = data.index("WordDocument".encode("utf-16-le"))
    sector = (len(data) - 512) // 512
    struct.pack_into("<II", data, entry + 116, sector, 4096)
    return bytes(data) + struct.pack("<5HH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100).ljust(4096, b"\0")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (locked_word(), "file-encrypted"),
        (open_document("", manifest="<manifest:encryption-data/>"), "file-encrypted"),
        (open_document("<text:p/>", **{"styles.xml": "0" * 150_000_000}), "file-refused"),
    ],
)
def test_locked_files_are_told_before_they_are_converted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, code: str
) -> None:
    monkeypatch.setattr(office, "office_program", lambda: "")
    (tmp_path / "a").write_bytes(data)
    made = convert({"k": (tmp_path / "a", sniff(data))}, tmp_path / "scratch")
    assert outcomes(made) == {"k": code}


def test_files_that_are_gone_or_of_another_kind_raise_nothing(tmp_path: Path) -> None:
    made = convert({"k": (tmp_path / "gone", "doc"), "l": (tmp_path, "odt"), "m": (tmp_path, "pdf")}, tmp_path)
    assert outcomes(made) == {"k": "file-damaged", "l": "file-damaged", "m": "file-unsupported"}


def test_flag_of_a_locked_word_document_is_read_where_it_stands() -> None:
    assert (is_encrypted_word(locked_word()), is_encrypted_word(locked_word().replace(b"\0\1", b"\0\0"))) == (
        True,
        False,
    )
    assert is_encrypted_word((FORMATS / "23-old-word.wps").read_bytes()) is False
    assert is_encrypted_word(compound_file("WordDocument")) is False


def test_macros_of_an_old_file_are_seen() -> None:
    assert [has_macros(compound_file("WordDocument", name)) for name in ("Macros", "1Table")] == [True, False]


def test_what_could_act_in_rich_text_is_seen() -> None:
    data = rich_text(
        r"{\object\objemb{\*\objdata 0105}}{\field{\*\fldinst INCLUDEPICTURE http://x/a.png}{\fldrslt DDE}} IMPORT"
        r"{\*\template http://example.com/t.dot}"
    )
    assert office_rtf.active_content(data) == (
        "嵌入的对象 1 个", "取外部内容的域 INCLUDEPICTURE", "外部链接 http://example.com/t.dot",
    )  # fmt: skip
    assert office_rtf.active_content(rich_text(r"{\*\template C:\\Normal.dot}DDE")) == ()


def form_text(text: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{text}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_repeats_are_told_from_what_a_person_typed_several_times() -> None:
    def found(*pieces: str) -> list[tuple[str, str, bool]]:
        runs = "".join(form_text(each[1:]) if each[:1] == "[" else f"<w:r><w:t>{each}</w:t></w:r>" for each in pieces)
        return [tuple(each) for each in repeats_in(ooxml.docx(f"<w:p>{runs}</w:p>"))]  # type: ignore[misc]

    assert found("班组：", "[甲班", "甲班", "[甲班", "[甲班") == [("甲班甲班甲班甲班", "甲班", True)]
    assert found("[12班", "12", "[12班", "班", "[12班", "[12班") == [("12班1212班班12班12班", "12班", True)]
    assert found("[甲班", "甲班", "[甲班", "0", "[甲班") == [("甲班甲班甲班0甲班", "甲班", True)]
    assert found("[9％", "％", "[9％", "0", "[9％") == [("9％％9％09％", "9％", False)]
    assert found("[甲班", "、", "[甲班") == []
    assert found("[2", "月", "[2", "日", "[2", "时") == []
    assert found("[", "[", "[") == []


def test_uncertain_repeats_are_doubtful() -> None:
    runs = f"{form_text('9％')}<w:r><w:t>％</w:t></w:r>{form_text('9％')}<w:r><w:t>0</w:t></w:r>{form_text('9％')}"
    data = ooxml.docx(f"<w:tbl><w:tr><w:tc><w:p>{runs}</w:p></w:tc></w:tr></w:tbl>")
    document = without_repeats(read_docx(data, name="表.rtf"), data)
    cell = document.tables[0].cells[0]
    assert (cell.text, cell.flags) == ("9％", {"overlapping"})
    assert [(note.code, note.place) for note in document.notes] == [("field-unsure", cell.place)]


def test_repeats_over_several_paragraphs_are_told() -> None:
    broken = form_text("甲班").replace("</w:t></w:r>", "</w:t></w:r></w:p><w:p>")
    data = ooxml.docx(f"<w:p>{broken}<w:r><w:t>甲班</w:t></w:r>{broken}{broken}</w:p>")
    document = without_repeats(read_docx(data, name="表.doc"), data)
    assert [note.detail for note in document.notes] == ["表单域的文字“甲班”重复了几遍，没有合成一遍"]


def test_every_converted_kind_has_words_for_its_refusal() -> None:
    assert set(CONVERTED) == set(WITHOUT_OFFICE)
