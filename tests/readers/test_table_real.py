"""The offices' own tables: Chile's register, China's published figures, the World Bank's series.

Expected counts are those of the data's description and of the press, not ours.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from goldthread.readers import aggregates, registry
from goldthread.readers.base import ReadError
from tests.readers.tables import Read, read_with

pytestmark = pytest.mark.realdata


def _detected(*paths: Path) -> tuple[str, Read]:
    files = registry.expand(paths)
    reader = registry.detect(files)
    return reader.name, read_with(reader, files)


@pytest.fixture(scope="module")
def applications(shared_data: Path) -> Read:
    name, found = _detected(shared_data / "inapi-chile" / "Applications")
    assert name == "inapi-applications"
    return found


@pytest.fixture(scope="module")
def registers(shared_data: Path) -> Read:
    name, found = _detected(shared_data / "inapi-chile" / "Registers")
    assert name == "inapi-registers"
    return found


def test_every_chilean_row_is_a_record(applications: Read, registers: Read) -> None:
    for found, rows in ((applications, 38_178), (registers, 24_275)):
        assert len(found.values("right_id")) == len(set(found.values("record_key"))) == rows
        assert found.rejected == []
        assert found.skipped == {}
        assert found.unknown == {}
    assert len(set(registers.values("registration_number"))) == 24_267


def test_chilean_kinds(applications: Read) -> None:
    # Counted in the sheets: Patente de Invención, Dibujo o Diseño Industrial, Modelo de Utilidad.
    assert Counter(applications.values("right_kind")) == {"PT": 31_564, "DS": 5_569, "UM": 1_045}


def test_designs_registered_in_chile_are_what_the_press_printed(registers: Read) -> None:
    rows = zip(registers.values("right_kind"), registers.values("grant_date"), strict=True)
    designs = [day.year for kind, day in rows if kind == "DS"]  # type: ignore[attr-defined]
    assert (designs.count(2014), designs.count(2015)) == (562, 427)


def test_registrations_and_applications_of_a_year(applications: Read, registers: Read) -> None:
    granted = Counter(day.year for day in registers.values("grant_date"))  # type: ignore[attr-defined]
    assert (granted[2014], granted[2015]) == (1_322, 1_495)
    filed = Counter(day.year for day in applications.values("filing_date") if day)  # type: ignore[attr-defined]
    assert filed[2015] == 3_521


def test_filing_dates_of_later_acts_are_missing_and_noted(registers: Read) -> None:
    # Published in 2007 and filed in 2013, says the sheet; its term runs from 23 August 2007.
    assert _right(registers, "200702451")["filing_date"] is None
    # An international filing date before the year of the Chilean number is no later act.
    assert _right(registers, "201101891")["filing_date"] == date(2009, 12, 30)
    assert [note for note in registers.notes if "later act" in note and "(17 times)" in note]


def _of(found: Read, number: str, table: str) -> list[dict]:
    """The child rows of one Chilean right, without the millions of cells of the others."""
    rights = pa.concat_tables(found.tables["ip_right"])
    [right] = rights.filter(pc.field("application_number") == number)["right_id"].to_pylist()
    return pa.concat_tables(found.tables[table]).filter(pc.field("right_id") == right).to_pylist()


def _right(found: Read, number: str) -> dict:
    rights = pa.concat_tables(found.tables["ip_right"])
    [right] = rights.filter(pc.field("application_number") == number).to_pylist()
    return right


def test_people_of_a_chilean_right(applications: Read) -> None:
    # Row 4 of Applications-2009.xlsx, read by eye.
    people = [
        (row["role"], row["sequence"], row["name"], row["country_code"])
        for row in _of(applications, "200900003", "right_party")
    ]
    assert people == [
        ("applicant", 1, "ATLAS COPCO SECOROC LLC.", "US"),
        ("applicant", 2, "SKF USA, INC.", "US"),
        ("inventor", 1, "GREGORY W. PETERSON", "US"),
        ("inventor", 2, "ANTHONY D. PODNIEKS", "US"),
        ("inventor", 3, "TIM CHU", "US"),
        ("inventor", 4, "ELISABETH SMITH", "US"),
        ("inventor", 5, "JANICE DAVID", "US"),
        ("agent", 1, "VILLASECA", "CL"),
    ]


def test_priorities_and_route_of_a_chilean_right(applications: Read) -> None:
    found = [
        (row["ip_office_code"], row["number"], row["date"])
        for row in _of(applications, "200900002", "right_priority")
    ]
    assert found == [
        ("US", "61/010,297", date(2008, 1, 7)),
        ("US", "61/062,153", date(2008, 1, 24)),
        ("US", "61/062,802", date(2008, 1, 29)),
    ]
    assert _right(applications, "200900002")["filing_route"] == "paris"
    entered = _right(applications, "201600002")
    names = ("filing_route", "int_filing_date", "national_stage_date")
    assert tuple(entered[name] for name in names) == (
        "pct", date(2014, 7, 10), date(2016, 1, 4),
    )  # fmt: skip


def test_regions_of_chilean_applicants(applications: Read) -> None:
    regions = Counter(filter(None, applications.values("region_code", "right_party")))
    # 4,321 rows name a region; in 9 the first applicant is not in Chile.
    assert sum(regions.values()) == 4_312
    assert len(regions) == 16
    assert regions["CL-AI"] == 4


def test_both_kinds_of_chilean_files_are_not_one_load(shared_data: Path) -> None:
    folder = shared_data / "inapi-chile"
    with pytest.raises(ReadError, match=r"ask for different readers .*Load them one kind"):
        registry.detect([folder / "Applications", folder / "Registers"])


@pytest.fixture(scope="module")
def monthly(shared_data: Path) -> Read:
    name, found = _detected(shared_data / "cnipa-published" / "cnipa_monthly_tables_tidy.csv")
    assert name == "cnipa-monthly"
    return found


def test_every_complete_chinese_table_adds_up(monthly: Read) -> None:
    made = aggregates.additions(monthly.rows["aggregate_cell"])
    whole = [addition for addition in made if not addition.absent]
    assert {addition.expected for addition in made} == {34}
    assert [addition for addition in whole if addition.total != addition.summed] == []
    # Ten tables, month and year to date, and seven with a cumulative column; five lack a province.
    assert (len(made), len(whole)) == (27, 22)


def test_printed_rates_of_january_2015_are_told(monthly: Read) -> None:
    made = aggregates.growths(monthly.rows["aggregate_cell"])
    january = [growth for growth in made if growth.period == "2015-01"]
    assert (len(january), sum(growth.recomputes for growth in january)) == (35, 12)
    [note] = [note for note in monthly.notes if "growth" in note]
    assert "cnipa-t2, 2015-01, ytd: only 12 of 35 printed growth rates recompute" in note


def test_cities_and_the_corps_are_of_which_rows(monthly: Read) -> None:
    cells = monthly.rows["aggregate_cell"]
    inside = {row["region_text"] for row in cells if row["region_level"] == "of-which"}
    assert len(inside) == 16
    assert {row["region_code"] for row in cells if row["region_text"] == "XPCC"} == {"CN-XPCC"}
    assert len({row["region_code"] for row in cells if row["region_level"] == "region"}) == 34


def test_press_figures_of_the_first_half_of_2019(shared_data: Path) -> None:
    name, found = _detected(shared_data / "cnipa-published" / "press_2019H1.csv")
    assert name == "cnipa-press"
    cells = {row["indicator_code"]: row for row in found.rows["aggregate_cell"]}
    stock = cells["valid_inventions_per_10k_people_end_June"]
    assert (stock["value"], stock["period"], stock["basis"]) == (
        Decimal("12.5"),
        "2019-H1",
        "stock",
    )
    missing = cells["foreign_invention_applications_in_China"]
    assert (missing["value"], missing["obs_status"]) == (None, "M")
    assert missing["printed_change"] == Decimal("8.6")


@pytest.mark.parametrize(
    ("file", "reader", "cells", "total"),
    [
        ("2009_c2_in_force_by_region", "kinds", 180, 1_193_110),
        ("2022_c3_utility_in_force_by_region", "utility", 153, 10_781_169),
        ("2022_h4_madrid_applications_by_region", "madrid", 98, 5_928),
        ("national", "national", 57, 7_696_363),
    ],
)
def test_yearbook_tables(shared_data: Path, file: str, reader: str, cells: int, total: int) -> None:
    name, found = _detected(shared_data / "cnipa-published" / f"yearbook_{file}.csv")
    assert name == f"cnipa-yearbook-{reader}"
    assert len(found.rows["aggregate_cell"]) == cells
    totals = [r["value"] for r in found.rows["aggregate_cell"] if r["region_level"] == "total"]
    assert total in totals
    assert (found.rejected, found.notes) == ([], [])


def test_world_bank_series(shared_data: Path) -> None:
    name, found = _detected(shared_data / "wdi" / "sp.pop.totl.csv")
    assert name == "population"
    by_key = {row["record_key"]: row["value"] for row in found.rows["reference_series"]}
    assert by_key["population|AW|1960"] == 54_922
    assert found.skipped.keys() == {"region_code not in the list of countries"}
    name, found = _detected(shared_data / "wdi" / "ip.pat.resd.csv")
    assert name == "world-bank"
    assert set(found.values("series", "reference_series")) == {"patent_applications_residents"}
