"""Many rows of the ledger at once: chosen, an action chosen, looked at, done, told with links."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.programme import queries
from goldthread.programme.actions import hold_for_later
from goldthread.programme.actions.bulk import (
    MOST,
    Bulk,
    Chosen,
    Outcome,
    bulks,
    carry_out,
    preview,
)
from goldthread.programme.actions.holding import choose
from goldthread.programme.models import Held, KeyTask
from goldthread.web.acting import forms, registry
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge
from goldthread.web.acting.registry import Asked
from goldthread.web.acting.views import REFUSED
from goldthread.web.acting.widgets import BY_KIND, Widget
from goldthread.web.programme import ledger
from goldthread.web.shell import address
from goldthread.web.shell.errors import BadParameter, NotThere
from goldthread.web.shell.writing import accepts_post
from goldthread.web.volume.keeping import mine, onward, onward_to
from goldthread.workflow import clock
from goldthread.workflow.errors import Refused
from goldthread.workflow.machine import Need

CHOOSING = 64 * 1024


@accepts_post(limit=CHOOSING)
def choose_rows(request: HttpRequest) -> HttpResponse:
    """Keep which rows were ticked, or all that the ledger's filter finds, with their versions."""
    asked = ledger.read(request)
    if request.method != "POST":
        return onward(request, "/ledger")
    found = queries.ledger(request.user, clock.today(), asked.filters())
    if request.POST.get("all"):
        rows = list(found.values_list("pk", "version")[: MOST + 1])
    else:
        rows = _ticked(request.POST.getlist("task"))
    if not rows or len(rows) > MOST:
        sentence = _("Choose at least one row, and at most %(most)d.") % {"most": MOST}
        messages.error(request, sentence)
        return onward_to(asked.address("/ledger"))
    try:
        content = json.dumps(rows).encode()
        held = hold_for_later(
            actor=request.user, kind=Held.CHOICE, name=str(len(rows)), content=content
        )
    except Refused as refusal:
        messages.error(request, refusal.in_language(request.lang))
        return onward(request, "/ledger")
    return onward(request, f"/ledger/many/{held.key}")


def _ticked(given: Sequence[str]) -> list[tuple[int, int]]:
    """Keys with versions, as the boxes send them."""
    found = []
    for text in given:
        key, _dot, version = text.partition(".")
        if not (key.isdecimal() and version.isdecimal() and len(text) < 30 and text.isascii()):
            raise BadParameter("task", text[:40], _("Choose from the list."))
        found.append((int(key), int(version)))
    return list(dict.fromkeys(found))


class Many:
    """The chosen rows, as their chooser sees them now, and what is asked to be done to them."""

    def __init__(self, request: HttpRequest, key: str) -> None:
        self.request = request
        self.held = mine(request, key, Held.CHOICE)
        if "of" in self.held.given:  # a choice of other objects than tasks says of which
            raise NotThere(_("There is nothing at this address that you can see."))
        self.chosen = [Chosen(*row) for row in json.loads(bytes(self.held.content))]
        keys = [each.pk for each in self.chosen]
        seen = queries.tasks_visible_to(request.user).select_related("lead", "cycle")
        self.tasks = list(seen.filter(pk__in=keys).order_by("cycle_id", "ledger_number", "pk"))

    def offered(self) -> list[dict[str, Any]]:
        """Each action with how many of the rows are in a state for it, where there are any."""
        states = Counter(task.state for task in self.tasks)
        found = []
        for bulk in bulks().values():
            count = sum(states[name] for name in bulk.sources)
            if count:
                title = capfirst(_title(bulk, self.request.lang))
                found.append({"name": bulk.name, "title": title, "count": count})
        return found


def _title(bulk: Bulk, lang: str) -> str:
    return bulk.titles["zh" if lang == "zh" else "en"]


