"""Many proposals at once: chosen, an action chosen, looked at, done, told with links."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.programme.actions import hold_for_later
from goldthread.programme.actions.holding import choose
from goldthread.programme.models import Held
from goldthread.seminar import queries
from goldthread.seminar.actions.screening import (
    MOST,
    Bulk,
    Chosen,
    Outcome,
    bulks,
    carry_out,
    preview,
)
from goldthread.seminar.models import Proposal
from goldthread.seminar.queries.proposals import proposals
from goldthread.web.acting import forms, registry
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge
from goldthread.web.acting.registry import Asked
from goldthread.web.acting.views import REFUSED
from goldthread.web.proposals import listing
from goldthread.web.shell import address
from goldthread.web.shell.errors import BadParameter, NotThere
from goldthread.web.shell.writing import accepts_post
from goldthread.web.volume.keeping import mine, onward, onward_to
from goldthread.workflow import clock
from goldthread.workflow.errors import Refused
from goldthread.workflow.texts import in_language

CHOOSING = 64 * 1024
OF = {"of": Proposal.machine.name}
"""What a kept choice of proposals says of itself: the ledger keeps choices of tasks."""


@accepts_post(limit=CHOOSING)
def choose_rows(request: HttpRequest) -> HttpResponse:
    """Keep which rows were ticked, or all that the filter finds, with their versions."""
    asked = listing.read(request)
    if request.method != "POST":
        return onward(request, listing.PATH)
    if request.POST.get("all"):
        found = proposals(request.user, asked.filters())
        rows = list(found.values_list("pk", "version")[: MOST + 1])
    else:
        rows = _ticked(request.POST.getlist("proposal"))
    if not rows or len(rows) > MOST:
        sentence = _("Choose at least one row, and at most %(most)d.") % {"most": MOST}
        messages.error(request, sentence)
        return onward_to(asked.address())
    return _kept(request, rows)


def _kept(request: HttpRequest, rows: list[tuple[int, int]]) -> HttpResponse:
    content = json.dumps(rows).encode()
    try:
        held = hold_for_later(
            actor=request.user, kind=Held.CHOICE, name=str(len(rows)), content=content, given=OF
        )
    except Refused as refusal:
        messages.error(request, refusal.in_language(request.lang))
        return onward(request, listing.PATH)
    return onward(request, f"{listing.PATH}/many/{held.key}")


def _ticked(given: list[str]) -> list[tuple[int, int]]:
    """Keys with versions, as the boxes send them."""
    found = []
    for text in given:
        key, _dot, version = text.partition(".")
        if not (key.isdecimal() and version.isdecimal() and len(text) < 30 and text.isascii()):
            raise BadParameter("proposal", text[:40], _("Choose from the list."))
        found.append((int(key), int(version)))
    return list(dict.fromkeys(found))


class Many:
    """The chosen rows, as their chooser sees them now, and what is asked to be done to them."""

    def __init__(self, request: HttpRequest, key: str) -> None:
        self.request = request
        self.held = mine(request, key, Held.CHOICE)
        if self.held.given.get("of") != OF["of"]:
            raise NotThere(_("There is nothing at this address that you can see."))
        self.chosen = [Chosen(*row) for row in json.loads(bytes(self.held.content))]
        seen = queries.proposals_visible_to(request.user).select_related("seminar", "office")
        rows = seen.filter(pk__in=[each.pk for each in self.chosen])
        self.rows = list(rows.order_by("seminar_id", "number", "pk"))

    @property
    def asked(self) -> Asked:
        """Widgets are asked about any one of the rows: what is offered holds for all."""
        return Asked(self.request, self.rows[0] if self.rows else Proposal(), "")

    def offered(self) -> list[dict[str, Any]]:
        """Each action with how many of the rows are in a state for it, where there are any."""
        states = Counter(row.state for row in self.rows)
        found = []
        for bulk in bulks().values():
            count = sum(states[name] for name in bulk.sources)
            if count:
                found.append({"name": bulk.name, "title": self.title(bulk), "count": count})
        return found

    def title(self, bulk: Bulk) -> str:
        return str(capfirst(in_language(bulk.titles, self.request.lang)))


@accepts_post
def many(request: HttpRequest, key: str) -> HttpResponse:
    """Choose an action; see what it would do to each row; do it."""
    address.read(request, {})
    page = Many(request, key)
    if page.held.done_at:
        return _result(page)
    bulk = bulks().get(request.POST.get("action", "")) if request.method == "POST" else None
    if bulk is None:
        sentence = _("Choose an action.") if request.method == "POST" else ""
        context = _context(page) | {"actions": page.offered(), "sentence": sentence}
        status = REFUSED if sentence else 200
        return render(request, "proposals/many.html", context, status=status)
    return _looked_at(page, bulk)


def _looked_at(page: Many, bulk: Bulk) -> HttpResponse:
    """The fields that hold for all, then what would happen to each, then the doing."""
    acted, data = registry.named(Proposal.machine.name), page.request.POST
    if bulk.needs and "fields" not in data:
        return _previewed(page, bulk, forms.blank(acted, bulk.needs, {}), None, 200)
    form = forms.read(acted, bulk.needs, data, page.asked)
    if form.errors:
        return _previewed(page, bulk, form, None, REFUSED)
    if data.get("step") == "do":
        return _done(page, bulk, form.payload)
    outcomes = preview(
        bulk=bulk,
        tasks=page.rows,
        chosen=page.chosen,
        actor=page.request.user,
        given=form.payload,
    )
    return _previewed(page, bulk, form, outcomes, 200)


def _context(page: Many) -> dict[str, Any]:
    count = len(page.rows)
    title = ngettext("%(count)d proposal chosen", "%(count)d proposals chosen", count)
    return {
        "title": title % {"count": count},
        "gone": len(page.chosen) - count,
        "here": link(page.request, f"{listing.PATH}/many/{page.held.key}"),
        "back": link(page.request, listing.PATH),
    }


def _previewed(
    page: Many, bulk: Bulk, form: forms.Form, outcomes: list[Outcome] | None, status: int
) -> HttpResponse:
    fields = form.fields(registry.named(Proposal.machine.name), page.asked)
    rows = [_row(page.request, each) for each in outcomes or ()]
    context = _context(page) | {
        "bulk": bulk.name,
        "action": page.title(bulk),
        "fields": fields,
        "errors": [each for each in fields if each.error],
        "asked": outcomes is not None,
        "going": [row for row in rows if not row["why_not"]],
        "staying": [row for row in rows if row["why_not"]],
    }
    return render(page.request, "proposals/many_preview.html", context, status=status)


def _row(request: HttpRequest, outcome: Outcome) -> dict[str, Any]:
    row, lang = outcome.task, request.lang
    return {
        "number": row.number,
        "title": row.title(lang),
        "href": link(request, f"{listing.PATH}/{row.pk}"),
        "badge": badge(row.machine, row.state, lang),
        "after": badge(row.machine, outcome.after, lang) if outcome.after else None,
        "why_not": outcome.why_not.in_language(lang) if outcome.why_not else "",
    }


def _done(page: Many, bulk: Bulk, given: Mapping[str, Any]) -> HttpResponse:
    outcomes = carry_out(
        bulk=bulk,
        tasks=page.rows,
        chosen=page.chosen,
        actor=page.request.user,
        given=given,
        key=f"proposals-{page.held.key}",
    )
    done = [each.task.pk for each in outcomes if each.why_not is None]
    why = {
        str(each.task.pk): {lang: each.why_not.in_language(lang) for lang in ("en", "zh")}
        for each in outcomes
        if each.why_not is not None
    }
    choose(held=page.held, done_at=clock.now(), action=bulk.name, done=done, why=why)
    return onward(page.request, f"{listing.PATH}/many/{page.held.key}")


def _result(page: Many) -> HttpResponse:
    """What was done to which, and why not to the rest; the page can be kept as a note."""
    given, lang = page.held.given, page.request.lang
    done = set(given["done"])
    told = {row.pk: _row(page.request, Outcome(row)) for row in page.rows}
    staying = [
        told[int(key)] | {"why_not": why["zh" if lang == "zh" else "en"]}
        for key, why in given["why"].items()
        if int(key) in told
    ]
    context = _context(page) | {
        "action": page.title(bulks()[given["action"]]),
        "going": [row for key, row in told.items() if key in done],
        "staying": staying,
    }
    return render(page.request, "proposals/many_result.html", context)
