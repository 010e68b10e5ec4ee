"""Which supervision notices should be issued on a day: proposed here, issued by people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from goldthread.programme.following import (
    FOLLOWED,
    OPEN,
    UNDECIDED,
    Fitting,
    by_days,
    by_pace,
    next_colour,
)
from goldthread.programme.models import Extension, KeyTask, Milestone, SupervisionNotice, Target
from goldthread.programme.models.follow_up import COLOURS
from goldthread.programme.progress import of_targets
from goldthread.workflow.texts import Titles


@dataclass(frozen=True)
class Escalation:
    """A notice of `colour` should go to the lead of the task; `previous` was left unanswered."""

    task: KeyTask
    colour: str
    why: Titles
    previous: SupervisionNotice | None


def escalations_due(day: date, *, pace: bool = True) -> list[Escalation]:
    """What should be issued, strongest first; held while an extension is being decided.

    `pace`: also ask the register whether the pace leads to the targets.
    """
    undecided = Extension.objects.filter(task=OuterRef("pk"), state__in=UNDECIDED)
    tasks = list(
        KeyTask.objects.filter(~Exists(undecided), state__in=FOLLOWED)
        .select_related("cycle", "lead", "parent__lead")
        .order_by("due", "pk")
    )
    fitting = fittings(tasks, day, pace=pace)
    last = _open_notices()
    found = []
    for task in tasks:
        fits, previous = fitting.get(task.pk), last.get(task.pk)
        colour = next_colour(previous, day)
        if fits and colour and COLOURS.index(colour) <= COLOURS.index(fits.colour):
            found.append(Escalation(task, colour, fits.why, previous))
    return sorted(found, key=lambda each: -COLOURS.index(each.colour))


def fittings(tasks: list[KeyTask], day: date, *, pace: bool = True) -> dict[int, Fitting]:
    """The strongest colour that fits each task, by its key: one query for the milestones, one for
    the targets, and one question to the register for each indicator."""
    milestones = defaultdict(list)
    rows = Milestone.objects.filter(done_on=None, task__state__in=FOLLOWED).order_by("due")
    for key, due, title in rows.values_list("task_id", "due", "title"):
        milestones[key].append((due, title))
    found = {task.pk: by_days(task, day, milestones[task.pk]) for task in tasks}
    if pace:
        mild = [key for key, fits in found.items() if fits is None or fits.colour == COLOURS[0]]
        found |= _behind(set(mild), day)
    return {key: fits for key, fits in found.items() if fits is not None}


def _behind(tasks: set[int], day: date) -> dict[int, Fitting]:
    rows = Target.objects.filter(task__state__in=FOLLOWED).order_by("task", "position")
    targets = [row for row in rows if row.task_id in tasks]
    found: dict[int, Fitting] = {}
    for each in of_targets(targets, day):
        if each.behind:
            found.setdefault(each.target.task_id, by_pace(str(each.target)))
    return found


def _open_notices() -> dict[int, SupervisionNotice]:
    """The latest notice of each task, where it is open; an earlier open one does not count."""
    rows = SupervisionNotice.objects.filter(task__state__in=FOLLOWED).order_by("pk")
    latest = {row.task_id: row for row in rows}
    return {key: row for key, row in latest.items() if row.state in OPEN}
