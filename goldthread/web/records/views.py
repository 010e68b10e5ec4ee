"""The records behind a number: a page of them, with the proof that they add up to it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.indicators.records import SORTS
from goldthread.web.records import cells, proof
from goldthread.web.records.asked import SIZES, Asked, read
from goldthread.web.records.found import Found, page
from goldthread.web.shell import columns, figures, names, periods
from goldthread.web.shell.paging import Paging
from goldthread.web.shell.state import State


@dataclass(frozen=True)
class Heading:
    title: str
    href: str
    order: str  # aria-sort: ascending, descending, or nothing
    numeric: bool


def records(request: HttpRequest) -> HttpResponse:
    asked = read(request)
    found = page(asked)
    answer = figures.ask(asked.state, (asked.state.period,))
    paging = Paging.of(found.count, asked.page, asked.size, lambda n: asked.address(page=n))
    shown = cells.columns_of(found)
    context = {
        "title": _("Records: %(indicator)s")
        % {"indicator": asked.state.definition.titles[asked.state.lang]},
        "asked": asked,
        "period": periods.title(asked.state.period, asked.state.lang),
        "filters": filters(asked),
        "proof": proof.sentence(asked.state, answer, found),
        "headings": [heading(asked, name, found) for name in shown],
        "rows": cells.rows(asked, found, shown),
        "paging": paging,
        "sizes": [
            (size, asked.address(size=size, page=None), size == asked.size) for size in SIZES
        ],
        "csv": asked.address("/records.csv", page=None, size=None),
        "xlsx": asked.address("/records.xlsx", page=None, size=None),
        "identity": figures.identity(answer, asked.state, asked.state.address("/records")),
        "code": figures.code(
            asked.state.query((asked.state.period,)), int(answer.content["as_of"]), "records"
        ),
        "look": str(asked.state.address("/")),
        "thread": thread(asked.state, answer),
    }
    return render(request, "records/records.html", context)


def thread(state: State, answer: figures.Answer) -> tuple[Any, ...]:
    cell = answer.cell(state.period)
    return (figures.indicator_step(state), *figures.steps(state, answer, cell, "records"))


def filters(asked: Asked) -> list[dict[str, str]]:
    """The conditions of the number, each with the address without it."""
    return [
        {
            "name": str(columns.DIMENSIONS[name]),
            "value": names.coded(name, code, asked.state.lang),
            "without": asked.address("/records", **{name: None, "page": None}),
        }
        for name, code in asked.state.where.items()
    ]


def heading(asked: Asked, name: str, found: Found) -> Heading:
    """A column's head, which sorts by it: first up, then down, then as it was."""
    orders = {"": name, name: f"-{name}"}
    order = {name: "ascending", f"-{name}": "descending"}.get(asked.sort, "")
    following = orders.get(asked.sort, "" if asked.sort == f"-{name}" else name)
    return Heading(
        title=str(columns.COLUMNS.get(name, name)),
        href=asked.address(sort=following, page=None) if name in SORTS else "",
        order=order,
        numeric=cells.is_numeric(found, name),
    )
