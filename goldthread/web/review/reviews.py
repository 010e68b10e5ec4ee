"""The reviews, and one of them: where it stands, what is due, its frozen figures."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.review import queries
from goldthread.review.models import Assessment, Release, Review
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme.cycles import begin
from goldthread.web.review.common import seen_review, tabs
from goldthread.web.shell import address
from goldthread.workflow.texts import in_language


def reviews(request: HttpRequest) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        rows = queries.reviews_visible_to(request.user).select_related("cycle")
        context = {
            "title": _("Reviews"),
            "rows": [_row(request, row) for row in rows.order_by("-cycle__starts", "-pk")],
            "begin": begin(request, Review(), "freeze"),
        }
        return render(request, "review/reviews.html", context)


def _row(request: HttpRequest, row: Review) -> dict[str, Any]:
    return {
        "title": row.title(request.lang),
        "href": link(request, f"/reviews/{row.cycle.key}"),
        "badge": badge(row.machine, row.state, request.lang),
        "cycle": row.cycle.key,
        "published_on": row.published_on,
    }


def review(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        found = seen_review(request, key)
        shown = frame(request, found)
        context = {
            "title": found.title(request.lang),
            "review": found,
            "frame": shown,
            "thread": shown.thread,
            "tabs": tabs(request, found, ""),
            "cycle": link(request, f"/cycles/{found.cycle.key}"),
            "releases": [_release(each) for each in found.releases.all()],
            "assessed": _assessed(request, found),
        }
        return render(request, "review/review.html", context)


def _release(release: Release) -> dict[str, Any]:
    return {
        "number": release.number,
        "known": release.as_known_on,
        "sha256": release.sha256,
        "reason": release.reason,
    }


def _assessed(request: HttpRequest, found: Review) -> list[tuple[str, int]]:
    """How many of the assessments that the reader sees stand in each state."""
    rows = queries.assessments_visible_to(request.user).filter(review=found)
    counts = Counter(rows.values_list("state", flat=True))
    return [
        (in_language(state.titles, request.lang), counts[state.name])
        for state in Assessment.machine.states
        if counts[state.name]
    ]
