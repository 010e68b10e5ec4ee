"""Small numbers, peer groups, and the change of the whole taken apart."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.review.comparison import FEWEST, Peers, decompose, hidden, placed

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40), min_size=1)


def test_nothing_small_nothing_hidden_and_a_zero_is_shown() -> None:
    assert hidden({"a": 0, "b": 5, "c": 100}) == frozenset()


def test_a_single_small_one_takes_the_next_smallest_with_it() -> None:
    """Else it is the total less the others."""
    assert hidden({"a": 3, "b": 7, "c": 100}) == {"a", "b"}


def test_two_small_ones_whose_sum_would_tell_them_take_a_third() -> None:
    """1 and 1 add up to 2: there is no other way."""
    assert hidden({"a": 1, "b": 1, "c": 9, "d": 100}) == {"a", "b", "c"}
    assert hidden({"a": 4, "b": 3, "c": 9, "d": 100}) == {"a", "b"}


def test_where_nothing_is_left_to_hide_all_are_hidden() -> None:
    assert hidden({"a": 2, "b": 0}) == {"a"}


@given(COUNTS)
def test_no_hidden_count_is_known_to_be_small(counts: dict[str, int]) -> None:
    """By trying all ways in which the hidden may add up: each may be 5 or more in one of them."""
    keys = sorted(hidden(counts))
    shown = [key for key in counts if key not in keys]
    assert not [key for key in shown if 0 < counts[key] < FEWEST]
    total = sum(counts[key] for key in keys)
    if len(keys) < 2 or not [key for key in shown if counts[key]] or len(keys) > 4:
        return
    ways = [w for w in product(range(1, total + 1), repeat=len(keys)) if sum(w) == total]
    for position in range(len(keys)):
        assert max(way[position] for way in ways) >= FEWEST


PEERS = Peers(
    (("small", Fraction(0)), ("middle", Fraction(1, 2)), ("large", Fraction(2))),
    {"CN-XZ": "middle"},
)
SIZES = {"CN-XZ": 1, "CN-QH": 49, "CN-NX": 50, "CN-ZJ": 199, "CN-JS": 200, "CN-HE": 101}


@pytest.mark.parametrize("unit", [1, 10_000])
def test_a_region_is_compared_with_those_of_its_size(unit: int) -> None:
    """The average is 100; half of it is 50, twice 200. Tibet is placed by decision."""
    assert placed(PEERS, {code: Fraction(size * unit) for code, size in SIZES.items()}) == {
        "CN-XZ": "middle",
        "CN-QH": "small",
        "CN-NX": "middle",
        "CN-ZJ": "middle",
        "CN-JS": "large",
        "CN-HE": "middle",
    }


def test_where_no_size_is_known_nobody_is_placed() -> None:
    assert placed(PEERS, {}) == {}


def test_a_change_taken_apart_by_hand() -> None:
    """Of 200 to 230, plus 15 per cent: a gained 40 (20 points), b lost 16 (-8), the rest 6 (3)."""
    found = decompose(
        Fraction(200),
        Fraction(230),
        {"b": (Fraction(60), Fraction(44)), "a": (Fraction(100), Fraction(140))},
    )
    assert found.percent == 15
    assert [(part.key, part.difference, part.points) for part in found.parts] == [
        ("a", 40, 20),
        ("b", -16, -8),
        ("", 6, 3),
    ]


def test_parts_that_are_hidden_are_told_together_with_the_rest() -> None:
    found = decompose(Fraction(10), Fraction(12), {"a": (Fraction(3), Fraction(4))}, together=["a"])
    assert [(part.key, part.difference) for part in found.parts] == [("", 2)]


def test_from_nothing_there_are_no_per_cent() -> None:
    found = decompose(Fraction(0), Fraction(4), {"a": (Fraction(0), Fraction(4))})
    assert (found.percent, found.parts[0].points, found.parts[0].difference) == (None, None, 4)


@given(st.dictionaries(st.text("abcdef", min_size=1), st.tuples(st.fractions(), st.fractions())))
def test_contributions_add_up_exactly(parts: dict[str, tuple[Fraction, Fraction]]) -> None:
    found = decompose(Fraction(7, 3), Fraction(11, 5), parts)
    assert sum(part.difference for part in found.parts) == found.difference
    assert sum(part.points or 0 for part in found.parts) == found.percent
