from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.offices.errors import OfficesError
from goldthread.offices.lateness import HandedOver, LateDays, days_late_split
from goldthread.workflow.timing import days_late

DUE = date(2019, 3, 1)
HANDED = [HandedOver(date(2019, 3, 11), "old", "new")]


def test_days_before_the_handover_stay_with_the_predecessor() -> None:
    """Late from 2 March; 2 to 10 March are nine days, 11 to 15 March five."""
    split = days_late_split(DUE, HANDED, date(2019, 3, 15))

    assert split.parts == (LateDays("old", 9), LateDays("new", 5))
    assert (split.total, split.own, split.inherited, split.of("old")) == (14, 5, 9, 9)


@pytest.mark.parametrize(
    ("today", "done", "expected"),
    [
        (date(2019, 3, 1), None, [("old", 0)]),
        (date(2019, 3, 2), None, [("old", 1)]),
        (date(2019, 3, 10), None, [("old", 9)]),
        (date(2019, 3, 11), None, [("old", 9), ("new", 1)]),
        (date(2019, 6, 1), date(2019, 3, 12), [("old", 9), ("new", 2)]),
        (date(2019, 6, 1), date(2019, 2, 1), [("old", 0)]),
    ],
)
def test_split_on_a_day(today: date, done: date | None, expected: list[tuple[str, int]]) -> None:
    split = days_late_split(DUE, HANDED, today, done=done)
    assert [(part.office, part.days) for part in split.parts] == expected


def test_handover_before_the_due_day_inherits_nothing() -> None:
    split = days_late_split(DUE, [HandedOver(date(2019, 1, 1), "old", "new")], date(2019, 3, 5))
    assert (split.inherited, split.own) == (0, 4)


def test_nothing_due_or_nobody_handed_over() -> None:
    assert days_late_split(None, HANDED, date(2020, 1, 1)).total == 0
    assert days_late_split(DUE, [], date(2019, 3, 4), holder="only").parts == (LateDays("only", 3),)


def test_handovers_that_do_not_follow_one_another() -> None:
    with pytest.raises(OfficesError, match="does not follow that of 2019-03-11 to new"):
        days_late_split(DUE, [*HANDED, HandedOver(date(2019, 4, 1), "b", "c")], DUE)


@given(
    st.lists(st.integers(0, 400), max_size=5).map(sorted),
    st.integers(0, 400),
    st.one_of(st.none(), st.integers(0, 400)),
)
def test_parts_add_up_to_the_days_late(at: list[int], today: int, done: int | None) -> None:
    start = date(2019, 1, 1)
    handovers = [
        HandedOver(start + timedelta(days=day), f"o{n}", f"o{n + 1}") for n, day in enumerate(at)
    ]
    due, now = date(2019, 6, 1), start + timedelta(days=today)
    ended = None if done is None else start + timedelta(days=done)
    thing = SimpleNamespace(due_day=lambda: due, done_day=lambda: ended)

    split = days_late_split(due, handovers, now, holder="o0", done=ended)

    assert split.total == days_late(thing, now)
    assert all(part.days >= 0 for part in split.parts)
