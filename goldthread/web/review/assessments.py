"""The assessments of a review as a table; one of them, beside it what the ledger says."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme.models import Evidence, KeyTask
from goldthread.programme.queries.scopes import own
from goldthread.review import queries
from goldthread.review.codelists import grades
from goldthread.review.models import Assessment
from goldthread.review.queries.events import TOLD
from goldthread.review.queries.review import Ledger, ledger_of
from goldthread.review.queries.visible import REGION
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme.names import short_names
from goldthread.web.review.common import (
    follows,
    last_release,
    nothing_there,
    page,
    seen,
    seen_review,
)
from goldthread.web.review.registering import assessment_title
from goldthread.web.shell import address, numbers
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language


def assessments(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        review = seen_review(request, key)
        if not request.user.is_authenticated:
            raise nothing_there()
        rows = queries.assessments_visible_to(request.user).filter(review=review)
        found = list(rows.select_related("office", "review").order_by("office__code"))
        names = short_names(request.lang, clock.today())
        context = page(
            request,
            review,
            "assessments",
            _("Assessments"),
            rows=[_row(request, each, names) for each in found],
        )
        return render(request, "review/assessments.html", context)


def _row(request: HttpRequest, each: Assessment, names: dict[int, str]) -> dict[str, Any]:
    told = knows_grade(request, each)
    return {
        "office": names.get(each.office_id, each.office.code),
        "href": link(request, f"/assessments/{each.pk}"),
        "badge": badge(each.machine, each.state, request.lang),
        "own_grade": grade_title(each.own_grade, request.lang),
        "grade": grade_title(each.grade, request.lang) if told else "",
    }


def grade_title(code: str, lang: str) -> str:
    return in_language(grades()[code], lang) if code else ""


def knows_grade(request: HttpRequest, assessment: Assessment) -> bool:
    """An office knows what it was graded once objections are open."""
    return assessment.review.state in TOLD or follows(request)


def assessment(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        rows = queries.assessments_visible_to(request.user)
        found = seen(rows.select_related("review__cycle", "office"), key)
        shown, told = frame(request, found), knows_grade(request, found)
        context = {
            "title": assessment_title(found, request.lang),
            "assessment": found,
            "frame": shown,
            "thread": shown.thread,
            "list": link(request, f"/reviews/{found.review.cycle.key}/assessments"),
            "told": told,
            "own_grade": grade_title(found.own_grade, request.lang),
            "grade": grade_title(found.grade, request.lang) if told else "",
            "ledger": _ledger(request, found) if _reads_ledger(request, found) else None,
        }
        return render(request, "review/assessment.html", context)


def _reads_ledger(request: HttpRequest, found: Assessment) -> bool:
    """Who follows the review, and the office itself; not the other offices afterwards."""
    mine = Assessment.objects.filter(own(request.user, clock.today(), REGION), pk=found.pk)
    return follows(request) or mine.exists()


def _ledger(request: HttpRequest, found: Assessment) -> dict[str, Any]:
    day = last_release(found.review).as_known_on
    said: Ledger = ledger_of(found.office, found.review, day)
    lang = request.lang
    return {
        "day": day,
        "said": said,
        "tasks": [(in_language(KeyTask.machine.state(s).titles, lang), n) for s, n in said.tasks],
        "evidence": [
            (in_language(Evidence.machine.state(s).titles, lang), n) for s, n in said.evidence
        ],
        "targets": [
            {
                "name": str(each.target),
                "wanted": numbers.number(float(each.value), lang),
                "computed": _value(each.computed, lang),
                "reported": _value(each.reported, lang),
                "met": each.met,
                "overstated": each.overstated,
            }
            for each in said.targets
        ],
    }


def _value(value: Any, lang: str) -> str:
    return numbers.DASH if value is None else numbers.number(float(value), lang)
