"""The comparison of regions: a funnel for each group of peers, with a table of the same; the change
of the whole taken apart by region and by field.
"""

from collections.abc import Iterator
from math import floor, log10
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.documents.charts.pictures import PICTURES
from goldthread.documents.charts.specs import Caption, Frame
from goldthread.documents.charts.theme import SCHEMES
from goldthread.offices import queries as offices
from goldthread.review.codelists import PEOPLE, Measure, measures, peer_groups
from goldthread.review.comparison import Change, Funnel
from goldthread.review.models import Release
from goldthread.review.queries.comparison import (
    Comparison,
    Group,
    change_by_field,
    change_by_region,
    compare,
)
from goldthread.web.acting.frame import address as link
from goldthread.web.charts.funnel import Line, Mark, funnel
from goldthread.web.review.common import last_release, nothing_there, page, seen_review
from goldthread.web.shell import address, names, numbers
from goldthread.web.shell.address import Address
from goldthread.workflow.texts import in_language

STEPS = 48
"""Points of a limit's line."""

DRAWN = {"very_low": "far", "very_high": "far", "low": "out", "high": "out", "within": "in"}


def _words() -> dict[str, str]:
    return {
        "very_low": _("below the 99.8 % limit"),
        "low": _("below the 95 % limit"),
        "within": _("within chance"),
        "high": _("above the 95 % limit"),
        "very_high": _("above the 99.8 % limit"),
    }


def _chosen(given: dict[str, Any]) -> Measure:
    known = measures()
    return known[given.get("measure", next(iter(known)))]


def comparison(request: HttpRequest, key: str) -> HttpResponse:
    given = address.read(request, {"measure": address.one_of(tuple(measures()))})
    with offices.remembering():
        review = seen_review(request, key)
        release, measure = last_release(review), _chosen(given)
        found = compare(release, measure)
        context = page(
            request,
            review,
            "comparison",
            _("Comparison of regions"),
            release=release,
            measures=[_choice(request, review.cycle.key, each, measure) for each in _all()],
            measure=in_language(measure.titles, request.lang),
            base=_base(measure),
            groups=[_group(request, review.cycle.key, found, each) for each in found.groups],
            without=[names.region(code, request.lang) for code in found.without],
            changes=list(_changes(request, release, measure)),
        )
        return render(request, "review/comparison.html", context)


def _all() -> list[Measure]:
    return list(measures().values())


def _choice(request: HttpRequest, key: str, each: Measure, chosen: Measure) -> dict[str, Any]:
    return {
        "title": in_language(each.titles, request.lang),
        "href": link(request, f"/reviews/{key}/comparison", measure=each.code),
        "here": each == chosen,
    }


def _base(measure: Measure) -> str:
    return _("Inhabitants") if measure.of == PEOPLE else _("Rights")


def _group(request: HttpRequest, key: str, found: Comparison, group: Group) -> dict[str, Any]:
    drawn = group.funnel
    lang, per = request.lang, found.measure.per
    return {
        "code": group.code,
        "title": in_language(peer_groups()[group.code], lang),
        "regions": [names.region(code, lang) for code in group.regions],
        "picture": _pictures(request, key, found.measure, group) if drawn else None,
        "centre": _Rates(drawn, per, lang).written(drawn.centre) if drawn else "",
        "spread": numbers.number(drawn.spread, lang, 1) if drawn and drawn.spread else "",
        "widened": bool(drawn and drawn.widened),
        "rows": _rows(drawn, group, found.measure, lang) if drawn else [],
    }


def _rows(drawn: Funnel, group: Group, measure: Measure, lang: str) -> list[dict[str, Any]]:
    """By the code of the region, never by rank."""
    words, rates = _words(), _Rates(drawn, measure.per, lang)
    of_people = measure.of == PEOPLE
    found = []
    for each in sorted(drawn.standings, key=lambda standing: standing.member.key):
        back = each.member.key in group.hidden
        around = each.limits
        found.append(
            {
                "name": names.region(each.member.key, lang),
                "hidden": back,
                "count": numbers.number(each.member.count, lang),
                "people": numbers.number(round(each.member.base), lang) if of_people else "",
                "base": numbers.number(round(each.member.base), lang),
                "rate": rates.written(each.member.rate),
                "low": rates.written(around.low_95),
                "high": rates.written(around.high_95),
                "very_low": rates.written(around.low_998),
                "very_high": rates.written(around.high_998),
                "verdict": words[each.verdict],
                "out": each.verdict != "within",
            }
        )
    return found


