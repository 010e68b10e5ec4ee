"""What was known on a past day: the switch in the address, a task and a review as they were."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.offices.queries import roles_of
from goldthread.programme import queries
from goldthread.programme.models import KeyTask
from goldthread.programme.queries import Filters
from goldthread.programme.queries.visible import HANDED_IN
from goldthread.review.codelists import grades
from goldthread.review.models import Review
from goldthread.review.parties import FOLLOWING
from goldthread.review.queries.review_then import AssessedThen, ReviewThen, review_on
from goldthread.review.queries.time_machine import LedgerThen, states_on, task_on
from goldthread.review.queries.visible import reviews_visible_to
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge
from goldthread.web.programme import told
from goldthread.web.programme.names import short_names, timing_of
from goldthread.web.programme.rows import task_rows
from goldthread.web.shell import address, numbers
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

ASSIGNMENTS_SHOWN = 40
OPEN_GRADES = ("objection", "final", "published")
"""States of a review in which an office knows its grade."""


def a_past_day(text: str) -> date:
    """A day that is over or today; what will be known is not known yet."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2019-06-30") else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(_("Write a day such as 2019-06-30."))
    if not date(1970, 1, 1) <= day <= clock.today():
        today = clock.today().isoformat()
        raise ValueError(_("Write a day from 1970-01-01 to today, %(today)s.") % {"today": today})
    return day


def switch(request: HttpRequest, day: date, path: str) -> dict[str, str]:
    """What `walk/switch.html` shows: the day, told clearly, and the way back to today."""
    return {"day": numbers.day(day, request.lang), "now": link(request, path)}


def task_then(request: HttpRequest, key: str, day: date) -> HttpResponse:
    """Nothing here can be acted on."""
    with offices.remembering():
        found = task_on(request.user, int(key), day)
        if found is None:
            raise nothing_then(request, day)
        task, parts = found
        names = short_names(request.lang, day)
        ledger = LedgerThen(request.user, day, Filters(parent=task.pk))
        context = {
            "title": f"{task.ledger_number} {task.title(request.lang)}".strip(),
            "task": task,
            "then": switch(request, day, f"/tasks/{task.pk}"),
            "badge": badge(task.machine, task.state, request.lang),
            "facts": _facts(task, names),
            "timing": told.timing_word(timing_of(task, task, day), task, day),
            "units": [(names.get(p.office, ""), p.share, p.duty) for p in parts],
            "lead": names.get(task.lead_id, ""),
            "reports": _reports(request, task, day, names),
            "notices": _states(request, queries.notices_visible_to(request.user), task, day),
            "extensions": _states(request, queries.extensions_visible_to(request.user), task, day),
            "assignments": task_rows(request, ledger.page(0, ASSIGNMENTS_SHOWN), past=ledger),
            "assignments_count": ledger.count(),
            "assignments_href": link(request, "/ledger", parent=task.pk, as_of=day),
        }
        return render(request, "walk/task_then.html", context)


def review_then(request: HttpRequest, key: str) -> HttpResponse:
    """The review of the cycle in the address; without a day as known today."""
    values = address.read(request, {"as_of": a_past_day})
    day = values.get("as_of", clock.today())
    with offices.remembering():
        rows = reviews_visible_to(request.user).filter(cycle__key=key)
        found = None
        for each in rows.order_by("-pk"):
            found = found or review_on(request.user, each.pk, day)
        if found is None:
            raise nothing_then(request, day)
        context = {
            "title": found.review.title(request.lang),
            "then": switch(request, day, f"/reviews/{key}"),
            "day": day,
            "badge": badge(Review.machine, found.state, request.lang),
            "releases": found.releases,
            "assessments": _assessed(request, found, day),
            "grades": _knows_grades(request, found),
            "sample": [_sampled(request, each, state) for each, state in found.sample],
        }
        return render(request, "walk/review_then.html", context)


def nothing_then(request: HttpRequest, day: date) -> NotThere:
    said = _("On %(day)s there was nothing at this address that you can see.")
    return NotThere(said % {"day": numbers.day(day, request.lang)})


def _facts(task: KeyTask, names: dict[int, str]) -> list[tuple[str, Any]]:
    found = [
        (_("Cycle"), task.cycle.key),
        (_("Lead unit"), names.get(task.lead_id, "")),
        (_("Responsible"), task.responsible),
    ]
    return [(name, value) for name, value in found if value]


def _reports(
    request: HttpRequest, task: KeyTask, day: date, names: dict[int, str]
) -> list[dict[str, Any]]:
    """Those that had been handed in."""
    rows = queries.reports_visible_to(request.user).filter(task=task)
    states = {key: state for key, state in states_on(rows, day).items() if state in HANDED_IN}
    return [
        {
            "period_end": row.period_end,
            "office": names.get(row.office_id, ""),
            "part": row.part,
            "badge": badge(row.machine, states[row.pk], request.lang),
        }
        for row in rows.filter(pk__in=states).order_by("-period_end", "part", "pk")
    ]


def _states(request: HttpRequest, rows: Any, task: KeyTask, day: date) -> list[dict[str, Any]]:
    mine = rows.filter(task=task)
    states = states_on(mine, day)
    return [
        {"row": row, "badge": badge(row.machine, states[row.pk], request.lang)}
        for row in mine.filter(pk__in=states).order_by("pk")
    ]


def _knows_grades(request: HttpRequest, found: ReviewThen) -> bool:
    follows = roles_of(request.user, clock.today()) & set(FOLLOWING)
    return bool(follows) or found.review.state in OPEN_GRADES


def _assessed(request: HttpRequest, found: ReviewThen, day: date) -> list[dict[str, Any]]:
    names, known = short_names(request.lang, day), grades()

    def grade(code: str) -> str:
        return in_language(known[code], request.lang) if code in known else code

    def row(each: AssessedThen) -> dict[str, Any]:
        return {
            "office": names.get(each.assessment.office_id, each.assessment.office.code),
            "badge": badge(each.assessment.machine, each.state, request.lang),
            "own": grade(each.own_grade),
            "grade": grade(each.grade),
        }

    return [row(each) for each in found.assessments]


def _sampled(request: HttpRequest, each: Any, state: str) -> dict[str, Any]:
    return {
        "task": f"{each.task.ledger_number} {each.task.title(request.lang)}".strip(),
        "badge": badge(each.machine, state, request.lang),
    }
