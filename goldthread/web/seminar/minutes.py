"""The minutes of a seminar; one entry with its revisions, compared; the corrections asked for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.offices.models import Person
from goldthread.seminar import queries
from goldthread.seminar.models import (
    AgendaItem,
    MinutesCorrection,
    MinutesEntry,
    MinutesRevision,
    Seminar,
)
from goldthread.seminar.queries import minutes as written
from goldthread.seminar.queries.visible import SCREENING
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme.cycles import begin
from goldthread.web.programme.names import short_names
from goldthread.web.seminar.common import DESK, is_one_of, page, seen, seen_seminar
from goldthread.web.seminar.registering import correction_title, entry_title, office_name
from goldthread.web.seminar.released import Released
from goldthread.web.shell import address
from goldthread.web.shell.errors import BadParameter
from goldthread.workflow import clock

MOST = 100_000


def minutes(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        seminar = seen_seminar(request, key)
        rows = queries.minutes_visible_to(request.user).filter(item__session__seminar=seminar)
        found = list(rows.select_related("item"))
        released, desk = Released(seminar), is_one_of(request, DESK)
        corrections = _corrections(request, found)
        items = _without_entry(request, seminar) if desk else []
        asks = bool(begin(request, MinutesCorrection(), "propose"))
        context = page(
            request,
            seminar,
            "minutes",
            _("Minutes"),
            entries=[_row(request, row, released, corrections, asks) for row in _ordered(found)],
            missing=[
                {
                    "title": released.title(item, request.lang),
                    "begin": link(request, "/act/minutes_entry/new/begin", item=item.pk),
                }
                for item in items
            ],
            until=seminar.corrections_until if seminar.state == "circulated" else None,
        )
        return render(request, "seminar/minutes.html", context)


def _ordered(found: list[MinutesEntry]) -> list[MinutesEntry]:
    """In the order in which the items were held."""
    rows = AgendaItem.objects.filter(entry__in=found).order_by("session__starts", "position", "pk")
    place = {key: at for at, key in enumerate(rows.values_list("pk", flat=True))}
    return sorted(found, key=lambda row: place[row.item_id])


def _without_entry(request: HttpRequest, seminar: Seminar) -> list[AgendaItem]:
    rows = queries.items_visible_to(request.user).filter(session__seminar=seminar, entry=None)
    rows = rows.filter(state__in=("under_way", "done")).exclude(kind="break")
    return list(rows.order_by("session__starts", "position", "pk"))


def _row(
    request: HttpRequest,
    row: MinutesEntry,
    released: Released,
    corrections: Mapping[int, list[dict[str, Any]]],
    asks: bool,
) -> dict[str, Any]:
    ask = link(request, "/act/minutes_correction/new/propose", entry=row.pk)
    return {
        "pk": row.pk,
        "title": released.title(row.item, request.lang),
        "href": link(request, f"/minutes/{row.pk}"),
        "badge": badge(row.machine, row.state, request.lang),
        "revision": row.revision,
        "texts": texts_of(row, request.lang),
        "corrections": corrections.get(row.pk, []),
        "ask": ask if asks and row.state == "circulated" else "",
    }


def texts_of(row: Any, lang: str) -> list[dict[str, str]]:
    """The texts there are, the reader's language first."""
    order = (("zh-Hans", row.text_zh), ("en", row.text_en))
    return [{"lang": tag, "text": t} for tag, t in (order if lang == "zh" else order[::-1]) if t]


def _corrections(
    request: HttpRequest, found: list[MinutesEntry]
) -> dict[int, list[dict[str, Any]]]:
    """By entry, as far as the reader sees them: one query for all."""
    rows = queries.corrections_visible_to(request.user).filter(entry__in=found)
    names = short_names(request.lang, clock.today())
    by_entry: dict[int, list[dict[str, Any]]] = {}
    for row in rows.select_related("delegation").order_by("pk"):
        by_entry.setdefault(row.entry_id, []).append(
            {
                "office": names.get(row.delegation.office_id, ""),
                "passage": row.passage,
                "wording": row.wording,
                "reason": row.reason,
                "decision": row.decision,
                "href": link(request, f"/corrections/{row.pk}"),
                "badge": badge(row.machine, row.state, request.lang),
            }
        )
    return by_entry


def entry(request: HttpRequest, key: str) -> HttpResponse:
    """One entry; for those who write it, with every revision of it."""
    number = address.between(1, MOST)
    asked = address.read(request, {"from": number, "to": number})
    with offices.remembering():
        rows = queries.minutes_visible_to(request.user)
        found = seen(rows.select_related("item__session__seminar__cycle"), key)
        shown = frame(request, found)
        writes = is_one_of(request, SCREENING)
        revisions = written.revisions(found) if writes else []
        context = {
            "title": entry_title(found, request.lang),
            "entry": found,
            "frame": shown,
            "thread": shown.thread,
            "list": link(request, f"/seminars/{found.item.session.seminar.key}/minutes"),
            "texts": texts_of(found, request.lang),
            "revisions": _revisions(request, found, revisions),
            "compared": _compared(found, asked) if writes else None,
            "corrections": _corrections(request, [found]).get(found.pk, []),
        }
        return render(request, "seminar/entry.html", context)


def _revisions(
    request: HttpRequest, found: MinutesEntry, rows: list[MinutesRevision]
) -> list[dict[str, Any]]:
    names = _authors({row.author for row in rows}, request.lang)
    path = f"/minutes/{found.pk}"
    return [
        {
            "number": row.number,
            "at": timezone.localtime(row.at),
            "author": names.get(row.author) or _("a correction that was taken over"),
            "restores": row.restores,
            "changes": link(request, path, **{"from": row.number - 1, "to": row.number})
            if row.number > 1
            else "",
        }
        for row in rows
    ]


def _authors(accounts: set[str], lang: str) -> dict[str, str]:
    """The names of those who wrote, by their accounts; what a correction did has none."""
    rows = Person.objects.filter(user__username__in=accounts).select_related("user")
    return {r.user.get_username(): r.name_zh if lang == "zh" else r.name_en for r in rows}


def _compared(found: MinutesEntry, asked: Mapping[str, int]) -> written.Comparison | None:
    if not {"from", "to"} <= set(asked):
        return None
    earlier, later = (_revision(found, name, asked[name]) for name in ("from", "to"))
    return written.compare(earlier, later)


def _revision(found: MinutesEntry, name: str, number: int) -> MinutesRevision:
    revision = written.revision(found, number)
    if revision is None:
        allowed = _("There are the revisions 1 to %(last)d.") % {"last": found.revision}
        raise BadParameter(name, str(number), allowed)
    return revision


def correction(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        rows = queries.corrections_visible_to(request.user)
        related = ("entry__item__session__seminar__cycle", "delegation__office")
        found = seen(rows.select_related(*related, "delegation__seminar"), key)
        shown = frame(request, found)
        context = {
            "title": correction_title(found, request.lang),
            "correction": found,
            "frame": shown,
            "thread": shown.thread,
            "office": office_name(found.delegation, request.lang),
            "entry": entry_title(found.entry, request.lang),
            "entry_href": link(request, f"/minutes/{found.entry_id}"),
        }
        return render(request, "seminar/correction.html", context)
