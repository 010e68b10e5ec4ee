"""Who asked to speak under which item, in which order; one intervention."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.seminar import queries
from goldthread.seminar.codelists import item_kinds
from goldthread.seminar.models import AgendaItem, Intervention, Seminar, SeminarSession
from goldthread.seminar.queries.visible import ATTENDING
from goldthread.web.acting.frame import Badge, badge, frame
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.ticket import Ticket
from goldthread.web.programme.cycles import begin
from goldthread.web.programme.names import short_names
from goldthread.web.seminar.common import DESK, is_one_of, only, page, seen, seen_seminar
from goldthread.web.seminar.registering import intervention_title, office_name
from goldthread.web.seminar.released import Released
from goldthread.web.shell import address
from goldthread.workflow import clock

ORDER = ("given", "queued", "requested", "submitted_in_writing", "declined", "withdrawn")
"""In which order the states of one item's interventions stand below each other."""


@dataclass(frozen=True)
class Move:
    """One press that moves an intervention by one place: a form of its own."""

    href: str
    ticket: str
    position: int


@dataclass(frozen=True)
class Row:
    office: str
    subject: str
    href: str
    badge: Badge
    minutes: int
    place: int | None
    given_at: Any
    up: Move | None
    down: Move | None


def interventions(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        only(request, ATTENDING)
        seminar = seen_seminar(request, key)
        rows = queries.interventions_visible_to(request.user).filter(delegation__seminar=seminar)
        found = list(rows.select_related("delegation__office", "item"))
        released = Released(seminar)
        may_ask = begin(request, Intervention(), "request")
        names = short_names(request.lang, clock.today())
        moving = is_one_of(request, DESK) or chairs_something(request, seminar)
        context = page(
            request,
            seminar,
            "interventions",
            _("Interventions"),
            items=[
                {
                    "title": released.title(item, request.lang),
                    "pk": item.pk,
                    "ask": _ask(request, item) if may_ask else "",
                    "rows": _rows(
                        request, [row for row in found if row.item_id == item.pk], names, moving
                    ),
                }
                for item in _items(seminar, released)
            ],
        )
        return render(request, "seminar/interventions.html", context)


def _items(seminar: Seminar, released: Released) -> list[AgendaItem]:
    """The items with a queue, as the released agenda has them."""
    queue = {code for code, kind in item_kinds().items() if kind.queue}
    rows = AgendaItem.objects.filter(session__seminar=seminar).exclude(state="removed")
    rows = rows.order_by("session__starts", "session", "position", "pk")
    return [row for row in rows if row.pk in released.keys and row.kind in queue]


def _ask(request: HttpRequest, item: AgendaItem) -> str:
    if item.state not in ("planned", "under_way"):
        return ""
    return link(request, "/act/intervention/new/request", item=item.pk)


def chairs_something(request: HttpRequest, seminar: Seminar) -> bool:
    """Does the reader chair the seminar or one of its sessions?"""
    key = request.user.pk or 0
    chair = Q(chair__user_id=key) | Q(seminar__chair__user_id=key)
    return bool(SeminarSession.objects.filter(chair, seminar=seminar).exists())


def _rows(
    request: HttpRequest, found: list[Intervention], names: dict[int, str], moving: bool
) -> list[Row]:
    ordered = sorted(found, key=lambda r: (ORDER.index(r.state), r.position or 0, r.pk))
    last = max((r.position or 0 for r in found if r.state == "queued"), default=0)
    return [_row(request, row, names, last if moving else 0) for row in ordered]


def _row(request: HttpRequest, row: Intervention, names: dict[int, str], last: int) -> Row:
    place = row.position if row.state in ("queued", "given") else None
    can_move = row.state == "queued" and last > 0 and place is not None
    return Row(
        office=names.get(row.delegation.office_id, row.delegation.office.code),
        subject=row.subject,
        href=link(request, f"/interventions/{row.pk}"),
        badge=badge(row.machine, row.state, request.lang),
        minutes=row.minutes,
        place=place,
        given_at=row.given_at,
        up=_move(request, row, place - 1) if can_move and place and place > 1 else None,
        down=_move(request, row, place + 1) if can_move and place and place < last else None,
    )


def _move(request: HttpRequest, row: Intervention, to: int) -> Move:
    """The same form that the action's own page has, with the place filled in."""
    ticket = Ticket.for_form(row, "move", request.user, {"position": row.position})
    href = link(request, f"/act/intervention/{row.pk}/move")
    return Move(href, ticket.sealed(), to)


def intervention(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        rows = queries.interventions_visible_to(request.user)
        related = ("delegation__seminar__cycle", "delegation__office", "item__session__seminar")
        found = seen(rows.select_related(*related), key)
        shown = frame(request, found)
        seminar = found.delegation.seminar
        context = {
            "title": intervention_title(found, request.lang),
            "intervention": found,
            "frame": shown,
            "thread": shown.thread,
            "office": office_name(found.delegation, request.lang),
            "delegation": link(request, f"/delegations/{found.delegation_id}"),
            "item": Released(seminar).title(found.item, request.lang),
            "list": link(request, f"/seminars/{seminar.key}/interventions"),
        }
        return render(request, "seminar/intervention.html", context)
