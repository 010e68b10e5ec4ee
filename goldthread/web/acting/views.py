"""An action on an object: its form, its confirmation, its refusals; and the object's history.

Nothing of the object is written here: the engine judges and writes, and what it refuses is shown
with everything that was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goldthread.offices import queries
from goldthread.web.acting import forms, frame, history, ticket, undoing
from goldthread.web.acting.conflict import conflict
from goldthread.web.acting.next_step import next_step
from goldthread.web.acting.registry import Acted, Asked, named
from goldthread.web.acting.ticket import Ticket
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.paging import Paging
from goldthread.web.shell.writing import accepts_post
from goldthread.workflow import log
from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import NotAllowed, Refused, StaleVersion
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.machine import Transition
from goldthread.workflow.models import Event
from goldthread.workflow.offers import Offer, available
from goldthread.workflow.texts import in_language

BODY = 512 * 1024
"""A payload of 64 KB, written as a form writes Chinese, with the values that were shown."""
ROWS = 50
CONFLICT, REFUSED, FORBIDDEN = 409, 422, 403


@dataclass(frozen=True)
class Doing:
    """One request to do something: who asks is in the request."""

    request: HttpRequest
    acted: Acted
    obj: Any
    offer: Offer

    @property
    def row(self) -> Transition:
        return self.offer.transition

    @property
    def asked(self) -> Asked:
        return Asked(self.request, self.obj, self.row.action)

    def ticket(self) -> Ticket:
        return Ticket.for_form(self.obj, self.row.action, self.request.user, self.values())

    def values(self) -> Mapping[str, object]:
        """The present values of the fields that the action asks for."""
        values = self.acted.initial(self.obj, self.row.action)
        return {need.name: values[need.name] for need in self.row.needs if need.name in values}


@accepts_post(limit=BODY)
def act(request: HttpRequest, name: str, key: str, action: str) -> HttpResponse:
    """The form of an action, and the doing of it."""
    acted = named(name)
    with queries.remembering():
        obj = acted.see(request.user, key)
        return _answer(Doing(request, acted, obj, _offer(obj, request, action)))


@accepts_post(limit=BODY)
def begin(request: HttpRequest, name: str, action: str) -> HttpResponse:
    """The form that creates an object."""
    acted = named(name)
    if acted.new is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    with queries.remembering():
        obj = acted.new(request, {})
        return _answer(Doing(request, acted, obj, _offer(obj, request, action)))


def _offer(obj: Lifecycle, request: HttpRequest, action: str) -> Offer:
    for offer in available(obj, request.user, every=True):
        if offer.transition.action == action:
            return offer
    raise NotThere(_("There is nothing at this address that you can see."))


def _answer(doing: Doing) -> HttpResponse:
    if doing.request.method == "POST":
        return _done(doing)
    given = address.read(doing.request, _filled_by_address(doing))
    if not doing.offer.allowed:
        return _page(doing, status=FORBIDDEN)
    form = forms.blank(doing.acted, doing.row.needs, {**doing.values(), **given})
    return _page(doing, form=form, ticket=doing.ticket())


def _filled_by_address(doing: Doing) -> Mapping[str, address.Check]:
    """A new object's form may come with some fields filled in, such as the cycle it is begun in."""
    if not doing.obj._state.adding:
        return {}
    return {need.name: str for need in doing.row.needs if need.name in address.ORDER}


def _done(doing: Doing) -> HttpResponse:
    """Do it; whatever is refused gives the page again with everything typed."""
    given = ticket.opened(doing.request.POST.get("ticket", ""))
    form = forms.read(doing.acted, doing.row.needs, doing.request.POST, doing.asked)
    if given is None or not given.fits(doing.ticket()):
        sentence = _("This form was not given to you for this. Look at it again, then send it.")
        return _again(doing, form, doing.ticket(), sentence)
    if form.errors:
        return _again(doing, form, given, "")
    try:
        event = _carry_out(doing, form, given)
    except StaleVersion as stale:
        return _stale(doing, stale, form, given)
    except Refused as refusal:
        status = FORBIDDEN if isinstance(refusal, NotAllowed) else REFUSED
        return _again(doing, form, given, refusal.in_language(doing.request.lang), status)
    return _succeeded(doing, event)


