"""Who is told of what: the supervision notice."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import HEAD_ROLES, holders
from goldthread.programme.parties import EVERYBODY, SUPERVISORS, stands_above, told
from goldthread.workflow.registry import Telling, notice

TOLD = {
    "blue": EVERYBODY,
    "yellow": EVERYBODY,
    "red": HEAD_ROLES,
}
"""A red one goes to the head, not to who does the work."""


@notice("supervision_notice.issued", {"en": "A supervision notice", "zh": "收到督办单"}, "warning")
def issued(telling: Telling) -> tuple[str, ...]:
    """The unit by the colour, and of a region's task the department that leads it."""
    row, day = telling.obj, day_of(telling.at)
    unit = told([row.task.lead], TOLD[row.colour], day)
    above = told([stands_above(row.task)], ("national_department",), day)
    return (*unit, *above)


@notice(
    "supervision_notice.answered",
    {"en": "A supervision notice was answered", "zh": "督办单已回复"},
    "action",
)
def answered(telling: Telling) -> tuple[str, ...]:
    return holders(SUPERVISORS, day_of(telling.at))
