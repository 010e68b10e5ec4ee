"""What moved out of its usual range; the changes are worked out by hand.

Grants of the first halves of 2012 to 2019: 10, 12, 12, 13, 14, 15, 16 and 8.
"""

from datetime import date
from fractions import Fraction
from pathlib import Path

from goldthread.indicators.periods import period
from goldthread.review.queries.movement import movements

DAY = date(2019, 7, 17)


def test_what_left_its_range_comes_first(home: Path) -> None:
    """By half less, where it was from nothing (12 after 12) to 8.33 % more (13 after 12)."""
    first = movements(period("2019-H1"), DAY)[0]
    assert (first.indicator, first.outside) == ("C03", True)
    assert (first.change, first.low, first.high) == (-50, 0, Fraction(100, 12))
    assert first.beyond == 6


def test_what_stayed_in_its_range_is_not_out_of_it(home: Path) -> None:
    [grants] = [each for each in movements(period("2018-H1"), DAY) if each.indicator == "C03"]
    assert (grants.change, grants.low, grants.high) == (Fraction(100, 15), 0, 20)
    assert not grants.outside


def test_without_three_years_before_nobody_can_say(home: Path) -> None:
    [grants] = [each for each in movements(period("2015-H1"), DAY) if each.indicator == "C03"]
    assert (grants.low, grants.high, grants.outside) == (None, None, False)
    assert grants.change == Fraction(100, 12)


def test_a_figure_without_a_value_a_year_before_is_left_out(home: Path) -> None:
    assert "C03" not in {each.indicator for each in movements(period("2012-H1"), DAY)}
