"""Lateness is derived from days."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from goldthread.workflow.timing import Timing, days_late, timing


@dataclass
class Thing:
    due: date | None
    done: date | None = None

    def due_day(self) -> date | None:
        return self.due

    def done_day(self) -> date | None:
        return self.done


DUE = date(2019, 6, 30)


@pytest.mark.parametrize(
    ("thing", "today", "expected", "late"),
    [
        (Thing(None), DUE, Timing.UNDATED, 0),
        (Thing(DUE), date(2019, 6, 22), Timing.AHEAD, 0),
        (Thing(DUE), date(2019, 6, 23), Timing.NEAR, 0),
        (Thing(DUE), date(2019, 6, 30), Timing.NEAR, 0),
        (Thing(DUE), date(2019, 7, 1), Timing.LATE, 1),
        (Thing(DUE), date(2019, 7, 31), Timing.LATE, 31),
        (Thing(DUE, DUE), date(2019, 7, 31), Timing.DONE_IN_TIME, 0),
        (Thing(DUE, date(2019, 7, 2)), date(2019, 7, 31), Timing.DONE_LATE, 2),
        (Thing(DUE, date(2019, 7, 2)), date(2019, 7, 1), Timing.LATE, 1),
    ],
)
def test_timing_on_a_day(thing: Thing, today: date, expected: Timing, late: int) -> None:
    assert (timing(thing, today), days_late(thing, today)) == (expected, late)


def test_extension_undoes_lateness_by_itself() -> None:
    thing = Thing(DUE)
    assert timing(thing, date(2019, 7, 10)) == Timing.LATE
    thing.due = date(2019, 7, 31)
    assert timing(thing, date(2019, 7, 10), near=timedelta(days=30)) == Timing.NEAR
