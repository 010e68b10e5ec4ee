"""The standard's own example instances, read by hand, and valid by the standard's own schemas."""

from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from tests.readers.tables import Read, read_with

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def found(shared_data: Path) -> Read:
    paths = sorted((shared_data / "st96" / "instances").glob("*.xml"))
    return read_with(registry.detect(paths), paths)


def right(found: Read, key: str) -> dict:
    (row,) = [row for row in found.rights if row["record_key"] == key]
    return row


def below(found: Read, table: str, key: str, **wanted: object) -> list[dict]:
    mine = wanted | {"right_id": right(found, key)["right_id"]}
    return [
        row for row in found.rows[table] if all(row[name] == value for name, value in mine.items())
    ]


def test_every_instance_is_a_record_and_every_element_is_known(found: Read) -> None:
    assert (len(found.rights), found.rejected, dict(found.unknown)) == (4, [], {})
    assert found.notes == []


def test_patent(found: Read) -> None:
    key = "US|PT|13797521"
    row = right(found, key)
    names = ("registration_number", "filing_date", "grant_date", "n_claims", "n_drawings")
    assert [row[name] for name in names] == [
        "8936998", date(2013, 3, 12), date(2015, 1, 20), 10, 6,
    ]  # fmt: skip
    assert (row["n_figures"], row["earliest_priority_date"]) == (11, date(2007, 11, 8))
    assert len(below(found, "right_party", key, role="inventor")) == 5
    assert [row["name"] for row in below(found, "right_party", key, role="owner")] == [
        "Mitsubishi Heavy Industries, Ltd.",
        "National Institute of Advanced Industrial Science and Technology",
    ]
    assert len(below(found, "right_classification", key, scheme="IPC")) == 6
    assert len(below(found, "right_classification", key, scheme="CPC")) == 24
    assert len(below(found, "right_citation", key)) == 30
    first = below(found, "right_citation", key)[0]
    assert (first["cited_office"], first["cited_number"], first["category"]) == (
        "US",
        "6054363",
        "applicant",
    )
    assert [
        (row["relation"], row["other_number"]) for row in below(found, "right_relation", key)
    ] == [("division", "12741916"), ("related-publication", "20130213561")]


def test_mark(found: Read) -> None:
    key = "US|TM|87035559"
    row = right(found, key)
    names = ("title", "registration_number", "filing_date", "grant_date", "status", "n_classes")
    assert [row[name] for name in names] == [
        "LANYI", "5169753", date(2016, 5, 12), date(2017, 3, 28), "registered", 1,
    ]  # fmt: skip
    (applicant,) = below(found, "right_party", key, role="applicant")
    assert applicant["name"] == "Shenzhen Fengniao E-Commerce Co.,Ltd"
    assert applicant["country_code"] == "CN"
    events = below(found, "status_event", key)
    assert (len(events), events[0]["national_event_code"]) == (17, "R.PRA")


def test_design(found: Read) -> None:
    key = "XX|DS|35503842"
    row = right(found, key)
    names = ("title", "registration_number", "filing_date", "expiry_date", "n_designs", "status")
    assert [row[name] for name in names] == [
        "Chair", "123456", date(2017, 8, 29), date(2034, 1, 29), 1, "registered",
    ]  # fmt: skip
    assert [row["symbol"] for row in below(found, "right_classification", key)] == [
        "06-01", "D6/373", "D6/375", "D6/376",
    ]  # fmt: skip
    assert len(below(found, "right_citation", key)) == 5
    assert [row["name"] for row in below(found, "right_party", key, role="inventor")] == [
        "Francis, Emma", "Altova, Jeannette", "Ho, Manuel",
    ]  # fmt: skip
    assert len(below(found, "status_event", key)) == 28


def test_indication(found: Read) -> None:
    key = "FR|GI|IG 18-002"
    row = right(found, key)
    assert (row["title"], row["title_language"]) == ("Tapisserie d'Aubusson", "fr")
    assert (row["filing_date"], row["publication_date"]) == (date(2018, 3, 19), date(2018, 6, 4))
    assert [row["symbol"] for row in below(found, "right_classification", key)] == ["24", "27"]


def test_instances_are_valid_by_the_schemas_and_a_spoilt_one_is_not(
    shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "st96" / "schema"
    source = shared_data / "st96" / "instances" / "GIApplication_Example.xml"
    good = read_with(registry.validating(registry.reader("st96"), folder), [source])
    assert (len(good.rights), good.rejected) == (1, [])
    spoilt = tmp_path / "gi.xml"
    text = source.read_text("utf-8").replace("<gin:GICategory>", "<gin:GICategory>No ", 1)
    spoilt.write_text(text, encoding="utf-8")
    bad = read_with(registry.validating(registry.reader("st96"), folder), [spoilt])
    assert [one.reason for one in bad.rejected] == ["not-valid"]
    assert "GICategory" in bad.rejected[0].detail
