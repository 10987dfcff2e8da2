"""``qtdocs verify``: typed codes, scanned texts, PDFs, pictures; in a workspace and outside; and the page's files."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from qtdocs.cli import main
from qtdocs.editions import shelf
from qtdocs.errors import UsageError
from qtdocs.ledger.judging import ActKind, held
from qtdocs.model.honour import REPLACED, REVOKED, Certificate
from qtdocs.pipeline.publishing.codes import Code, issued_code
from qtdocs.pipeline.publishing.keys import key_made
from qtdocs.pipeline.publishing.publish import published
from qtdocs.pipeline.publishing.trusting import known_in, known_of
from qtdocs.pipeline.publishing.verifying import Checked, checks, told
from qtdocs.pipeline.workspace import Workspace, new
from qtdocs.publishing.checking import AGREES, DIFFERS, UNKNOWN
from qtdocs.publishing.checking import REVOKED as GONE
from tests.issued import certificate_page, put_certificates, season_with_key
from tests.judging_season import WHO
from tests.publishing_season import DAY

NEXT = "CACEM-2026-0009"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A season with its certificates."""

    place: Workspace
    certificates: tuple[Certificate, ...]
    codes: tuple[Code, ...]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Issued:
    place = season_with_key(tmp_path_factory.mktemp("season"), keys)
    programme = shelf.load_programme(place.programme, workspace=place.home)
    with place.busy("tests") as ledger:
        made = [act.value for act in held(ledger, ActKind.CERTIFICATE, Certificate).values()]
        revoked, renumbered = replace(made[2], state=REVOKED), replace(made[3], state=REPLACED, replaced_by=NEXT)
        put_certificates(ledger, [(each, each.code) for each in (revoked, renumbered)])
    codes = [issued_code(each, programme) for each in made]
    return Issued(place=place, certificates=tuple(made), codes=tuple(code for code in codes if code))


@pytest.fixture(scope="module")
def files(season: Issued, keys: Path) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QTDOCS_HOME", str(keys))
        list(published(season.place, ["校验页"], [], today=DAY, dry_run=False, draft=False, as_json=False))
    return season.place.home / "发布" / "校验"


def lines_of(made: Certificate, code: Code) -> list[str]:
    award = f"获得{made.year}年度质量信得过班组（{made.tier}）"
    return [f"编号：{made.number}", made.organisation, f"“{made.team}”：", award, f"防伪校验码　{code.short}"]


def pdf_of(season: Issued, at: int, folder: Path, *, qr: bool = True, **changed: str) -> str:
    made, code = season.certificates[at], season.codes[at]
    page = certificate_page(lines_of(replace(made, **changed), code), code.text if qr else "")
    (folder / f"{at}.pdf").write_bytes(page)
    return str(folder / f"{at}.pdf")


def outcome(season: Issued, thing: str, number: str = "") -> Checked:
    (found,) = checks([thing], number, known_in(season.place))
    return found


def test_typed_and_scanned_codes(season: Issued) -> None:
    first, third, fourth = season.codes[0], season.codes[2], season.codes[3]
    assert outcome(season, first.short.lower()).answer.outcome == AGREES
    assert outcome(season, f"校验码 {first.short}", season.certificates[0].number).answer.outcome == AGREES
    assert outcome(season, first.short, season.certificates[1].number).answer.outcome == DIFFERS
    assert outcome(season, first.text).answer.outcome == AGREES
    assert outcome(season, first.text.replace("卓越级", "示范级")).answer.outcome == DIFFERS
    assert outcome(season, third.text).answer.outcome == GONE
    assert outcome(season, fourth.short).answer.seen[0].endswith("换号，换成 CACEM-2026-0009。")


def test_a_certificate_as_pdf(season: Issued, tmp_path: Path) -> None:
    found = outcome(season, pdf_of(season, 0, tmp_path))
    assert (found.what, found.answer.outcome) == ("0.pdf", AGREES)
    assert found.answer.record is not None
    assert found.answer.record.team == season.certificates[0].team
    assert outcome(season, pdf_of(season, 2, tmp_path)).answer.outcome == GONE


@pytest.mark.parametrize(
    ("changed", "label"),
    [({"organisation": "乙乙集团有限公司"}, "单位"), ({"team": "另一班"}, "班组"), ({"tier": "特等级"}, "等级"),
     ({"number": "CACEM-2026-9999"}, "编号"), ({"year": "2027"}, "年度")],
)  # fmt: skip
def test_a_page_whose_print_was_changed_is_told(
    season: Issued, tmp_path: Path, changed: dict[str, str], label: str
) -> None:
    answer = outcome(season, pdf_of(season, 0, tmp_path, **changed)).answer
    assert answer.outcome == DIFFERS
    assert any(each.startswith(f"页面上没有{label}") for each in answer.seen)


def test_a_name_that_only_got_longer_is_doubted(season: Issued, tmp_path: Path) -> None:
    longer = season.certificates[0].organisation + "第二分公司"
    answer = outcome(season, pdf_of(season, 0, tmp_path, organisation=longer)).answer
    assert answer.outcome == AGREES
    assert answer.seen[-1].endswith("请看是不是改过。")


