"""The seminars, and one of them: its notice, its days, what is due for the reader."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.seminar import queries
from goldthread.seminar.models import Address, Seminar
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme.cycles import begin
from goldthread.web.seminar.common import prepares, seen_seminar, tabs
from goldthread.web.seminar.due import due_for
from goldthread.web.seminar.pickers import room_name
from goldthread.web.shell import address


def seminars(request: HttpRequest) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        rows = queries.seminars_visible_to(request.user).select_related("cycle")
        context = {
            "title": _("Seminars"),
            "rows": [_row(request, row) for row in rows],
            "begin": begin(request, Seminar(), "plan"),
        }
        return render(request, "seminar/seminars.html", context)


def _row(request: HttpRequest, row: Seminar) -> dict[str, Any]:
    return {
        "title": row.title(request.lang),
        "href": link(request, f"/seminars/{row.key}"),
        "place": _in(row, "place", request.lang),
        "starts": row.starts,
        "ends": row.ends,
        "cycle": row.cycle.key,
        "badge": badge(row.machine, row.state, request.lang),
    }


def _in(row: Any, name: str, lang: str) -> str:
    """A text in the language, else in the other one."""
    order = ("zh", "en") if lang == "zh" else ("en", "zh")
    return next((str(text) for each in order if (text := getattr(row, f"{name}_{each}"))), "")


def seminar(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        found = seen_seminar(request, key)
        lang = request.lang
        shown = frame(request, found)
        context = {
            "title": found.title(lang),
            "seminar": found,
            "frame": shown,
            "thread": shown.thread,
            "tabs": tabs(request, found, ""),
            "theme": _in(found, "theme", lang),
            "place": _in(found, "place", lang),
            "text": _in(found, "text", lang),
            "rooms": [room_name(row, lang) for row in found.rooms],
            "chair": _person(found.chair, lang) if prepares(request) else "",
            "cycle": link(request, f"/cycles/{found.cycle.key}"),
            "due": due_for(request, found),
            "addresses": _addresses(request, found),
            "begin_address": begin(request, Address(seminar=found), "draft", seminar=found.pk),
            "calendar": f"/seminars/{found.key}/agenda.ics?lang={lang}",
            "released": found.releases.exists(),
        }
        return render(request, "seminar/seminar.html", context)


def _person(person: Any, lang: str) -> str:
    if person is None:
        return ""
    return str(person.name_zh if lang == "zh" else person.name_en)


def _addresses(request: HttpRequest, found: Seminar) -> list[dict[str, Any]]:
    rows = queries.addresses_visible_to(request.user).filter(seminar=found).order_by("pk")
    return [
        {
            "title": row.title(request.lang),
            "href": link(request, f"/addresses/{row.pk}"),
            "badge": badge(row.machine, row.state, request.lang),
        }
        for row in rows
    ]
