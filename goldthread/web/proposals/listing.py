"""The list of proposals by filters that the address holds; the same rows as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from defusedcsv import csv
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.offices import queries as offices
from goldthread.offices.queries import holds, offices_named_on
from goldthread.programme.codelists import titles_of
from goldthread.seminar import queries
from goldthread.seminar.codelists import answer_classes
from goldthread.seminar.models import Proposal, Seminar
from goldthread.seminar.queries.proposals import (
    HANDLED,
    SORTS,
    SPONSORED,
    Filters,
    Listing,
    listing,
)
from goldthread.seminar.queries.proposals import proposals as found
from goldthread.web.acting.frame import address as link
from goldthread.web.programme.cycles import begin
from goldthread.web.proposals import told
from goldthread.web.shell import address
from goldthread.web.shell.address import Address
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.paging import Paging
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

SIZES = (20, 50, 100)
WHOSE = {
    SPONSORED: gettext_lazy("of my office"),
    HANDLED: gettext_lazy("handled by my office"),
}
HEADS = {
    "number": gettext_lazy("Number"),
    "title": gettext_lazy("Proposal"),
    "office": gettext_lazy("Proposing office"),
    "line_of_work": gettext_lazy("Line of work"),
    "state": gettext_lazy("Status"),
    "submitted": gettext_lazy("Submitted"),
    "sponsors": gettext_lazy("Sponsors"),
    "supporters": gettext_lazy("For · against · abstaining"),
}
NUMBERS = ("sponsors", "supporters")
CSV = (
    *("seminar", "number", "title_en", "title_zh", "office", "line_of_work", "state"),
    *("submitted", "answer_class", "answered"),
)
PATH = "/proposals"
SCREENS = "secretariat"
"""Who does something to many at once."""


@dataclass(frozen=True)
class Asked:
    """The checked address of a page of the list."""

    values: Mapping[str, Any]
    lang_asked: str
    seminars: Sequence[Seminar]

    @property
    def page(self) -> int:
        return int(self.values.get("page", 1))

    @property
    def size(self) -> int:
        return int(self.values.get("size", SIZES[1]))

    @property
    def seminar(self) -> Seminar | None:
        key = self.values.get("seminar")
        return next((row for row in self.seminars if row.key == key), None)

    def filters(self) -> Filters:
        values = self.values
        return Filters(
            seminar=self.seminar,
            states=(values["state"],) if "state" in values else (),
            line_of_work=values.get("line_of_work", ""),
            office=values.get("office", ""),
            handler=values.get("handler", ""),
            answer_class=values.get("answer_class", ""),
            own=values.get("whose", ""),
            text=values.get("q", ""),
            sort=values.get("sort", ""),
        )

    def without(self, name: str) -> str:
        changes: dict[str, Any] = {name: None, "page": None}
        return self.address(**changes)

    def address(self, path: str = PATH, **changes: Any) -> str:
        plain = {name: str(value) for name, value in self.values.items()}
        return str(Address.of(path, **plain, lang=self.lang_asked).with_(**changes))


def read(request: HttpRequest) -> Asked:
    seminars = list(queries.seminars_visible_to(request.user))
    states = [state.name for state in Proposal.machine.states]
    values = address.read(
        request,
        {
            "seminar": address.one_of([row.key for row in seminars]),
            "state": address.one_of(states),
            "line_of_work": address.one_of(titles_of("lines_of_work")),
            "office": str,
            "handler": str,
            "answer_class": address.one_of(answer_classes()),
            "whose": address.one_of(WHOSE),
            "q": str,
            "sort": address.one_of([*SORTS, *(f"-{name}" for name in SORTS)]),
            "page": address.between(1, 10**6),
            "size": address.one_of([str(size) for size in SIZES]),
        },
    )
    return Asked(values, request.lang_asked, seminars)


def proposals(request: HttpRequest) -> HttpResponse:
    with offices.remembering():
        asked = read(request)
        first = (asked.page - 1) * asked.size
        may = holds(request.user, SCREENS, clock.today())
        shown = listing(request.user, asked.filters(), first=first, most=asked.size)
        paging = Paging.of(shown.total, asked.page, asked.size, lambda n: asked.address(page=n))
        choices = _choices(request, asked)
        context = {
            "title": _("Proposals"),
            "asked": asked,
            "rows": told.rows(request, shown.rows),
            "paging": paging,
            "heads": _heads(asked),
            "choices": choices,
            "taken": _taken(asked, choices),
            "counts": _counts(request, asked, shown),
            "csv": asked.address("/proposals.csv", page=None, size=None),
            "begin": begin(request, Proposal(), "draft", **_of_seminar(asked)),
            "pages": _pages(request, asked),
            "choose": asked.address(f"{PATH}/many", page=None, size=None) if may else "",
            "seminar": asked.values.get("seminar", ""),
        }
        return render(request, "proposals/list.html", context)


def _of_seminar(asked: Asked) -> dict[str, int]:
    return {"seminar": asked.seminar.pk} if asked.seminar is not None else {}


def of_seminar(request: HttpRequest, key: str) -> HttpResponse:
    """The proposals of a seminar are the list, filtered."""
    address.read(request, {})
    if not queries.seminars_visible_to(request.user).filter(key=key).exists():
        raise NotThere(_("There is nothing at this address that you can see."))
    return HttpResponseRedirect(link(request, PATH, seminar=key))


def _heads(asked: Asked) -> list[dict[str, Any]]:
    """The columns, each with the address that sorts by it, the other way round the second time."""
    now = asked.values.get("sort", "number")
    found = []
    for name, title in HEADS.items():
        order = "descending" if now == f"-{name}" else "ascending" if now == name else ""
        onward = f"-{name}" if order == "ascending" else name
        href = asked.address(sort=onward, page=None) if name in SORTS else ""
        number = name in NUMBERS
        found.append({"title": title, "order": order, "href": href, "number": number})
    return found


def _pages(request: HttpRequest, asked: Asked) -> list[dict[str, str]]:
    """What else there is to see of proposals."""
    pages = [
        {"title": _("Answers"), "href": link(request, "/answers")},
        {"title": _("Promised and delivered"), "href": link(request, "/promises")},
    ]
    if asked.seminar is not None:
        path = f"/seminars/{asked.seminar.key}"
        pages[:0] = [
            {"title": asked.seminar.title(request.lang), "href": link(request, path)},
            {"title": _("Consensus map"), "href": link(request, f"{path}/consensus")},
        ]
    return pages


def _counts(request: HttpRequest, asked: Asked, shown: Listing) -> list[dict[str, Any]]:
    """How many are in each state, and the address that shows them."""
    return [
        {
            "title": in_language(state.titles, request.lang),
            "count": shown.by_state[state.name],
            "href": asked.address(state=state.name, page=None),
            "here": asked.values.get("state") == state.name,
        }
        for state in Proposal.machine.states
        if shown.by_state.get(state.name)
    ]


def _choices(request: HttpRequest, asked: Asked) -> list[dict[str, Any]]:
    """The filters of the form, each with what is chosen."""
    lang, values = request.lang, asked.values
    named = list(offices_named_on(clock.today()))
    regional = [_office(row, lang) for row in named if row.kind == "provincial"]
    departments = [_office(row, lang) for row in named if row.kind == "department"]
    states = [(s.name, in_language(s.titles, lang)) for s in Proposal.machine.states]
    lines = titles_of("lines_of_work").items()
    found = [
        _choice("seminar", _("Seminar"), values, [(s.key, s.title(lang)) for s in asked.seminars]),
        _choice("state", _("Status"), values, states),
        _choice(
            "line_of_work",
            _("Line of work"),
            values,
            [(code, in_language(titles, lang)) for code, titles in lines],
        ),
        _choice("office", _("Proposing office"), values, regional),
        _choice("handler", _("Handler"), values, departments),
        _choice(
            "answer_class",
            _("Class of the answer"),
            values,
            [
                (c.code, f"{c.code} · {in_language(c.titles, lang)}")
                for c in answer_classes().values()
            ],
        ),
    ]
    if request.user.is_authenticated:
        whose = [(name, str(title)) for name, title in WHOSE.items()]
        found.append(_choice("whose", _("Whose"), values, whose))
    return found


def _office(row: Any, lang: str) -> tuple[str, str]:
    return row.office.code, row.name_zh if lang == "zh" else row.name_en


def _choice(
    name: str, label: Any, values: Mapping[str, Any], options: list[tuple[str, str]]
) -> dict[str, Any]:
    chosen = str(values.get(name, ""))
    return {
        "name": name,
        "label": label,
        "options": [
            {"value": value, "title": title, "chosen": value == chosen} for value, title in options
        ],
    }


def _taken(asked: Asked, choices: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The filters that hold now, each with the address without it."""
    titles = {
        each["name"]: {option["value"]: option["title"] for option in each["options"]}
        for each in choices
    }
    return [
        {
            "value": titles.get(name, {}).get(str(asked.values[name]), str(asked.values[name])),
            "without": asked.without(name),
        }
        for name in (*titles, "q")
        if name in asked.values
    ]


class _Echo:
    def write(self, line: str) -> str:
        return line


def proposals_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same proposals as a file, page after page, so that memory does not grow with them."""
    asked = read(request)
    answer = StreamingHttpResponse(_lines(request, asked), content_type="text/csv; charset=utf-8")
    name = f"proposals-{asked.values.get('seminar', 'all')}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(request: HttpRequest, asked: Asked) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(CSV)
    rows_found = found(request.user, asked.filters())
    step, at = 500, 0
    while rows := list(rows_found[at : at + step]):
        yield from (writer.writerow(_cells(row)) for row in rows)
        at += step


def _cells(row: Proposal) -> list[str]:
    return [
        row.seminar.key,
        row.number,
        row.title_en,
        row.title_zh,
        row.office.code,
        row.line_of_work,
        row.state,
        row.submitted_on.isoformat() if row.submitted_on else "",
        row.answer_class,
        row.answered_on.isoformat() if row.answered_on else "",
    ]
