"""The structure as plain rows: what a plan is worked out on. Offices are named by their codes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from goldthread.offices import days


@dataclass(frozen=True, kw_only=True)
class Row:
    """`pk` None: not stored yet. Two rows are the same where all but `pk` is."""

    office: str
    starts: date
    ends: date | None = None
    pk: int | None = field(default=None, compare=False)

    @property
    def span(self) -> tuple[date, date | None]:
        return self.starts, self.ends

    def key(self) -> tuple[object, ...]:
        """Rows with the same key may not overlap."""
        return (self.office,)

    def holds(self, day: date) -> bool:
        return days.holds(self.starts, self.ends, day)


@dataclass(frozen=True, kw_only=True)
class OfficeRow(Row):
    """`office` is the code."""


@dataclass(frozen=True, kw_only=True)
class VersionRow(Row):
    kind: str
    name_en: str
    name_zh: str
    short_en: str
    short_zh: str
    also_en: str = ""
    also_zh: str = ""


@dataclass(frozen=True, kw_only=True)
class EdgeRow(Row):
    parent: str


@dataclass(frozen=True, kw_only=True)
class HoldingRow(Row):
    function: str
    territory: str
    exclusive: bool

    def key(self) -> tuple[object, ...]:
        mine = (self.function, self.territory)
        return mine if self.exclusive else (self.office, *mine)


@dataclass(frozen=True, kw_only=True)
class DutyRow(Row):
    region: str

    def key(self) -> tuple[object, ...]:
        return (self.office, self.region)


@dataclass(frozen=True, kw_only=True)
class SeatRow(Row):
    """A membership."""

    person: int
    role: str

    def key(self) -> tuple[object, ...]:
        return (self.person, self.office, self.role)


@dataclass(frozen=True, kw_only=True)
class ReachRow(Row):
    ancestor: str

    def key(self) -> tuple[object, ...]:
        return (self.ancestor, self.office)


TABLES: tuple[type[Row], ...] = (
    OfficeRow,
    VersionRow,
    EdgeRow,
    HoldingRow,
    DutyRow,
    SeatRow,
    ReachRow,
)
R = TypeVar("R", bound=Row)


class Tables:
    """All rows, by table and office; copied before it is changed."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._rows: dict[type[Row], dict[str, list[Row]]] = {table: {} for table in TABLES}
        for row in rows:
            self.put(row)

    def copy(self) -> "Tables":
        return Tables(row for table in TABLES for row in self.of(table))

    def of(self, table: type[R]) -> Iterator[R]:
        for rows in self._rows[table].values():
            yield from rows  # type: ignore[misc]

    def at(self, table: type[R], office: str) -> list[R]:
        return list(self._rows[table].get(office, ()))  # type: ignore[arg-type]

    def put(self, row: Row) -> None:
        self._rows[type(row)].setdefault(row.office, []).append(row)

    def drop(self, row: Row) -> None:
        self._rows[type(row)][row.office].remove(row)

    def office(self, code: str) -> OfficeRow | None:
        found = self.at(OfficeRow, code)
        return found[0] if found else None

    def cut(
        self, rows: Iterable[R], day: date, match: Callable[[R], bool] = lambda _: True
    ) -> list[R]:
        """End the matching rows on a day; gives what they would have been from that day on."""
        tails = []
        for row in list(rows):
            if not match(row) or (row.ends is not None and row.ends <= day):
                continue
            self.drop(row)
            if row.starts < day:
                self.put(replace(row, ends=day))
            tails.append(replace(row, starts=max(row.starts, day), pk=None))
        return tails

    def cover(self, row: Row) -> None:
        """Put a row in, joined with those of its key that it overlaps."""
        for other in self.at(type(row), row.office):
            if other.key() == row.key() and days.overlap(other.span, row.span):
                self.drop(other)
                row = replace(
                    other,
                    starts=min(other.starts, row.starts),
                    ends=None if None in (other.ends, row.ends) else max(other.ends, row.ends),  # type: ignore[type-var]
                )
        self.put(row)
