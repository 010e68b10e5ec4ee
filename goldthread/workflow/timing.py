"""Lateness, derived whenever it is asked for and stored nowhere."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol


class Due(Protocol):
    """What is to be done by a day; `due_day` None where nothing is due."""

    def due_day(self) -> date | None: ...

    def done_day(self) -> date | None: ...


class Timing(StrEnum):
    UNDATED = "undated"
    AHEAD = "ahead"
    NEAR = "near"
    LATE = "late"
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"


def timing(thing: Due, today: date, *, near: timedelta = timedelta(days=7)) -> Timing:
    """Where a thing stands on a day; on its due day it is near, from the next day on late."""
    due, done = thing.due_day(), thing.done_day()
    if due is None:
        return Timing.UNDATED
    if done is not None and done <= today:
        return Timing.DONE_LATE if done > due else Timing.DONE_IN_TIME
    if today > due:
        return Timing.LATE
    return Timing.NEAR if today >= due - near else Timing.AHEAD


def days_late(thing: Due, today: date) -> int:
    """Calendar days past the due day, until done or until today; 0 when in time."""
    due, done = thing.due_day(), thing.done_day()
    if due is None:
        return 0
    end = done if done is not None and done <= today else today
    return max(0, (end - due).days)
