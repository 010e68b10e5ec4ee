"""What should be spoken of at the seminar, and nobody does."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.seminar.queries.unsaid import KINDS, Unsaid
from goldthread.seminar.queries.unsaid import unsaid as rows_of
from goldthread.seminar.queries.visible import SCREENING
from goldthread.web.acting.frame import address as link
from goldthread.web.seminar.common import only, page, seen_seminar
from goldthread.web.seminar.released import in_either
from goldthread.web.shell import address
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language


def unsaid(request: HttpRequest, key: str) -> HttpResponse:
    """By kind, the oldest first; a kind of which there is nothing is said to be empty."""
    address.read(request, {})
    with offices.remembering():
        only(request, SCREENING)
        seminar = seen_seminar(request, key)
        rows = rows_of(seminar, request.user, clock.today())
        groups = [
            {
                "kind": kind,
                "title": in_language(titles, request.lang),
                "rows": [_row(request, row) for row in rows if row.kind == kind],
            }
            for kind, titles in KINDS.items()
        ]
        context = page(request, seminar, "unsaid", _("Unsaid"), groups=groups, count=len(rows))
        return render(request, "seminar/unsaid.html", context)


def _row(request: HttpRequest, row: Unsaid) -> dict[str, Any]:
    return {
        "title": in_either(row.titles, request.lang),
        "why": row.why.in_language(request.lang),
        "href": link(request, row.address),
    }
