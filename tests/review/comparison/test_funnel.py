"""Limits by hand from the printed tables of the cumulative distributions, interpolated as in
appendix A.1 of Spiegelhalter (2005)."""

import pytest

from goldthread.review.comparison import BINOMIAL, POISSON, Member, funnel, limits


def test_poisson_limits_of_an_expected_count_of_two() -> None:
    """Cumulative Poisson(2): 4 .94735, 5 .98344, 7 .99890, 8 .99976. At .975 the count is 5 less
    (.98344 - .975) / (.98344 - .94735) = .2339; at .999 it is 8 less .8837. Below, at .025, it
    would lie below zero."""
    found = limits(POISSON, 0.02, 100)
    assert found.high_95 * 100 == pytest.approx(4.766, abs=0.002)
    assert found.high_998 * 100 == pytest.approx(7.11, abs=0.02)
    assert (found.low_95, found.low_998) == (0, 0)


def test_binomial_limits_of_ten_at_a_half() -> None:
    """Cumulative Binomial(10, 1/2): 1 .01074, 2 .05469, 7 .94531, 8 .98926. At .975: 8 less
    .01426 / .04395; at .025: 2 less .02969 / .04395."""
    found = limits(BINOMIAL, 0.5, 10)
    assert found.high_95 * 10 == pytest.approx(7.6755, abs=0.001)
    assert found.low_95 * 10 == pytest.approx(1.3244, abs=0.001)


def test_half_of_the_probability_lies_beyond_each_limit_of_large_counts() -> None:
    """For 10,000 expected the limits near the normal ones: 1.960 and 3.090 times 100."""
    found = limits(POISSON, 1.0, 10_000)
    assert found.high_95 * 10_000 - 10_000 == pytest.approx(196, abs=2)
    assert 10_000 - found.low_998 * 10_000 == pytest.approx(309, abs=2)


ALIKE = [Member(f"r{n}", 100 + n, 1000) for n in (-10, -5, 0, 5, 10)]


def test_regions_that_differ_by_chance_lie_within() -> None:
    """z-scores -1, -.5, 0, .5, 1; drawn in at a tenth from each end to +-.8: the mean square is
    (2 * .64 + 2 * .25) / 5 = .356."""
    found = funnel(POISSON, ALIKE)
    assert found.centre == pytest.approx(0.1)
    assert found.spread == pytest.approx(0.356)
    assert not found.widened
    assert {each.verdict for each in found.standings} == {"within"}


def test_one_region_far_out_is_told_in_both_directions() -> None:
    high = funnel(POISSON, [*ALIKE * 4, Member("far", 160, 1000)])
    low = funnel(POISSON, [*ALIKE * 4, Member("far", 50, 1000)])
    assert (high.widened, high.standings[-1].verdict) == (False, "very_high")
    assert (low.widened, low.standings[-1].verdict) == (False, "very_low")


def test_where_all_differ_the_limits_are_widened_and_nobody_is_told_very_far() -> None:
    """z-scores of -10 to 10 would all but one be very far; the funnel is about as wide as they."""
    members = [Member(f"r{n}", 100 + 25 * n, 1000) for n in (-4, -2, -1, 0, 1, 2, 4)]
    found = funnel(POISSON, members)
    assert found.widened
    assert found.spread is not None
    assert found.spread > 20
    assert {each.verdict for each in found.standings} == {"within", "low", "high"}
    exact = limits(POISSON, found.centre, 1000)
    assert exact.outside(found.standings[-1].member.rate) == "very_high"
    assert found.at(1000).high_95 > exact.high_95


def test_of_few_regions_no_spread_is_judged() -> None:
    found = funnel(POISSON, ALIKE[:4])
    assert (found.spread, found.widened) == (None, False)


def test_a_share_of_nothing_has_limits_of_nothing() -> None:
    found = funnel(BINOMIAL, [Member(f"r{n}", 0, 50) for n in range(6)])
    assert (found.centre, found.spread) == (0, None)
    assert {each.verdict for each in found.standings} == {"within"}
