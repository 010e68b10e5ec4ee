"""Published tables against themselves: duplicates, totals, printed growth."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from goldthread.readers.aggregates import additions, check, growths
from goldthread.readers.schema import TABLES
from tests.readers.tables import read


def _cells(*rows: dict) -> pa.Table:
    """Cells of one table, completed."""
    schema = TABLES["aggregate_cell"].schema
    made = []
    for number, row in enumerate(rows):
        cell = dict.fromkeys(schema.names) | {
            "cell_id": number, "table_id": "T1", "indicator_code": "C01", "period": "2019",
            "freq": "A", "region_level": "region", "dims": "{}", "unit": "pieces",
            "basis": "period",
        }  # fmt: skip
        cell |= {name: Decimal(v) if isinstance(v, (int, float)) else v for name, v in row.items()}
        cell["record_key"] = f"{cell['period']}|{cell['region_text']}"
        made.append(cell)
    return pa.Table.from_pylist(made, schema=schema)


def _region(name: str, value: int | None, **more: object) -> dict:
    return {"region_text": name, "value": value, **more}


def _total(value: int, **more: object) -> dict:
    return {"region_text": "Total", "region_level": "total", "value": value, **more}


EARLIER = [
    _total(5, period="2018"),
    _region("A", 2, period="2018"),
    _region("B", 3, period="2018"),
]


def test_total_that_adds_up_is_no_finding() -> None:
    cells = _cells(_total(5), _region("A", 2), _region("B", 3))
    assert check(cells) == []
    [made] = additions(cells.to_pylist())
    assert (made.total, made.summed, made.regions, made.expected) == (5, 5, 2, 2)


def test_of_which_rows_are_never_added() -> None:
    cells = _cells(
        _total(5), _region("A", 2), _region("B", 3), _region("A1", 1, region_level="of-which")
    )
    assert check(cells) == []


def test_total_that_does_not_add_up_is_told() -> None:
    [finding] = check(_cells(_total(1_000), _region("A", 2), _region("B", 1_003)))
    assert finding.code == "total-differs"
    assert finding.sentence == (
        "Table T1, 2019, period: the 2 regions do not add up: the total 1,000 is 5 less than "
        "their sum 1,005."
    )
    assert finding.counts == {"regions": 2, "expected": 2}


@pytest.mark.parametrize("absent", [[], [_region("B", None)]])
def test_table_that_lacks_a_region_is_incomplete(absent: list[dict]) -> None:
    earlier = [
        _total(5, period="2018"),
        _region("A", 2, period="2018"),
        _region("B", 3, period="2018"),
    ]
    [finding] = check(_cells(*earlier, _total(6), _region("A", 2), *absent))
    assert finding.code == "incomplete-table"
    assert finding.sentence == (
        "Table T1, 2019, period: 1 of 2 regions have a value (B missing); the total 6 is 4 more "
        "than their sum 2."
    )


def test_incomplete_table_may_still_add_up() -> None:
    earlier = [
        _total(5, period="2018"),
        _region("A", 2, period="2018"),
        _region("B", 3, period="2018"),
    ]
    [finding] = check(_cells(*earlier, _total(2), _region("A", 2)))
    assert finding.sentence.endswith("(B missing); they add up to the total.")


def test_rates_and_totals_without_regions_are_not_added() -> None:
    assert (
        check(_cells(_total(5), _region("A", 2, unit="percent"), _region("B", 9, basis="ytd")))
        == []
    )


def test_breakdowns_are_added_apart() -> None:
    kinds = ['{"kind": "PT"}', '{"kind": "UM"}']
    rows = [row for kind in kinds for row in (_total(2, dims=kind), _region("A", 2, dims=kind))]
    assert check(_cells(*rows)) == []


def test_cells_given_twice_with_different_values_are_told() -> None:
    cells = _cells(_region("A", 2), _region("A", 2), _region("B", 1), _region("B", 3))
    [finding] = check(cells, ["duplicates"])
    assert finding.code == "duplicate-cells"
    assert finding.counts == {"cells": 1}
    assert finding.sentence.endswith("for example 2019|B: 1 and 3.")


def test_printed_growth_recomputes_as_it_is_rounded() -> None:
    base = [_region("A", 1_000, period="2018"), _region("B", 3, period="2018")]
    now = [
        _region("A", 1_213, printed_change=Decimal("21.3")),
        _region("B", 4, printed_change=Decimal("33.3")),
    ]
    assert check(_cells(*base, *now)) == []


def test_printed_growth_that_does_not_recompute_is_told() -> None:
    base = [_region(name, 100, period="2018-01") for name in "ABC"]
    now = [
        _region("A", 110, period="2019-01", printed_change=Decimal("10.0")),
        _region("B", 110, period="2019-01", printed_change=Decimal("10.1")),
        _region("C", 150, period="2019-01", printed_change=Decimal("-50.0")),
    ]
    [finding] = check(_cells(*base, *now))
    assert finding.code == "growth-differs"
    assert finding.counts == {"printed": 3, "recompute": 1}
    assert finding.sentence == (
        "Table T1, 2019-01, period: only 1 of 3 printed growth rates recompute from the counts of "
        "2018-01; for example C: printed -50, the counts give 50.0."
    )


def test_growth_without_a_count_a_year_earlier_is_not_checked() -> None:
    rows = [
        _region("A", 0, period="2018"),
        _region("A", 5, printed_change=Decimal(5)),
        _region("B", 5, printed_change=Decimal(5)),
        _region("C", 5, period="2018"),
        _region("C", None, printed_change=Decimal(5)),
    ]
    assert growths(_cells(*rows).to_pylist()) == []


def _table(tmp_path: Path, checks: str, text: str) -> list[str]:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    mapping = (
        f"mapping: t\ntable: aggregate_cell\n{checks}"
        "record: {table_id: {constant: T}, indicator_code: {constant: C01}, period: P, "
        "region_text: R, region_level: L, value: V}\n"
    )
    return read(mapping, path).notes


def test_findings_are_notes_of_the_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "P,R,L,V\n2019,T,total,5\n2019,A,region,4\n2019,A,region,6\n"
    assert len(_table(tmp_path, "", text)) == 2
    assert len(_table(tmp_path, "checks: [totals]\n", text)) == 1
    assert _table(tmp_path, "checks: none\n", text) == []
    monkeypatch.setattr("goldthread.readers.table.reader.CHECKED_CELLS", 2)
    assert _table(tmp_path, "", text) == ["3 cells are too many to be checked against each other."]


def test_cell_says_by_itself_what_it_can(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("P,V\n2019-Q1,5\n2019-H1,\n,3\n", encoding="utf-8")
    mapping = (
        "mapping: t\ntable: aggregate_cell\n"
        "record: {table_id: {constant: T}, indicator_code: {constant: C01}, period: P, value: V}\n"
    )
    found = read(mapping, path)
    names = ("freq", "region_level", "basis", "obs_status", "dims", "record_key")
    assert [tuple(row[n] for n in names) for row in found.rows["aggregate_cell"]] == [
        ("Q", "region", "period", "A", "{}", "T|C01|2019-Q1||Q|period|region|{}"),
        ("S", "region", "period", "M", "{}", "T|C01|2019-H1||S|period|region|{}"),
    ]
    assert found.reasons == [("t.csv, line 4", "no-key")]
