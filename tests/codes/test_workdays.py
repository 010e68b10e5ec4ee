"""Working days, counted by hand on the notices of the State Council's General Office.

2018: 国办发明电〔2017〕12号.
2019: 国办发明电〔2018〕15号, with Labour Day as changed on 22 March 2019.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.codes.errors import CodeError
from goldthread.codes.workdays import (
    Basis,
    OwnDays,
    WorkCalendar,
    add_working_days,
    basis,
    is_working_day,
    read_own,
    working_days_between,
)

# What the notices say: spans of days off, weekend days worked to make up for them.
NOTICES = {
    2018: (
        [
            "01-01/01-01",
            "02-15/02-21",
            "04-05/04-07",
            "04-29/05-01",
            "06-18/06-18",
            "09-24/09-24",
            "10-01/10-07",
            "12-30/12-31",
        ],
        ["02-11", "02-24", "04-08", "04-28", "09-29", "09-30", "12-29"],
    ),
    2019: (
        [
            "01-01/01-01",
            "02-04/02-10",
            "04-05/04-05",
            "05-01/05-04",
            "06-07/06-07",
            "09-13/09-13",
            "10-01/10-07",
        ],
        ["02-02", "02-03", "04-28", "05-05", "09-29", "10-12"],
    ),
    2017: (
        [
            "01-01/01-02",
            "01-27/02-02",
            "04-02/04-04",
            "05-01/05-01",
            "05-28/05-30",
            "10-01/10-08",
            "12-30/12-31",
        ],
        ["01-22", "02-04", "04-01", "05-27", "09-30"],
    ),
    # With the Spring Festival prolonged to 2 February.
    2020: (
        ["01-01/01-01", "01-24/02-02", "04-04/04-06", "05-01/05-05", "06-25/06-27", "10-01/10-08"],
        ["01-19", "04-26", "05-09", "06-28", "09-27", "10-10"],
    ),
}


def by_notice(year: int) -> set[date]:
    """Every working day of the year as the notice makes it."""
    spans, made_up = NOTICES[year]
    days = {date(year, 1, 1) + timedelta(i) for i in range(366)}
    worked = {day for day in days if day.year == year and day.weekday() < 5}
    for span in spans:
        first, last = (date.fromisoformat(f"{year}-{end}") for end in span.split("/"))
        worked -= {day for day in days if first <= day <= last}
    return worked | {date.fromisoformat(f"{year}-{day}") for day in made_up}


@pytest.mark.parametrize("year", NOTICES)
def test_china_works_as_the_notice_of_the_year_says(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(i) for i in range(365)]
    assert {day for day in days if is_working_day(day, "CN")} == by_notice(year) & set(days)


def test_every_announced_year_moves_days() -> None:
    for year in range(2001, 2027):
        days = (date(year, 1, 1) + timedelta(i) for i in range(365))
        moved = [day for day in days if day.weekday() > 4 and is_working_day(day, "CN")]
        assert (year, bool(moved)) == (year, True)


def test_labour_day_and_national_day_of_2019() -> None:
    off = ["2019-05-01", "2019-05-02", "2019-05-03", "2019-05-04", "2019-10-04", "2019-10-07"]
    worked = ["2019-04-28", "2019-05-05", "2019-09-29", "2019-10-12", "2019-10-08"]
    assert [is_working_day(date.fromisoformat(day), "CN") for day in off] == [False] * 6
    assert [is_working_day(date.fromisoformat(day), "CN") for day in worked] == [True] * 5


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2019-04-25", 1, "2019-04-26"),
        ("2019-04-25", 2, "2019-04-28"),  # a Sunday, worked
        ("2019-04-30", 1, "2019-05-05"),  # a Sunday, worked
        ("2019-04-25", 6, "2019-05-06"),
        ("2019-09-30", 5, "2019-10-12"),  # 8, 9, 10, 11, Saturday 12
        ("2019-10-08", -1, "2019-09-30"),
        ("2019-10-08", -2, "2019-09-29"),  # a Sunday, worked
        ("2019-02-01", 3, "2019-02-11"),  # 2 and 3 worked, then the Spring Festival
        ("2018-12-28", 1, "2018-12-29"),
        ("2018-12-29", 1, "2019-01-02"),
        ("2019-05-02", 0, "2019-05-02"),
    ],
)
def test_adding_working_days_in_china(start: str, n: int, end: str) -> None:
    assert add_working_days(date.fromisoformat(start), n, "CN") == date.fromisoformat(end)


def test_250_working_days_in_2018_and_in_2019() -> None:
    """365 days, 104 of weekends, 11 statutory holidays."""
    ends = [date(2017, 12, 31), date(2018, 12, 31), date(2019, 12, 31)]
    assert working_days_between(ends[0], ends[1], "CN") == 250
    assert working_days_between(ends[1], ends[2], "CN") == 250
    assert working_days_between(ends[2], ends[1], "CN") == -250


def test_chile_and_the_united_states() -> None:
    # Fiestas Patrias of 2019: 18 to 20 September, the 20th by law 21.155's calendar.
    assert add_working_days(date(2019, 9, 17), 1, "CL") == date(2019, 9, 23)
    assert not is_working_day(date(2019, 7, 16), "CL")
    assert add_working_days(date(2019, 7, 3), 1, "US") == date(2019, 7, 5)
    assert not is_working_day(date(2019, 10, 14), "US")
    # New Year's Day 2022 is a Saturday: observed on the Friday before (OPM).
    assert not is_working_day(date(2021, 12, 31), "US")


def test_what_is_not_known_is_monday_to_friday_and_says_so() -> None:
    week = [date(2019, 4, 29) + timedelta(i) for i in range(7)]
    assert [is_working_day(day, "XX") for day in week] == [True] * 5 + [False] * 2
    assert [is_working_day(day, "") for day in week] == [True] * 5 + [False] * 2
    asked = [("CN", 2019), ("CN", 2027), ("CN", 1900), ("US", 2027), ("XX", 2019), ("", 2019)]
    assert [basis(*each).value for each in asked] == [
        *("official", "forecast", "monday_to_friday"),
        *("official", "monday_to_friday", "monday_to_friday"),
    ]
    assert Basis.FORECAST.sentence("CN", 2027) == {
        "en": "The holiday arrangement of CN for 2027 is not known; its statutory holidays are "
        "taken, without days moved.",
        "zh": "CN2027年的放假调休安排未知，仅按法定节假日计算，未计调休。",
    }


def test_a_forecast_keeps_the_statutory_days() -> None:
    assert not is_working_day(date(2027, 10, 1), "CN")
    assert not is_working_day(date(2027, 10, 2), "CN")


def test_an_office_adds_its_own_days(tmp_path: Path) -> None:
    path = tmp_path / "days.yaml"
    path.write_text(
        "source: Notice 12 of the office\nclosed: [2019-07-01]\nworked:\n  - 2019-07-06\n", "utf-8"
    )
    own = read_own(path)
    assert own == OwnDays(frozenset({date(2019, 7, 1)}), frozenset({date(2019, 7, 6)}))
    calendar = WorkCalendar("CN", own)
    assert calendar.add_working_days(date(2019, 6, 30), 1) == date(2019, 7, 2)
    assert calendar.working_days_between(date(2019, 7, 5), date(2019, 7, 7)) == 1
    assert calendar.next_working_day(date(2019, 7, 7)) == date(2019, 7, 8)
    assert calendar.next_working_day(date(2019, 7, 6)) == date(2019, 7, 6)
    assert calendar.basis(2019) is Basis.OFFICIAL


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("closed: [2019-07-01]\n", "lacks `source`"),
        ("source: x\nclosed: 2019-07-01\n", "`closed` must be a list of days such as 2019-07-01."),
        ("source: x\nworked: [tomorrow]\n", "`worked` must be a list of days"),
        ("source: x\nclosed: [2019-07-01 10:00:00]\n", "`closed` must be a list of days"),
        ("source: x\nclosed: [2019-02-30]\n", "cannot be read as a list of days"),
        ("source: x\nclosed: [2019-07-01]\nworked: [2019-07-01]\n", "both as closed and as worked"),
        (
            "source: x\nholidays: []\n",
            "must hold `source`, `closed` and `worked`, and nothing else.",
        ),
        ("- 2019-07-01\n", "must hold `source`"),
        ("closed: [\n", "cannot be read as a list of days"),
    ],
)
def test_a_bad_file_of_own_days_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "days.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(CodeError, match=r"days\.yaml") as refused:
        read_own(path)
    assert told in str(refused.value)


def test_an_absent_file_and_a_number_beyond_reason_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CodeError, match="cannot be read"):
        read_own(tmp_path / "none.yaml")
    with pytest.raises(CodeError, match="too many to count"):
        add_working_days(date(2019, 1, 1), 10**9, "CN")


DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))


@given(day=DAYS, n=st.integers(-60, 60), country=st.sampled_from(["CN", "CL", "US", "XX"]))
def test_adding_and_counting_are_each_others_reverse(day: date, n: int, country: str) -> None:
    end = add_working_days(day, n, country)
    calendar = WorkCalendar(country)
    assert n == 0 or calendar.is_working_day(end)
    if n >= 0:
        assert calendar.working_days_between(day, end) == n
    else:
        # Counted back, the first day is not counted but the last is.
        assert calendar.working_days_between(end - timedelta(1), day - timedelta(1)) == -n