class _Asking:
    """How the common fields are asked for: as in the form of one task."""

    def widget(self, need: Need) -> Widget:
        own = registry.named("key_task").fields.get(need.name)
        return own if own is not None and need.kind in ("text", "date") else BY_KIND[need.kind]


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
        return _actions(page, sentence)
    form = forms.read(_Asking(), bulk.needs, request.POST, Asked(request, KeyTask(), bulk.name))
    if form.errors or ("fields" not in request.POST and bulk.needs):
        first = "fields" not in request.POST
        form = forms.blank(_Asking(), bulk.needs, {}) if first else form
        return _previewed(page, bulk, form, None, 200 if first else REFUSED)
    if request.POST.get("step") == "do":
        return _done(page, bulk, form.payload)
    outcomes = preview(
        bulk=bulk,
        tasks=page.tasks,
        chosen=page.chosen,
        actor=request.user,
        given=form.payload,
    )
    return _previewed(page, bulk, form, outcomes, 200)


def _actions(page: Many, sentence: str) -> HttpResponse:
    context = _context(page) | {"actions": page.offered(), "sentence": sentence}
    status = REFUSED if sentence else 200
    return render(page.request, "volume/many.html", context, status=status)


def _context(page: Many) -> dict[str, Any]:
    count = len(page.tasks)
    title = ngettext("%(count)d key task chosen", "%(count)d key tasks chosen", count)
    return {
        "title": title % {"count": count},
        "gone": len(page.chosen) - count,
        "here": link(page.request, f"/ledger/many/{page.held.key}"),
        "back": link(page.request, "/ledger"),
    }


def _previewed(
    page: Many, bulk: Bulk, form: forms.Form, outcomes: list[Outcome] | None, status: int
) -> HttpResponse:
    asked = Asked(page.request, KeyTask(), bulk.name)
    fields = form.fields(_Asking(), asked)
    rows = [_row(page.request, each) for each in outcomes or ()]
    context = _context(page) | {
        "bulk": bulk.name,
        "action": capfirst(_title(bulk, page.request.lang)),
        "fields": fields,
        "errors": [each for each in fields if each.error],
        "asked": outcomes is not None,
        "going": [row for row in rows if not row["why_not"]],
        "staying": [row for row in rows if row["why_not"]],
    }
    return render(page.request, "volume/many_preview.html", context, status=status)


def _row(request: HttpRequest, outcome: Outcome) -> dict[str, Any]:
    task, lang = outcome.task, request.lang
    return {
        "number": task.ledger_number,
        "title": task.title(lang),
        "href": link(request, f"/tasks/{task.pk}"),
        "badge": badge(task.machine, task.state, lang),
        "after": badge(task.machine, outcome.after, lang) if outcome.after else None,
        "why_not": outcome.why_not.in_language(lang) if outcome.why_not else "",
    }


def _done(page: Many, bulk: Bulk, given: Mapping[str, Any]) -> HttpResponse:
    outcomes = carry_out(
        bulk=bulk,
        tasks=page.tasks,
        chosen=page.chosen,
        actor=page.request.user,
        given=given,
        key=f"many-{page.held.key}",
    )
    done = [each.task.pk for each in outcomes if each.why_not is None]
    why = {
        str(each.task.pk): {lang: each.why_not.in_language(lang) for lang in ("en", "zh")}
        for each in outcomes
        if each.why_not is not None
    }
    choose(held=page.held, done_at=clock.now(), action=bulk.name, done=done, why=why)
    return onward(page.request, f"/ledger/many/{page.held.key}")


def _result(page: Many) -> HttpResponse:
    """What was done to which, and why not to the rest; the page can be kept as a note."""
    given, lang = page.held.given, page.request.lang
    done = set(given["done"])
    rows = [_row(page.request, Outcome(task)) for task in page.tasks]
    told = dict(zip((task.pk for task in page.tasks), rows, strict=True))
    staying = [
        told[int(key)] | {"why_not": why["zh" if lang == "zh" else "en"]}
        for key, why in given["why"].items()
        if int(key) in told
    ]
    context = _context(page) | {
        "action": capfirst(_title(bulks()[given["action"]], lang)),
        "going": [row for key, row in told.items() if key in done],
        "staying": staying,
    }
    return render(page.request, "volume/many_result.html", context)
