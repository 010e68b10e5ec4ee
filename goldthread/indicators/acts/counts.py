"""Counts of transactions and cases by cell, as `counts.Direct` gives those of rights."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Final

from goldthread.indicators.acts.compile import Asked, placed
from goldthread.indicators.acts.text import Text
from goldthread.indicators.counts import Counted, Key, Request
from goldthread.indicators.engine import Session
from goldthread.indicators.grains import GRAINS, Grain
from goldthread.indicators.lineage import Lineage
from goldthread.indicators.parameters import Values

# Of the versions of a cell: how many, and the sums over their lineage keys that depend on no order.
_SUMS: Final = (
    "COUNT(*)",
    "SUM(CAST(lineage_key AS HUGEINT))",
    "BIT_XOR(lineage_key)",
)


def counts(session: Session, request: Request) -> dict[Key, Counted]:
    """The cells of a request that hold anything."""
    asked = Asked(
        request.definition,
        request.counting,
        _divided(request),
        request.where,
        request.spans,
        several(session, GRAINS[request.definition.grain]),
        request.condition,
    )
    text = Text()
    placed(asked, text)
    text.steps["inside"] = inside(asked, text)
    rows = session.rows(text.finish(_summed(asked)), text.values, sorted(text.relations))
    return _collected(rows, request, asked)


def _divided(request: Request) -> tuple[str, ...]:
    """The dimensions asked by; of a sum also the currency, for two are never added."""
    needs = request.definition.sums is not None and "currency" not in request.by
    return (*request.by, "currency") if needs else request.by


def several(session: Session, grain: Grain) -> bool:
    """Do several feeds bring acts of this kind?"""
    loads = session.known.loads
    feeds = {
        m.feed
        for m in session.register.manifests()
        if m.load <= loads.get(m.feed, 0) and grain.table in m.rows
    }
    return len(feeds) > 1


def inside(asked: Asked, text: Text) -> str:
    """SQL of each version once in each period and cell, with m of its k parts.

    A right or party that is counted once in a cell and period stands under its first act there.
    """
    keys = ["label", *asked.by]
    periods = _periods(text.values, asked.spans)
    rows = f"SELECT q.label, p.* FROM placed AS p JOIN {periods} ON {_in(asked)}"
    if asked.distinct:
        partition = ", ".join((*keys, "item"))
        rows += (
            f" QUALIFY ROW_NUMBER() OVER (PARTITION BY {partition} "
            "ORDER BY p.day, p.id, p.load, p.lineage_key) = 1"
        )
    kept = [*keys, "id", "load", "lineage_key", "k", *(f"own_{name}" for name in asked.carry)]
    hit = "SUM(m) > 0 AS hit" if asked.balance else "hit"
    grouped = [*kept, *(["hit"] if not asked.balance else [])]
    having = " HAVING SUM(m) <> 0" if asked.balance else ""
    return (
        f"SELECT {', '.join(kept)}, {hit}, SUM(m) AS m FROM ({rows}) AS i "
        f"GROUP BY {', '.join(grouped)}{having}"
    )


def _in(asked: Asked) -> str:
    if asked.definition.counts_stock:
        return "p.month_no <= q.last AND (p.leaves IS NULL OR p.leaves > q.last)"
    return "p.month_no BETWEEN q.first AND q.last"


def _periods(values: Values, spans: Iterable[tuple[str, int, int]]) -> str:
    """The relation q(label, first, last) of the periods."""
    rows = []
    for number, (label, first, last) in enumerate(spans):
        values[f"label_{number}"] = label
        rows.append(f"(${f'label_{number}'}, {int(first)}, {int(last)})")
    return f"(VALUES {', '.join(rows)}) AS q(label, first, last)"


def _summed(asked: Asked) -> str:
    keys = ", ".join(("label", *asked.by, "k", "hit"))
    return f"SELECT {keys}, SUM(m), {', '.join(_SUMS)} FROM inside GROUP BY {keys}"


def _collected(rows: Iterable[Sequence[Any]], request: Request, asked: Asked) -> dict[Key, Counted]:
    width = 1 + len(request.by)
    sums = request.definition.sums is not None
    at = 1 + asked.by.index("currency") if sums else 0
    cells: dict[Key, Counted] = {}
    for row in rows:
        key = tuple(row[:width])
        found = _count(row[1 + len(asked.by) :], frozenset({row[at]} if sums else ()))
        cells[key] = cells[key] + found if key in cells else found
    return cells


def _count(row: Sequence[Any], currencies: frozenset[str]) -> Counted:
    """What rows of one k add: of a balance, `hits` is what comes in alone."""
    k, hit, m, versions, total, mix = row
    amount = Fraction(int(m), k)
    return Counted(
        amount,
        versions,
        Lineage(versions, int(total), mix),
        hits=amount if hit else Fraction(0),
        hit_records=versions if hit else 0,
        currencies=currencies,
    )
