"""Names in order: known answers by pinyin and by strokes, and what the tables promise."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from qtdocs.editions.publishing import PublishingRules
from qtdocs.publishing.order import PINYIN, PROGRAMME, STROKE, keys_of, pinyin_key, stroke_key
from qtdocs.publishing.readings import DATA, syllables


@pytest.mark.parametrize(
    ("surname", "reading"),
    [
        ("单", "shan4"), ("仇", "qiu2"), ("曾", "zeng1"), ("区", "ou1"), ("解", "xie4"), ("任", "ren2"), ("华", "hua4"),
        ("查", "zha1"), ("盖", "ge3"), ("朴", "piao2"), ("缪", "miao4"), ("覃", "qin2"), ("牟", "mu4"),
    ],
)  # fmt: skip
def test_surnames_of_people_are_read_as_surnames(surname: str, reading: str) -> None:
    assert syllables(f"{surname}小明", person=True) == (reading, "xiao3", "ming2")


def test_surnames_of_two_characters_are_read_whole() -> None:
    assert syllables("尉迟恭", person=True) == ("yu4", "chi2", "gong1")
    assert syllables("万俟卨", person=True)[:2] == ("mo4", "qi2")


def test_the_same_characters_elsewhere_are_no_surnames() -> None:
    assert syllables("单元区") == ("dan1", "yuan2", "qu1")
    assert syllables("小单", person=True) == ("xiao3", "dan1")


@pytest.mark.parametrize(
    ("place", "reading"),
    [
        ("重庆", ("chong2", "qing4")), ("长春", ("chang2", "chun1")), ("厦门", ("xia4", "men2")),
        ("六安", ("lu4", "an1")), ("台州", ("tai1", "zhou1")), ("银行", ("yin2", "hang2")),
        ("重点", ("zhong4", "dian3")), ("绿化", ("lv4", "hua4")),
    ],
)  # fmt: skip
def test_words_are_read_as_words(place: str, reading: tuple[str, str]) -> None:
    assert syllables(place) == reading


def test_a_programmes_own_readings_go_before_the_tables() -> None:
    assert syllables("乐清", own={"乐清": "le4 qing1"}) == ("le4", "qing1")
    assert syllables("乐清") == ("yue4", "qing1")


def test_places_by_pinyin_are_not_in_the_order_of_their_codes() -> None:
    places = ["重庆", "长春", "厦门", "北京", "安徽", "浙江", "陕西", "山西"]
    assert sorted(places, key=pinyin_key) == ["安徽", "北京", "长春", "重庆", "山西", "陕西", "厦门", "浙江"]
    assert sorted(places, key=pinyin_key) != sorted(places, key=lambda each: each.encode("gb18030"))


def test_u_with_dots_stands_behind_u() -> None:
    assert sorted(["略", "栾", "吕", "卢", "罗"], key=pinyin_key) == ["卢", "吕", "栾", "略", "罗"]


def test_numbers_before_letters_before_chinese_and_2_before_10() -> None:
    names = ["测量班", "B班", "10班", "2班", "a班"]
    assert sorted(names, key=pinyin_key) == ["2班", "10班", "a班", "B班", "测量班"]
    assert sorted(names, key=stroke_key) == ["2班", "10班", "a班", "B班", "测量班"]


def test_quotes_and_spaces_do_not_count() -> None:
    assert pinyin_key("“鲁班” 木工班") == pinyin_key("鲁班木工班")


def test_a_team_named_after_its_leader_is_read_as_a_name() -> None:
    assert pinyin_key("单国强班组", person="单国强")[0][1] == "shan"
    assert pinyin_key("单元班组", person="单国强")[0][1] == "dan"


def test_surnames_by_strokes() -> None:
    assert sorted("李长任华王区仇丁张", key=stroke_key) == list("丁王区长仇任华李张")
    assert sorted(["王伟", "王一", "丁力", "王"], key=stroke_key) == ["丁力", "王", "王一", "王伟"]


@pytest.mark.parametrize(
    ("character", "count"), [("一", 1), ("丁", 2), ("王", 4), ("张", 7), ("鼎", 12), ("㛃", 9), ("𬭎", 12)]
)
def test_strokes_are_counted(character: str, count: int) -> None:
    assert stroke_key(character)[0][3] == count


def test_unknown_characters_stand_behind_all_others_and_never_fail() -> None:
    names = ["\ue000班", "龘班", "一班", "𪚥班"]
    assert sorted(names, key=stroke_key)[-2:] == ["\ue000班", "𪚥班"]
    assert sorted(names, key=pinyin_key)[0] == "龘班"


def test_tables_know_every_common_character() -> None:
    common = "".join(
        chr(code) for code in range(0x4E00, 0x9FA6) if chr(code).encode("gb2312", "ignore")
    )  # the 6,763 of GB 2312
    assert len(common) == 6763
    assert [each for each in common if not syllables(each)[0] or stroke_key(each)[0][3] == 999] == []


def test_each_table_says_where_it_comes_from() -> None:
    heads = [(DATA / name).read_text(encoding="utf-8").splitlines()[0] for name in ("pinyin.txt", "strokes.txt")]
    assert all(head.startswith("# Unicode Character Database, Unihan 15.0") for head in heads)


def test_rules_choose_their_keys() -> None:
    assert (keys_of(PINYIN), keys_of(PROGRAMME), keys_of(STROKE)) == (pinyin_key, pinyin_key, stroke_key)


@pytest.mark.parametrize("reading", ["yue4", "yue qing", "yue4 qing1 shi4", "YUE4 QING1"])
def test_a_reading_needs_a_syllable_and_a_tone_for_each_character(reading: str) -> None:
    with pytest.raises(ValidationError, match="每个字写一个音节和声调"):
        PublishingRules(readings={"乐清": reading})
