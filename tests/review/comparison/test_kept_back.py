"""What a reader who sees all the pages of a review together can still not work out."""

from collections import defaultdict
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from goldthread.review.codelists import peers
from goldthread.review.comparison import FEWEST, placed
from goldthread.review.models import FrozenFigure
from goldthread.review.queries.comparison import not_shown

MILLION = 1_000_000
REGIONS = {
    "CN-XZ": 3,
    "CN-QH": 6,
    "CN-NX": 7,
    "CN-HI": 9,
    "CN-JL": 27,
    "CN-SX": 37,
    "CN-JX": 44,
    "CN-ZJ": 57,
    "CN-JS": 80,
}
PEOPLE = {code: Fraction(size * MILLION) for code, size in REGIONS.items()}


def figure(code: str, count: int) -> FrozenFigure:
    asked = f"C03 period=2019-H1 region={code}"
    return FrozenFigure(
        asked=asked, indicator="C03", period="2019-H1", region=code, records=count, value=str(count)
    )


def kept(counts: dict[str, int]) -> set[str]:
    back = not_shown([figure(*pair) for pair in counts.items()], PEOPLE)
    return {asked.rpartition("=")[2] for asked in back}


def test_a_small_count_takes_one_of_its_own_group_with_it() -> None:
    """Jilin's 3 with Shanxi's 30, the next of its group, not with Qinghai's 6, the next of all."""
    counts = dict.fromkeys(REGIONS, 50) | {"CN-JL": 3, "CN-QH": 6, "CN-SX": 30}
    assert kept(counts) == {"CN-JL", "CN-SX"}


def test_what_is_hidden_for_all_takes_one_of_its_group_with_it() -> None:
    """Jiangxi's 1 is alone in its group, and hides behind Zhejiang's 5, and that behind Jiangsu's:
    else the sum of the two large ones would tell Zhejiang's, and that of all Jiangxi's."""
    counts = dict.fromkeys(REGIONS, 0) | {"CN-JX": 1, "CN-ZJ": 5, "CN-JS": 6}
    assert kept(counts) == {"CN-JX", "CN-ZJ", "CN-JS"}


def test_nothing_is_kept_back_where_nothing_is_small() -> None:
    assert kept(dict.fromkeys(REGIONS, 5)) == set()


COUNTS = st.fixed_dictionaries({code: st.integers(0, 30) for code in REGIONS})


@given(COUNTS)
def test_no_sum_of_a_group_or_of_all_tells_of_a_small_count(counts: dict[str, int]) -> None:
    """In each sum that is told the hidden leave open that each of them is 5 or more, wherever the
    set still holds somebody to hide them among."""
    back = kept(counts)
    sets: dict[str, Any] = defaultdict(dict)
    groups = placed(peers(), PEOPLE)
    for code, count in counts.items():
        sets["all"][code] = count
        sets[groups[code]][code] = count
    for each in sets.values():
        hidden = {code: count for code, count in each.items() if code in back}
        shown = [count for code, count in each.items() if code not in back]
        assert not [count for count in shown if 0 < count < FEWEST]
        if hidden and any(shown):
            assert len(hidden) >= 2
            assert sum(hidden.values()) - (len(hidden) - 1) >= FEWEST
