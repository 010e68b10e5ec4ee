"""The look-back page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.web.lookback import defaults, limits, regions, series
from goldthread.web.lookback.cards import cards, headline
from goldthread.web.lookback.choices import choices
from goldthread.web.lookback.fields import fields
from goldthread.web.shell import columns, figures, names, pages, periods, site, state
from goldthread.web.shell.state import State
from goldthread.web.shell.thread import Thread


def page(request: HttpRequest) -> HttpResponse:
    if not site.holdings().loads:
        return pages.empty(request)
    if chosen := state.chosen(request):
        return HttpResponseRedirect(str(chosen))
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


def learn(found: State) -> None:
    """What all figures of the page rest on, read once."""
    site.figures().learn([found.definition, *headline(found)], found.query(()).as_of)


def context(found: State) -> dict[str, Any]:
    learn(found)
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
        "first_day": site.holdings().loads[-1].received_at.date().isoformat(),
        "cards": cards(found),
        "series": shown,
        "regions": by_region,
        "fields": fields(found),
        "limits": limits.limits(found, answer, regions.answer(found) if by_region else None),
        "thread": thread(found),
    }


def place(found: State) -> str:
    """Where and what kind: `Zhejiang, invention patents`."""
    where = _where(found)
    kind = str(columns.KINDS[found.kind]) if found.kind else ""
    return _("%(place)s, %(kind)s") % {"place": where, "kind": kind} if kind else where


def _where(found: State) -> str:
    """The region, else the office asked for, else the country; rights of several are of none."""
    if found.region:
        return names.coded("region", found.region, found.lang)
    if "office" in found.where:
        return names.office(found.where["office"], found.lang)
    country = site.holdings().country
    several = len(site.holdings().offices) > 1
    return names.country(country, found.lang) if country and not several else _("All offices")


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
