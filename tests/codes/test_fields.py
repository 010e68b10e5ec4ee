"""IPC symbols to the 35 fields, against WIPO's own table."""

import csv
from pathlib import Path

import pytest

from goldthread.codes import fields


@pytest.mark.parametrize(
    ("symbol", "number"),
    [
        ("H04L 9/32", 4),
        ("H04N 21/43", 4),
        ("H04N 1/00", 3),
        ("H04N 5/225", 2),
        ("H04N0005225000", 2),
        ("h04n  5/225", 2),
        ("G01N 33/50", 11),
        ("G01N 21/00", 10),
        ("A61K 31/05", 16),
        ("A61K 8/00", 14),
        ("A61B 5", 13),
        ("A61B", 13),
        ("C13B 5/02", 29),
        ("B33Y 10/00", 29),
        ("H10K 50/11", 8),
        ("G06V 10/00", 6),
    ],
)
def test_field_of_symbol(symbol: str, number: int) -> None:
    assert fields.field_of(symbol) == number


@pytest.mark.parametrize(
    "symbol",
    ["", "Y02E 10/50", "G01N", "G01N 99/00", "H04", "D14", "XYZ", "A61K 7/00", "Ⅷ", "A" * 10_000],
)
def test_field_of_unlisted_symbol_is_none(symbol: str) -> None:
    assert fields.field_of(symbol) is None


def test_field_of_endless_digits_does_not_fail() -> None:
    assert fields.field_of("H04L" + "9" * 10_000) == 4


def test_fields_are_35_in_five_sectors() -> None:
    found = fields.fields()
    assert [field.number for field in found] == list(range(1, 36))
    assert len({field.sector for field in found}) == 5
    assert all(set(f.titles) == set(f.sector_titles) == {"en", "zh"} for f in found)
    assert found[3].titles == {"en": "Digital communication", "zh": "数字通信"}
    assert fields.VERSION == "2019-07"


@pytest.mark.realdata
def test_every_pattern_of_the_published_table_gives_its_field(shared_data: Path) -> None:
    table = shared_data / "codes" / "ipc_to_wipo35.csv"
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    # "H04N   5/%" is every symbol of the main group; "H04L%" every symbol of the subclass.
    wrong = [
        (row["IPC_code"], row["Field_number"], fields.field_of(symbol))
        for row in rows
        for symbol in (row["IPC_code"].replace("%", "00"), row["IPC_code"].rstrip("%/"))
        if str(fields.field_of(symbol)) != row["Field_number"]
    ]
    assert (len(rows), wrong) == (764, [])


@pytest.mark.realdata
def test_titles_and_sectors_are_the_published_ones(shared_data: Path) -> None:
    table = shared_data / "codes" / "ipc_to_wipo35.csv"
    rows = csv.DictReader(table.read_text("utf-8-sig").splitlines())
    published = {(int(r["Field_number"]), r["Field_en"], r["Sector_en"]) for r in rows}
    ours = {(f.number, f.titles["en"], f.sector_titles["en"]) for f in fields.fields()}
    assert ours == published


@pytest.mark.realdata
def test_only_published_patterns_are_listed(shared_data: Path) -> None:
    table = shared_data / "codes" / "ipc_to_wipo35.csv"
    rows = csv.DictReader(table.read_text("utf-8-sig").splitlines())
    assert len(fields._table()) == len({r["IPC_code"] for r in rows}) + 4
