"""证书 from the ledger: drafts, numbers given once, codes, 补发, 换号, 撤销; and what is refused with its reason."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pypdfium2
import pytest

from qtdocs import pipeline
from qtdocs.cli import main
from qtdocs.errors import QtdocsError, UsageError
from qtdocs.ledger.judging import ActKind, put_down
from qtdocs.model.honour import Certificate
from qtdocs.pipeline.publishing.certificate_register import register_of
from qtdocs.pipeline.publishing.issuing import issued
from qtdocs.pipeline.publishing.keys import key_made
from qtdocs.pipeline.publishing.publish import published
from qtdocs.pipeline.publishing.reissuing import certificates_listed, reissued, revoked
from tests.publishing_season import DAY, WHO, confirm_names, desk_in, finalise, publishing_season

NUMBERS = [f"CACEM-2026-000{number}" for number in range(1, 6)]


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result is final and every name confirmed."""
    place = publishing_season(tmp_path_factory.mktemp("season"))
    finalise(place)
    confirm_names(place)
    return place.home


@pytest.fixture
def place(season: Path, tmp_path: Path) -> pipeline.Workspace:
    shutil.copytree(season, tmp_path / "赛季")
    return pipeline.find(tmp_path / "赛季")


def publish(place: pipeline.Workspace, **options: object) -> list[str]:
    settings = {"dry_run": False, "draft": False, "as_json": False, **options}
    return list(published(place, ["证书"], [], today=DAY, **settings))  # type: ignore[arg-type]


def register(place: pipeline.Workspace) -> list[Certificate]:
    with place.ledger() as ledger:
        return list(register_of(ledger).certificates)


def pages_of(path: Path) -> list[str]:
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(path)]


def rename(place: pipeline.Workspace, entry: str, organisation: str) -> None:
    """As if a corrected name had been confirmed after its certificate was issued: the register says the old one."""
    with place.busy("tests") as ledger, ledger.change("tests"):
        (old,) = (each for each in register_of(ledger).certificates if each.entry == entry)
        changed = Certificate(number=old.number, entry=entry, organisation=organisation, team=old.team, tier=old.tier,
                              title=old.title, year=old.year, issued_on=old.issued_on)  # fmt: skip
        put_down(ledger, ActKind.CERTIFICATE, [((old.number,), changed)], who=WHO)


def test_final_certificates_get_their_numbers_once_in_the_order_of_the_honours(place: pipeline.Workspace) -> None:
    said = publish(place)
    assert said[0] == "已写出 发布/证书.pdf，5 张。"
    assert said[1].startswith(f"已编号 5 张：{NUMBERS[0]} 至 {NUMBERS[4]}")
    given = register(place)
    assert [each.number for each in given] == NUMBERS
    assert [each.tier for each in given] == ["卓越级", "示范级", "示范级", "改进级", "改进级"]
    assert [each.issued_on for each in given] == [DAY.isoformat()] * 5
    first = (place.home / "发布" / "证书.pdf").read_bytes()
    (place.home / "发布" / "证书.pdf").unlink()
    assert publish(place)[0] == "已写出 发布/证书.pdf，5 张。"
    assert register(place) == given
    assert (place.home / "发布" / "证书.pdf").read_bytes() == first
    assert pipeline.ledger_verified(place).startswith("台账")


def test_certificates_say_what_the_register_says(place: pipeline.Workspace) -> None:
    publish(place)
    for certificate, page in zip(register(place), pages_of(place.home / "发布" / "证书.pdf"), strict=True):
        assert f"证书编号：{certificate.number}" in page
        assert "".join(f"{certificate.organisation}“{certificate.team}”：".split()) in page
        assert f"获得2026年工程建设质量信得过班组活动{certificate.tier}成果特发此证。" in page
        assert [word for word in ("样稿", "盖章处", "暂定") if word in page] == []


def test_dry_run_gives_no_number(place: pipeline.Workspace) -> None:
    assert publish(place, dry_run=True)[1].startswith("会编号 5 张")
    assert (register(place), (place.home / "发布" / "证书.pdf").exists()) == ([], False)


def test_draft_has_no_number_and_says_that_its_words_are_provisional(place: pipeline.Workspace) -> None:
    assert publish(place, draft=True)[0] == "已写出 发布/证书（样稿）.pdf，5 张，没有编号。"
    pages = pages_of(place.home / "发布" / "证书（样稿）.pdf")
    assert [("证书编号：样稿" in page, "用语暂定" in page, "盖章处45毫米" in page) for page in pages] == [
        (True,) * 3
    ] * 5
    assert register(place) == []


def test_names_that_nobody_confirmed_get_no_final_certificate(tmp_path: Path) -> None:
    place = publishing_season(tmp_path)
    assert publish(place)[0].startswith("已写出 发布/证书（样稿）.pdf")
    finalise(place)
    confirm_names(place, but=("班0003",))
    refused: list[QtdocsError] = []
    said = list(published(place, ["证书"], refused, today=DAY, dry_run=False, draft=False, as_json=False))
    assert "名称没有确认：班0003" in said[0]
    assert (len(refused), register(place)) == (1, [])


def test_certificates_are_written_apart_by_team_and_by_nominator(place: pipeline.Workspace) -> None:
    publish(place, split="team")
    folder = place.home / "发布" / "证书"
    assert [path.name[:15] for path in sorted(folder.iterdir())] == NUMBERS
    assert [len(pages_of(path)) for path in folder.iterdir()] == [1] * 5
    publish(place, split="nominator")
    assert sum(len(pages_of(path)) for path in folder.iterdir()) == 5
    assert [path.name for path in folder.iterdir() if path.name.startswith("CACEM")] == []


