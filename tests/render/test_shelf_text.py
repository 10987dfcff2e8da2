"""What `forms show` says of a programme."""

from qtdocs.editions import shelf
from qtdocs.render.shelf_text import form_text, programme_text


def lines(programme: str, beginning: str) -> list[str]:
    text = programme_text(shelf.load_programme(programme))
    return [line for line in text.splitlines() if line.startswith(beginning)]


def test_award_is_told_with_its_article() -> None:
    assert lines("市政", "奖励") == ["奖励：授予 2021年度“全国市政工程质量信得过班组”荣誉（荣誉；管理办法第二十一条）"]
    assert lines("广东", "奖励") == ["奖励：授予 ××××年度“广东省市政工程质量信得过班组”荣誉（荣誉；第二十条）"]


def test_tiers_are_told_with_what_the_notice_leaves_open() -> None:
    assert lines("中施企协", "等级：") == ["等级：卓越级（不超过 10%）、示范级（不超过 40%）、改进级（不低于 50%）"]
    assert len(lines("中施企协", "等级未写明")) == 4
    assert lines("中施企协", "未参加发布") == ["未参加发布：视同放弃（第十条（二）：没有参与发布的班组，视同放弃）"]


def test_way_and_sanctions_are_told() -> None:
    assert lines("浙江", "  推荐：") == ["  推荐：推荐单位，按活动准则评分，择优向省协会推荐（通知三（二））"]
    assert lines("浙江", "纪律")[0].startswith("纪律：抄袭或剽窃他人成果的，取消该企业的参赛资格")


def test_association_and_way_of_sending_are_told() -> None:
    assert lines("中施企协", "主办") == ["主办：中国施工企业管理协会（中施企协，CACEM）"]
    assert lines("中施企协", "报送") == [
        "报送：由推荐单位报送（第八条（二）：推荐单位向中施企协择优推荐；电子版上传，方式未写）"
    ]
    assert lines("中施企协", "等级由") == ["等级由中施企协秘书处决定（第十条（一））"]


def test_postmark_is_told_where_it_counts() -> None:
    told = [line for name in ("中质协", "浙江", "市政") for line in lines(name, "日期：") if "以寄出为准" in line]
    assert [line.split("（")[1] for line in told] == ["以寄出为准；附件2注2②）"]


def test_statistics_tell_their_period_and_that_the_original_is_wanted() -> None:
    caq = shelf.load_programme("中质协")
    form = caq.form("statistics")
    assert form is not None
    assert form_text(caq, form).splitlines()[2:4] == ["填报期间：2019年6月至2020年6月", "要交原件。"]
