"""Names of offices on a day, and where a thing of a task stands against its day."""

from datetime import date
from typing import Any

from goldthread.offices.queries import offices_named_on
from goldthread.programme import clocks
from goldthread.programme.models import KeyTask
from goldthread.programme.queries.ledger import NO_LONGER_DUE
from goldthread.workflow.timing import Timing, timing


def short_names(lang: str, day: date) -> dict[int, str]:
    """The short name of each office on the day, by key: one query."""
    return {
        row.office_id: (row.short_zh or row.name_zh)
        if lang == "zh"
        else (row.short_en or row.name_en)
        for row in offices_named_on(day)
    }


def timing_of(thing: Any, task: KeyTask, today: date) -> Timing:
    """Of the task or one of its milestones; near by the cycle's own limit."""
    if task.state in NO_LONGER_DUE:
        return Timing.UNDATED
    near = clocks.near_until(task.cycle, today) - today
    return timing(thing, today, near=near)
