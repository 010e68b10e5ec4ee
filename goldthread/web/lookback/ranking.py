"""Ranked rows of a figure divided by one dimension, with the change on a year earlier."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goldthread.web.shell import figures, periods
from goldthread.web.shell.figures import Answer, Cell
from goldthread.web.shell.state import State

ABSENT = ("_U", "_Z")


@dataclass(frozen=True)
class RankedRow:
    """A row as the table shows it. `width` is its bar in per cent of the longest."""

    code: str
    rank: str
    name: str
    note: str
    look: str
    value: str
    absolute: str
    percent: str
    width: str
    tone: str
    number: float | None


@dataclass(frozen=True)
class Place:
    """What a row is about: its code and name; unranked rows stand below or inside others."""

    code: str
    name: str
    note: str = ""
    look: str = ""
    tone: str = ""
    ranked: bool = True
    inside: str = ""


def value_of(cell: Cell | None) -> float | None:
    return None if cell is None else cell["value"]


def rows(state: State, answer: Answer, dimension: str, places: Sequence[Place]) -> list[RankedRow]:
    """The places in order of value, the unranked after them; equal values share a rank."""
    found = {place.code: answer.cell(state.period, place.code) for place in places}
    largest = max((abs(float(value_of(c) or 0)) for c in found.values()), default=0.0)
    ordered = _below_parents(sorted(places, key=lambda p: _order(found[p.code], p)))
    made: list[RankedRow] = []
    for place in ordered:
        rank = _rank(place, found[place.code], [found[p.code] for p in ordered if p.ranked])
        made.append(_row(state, answer, dimension, place, rank, largest))
    return made


def _below_parents(ordered: list[Place]) -> list[Place]:
    """Each place that lies inside another stands right below it."""
    inside = [place for place in ordered if place.inside]
    made: list[Place] = []
    for place in (p for p in ordered if not p.inside):
        made += [place, *(p for p in inside if p.inside == place.code)]
    return made + [place for place in inside if place not in made]


def _order(cell: Cell | None, place: Place) -> tuple[bool, bool, float, str]:
    value = value_of(cell)
    return not place.ranked, value is None, -float(value or 0), place.name


def _rank(place: Place, cell: Cell | None, ranked: list[Cell | None]) -> int | None:
    value = value_of(cell)
    if not place.ranked or value is None:
        return None
    return 1 + sum(
        1 for other in ranked if (found := value_of(other)) is not None and found > value
    )


def _row(
    state: State, answer: Answer, dimension: str, place: Place, rank: int | None, largest: float
) -> RankedRow:
    lang = state.lang
    before = answer.cell(periods.year_earlier(state.period), place.code)
    now = answer.cell(state.period, place.code)
    change = figures.change(now, before, lang, state.definition)
    value = value_of(now)
    part = (
        float(value) / largest * 100
        if value and value > 0 and largest and place.tone != "of-which"
        else 0
    )
    return RankedRow(
        code=place.code,
        rank="" if rank is None else str(rank),
        name=place.name,
        note=place.note,
        look=place.look,
        value=figures.linked(now, state.records(**{dimension: place.code}), lang),
        absolute=change.absolute if change else "",
        percent=change.percent if change else "",
        width=f"{part:.1f}" if part else "",
        tone=place.tone,
        number=None if value is None else float(value),
    )


def absent_places(answer: Answer, dimension: str, period: str) -> list[Place]:
    """Rows for what is not known or does not apply, where there is any."""
    words = {
        ("region", "_Z"): _("Non-residents"),
        ("region", "_U"): _("Region not known"),
        ("field", "_Z"): _("No technology field"),
        ("field", "_U"): _("Field not known"),
    }
    found: list[Place] = []
    for code in ABSENT:
        cell: Any = answer.cell(period, code)
        if cell and cell["records"]:
            found.append(Place(code, words[dimension, code], tone="absent", ranked=False))
    return found


def total(state: State, now: Cell | None, before: Cell | None) -> RankedRow:
    """The row that the others add up to."""
    change = figures.change(now, before, state.lang, state.definition)
    value = value_of(now)
    return RankedRow(
        code="",
        rank="",
        name=_("Total"),
        note="",
        look="",
        value=figures.linked(now, state.records(), state.lang),
        absolute=change.absolute if change else "",
        percent=change.percent if change else "",
        width="",
        tone="total",
        number=None if value is None else float(value),
    )
