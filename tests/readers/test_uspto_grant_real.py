"""Real weekly files: the counts, some records read by hand, and both backends alike."""

import re
import zipfile
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from goldthread.readers.base import ReadError
from tests.readers.grants import Read, read

pytestmark = pytest.mark.realdata
COUNTS = {
    "ipg050104.zip": 25,
    "ipg070102.zip": 25,
    "ipg090106.zip": 25,
    "ipg110104.zip": 25,
    "ipg120103.zip": 25,
    "ipg180102.zip": 5,
}
FILES = pytest.mark.parametrize("name", COUNTS)


@cache
def weekly(folder: Path, name: str, strict: bool = False) -> Read:
    return read(folder / name, strict=strict)


@pytest.fixture
def folder(shared_data: Path) -> Path:
    return shared_data / "uspto-grant"


def xml(folder: Path, name: str) -> str:
    with zipfile.ZipFile(folder / name) as archive:
        return archive.read(archive.namelist()[0]).decode()


@FILES
def test_every_document_is_a_record(folder: Path, name: str) -> None:
    found = weekly(folder, name)
    other = {"another kind of document: sequence-cwu": 1} if name == "ipg070102.zip" else {}
    assert found.tables["ip_right"].num_rows == COUNTS[name]
    assert (found.rejected, found.skipped, found.unknown) == ([], other, {})


@FILES
def test_both_backends_give_identical_tables(folder: Path, name: str) -> None:
    fast, strict = weekly(folder, name), weekly(folder, name, strict=True)
    assert set(fast.tables) == set(strict.tables)
    for table, rows in fast.tables.items():
        assert rows.equals(strict.tables[table]), table


@FILES
def test_rows_are_as_many_as_the_elements(folder: Path, name: str) -> None:
    """Counted in the text of the files, as grep would."""
    text, found = xml(folder, name), weekly(folder, name)

    def elements(*names: str) -> int:
        return sum(len(re.findall(rf"<{one}[ >]", text)) for one in names)

    part = r"<us-bibliographic-data-grant>.*?</us-bibliographic-data-grant>"
    bibliographic = "".join(re.findall(part, text, re.DOTALL))
    field_of_search = r"<(?:us-)?field-of(?:-classification)?-search>.*?-search>"
    outside = re.sub(
        rf"{field_of_search}|<(?:us-)?citation>.*?-?citation>", "", bibliographic, flags=re.DOTALL
    )
    symbols = len(re.findall(r"<(?:main|further)-classification>", outside))
    assert found.tables["right_citation"].num_rows == elements("citation", "us-citation")
    assert found.tables["right_priority"].num_rows == elements("priority-claim")
    assert found.tables["right_classification"].num_rows == symbols + elements(
        "classification-ipcr", "classification-cpc"
    )
    roles = Counter(row["role"] for row in found.rows("right_party"))
    assert roles["inventor"] == elements("applicant", "inventor")
    assert roles["owner"] == elements("assignee")
    assert roles["agent"] == elements("agent")
    assert roles["examiner"] == elements("primary-examiner", "assistant-examiner")


@FILES
def test_every_record_is_where_its_locator_says(folder: Path, name: str) -> None:
    data = xml(folder, name).encode()
    for row in weekly(folder, name).rows("ip_right"):
        offset = int(row["source_locator"].rsplit(" ", 1)[1])
        document = data[offset : offset + 3000]
        assert document.startswith(b"<?xml ")
        assert f"<doc-number>{row['application_number']}</doc-number>".encode() in document


def test_utility_grant_of_2005_read_by_hand(folder: Path) -> None:
    found = weekly(folder, "ipg050104.zip")
    row = found.only("ip_right", registration_number="6839175")
    assert row["record_key"] == "US|PT|10103829"
    assert (row["filing_date"], row["grant_date"]) == (date(2002, 3, 25), date(2005, 1, 4))
    assert row["earliest_priority_date"] == date(2001, 3, 23)
    assert (row["filing_route"], row["n_claims"], row["n_figures"]) == ("paris", 11, 13)
    assert row["title"] == "Image forming element and image forming device"
    mine = {"right_id": row["right_id"]}
    assert [one["symbol"] for one in found.rows("right_classification", **mine, scheme="IPC")] == [
        "G02B 5/20", "G02F 1/21", "G02F 1/23",
    ]  # fmt: skip
    assert [
        one["symbol"] for one in found.rows("right_classification", **mine, scheme="NATIONAL")
    ] == ["359/584", "359/587", "359/589", "359/242", "359/244"]
    assert [
        (one["role"], one["name"], one["country_code"]) for one in found.rows("right_party", **mine)
    ] == [
        ("applicant", "Fuji Photo Film Co., Ltd.", "JP"),
        ("inventor", "Washizu, Shintaro", "JP"),
        ("owner", "Fuji Photo Film Co., Ltd.", "JP"),
        ("agent", "Sughrue Mion, PLLC", None),
        ("examiner", "Juba, Jr., John", None),
    ]
    cited = found.rows("right_citation", **mine)
    assert len(cited) == 51
    assert [one["cited_number"] for one in cited[:3]] == ["4592980", "4796981", "4819239"]
    assert cited[8]["cited_number"] == "20030179381"
    assert cited[12]["npl_text"].startswith("Kinoshita, Takatoshi, Department of Engineering")
    assert "Characterization, Polymer, vol. 50" in cited[12]["npl_text"]


def test_hague_design_of_2018_read_by_hand(folder: Path) -> None:
    found = weekly(folder, "ipg180102.zip")
    row = found.only("ip_right", registration_number="D806350")
    assert row["record_key"] == "US|DS|35500953"
    assert (row["filing_route"], row["term_years"]) == ("hague", 15)
    assert (row["filing_date"], row["expiry_date"]) == (date(2015, 11, 19), date(2033, 1, 2))
    assert (row["n_designs"], row["n_claims"], row["n_drawings"], row["n_figures"]) == (
        1,
        1,
        12,
        12,
    )
    mine = {"right_id": row["right_id"]}
    assert len(found.rows("right_priority", **mine, ip_office_code="EM")) == 3
    assert Counter(one["npl_text"] is None for one in found.rows("right_citation", **mine)) == {
        True: 11,
        False: 4,
    }
    assert [
        (one["role"], one["name"], one["applicant_type"], one["country_code"])
        for one in found.rows("right_party", **mine)
    ] == [
        ("applicant", "JACQUET BROSSARD DISTRIBUTION", "ENT", "FR"),
        ("inventor", "Lecointe, Armelle", "IND", "FR"),
        ("inventor", "Bisson, Laurent", "IND", "FR"),
        ("examiner", "Kirschbaum, George D", None, None),
        ("examiner", "Watkins, Jennifer", None, None),
    ]
    assert [
        (one["scheme"], one["symbol"]) for one in found.rows("right_classification", **mine)
    ] == [("LOCARNO", "01-01"), ("NATIONAL", "D1/129")]


def test_states_of_us_parties_are_regions(folder: Path) -> None:
    for name in COUNTS:
        for row in weekly(folder, name).rows("right_party", country_code="US"):
            state = row["region_text"]
            assert row["region_code"] == (f"US-{state}" if state else None)


def test_older_format_is_refused_by_its_name(folder: Path) -> None:
    with pytest.raises(ReadError, match=r"pg020507.xml holds grants in the format of 2001 to 2004"):
        read(folder / "pg020507.xml")
