"""A plan: what an act makes of the structure from its effective day, and what passes to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Any

from goldthread.offices.reforms.changes import Change
from goldthread.offices.reforms.rows import TABLES, OfficeRow, Row, Tables


@dataclass(frozen=True)
class Link:
    """A share of the predecessor passes to the successor; `function` blank: of the whole office.

    `back` is the predecessor's share in the successor as it then is, None where nobody stated it.
    """

    predecessor: str
    successor: str
    share: Fraction
    back: Fraction | None
    function: str = ""
    territory: str = ""


@dataclass(frozen=True)
class Step:
    change: Change
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Moved:
    """A row of the predecessor that the successor takes over from the day on.

    `row` is as the successor gets it; `choices` are the codes that might take it instead.
    """

    key: str
    kind: str
    row: Row
    predecessor: str
    successor: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Write:
    """One row as it is and as it becomes; None: not there."""

    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Plan:
    day: date
    before: Tables
    after: Tables
    steps: tuple[Step, ...]
    moved: tuple[Moved, ...]
    decisions: Mapping[str, str]

    def heirs(self, office: str, function: str = "", territory: str = "") -> dict[str, Fraction]:
        """Who takes over what of an office, with shares; the office itself where it goes on."""
        weights = {office: Fraction(1)}
        for step in self.steps:
            weights = spread(weights, forward(step.links, function, territory))
        return weights

    def heir(self, office: str, function: str = "", territory: str = "") -> str:
        """The one office that takes what cannot be divided: the largest share, first by code."""
        heirs = self.heirs(office, function, territory)
        return min(heirs, key=lambda code: (-heirs[code], code))

    def writes(self) -> list[Write]:
        """What differs, in an order in which no row ever lacks its office or meets another."""
        pairs = [pair for table in TABLES for pair in _differences(self, table)]
        return sorted(pairs, key=_phase)


Shares = Mapping[str, Sequence[tuple[str, Fraction]]]


def forward(links: Sequence[Link], function: str, territory: str) -> Shares:
    """For each predecessor its successors; what is said of the function stands over the whole."""
    shares: dict[str, list[tuple[str, Fraction]]] = {}
    for matter in (("", ""), (function, territory)) if function else (("", ""),):
        special = [link for link in links if (link.function, link.territory) == matter]
        shares.update({link.predecessor: [] for link in special})
        for link in special:
            shares[link.predecessor].append((link.successor, link.share))
    return shares


def spread(weights: Mapping[str, Fraction], shares: Shares) -> dict[str, Fraction]:
    """Pass each weight on by the shares; offices that pass nothing on keep theirs."""
    found: dict[str, Fraction] = {}
    for office, weight in weights.items():
        for heir, share in shares.get(office) or [(office, Fraction(1))]:
            found[heir] = found.get(heir, Fraction()) + weight * share
    return found


def plain(row: Row | None) -> dict[str, Any] | None:
    """A row as JSON holds it."""
    if row is None:
        return None
    values = {each.name: getattr(row, each.name) for each in fields(row)}
    return {n: v.isoformat() if isinstance(v, date) else v for n, v in values.items()}


def _differences(plan: Plan, table: type[Row]) -> list[Write]:
    old = {row.pk: row for row in plan.before.of(table)}
    kept = {row.pk: row for row in plan.after.of(table) if row.pk is not None}
    fresh = [row for row in plan.after.of(table) if row.pk is None]
    gone = [Write(row, None) for pk, row in old.items() if pk not in kept]
    changed = [Write(old[pk], row) for pk, row in kept.items() if old[pk] != row]
    return [*gone, *changed, *(Write(None, row) for row in fresh)]


def _phase(write: Write) -> tuple[object, ...]:
    """New offices, rows that go, rows that end, new rows, offices that end."""
    of_office = isinstance(write.row, OfficeRow)
    if of_office:
        phase = 0 if write.before is None else 4
    else:
        phase = 1 if write.after is None else 2 if write.before else 3
    row = write.row
    table = TABLES.index(type(row))
    return phase, table, row.office, tuple(map(str, row.key())), row.starts
