"""The catalogue of indicators, and one definition in full."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.indicators.definition import Definition
from goldthread.web.lookback import defaults
from goldthread.web.records import grains
from goldthread.web.shell import address, columns, figures, periods, site
from goldthread.web.shell.address import Address
from goldthread.web.shell.columns import DIMENSIONS
from goldthread.web.shell.countings import COUNTINGS, DATES, TYPES
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.state import State, kind_of
from goldthread.web.shell.thread import Step, Thread

EVIDENCE = {
    "doc": gettext_lazy("official documentation"),
    "src": gettext_lazy("read in the standard or the source itself"),
    "sec": gettext_lazy("a secondary source"),
    "know": gettext_lazy("general knowledge, to be confirmed before it is published as conforming"),
}


def _link(request: HttpRequest, path: str, **params: Any) -> str:
    return str(Address.of(path, lang=request.lang_asked, **params))


def indicators(request: HttpRequest) -> HttpResponse:
    """Every definition, grouped by the kind of right it counts."""
    address.read(request, {})
    groups: dict[str, list[dict[str, Any]]] = {}
    for definition in site.definitions().values():
        title = columns.group(definition.grain, kind_of(definition))
        groups.setdefault(title, []).append(_row(request, definition))
    context = {"title": _("Indicators"), "groups": groups.items()}
    return render(request, "catalogue/indicators.html", context)


def _row(request: HttpRequest, definition: Definition) -> dict[str, Any]:
    lang = request.lang
    return {
        "definition": definition,
        "title": definition.titles[lang],
        "unit": figures.unit(definition, lang),
        "type": str(TYPES[definition.type]).split(":")[0].split("：")[0],
        "counting": COUNTINGS[definition.counting],
        "href": _link(request, f"/indicators/{definition.id}"),
    }


def indicator(request: HttpRequest, name: str) -> HttpResponse:
    """One definition: what it counts, how, by which source, and its figure now."""
    address.read(request, {})
    lang = request.lang
    known = site.definitions()
    if name not in known:
        sentence = _("There is no indicator %(name)s.") % {"name": name}
        raise NotThere(sentence, _link(request, "/indicators"))
    definition = known[name]
    context = {
        "title": definition.titles[lang],
        "definition": definition,
        "notes": definition.notes[lang],
        "unit": figures.unit(definition, lang),
        "type": TYPES[definition.type],
        "counting": COUNTINGS[definition.counting],
        "others": [COUNTINGS[c] for c in definition.countings if c != definition.counting],
        "date": DATES.get(definition.date_basis, definition.date_basis),
        "dimensions": [DIMENSIONS[name] for name in definition.dimensions],
        "evidence": EVIDENCE.get(definition.source.evidence, definition.source.evidence),
        "expressions": list(_expressions(definition)),
        "code": f"goldthread indicators {definition.id}",
        "now": _now(request, definition),
        "thread": _thread(request, definition),
    }
    return render(request, "catalogue/indicator.html", context)


def _expressions(definition: Definition) -> Iterable[tuple[str, str]]:
    """The definition's own expressions, as they are computed."""
    yield str(grains.COUNTS[definition.grain]), definition.where
    yield from _of_transactions(definition)
    yield _("On the day"), definition.date_basis
    if definition.until:
        yield _("In force until"), definition.until
    if definition.numerator:
        yield _("In the numerator where"), definition.numerator
    if definition.measure:
        yield _("Measures"), definition.measure
    yield from _of_numbers(definition)
    if definition.series:
        yield _("Divided by the series"), definition.series.series
    if definition.without:
        yield _("Divided by the same, not broken down by"), ", ".join(definition.without)
    if definition.scale != 1:
        yield _("Multiplied by"), str(definition.scale)


def _of_numbers(definition: Definition) -> Iterable[tuple[str, str]]:
    """What types say that look at numbers of days or of anything else."""
    if definition.since:
        yield _("Days since"), definition.since
    if definition.outcome:
        yield _("The outcome comes on the day"), definition.outcome
    if definition.within:
        yield _("Within days"), str(definition.within)
    if definition.between:
        linked = ", ".join(str(DIMENSIONS[name]) for name in definition.between)
        yield _("Over the count expected without a link between"), linked
    if definition.weight:
        yield _("Each right counts for"), definition.weight


def _of_transactions(definition: Definition) -> Iterable[tuple[str, str]]:
    """What only a definition over transactions or cases says."""
    if definition.rights:
        yield _("Of their rights those where"), definition.rights
    if definition.party:
        yield _("Region and country of"), str(columns.ROLES[definition.party])
    if definition.sums:
        yield _("Adds up"), definition.sums
    if definition.denominator_date:
        yield _("Divided by those of the day"), definition.denominator_date


def _state(request: HttpRequest, definition: Definition) -> State | None:
    """The newest half-year of an indicator, where there is a register."""
    held = site.holdings()
    if not held.loads:
        return None
    return State(
        definition,
        defaults.newest_half(held),
        request.lang,
        request.lang_asked,
    )


def _now(request: HttpRequest, definition: Definition) -> dict[str, Any] | None:
    state = _state(request, definition)
    if state is None:
        return None
    answer = figures.ask(state, (state.period,))
    return {
        "period": periods.title(state.period, state.lang),
        "value": figures.linked(answer.cell(state.period), state.records(), state.lang),
        "look": str(state.address("/")),
        "identity": figures.identity(answer, state, state.address("/")),
        "records": state.records(),
    }


def _thread(request: HttpRequest, definition: Definition) -> Thread:
    lang = request.lang
    title = f"{definition.id} {definition.titles[lang]}"
    steps = [
        Step(
            _("Catalogue"),
            _("all indicators"),
            _link(request, "/indicators"),
            str(len(site.definitions())),
        ),
        Step(_("Indicator"), title, here=True),
    ]
    state = _state(request, definition)
    if state is not None:
        answer = figures.ask(state, (state.period,))
        cell = answer.cell(state.period)
        steps += figures.steps(state, answer, cell)
    return tuple(steps)
