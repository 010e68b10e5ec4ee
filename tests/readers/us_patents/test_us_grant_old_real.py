"""A real file of May 2002, compared with a reading of it by hand and with counts of its tags."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from tests.readers.tables import Read, read_with

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def found(shared_data: Path) -> Read:
    path = shared_data / "uspto-grant" / "pg020507.xml"
    return read_with(registry.detect([path]), [path])


def right(found: Read, number: str) -> dict:
    (row,) = [row for row in found.rights if row["publication_number"] == number]
    return row


def below(found: Read, table: str, number: str, **wanted: object) -> list[dict]:
    mine = wanted | {"right_id": right(found, number)["right_id"]}
    return [
        row for row in found.rows[table] if all(row[name] == value for name, value in mine.items())
    ]


def test_every_document_is_a_record_and_every_element_is_known(found: Read) -> None:
    assert (len(found.rights), found.rejected, dict(found.unknown)) == (100, [], {})
    assert found.notes == []


def test_rows_are_as_many_as_the_tags(found: Read) -> None:
    roles = Counter(row["role"] for row in found.rows["right_party"])
    # <B721>, <B731>, <B741>, <B746> with <B747>
    assert (roles["inventor"], roles["owner"], roles["agent"], roles["examiner"]) == (
        142, 63, 111, 135,
    )  # fmt: skip
    # <B561> with <B562>; of them 715 + 10 <CITED-BY-EXAMINER/>
    categories = Counter(row["category"] for row in found.rows["right_citation"])
    assert categories == {"examiner": 725, "other": 494}
    assert len(found.rows["right_priority"]) == 16
    schemes = Counter(row["scheme"] for row in found.rows["right_classification"])
    assert schemes == {"LOCARNO": 100, "NATIONAL": 142}
    # Three have <B473US/>: their end hangs on another patent.
    assert [row["expiry_date"] for row in found.rights].count(None) == 3


def test_a_garment_of_three_designers(found: Read) -> None:
    row = right(found, "D456588")
    names = ("application_number", "filing_date", "grant_date", "expiry_date", "title")
    assert [row[name] for name in names] == [
        "29128902", date(2000, 9, 1), date(2002, 5, 7), date(2016, 5, 7), "Garment",
    ]  # fmt: skip
    assert (row["term_years"], row["n_claims"], row["n_drawings"], row["n_figures"]) == (
        14,
        1,
        2,
        5,
    )
    (priority,) = below(found, "right_priority", "D456588")
    assert (priority["ip_office_code"], priority["number"], priority["date"]) == (
        "GB", "2090948", date(2000, 3, 2),
    )  # fmt: skip
    inventors = below(found, "right_party", "D456588", role="inventor")
    assert [(one["name"], one["country_code"], one["region_code"]) for one in inventors] == [
        ("Fairhurst, Fiona", "GB", None),
        ("Cappaert, Jane", "US", "US-MA"),
        ("Okada, Masanobu", "JP", None),
    ]
    (applicant,) = below(found, "right_party", "D456588", role="applicant")
    assert (applicant["name"], applicant["applicant_type"], applicant["country_code"]) == (
        "Speedo International Limited", "ENT", "GB",
    )  # fmt: skip
    symbols = below(found, "right_classification", "D456588")
    assert [(one["scheme"], one["symbol"]) for one in symbols] == [
        ("LOCARNO", "02-02"),
        ("NATIONAL", "D2/732"),
    ]
    citations = below(found, "right_citation", "D456588")
    assert (len(citations), citations[1]["cited_number"]) == (15, "3763498")
    assert citations[12]["npl_text"] == (
        "Ski Limited Catalog, Apr. 1983 p. 9 item “B” full suite "
        "and p. 8 item “E” tank-style suit.*"
    )


def test_earlier_applications(found: Read) -> None:
    def told(number: str) -> list[tuple]:
        names = ("relation", "other_number", "other_date")
        rows = below(found, "right_relation", number)
        return [tuple(row[name] for name in names) for row in rows]

    assert told("D456627") == [
        ("division", "29144860", date(2001, 7, 11)),
        ("continuation", "29123873", date(2000, 5, 25)),
    ]
    assert told("D456595") == [("provisional-application", "60256447", date(2000, 12, 18))]
    assert right(found, "D456595")["earliest_priority_date"] == date(2000, 12, 18)