def test_a_pdf_without_qr_code_goes_by_the_printed_code(season: Issued, tmp_path: Path) -> None:
    answer = outcome(season, pdf_of(season, 0, tmp_path, qr=False)).answer
    assert (answer.outcome, answer.seen[0]) == (AGREES, "没有认出二维码，照印的校验码核对。")
    answer = outcome(season, pdf_of(season, 0, tmp_path, qr=False, team="另一班")).answer
    assert answer.outcome == DIFFERS


def test_a_picture_is_read_and_its_print_left_to_people(season: Issued, tmp_path: Path) -> None:
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf_of(season, 0, tmp_path))[0]
    for name, turn in (("正.png", 0), ("横.jpg", 90)):
        page.render(scale=200 / 72).to_pil().rotate(turn, expand=True).save(tmp_path / name)
        answer = outcome(season, str(tmp_path / name)).answer
        assert answer.outcome == AGREES
        assert answer.seen[-1] == "页面是图片，印的字没有核对，请自己逐字比。"


def test_several_pages_are_told_one_by_one(season: Issued, tmp_path: Path) -> None:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for at in (0, 1, 2):
        whole.import_pages(pypdfium2.PdfDocument(pdf_of(season, at, tmp_path)))
    whole.save(tmp_path / "全部.pdf")
    found = list(checks([str(tmp_path / "全部.pdf")], "", known_in(season.place)))
    assert [(each.what, each.answer.outcome) for each in found] == [
        ("全部.pdf 第 1 页", AGREES), ("全部.pdf 第 2 页", AGREES), ("全部.pdf 第 3 页", GONE),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nrubbish", b"\x89PNG\r\n\x1a\nrubbish", b"PK\x03\x04rubbish", b"MZ"])
def test_a_broken_or_foreign_file_is_no_verdict(season: Issued, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(data)
    assert outcome(season, str(tmp_path / "x.pdf")).answer.outcome == UNKNOWN


def test_a_foreign_qr_code_is_no_verdict(season: Issued, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(certificate_page(["证书"], "https://example.org/"))
    assert outcome(season, str(tmp_path / "x.pdf")).answer.seen == ("二维码里不是证书的防伪校验码。",)


def test_outside_a_workspace_what_was_published_is_enough(season: Issued, files: Path, tmp_path: Path) -> None:
    key, register, revoked = (files / name for name in ("公钥.txt", "校验名册.json", "撤销名单.json"))
    cases = ((0, [key], [], AGREES), (0, [], [register], AGREES), (2, [key], [], AGREES), (2, [key], [revoked], GONE))
    for at, keys, lists, expected in cases:
        (found,) = checks([season.codes[at].text], "", known_of(keys, lists))
        assert found.answer.outcome == expected
    changed = tmp_path / "名册.json"
    changed.write_bytes(register.read_bytes().replace("有效".encode(), "撤销".encode()))
    with pytest.raises(UsageError, match="与公钥对不上"):
        known_of([key], [changed])
    with pytest.raises(UsageError, match="不是校验名册"):
        known_of([key], [key])
    with pytest.raises(UsageError, match="没有公钥"):
        known_of([register], [])


def test_published_files_are_the_same_again(
    season: Issued, files: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in files.iterdir()}
    monkeypatch.setenv("QTDOCS_HOME", str(keys))
    list(published(season.place, ["校验页"], [], today=DAY, dry_run=False, draft=False, as_json=False))
    assert {path.name: path.read_bytes() for path in files.iterdir()} == before
    assert sorted(before) == ["公钥.txt", "撤销名单.json", "校验名册.json", "校验页.html"]


def test_without_the_private_key_no_list_is_signed(
    season: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QTDOCS_HOME", str(tmp_path))
    refused: list[Exception] = []
    list(published(season.place, ["校验页"], refused, today=DAY, dry_run=True, draft=False, as_json=False))
    assert ["没有密钥" in str(each) for each in refused] == [True]


def test_without_keys_or_certificates_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QTDOCS_HOME", str(tmp_path))
    place = new(tmp_path / "空", programme="cacem-2026")

    def said() -> list[str]:
        return list(published(place, ["校验页"], [], today=DAY, dry_run=False, draft=False, as_json=False))

    assert said() == ["没有写校验页：没有密钥（qtdocs keys new）。"]
    list(key_made(place, folder=None, passphrase="", who=WHO, today=DAY))
    assert said() == ["没有写校验页：还没有发放证书。"]


def test_command_line(season: Issued, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    where = ["-w", str(season.place.home)]
    main(["verify", season.codes[0].text, "--json", *where])
    said = json.loads(capsys.readouterr().out)
    assert (said["outcome"], said["record"]["number"]) == (AGREES, season.certificates[0].number)
    with pytest.raises(SystemExit) as ended:
        main(["verify", season.codes[2].short, "--strict", *where])
    assert ended.value.code == 1
    with pytest.raises(SystemExit) as ended:
        main(["verify", str(tmp_path / "没有.pdf"), *where])
    assert ended.value.code == 2
    assert "没有这个文件" in capsys.readouterr().err


def test_what_people_read_says_what_it_means(season: Issued) -> None:
    text = told(outcome(season, season.codes[0].text), as_json=False)
    assert text.splitlines()[0] == AGREES
    assert text.splitlines()[-1].strip().startswith("编号、单位、班组、等级、年度与发证单位登记的一样。不说明")
