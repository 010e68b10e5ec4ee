"""The list of offices in a structure, and one office with its days."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from defusedcsv import csv
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.codes import regions
from goldthread.offices import queries
from goldthread.offices.codelists import functions, kinds
from goldthread.offices.days import holds, on
from goldthread.offices.models import Office
from goldthread.offices.one_office import Life, life_of, life_of_all, reforms_touching
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge
from goldthread.web.offices import telling
from goldthread.web.offices.asked import DAY, TODAY, WAS, Asked, a_day, read
from goldthread.web.offices.found import Row, find
from goldthread.web.offices.timeline import timeline
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

CSV = (
    *("code", "kind", "name", "second_name", "parent", "functions", "regions"),
    *("days", "carried_on_by", "carries_on"),
)


def offices(request: HttpRequest) -> HttpResponse:
    """The structure as a tree, or as a list where something is searched."""
    asked = read(request)
    found = find(asked)
    context = {
        "title": _("Offices"),
        "asked": asked,
        "rows": found.rows,
        "total": found.total,
        "switch": _switch(asked),
        "kinds": [(code, in_language(t, asked.lang)) for code, t in kinds().items()],
        "functions": [(c, in_language(f.titles, asked.lang)) for c, f in functions().items()],
        "regions": _regions(asked),
        "all": asked.address(q="", kind="", region="", function=""),
        "csv": asked.address("/offices.csv"),
    }
    return render(request, "offices/offices.html", context)


def _switch(asked: Asked) -> list[dict[str, Any]]:
    titles = (
        (WAS, _("as it was")),
        (TODAY, _("today's structure")),
        (DAY, _("structure of a day")),
    )
    day = asked.on.isoformat()
    return [
        {
            "title": title,
            "here": asked.structure == name,
            "href": asked.address(
                structure="" if name == TODAY else name, day=day if name == DAY else ""
            ),
        }
        for name, title in titles
    ]


def _regions(asked: Asked) -> list[tuple[str, str]]:
    """The regions of every country that has a list, on the day."""
    return [
        (region.code, region.short_names[asked.lang])
        for country in regions.countries()
        for region in regions.tree(country, asked.on).regions
        if region.counted
    ]


class _Echo:
    def write(self, line: str) -> str:
        return line


def offices_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same rows as a file; UTF-8 with a byte-order mark, no cell a formula."""
    asked = read(request)
    answer = StreamingHttpResponse(_lines(find(asked).rows), content_type="text/csv; charset=utf-8")
    name = f"offices-{asked.day or 'all'}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(rows: Any) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(CSV)
    for row in rows:
        yield writer.writerow(_cells(row))


def _cells(row: Row) -> list[str]:
    return [
        *(row.code, row.kind, row.name, row.also, row.parent),
        *("; ".join(row.functions), "; ".join(row.regions), row.days),
        *(
            "; ".join(f"{heir.code} {heir.share}".strip() for heir in heirs)
            for heirs in (row.heirs, row.carries_on)
        ),
    ]


def office(request: HttpRequest, code: str) -> HttpResponse:
    """One office: as it stood on a day, and through all its days."""
    asked = address.read(request, {"day": a_day})
    found = queries.offices_visible_to(request.user).filter(code=code).first()
    if found is None:
        sentence = _("There is no office with the code %(code)s.") % {"code": code}
        raise NotThere(sentence, link(request, "/offices"))
    day = asked.get("day") or clock.today()
    life, lang = life_of(found), request.lang
    version = telling.version_on(list(life.versions), day)
    names = telling.names_by_code(life_of_all(), day, lang)
    ended = bool(found.ends and found.ends <= day)
    context = {
        "title": telling.name_of(version, lang),
        "office": found,
        "version": version,
        "also_called": version.name_en if lang == "zh" else version.name_zh,
        "also": telling.also_of(version, lang),
        "kind": telling.kind(version.kind, lang),
        "day": day,
        "ended": ended,
        "not_yet": found.starts > day,
        "days": telling.span(found.starts, found.ends, lang),
        "timeline": timeline(life, day, lang),
        "versions": [
            {
                "days": telling.span(v.starts, v.ends, lang),
                "name": telling.name_of(v, lang),
                "also": telling.also_of(v, lang),
                "kind": telling.kind(v.kind, lang),
            }
            for v in life.versions
        ],
        **_relations(request, life, names, day),
        "successors": _successors(request, found, names, day) if ended else [],
        "reforms": [
            {
                "title": act.title_zh if lang == "zh" else act.title_en,
                "href": link(request, f"/reforms/{act.key}"),
                "effective": act.effective,
                "badge": badge(act.machine, act.state, lang),
            }
            for act in reforms_touching(found, request.user)
        ],
        "people": _people(request, found, day),
    }
    return render(request, "offices/office.html", context)


def _relations(
    request: HttpRequest, life: Life, names: dict[str, str], day: Any
) -> dict[str, list[dict[str, Any]]]:
    """Parents, functions and regions over time; the offices below on the day."""
    lang = request.lang

    def row(what: str, dated: Any, href: str = "") -> dict[str, Any]:
        days = telling.span(dated.starts, dated.ends, lang)
        now = holds(dated.starts, dated.ends, day)
        return {"what": what, "days": days, "now": now, "href": href}

    def place(code: str) -> str:
        return link(request, f"/offices/{code}")

    return {
        "parents": [row(names[e.parent.code], e, place(e.parent.code)) for e in life.parents],
        "children": [
            row(names[e.office.code], e, place(e.office.code))
            for e in life.children
            if holds(e.starts, e.ends, day)
        ],
        "functions": [
            row(telling.holding(h.function, h.territory, lang), h) for h in life.holdings
        ],
        "regions": [row(telling.territory(d.region, lang), d) for d in life.duties],
    }


def _successors(
    request: HttpRequest, office: Office, names: dict[str, str], day: Any
) -> list[dict[str, str]]:
    assert office.ends is not None
    last = office.ends - timedelta(days=1)
    return [
        {
            "name": names[part.office],
            "href": link(request, f"/offices/{part.office}"),
            "share": telling.share(part.share),
        }
        for part in queries.lineage().successors(office.code, last, day)
    ]


def _people(request: HttpRequest, office: Office, day: Any) -> list[dict[str, str]]:
    """Who works here, for those who may see it; everybody else sees no list."""
    rows = queries.memberships_visible_to(request.user).filter(on(day), office=office)
    lang = request.lang
    return [
        {
            "name": row.person.name_zh if lang == "zh" else row.person.name_en,
            "role": telling.role(row.role, lang),
            "days": telling.span(row.starts, row.ends, lang),
        }
        for row in rows.select_related("person").order_by("role", "person__name_en")
    ]
