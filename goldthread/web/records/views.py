"""The records behind a number: a page of them, with the proof that they add up to it."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goldthread.web.records import cells, grains, proof
from goldthread.web.records.asked import SIZES, Asked, read
from goldthread.web.records.found import page
from goldthread.web.shell import columns, figures, names, periods
from goldthread.web.shell.kept import Kept
from goldthread.web.shell.paging import Paging
from goldthread.web.shell.state import State

HEADINGS: Kept[SafeString] = Kept(256)
SIZE_LINKS: Kept[SafeString] = Kept(256)
ARROWS = {"ascending": " ↑", "descending": " ↓"}


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
        "headings": headings(asked, tuple(shown)),
        "rows": cells.rows(asked, found, shown),
        "paging": paging,
        "sizes": SIZE_LINKS.get(_listed(asked), partial(sizes, asked)),
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


def sizes(asked: Asked) -> SafeString:
    """The numbers of rows a page may have, the one it has in bold."""
    made = [
        format_html('<b aria-current="true">{}</b>', size)
        if size == asked.size
        else format_html('<a href="{}">{}</a>', asked.address(size=size, page=None), size)
        for size in SIZES
    ]
    return SafeString(" ".join(made))


def _listed(asked: Asked) -> tuple[str, str]:
    """What all pages of one list share: its address but for the page, and the language."""
    return asked.address(page=None), asked.state.lang


def headings(asked: Asked, shown: tuple[str, ...]) -> SafeString:
    """The head of the table, the same on every page of a list."""
    return HEADINGS.get(
        (_listed(asked), shown),
        lambda: SafeString("".join(heading(asked, name) for name in shown)),
    )


def heading(asked: Asked, name: str) -> SafeString:
    """A column's head, which sorts by it: first up, then down, then as it was."""
    title = columns.COLUMNS.get(name, name)
    css = cells.css(name)
    if name not in grains.sorts(asked.state.definition):
        return format_html('<th scope="col"{}>{}</th>', css, title)
    order = {name: "ascending", f"-{name}": "descending"}.get(asked.sort, "")
    following = {"ascending": f"-{name}", "descending": ""}.get(order, name)
    return format_html(
        '<th scope="col"{}{}><a href="{}">{}{}</a></th>',
        css,
        format_html(' aria-sort="{}"', order) if order else "",
        asked.address(sort=following, page=None),
        title,
        ARROWS.get(order, ""),
    )
