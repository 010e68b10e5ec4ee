"""CNIPA's own documents, four of them, each read by hand."""

from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from tests.readers.tables import Read, read_with

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def found(shared_data: Path) -> Read:
    paths = sorted((shared_data / "cnipa-xml").glob("*.xml"))
    return read_with(registry.detect(paths), paths)


def right(found: Read, key: str) -> dict:
    (row,) = [row for row in found.rights if row["record_key"] == key]
    return row


def below(found: Read, table: str, key: str) -> list[dict]:
    identity = right(found, key)["right_id"]
    return [row for row in found.rows[table] if row["right_id"] == identity]


def test_every_document_is_a_record_and_every_element_is_known(found: Read) -> None:
    assert (len(found.rights), found.rejected, dict(found.unknown)) == (4, [], {})
    assert (dict(found.skipped), found.notes) == ({}, [])


def test_division_of_a_korean_application_in_the_new_standard(found: Read) -> None:
    key = "CN|PT|202111286633.X"
    row = right(found, key)
    assert row["application_number_st13"] == "102021001286633"
    assert (row["filing_date"], row["publication_date"]) == (date(2017, 4, 24), date(2021, 12, 10))
    assert (row["publication_number"], row["publication_kind_code"]) == ("113781974", "A")
    assert (row["title"], row["filing_route"]) == ("显示设备", "paris")
    assert row["earliest_priority_date"] == date(2016, 5, 23)
    (priority,) = below(found, "right_priority", key)
    assert (priority["ip_office_code"], priority["number"]) == ("KR", "10-2016-0063019")
    (parent,) = below(found, "right_relation", key)
    assert (parent["relation"], parent["other_number"]) == ("division", "201710269973.9")
    assert [row["symbol"] for row in below(found, "right_classification", key)] == [
        "G09G 3/36", "G09G 3/3208", "G09G 3/34",
    ]  # fmt: skip
    assert [
        (p["role"], p["name"], p["country_code"]) for p in below(found, "right_party", key)
    ] == [
        ("applicant", "三星显示有限公司", "KR"),
        ("inventor", "金驲柱", None),
        ("inventor", "田武经", None),
        ("inventor", "李安洙", None),
        ("agent", "北京英赛嘉华知识产权代理有限责任公司", None),
    ]


def test_application_from_zhejiang_in_the_new_standard(found: Read) -> None:
    key = "CN|PT|202110991218.8"
    row, applicant = right(found, key), below(found, "right_party", key)[0]
    assert (row["filing_date"], row["filing_route"]) == (date(2021, 8, 26), "direct")
    assert row["title"] == "一种基于合约管理的跨链去中心化方法"
    assert (applicant["name"], applicant["region_code"]) == ("浙商银行股份有限公司", "CN-ZJ")
    assert (applicant["city"], applicant["postal_code"]) == ("杭州市", "311200")
    symbols = [row["symbol"] for row in below(found, "right_classification", key)]
    assert symbols == ["H04L 29/08", "H04L 29/06", "H04L 9/32", "G06Q 40/04", "G06F 16/27"]


def test_application_from_yunnan_in_the_old_layout(found: Read) -> None:
    key = "CN|PT|201410408762.5"
    row, parties = right(found, key), below(found, "right_party", key)
    assert (row["filing_date"], row["publication_number"]) == (date(2014, 8, 19), "104223352")
    assert row["application_number_st13"] == "102014000408762"
    assert (parties[0]["name"], parties[0]["region_code"]) == ("云南中烟工业有限责任公司", "CN-YN")
    assert [one["role"] for one in parties] == ["applicant", *["inventor"] * 8, "agent"]
    symbols = [row["symbol"] for row in below(found, "right_classification", key)]
    assert symbols == ["A24B 15/18", "C11B 9/00", "C12P 1/02", "C12R 1/645"]


def test_entry_of_a_japanese_pct_application_in_the_old_layout(found: Read) -> None:
    key = "CN|PT|201480000788.4"
    row, applicant = right(found, key), below(found, "right_party", key)[0]
    assert (row["filing_route"], row["int_application_number"]) == ("pct", "PCT/JP2014/059529")
    assert (row["national_stage_date"], row["int_filing_date"]) == (
        date(2014, 8, 28),
        date(2014, 3, 31),
    )
    assert (applicant["country_code"], applicant["region_code"]) == ("JP", None)
