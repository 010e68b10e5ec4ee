"""The frozen figures of a review, one indicator at a time, and those that moved since."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.indicators.periods import period
from goldthread.offices import queries as offices
from goldthread.review import freezing
from goldthread.review.models import FrozenFigure, Release
from goldthread.review.queries.comparison import not_shown, people_of
from goldthread.seminar.address_figures import shown_of
from goldthread.seminar.speech.bindings import Binding
from goldthread.seminar.speech.rendering import Shown, written
from goldthread.web.acting.frame import address as link
from goldthread.web.review.common import follows, last_release, page, seen_review
from goldthread.web.shell import address, names
from goldthread.web.shell.site import definitions
from goldthread.workflow import clock


@dataclass(frozen=True)
class Printed:
    """A figure as a table has it; `kept_back`: too small a number to be told this reader."""

    text: str
    code: str
    href: str
    kept_back: bool


@dataclass(frozen=True)
class Line:
    name: str
    now: Printed
    before: Printed | None


def figures(request: HttpRequest, key: str) -> HttpResponse:
    with offices.remembering():
        review = seen_review(request, key)
        release = last_release(review)
        known = list(dict.fromkeys(release.figures.values_list("indicator", flat=True)))
        asked = address.read(request, {"indicator": address.one_of(tuple(known))})
        chosen = asked.get("indicator", known[0] if known else "")
        context = page(
            request,
            review,
            "figures",
            _("Frozen figures"),
            release=release,
            chosen=chosen,
            indicators=[_choice(request, review.cycle.key, each, chosen) for each in known],
            tables=_tables(request, release, chosen),
            moved=_moved(request, release) if follows(request) else None,
        )
        return render(request, "review/figures.html", context)


def _choice(request: HttpRequest, key: str, indicator: str, chosen: str) -> dict[str, Any]:
    return {
        "title": indicator_title(indicator, request.lang),
        "href": link(request, f"/reviews/{key}/figures", indicator=indicator),
        "here": indicator == chosen,
    }


def indicator_title(indicator: str, lang: str) -> str:
    """As the catalogue calls it; an indicator that is no more by its id."""
    known = definitions().get(indicator)
    return f"{indicator} {known.titles[lang]}" if known is not None else indicator


def _tables(request: HttpRequest, release: Release, indicator: str) -> list[dict[str, Any]]:
    """The whole with its changes, then the regions, then the fields."""
    rows = list(release.figures.filter(indicator=indicator))
    back = frozenset() if follows(request) else not_shown(rows, people_of(release))
    found = []
    for dimension, title in (
        ("", _("The whole")),
        ("region", _("Regions")),
        ("field", _("Fields")),
    ):
        lines = _lines(request, rows, dimension, back)
        if lines:
            found.append({"name": dimension or "whole", "title": title, "lines": lines})
    return found


def _lines(
    request: HttpRequest, rows: list[FrozenFigure], dimension: str, back: frozenset[str]
) -> list[Line]:
    """Those of the later period, each with that of a year earlier where there is one."""
    pairs = [(freezing.binding_of(row), row) for row in rows]
    known = dict(pairs)
    last = max((binding.period for binding, _ in pairs), default="")
    wanted = [(b, row) for b, row in pairs if b.period == last and _divided(b) == dimension]
    return [
        Line(
            _name(binding, dimension, request.lang),
            printed(request, row, binding, back),
            _before(request, binding, known, back),
        )
        for binding, row in wanted
    ]


def _divided(binding: Binding) -> str:
    return binding.where[0][0] if binding.where else ""


def _name(binding: Binding, dimension: str, lang: str) -> str:
    if dimension:
        code = binding.where[0][1][0]
        return names.region(code, lang) if dimension == "region" else names.field(code, lang)
    counted = _(", shared among fields") if binding.counting else ""
    if binding.change == "percent":
        return _("Change on a year earlier, per cent") + counted
    return (_("Change on a year earlier") if binding.change else _("Value")) + counted


def _before(
    request: HttpRequest,
    binding: Binding,
    known: dict[Binding, FrozenFigure],
    back: frozenset[str],
) -> Printed | None:
    earlier = replace(binding, period=period(binding.period).year_earlier().label)
    row = known.get(earlier)
    return printed(request, row, earlier, back) if row is not None else None


def printed(
    request: HttpRequest, row: Any, binding: Binding, back: frozenset[str] = frozenset()
) -> Printed:
    """Any kept figure: frozen, of news, of an address. Its unit stands in the head of a table."""
    shown: Shown = shown_of(row)
    plain = replace(binding, unit="none", signed=bool(binding.change))
    return Printed(
        written(plain, shown, request.lang),
        row.code,
        link(request, f"/f/{row.code}") if row.code else "",
        row.asked in back if isinstance(row, FrozenFigure) else False,
    )


def _moved(request: HttpRequest, release: Release) -> list[dict[str, Any]]:
    found = []
    for each in freezing.moved_since(release, clock.today()):
        binding = freezing.binding_of(each.row)
        now = FrozenFigure(value=each.now, code="", identity=each.row.identity)
        found.append(
            {
                "asked": each.row.asked,
                "then": printed(request, each.row, binding).text,
                "now": printed(request, now, binding).text,
            }
        )
    return found
