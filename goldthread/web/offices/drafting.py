"""Drafting an act change by change: each is an edit of the act, put through the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices.codelists import changes as kinds
from goldthread.offices.models import Reform
from goldthread.offices.one_office import life_of_all
from goldthread.web.acting import forms, registry, ticket
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge
from goldthread.web.acting.ticket import Ticket
from goldthread.web.acting.views import BODY, CONFLICT, FORBIDDEN, REFUSED
from goldthread.web.acting.widgets import Asked
from goldthread.web.offices import changes_told, registering, telling
from goldthread.web.offices.change_fields import KINDS, Kind, entry
from goldthread.web.offices.widgets import offices_of
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.writing import accepts_post
from goldthread.workflow.engine import perform
from goldthread.workflow.errors import NotAllowed, Refused, StaleVersion
from goldthread.workflow.offers import Offer, available
from goldthread.workflow.texts import in_language

ACTED = registry.named("reform")


@dataclass(frozen=True)
class Draft:
    """One request to change the changes of an act; `what` names it for the ticket."""

    request: HttpRequest
    reform: Reform
    what: str

    @property
    def back(self) -> str:
        return link(self.request, registering.url(self.reform))

    def offer(self) -> Offer:
        offers = available(self.reform, self.request.user, every=True)
        return next(offer for offer in offers if offer.transition.action == "edit")

    def ticket(self) -> Ticket:
        """It holds the act as it was shown, on which the change is made."""
        act = registering.values(self.reform, "edit")
        return Ticket.for_form(self.reform, self.what, self.request.user, act)

    def write(self, rows: Sequence[Any], given: Ticket) -> None:
        """The whole act anew with these changes; the same form sent twice gives the same act."""
        perform(
            self.reform,
            "edit",
            actor=self.request.user,
            expected_version=given.version,
            payload={**given.saw, "changes": list(rows)},
            key=given.key,
        )

    def done(self, sentence: str) -> HttpResponse:
        messages.success(self.request, sentence)
        answer = HttpResponseRedirect(self.back)
        answer.status_code = 303
        return answer


def reform_of(request: HttpRequest, key: str) -> Reform:
    found: Reform | None = ACTED.sees(request.user).filter(key=key).first()
    if found is None:
        raise NotThere(_("There is no reform act at this address."), link(request, "/reforms"))
    return found


@accepts_post(limit=BODY)
def add(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """One more change, of a kind."""
    address.read(request, {})
    if kind not in KINDS:
        raise NotThere(_("There is no such kind of change."), link(request, "/reforms"))
    draft = Draft(request, reform_of(request, key), f"add_{kind}")
    asked = Asked(request, draft.reform, "edit", {"offices": _offices(draft)})
    row = Kind(kind)
    if request.method == "POST":
        return _added(draft, row, asked)
    if not draft.offer().allowed:
        return _page(draft, row, asked, status=FORBIDDEN)
    return _page(draft, row, asked, form=forms.blank(row, row.needs, {}), ticket=draft.ticket())


def _offices(draft: Draft) -> Any:
    lang = draft.request.lang
    own = changes_told.new_offices(draft.reform.changes, lang)
    return offices_of(draft.reform.effective, lang, own)


def _added(draft: Draft, kind: Kind, asked: Asked) -> HttpResponse:
    given = ticket.opened(draft.request.POST.get("ticket", ""))
    form = forms.read(kind, kind.needs, draft.request.POST, asked)
    if given is None or not given.fits(draft.ticket()):
        sentence = _("This form was not given to you for this. Look at it again, then send it.")
        return _page(draft, kind, asked, REFUSED, form, draft.ticket(), sentence)
    if form.errors:
        status = REFUSED if draft.offer().allowed else FORBIDDEN
        return _page(draft, kind, asked, status, form, given)
    rows = [*given.saw["changes"], entry(kind.code, form.payload)]
    try:
        draft.write(rows, given)
    except Refused as refusal:
        return _refused(draft, kind, asked, form, given, refusal)
    return draft.done(_("The change was added. Rehearse the act when all changes are in it."))


def _refused(
    draft: Draft, kind: Kind, asked: Asked, form: forms.Form, given: Ticket, refusal: Refused
) -> HttpResponse:
    """Typed text is kept; after a conflict the same form stands on the act as it is now."""
    sentence = refusal.in_language(asked.lang)
    if isinstance(refusal, StaleVersion) and refusal.current is not None:
        now = Draft(draft.request, reform_of(draft.request, draft.reform.key), draft.what)
        return _page(now, kind, asked, CONFLICT, form, now.ticket(), sentence)
    status = FORBIDDEN if isinstance(refusal, NotAllowed) else REFUSED
    return _page(draft, kind, asked, status, form, given, sentence)


def _page(
    draft: Draft,
    kind: Kind,
    asked: Asked,
    status: int = 200,
    form: forms.Form | None = None,
    ticket: Ticket | None = None,
    sentence: str = "",
) -> HttpResponse:
    fields = form.fields(kind, asked) if form else []
    offer = draft.offer()
    title = _("Add a change: %(kind)s") % {"kind": in_language(kinds()[kind.code], asked.lang)}
    context = {
        **_about(draft, offer),
        "title": title,
        "fields": fields,
        "errors": [field for field in fields if field.error],
        "sentence": sentence,
        "ticket": ticket if offer.allowed else None,
        "typed": draft.request.method == "POST",
        "next": {"sentence": _("The act is a draft again; who takes what is rehearsed anew.")},
        "here": link(draft.request, f"{registering.url(draft.reform)}/add/{kind.code}"),
    }
    return render(draft.request, "acting/act.html", context, status=status)


def _about(draft: Draft, offer: Offer) -> Mapping[str, Any]:
    lang, reform = draft.request.lang, draft.reform
    sentences = tuple(dict.fromkeys(reason.in_language(lang) for reason in offer.reasons))
    return {
        "object": registering.title(reform, lang),
        "back": draft.back,
        "badge": badge(reform.machine, reform.state, lang),
        "refusal": None if offer.allowed else {"sentences": sentences},
        "thread": registering.thread(draft.request, reform),
    }


@accepts_post(limit=BODY)
def take_out(request: HttpRequest, key: str, number: str) -> HttpResponse:
    """Ask, then leave one change out."""
    address.read(request, {})
    draft = Draft(request, reform_of(request, key), f"take_out_{number}")
    rows, place = list(draft.reform.changes), int(number) - 1
    if request.method == "POST":
        return _taken_out(draft, rows, place)
    if not 0 <= place < len(rows):
        raise NotThere(_("The act has no change with this number."), draft.back)
    return _confirm(draft, rows, place, draft.ticket())


def _taken_out(draft: Draft, rows: list[Any], place: int) -> HttpResponse:
    given = ticket.opened(draft.request.POST.get("ticket", ""))
    if given is None or not given.fits(draft.ticket()):
        sentence = _("This form was not given to you for this. Look at it again, then send it.")
        return _confirm(draft, rows, place, draft.ticket(), REFUSED, sentence)
    shown = list(given.saw["changes"])
    try:
        draft.write(shown[:place] + shown[place + 1 :], given)
    except Refused as refusal:
        status = CONFLICT if isinstance(refusal, StaleVersion) else REFUSED
        status = FORBIDDEN if isinstance(refusal, NotAllowed) else status
        sentence = refusal.in_language(draft.request.lang)
        return _confirm(draft, rows, place, None, status, sentence)
    return draft.done(_("The change was taken out."))


def _confirm(
    draft: Draft,
    rows: Sequence[Any],
    place: int,
    ticket: Ticket | None,
    status: int = 200,
    sentence: str = "",
) -> HttpResponse:
    lang, offer = draft.request.lang, draft.offer()
    names = telling.names_by_code(life_of_all(), draft.reform.effective, lang)
    texts = changes_told.told(rows, names, lang)
    context = {
        **_about(draft, offer),
        "title": _("Take out a change"),
        "sentence": sentence,
        "ticket": ticket if offer.allowed else None,
        "next": {"sentence": texts[place] if 0 <= place < len(texts) else ""},
        "here": link(draft.request, f"{registering.url(draft.reform)}/take-out/{place + 1}"),
    }
    status = FORBIDDEN if not offer.allowed else status
    return render(draft.request, "acting/act.html", context, status=status)
