"""Many objects of a list at once: chosen, an action chosen, looked at, done, told with links.

One mechanism for every list; what a list says of itself is an `AtOnce`.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goldthread.programme.actions import hold_for_later
from goldthread.programme.actions.bulk import MOST, Bulk, Chosen, Outcome, carry_out, preview
from goldthread.programme.actions.holding import choose
from goldthread.programme.models import Held
from goldthread.web.acting import forms
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge
from goldthread.web.acting.registry import Asked
from goldthread.web.acting.views import REFUSED
from goldthread.web.shell import address
from goldthread.web.shell.errors import BadParameter, NotThere
from goldthread.web.volume.keeping import mine, onward, onward_to
from goldthread.workflow import clock
from goldthread.workflow.errors import Refused
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import in_language

CHOOSING = 64 * 1024
"""Bytes of a form with as many ticks as may be chosen."""


@dataclass(frozen=True, kw_only=True)
class AtOnce:
    """What a list says of itself.

    `path`: the list's address; what is chosen is looked at below it. `box`: the name of the ticks.
    `read`: the list's state from its address, with `address()`; `found`: its rows, for "all".
    `visible`: the rows that a user sees, in order. `bulks`: what may be done, by name. `asking`:
    what gives each field its widget. `number`, `page`: of a row. `counted`, `will`, `was`: "3
    proposals chosen", that it will be done to so many, that it was.
    """

    model: type[Lifecycle]
    path: str
    list_title: Callable[[], str]
    box: str
    read: Callable[[HttpRequest], Any]
    found: Callable[[HttpRequest, Any], "QuerySet[Any]"]
    visible: Callable[[Any], "QuerySet[Any]"]
    bulks: Callable[[], Mapping[str, Bulk]]
    asking: Callable[[], Any]
    number: Callable[[Any], str]
    page: str
    counted: Callable[[int], str]
    will: Callable[[int], str]
    was: Callable[[int], str]

    @property
    def name(self) -> str:
        return self.model.machine.name

    def choose_rows(self, request: HttpRequest) -> HttpResponse:
        """Keep which rows were ticked, or all that the list's filter finds, with their versions."""
        asked = self.read(request)
        if request.method != "POST":
            return onward(request, self.path)
        if request.POST.get("all"):
            rows = list(self.found(request, asked).values_list("pk", "version")[: MOST + 1])
        else:
            rows = self._ticked(request.POST.getlist(self.box))
        if not rows or len(rows) > MOST:
            sentence = _("Choose at least one row, and at most %(most)d.") % {"most": MOST}
            messages.error(request, sentence)
            return onward_to(asked.address(self.path))
        try:
            held = hold_for_later(
                actor=request.user,
                kind=Held.CHOICE,
                name=str(len(rows)),
                content=json.dumps(rows).encode(),
                given={"of": self.name},
            )
        except Refused as refusal:
            messages.error(request, refusal.in_language(request.lang))
            return onward(request, self.path)
        return onward(request, f"{self.path}/many/{held.key}")

    def _ticked(self, given: Sequence[str]) -> list[tuple[int, int]]:
        """Keys with versions, as the boxes send them."""
        found = []
        for text in given:
            key, _dot, version = text.partition(".")
            if not (key.isdecimal() and version.isdecimal() and len(text) < 30 and text.isascii()):
                raise BadParameter(self.box, text[:40], _("Choose from the list."))
            found.append((int(key), int(version)))
        return list(dict.fromkeys(found))

    def many(self, request: HttpRequest, key: str) -> HttpResponse:
        """Choose an action; see what it would do to each row; do it."""
        address.read(request, {})
        page = _Page(self, request, key)
        if page.held.done_at:
            return page.result()
        posted = request.method == "POST"
        bulk = self.bulks().get(request.POST.get("action", "")) if posted else None
        if bulk is None:
            return page.actions(_("Choose an action.") if posted else "")
        return page.looked_at(bulk)