def _carry_out(doing: Doing, form: forms.Form, given: Ticket) -> Event:
    """By the engine, which judges version, state, person, fields and conditions."""
    user, action = doing.request.user, doing.row.action
    if not doing.obj._state.adding:
        return perform(
            doing.obj,
            action,
            actor=user,
            expected_version=given.version,
            payload=form.payload,
            key=given.key,
        )
    assert doing.acted.new is not None
    with transaction.atomic():
        log.hold("default")  # so that no two new objects choose the same address
        made = doing.acted.new(doing.request, form.payload)
        event = create(made, action, actor=user, payload=form.payload, key=given.key)
    vars(doing.obj).update(vars(made))
    return event


def _succeeded(doing: Doing, event: Event) -> HttpResponse:
    obj, lang = doing.obj, doing.request.lang
    sentence = _("Done: %(action)s. Version %(version)d; the state is: %(state)s.") % {
        "action": doing.offer.title(lang),
        "version": event.version,
        "state": obj.state_title(lang),
    }
    messages.success(doing.request, undoing.told(doing.request, doing.acted, obj, event, sentence))
    answer = HttpResponseRedirect(frame.address(doing.request, doing.acted.url(obj)))
    answer.status_code = 303
    return answer


def _again(
    doing: Doing, form: forms.Form, given: Ticket, sentence: str, status: int = REFUSED
) -> HttpResponse:
    """The form with what was typed. Somebody who may not act is told that before any field."""
    if form.errors and not doing.offer.allowed:
        return _page(doing, status=FORBIDDEN, form=form)
    return _page(doing, status=status, form=form, ticket=given, sentence=sentence)


def _stale(doing: Doing, stale: StaleVersion, form: forms.Form, given: Ticket) -> HttpResponse:
    """Three sides, and the same form on the object as it is now, where it may still be sent."""
    if stale.current is None:
        raise NotThere(stale.in_language(doing.request.lang))
    now = stale.current
    again = Doing(doing.request, doing.acted, now, _offer(now, doing.request, doing.row.action))
    three = conflict(doing.acted, stale, given, form, again.asked)
    fresh = again.ticket() if again.offer.allowed else None
    return _page(again, status=CONFLICT, form=form, ticket=fresh, three=three)


def _page(
    doing: Doing,
    *,
    status: int = 200,
    form: forms.Form | None = None,
    ticket: Ticket | None = None,
    sentence: str = "",
    three: Any = None,
) -> HttpResponse:
    lang, acted, obj = doing.request.lang, doing.acted, doing.obj
    new = obj._state.adding
    fields = form.fields(acted, doing.asked) if form else []
    action = capfirst(doing.offer.title(lang))
    kind = in_language(obj.machine.titles, lang)
    context = {
        "title": _("%(action)s: %(kind)s") % {"action": action, "kind": kind} if new else action,
        "object": "" if new else acted.title(obj, lang),
        "back": "" if new else frame.address(doing.request, acted.url(obj)),
        "badge": None if new else frame.badge(obj.machine, obj.state, lang),
        "fields": fields,
        "errors": [each for each in fields if each.error],
        "sentence": sentence,
        "ticket": ticket,
        "three": three,
        "typed": form is not None and doing.request.method == "POST",
        "next": next_step(obj.machine, doing.row, lang),
        "refusal": None if doing.offer.allowed else frame.refusal(doing.offer, lang),
        "here": frame.address(doing.request, frame.path(acted, obj, doing.row.action)),
        "thread": () if new else acted.thread(doing.request, obj),
    }
    template = "acting/conflict.html" if three else "acting/act.html"
    return render(doing.request, template, context, status=status)


def past(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """The whole history of an object, page by page."""
    acted = named(name)
    obj = acted.see(request.user, key)
    asked = address.read(request, {"page": address.between(1, 1_000_000)})
    events = acted.history(request.user, obj)
    where = partial(frame.address, request, frame.history_path(acted, obj))
    paging = Paging.of(events.count(), asked.get("page", 1), ROWS, lambda n: where(page=n))
    context = {
        "title": _("History"),
        "object": acted.title(obj, request.lang),
        "back": frame.address(request, acted.url(obj)),
        "rows": history.rows(acted, events[paging.first : paging.last], Asked(request, obj, "")),
        "paging": paging,
        "thread": acted.thread(request, obj),
    }
    return render(request, "acting/past.html", context)
