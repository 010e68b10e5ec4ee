"""Check-in at the door: a page that works without a network, its list of badges, what it sends.

The page, its scripts and a list of hashes are kept on the phone by a service worker; what was read
without a network is kept too, with its time, and sent later. Sending again changes nothing. The
list holds hashes of badges, never the badges: who has the phone cannot print one.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.offices import queries as offices
from goldthread.seminar.actions import CheckedIn
from goldthread.seminar.actions import check_in as check_in_badges
from goldthread.seminar.models import Seminar
from goldthread.seminar.queries.checking_in import Expected, door_list
from goldthread.web.seminar.common import DESK, only, page, seen_seminar
from goldthread.web.seminar.words import DELEGATE_KINDS, clock_time
from goldthread.web.shell import address
from goldthread.web.shell.writing import accepts_post
from goldthread.workflow import clock
from goldthread.workflow.errors import PayloadRefused

BODY = 256 * 1024
"""Two thousand badges with their times."""
WORDS = {
    "checked_in": gettext_lazy("checked in"),
    "again": gettext_lazy("checked in before"),
    "refused": gettext_lazy("refused"),
}
REFUSED, UNREADABLE = 422, 400
WORKER = Path(settings.STATIC_ROOT) / "js" / "check-in-worker.js"


@accepts_post(limit=BODY)
def check_in(request: HttpRequest, key: str) -> HttpResponse:
    """The page; a badge typed without a script, or many that a phone kept."""
    address.read(request, {})
    with offices.remembering():
        only(request, DESK)
        seminar = seen_seminar(request, key)
        if request.method != "POST":
            return _page(request, seminar, ())
        if request.content_type == "application/json":
            return _many(request, seminar)
        rows = [{"badge": request.POST.get("badge", ""), "at": clock.now().isoformat()}]
        return _page(request, seminar, _told(request, seminar, rows))


def _many(request: HttpRequest, seminar: Seminar) -> HttpResponse:
    rows = _read(request.body)
    try:
        told = _told(request, seminar, rows) if rows is not None else None
    except PayloadRefused as refusal:
        return JsonResponse({"sentence": refusal.in_language(request.lang)}, status=UNREADABLE)
    if told is None:
        sentence = _("Send a list of badges, each with its time.")
        return JsonResponse({"sentence": sentence}, status=UNREADABLE)
    return JsonResponse({"badges": told}, headers={"Cache-Control": "no-store"})


def _read(body: bytes) -> list[Any] | None:
    """The rows that a phone sent; None for anything that is no list of them."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        return None
    rows = given.get("badges") if isinstance(given, dict) else None
    return rows if isinstance(rows, list) else None


def _told(request: HttpRequest, seminar: Seminar, rows: list[Any]) -> list[dict[str, Any]]:
    """What became of each badge, in the order in which they were sent."""
    became = check_in_badges(actor=request.user, seminar=seminar, rows=rows)
    names = {row.badge: row for row in door_list(request.user, seminar)}
    return [_became(each, names.get(each.badge), request.lang) for each in became]


def _became(each: CheckedIn, known: Expected | None, lang: str) -> dict[str, Any]:
    return {
        "done": each.became != "refused",
        "word": str(WORDS[each.became]),
        "name": known.name[lang] if known else "",
        "office": known.office[lang] if known else "",
        "sentence": each.why_not.in_language(lang) if each.why_not else "",
        "at": clock_time(each.at),
    }


def _page(request: HttpRequest, seminar: Seminar, told: Any) -> HttpResponse:
    rows = door_list(request.user, seminar)
    context = page(
        request,
        seminar,
        "check-in",
        _("Check-in"),
        told=told,
        path=f"/seminars/{seminar.key}/check-in",
        there=sum(row.checked_in_at is not None for row in rows),
        all=len(rows),
    )
    status = REFUSED if any(not each["done"] for each in told) else 200
    answer = render(request, "seminar/check_in.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


def known_badges(request: HttpRequest, key: str) -> HttpResponse:
    """The list that a phone keeps, a token for what it will send, and the site's time."""
    address.read(request, {})
    with offices.remembering():
        only(request, DESK)
        seminar = seen_seminar(request, key)
        rows = [_known(row, request.lang) for row in door_list(request.user, seminar)]
    now = clock.now().isoformat()
    answer = JsonResponse({"token": get_token(request), "now": now, "badges": rows})
    answer["Cache-Control"] = "private, no-store"
    return answer


def _known(row: Expected, lang: str) -> dict[str, str]:
    return {
        "hash": hashlib.sha256(row.badge.encode()).hexdigest(),
        "name": row.name[lang],
        "office": row.office[lang],
        "kind": str(DELEGATE_KINDS[row.kind]),
        "at": clock_time(row.checked_in_at),
    }


def worker(request: HttpRequest, key: str) -> HttpResponse:
    """The service worker, which may answer for the check-in page of this seminar only."""
    address.read(request, {})
    with offices.remembering():
        only(request, DESK)
        seminar = seen_seminar(request, key)
    answer = HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = f"/seminars/{seminar.key}/check-in"
    answer["Cache-Control"] = "no-cache"
    return answer
