"""Promised against delivered, over the years: each figure opens to its proposals."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.offices.queries import offices_named_on
from goldthread.seminar import queries
from goldthread.seminar.models import Seminar
from goldthread.seminar.queries.promises import (
    OUTCOMES,
    PROMISED,
    Promises,
    altogether,
    by_handler,
    over_the_years,
    promised,
)
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge
from goldthread.web.programme.names import short_names
from goldthread.web.proposals import told
from goldthread.web.shell import address
from goldthread.web.shell.paging import Paging
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

SIZE = 50
BAR = {
    "fulfilled": gettext_lazy("fulfilled"),
    "rolled_over": gettext_lazy("rolled over"),
    "under_way": gettext_lazy("under way"),
    "not_fulfilled": gettext_lazy("not fulfilled"),
}
"""What became of every promise, each in one part of the bar."""
PATH = "/promises"


def promises(request: HttpRequest) -> HttpResponse:
    """By seminar and by handler; of one seminar by handler alone."""
    seminars = {row.key: row for row in queries.seminars_visible_to(request.user)}
    asked = address.read(request, {"seminar": address.one_of(list(seminars))})
    chosen = seminars.get(asked.get("seminar", ""))
    handlers = by_handler(request.user, seminar=chosen)
    codes = _names_by_code(request, handlers)
    all_of_it = altogether(request.user, seminar=chosen)
    context = {
        "title": _("Promised and delivered"),
        "seminar": chosen.title(request.lang) if chosen is not None else "",
        "heads": [_head(name, request.lang) for name in OUTCOMES],
        "years": []
        if chosen is not None
        else [_of_seminar(request, row) for row in over_the_years(request.user)],
        "handlers": [_row(request, codes[row.handler], row) for row in handlers],
        "total": _row(request, _("Together"), all_of_it),
        "any": all_of_it.figures[PROMISED],
        "parts": _parts(all_of_it),
        "back": link(request, PATH) if chosen is not None else link(request, "/proposals"),
    }
    return render(request, "proposals/promises.html", context)


def _names_by_code(request: HttpRequest, rows: Iterable[Promises]) -> dict[str, str]:
    """Short names of today; an office that is no more keeps its code."""
    zh = request.lang == "zh"
    named = {
        row.office.code: (row.short_zh or row.name_zh) if zh else (row.short_en or row.name_en)
        for row in offices_named_on(clock.today())
    }
    return {row.handler: named.get(row.handler, row.handler) for row in rows}


def _head(name: str, lang: str) -> dict[str, Any]:
    return {"name": name, "title": in_language(OUTCOMES[name], lang)}


def _of_seminar(request: HttpRequest, row: Promises) -> dict[str, Any]:
    assert row.seminar is not None
    found = _row(request, row.seminar.title(request.lang), row)
    return found | {"href": link(request, PATH, seminar=row.seminar.key), "parts": _parts(row)}


def _row(request: HttpRequest, title: str, row: Promises) -> dict[str, Any]:
    of = {"seminar": row.seminar.key if row.seminar is not None else "", "handler": row.handler}
    figures = [
        {
            "count": row.figures[name],
            "href": link(request, f"{PATH}/proposals", outcome=name, **of)
            if row.figures[name]
            else "",
        }
        for name in OUTCOMES
    ]
    kept = told.share(row.kept, request.lang) if row.kept is not None else ""
    return {"title": title, "figures": figures, "kept": kept}


def _parts(row: Promises) -> list[told.Part]:
    """The four that add up to all that was promised."""
    counts = {name: row.figures[name] for name in ("fulfilled", "rolled_over", "not_fulfilled")}
    counts["under_way"] = row.figures[PROMISED] - sum(counts.values())
    return told.parts(counts, BAR)


def kept_proposals(request: HttpRequest) -> HttpResponse:
    """The proposals behind one figure."""
    seminars = {row.key: row for row in queries.seminars_visible_to(request.user)}
    asked = address.read(
        request,
        {
            "seminar": address.one_of(list(seminars)),
            "handler": str,
            "outcome": address.one_of(OUTCOMES),
            "page": address.between(1, 10**6),
        },
    )
    chosen: Seminar | None = seminars.get(asked.get("seminar", ""))
    outcome, handler = asked.get("outcome", PROMISED), asked.get("handler", "")
    rows = promised(request.user, seminar=chosen, handler=handler, outcome=outcome)
    kept = {name: asked[name] for name in ("seminar", "handler", "outcome") if name in asked}
    where = partial(link, request, f"{PATH}/proposals", **kept)
    paging = Paging.of(rows.count(), asked.get("page", 1), SIZE, lambda n: where(page=n))
    names = short_names(request.lang, clock.today())
    of = [
        in_language(OUTCOMES[outcome], request.lang),
        chosen.title(request.lang) if chosen is not None else "",
        handler,
    ]
    context = {
        "title": _("Promises: %(what)s") % {"what": " · ".join(filter(None, of))},
        "rows": [_kept(request, row, names) for row in rows[paging.first : paging.last]],
        "paging": paging,
        "back": link(request, PATH),
    }
    return render(request, "proposals/kept.html", context)


def _kept(request: HttpRequest, row: Any, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title(request.lang),
        "href": link(request, f"/proposals/{row.pk}"),
        "seminar": row.seminar.title(request.lang),
        "handler": names.get(row.answered_by_id, ""),
        "badge": badge(row.machine, row.state, request.lang),
        "promised_by": row.promised_by,
        "late": row.promised_by is not None
        and row.promised_by < clock.today()
        and row.state not in ("fulfilled", "not_fulfilled"),
    }