class _Rates:
    """Rates of one funnel, all with as many decimals as tell its centre by three figures."""

    def __init__(self, drawn: Funnel, per: int, lang: str) -> None:
        self._per, self._lang = per, lang
        centre = drawn.centre * per
        self._decimals = max(0, min(6, 2 - floor(log10(centre)))) if centre else 2

    def written(self, rate: float) -> str:
        return numbers.number(rate * self._per, self._lang, self._decimals)


def _pictures(request: HttpRequest, key: str, measure: Measure, group: Group) -> dict[str, str]:
    def at(**more: str) -> str:
        path = f"/reviews/{key}/comparison/{group.code}.svg"
        return str(Address.of(path, measure=measure.code, lang=request.lang, **more))

    return {
        "light": at(),
        "dark": at(scheme="dark"),
        "narrow": at(size="narrow"),
        "narrow_dark": at(scheme="dark", size="narrow"),
    }


def picture(request: HttpRequest, key: str, group: str) -> HttpResponse:
    """The funnel of a group as SVG; regions with small numbers are not in it."""
    checks = {
        "measure": address.one_of(tuple(measures())),
        "scheme": address.one_of(tuple(SCHEMES)),
        "size": address.one_of(("wide", "narrow")),
    }
    given = address.read(request, checks)
    with offices.remembering():
        release = last_release(seen_review(request, key))
    found = compare(release, _chosen(given))
    each = next((each for each in found.groups if each.code == group), None)
    if each is None or each.funnel is None:
        raise nothing_there()
    frame = Frame(SCHEMES[given.get("scheme", "light")], given.get("size", "wide"))
    name, svg = PICTURES.picture(_spec(request, found, each, each.funnel, frame), "svg")
    if request.headers.get("If-None-Match") == f'"{name}"':
        return HttpResponseNotModified()
    headers = {
        "ETag": f'"{name}"',
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    }
    return HttpResponse(svg, content_type="image/svg+xml", headers=headers)


def _spec(
    request: HttpRequest, found: Comparison, group: Group, drawn: Funnel, frame: Frame
) -> dict[str, Any]:
    lang, per = request.lang, found.measure.per
    shown = [each for each in drawn.standings if each.member.key not in group.hidden]
    marks = [
        Mark(
            names.region(each.member.key, lang),
            each.member.base,
            each.member.rate * per,
            DRAWN[each.verdict],
        )
        for each in shown
    ]
    title = in_language(found.measure.titles, lang)
    lines = (
        in_language(peer_groups()[group.code], lang),
        _("Whole line: all of the group; dashed: 95 %, dotted: 99.8 % of chance."),
    )
    heads = (_base(found.measure), title)
    return funnel(marks, _lines(drawn, per), Caption(title, lines), frame, heads)


def _lines(drawn: Funnel, per: int) -> list[Line]:
    """From two thirds of the smallest base to a little above the largest."""
    bases = [each.member.base for each in drawn.standings]
    low, high = min(bases) * 2 / 3, max(bases) * 1.08
    found = []
    for step in range(STEPS + 1):
        base = low + (high - low) * step / STEPS
        at = drawn.at(base)
        rates = (at.low_998, at.low_95, drawn.centre, at.high_95, at.high_998)
        found.append(Line(base, *(rate * per for rate in rates)))
    return found


def _changes(request: HttpRequest, release: Release, measure: Measure) -> Iterator[dict[str, Any]]:
    """Of what may be added up: a count."""
    for name, title, made, called in (
        ("regions", _("By region"), change_by_region, names.region),
        ("fields", _("By field of technology"), change_by_field, names.field),
    ):
        found = made(release, measure.indicator)
        if found is not None:
            yield {"name": name, "title": title, **_change(request, found, called)}


def _change(request: HttpRequest, found: Change, called: Any) -> dict[str, Any]:
    lang = request.lang
    percent = found.percent
    return {
        "before": numbers.number(float(found.before), lang),
        "now": numbers.number(float(found.now), lang),
        "difference": numbers.signed(float(found.difference), lang),
        "percent": numbers.DASH if percent is None else numbers.signed(float(percent), lang, 2),
        "rows": [
            {
                "name": called(part.key, lang) if part.key else _("Elsewhere, unknown or small"),
                "before": numbers.number(float(part.before), lang),
                "now": numbers.number(float(part.now), lang),
                "difference": numbers.signed(float(part.difference), lang),
                "points": numbers.DASH
                if part.points is None
                else numbers.signed(float(part.points), lang, 2),
            }
            for part in found.parts
            if part.before or part.now
        ],
    }
