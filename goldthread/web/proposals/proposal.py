"""One proposal: its text, who stands behind it, what was said, decided and became of it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.programme import queries as programme
from goldthread.seminar import queries
from goldthread.seminar.models import Proposal, Sponsorship
from goldthread.seminar.queries.agenda import released
from goldthread.web.acting.frame import Button, badge, frame
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import path as action_path
from goldthread.web.acting.registry import of as acted_of
from goldthread.web.programme.cycles import begin
from goldthread.web.programme.names import short_names
from goldthread.web.proposals import discussion, handling, lineage, thread, told
from goldthread.web.proposals.pickers import own_offices_of
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock
from goldthread.workflow.offers import available
from goldthread.workflow.texts import in_language

RELATED = (
    *("seminar__cycle", "office", "author", "measure__cycle"),
    *("merged_into", "duplicate_of", "answered_by", "task__cycle"),
)


def proposal(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    found = seen(queries.proposals_visible_to(request.user).select_related(*RELATED), key)
    lang = request.lang
    names = short_names(lang, clock.today())
    shown = frame(request, found)
    line = lineage.of(request, found)
    heirs = [each.key for each in line.after]
    context = {
        "title": thread.title(found, lang),
        "proposal": found,
        "frame": shown,
        "thread": shown.thread,
        "facts": _facts(request, found, names),
        "texts": _texts(found, lang),
        "sponsors": _sponsors(request, found, names),
        "begin_invite": begin(request, Sponsorship(proposal=found), "invite", proposal=found.pk),
        "lineage": line,
        "stances": discussion.stances(request, found, names),
        "discussion": discussion.discussion(request, found, names),
        "handlers": handling.handlers(request, found, names),
        "answer_due": handling.answer_due(found),
        "answers": handling.answers(request, found, heirs, names),
        "ratings": handling.ratings(request, found, names),
        "task": handling.task(request, found),
    }
    return render(request, "proposals/proposal.html", context)


def seen(rows: Any, key: str) -> Any:
    """The object of a page; what the reader may not see is not there."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    return found


def _facts(request: HttpRequest, found: Proposal, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """What stands at the head of the page."""
    lang, measure = request.lang, found.measure
    seminar_href = link(request, f"/seminars/{found.seminar.key}")
    facts = [
        _fact(_("Seminar"), found.seminar.title(lang), seminar_href),
        _fact(_("Number"), found.number or _("given when it is submitted")),
        _fact(_("Proposing office"), names.get(found.office_id, "")),
        _fact(_("Line of work"), told.line_title(found.line_of_work, lang)),
    ]
    if measure is not None:
        rows = programme.measures_visible_to(request.user).filter(pk=measure.pk)
        if rows.exists():
            title = f"{measure.number}. {measure.title(lang)}"
            facts.append(_fact(_("Measure"), title, link(request, f"/measures/{measure.pk}")))
    if found.item_id is not None:
        agenda = released(found.seminar)
        item = agenda.item(found.item_id) if agenda is not None else None
        if item is not None:
            href = link(request, f"/seminars/{found.seminar.key}/agenda")
            facts.append(_fact(_("Discussed under"), in_language(item.titles, lang), href))
    return facts


def _fact(name: str, value: str, href: str = "") -> dict[str, str]:
    return {"name": name, "value": value, "href": href}


def _texts(found: Proposal, lang: str) -> list[dict[str, Any]]:
    """Background and request, each in the languages in which it is written."""
    both = (
        (_("Background"), found.background_en, found.background_zh),
        (_("What is asked for"), found.request_en, found.request_zh),
    )
    return [
        {"title": title, "texts": handling.texts(english, chinese, lang)}
        for title, english, chinese in both
        if english or chinese
    ]


def _sponsors(
    request: HttpRequest, found: Proposal, names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """The proposer first; those who were asked only for who may know. Own ones can be answered."""
    rows = queries.sponsorships_visible_to(request.user).filter(proposal=found)
    rows = rows.exclude(state="revoked").select_related("proposal__seminar", "office", "origin")
    own = own_offices_of(request.user)
    return [
        {
            "office": names.get(row.office_id, row.office.code),
            "proposes": row.proposes,
            "badge": None
            if row.state == "accepted"
            else badge(row.machine, row.state, request.lang),
            "href": link(request, f"/sponsorships/{row.pk}"),
            "origin": row.origin.number if row.origin_id else "",
            "objection": row.objection,
            "objected_on": row.objected_on,
            "agreed_on": row.agreed_on,
            "buttons": _buttons(request, row) if row.office_id in own else [],
        }
        for row in rows.order_by("-proposes", "office__code", "pk")
    ]


def _buttons(request: HttpRequest, row: Sponsorship) -> list[Button]:
    """What the reader's own office can do as a sponsor."""
    acted = acted_of(row)
    return [
        Button(
            offer.title(request.lang),
            link(request, action_path(acted, row, offer.transition.action)),
        )
        for offer in available(row, request.user)
        if offer.allowed
    ]
