"""A sponsorship, a stance or a remark by itself: what can be done with it, and its history."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldthread.seminar import queries
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import frame
from goldthread.web.proposals import citing, thread, told
from goldthread.web.proposals.proposal import seen
from goldthread.web.shell import address

RELATED = ("proposal__seminar__cycle", "proposal__measure", "proposal__task")


def sponsorship(request: HttpRequest, key: str) -> HttpResponse:
    rows = queries.sponsorships_visible_to(request.user).select_related("office", *RELATED)
    return _page(request, seen(rows, key), "")


def stance(request: HttpRequest, key: str) -> HttpResponse:
    rows = queries.stances_visible_to(request.user).select_related("delegation__office", *RELATED)
    found = seen(rows, key)
    return _page(request, found, found.reason, word=told.position(found.position, request.lang))


def remark(request: HttpRequest, key: str) -> HttpResponse:
    rows = queries.remarks_visible_to(request.user).select_related("office", *RELATED)
    found = seen(rows, key)
    cites = citing.links(request, found.cites)
    return _page(request, found, found.text, cites=cites, hidden=found.hidden_because)


def _page(request: HttpRequest, found: Any, text: str, **more: Any) -> HttpResponse:
    address.read(request, {})
    shown = frame(request, found)
    context = {
        "title": shown.title,
        "frame": shown,
        "thread": shown.thread,
        "text": text,
        "back": link(request, f"/proposals/{found.proposal_id}"),
        "proposal": thread.title(found.proposal, request.lang),
    }
    return render(request, "proposals/small.html", context | more)
