"""The agenda: the released version for readers, the working copy for those who prepare it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.seminar import queries
from goldthread.seminar.codelists import item_kinds
from goldthread.seminar.models import AgendaItem, Seminar, SeminarSession
from goldthread.seminar.queries.agenda import (
    Agenda,
    ShownItem,
    ShownSession,
    releases,
    working,
)
from goldthread.seminar.queries.agenda_changes import concerning, diff
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme.cycles import begin
from goldthread.web.seminar.agenda_beside import Pair, beside
from goldthread.web.seminar.common import page, prepares, seen, seen_seminar
from goldthread.web.seminar.pickers import delegations_of
from goldthread.web.seminar.released import in_either
from goldthread.web.seminar.words import clock_time
from goldthread.web.shell import address, numbers
from goldthread.web.shell.errors import BadParameter
from goldthread.workflow.texts import in_language

MOST_VERSIONS = 100_000


@dataclass(frozen=True)
class Line:
    """An item as a page shows it; `href`, `add` are for those who prepare."""

    begins: str
    ends: str
    title: str
    kind: str
    speakers: tuple[str, ...]
    documents: Sequence[Mapping[str, str]]
    href: str = ""
    state: Any = None


@dataclass(frozen=True)
class Part:
    """A session; `key` is its own, for the headings."""

    key: str
    day: date
    title: str
    time: str
    room: str
    chair: str
    lines: tuple[Line, ...]
    href: str = ""
    add: str = ""


def agenda(request: HttpRequest, key: str) -> HttpResponse:
    number = address.between(1, MOST_VERSIONS)
    asked = address.read(request, {"version": number, "from": number, "to": number})
    with offices.remembering():
        seminar = seen_seminar(request, key)
        every = releases(seminar)
        shown = _version(every, "version", asked.get("version")) if every else None
        documents = _documents(request, seminar)
        desk = prepares(request)
        own = working(seminar) if desk else None
        context = page(
            request,
            seminar,
            "agenda",
            _("Agenda"),
            shown=shown,
            latest=shown is not None and shown.number == every[0].number,
            parts=_parts(request, shown, documents) if shown else (),
            versions=_versions(request, seminar, every),
            compared=_compared(request, every, asked),
            changed=_changed_for(request, seminar, every),
            working=_working(request, seminar, own, documents) if own else (),
            desk=desk,
            unreleased=_told(diff(every[0] if every else None, own), request.lang) if own else (),
            add=_add(request, SeminarSession(seminar=seminar), seminar=seminar.pk),
            release=_release(request, seminar) if desk else "",
            calendar=f"/seminars/{seminar.key}/agenda.ics?lang={request.lang}" if every else "",
        )
        return render(request, "seminar/agenda.html", context)


def _version(every: list[Agenda], name: str, number: int | None) -> Agenda:
    """The version of a number; the latest where none is asked for."""
    if number is None:
        return every[0]
    for each in every:
        if each.number == number:
            return each
    allowed = _("Released are the versions 1 to %(last)d.") % {"last": every[0].number}
    raise BadParameter(name, str(number), allowed)


def _parts(
    request: HttpRequest, found: Agenda, documents: Mapping[str, Any], desk: bool = False
) -> list[Part]:
    return [_part(request, each, documents, desk) for each in found.sessions]


def _part(
    request: HttpRequest, session: ShownSession, documents: Mapping[str, Any], desk: bool
) -> Part:
    lang = request.lang
    return Part(
        key=session.key,
        day=session.day,
        title=in_either(session.titles, lang),
        time=f"{clock_time(session.begins)}–{clock_time(session.ends)}",
        room=in_either(session.room, lang) if session.room else "",
        chair=in_either(session.chair, lang) if session.chair else "",
        lines=tuple(_line(request, item, documents, desk) for item in session.items),
        href=link(request, f"/sessions/{session.key}") if desk else "",
    )


def _line(request: HttpRequest, item: ShownItem, documents: Mapping[str, Any], desk: bool) -> Line:
    kind = item_kinds().get(item.kind)
    return Line(
        begins=clock_time(item.begins),
        ends=clock_time(item.ends),
        title=in_either(item.titles, request.lang),
        kind=in_language(kind.titles, request.lang) if kind else item.kind,
        speakers=tuple(in_either(each.titles, request.lang) for each in item.speakers),
        documents=documents.get(item.key, ()),
        href=link(request, f"/agenda-items/{item.key}") if desk else "",
    )


def _documents(request: HttpRequest, seminar: Seminar) -> dict[str, list[dict[str, str]]]:
    """The documents of each item that the reader may read now."""
    rows = queries.documents_visible_to(request.user).filter(seminar=seminar, state="released")
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows.exclude(item=None).order_by("pk"):
        shown = {"title": row.title(request.lang), "href": link(request, f"/documents/{row.pk}")}
        found.setdefault(str(row.item_id), []).append(shown)
    return found


def _working(
    request: HttpRequest, seminar: Seminar, own: Agenda, documents: Mapping[str, Any]
) -> list[Part]:
    """The working copy, with where items are added and how each of them stands."""
    adds = bool(_add(request, AgendaItem(session=SeminarSession(seminar=seminar))))
    rows = queries.items_visible_to(request.user).filter(session__seminar=seminar)
    states = {str(row.pk): badge(row.machine, row.state, request.lang) for row in rows}
    found = []
    for part, session in zip(_parts(request, own, documents, desk=True), own.sessions, strict=True):
        lines = tuple(
            Line(**(vars(line) | {"state": states.get(item.key)}))
            for line, item in zip(part.lines, session.items, strict=True)
        )
        path = "/act/agenda_item/new/add"
        add = link(request, path, session=session.key) if adds else ""
        found.append(Part(**(vars(part) | {"lines": lines, "add": add})))
    return found


def _add(request: HttpRequest, obj: Any, **params: Any) -> str:
    return begin(request, obj, "add", **params)


def _release(request: HttpRequest, seminar: Seminar) -> str:
    return link(request, f"/act/seminar/{seminar.pk}/release_agenda")


def _told(changes: Sequence[Any], lang: str) -> list[str]:
    return [change.sentence.in_language(lang) for change in changes]


def _versions(request: HttpRequest, seminar: Seminar, every: list[Agenda]) -> list[dict[str, Any]]:
    path = f"/seminars/{seminar.key}/agenda"
    return [
        {
            "number": each.number,
            "at": timezone.localtime(each.at),
            "remark": each.remark,
            "href": link(request, path, version=each.number),
            "changes": link(request, path, **{"from": each.number - 1, "to": each.number})
            if each.number > 1
            else "",
        }
        for each in every
    ]


@dataclass(frozen=True)
class Compared:
    """Two versions: the sentences, and both side by side."""

    old: int
    new: int
    sentences: list[str]
    pairs: list[Pair]


def _compared(
    request: HttpRequest, every: list[Agenda], asked: Mapping[str, Any]
) -> Compared | None:
    if not every or not {"from", "to"} <= set(asked):
        return None
    old, new = (_version(every, name, asked[name]) for name in ("from", "to"))
    told = _told(diff(old, new), request.lang)
    return Compared(old.number, new.number, told, beside(old, new, request.lang))


def _changed_for(
    request: HttpRequest, seminar: Seminar, every: list[Agenda]
) -> list[dict[str, Any]]:
    """What the last version changed for each delegation that the reader speaks for."""
    if len(every) < 2:
        return []
    changes = diff(every[1], every[0])
    found = []
    for row in delegations_of(request.user).filter(seminar=seminar).select_related("office"):
        told = _told(concerning(seminar, changes, row.office.code), request.lang)
        if told:
            found.append({"office": row.office.code, "sentences": told})
    return found


def session(request: HttpRequest, key: str) -> HttpResponse:
    """One session of the working copy."""
    rows = queries.sessions_visible_to(request.user).select_related("seminar__cycle", "chair")
    return _one(request, rows, key, lambda found: _session_facts(found, request.lang))


def item(request: HttpRequest, key: str) -> HttpResponse:
    """One item of the working copy."""
    rows = queries.items_visible_to(request.user).select_related("session__seminar__cycle")
    return _one(request, rows, key, lambda found: _item_facts(found, request.lang))


def _one(request: HttpRequest, rows: Any, key: str, facts: Any) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        found = seen(rows, key)
        shown = frame(request, found)
        seminar = found.seminar if isinstance(found, SeminarSession) else found.session.seminar
        context = {
            "title": found.title(request.lang),
            "frame": shown,
            "thread": shown.thread,
            "facts": facts(found),
            "list": link(request, f"/seminars/{seminar.key}/agenda"),
        }
        return render(request, "seminar/of_agenda.html", context)


def _session_facts(found: SeminarSession, lang: str) -> list[tuple[str, str]]:
    day = numbers.day(timezone.localtime(found.starts).date(), lang)
    rooms = {row["key"]: in_either(row, lang) for row in found.seminar.rooms}
    chair = found.chair
    name = (chair.name_zh if lang == "zh" else chair.name_en) if chair else ""
    return [
        (_("Day"), day),
        (_("Time"), f"{clock_time(found.starts)}–{clock_time(found.ends)}"),
        (_("Room"), rooms.get(found.room, found.room)),
        (_("Chair"), name),
    ]


def _item_facts(found: AgendaItem, lang: str) -> list[tuple[str, str]]:
    kind = item_kinds().get(found.kind)
    comma = "、" if lang == "zh" else ", "
    return [
        (_("Session"), found.session.title(lang)),
        (_("Place in the session"), str(found.position)),
        (_("Kind of item"), in_language(kind.titles, lang) if kind else found.kind),
        (_("Length in minutes"), str(found.minutes)),
        (_("Speakers"), comma.join(in_either(each, lang) for each in found.speakers)),
    ]
