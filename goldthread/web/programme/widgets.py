"""How the fields of the programme's actions are asked for: lists as rows of inputs, pickers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.codes import regions
from goldthread.indicators.catalogue import catalogue
from goldthread.offices import queries as offices
from goldthread.offices.codelists import kinds
from goldthread.programme.codelists import clock_titles, titles_of
from goldthread.programme.models import Target
from goldthread.web.acting.widgets import Asked, Choice, Choices, Line, Lines, Many, One, Widget
from goldthread.web.programme import pickers
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

BLANK_ROWS = 3
"""Empty rows below those that are filled in; saving and editing again gives more."""
Kind = Literal["text", "day", "number", "lines", "one"]


@dataclass(frozen=True)
class Column:
    """One input of every row; `lines`: a list, one entry a line."""

    name: str
    title: Promise
    kind: Kind = "text"
    choices: Choices | None = None
    preset: str = ""


@dataclass(frozen=True)
class Rows(Widget):
    """A list of rows, each a form of its own; a row left empty is none."""

    columns: tuple[Column, ...]
    template = "programme/fields/rows.html"

    def typed(self, data: QueryDict, name: str) -> Any:
        lists = [data.getlist(f"{name}:{column.name}") for column in self.columns]
        rows = (
            {
                column.name: given[at] if at < len(given) else ""
                for column, given in zip(self.columns, lists, strict=True)
            }
            for at in range(max(map(len, lists), default=0))
        )
        return [row for row in rows if self._filled(row)]

    def value(self, typed: Any, asked: Asked) -> object:  # noqa: ARG002
        return [self._row(row) for row in typed]

    def _filled(self, row: Mapping[str, str]) -> bool:
        return any(row[column.name].strip() not in ("", column.preset) for column in self.columns)

    def _row(self, row: Mapping[str, str]) -> dict[str, object]:
        return {
            column.name: row[column.name].strip()
            if column.kind != "lines"
            else [line.strip() for line in row[column.name].splitlines() if line.strip()]
            for column in self.columns
        }

    def shown(self, value: Any) -> Any:
        return [
            {column.name: _shown(row.get(column.name), column) for column in self.columns}
            for row in value or ()
        ]

    def told(self, value: Any, asked: Asked) -> str:
        if not isinstance(value, list):
            return str(value)
        return "\n".join(self._told(row, asked) for row in value if isinstance(row, Mapping))

    def _told(self, row: Mapping[str, Any], asked: Asked) -> str:
        parts = []
        for column in self.columns:
            found = _shown(row.get(column.name), column)
            if column.choices and found:
                titles = {each.value: each.title for each in column.choices(asked)}
                found = titles.get(found, found)
            parts += [found.replace("\n", "; ")] if found else []
        return " · ".join(parts)

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:  # noqa: ARG002
        return {
            "columns": [
                {"column": column, "choices": column.choices(asked) if column.choices else ()}
                for column in self.columns
            ],
            "blank": [{column.name: column.preset for column in self.columns}] * BLANK_ROWS,
        }


def _shown(value: Any, column: Column) -> str:
    if value is None:
        return ""
    return "\n".join(map(str, value)) if column.kind == "lines" else str(value)


@dataclass(frozen=True)
class Asks(Widget):
    """One answer for each of some fixed things, such as a verdict for each criterion.

    `things` gives the key and name of each; `columns` are asked of every one; `read` makes the
    value from the answers by key.
    """

    things: Callable[[Asked], Sequence[tuple[str, str]]]
    columns: tuple[Column, ...]
    read: Callable[[Mapping[str, Mapping[str, str]]], object]
    tell: Callable[[Any, Mapping[str, str]], str]
    template = "programme/fields/asks.html"

    def typed(self, data: QueryDict, name: str) -> Any:
        start = f"{name}:"
        found: dict[str, dict[str, str]] = {}
        for field in data:
            if field.startswith(start) and field.count(":") == 2:
                _name, key, column = field.split(":")
                found.setdefault(key, {})[column] = data[field]
        return found

    def value(self, typed: Any, asked: Asked) -> object:
        known = [key for key, _title in self.things(asked)]
        return self.read({key: typed.get(key, {}) for key in known})

    def shown(self, value: Any) -> Any:
        return value or {}

    def told(self, value: Any, asked: Asked) -> str:
        return self.tell(value, dict(self.things(asked)))

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:  # noqa: ARG002
        return {
            "things": [{"key": key, "title": title} for key, title in self.things(asked)],
            "columns": [
                {"column": column, "choices": column.choices(asked) if column.choices else ()}
                for column in self.columns
            ],
        }


def _codes(name: str) -> Choices:
    def choices(asked: Asked) -> list[Choice]:
        return [Choice(code, in_language(t, asked.lang)) for code, t in titles_of(name).items()]

    return choices


def office_choices(*only: str) -> Choices:
    """Offices of the day by kind; `only`: of these kinds."""

    def choices(asked: Asked) -> list[Choice]:
        key = ("offices", only)
        if str(key) not in asked.made:
            titles = kinds()
            asked.made[str(key)] = [
                Choice(
                    row.office.code,
                    row.name_zh if asked.lang == "zh" else row.name_en,
                    in_language(titles[row.kind], asked.lang),
                )
                for row in sorted(
                    offices.offices_named_on(clock.today()), key=lambda row: (row.kind, row.pk)
                )
                if not only or row.kind in only
            ]
        found: list[Choice] = asked.made[str(key)]
        return found

    return choices


def _indicators(asked: Asked) -> list[Choice]:
    found = catalogue(pickers.home()).values()
    return [Choice(each.id, f"{each.id} {each.titles[asked.lang]}") for each in found]


def _regions(asked: Asked) -> list[Choice]:
    tree = regions.tree(pickers.country(), clock.today())
    return [
        Choice(region.code, region.short_names[asked.lang])
        for region in tree.regions
        if region.counted
    ]


def _directions(asked: Asked) -> list[Choice]:  # noqa: ARG001
    return [Choice(Target.AT_LEAST, _("at least")), Choice(Target.AT_MOST, _("at most"))]


SUPPORTS = Rows(
    (
        Column("office", gettext_lazy("Supporting unit"), "one", office_choices()),
        Column("share", gettext_lazy("Share, such as 1/4")),
        Column("duty", gettext_lazy("What it does")),
    )
)
MILESTONES = Rows(
    (
        Column("title", gettext_lazy("Milestone")),
        Column("due", gettext_lazy("Day"), "day"),
        Column("criteria", gettext_lazy("Known to be reached by, one a line"), "lines"),
    )
)
TARGETS = Rows(
    (
        Column("indicator", gettext_lazy("Indicator"), "one", _indicators),
        Column("region", gettext_lazy("Region (empty: the nation)"), "one", _regions),
        Column("period", gettext_lazy("Period, such as 2019 or 2019-H1")),
        Column("direction", gettext_lazy("Direction"), "one", _directions, Target.AT_LEAST),
        Column("value", gettext_lazy("Value"), "number"),
        Column("compliance", gettext_lazy("Still acceptable"), "number"),
        Column("action", gettext_lazy("Action needed below"), "number"),
    )
)
CLAUSES = Rows(
    (
        Column("path", gettext_lazy("Number")),
        Column("heading", gettext_lazy("Heading")),
        Column("text", gettext_lazy("Text")),
    )
)


class Clocks(Lines):
    """Time limits as `name: days`, one a line; those not named are the usual ones."""

    def value(self, typed: Any, asked: Asked) -> object:  # noqa: ARG002
        found: dict[str, object] = {}
        for line in typed.splitlines():
            name, _colon, days = line.replace("：", ":").partition(":")
            if name.strip():
                text = days.strip()
                found[name.strip()] = int(text) if text.isascii() and text.isdecimal() else text
        return found or None

    def shown(self, value: Any) -> Any:
        return "\n".join(f"{name}: {days}" for name, days in (value or {}).items())

    def told(self, value: Any, asked: Asked) -> str:
        titles = clock_titles()
        return "\n".join(
            f"{in_language(titles[name], asked.lang) if name in titles else name}: {days}"
            for name, days in value.items()
        )


VERDICTS = Asks(
    pickers.criteria,
    (
        Column("met", gettext_lazy("Met?"), "one", lambda _a: pickers.yes_no()),
        Column("remark", gettext_lazy("Remark")),
    ),
    lambda answers: {
        key: {"met": given.get("met") == "yes", "remark": given.get("remark", "").strip()}
        for key, given in answers.items()
        if given.get("met") in ("yes", "no")
    },
    lambda value, titles: "\n".join(
        f"{titles.get(str(key), key)}: {_('met') if row.get('met') else _('not met')}"
        + (f" · {row['remark']}" if row.get("remark") else "")
        for key, row in value.items()
    ),
)

TITLES: Mapping[str, Widget] = {"title_en": Line(), "title_zh": Line()}
CYCLE_FIELDS: Mapping[str, Widget] = {
    **TITLES,
    "key": Line(),
    "previous": One(pickers.cycles),
    "clocks": Clocks(4),
}
DOCUMENT_FIELDS: Mapping[str, Widget] = {
    **TITLES,
    "key": Line(),
    "number": Line(),
    "issued_by": Line(),
    "kind": One(_codes("document_kinds")),
    "language": One(lambda _a: [Choice("zh", "中文"), Choice("en", "English")]),
    "clauses": CLAUSES,
    "successor": One(pickers.documents),
}
REQUIREMENT_FIELDS: Mapping[str, Widget] = {
    **TITLES,
    "number": Line(),
    "cycle": One(pickers.cycles),
    "clause": One(pickers.clauses),
}
MEASURE_FIELDS: Mapping[str, Widget] = {
    **TITLES,
    "cycle": One(pickers.cycles),
    "into": One(pickers.cycles),
    "line_of_work": One(_codes("lines_of_work")),
    "text_en": Lines(5),
    "text_zh": Lines(5),
    "department": One(office_choices("national", "department")),
    "requirements": Many(pickers.requirements),
    "act": One(pickers.reforms),
    "carried_from": Line(),
}
TASK_FIELDS: Mapping[str, Widget] = {
    **TITLES,
    "text": Lines(4),
    "cycle": One(pickers.cycles),
    "into": One(pickers.cycles),
    "measure": One(pickers.measures),
    "clause": One(pickers.clauses),
    "lead": One(office_choices()),
    "unit": One(office_choices()),
    "responsible": Line(),
    "ledger_number": Line(),
    "supports": SUPPORTS,
    "milestones": MILESTONES,
    "targets": TARGETS,
    "parent": One(pickers.national_tasks),
    "milestone": One(pickers.milestones),
    "verdicts": VERDICTS,
    "act": One(pickers.reforms),
    "document": Line(),
    "carried_from": Line(),
}