class _Page:
    """The chosen rows, as their chooser sees them now, and what is asked to be done to them."""

    def __init__(self, kind: AtOnce, request: HttpRequest, key: str) -> None:
        self.kind, self.request = kind, request
        self.held = mine(request, key, Held.CHOICE)
        if self.held.given.get("of") != kind.name:
            raise NotThere(_("There is nothing at this address that you can see."))
        self.chosen = [Chosen(*row) for row in json.loads(bytes(self.held.content))]
        self.rows = list(
            kind.visible(request.user).filter(pk__in=[each.pk for each in self.chosen])
        )

    def _asked(self, bulk: Bulk) -> Asked:
        """Widgets are asked about any one of the rows: what is offered holds for all."""
        return Asked(self.request, self.rows[0] if self.rows else self.kind.model(), bulk.name)

    def _title(self, bulk: Bulk) -> str:
        return str(capfirst(in_language(bulk.titles, self.request.lang)))

    def _offered(self) -> list[dict[str, Any]]:
        """Each action with how many of the rows are in a state for it, where there are any."""
        states = Counter(row.state for row in self.rows)
        found = []
        for bulk in self.kind.bulks().values():
            count = sum(states[name] for name in bulk.sources)
            if count:
                found.append({"name": bulk.name, "title": self._title(bulk), "count": count})
        return found

    def _render(self, name: str, status: int = 200, **more: Any) -> HttpResponse:
        kind, count = self.kind, len(self.rows)
        context = {
            "title": kind.counted(count),
            "gone": len(self.chosen) - count,
            "here": link(self.request, f"{kind.path}/many/{self.held.key}"),
            "back": link(self.request, kind.path),
            "list_title": kind.list_title(),
            "kind": capfirst(in_language(kind.model.machine.titles, self.request.lang)),
        }
        return render(self.request, f"volume/{name}.html", context | more, status=status)

    def actions(self, sentence: str) -> HttpResponse:
        status = REFUSED if sentence else 200
        return self._render("many", status, actions=self._offered(), sentence=sentence)

    def looked_at(self, bulk: Bulk) -> HttpResponse:
        """The fields that hold for all, then what would happen to each, then the doing."""
        asking, data = self.kind.asking(), self.request.POST
        if bulk.needs and "fields" not in data:
            return self._previewed(bulk, forms.blank(asking, bulk.needs, {}), None, 200)
        form = forms.read(asking, bulk.needs, data, self._asked(bulk))
        if form.errors:
            return self._previewed(bulk, form, None, REFUSED)
        if data.get("step") == "do":
            return self._done(bulk, form.payload)
        outcomes = preview(
            bulk=bulk,
            tasks=self.rows,
            chosen=self.chosen,
            actor=self.request.user,
            given=form.payload,
        )
        return self._previewed(bulk, form, outcomes, 200)

    def _previewed(
        self, bulk: Bulk, form: forms.Form, outcomes: list[Outcome] | None, status: int
    ) -> HttpResponse:
        fields = form.fields(self.kind.asking(), self._asked(bulk))
        rows = [self._row(each) for each in outcomes or ()]
        going = [row for row in rows if not row["why_not"]]
        return self._render(
            "many_preview",
            status,
            bulk=bulk.name,
            action=self._title(bulk),
            fields=fields,
            errors=[each for each in fields if each.error],
            asked=outcomes is not None,
            going=going,
            will=self.kind.will(len(going)),
            staying=[row for row in rows if row["why_not"]],
        )

    def _row(self, outcome: Outcome) -> dict[str, Any]:
        row, lang = outcome.task, self.request.lang
        return {
            "number": self.kind.number(row),
            "title": row.title(lang),
            "href": link(self.request, f"{self.kind.page}/{row.pk}"),
            "badge": badge(row.machine, row.state, lang),
            "after": badge(row.machine, outcome.after, lang) if outcome.after else None,
            "why_not": outcome.why_not.in_language(lang) if outcome.why_not else "",
        }

    def _done(self, bulk: Bulk, given: Mapping[str, Any]) -> HttpResponse:
        outcomes = carry_out(
            bulk=bulk,
            tasks=self.rows,
            chosen=self.chosen,
            actor=self.request.user,
            given=given,
            key=f"many-{self.held.key}",
        )
        done = [each.task.pk for each in outcomes if each.why_not is None]
        why = {
            str(each.task.pk): {lang: each.why_not.in_language(lang) for lang in ("en", "zh")}
            for each in outcomes
            if each.why_not is not None
        }
        choose(held=self.held, done_at=clock.now(), action=bulk.name, done=done, why=why)
        return onward(self.request, f"{self.kind.path}/many/{self.held.key}")

    def result(self) -> HttpResponse:
        """What was done to which, and why not to the rest; the page can be kept as a note."""
        given, lang = self.held.given, self.request.lang
        done = set(given["done"])
        told = {row.pk: self._row(Outcome(row)) for row in self.rows}
        staying = [
            told[int(key)] | {"why_not": in_language(why, lang)}
            for key, why in given["why"].items()
            if int(key) in told
        ]
        going = [row for key, row in told.items() if key in done]
        return self._render(
            "many_result",
            action=self._title(self.kind.bulks()[given["action"]]),
            going=going,
            was=self.kind.was(len(going)),
            staying=staying,
            done=True,
        )
