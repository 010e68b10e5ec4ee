"""Which rights a number counted at one state of knowledge and not, or otherwise, at another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

from goldthread.codes import regions
from goldthread.indicators.acts import differences as acts
from goldthread.indicators.compile import (
    compile_placed,
    measures,
    nest,
    relations_of,
    select,
)
from goldthread.indicators.definition import FRACTIONAL
from goldthread.indicators.engine import Session, ask_duckdb, execute
from goldthread.indicators.grains import GRAINS
from goldthread.indicators.parameters import shape_of
from goldthread.indicators.plan import plan
from goldthread.indicators.query import Question
from goldthread.indicators.records import inside, values_of

SHOWN: Final = ("record_key", "application_number", "registration_number", "title")
_numbers = count()


@dataclass(frozen=True)
class Side:
    """A question as answered from one state of knowledge."""

    session: Session
    question: Question


@dataclass(frozen=True)
class Differences:
    """A table, in the process's database, of the rights whose contribution differs.

    Columns: part, right_id, SHOWN, m1, k1, hit1, days1, load1 (before) and the same with 2 (after).
    `held` is the table of all rights counted before.
    """

    table: str
    held: str
    grain: str = "right"

    @property
    def key(self) -> str:
        """The key of what is counted; the tables call it right_id."""
        return GRAINS[self.grain].key if self.grain in GRAINS else "right_id"

    @property
    def shown(self) -> tuple[str, ...]:
        """What a row says of itself, after the key."""
        return acts.SHOWN.get(self.grain, SHOWN)

    def rows(self, columns: str, rest: str = "") -> list[tuple[Any, ...]]:
        """Rows of the table, `rest` being what follows FROM."""
        found: list[tuple[Any, ...]] = ask_duckdb(f"SELECT {columns} FROM {self.table} {rest}", {})
        return found


@contextmanager
def differences(before: Side, after: Side, redefined: bool = False) -> Iterator[Differences]:
    """The rights that two sides count otherwise, each with the part of the difference it is.

    `redefined` says that the two sides differ in the definition alone.
    """
    prefix = f"explain_{next(_numbers)}"
    try:
        for number, side in ((1, before), (2, after)):
            _hold(f"{prefix}_held_{number}", side)
        _compare(prefix)
        for number, side in ((1, before), (2, after)):
            _learn(prefix, number, side)
        _classify(prefix, before.question, redefined)
        yield Differences(f"{prefix}_parts", f"{prefix}_held_1", before.question.definition.grain)
    finally:
        for name in ("held_1", "held_2", "keys", "else_1", "else_2", "known_1", "known_2", "parts"):
            execute(f"DROP TABLE IF EXISTS {prefix}_{name}", {})


def _hold(table: str, side: Side) -> None:
    """Every right counted, with m of its k parts, whether it hits, and its days."""
    question, session = side.question, side.session
    if question.definition.grain != "right":
        acts.hold(table, session, question)
        return
    tally = plan(
        question.definition,
        question.counting,
        (),
        shape_of(question.where),
        once=session.once,
        spells=session.spells,
        bounded=True,
        carry=SHOWN,
        on=question.periods[-1].end,
    )
    own = [f"own_{name}" for name in SHOWN]
    carried = {name: name for name in measures(tally) if name != "leaves"}
    told = {"hit": "TRUE", "days": "CAST(NULL AS BIGINT)"} | carried
    counted = "COUNT(*)" if tally.weight is None else "SUM(weight)"
    query = select("right_id", "known_from_load", "k", *own, f"CAST({counted} AS INT) AS m")
    query = query.select(*(f"{value} AS {name}" for name, value in told.items()))
    query = query.from_("placed").where(inside(tally, 1))
    query = query.group_by("right_id", "known_from_load", "k", *own, *carried)
    placed, values = compile_placed(tally), values_of(question, tally, question.where)
    session.store(table, nest(placed, "placed", query), values, relations_of(tally))


def _compare(prefix: str) -> None:
    """The rights whose contribution differs."""
    execute(
        f"CREATE TABLE {prefix}_keys AS SELECT COALESCE(a.right_id, b.right_id) AS right_id "
        f"FROM {prefix}_held_1 AS a FULL JOIN {prefix}_held_2 AS b ON a.right_id = b.right_id "
        "WHERE a.right_id IS NULL OR b.right_id IS NULL OR a.m * b.k <> b.m * a.k "
        "OR a.hit <> b.hit OR a.days <> b.days",
        {},
    )


def _learn(prefix: str, number: int, side: Side) -> None:
    """Of those rights: which were known at all, and which were counted in any cell, and where."""
    if side.question.definition.grain != "right":
        acts.learn(prefix, number, side.session, side.question)
        return
    known = select("right_id").distinct().from_("ip_right")
    known = known.where(f"right_id IN (SELECT right_id FROM {prefix}_keys)")
    side.session.store(f"{prefix}_known_{number}", known, {}, ["ip_right"])
    question, session = side.question, side.session
    by = ("region",) if question.counting not in FRACTIONAL else ()
    tally = plan(
        question.definition,
        question.counting,
        by,
        once=session.once,
        spells=session.spells,
        bounded=True,
    )
    tally = replace(tally, of=replace(tally.of, rolled=False))
    region = "region" if by else "CAST(NULL AS VARCHAR) AS region"
    query = select("right_id", region).distinct().from_("placed")
    query = query.where(inside(tally, 1))
    query = query.where(f"right_id IN (SELECT right_id FROM {prefix}_keys)")
    placed, values = compile_placed(tally), values_of(question, tally, ())
    session.store(
        f"{prefix}_else_{number}", nest(placed, "placed", query), values, relations_of(tally)
    )


def _classify(prefix: str, question: Question, redefined: bool) -> None:
    """Each right with its part: why it counts otherwise."""
    names = acts.SHOWN.get(question.definition.grain, SHOWN)
    shown = ", ".join(f"COALESCE(b.own_{name}, a.own_{name}) AS {name}" for name in names)
    sides = ", ".join(
        f"{side}.{name} AS {name.replace('known_from_', '')}{number}"
        for number, side in ((1, "a"), (2, "b"))
        for name in ("m", "k", "hit", "days", "known_from_load")
    )
    part = "'definition'" if redefined else _part(question)
    execute(
        f"CREATE TABLE {prefix}_parts AS SELECT {part} AS part, i.right_id, {shown}, {sides} "
        f"FROM {prefix}_keys AS i "
        f"LEFT JOIN {prefix}_held_1 AS a ON a.right_id = i.right_id "
        f"LEFT JOIN {prefix}_held_2 AS b ON b.right_id = i.right_id "
        f"LEFT JOIN {prefix}_known_1 AS k1 ON k1.right_id = i.right_id "
        f"LEFT JOIN {prefix}_known_2 AS k2 ON k2.right_id = i.right_id "
        f"LEFT JOIN {prefix}_else_1 AS e1 ON e1.right_id = i.right_id "
        f"LEFT JOIN {prefix}_else_2 AS e2 ON e2.right_id = i.right_id",
        {},
    )


def _part(question: Question) -> str:
    """SQL of the part. A reform moves a right between regions that a revision of the tree links."""
    divided = (
        "FALSE"
        if question.definition.weight or question.definition.sums
        else "a.m * b.k <> b.m * a.k"
    )
    reform = _reform() if question.values("region") else "FALSE"
    return (
        "CASE WHEN a.right_id IS NULL AND k1.right_id IS NULL THEN 'new' "
        "WHEN b.right_id IS NULL AND k2.right_id IS NULL THEN 'withdrawn' "
        f"WHEN a.right_id IS NULL AND NOT e1.right_id IS NULL AND {reform} THEN 'region-reform-in' "
        f"WHEN b.right_id IS NULL AND NOT e2.right_id IS NULL AND {reform} "
        "THEN 'region-reform-out' "
        "WHEN a.right_id IS NULL AND NOT e1.right_id IS NULL THEN 'reclassified-in' "
        "WHEN b.right_id IS NULL AND NOT e2.right_id IS NULL THEN 'reclassified-out' "
        "WHEN a.right_id IS NULL THEN 'changed-in' "
        "WHEN b.right_id IS NULL THEN 'changed-out' "
        f"WHEN {divided} THEN 'reclassified' ELSE 'changed' END"
    )


def _reform() -> str:
    """SQL: are the regions before and after linked by a revision of their country's tree?"""
    links = sorted(reform_links())
    if not links:
        return "FALSE"
    pairs = ", ".join(f"'{one}>{other}'" for one, other in links)
    return f"COALESCE(e1.region || '>' || e2.region IN ({pairs}), FALSE)"


def reform_links() -> set[tuple[str, str]]:
    """Each (region cut, region cut from it), both ways."""
    found = set()
    for country in regions.countries():
        for region in regions.tree(country).regions:
            if region.predecessor is not None:
                found |= {(region.predecessor, region.code), (region.code, region.predecessor)}
    return found
