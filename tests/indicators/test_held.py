"""Cubes in memory, read as one counts by hand."""

from typing import Any

import pyarrow as pa

from goldthread.indicators.catalogue import definition
from goldthread.indicators.counts import Request
from goldthread.indicators.held import Held, hold
from goldthread.indicators.parameters import Where

KEYS = ("field", "region", "k")
# month, field, region, k, n: two rows of one cell and month, as after an update
ROWS = (
    (100, "1", "CN-ZJ", 1, 5),
    (100, "1", "CN-ZJ", 1, -2),
    (101, "1", "CN-ZJ", 1, 4),
    (103, "2", "CN-ZJ", 1, 1),
    (101, "1", "CN-JS", 1, 7),
    (102, "1", "CN-JS", 3, 2),
)


def cube(rows: tuple[tuple[Any, ...], ...], keys: tuple[str, ...], stock: bool = False) -> Held:
    """Rows of month, the keys and n; the other counts are made from n."""
    columns: dict[str, list[Any]] = {name: [] for name in ("month", *keys)}
    for row in rows:
        for name, value in zip(columns, row, strict=False):
            columns[name].append(value)
    counts = [row[-1] for row in rows]
    columns |= {"n": counts, "versions": counts, "low": [10 * n for n in counts]}
    columns |= {"high": [0] * len(rows), "mix": [abs(n) for n in counts]}
    return hold(pa.table(columns), keys, stock)


def request(
    by: tuple[str, ...], *spans: tuple[str, int, int], where: Where = (), indicator: str = "C01"
) -> Request:
    found = definition(indicator)
    return Request(found, found.counting, by, where, spans)


def test_cells_hold_the_months_of_each_period() -> None:
    asked = request(("region",), ("early", 0, 100), ("late", 101, 999))
    assert sorted(cube(ROWS, KEYS).rows(asked)) == [
        ("early", "CN-ZJ", 1, 3, 3, 30, 0, 5 ^ 2),
        ("late", "CN-JS", 1, 7, 7, 70, 0, 7),
        ("late", "CN-JS", 3, 2, 2, 20, 0, 2),
        ("late", "CN-ZJ", 1, 5, 5, 50, 0, 4 ^ 1),
    ]


def test_codes_stand_in_the_order_they_are_asked_in_with_the_month_among_them() -> None:
    asked = request(("field", "month", "region"), ("all", 101, 102))
    assert sorted(row[:6] for row in cube(ROWS, KEYS).rows(asked)) == [
        ("all", "1", 101, "CN-JS", 1, 7),
        ("all", "1", 101, "CN-ZJ", 1, 4),
        ("all", "1", 102, "CN-JS", 3, 2),
    ]


def test_conditions_keep_codes_and_months() -> None:
    where: Where = (("field", ("1",)), ("month", ("0008-06",)))  # month 101 of the calendar
    asked = request((), ("all", 0, 999), where=where)
    assert [row[:3] for row in cube(ROWS, KEYS).rows(asked)] == [("all", 1, 11)]
    assert not list(cube(ROWS, KEYS).rows(request((), ("x", 0, 999), where=(("field", ("9",)),))))


def test_stock_is_what_came_less_what_went() -> None:
    asked = request((), ("before", 99, 99), ("at", 101, 101), ("after", 500, 500), indicator="P01")
    found = list(cube(ROWS, KEYS, stock=True).rows(asked))
    assert sorted(row[:3] for row in found) == [
        *(("after", 1, 15), ("after", 3, 2), ("at", 1, 14)),
    ]


def test_duration_ranks_the_days_of_all_months_under_a_label() -> None:
    rows = ((100, "1", 1, 10, 2), (100, "1", 1, 30, 1), (102, "1", 1, 20, 1), (104, "1", 1, 99, 1))
    held = cube(rows, ("field", "k", "days"))
    apart = request((), ("a", 100, 100), ("b", 102, 102), indicator="A04")
    assert [(row[0], row[1], *row[6:9]) for row in held.rows(apart)] == [
        ("a", 3, 50, 10, 10),
        ("b", 1, 20, 20, 20),
    ]
    together = request(("field",), ("*", 100, 100), ("*", 102, 102), indicator="A04")
    assert [(*row[:3], *row[7:10]) for row in held.rows(together)] == [("*", "1", 4, 70, 10, 20)]


def test_cube_without_rows_gives_none() -> None:
    for keys, indicator in ((KEYS, "C01"), (("field", "k", "days"), "A04")):
        held = cube((), keys)
        assert (len(held), list(held.rows(request((), ("x", 0, 9), indicator=indicator)))) == (
            0,
            [],
        )
