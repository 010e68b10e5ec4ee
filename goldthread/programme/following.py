"""Following up on tasks: which colour the delay calls for, and which notice comes next.

Blue fits a task that is near its due day, yellow one that is behind (a milestone is past and not
reached, or the pace does not lead to the target), red one that is overdue. The next colour is due
only after the notice before was left unanswered past its limit; once a notice is cleared or
revoked, it begins with blue again. All of it is derived from the day.
"""

from dataclasses import dataclass
from datetime import date

from goldthread.programme.clocks import near_until
from goldthread.programme.models import KeyTask, SupervisionNotice
from goldthread.programme.models.follow_up import COLOURS
from goldthread.programme.progress import of_task
from goldthread.workflow.texts import Titles

FOLLOWED = ("assigned", "received", "in_progress")
"""States in which a task is followed up; a suspended one rests, a completed one is verified."""

UNDECIDED = ("requested", "agreed", "checked")
"""States of an extension while which no notice goes out."""

UNANSWERED = ("issued", "acknowledged")
OPEN = (*UNANSWERED, "answered")

COLOUR_TITLES: dict[str, Titles] = {
    "blue": {"en": "blue", "zh": "蓝色"},
    "yellow": {"en": "yellow", "zh": "黄色"},
    "red": {"en": "red", "zh": "红色"},
}


@dataclass(frozen=True)
class Fitting:
    """The strongest colour that fits, and why in words."""

    colour: str
    why: Titles


def colour_fitting(task: KeyTask, day: date) -> Fitting | None:
    """The strongest colour that fits a task on a day; None where none does."""
    if task.state not in FOLLOWED:
        return None
    milestones = [
        (row.due, row.title) for row in task.milestones.filter(done_on=None).order_by("due")
    ]
    found = by_days(task, day, milestones)
    if found is None or found.colour == "blue":
        behind = [each for each in of_task(task, day) if each.behind]
        return by_pace(str(behind[0].target)) if behind else found
    return found


def by_days(task: KeyTask, day: date, open_milestones: list[tuple[date, str]]) -> Fitting | None:
    """By the calendar alone; the milestones not yet reached with their days."""
    if task.due is not None and task.due < day:
        return Fitting("red", _why("overdue since {0}", "已于{0}到期未完成", task.due))
    past = [title for due, title in open_milestones if due < day]
    if past:
        return Fitting("yellow", _why("milestone not reached: {0}", "时间节点未完成：{0}", past[0]))
    if task.due is not None and task.due < near_until(task.cycle, day):
        return Fitting("blue", _why("due on {0}", "将于{0}到期", task.due))
    return None


def by_pace(target: str) -> Fitting:
    return Fitting(
        "yellow",
        _why("the pace does not lead to the target: {0}", "按目前进度无法达到目标：{0}", target),
    )


def before(task: KeyTask) -> SupervisionNotice | None:
    """The task's latest notice, where it is still open."""
    last: SupervisionNotice | None = task.supervision_notices.order_by("-pk").first()
    return last if last is not None and last.state in OPEN else None


def next_colour(last: SupervisionNotice | None, day: date) -> str | None:
    """The colour that may be issued now; None: wait for the open notice, or red stands already."""
    if last is None:
        return COLOURS[0]
    left = last.state in UNANSWERED and last.answer_due < day
    if not left or last.colour == COLOURS[-1]:
        return None
    return COLOURS[COLOURS.index(last.colour) + 1]


def _why(en: str, zh: str, fact: object) -> Titles:
    return {"en": en.format(fact), "zh": zh.format(fact)}