def test_certificate_that_was_lost_keeps_its_number_and_bears_a_mark(place: pipeline.Workspace) -> None:
    publish(place)
    said = list(reissued(place, NUMBERS[1], because="遗失", renumber=False, who=WHO, today=DAY))
    assert said == [
        f"已记下：{NUMBERS[1]} 补发第 1 次（{WHO}），编号不变，证书上印着“补发”。",
        f"已写出 发布/补发/证书_{NUMBERS[1]}.pdf。",
    ]
    (page,) = pages_of(place.home / "发布" / "补发" / f"证书_{NUMBERS[1]}.pdf")
    assert f"证书编号：{NUMBERS[1]}（补发）" in page
    list(reissued(place, NUMBERS[1], because="又遗失", renumber=False, who=WHO, today=DAY))
    (page,) = pages_of(place.home / "发布" / "补发" / f"证书_{NUMBERS[1]}.pdf")
    assert f"证书编号：{NUMBERS[1]}（第2次补发）" in page
    assert [(each.number, each.state, each.copies) for each in register(place)][1] == (NUMBERS[1], "补发", 3)


def test_certificate_that_is_renumbered_ends_and_a_new_one_holds(place: pipeline.Workspace) -> None:
    publish(place)
    list(reissued(place, NUMBERS[0], because="印错", renumber=True, who=WHO, today=DAY))
    told = {each.number: (each.state, each.replaced_by, each.because) for each in register(place)}
    assert told[NUMBERS[0]] == ("换号", "CACEM-2026-0006", "印错")
    assert told["CACEM-2026-0006"] == ("发放", "", "印错")
    publish(place)
    assert "证书编号：CACEM-2026-0006" in pages_of(place.home / "发布" / "证书.pdf")[0]
    with pytest.raises(UsageError, match=r"换成了 CACEM-2026-0006"):
        list(reissued(place, NUMBERS[0], because="印错", renumber=True, who=WHO, today=DAY))


def test_names_that_changed_after_a_certificate_was_issued_are_not_printed_in_silence(
    place: pipeline.Workspace,
) -> None:
    publish(place)
    rename(place, "班0002", "从前的名称有限公司")
    told = publish(place)
    assert told[0].startswith("没有写证书：有 1 张证书发出以后，台账里改了：") and "从前的名称有限公司" in told[0]
    (number,) = (each.number for each in register(place) if each.entry == "班0002")
    with pytest.raises(UsageError, match="编号不变的补发只能照原样"):
        list(reissued(place, number, because="更名", renumber=False, who=WHO, today=DAY))
    list(reissued(place, number, because="更名", renumber=True, who=WHO, today=DAY))
    assert publish(place)[0] == "已写出 发布/证书.pdf，5 张。"


def test_revoked_certificate_stands_in_no_later_paper_and_its_number_never_comes_again(
    place: pipeline.Workspace,
) -> None:
    publish(place)
    (gone,) = (each for each in register(place) if each.number == NUMBERS[2])
    list(revoked(place, NUMBERS[2], decision="某质协〔2026〕9号", who=WHO))
    with place.ledger() as ledger:
        assert gone.entry not in [each.entry for each in desk_in(place, ledger).honours.teams]
    assert "名单与第 1 版结果公示的不一致" in publish(place)[0]
    list(issued(place, "", day=None, because="某质协〔2026〕9号撤销", who=WHO, today=DAY))
    assert publish(place)[0] == "已写出 发布/证书.pdf，4 张。"
    assert [page for page in pages_of(place.home / "发布" / "证书.pdf") if NUMBERS[2] in page] == []
    with pytest.raises(UsageError, match="已经撤销过了：某质协〔2026〕9号"):
        list(revoked(place, NUMBERS[2], decision="又一次", who=WHO))
    with pytest.raises(UsageError, match="加 --renumber 另发新号"):
        list(reissued(place, NUMBERS[2], because="记错", renumber=False, who=WHO, today=DAY))


@pytest.mark.parametrize("number", ["CACEM-2026-0099", "0001", ""])
def test_number_that_was_never_given_is_said_to_be_none(number: str, place: pipeline.Workspace) -> None:
    publish(place)
    with pytest.raises(UsageError, match="没有编号为"):
        list(revoked(place, number, decision="决定", who=WHO))


def test_codes_are_printed_where_the_association_makes_them(
    place: pipeline.Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QTDOCS_HOME", str(tmp_path / "home"))
    list(key_made(place, folder=None, passphrase="", who=WHO, today=DAY))
    assert [line for line in publish(place) if "没有防伪校验码" in line] == []
    assert [len(each.code) for each in register(place)] == [103] * 5
    pages = pages_of(place.home / "发布" / "证书.pdf")
    assert ["防伪校验码" in page and "扫码或按编号核对" in page for page in pages] == [True] * 5


def test_register_is_listed_as_text_and_as_json(place: pipeline.Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    publish(place)
    main(["certificates", "reissue", NUMBERS[0], "--because", "遗失", "--by", WHO, "-w", str(place.home)])
    main(["certificates", "list", "--json", "-w", str(place.home)])
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert [(each["number"], each["state"]) for each in told][:2] == [(NUMBERS[0], "补发"), (NUMBERS[1], "发放")]
    (first, *_) = certificates_listed(place, as_json=False)
    assert first.startswith(f"{NUMBERS[0]}　补发　班0001") and first.endswith(f"（印过 2 次，遗失，{WHO}）")
