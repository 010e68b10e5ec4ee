"""The ledger (台账): key tasks by filters that the address holds, in any day's structure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from defusedcsv import csv
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.offices.codelists import kinds
from goldthread.offices.models import Office, OfficeVersion
from goldthread.offices.queries import offices_named_on
from goldthread.programme import queries
from goldthread.programme.models import Cycle, KeyTask
from goldthread.programme.queries import Filters
from goldthread.review.queries.time_machine import LedgerThen
from goldthread.web.acting.frame import address as link
from goldthread.web.programme.cycles import begin
from goldthread.web.programme.rows import Row, task_rows
from goldthread.web.shell import address, numbers
from goldthread.web.shell.address import Address
from goldthread.web.shell.paging import Paging
from goldthread.web.volume import beside
from goldthread.web.walk.past import a_past_day
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language
from goldthread.workflow.timing import Timing

SIZES = (20, 50, 100)
MANY = 30
WAS, TODAY, DAY = "was", "today", "day"
TIMINGS = {
    Timing.LATE: gettext_lazy("late"),
    Timing.NEAR: gettext_lazy("near its day"),
    Timing.AHEAD: gettext_lazy("in time"),
    Timing.DONE_IN_TIME: gettext_lazy("done in time"),
    Timing.DONE_LATE: gettext_lazy("done late"),
}
STRUCTURES = {
    WAS: gettext_lazy("as it was"),
    TODAY: gettext_lazy("today's structure"),
    DAY: gettext_lazy("structure of a day"),
}
LEVELS = {
    "national": gettext_lazy("national tasks"),
    "assignments": gettext_lazy("assignments to regional offices"),
}
CSV = (
    *("number", "title", "lead", "state", "due", "original_due", "timing", "assignments_ended"),
    "open_notices",
)


@dataclass(frozen=True)
class Asked:
    """The checked address of a ledger page."""

    values: Mapping[str, Any]
    lang_asked: str
    cycles: Sequence[Cycle]
    cycle: Cycle | None

    @property
    def page(self) -> int:
        return int(self.values.get("page", 1))

    @property
    def size(self) -> int:
        return int(self.values.get("size", SIZES[1]))

    @property
    def structure(self) -> date | None:
        """The day in whose structure units are shown; None as they were."""
        chosen = self.values.get("structure", DAY if "day" in self.values else WAS)
        if chosen == WAS:
            return None
        return clock.today() if chosen == TODAY else self.values.get("day", clock.today())

    @property
    def as_of(self) -> date | None:
        """The past day as known on which the ledger is shown."""
        return self.values.get("as_of")

    def filters(self) -> Filters:
        values = self.values
        level = values.get("level")
        timing = values.get("timing")
        return Filters(
            cycle=self.cycle,
            states=(values["state"],) if "state" in values else (),
            lead=values.get("office", ""),
            measure=values.get("measure"),
            parent=values.get("parent"),
            national=None if level is None else level == "national",
            timing=None if timing is None else Timing(timing),
            text=values.get("q", ""),
        )

    @property
    def filtered(self) -> dict[str, str]:
        """The parameters of the address but those of a page of it."""
        paging = ("page", "size")
        return {name: _text(each) for name, each in self.values.items() if name not in paging}

    def address(self, path: str, **changes: Any) -> str:
        plain = {name: _text(value) for name, value in self.values.items()}
        return str(Address.of(path, **plain, lang=self.lang_asked).with_(**changes))


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def a_day(text: str) -> date:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(_("Write a day such as 2019-06-30."))


def a_unit(text: str) -> str:
    """The code of a unit, given by its code, of whatever day, or by one of today's names."""
    if Office.objects.filter(code=text).exists():
        return text
    asked = text.strip().casefold()
    found = {row.office.code for row in offices_named_on(clock.today()) if asked in _names_of(row)}
    if len(found) == 1:
        return found.pop()
    if found:
        raise ValueError(
            _("Several units have this name: give a code, one of %(codes)s.")
            % {"codes": ", ".join(sorted(found))}
        )
    raise ValueError(_("No unit has this code or name: choose one of the list."))


def _names_of(row: OfficeVersion) -> set[str]:
    names = (row.office.code, row.name_en, row.name_zh, row.short_en, row.short_zh)
    return {name.casefold() for name in names if name}


def read(request: HttpRequest, *, past: bool = False) -> Asked:
    """`past`: the page can also be shown as known on a past day."""
    states = [state.name for state in KeyTask.machine.states]
    cycles = list(queries.cycles_visible_to(request.user).order_by("-starts"))
    values = address.read(
        request,
        {
            "cycle": address.one_of([row.key for row in cycles]),
            "office": a_unit,
            "measure": address.between(1, 10**9 - 1),
            "state": address.one_of(states),
            "timing": address.one_of([timing.value for timing in TIMINGS]),
            "level": address.one_of(LEVELS),
            "parent": address.between(1, 10**9 - 1),
            "q": str,
            "structure": address.one_of(STRUCTURES),
            "day": a_day,
            "page": address.between(1, 10**6),
            "size": address.one_of([str(size) for size in SIZES]),
            **({"as_of": a_past_day} if past else {}),
        },
    )
    chosen = next((row for row in cycles if row.key == values.get("cycle")), None)
    return Asked(values, request.lang_asked, cycles, chosen)


