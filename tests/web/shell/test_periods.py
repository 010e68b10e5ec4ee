import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from goldthread.web.shell import periods

PERIODS = st.builds(
    lambda year, part: f"{year}{part}",
    st.integers(1950, 2090),
    st.sampled_from(["", "-H1", "-H2", "-Q1", "-Q4", "-01", "-12"]),
)


@pytest.mark.parametrize(
    "text", ["2019-H3", "2019-13", "2019-00", "19", "2019-h1", "2019-H1 ", "二〇一九", ""]
)
def test_check_says_which_forms_there_are(text: str) -> None:
    with pytest.raises(ValueError, match="A period is a year"):
        periods.check(text)


@pytest.mark.parametrize(
    ("period", "steps", "shifted"),
    [
        ("2019-H1", -1, "2018-H2"),
        ("2019-H2", 1, "2020-H1"),
        ("2019-01", -1, "2018-12"),
        ("2019-Q1", -2, "2018-Q3"),
        ("2019", 1, "2020"),
    ],
)
def test_shift(period: str, steps: int, shifted: str) -> None:
    assert periods.shift(period, steps) == shifted


@given(PERIODS, st.integers(-60, 60))
def test_shift_there_and_back(period: str, steps: int) -> None:
    assert periods.shift(periods.shift(period, steps), -steps) == period


@given(PERIODS)
def test_year_earlier_is_as_many_steps_as_the_year_has(period: str) -> None:
    _year, size, _number = periods.split(period)
    assert periods.year_earlier(period) == periods.shift(period, -12 // periods.MONTHS_IN[size])


@given(PERIODS)
def test_every_month_of_a_period_is_held_by_it(period: str) -> None:
    size = periods.split(period)[1]
    assert {periods.holding(month, size) for month in periods.months(period)} == {period}


@pytest.mark.parametrize(
    ("period", "english", "chinese"),
    [
        ("2019", "2019", "2019年"),
        ("2019-H1", "first half of 2019", "2019年上半年"),
        ("2019-Q3", "third quarter of 2019", "2019年第三季度"),
        ("2019-07", "July 2019", "2019年7月"),
    ],
)
def test_title_in_both_languages(period: str, english: str, chinese: str) -> None:
    with translation.override("en"):
        assert periods.title(period, "en") == english
    with translation.override("zh-hans"):
        assert periods.title(period, "zh") == chinese
