"""What can be chosen in the forms of reports, evidence, extensions and notices.

What is written for a task knows the task from the address: `asked.obj` has it, where the user may
see it. Without one, the tasks that the user's own units run are offered.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme import queries
from goldthread.programme.finding import found
from goldthread.programme.models import Criterion, Evidence, KeyTask, ProgressReport
from goldthread.programme.models.follow_up import COLOURS
from goldthread.programme.parties import EVERYBODY, units
from goldthread.programme.periods import owed, period_ends
from goldthread.programme.rules.evidence import STANDS
from goldthread.web.acting.widgets import Asked, Choice
from goldthread.web.programme.names import short_names
from goldthread.web.programme.told import COLOURS as COLOUR_WORDS
from goldthread.web.shell import numbers
from goldthread.workflow import clock

RUNNING = ("assigned", "received", "in_progress", "suspended")


def given(request: HttpRequest, name: str) -> str:
    """What the address or the form says of a field."""
    return request.POST.get(name, "") or request.GET.get(name, "")


def seen_task(request: HttpRequest) -> KeyTask | None:
    """The task that the address names, where the user sees it."""
    task = found(KeyTask, given(request, "task"), "cycle", "lead", "parent__lead")
    if task is None or not queries.tasks_visible_to(request.user).filter(pk=task.pk).exists():
        return None
    return task


def own_offices(user: Any) -> frozenset[int]:
    """The user's own units and what stands under them."""
    return offices.scope_of(user, clock.today(), EVERYBODY)


def tasks(asked: Asked) -> list[Choice]:
    if asked.obj.task_id:
        return [_task(asked.obj.task, asked.lang)]
    own = own_offices(asked.request.user)
    rows = queries.tasks_visible_to(asked.request.user).filter(
        Q(lead__in=own) | Q(supports__office__in=own), state__in=RUNNING
    )
    return [_task(row, asked.lang) for row in rows.distinct().order_by("ledger_number", "pk")]


def _task(task: KeyTask, lang: str) -> Choice:
    return Choice(str(task.pk), f"{task.ledger_number} {task.title(lang)}".strip())


def units_of_task(asked: Asked) -> list[Choice]:
    """The unit itself; of what is new, the user's own units in the task."""
    obj = asked.obj
    names = short_names(asked.lang, clock.today())
    if obj.pk is not None:
        rows = [obj.office]
    else:
        own = own_offices(asked.request.user)
        known = units(obj.task) if obj.task_id else offices_named(own)
        rows = [row for row in known if row.pk in own]
    return [Choice(row.code, names.get(row.pk, row.code)) for row in rows]


def offices_named(keys: frozenset[int]) -> list[Any]:
    today = clock.today()
    rows = offices.offices_named_on(today).filter(office_id__in=keys).order_by("office__code")
    return [row.office for row in rows]


def reporting_days(asked: Asked) -> list[Choice]:
    """The days of which reports of the task are asked for."""
    obj = asked.obj
    if obj.pk is not None:
        days: Sequence[Any] = [obj.period_end]
    elif obj.task_id:
        days = owed(obj.task)
    else:
        cycles = queries.cycles_visible_to(asked.request.user).filter(state="in_progress")
        days = sorted({day for row in cycles for day in period_ends(row)})
    return [Choice(day.isoformat(), numbers.day(day, asked.lang)) for day in days]


def confidence(asked: Asked) -> list[Choice]:  # noqa: ARG001
    """The five steps of a person's own confidence."""
    return [Choice(str(step), word) for step, word in confidence_words().items()]


def confidence_words() -> dict[int, str]:
    return {
        5: _("5, will be reached"),
        4: _("4, will probably be reached"),
        3: _("3, can be reached if what is planned succeeds"),
        2: _("2, in doubt"),
        1: _("1, will not be reached as things stand"),
    }


def colours(asked: Asked) -> list[Choice]:  # noqa: ARG001
    return [Choice(colour, str(COLOUR_WORDS[colour])) for colour in COLOURS]


def criteria(asked: Asked) -> list[Choice]:
    """The criteria of the task, by milestone."""
    if not asked.obj.task_id:
        return []
    rows = Criterion.objects.filter(milestone__task=asked.obj.task_id).select_related("milestone")
    rows = rows.order_by("milestone__position", "position")
    return [Choice(str(row.pk), row.text, row.milestone.title) for row in rows]


def replacements(asked: Asked) -> list[Choice]:
    """Newer files of the same task and unit that still stand."""
    obj: Evidence = asked.obj
    if obj.pk is None:
        return []
    rows = queries.evidence_visible_to(asked.request.user)
    rows = rows.filter(task=obj.task_id, office=obj.office_id).exclude(pk=obj.pk)
    if asked.action == "supersede":
        rows = rows.filter(state__in=STANDS)
    return [Choice(str(row.pk), row.name) for row in rows.order_by("-pk")]


def reports(asked: Asked) -> list[Choice]:
    """The reports on the task that the file may belong to."""
    if not asked.obj.task_id:
        return []
    rows: Any = queries.reports_visible_to(asked.request.user).filter(task=asked.obj.task_id)
    if asked.obj.pk is None:
        rows = rows.filter(office__in=own_offices(asked.request.user))
    return [
        Choice(str(row.pk), report_name(row, asked.lang))
        for row in rows.select_related("office").order_by("-period_end", "pk")
    ]


def report_name(report: ProgressReport, lang: str) -> str:
    day = numbers.day(report.period_end, lang)
    return _("Report of %(office)s, %(day)s") % {"office": report.office.code, "day": day}
