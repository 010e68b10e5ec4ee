"""The desk: what waits for the person, what is due, what was told, what changed in between.

Looking changes nothing: the person says by a button that all of it was seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.offices.models import Person
from goldthread.offices.post import due
from goldthread.offices.post.describe import described
from goldthread.offices.post.wishes import last_look
from goldthread.programme.queries.waiting import WAITING, Group, Waiting, related, waiting
from goldthread.programme.rules.supervision_notice import ANY_ISSUER
from goldthread.review.parties import READING_HEAD
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.registry import of
from goldthread.web.programme.told import Word, timing_word
from goldthread.web.reports import wishing
from goldthread.web.shell import address
from goldthread.web.shell.address import Address
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.paging import Paging
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import MODELS
from goldthread.workflow.texts import in_language
from goldthread.workflow.timing import Timing, timing

ROWS, NOTICES, CHANGES = 50, 8, 20
FIRST_LOOK = timedelta(days=14)
"""Who never looked is shown what changed in these days."""
EVENTS = 60
"""So many events of each kind of object are looked through for what changed."""
FOLLOWING = {"supervision", "supervision_head"}


def desk(request: HttpRequest) -> HttpResponse:
    address.read(request, {})
    if not request.user.is_authenticated:
        return to_sign_in(request)
    with offices.remembering():
        return render(request, "reports/desk.html", _desk(request))


def to_sign_in(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"/sign-in?next={request.path}")


def _desk(request: HttpRequest) -> dict[str, Any]:
    user, today = request.user, clock.today()
    person = person_of(user)
    groups = waiting(user, today)
    context = {
        "title": _("My desk"),
        "today": today,
        "groups": [_group(request, group) for group in groups],
        "waiting": sum(group.count for group in groups),
        "pages": _pages(request),
        "person": person,
    }
    return context if person is None else context | _personal(request, person, today)


def person_of(user: Any) -> Person | None:
    rows = Person.objects.filter(user_id=user.pk).select_related("user", "wish")
    found: Person | None = rows.first()
    return found


def _personal(request: HttpRequest, person: Person, today: date) -> dict[str, Any]:
    since = last_look(person)
    rows = list(offices.notices_of(person)[:NOTICES])
    return {
        "due": [_due(request, each, today) for each in due.due_for(person, today)],
        "notices": _told(request, rows),
        "unread": offices.unread_count(person),
        "all_notices": link(request, "/desk/notices"),
        "since": timezone.localtime(since) if since else None,
        "changes": _changes(request, since or clock.now() - FIRST_LOOK),
        "wish": wishing.shown(request, person),
    }


def _group(request: HttpRequest, group: Group) -> dict[str, Any]:
    return {
        "key": group.kind.key,
        "title": capfirst(in_language(group.kind.titles, request.lang)),
        "count": group.count,
        "href": link(request, f"/desk/waiting/{group.kind.key}"),
        "rows": [_row(request, obj) for obj in group.first],
        "more": group.count > len(group.first),
    }


def _row(request: HttpRequest, obj: Any) -> dict[str, Any]:
    acted = of(obj)
    return {
        "title": acted.title(obj, request.lang),
        "href": link(request, acted.url(obj)),
        "since": timezone.localtime(obj.entered_at),
        "state": obj.state_title(request.lang),
        "timing": _timing(obj),
    }


def _timing(obj: Any) -> Word | None:
    """How late the thing itself is, where it has a day and is."""
    if not hasattr(obj, "due_day"):
        return None
    today = clock.today()
    found = timing(obj, today)
    return timing_word(found, obj, today) if found is Timing.LATE else None


@dataclass(frozen=True)
class _DueDay:
    """What is due, as `timing_word` reads it."""

    day: date

    def due_day(self) -> date:
        return self.day

    def done_day(self) -> None:
        return None


def _due(request: HttpRequest, each: due.Due, today: date) -> dict[str, Any]:
    thing = _DueDay(each.day)
    late = Timing.LATE if each.day < today else Timing.NEAR
    path, _question, query = each.address.partition("?")
    params = dict(part.split("=", 1) for part in query.split("&") if part)
    return {
        "title": in_language(each.titles, request.lang),
        "href": link(request, path, **params) if path else "",
        "day": each.day,
        "timing": timing_word(late, thing, today),
    }


def _told(request: HttpRequest, rows: Sequence[Any]) -> list[dict[str, Any]]:
    lang = request.lang
    return [
        {
            "kind": in_language(each.kind, lang),
            "title": each.about.title(lang),
            "href": link(request, each.about.address) if each.about.address else "",
            "at": timezone.localtime(each.at),
            "unread": each.unread,
            "level": each.level,
        }
        for each in offices.told(rows, request.user)
    ]


def _changes(request: HttpRequest, since: datetime) -> list[dict[str, Any]]:
    """By object, the newest first, each with what was done to it and by whom last."""
    found = offices.changed_since(request.user, since, most=EVENTS)[:CHANGES]
    about = described([each.ref for each in found], request.user)
    who = offices.names_of_accounts({each.events[0].actor_id for each in found}, request.lang)
    return [
        {
            "title": about[each.ref].title(request.lang),
            "href": link(request, about[each.ref].address) if about[each.ref].address else "",
            "actions": _actions(each.ref[0], each.events, request.lang),
            "who": who.get(each.events[0].actor_id, each.events[0].actor_name),
            "at": timezone.localtime(each.events[0].at),
        }
        for each in found
    ]


def _actions(label: str, events: Sequence[Any], lang: str) -> list[str]:
    """What was done, in the order done, each once."""
    model = MODELS.get(label)
    titles = []
    for event in reversed(events):
        row = model.machine.find(event.action, event.from_state or None) if model else None
        titles.append(in_language(row.titles, lang) if row else str(event.action))
    return list(dict.fromkeys(titles))


def _pages(request: HttpRequest) -> list[dict[str, str]]:
    """Pages for the roles held, beside those of the areas."""
    held = offices.roles_of(request.user, clock.today())
    pages = [("/ledger", _("Ledger of key tasks")), ("/burden", _("Burden of offices"))]
    if held & set(ANY_ISSUER):
        pages.append(("/escalations", _("Notices to be issued")))
    if held & FOLLOWING:
        pages.append(("/signals", _("Signals for sampling")))
    if held & set(READING_HEAD):
        pages.insert(0, ("/head", _("The head's page")))
    return [{"href": link(request, path), "title": title} for path, title in pages]


def waiting_rows(request: HttpRequest, kind: str) -> HttpResponse:
    """All of one kind, page by page."""
    asked = address.read(request, {"page": address.between(1, 100_000)})
    if not request.user.is_authenticated:
        return to_sign_in(request)
    with offices.remembering():
        rows = _rows(request, kind)
        where = partial(link, request, f"/desk/waiting/{kind}")
        paging = Paging.of(rows.count(), asked.get("page", 1), ROWS, lambda n: where(page=n))
        context = {
            "title": capfirst(in_language(_kind(kind).titles, request.lang)),
            "rows": [_row(request, obj) for obj in rows[paging.first : paging.last]],
            "paging": paging,
            "back": link(request, "/desk"),
        }
        return render(request, "reports/waiting.html", context)


def _kind(key: str) -> Waiting:
    for kind in WAITING:
        if kind.key == key:
            return kind
    raise NotThere(_("There is nothing at this address that you can see."))


def _rows(request: HttpRequest, key: str) -> Any:
    kind = _kind(key)
    rows = kind.rows(request.user, clock.today())
    return kind.model.objects.none() if rows is None else rows.select_related(*related(kind))


def notices(request: HttpRequest) -> HttpResponse:
    """All of the person's notices, page by page."""
    asked = address.read(request, {"page": address.between(1, 100_000)})
    if not request.user.is_authenticated:
        return to_sign_in(request)
    person = person_of(request.user)
    if person is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    rows = offices.notices_of(person)
    where = Address.of("/desk/notices", lang=request.lang_asked)
    paging = Paging.of(rows.count(), asked.get("page", 1), ROWS, lambda n: str(where.with_(page=n)))
    context = {
        "title": _("My notices"),
        "rows": _told(request, list(rows[paging.first : paging.last])),
        "paging": paging,
        "back": link(request, "/desk"),
    }
    return render(request, "reports/notices.html", context)
