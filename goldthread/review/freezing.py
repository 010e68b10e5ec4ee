"""The figures of a review: asked of the register on a day, frozen, and computed again later.

One question for all figures that differ only by period, or by one value of a dimension. What a
release keeps is enough to make it again byte for byte: the newest load known, the text of every
definition, and what was asked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from json import dumps
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from goldthread.codes import fields
from goldthread.errors import GoldthreadError
from goldthread.indicators.catalogue import catalogue, of_text, text_of
from goldthread.indicators.counts import Direct
from goldthread.indicators.coverage import coverage
from goldthread.indicators.definition import Definition
from goldthread.indicators.engine import Session
from goldthread.indicators.figure import Figure, figure_of
from goldthread.indicators.periods import Period, period
from goldthread.indicators.query import AsOf, Query, ask
from goldthread.indicators.values import MISSING, NORMAL
from goldthread.offices.days import on
from goldthread.offices.models import RegionDuty
from goldthread.programme import figures
from goldthread.programme.models import Cycle
from goldthread.register.errors import RegisterError
from goldthread.review.models import FrozenFigure, Release
from goldthread.seminar.address_figures import (
    BoundFigure,
    absent,
    bound,
    cells_of,
    exact,
    labels,
)
from goldthread.seminar.speech.bindings import Binding, tokens

Reader = Callable[[Query], Figure]


@dataclass(frozen=True)
class Chosen:
    """A row of figures.yaml."""

    indicator: str
    by: tuple[str, ...]
    counting: str


@dataclass(frozen=True)
class Moved:
    """A frozen figure and its value as the register has it now; `now` blank where there is none."""

    row: FrozenFigure
    now: str


def span_of(cycle: Cycle) -> Period | None:
    """The period of a cycle's days: a half-year, a quarter or a year; None of any other run."""
    year = cycle.starts.year
    names = (f"{year}-H1", f"{year}-H2", *(f"{year}-Q{n}" for n in (1, 2, 3, 4)), f"{year}")
    spans = (period(name) for name in names)
    return next((p for p in spans if (p.start, p.end) == (cycle.starts, cycle.ends)), None)


@cache
def _content() -> dict[str, Any]:
    path = files("goldthread.review").joinpath("data", "figures.yaml")
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content


def chosen() -> tuple[Chosen, ...]:
    return tuple(
        Chosen(row["indicator"], tuple(row["by"]), row.get("counting", ""))
        for row in _content()["figures"]
    )


def wanted(span: Period, regions: Sequence[str]) -> list[Binding]:
    """Every figure that a review of the period freezes, in the order of the release."""
    known = catalogue(Path(settings.GOLDTHREAD_HOME))
    found: list[Binding] = []
    for row in chosen():
        definition = known.get(row.indicator)
        if definition is not None:
            found += _of_row(row, definition, span, regions)
    return list(dict.fromkeys(found))


def _of_row(
    row: Chosen, definition: Definition, span: Period, regions: Sequence[str]
) -> Iterator[Binding]:
    whole = Binding(row.indicator, span.label, counting=row.counting)
    change = _content()["changes"][definition.type]
    yield from (whole, _before(whole, span), replace(whole, change=change))
    for dimension in row.by:
        for code in regions if dimension == "region" else _fields():
            one = replace(whole, where=((dimension, (code,)),))
            yield from (one, _before(one, span))


def _before(binding: Binding, span: Period) -> Binding:
    return replace(binding, period=span.year_earlier().label)


def _fields() -> list[str]:
    return [str(each.number) for each in fields.fields()]


def regions_on(day: date) -> list[str]:
    """The regions that an office answers for on the day."""
    rows = RegionDuty.objects.filter(on(day)).order_by("region").values_list("region", flat=True)
    return list(dict.fromkeys(rows))


def frozen_on(cycle: Cycle, day: date) -> list[FrozenFigure]:
    """The figures of a cycle's review as known on a day; not saved yet, without a release."""
    span = span_of(cycle)
    assert span is not None, "the guard of the action has held it"
    return _rows(wanted(span, regions_on(cycle.ends)), _read_as_known(day))


def _read_as_known(day: date) -> Reader:
    def read(query: Query) -> Figure:
        return figures.figures().figure(replace(query, as_of=day))

    return read


def definitions_of(rows: Iterable[FrozenFigure]) -> dict[str, str]:
    """The texts of the definitions by which the rows were computed."""
    known = catalogue(Path(settings.GOLDTHREAD_HOME))
    used = sorted({row.indicator for row in rows})
    return {name: text_of(known[name]) for name in used if name in known}


