from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from goldthread.web.shell import numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234567, "1,234,567"),
        (-1234, "\u22121,234"),
        (12.5, "12.50"),
        (352.5, "352.5"),
        (0.004, "0.004"),
        (Decimal("1.5"), "1.50"),
        (-0.0, "0"),
    ],
)
def test_number_has_separators_and_a_true_minus(value: float, text: str) -> None:
    assert [numbers.number(value, "en"), numbers.number(value, "zh")] == [text, text]


@pytest.mark.parametrize(
    ("ratio", "text"), [(0.034, "+3.4%"), (-0.24, "\u221224.0%"), (0.0, "0.0%"), (0.0001, "0.0%")]
)
def test_percent_has_a_sign_where_it_is_one(ratio: float, text: str) -> None:
    assert numbers.percent(ratio, "en") == text


def test_zero_missing_and_not_applicable_look_different() -> None:
    shown = {
        numbers.shown(0, "A", "en"),
        numbers.shown(None, "M", "en"),
        numbers.shown(None, "Z", "en"),
    }
    assert shown == {
        "0",
        '<span class="missing">— <small>missing</small></span>',
        '<span class="na">n/a</span>',
    }


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (999, "999 B"), (1400, "1.4 kB"), (600_000_000, "600.0 MB"), (5e12, "5,000.0 GB")],
)
def test_bytes_in_powers_of_a_thousand(size: int, text: str) -> None:
    assert numbers.bytes_(size, "en") == text


def test_days_in_both_languages() -> None:
    day = date(2019, 6, 30)
    assert [numbers.day(day, "en"), numbers.day(day, "zh")] == ["30 June 2019", "2019年6月30日"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (date(2019, 1, 2), "2019-01-02"),
        (datetime(2019, 1, 2, 3, 4, 5, tzinfo=UTC), "2019-01-02 03:04:05+00:00"),
        (1234, "1,234"),
        (b"\x00\xff", "00ff"),
        ("a", "a"),
    ],
)
def test_text_of_any_column(value: object, text: str) -> None:
    assert numbers.text_value(value, "en") == text