def ledger(request: HttpRequest) -> HttpResponse:
    asked = read(request, past=True)
    if start := beside.start_of(request):
        return HttpResponseRedirect(start)
    count, page = _found(request, asked)
    paging = Paging.of(count, asked.page, asked.size, lambda n: asked.address("/ledger", page=n))
    rows = page(paging.first, paging.last)
    choices = _choices(request, asked)
    context = {
        "title": _("Ledger of key tasks"),
        "asked": asked,
        "rows": rows,
        "paging": paging,
        "choices": choices,
        "taken": _taken(asked, choices),
        "csv": asked.address("/ledger.csv", page=None, size=None),
        "begin": "" if asked.as_of else begin(request, KeyTask(), "draft"),
        "then": asked.as_of
        and {
            "day": numbers.day(asked.as_of, request.lang),
            "now": asked.address("/ledger", as_of=None, page=None),
        },
        "today": clock.today(),
        "cycle": asked.values.get("cycle", ""),
        "plan": link(request, "/plans/read"),
        "beside": {} if asked.as_of else beside.of_ledger(request, asked.filtered),
        "choosing": bool(rows) and request.user.is_authenticated and not asked.as_of,
    }
    return render(request, "programme/ledger.html", context)


def _found(request: HttpRequest, asked: Asked) -> tuple[int, Callable[[int, int], list[Row]]]:
    """How many tasks there are, and the rows of some of them: now, or as known on a day."""
    if asked.as_of is not None:
        past = LedgerThen(request.user, asked.as_of, asked.filters())
        return past.count(), lambda first, last: task_rows(
            request, past.page(first, last), asked.structure, past
        )
    found = queries.ledger(request.user, clock.today(), asked.filters())
    return found.count(), lambda first, last: task_rows(
        request, queries.page_of(found, first, last), asked.structure
    )


def _choices(request: HttpRequest, asked: Asked) -> list[dict[str, Any]]:
    """The filters of the form, each with what is chosen."""
    lang, values = request.lang, asked.values
    machine = KeyTask.machine
    measures = queries.measures_visible_to(request.user).order_by("cycle__starts", "number")
    measures = measures.filter(cycle=asked.cycle) if asked.cycle else measures.none()
    return [
        _choice("cycle", _("Cycle"), values, [(row.key, row.key) for row in asked.cycles]),
        _choice(
            "measure",
            _("Measure"),
            values,
            [(str(row.pk), f"{row.number}. {row.title(lang)}") for row in measures],
        ),
        _choice("office", _("Unit"), values, _offices(lang), by_name=True),
        _choice(
            "state",
            _("Status"),
            values,
            [(state.name, in_language(state.titles, lang)) for state in machine.states],
        ),
        _choice(
            "timing",
            _("Against its day"),
            values,
            [(timing.value, str(title)) for timing, title in TIMINGS.items()],
        ),
        _choice(
            "level", _("Level"), values, [(name, str(title)) for name, title in LEVELS.items()]
        ),
        _choice(
            "structure",
            _("Units"),
            values,
            [(name, str(title)) for name, title in STRUCTURES.items() if name != WAS],
        ),
    ]


def _offices(lang: str) -> list[tuple[str, str]]:
    order = list(kinds())
    rows = sorted(
        offices_named_on(clock.today()), key=lambda row: (order.index(row.kind), row.office.code)
    )
    return [(row.office.code, row.name_zh if lang == "zh" else row.name_en) for row in rows]


def _choice(
    name: str,
    label: Any,
    values: Mapping[str, Any],
    options: list[tuple[str, str]],
    *,
    by_name: bool = False,
) -> dict[str, Any]:
    """`by_name`: the address may hold a title too, so that one of more than MANY is typed, with the
    list offered, and nobody scrolls for it."""
    chosen = str(values.get(name, ""))
    return {
        "name": name,
        "label": label,
        "typed": dict(options).get(chosen, chosen) if by_name and len(options) > MANY else None,
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
    found = []
    for name in ("cycle", "measure", "office", "state", "timing", "level", "parent", "q"):
        if name in asked.values:
            value = str(asked.values[name])
            shown = _("assignments of one task") if name == "parent" else value
            found.append(
                {
                    "value": titles.get(name, {}).get(value, shown),
                    "without": asked.address("/ledger", **{name: None, "page": None}),
                }
            )
    return found


class _Echo:
    def write(self, line: str) -> str:
        return line


def ledger_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same tasks as a file, page after page, so that memory does not grow with them."""
    asked = read(request, past=True)
    answer = StreamingHttpResponse(_lines(request, asked), content_type="text/csv; charset=utf-8")
    name = f"ledger-{asked.values.get('cycle', 'all')}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _lines(request: HttpRequest, asked: Asked) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(CSV)
    _count, page = _found(request, asked)
    step, at = 500, 0
    while rows := page(at, at + step):
        yield from (writer.writerow(_cells(row)) for row in rows)
        at += step


def _cells(row: Row) -> list[str]:
    return [
        row.number,
        row.title,
        row.lead,
        row.badge.word,
        row.due.isoformat() if row.due else "",
        row.original_due.isoformat() if row.original_due else "",
        row.timing.text,
        row.assignments,
        str(row.notices),
    ]
