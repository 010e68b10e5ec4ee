"""Who is told of what falls due: notices that the calendar sends, not an action.

`programme.announcing` puts them in; where more than the lead is meant, `telling.payload` names the
unit (`office`, a key).
"""

from goldthread.offices.days import day_of
from goldthread.offices.queries import people_in
from goldthread.programme.finding import HEAD_ROLES, UNIT_ROLES, holders
from goldthread.programme.parties import EVERYBODY, SUPERVISORS, stands_above, told
from goldthread.workflow.registry import Telling, notice


@notice(
    "key_task.receipt_overdue",
    {"en": "A task was not signed for in time", "zh": "督办事项逾期未签收"},
    "warning",
)
def receipt_overdue(telling: Telling) -> tuple[str, ...]:
    day = day_of(telling.at)
    return (*told([telling.obj.lead], UNIT_ROLES, day), *holders(("supervision",), day))


@notice("report.due", {"en": "A report is due soon", "zh": "进展报告即将到期"}, "action")
def report_due(telling: Telling) -> tuple[str, ...]:
    return people_in([telling.payload["office"]], EVERYBODY, day_of(telling.at))


@notice("report.late", {"en": "A report is late", "zh": "进展报告逾期未报"}, "warning")
def report_late(telling: Telling) -> tuple[str, ...]:
    """The unit with its head, and who waits for the report."""
    task, day = telling.obj, day_of(telling.at)
    roles = tuple({*EVERYBODY, *HEAD_ROLES})
    unit = people_in([telling.payload["office"]], roles, day)
    if telling.payload["part"]:
        return (*unit, *told([task.lead], UNIT_ROLES, day))
    above = stands_above(task)
    if above is not None:
        return (*unit, *told([above], ("national_department",), day))
    return (*unit, *holders(("supervision",), day))


@notice(
    "key_task.milestone_near",
    {"en": "A milestone is near", "zh": "时间节点临近"},
    "action",
)
def milestone_near(telling: Telling) -> tuple[str, ...]:
    return told([telling.obj.lead], EVERYBODY, day_of(telling.at))


@notice(
    "key_task.milestone_behind",
    {"en": "A milestone is past and not reached", "zh": "时间节点逾期未完成"},
    "warning",
)
def milestone_behind(telling: Telling) -> tuple[str, ...]:
    day = day_of(telling.at)
    above = told([stands_above(telling.obj)], ("national_department",), day)
    return (*told([telling.obj.lead], EVERYBODY, day), *above)


@notice(
    "key_task.near", {"en": "A task is near its due day", "zh": "督办事项临近完成时限"}, "action"
)
def near(telling: Telling) -> tuple[str, ...]:
    return told([telling.obj.lead], EVERYBODY, day_of(telling.at))


@notice("key_task.overdue", {"en": "A task is overdue", "zh": "督办事项逾期"}, "warning")
def overdue(telling: Telling) -> tuple[str, ...]:
    day = day_of(telling.at)
    above = told([stands_above(telling.obj)], ("national_department",), day)
    unit = told([telling.obj.lead], EVERYBODY, day)
    return (*unit, *above, *holders(SUPERVISORS, day))


@notice(
    "extension.pending",
    {"en": "An extension waits for a decision", "zh": "延期申请待办理"},
    "action",
)
def pending(telling: Telling) -> tuple[str, ...]:
    """Who must act next: the unit's head, supervision, the head of supervision."""
    extension, day = telling.obj, day_of(telling.at)
    if extension.state == "requested":
        return told([extension.task.lead], HEAD_ROLES, day)
    return holders(("supervision" if extension.state == "agreed" else "supervision_head",), day)


@notice(
    "supervision_notice.unanswered",
    {"en": "A supervision notice was not answered in time", "zh": "督办单逾期未回复"},
    "warning",
)
def unanswered(telling: Telling) -> tuple[str, ...]:
    """The head too, whatever the colour, and supervision, who may issue the next one."""
    day = day_of(telling.at)
    unit = told([telling.obj.task.lead], UNIT_ROLES, day)
    return (*unit, *holders(SUPERVISORS, day))
