"""The look-back page."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.web.lookback import defaults, limits, regions, series
from goldthread.web.lookback.cards import cards, headline
from goldthread.web.lookback.choices import choices
from goldthread.web.lookback.fields import answer as by_field
from goldthread.web.lookback.fields import fields, has_fields
from goldthread.web.shell import columns, figures, names, pages, periods, site, state
from goldthread.web.shell.figures import Answer
from goldthread.web.shell.state import State
from goldthread.web.shell.thread import Thread


def page(request: HttpRequest) -> HttpResponse:
    if not site.holdings().loads:
        return pages.empty(request)
    found, _more = state.read(request, defaults.fill, {})
    # Another kind of right asks for the indicator that counts it in the same way.
    wanted = defaults.counterpart(found.definition, found.kind)
    if wanted != found.definition:
        return HttpResponseRedirect(str(found.of(wanted).address("/")))
    if request.GET and request.get_full_path() != (canonical := str(_canonical(request, found))):
        return HttpResponseRedirect(canonical)
    return render(request, "lookback/page.html", context(found))


def _canonical(request: HttpRequest, found: State) -> Any:
    """The address with what it says in canonical order; what it leaves out stays left out."""
    full = found.address("/")
    absent = {name: None for name, _value in full.params if not request.GET.get(name)}
    return full.with_(**absent)


ASKERS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="figures")


def prepare(found: State) -> None:
    """Ask all the figures of the page at once: each is a short question of its own."""
    asked: list[Callable[[State], Answer]] = [series.answer]
    if regions.listed(found):
        asked += [regions.answer, lambda state: figures.around(regions.national(state))]
    if has_fields(found):
        asked.append(by_field)
    cards_of = [partial(figures.around, found.of(definition)) for definition in headline(found)]
    made = [ASKERS.submit(ask, found) for ask in asked] + [ASKERS.submit(one) for one in cards_of]
    for future in made:
        future.result()


def context(found: State) -> dict[str, Any]:
    prepare(found)
    lang = found.lang
    shown = series.series(found)
    answer = series.answer(found)
    by_region = regions.regions(found)
    return {
        "title": _("Look-back: %(period)s") % {"period": periods.title(found.period, lang)},
        "place": place(found),
        "indicator_title": found.definition.titles[lang],
        "earlier_title": periods.title(periods.year_earlier(found.period), lang),
        "known": _known(found, int(answer.content["as_of"])),
        "choices": choices(found),
        "cards": cards(found),
        "series": shown,
        "regions": by_region,
        "fields": fields(found),
        "limits": limits.limits(found, answer, regions.answer(found) if by_region else None),
        "thread": thread(found),
    }


def place(found: State) -> str:
    """Where and what kind: `Zhejiang, invention patents`."""
    country = site.holdings().country
    where = (
        names.coded("region", found.region, found.lang)
        if found.region
        else names.country(country, found.lang)
        if country
        else _("All offices")
    )
    kind = str(columns.KINDS[found.kind]) if found.kind else ""
    return _("%(place)s, %(kind)s") % {"place": where, "kind": kind} if kind else where


def _known(found: State, load: int) -> dict[str, Any]:
    newest = site.holdings().newest.load
    return {
        "title": figures.known_title(load, found.lang),
        "older": load < newest,
        "newest": str(found.address("/", as_of=None)),
    }


def thread(found: State) -> Thread:
    """Indicator, figure, records, loads, source files."""
    answer = figures.around(found)
    cell = answer.cell(found.period)
    return (figures.indicator_step(found), *figures.steps(found, answer, cell, "figure"))
