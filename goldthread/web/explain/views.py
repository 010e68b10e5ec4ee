"""Why a figure is not what it was: what was known on two days, and the parts between them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.indicators.explain import explain as compare
from goldthread.web.lookback import defaults
from goldthread.web.lookback.choices import Choice, Group, Option, choices
from goldthread.web.lookback.views import place
from goldthread.web.records import grains
from goldthread.web.shell import figures, numbers, pages, periods, site, state
from goldthread.web.shell.kept import Kept
from goldthread.web.shell.state import State

LISTED = 20
MADE: Kept[dict[str, Any]] = Kept(200)


def explain(request: HttpRequest) -> HttpResponse:
    """Two days of knowledge compared; without days, the first load and now."""
    held = site.holdings().loads
    if not held:
        return pages.empty(request)
    if chosen := state.chosen(request):
        return HttpResponseRedirect(str(chosen))
    found, more = state.read(request, defaults.fill, {"from": state.as_of, "to": state.as_of})
    start = more.get("from") or str(held[-1].load)
    end = more.get("to") or str(held[0].load)
    answer = figures.ask(found, (found.period,))
    cell = answer.cell(found.period)
    context = {
        "title": _("Why the figure changed"),
        "indicator_title": found.definition.titles[found.lang],
        "place": place(found),
        "period": periods.title(found.period, found.lang),
        "unit": figures.unit_of(found),
        "choices": _choices(found, start, end),
        "thread": (figures.indicator_step(found), *figures.steps(found, answer, cell)),
        "look": str(found.address("/")),
        "code": _code(found, start, end),
    }
    return render(request, "explain/explain.html", context | _explained(found, start, end))


def _explained(found: State, start: str, end: str) -> dict[str, Any]:
    """The two values, their difference, and the parts that sum to it."""
    query = found.query((found.period,))
    key = (*figures.key(query, found.definition), start, end)
    made = MADE.get(
        key,
        lambda: compare(
            site.register(), query, _moment(start), _moment(end), limit=LISTED
        ).as_dict(),
    )
    lang = found.lang
    change = figures.change(made["to"], made["from"], lang, found.definition)
    return {
        "before": _side(found, made["from"], start),
        "after": _side(found, made["to"], end),
        "change": change,
        "parts": [_part(found, part, start, end) for part in made["parts"]],
        "sum": _signed(made["difference"], lang),
    }


def _moment(text: str) -> int | str:
    return int(text) if text.isdigit() else text


def _signed(value: float | None, lang: str) -> str:
    return str(numbers.missing()) if value is None else numbers.signed(value, lang)


def _side(found: State, side: dict[str, Any], as_of: str) -> dict[str, Any]:
    return {
        "value": figures.linked(side, found.records(as_of=as_of), found.lang),
        "known": figures.known_title(int(side["as_of"]), found.lang),
        "records": side["records"],
    }


def _part(found: State, part: dict[str, Any], start: str, end: str) -> dict[str, Any]:
    """A part with the records it lists, each linked to its page as it was or is."""
    grain = found.definition.grain
    rows = [
        {
            "name": grains.number(grain, row),
            "title": row[grains.TITLES[grain]],
            "href": str(
                found.address(
                    f"{grains.PATH[grain]}/{row[grains.KEY[grain]]}",
                    as_of=end if row["after"] else start,
                )
            ),
        }
        for row in part["listed"]
    ]
    return {
        "title": part["title"][found.lang],
        "value": _signed(part["value"], found.lang),
        "records": part["records"],
        "rows": rows,
        "more": part["records"] - len(rows),
    }


def _choices(found: State, start: str, end: str) -> list[Choice]:
    """The look-back's choices, with two days of knowledge for the one."""
    kept = [choice for choice in choices(found) if choice.name != "as_of"]
    loads = [(str(m.load), figures.known_title(m.load, found.lang)) for m in site.holdings().loads]
    return [
        *kept,
        _day("from", _("From what was known on"), loads, start),
        _day("to", _("To what was known on"), loads, end),
    ]


def _day(name: str, label: str, loads: list[tuple[str, str]], chosen: str) -> Choice:
    known = loads if chosen in dict(loads) else [(chosen, chosen), *loads]
    return Choice(name, label, [Group([Option(v, title, v == chosen) for v, title in known])])


def _code(found: State, start: str, end: str) -> str:
    command = figures.code(found.query((found.period,)), 0, "explain")
    return command.replace("--as-of 0", f"--from {start} --to {end}")
