"""The cycles, and one cycle: its measures with what became of their tasks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme import progress, queries
from goldthread.programme.codelists import titles_of
from goldthread.programme.models import Cycle, KeyTask, Measure, Target
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme import told
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock
from goldthread.workflow.offers import available
from goldthread.workflow.texts import in_language

GROUPS = (
    ("waiting", ("drafted", "registered", "assigned", "received")),
    ("under_way", ("in_progress", "suspended")),
    ("reported", ("completion_reported", "verified", "settled")),
    ("ended", ("written_off", "carried_over", "cancelled")),
)
"""The states of a task in four steps, as a bar shows them."""


@dataclass(frozen=True)
class Bar:
    """How many tasks stand in each of the four steps, and how many are late."""

    counts: tuple[int, ...]
    late: int

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Rectangles of a bar that is 100 wide."""
        found, at = [], 0.0
        for number, count in enumerate(self.counts):
            width = 100 * count / self.total if self.total else 0
            found.append({"x": f"{at:.2f}", "width": f"{width:.2f}", "step": number})
            at += width
        return found


def cycles(request: HttpRequest) -> HttpResponse:
    address.read(request, {})
    rows = list(queries.cycles_visible_to(request.user).order_by("-starts"))
    tasks = queries.tasks_visible_to(request.user).filter(cycle__in=rows)
    counted = Counter(tasks.filter(parent=None).values_list("cycle_id", flat=True))
    context = {
        "title": _("Cycles"),
        "rows": [
            {
                "title": row.title(request.lang),
                "key": row.key,
                "href": link(request, f"/cycles/{row.key}"),
                "starts": row.starts,
                "ends": row.ends,
                "badge": badge(row.machine, row.state, request.lang),
                "tasks": counted[row.pk],
            }
            for row in rows
        ],
        "begin": begin(request, Cycle(), "prepare"),
    }
    return render(request, "programme/cycles.html", context)


def begin(request: HttpRequest, obj: Any, action: str, **params: Any) -> str:
    """Where a new one is begun, for those who may."""
    with offices.remembering():
        may = any(
            offer.allowed
            for offer in available(obj, request.user)
            if offer.transition.action == action
        )
    path = f"/act/{obj.machine.name}/new/{action}"
    return link(request, path, **params) if may else ""


def cycle(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    found = queries.cycles_visible_to(request.user).filter(key=key).first()
    if found is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    measures = queries.measures_visible_to(request.user).filter(cycle=found)
    measures = measures.select_related("department").order_by("number")
    tasks = list(
        queries.tasks_visible_to(request.user)
        .filter(cycle=found)
        .values_list("measure_id", "state", "due", "done_on", "parent_id")
    )
    targets = Target.objects.filter(
        task__in=queries.tasks_visible_to(request.user).filter(cycle=found, parent=None)
    ).select_related("task")
    today = clock.today()
    reached = progress.of_targets(targets, today)
    shown = frame(request, found)
    context = {
        "title": f"{found.key} {found.title(request.lang)}",
        "cycle": found,
        "frame": shown,
        "thread": shown.thread,
        "measures": [_measure(request, row, tasks, found) for row in measures],
        "parts": _parts(request, found, tasks),
        "targets": [
            {
                "told": told.progress_told(each, request.lang, request.lang_asked),
                "task": link(request, f"/tasks/{each.target.task_id}"),
            }
            for each in reached
        ],
        "ledger": link(request, "/ledger", cycle=found.key),
        "requirements": _requirements(request, found),
        "begin_measure": begin(request, Measure(), "draft", cycle=found.pk),
        "begin_task": begin(request, KeyTask(), "draft", cycle=found.pk),
    }
    return render(request, "programme/cycle.html", context)


def _parts(
    request: HttpRequest, found: Cycle, tasks: list[tuple[Any, ...]]
) -> list[dict[str, Any]]:
    """National tasks and assignments, each with its bar and its place in the ledger."""
    today = clock.today()
    levels = (
        ("national", _("National tasks"), [row for row in tasks if row[4] is None]),
        ("assignments", _("Assignments to regional offices"), [row for row in tasks if row[4]]),
    )
    return [
        {
            "title": title,
            "bar": bar(rows, today),
            "href": link(request, "/ledger", cycle=found.key, level=level),
            "late": link(request, "/ledger", cycle=found.key, level=level, timing="late"),
        }
        for level, title, rows in levels
        if rows
    ]


def _requirements(request: HttpRequest, found: Cycle) -> list[dict[str, Any]]:
    rows = queries.requirements_visible_to(request.user).filter(cycle=found)
    return [
        {
            "title": f"{row.number}. {row.title(request.lang)}",
            "href": link(request, f"/requirements/{row.pk}"),
            "due": row.due,
            "clause": f"{row.clause.document.title(request.lang)} {row.clause.path}",
            "clause_href": link(request, f"/sources/{row.clause.document.key}")
            + f"#c{row.clause.position}",
        }
        for row in rows.select_related("clause__document").order_by("number")
    ]


def bar(rows: Iterable[tuple[Any, ...]], today: Any) -> Bar:
    states: Counter[str] = Counter()
    late = 0
    for _measure_id, state, due, done_on, _parent in rows:
        states[state] += 1
        is_open = state not in GROUPS[3][1]
        late += bool(is_open and due and done_on is None and due < today)
    return Bar(tuple(sum(states[name] for name in names) for _step, names in GROUPS), late)


def _measure(
    request: HttpRequest, row: Measure, tasks: list[tuple[Any, ...]], found: Cycle
) -> dict[str, Any]:
    lines = titles_of("lines_of_work")
    own = [each for each in tasks if each[0] == row.pk and each[4] is None]
    return {
        "number": row.number,
        "title": row.title(request.lang),
        "href": link(request, f"/measures/{row.pk}"),
        "line": in_language(lines[row.line_of_work], request.lang),
        "badge": badge(row.machine, row.state, request.lang),
        "bar": bar(own, clock.today()),
        "ledger": link(request, "/ledger", cycle=found.key, measure=row.pk),
    }
