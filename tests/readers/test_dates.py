"""Days in the forms that offices write; expected days from the calendars themselves."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.readers.table.cells import Flaw, Unfit
from goldthread.readers.table.dates import FORMS, Days, frequency, from_serial, period, zone_named

DAY = date(2019, 7, 1)


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("iso", "2019-07-01", DAY),
        ("iso", "2019-07-01T23:59:59", DAY),
        ("iso", "2019-07-01 23:59:59.123456+08:00", DAY),
        ("iso", "2019-07-01T00:00:00Z", DAY),
        ("d/m/y", "1/7/2019", DAY),
        ("d/m/y", "01.07.2019", DAY),
        ("d/m/y", "01-07-2019 10:54", DAY),
        ("d/m/y", "1 7 2019", DAY),
        ("m/d/y", "7/1/2019", DAY),
        ("y/m/d", "2019/7/1", DAY),
        ("y/m/d", "2019.07.01", DAY),
        ("d/m/yy", "1/7/19", DAY),
        ("d/m/yy", "1/7/70", date(1970, 7, 1)),
        ("m/d/yy", "7/1/69", date(2069, 7, 1)),
        ("yyyymmdd", "20190701", DAY),
        ("excel", "43647", DAY),
        ("excel", "43647.75", DAY),
        ("month name", "1 July 2019", DAY),
        ("month name", "1st Jul. 2019", DAY),
        ("month name", "July 1, 2019", DAY),
        ("month name", "01-JUL-2019", DAY),
        ("month name", "1 de julio de 2019", DAY),
        ("month name", "3 de setiembre del 2018", date(2018, 9, 3)),
        ("chinese", "2019年7月1日", DAY),
        ("chinese", "2019 年 07 月 01 日", DAY),
        ("chinese", "２０１９年７月１日", DAY),
        ("chinese", "二〇一九年七月一日", DAY),
        ("chinese", "二零一九年十二月三十一日", date(2019, 12, 31)),
        ("roc", "民國108年7月1日", DAY),
        ("roc", "中華民國一百零八年七月一日", DAY),
        ("roc", "中華民國元年1月1日", date(1912, 1, 1)),
        ("roc", "108/7/1", DAY),
        ("roc", "108.07.01", DAY),
        ("roc", "1080701", DAY),
        ("roc", "99年12月31日", date(2010, 12, 31)),
        ("japanese", "令和元年7月1日", DAY),
        ("japanese", "令和1年7月1日", DAY),
        ("japanese", "平成31年4月30日", date(2019, 4, 30)),
        ("japanese", "H31.4.30", date(2019, 4, 30)),
        ("japanese", "R1.7.1", DAY),
        ("japanese", "昭和64年1月7日", date(1989, 1, 7)),
        ("japanese", "S60/4/1", date(1985, 4, 1)),
        ("japanese", "大正15年12月25日", date(1926, 12, 25)),
        ("japanese", "明治45年7月30日", date(1912, 7, 30)),
    ],
)
def test_day_in_its_form(form: str, text: str, expected: date) -> None:
    assert Days((form,))(text) == expected


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("iso", "2019-02-31"),
        ("iso", "1/7/2019"),
        ("iso", "2019-07-01 and more"),
        ("d/m/y", "31/02/2019"),
        ("d/m/y", "7/13/2019"),
        ("m/d/y", "13/7/2019"),
        ("yyyymmdd", "2019070"),
        ("yyyymmdd", "201907011"),
        ("yyyymmdd", "20190231"),
        ("excel", "60"),
        ("excel", "0"),
        ("excel", "2958466"),
        ("month name", "1 Foo 2019"),
        ("roc", "民國108年13月1日"),
        ("japanese", "慶応3年1月1日"),
        ("chinese", "2019年7月"),
        ("iso", "9" * 10_001),
    ],
)
def test_day_that_is_none(form: str, text: str) -> None:
    found = Days((form,))(text)
    assert isinstance(found, Unfit)
    assert found.reason == "bad-date"
    assert len(found.detail) < 300


def test_real_dates_pass_under_any_form() -> None:
    assert [Days((form,))(datetime(2019, 7, 1, 23, 59)) for form in FORMS] == [DAY] * len(FORMS)
    assert Days(("roc",))(DAY) == DAY


def test_serial_numbers_around_the_day_that_never_was() -> None:
    # As Excel shows them: 1, 59, 61 and the last day it knows.
    shown = [from_serial(n) for n in (1, 59, 61, 2_958_465)]
    expected = [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(9999, 12, 31)]
    assert shown == expected


def test_forms_are_tried_in_their_order() -> None:
    assert Days(("d/m/y", "m/d/y"))("1/7/2019") == DAY
    assert Days(("m/d/y", "d/m/y"))("1/7/2019") == date(2019, 1, 7)
    assert Days(("m/d/y", "iso"))("2019-07-01") == DAY


def test_day_inside_a_sentence() -> None:
    text = "于2019年7月1日授权，2019年8月2日公告"
    assert Days(("chinese",), "first")(text) == DAY
    assert Days(("chinese",), "last")(text) == date(2019, 8, 2)
    assert Days(("chinese",), "only")("于2019年7月1日授权（2019年7月1日）") == DAY
    assert isinstance(Days(("chinese",), "only")(text), Unfit)
    assert isinstance(Days(("chinese",), "only")("无"), Unfit)
    assert Days(("iso",), "only")("No. 12019-07-01") != DAY


def test_zone_moves_the_day() -> None:
    there = Days(("iso",), zone=zone_named("+08:00"))
    assert there("2019-06-30T20:00:00Z") == DAY
    assert there("2019-06-30T20:00:00-03:00") == DAY
    assert there("2019-07-01 00:30") == DAY
    assert Days(("iso",), zone=zone_named("America/Santiago"))("2019-07-02T03:00:00Z") == DAY
    assert Days(("iso",), zone=zone_named("-0300"))("2019-07-02T02:59Z") == DAY
    with pytest.raises(ValueError, match=r"neither an offset"):
        zone_named("Middle/Earth")


def test_flaw_stays_a_flaw() -> None:
    assert Days()(Flaw("nul", "a NUL.")) == Unfit("nul", "a NUL.")


@given(st.dates(min_value=date(1912, 1, 1), max_value=date(9000, 12, 31)))
def test_any_day_is_read_back_from_every_form(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    serial = (day - date(1899, 12, 30)).days
    texts = {
        "iso": day.isoformat(),
        "d/m/y": f"{d}/{m}/{y}",
        "m/d/y": f"{m}-{d}-{y}",
        "y/m/d": f"{y}.{m}.{d}",
        "yyyymmdd": f"{y:04d}{m:02d}{d:02d}",
        "chinese": f"{y}年{m}月{d}日",
        "roc": f"民國{y - 1911}年{m}月{d}日",
        "excel": str(serial),
    }
    assert {form: Days((form,))(text) for form, text in texts.items()} == dict.fromkeys(texts, day)


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_unfit(text: str) -> None:
    for inside in ("no", "only"):
        assert isinstance(Days(FORMS, inside)(text), (date, Unfit))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019", "2019"),
        (2019.0, "2019"),
        ("2019-07", "2019-07"),
        ("2019/7", "2019-07"),
        ("201907", "2019-07"),
        ("2019M7", "2019-07"),
        ("2019-H1", "2019-H1"),
        ("2019S2", "2019-H2"),
        ("2019 Q3", "2019-Q3"),
        ("2019年", "2019"),
        ("2019年7月", "2019-07"),
        (DAY, "2019-07"),
    ],
)
def test_period_in_its_forms(value: object, expected: str) -> None:
    assert period(value) == expected


@pytest.mark.parametrize("value", ["19", "2019-13", "2019-00", "2019-H3", "2019-07-01", "x" * 999])
def test_period_that_is_none(value: str) -> None:
    assert isinstance(period(value), Unfit)


def test_frequency_of_a_period() -> None:
    assert [frequency(p) for p in ("2019", "2019-H1", "2019-Q3", "2019-07")] == ["A", "S", "Q", "M"]
