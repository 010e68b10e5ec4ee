"""Published tables held against themselves; what does not fit is reported, never repaired.

Cells are rows of `aggregate_cell`. A total adds up over its regions alone: "of which" rows lie
inside a region and are never added. A printed growth rate recomputes when it is the change from
the count a year earlier, rounded as it is printed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa

CHECKS = ("duplicates", "totals", "growth")
_RATES = ("percent", "%", "per cent")
Cell = Mapping[str, object]


@dataclass(frozen=True)
class Finding:
    """Something in a published table that contradicts itself.

    `code` is duplicate-cells, incomplete-table, total-differs or growth-differs.
    """

    code: str
    table: str
    period: str
    sentence: str
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Addition:
    """A published total beside the sum of its regions; `expected` regions make a whole table."""

    table: str
    period: str
    basis: str
    regions: int
    expected: int
    absent: tuple[str, ...]
    total: Decimal
    summed: Decimal


@dataclass(frozen=True)
class Growth:
    """A printed change on a year earlier (%) beside the one that the counts give."""

    table: str
    period: str
    basis: str
    region: str
    printed: Decimal
    computed: Decimal
    recomputes: bool


def check(cells: pa.Table, checks: Sequence[str] = CHECKS) -> list[Finding]:
    """The findings of the chosen checks, table by table."""
    rows = cells.to_pylist()
    makers: dict[str, Callable[[Sequence[Cell]], list[Finding]]] = {
        "duplicates": _duplicates,
        "totals": lambda found: [f for a in additions(found) for f in _addition(a)],
        "growth": lambda found: _growths(growths(found)),
    }
    return [finding for name in checks for finding in makers[name](rows)]


def _duplicates(rows: Sequence[Cell]) -> list[Finding]:
    values: dict[object, set[object]] = defaultdict(set)
    tables: dict[object, tuple[str, str]] = {}
    for row in rows:
        values[row["record_key"]].add(row["value"])
        tables[row["record_key"]] = (str(row["table_id"]), str(row["period"]))
    twice: dict[tuple[str, str], list[object]] = defaultdict(list)
    for key, found in values.items():
        if len(found) > 1:
            twice[tables[key]].append(key)
    return [_duplicate(table, period, keys, values) for (table, period), keys in twice.items()]


def _duplicate(
    table: str, period: str, keys: list[object], values: Mapping[object, set[object]]
) -> Finding:
    shown = " and ".join(sorted(_shown(value) for value in values[keys[0]]))
    sentence = (
        f"Table {table}, {period}: {len(keys)} cell(s) are given more than once with different "
        f"values; for example {keys[0]}: {shown}."
    )
    return Finding("duplicate-cells", table, period, sentence, {"cells": len(keys)})


def additions(rows: Iterable[Cell]) -> list[Addition]:
    """Every published total that has regions beside it."""
    totals: dict[tuple[str, ...], Decimal] = {}
    regions: dict[tuple[str, ...], dict[str, Decimal]] = defaultdict(dict)
    whole: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in rows:
        if row["region_level"] == "region":
            whole[_series(row)].setdefault(_region(row))
        if row["value"] is None or str(row["unit"]).lower() in _RATES:
            continue
        if row["region_level"] == "total":
            totals[_group(row)] = _value(row)
        elif row["region_level"] == "region":
            regions[_group(row)][_region(row)] = _value(row)
    return [
        _added(group, total, regions[group], list(whole[group[0], group[1]]))
        for group, total in totals.items()
        if regions.get(group)
    ]


def _group(row: Cell) -> tuple[str, ...]:
    """Cells that are added: one table, its breakdown, indicator, unit, period and basis."""
    return (*_series(row), *(str(row[n]) for n in ("indicator_code", "unit", "period", "basis")))


def _series(row: Cell) -> tuple[str, str]:
    return str(row["table_id"]), str(row["dims"])


def _region(row: Cell) -> str:
    return str(row["region_text"] or row["region_code"])


def _value(row: Cell) -> Decimal:
    value = row["value"]
    assert isinstance(value, Decimal)
    return value


def _added(
    group: tuple[str, ...], total: Decimal, found: Mapping[str, Decimal], whole: Sequence[str]
) -> Addition:
    absent = tuple(name for name in whole if name not in found)
    summed = sum(found.values(), Decimal(0))
    table, _, _, _, period, basis = group
    return Addition(table, period, basis, len(found), len(whole), absent, total, summed)


def _addition(made: Addition) -> list[Finding]:
    if made.total == made.summed and not made.absent:
        return []
    gap = made.total - made.summed
    apart = f"the total {_shown(made.total)} is {_shown(abs(gap))} {'more' if gap > 0 else 'less'}"
    told = f"{apart} than their sum {_shown(made.summed)}" if gap else "they add up to the total"
    where = f"Table {made.table}, {made.period}, {made.basis}"
    counts = {"regions": made.regions, "expected": made.expected}
    if made.absent:
        names = ", ".join(made.absent[:5]) + (" and others" if len(made.absent) > 5 else "")
        sentence = (
            f"{where}: {made.regions} of {made.expected} regions have a value "
            f"({names} missing); {told}."
        )
        return [Finding("incomplete-table", made.table, made.period, sentence, counts)]
    sentence = f"{where}: the {made.regions} regions do not add up: {told}."
    return [Finding("total-differs", made.table, made.period, sentence, counts)]


def growths(rows: Sequence[Cell]) -> list[Growth]:
    """Every printed change whose count a year earlier is in the same load."""
    values = {_place(row, str(row["period"])): row for row in rows if row["value"] is not None}
    printed = [row for row in rows if row["printed_change"] is not None]
    places = _decimals(printed)
    made = []
    for row in printed:
        base = values.get(_place(row, _year_earlier(str(row["period"]))))
        if row["value"] is None or base is None or not base["value"]:
            continue
        made.append(_grown(row, _value(base), places[_printing(row)]))
    return made


def _place(row: Cell, period: str) -> tuple[str, ...]:
    names = ("table_id", "dims", "indicator_code", "unit", "basis", "region_level")
    return (*(str(row[name]) for name in names), _region(row), period)


def _year_earlier(period: str) -> str:
    return f"{int(period[:4]) - 1:04d}{period[4:]}"


def _printing(row: Cell) -> tuple[object, object]:
    return row["table_id"], row["period"]


def _decimals(rows: Iterable[Cell]) -> dict[tuple[object, object], int]:
    """How many decimals each table prints its rates with: the most that any of them has."""
    places: dict[tuple[object, object], int] = defaultdict(int)
    for row in rows:
        change = row["printed_change"]
        assert isinstance(change, Decimal)
        exponent = change.normalize().as_tuple().exponent
        assert isinstance(exponent, int)
        places[_printing(row)] = max(places[_printing(row)], -exponent)
    return places


def _grown(row: Cell, base: Decimal, places: int) -> Growth:
    printed = row["printed_change"]
    assert isinstance(printed, Decimal)
    computed = (_value(row) / base - 1) * 100
    # Half a unit of the last printed place, whichever way the half was rounded.
    near = abs(computed - printed) <= Decimal("0.5").scaleb(-places)
    table, period, basis = str(row["table_id"]), str(row["period"]), str(row["basis"])
    return Growth(table, period, basis, _region(row), printed, computed, near)


def _growths(made: Sequence[Growth]) -> list[Finding]:
    groups: dict[tuple[str, str, str], list[Growth]] = defaultdict(list)
    for growth in made:
        groups[growth.table, growth.period, growth.basis].append(growth)
    return [
        _growth(key, found)
        for key, found in groups.items()
        if not all(growth.recomputes for growth in found)
    ]


def _growth(key: tuple[str, str, str], found: Sequence[Growth]) -> Finding:
    table, period, basis = key
    good = sum(growth.recomputes for growth in found)
    worst = max(found, key=lambda growth: abs(growth.computed - growth.printed))
    sentence = (
        f"Table {table}, {period}, {basis}: only {good} of {len(found)} printed growth rates "
        f"recompute from the counts of {_year_earlier(period)}; for example {worst.region}: "
        f"printed {_shown(worst.printed)}, the counts give {worst.computed:.1f}."
    )
    counts = {"printed": len(found), "recompute": good}
    return Finding("growth-differs", table, period, sentence, counts)


def _shown(value: object) -> str:
    """A number without the zeros that its column's scale adds."""
    if not isinstance(value, Decimal):
        return "no value" if value is None else str(value)
    whole = value.normalize()
    return f"{whole:,.0f}" if whole == whole.to_integral_value() else f"{whole:,f}"