def digest(rows: Iterable[FrozenFigure]) -> str:
    """The hash of a release: a line a figure, in their order."""
    made = sha256()
    for row in rows:
        made.update(line_of(row).encode())
    return made.hexdigest()


def line_of(row: FrozenFigure) -> str:
    """All that is kept of a figure, as one line of JSON."""
    kept = [row.code, row.asked, row.value, row.numerator, row.denominator, row.records]
    return dumps([*kept, row.status, row.identity], sort_keys=True, ensure_ascii=False) + "\n"


def made_again(release: Release) -> list[FrozenFigure]:
    """Every figure of a release computed again from what it keeps: what it was known by then.

    A figure that could not be asked then has no load to ask of; it stays as it was.
    """
    rows = list(release.figures.all())
    loads = [row.identity["as_of"] for row in rows if "as_of" in row.identity]
    if not loads:
        return rows
    texts = {name: of_text(text, name) for name, text in release.definitions.items()}
    return _rows(bindings_of(rows), _read_as_kept(max(loads), texts))


def bindings_of(rows: Iterable[FrozenFigure]) -> list[Binding]:
    return [binding_of(row) for row in rows]


def binding_of(row: FrozenFigure) -> Binding:
    return tokens("{{" + row.asked + "}}")[0].binding


def _read_as_kept(load: AsOf, definitions: Mapping[str, Definition]) -> Reader:
    """From the register's own rows: no cube of a newer definition can stand between."""
    register = figures.figures().register
    session = Session(register, load)

    def read(query: Query) -> Figure:
        kept = definitions.get(query.indicator)
        question = ask(query, register.home, kept)
        return figure_of(Direct(session), question, coverage(session, question.definition))

    return read


def moved_since(release: Release, day: date) -> list[Moved]:
    """The figures of a release that the register has otherwise by now."""
    rows = list(release.figures.all())
    now = {row.asked: row.value for row in _rows(bindings_of(rows), _read_as_known(day))}
    return [Moved(row, now[row.asked]) for row in rows if row.value != now[row.asked]]


def as_known(asked: Sequence[Binding], day: date) -> dict[str, FrozenFigure]:
    """Any figures as known on a day, by what was asked; not saved, without a release."""
    return {row.asked: row for row in _rows(asked, _read_as_known(day))}


def _rows(asked: Sequence[Binding], read: Reader) -> list[FrozenFigure]:
    found: dict[str, FrozenFigure] = {}
    for members in _groups(asked):
        for row in _answered(members, read):
            found[row.asked] = row
    rows = [found[each.asked] for each in asked]
    for position, row in enumerate(rows, start=1):
        row.position = position
    return rows


def _groups(asked: Iterable[Binding]) -> list[list[Binding]]:
    """What one question answers: the same indicator and counting, divided by the same dimension."""
    groups: dict[tuple[object, ...], list[Binding]] = defaultdict(list)
    for each in asked:
        groups[each.indicator, each.counting, _divided(each) or each.where].append(each)
    return list(groups.values())


def _divided(binding: Binding) -> tuple[str, ...]:
    """The one dimension of which a single value is asked; none otherwise."""
    one = len(binding.where) == 1 and len(binding.where[0][1]) == 1
    return (binding.where[0][0],) if one else ()


def _answered(members: list[Binding], read: Reader) -> list[FrozenFigure]:
    by = _divided(members[0])
    periods = tuple(sorted({label for each in members for label in labels(each)}))
    where = {name: _values(members) for name in by} or dict(members[0].where)
    counting = members[0].counting or None
    try:
        figure = read(Query(members[0].indicator, periods, by, where, None, counting))
    except RegisterError:
        raise  # not "there is no such figure": a register that cannot be read freezes nothing
    except GoldthreadError:
        return [_row(absent(each), each) for each in members]
    return [_row(bound(figure, each), each, figure) for each in members]


def _values(members: Iterable[Binding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.where[0][1][0] for each in members))


def _row(made: BoundFigure, binding: Binding, figure: Figure | None = None) -> FrozenFigure:
    cells = cells_of(figure, binding) if figure is not None else []
    cell = cells[-1] if cells and not binding.change else None
    normal = bool(cells) and all(each.status == NORMAL for each in cells)
    return FrozenFigure(
        code=made.shown.code,
        asked=binding.asked,
        indicator=binding.indicator,
        period=binding.period,
        region=dict(binding.where).get("region", ("",))[0],
        value=made.value,
        numerator=exact(cell.numerator) if cell else "",
        denominator=exact(cell.denominator) if cell else "",
        records=cell.records if cell else None,
        status=cell.status if cell else NORMAL if normal and made.value else MISSING,
        identity=dict(made.identity),
    )
