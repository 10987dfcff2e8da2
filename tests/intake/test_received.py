"""When a mail arrived: which header tells, which zone holds, and that the machine's own zone has no say."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from qtdocs.intake.received import Arrived, arrived, moment, without_comments

RECEIVED = "from mail.example.com (unknown [192.0.2.1]) by mx.example.org with SMTP id a;{}"


@pytest.fixture(params=["UTC", "Asia/Shanghai", "America/New_York"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


TOLD = [
    "Mon, 27 Apr 2026 23:59:00 +0800",
    "Mon, 27 Apr 2026 23:59:00 +0800 (CST)",
    "Mon, 27 Apr 2026 23:59:00 +08:00",
    "27 Apr 2026 23:59 +0800",
    "Mon, 27 Apr 26 15:59:00 GMT",
    "Mon, 27 Apr 2026 15:59:00 UT",
    "Mon, 27 Apr 2026 15:59:00 Z",
    "Mon, 27 Apr 2026 15:59:00 +0000",
    "Mon, 27 Apr 2026 10:59:00 EST",
    "Mon, 27 Apr 2026 11:59:00 EDT",
    "Mon, 27 Apr 2026 08:59:00 -0700 (PDT)",
    "Monday, 27-Apr-26 15:59:00 GMT",
    "27 April 2026 11:59:00 pm GMT+8",
    "Mon Apr 27 2026 23:59:00 GMT+0800 (中国标准时间)",
    "Mon Apr 27 15:59:00 2026 +0000",
    "2026-04-27T15:59:00Z",
    "2026-04-27 23:59:00.123+08:00",
    "2026年4月27日 23:59 +0800",
    "28 Apr 2026 00:59:00 +0900",
]
ASSUMED = [
    "Mon, 27 Apr 2026 23:59:00 CST",
    "Mon, 27 Apr 2026 23:59:00 (CST)",
    "Mon, 27 Apr 2026 23:59:00",
    "Mon, 27 Apr 2026 23:59:00 -0000",
    "Mon, 27 Apr 2026 23:59:00 XYZ",
    "Mon, 27 Apr 2026 23:59:00 A",
    "Mon, 27 Apr 2026 23:59:00 +9900",
    "Mon Apr 27 23:59:00 2026",
    "2026-04-27 23:59",
    "2026/4/27 23:59:00",
    "2026年4月27日 23:59",
    "2026年04月27日（星期一）下午11:59",
    "2026年4月27日 星期一 晚上11点59分",
    "２０２６年４月２７日　２３：５９",
]
NONE = [
    "",
    "Mon, 31 Feb 2026 23:59:00 +0800",
    "Mon, 27 Apr 1970 23:59:00 +0800",
    "Mon, 27 Apr 9999 23:59:00 +0800",
    "Mon, 27 Apr 2026 24:00:00 +0800",
    "Mon, 27 Apr 2026 23:61:00 +0800",
    "Mon, 27 Apr 2026",
    "4/5/2026 23:59",
    "27 Foo 2026 23:59:00 +0800",
    "2026年4月27日",
    "2026年4月27日 晚上12:00",
    "昨天 23:59",
    "2026年4月27日 11:59 PM",
    "1777305540",
    "(" * 8000,
    "Mon, " * 2000,
    "9" * 8000,
]


@pytest.mark.parametrize("text", TOLD)
def test_zone_that_is_told_holds(zone: str, text: str) -> None:
    told = moment(text)
    assert told is not None
    assert (told[0].replace(microsecond=0).isoformat(), told[1]) == ("2026-04-27T23:59:00+08:00", False)


@pytest.mark.parametrize("text", ASSUMED)
def test_zone_that_tells_nothing_is_read_as_beijing(zone: str, text: str) -> None:
    told = moment(text)
    assert told is not None
    assert (told[0].isoformat(), told[1]) == ("2026-04-27T23:59:00+08:00", True)


@pytest.mark.parametrize("text", NONE, ids=lambda text: text[:30])
def test_what_is_no_moment_is_none(zone: str, text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026年4月27日 中午12:05", 12),
        ("2026年4月27日 凌晨12:05", 0),
        ("2026年4月27日 上午9:05", 9),
        ("2026年4月27日 下午1:05", 13),
        ("2026年4月27日 下午13:05", 13),
        ("2026年4月27日 中午1:05", 13),
        ("27 Apr 2026 12:05 am +0800", 0),
        ("27 Apr 2026 12:05 PM +0800", 12),
    ],
)
def test_half_of_the_day_is_heeded(text: str, hour: int) -> None:
    told = moment(text)
    assert told is not None
    assert (told[0].hour, told[0].minute) == (hour, 5)


def test_leap_second_is_no_mistake() -> None:
    told = moment("Wed, 31 Dec 2025 23:59:60 +0800")
    assert told is not None
    assert told[0].isoformat() == "2025-12-31T23:59:59+08:00"


def said(told: Arrived) -> tuple[str, str, bool]:
    return (told.at.isoformat() if told.at else "", told.clock, told.zone_assumed)


def test_received_holds_before_date() -> None:
    told = arrived(RECEIVED.format(" Tue, 28 Apr 2026 00:10:00 +0800 (CST)"), "Mon, 27 Apr 2026 23:00:00 +0800")
    assert said(told) == ("2026-04-28T00:10:00+08:00", "received", False)


def test_date_holds_where_received_has_none() -> None:
    told = arrived("from a.example.com by b.example.com", "Mon, 27 Apr 2026 23:00:00 CST")
    assert said(told) == ("2026-04-27T23:00:00+08:00", "date", True)
    assert said(arrived("", "")) == ("", "", False)
    assert said(arrived(RECEIVED.format(" gestern"), "gestern")) == ("", "", False)


def test_comments_go_whatever_their_brackets() -> None:
    assert without_comments("a (b (c) d) e") == "a  e"
    assert without_comments("a ((((") == "a "
    assert without_comments("a ) b") == "a  b"
    assert without_comments('"a (b" c') == '"a (b" c'
