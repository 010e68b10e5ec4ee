"""Cubes: monthly tallies of an indicator kept ready, derived from the register, thrown away freely.

A cube holds the counts of a definition under a counting rule by month and some dimensions. What
adds up (whole rights) is divided by every dimension once, and coarser cubes are made from that;
what does not (versions shared among parties, durations) has a cube for each set of dimensions.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from sqlglot import exp

from goldthread.indicators.compile import (
    COUNTS,
    compile_tally,
    measures,
    relations_of,
    rolls,
    select,
    sql,
)
from goldthread.indicators.counts import Request
from goldthread.indicators.definition import FRACTIONAL, Definition
from goldthread.indicators.dimensions import ancestors, whole_countries
from goldthread.indicators.engine import Session
from goldthread.indicators.expressions import DIALECT
from goldthread.indicators.parameters import codes
from goldthread.indicators.plan import Tally

FORMAT: Final = "1"  # of a cube's columns: a file of another format is not read
# The dimensions in which the parts of a shared right may differ.
_SHARED: Final = {
    "fraction-inventors": ("region", "country", "resident"),
    "fraction-applicants": ("region", "country", "resident", "applicant_type"),
    "fraction-fields": ("field",),
}


@dataclass(frozen=True)
class Wanted:
    """Which cube: of what, divided by which dimensions (month is always there).

    A rolled cube holds the cells of a table: a region with the regions that lie in it.
    """

    definition: Definition
    counting: str
    condition: str | None
    dimensions: tuple[str, ...]
    rolled: bool = True

    def __hash__(self) -> int:
        return hash(self.parts)

    @property
    def parts(self) -> tuple[str, ...]:
        rolled = "rolled" if self.rolled else "own"
        condition = self.condition or ""
        named = (self.definition.sha256, self.counting, condition, *self.dimensions)
        return (FORMAT, *named, rolled)

    @property
    def name(self) -> str:
        """A short name that only this cube has."""
        digest = blake2b("\n".join(self.parts).encode(), digest_size=8).hexdigest()
        return f"{self.definition.id.lower().replace('-', '_')}_{digest}"

    @property
    def shares(self) -> bool:
        return self.counting in FRACTIONAL

    def tally(self, once: bool, spells: bool) -> Tally:
        """The plan of the cube: every month there is."""
        spans = (("", 0, 0),)
        request = Request(
            self.definition, self.counting, self.dimensions, (), spans, self.condition
        )
        made = request.plan(once, spells, bounded=False)
        return replace(made, of=replace(made.of, rolled=self.rolled))

    @property
    def is_duration(self) -> bool:
        return self.tally(False, False).kind == "duration"

    @property
    def keys(self) -> tuple[str, ...]:
        carried = (name for name in measures(self.tally(False, False)) if name != "leaves")
        return (*self.dimensions, "k", *carried)

    @property
    def finest(self) -> "Wanted | None":
        """The cube this one is made from: divided by everything, no region within another."""
        if self.shares or self.is_duration or self.condition is not None:
            return None
        every = tuple(sorted(set(self.definition.dimensions) - {"month"}))
        return replace(self, dimensions=every, rolled=False)


def tallied(tally: Tally, session: Session) -> str:
    """The rows of a cube, asked of a state of the register."""
    return session.complete(_text(tally), relations_of(tally))


@lru_cache(maxsize=1024)
def _text(tally: Tally) -> str:
    """Kept, for it is the same after each load."""
    return compile_tally(tally).sql(DIALECT)


def wanted(request: Request) -> Wanted | None:
    """The cube that answers a request exactly; None when only the register's rows can."""
    if request.definition.grain != "right":
        return None
    where = dict(request.where)
    dimensions = tuple(sorted({*request.by, *where} - {"month"}))
    if whole_countries(where.get("region", ())):
        return None
    shared = _SHARED.get(request.counting, ())
    if any(len(_tops(n, where[n])) > 1 for n in shared if n in where):
        return None  # a version with parts in both would be counted twice
    return Wanted(request.definition, request.counting, request.condition, dimensions)


def _tops(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """The values without the regions that lie in another of them."""
    if name != "region":
        return values
    return tuple(v for v in values if not any(c == v and a in values for c, a in ancestors()))


Within = tuple[tuple[str, tuple[str | int, ...]], ...]


def within(request: Request) -> Within:
    """The codes that rows of a rolled cube must have: a cell holds what lies in it already."""
    return tuple((name, _codes(name, values, request)) for name, values in request.where)


def _codes(name: str, values: tuple[str, ...], request: Request) -> tuple[str | int, ...]:
    if name == "region" and "region" not in request.by:
        return _tops(name, values)
    return codes(name, values)


def coarser(table: str, fine: Wanted, coarse: Wanted) -> exp.Select:
    """The rows of a coarser cube, from those of the finest one."""
    query = select("c.month").from_(f"{table} AS c")
    rolled = "region" in coarse.dimensions and bool(ancestors())
    cells = {name: f"c.{name}" for name in coarse.keys}
    if rolled:
        query = query.join(rolls(), on=sql("u.code = c.region"), join_type="left")
        cells["region"] = "COALESCE(u.cell, c.region)"
    assert set(coarse.keys) <= set(fine.keys), "the finest cube has every key"
    query = query.select(*(f"{cell} AS {name}" for name, cell in cells.items()), *sums("c."))
    return query.group_by("c.month", *cells.values())


def sums(prefix: str = "") -> list[str]:
    return [
        f"CAST({'BIT_XOR' if name == 'mix' else 'SUM'}({prefix}{name}) AS BIGINT) AS {name}"
        for name in COUNTS
    ]


def changes(keys: tuple[str, ...], came: str, went: str | None) -> str:
    """SQL of what is added to a cube: the counts of what came, less those of what went.

    Rows are added, not summed into the old ones: whoever reads a cube sums it.
    """
    columns = ", ".join(("month", *keys))
    signed = [name if name == "mix" else f"-{name} AS {name}" for name in COUNTS]
    rows = [f"SELECT {columns}, {', '.join(COUNTS)} FROM ({came}) AS p"]
    if went is not None:
        rows.append(f"SELECT {columns}, {', '.join(signed)} FROM ({went}) AS m")
    return " UNION ALL ".join(rows)
