"""Any cell in any column ends as a value, as nothing, or in quarantine: never as an error."""

import csv
import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

import xlsxwriter

from goldthread.readers import registry
from tests.readers.tables import read_with

ODD = [
    "", " ", "0", "-1", "1e308", "1e-400", "NaN", "inf", "9" * 400, "1/2/3", "31/02/2019",
    "2019-02-29", "0000-00-00", "9999-12-31", "2019-07-01T25:61:61Z", "令和0年0月0日",
    "民國0年1月1日",
    "(CN-ZJ) 浙江大学; (XX-) y;;; (US)", "(", ")(", ";;;;", "|", "\u202e abc", "\ud7ff",
    "\U0001f600",
    "H04L 9/32; ; A", "H04L" * 99, "(US)  2019-13-01", "=cmd()", "@x", "a\tb", "TRUE", "~", "null",
    "x" * 9_000, "é" * 500, "١٢٣", "１２", "\x1f", "\x85", "\u2028", "CN", "PT", "direct", "ENT",
]  # fmt: skip
VALUES = [
    1, 0, -1.5, 1e300, 2**70, True, False, date(2019, 7, 1), datetime(2019, 7, 1, 23, 59, 59),
    time(3, 4), timedelta(days=400), *ODD,
]  # fmt: skip


def _columns(name: str) -> list[str]:
    mapping = registry.reader(name).mapping  # type: ignore[attr-defined]
    return sorted(mapping.read_columns())


def test_odd_cells_in_the_plain_layout(tmp_path: Path) -> None:
    chance, columns = random.Random(1), _columns("rights")
    path = tmp_path / "rights.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for number in range(600):
            row = {name: chance.choice(ODD) for name in columns if chance.random() < 0.05}
            sure = {"ip_office_code": "CN", "right_kind": "PT", "application_number": str(number)}
            writer.writerow([(sure | row).get(name, "") for name in columns])
    found = read_with(registry.reader("rights"), [path])
    assert len(found.rights) + len(found.rejected) == 600
    assert len(found.rights) > 50
    assert all(one.reason and one.detail.endswith(".") for one in found.rejected)


def test_odd_cells_in_a_chilean_workbook(tmp_path: Path) -> None:
    chance, columns = random.Random(2), _columns("inapi-registers")
    columns += ["Country", "RepresentativeRegion", "LastUpdatedDate"]
    path = tmp_path / "Registers-2030.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Registers-2030")
        plain = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, columns)
        for number in range(1, 401):
            for place, name in enumerate(columns):
                value: object = {"TypeName": "Patente de Invención", "Applicants": "(CL) A"}.get(
                    name
                )
                value = 201900000 + number if name == "ApplicationNumber" else value
                value = chance.choice(VALUES) if chance.random() < 0.1 else value
                if isinstance(value, (date, time, timedelta)):
                    sheet.write_datetime(number, place, value, plain)
                elif value is not None:
                    sheet.write(number, place, value)
    found = read_with(registry.detect([path]), [path])
    assert len(found.rights) + len(found.rejected) + sum(found.skipped.values()) == 400
    assert len(found.rights) > 50


def test_odd_cells_in_published_tables(tmp_path: Path) -> None:
    chance = random.Random(3)
    columns = [
        "table",
        "period",
        "region",
        "level",
        "monthly",
        "ytd",
        "yoy_pct",
        "cumulative",
        "source",
    ]
    path = tmp_path / "cells.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for _ in range(300):
            row = ["t2", "2015-01", "Beijing", "province", "1", "2", "3.5", "4", "x"]
            writer.writerow([chance.choice(ODD) if chance.random() < 0.1 else c for c in row])
    found = read_with(registry.detect([path]), [path])
    assert found.rows["aggregate_cell"]
    assert found.rejected
