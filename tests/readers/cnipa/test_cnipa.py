"""CNIPA's documents: what becomes of each part, in both layouts."""

from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from tests.readers.cnipa.documents import new, old, parties, party
from tests.readers.tables import Read, read_with


def read(folder: Path, *documents: str) -> Read:
    path = folder / "documents.xml"
    path.write_text("".join(documents), encoding="utf-8")
    return read_with(registry.detect([path]), [path])


def only(found: Read, table: str = "ip_right") -> dict:
    (row,) = found.rows[table]
    return row


def test_documents_of_both_layouts_in_one_file(tmp_path: Path) -> None:
    found = read(tmp_path, new(), old(), new(number="201910000002.1"))
    assert found.values("record_key") == [
        "CN|PT|201910000001.7", "CN|PT|201410000001.7", "CN|PT|201910000002.1",
    ]  # fmt: skip
    assert (found.rejected, dict(found.unknown), found.notes) == ([], {}, [])


@pytest.mark.parametrize(
    ("kind", "right_kind", "expiry", "event"),
    [
        ("A", "PT", None, ("0", "Q10", "Q12")),
        ("B", "PT", date(2039, 1, 2), ("4", "F10", "F11")),
        ("C", "PT", date(2039, 1, 2), ("4", "F10", "F11")),
        ("U", "UM", date(2029, 1, 2), ("4", "F10", "F12")),
        ("S", "DS", date(2029, 1, 2), ("4", "F10", "F00")),
    ],
)
def test_kind_of_document_tells_right_term_and_event(
    tmp_path: Path, kind: str, right_kind: str, expiry: date | None, event: tuple[str, str, str]
) -> None:
    found = read(tmp_path, new(kind))
    row, told = only(found), only(found, "status_event")
    granted = date(2020, 7, 3) if kind != "A" else None
    assert (row["right_kind"], row["grant_date"], row["expiry_date"]) == (
        right_kind,
        granted,
        expiry,
    )
    assert row["status"] == ("registered" if granted else "pending")
    assert (told["stage_code"], told["key_event_code"], told["detailed_event_code"]) == event
    assert (told["state_code"], told["national_event_code"]) == ("A", kind)


@pytest.mark.parametrize(
    ("filed", "expiry"), [("20210531", date(2031, 5, 31)), ("20210601", date(2036, 6, 1))]
)
def test_design_filed_from_june_2021_lasts_fifteen_years(
    tmp_path: Path, filed: str, expiry: date
) -> None:
    design = new(
        "S", "202130000001.7", filed=filed, published="20211203", part="DesignBibliographicData",
        more="<business:ClassificationLocarno><business:MainClassification>14-02"
        "</business:MainClassification></business:ClassificationLocarno>"
        "<business:DesignTitle>椅子</business:DesignTitle>",
    )  # fmt: skip
    found = read(tmp_path, design)
    row, symbol = only(found), only(found, "right_classification")
    assert (row["expiry_date"], row["n_designs"], row["title"]) == (expiry, 1, "椅子")
    assert (symbol["scheme"], symbol["symbol"], symbol["position"]) == ("LOCARNO", "14-02", "first")


@pytest.mark.parametrize(
    ("number", "standard", "st13"),
    [
        ("201910000001.7", "102019000000001", "102019000000001"),
        ("201910000001.7", "", "102019000000001"),
        ("201920000001.7", "", "202019000000001"),
        ("201930000001.7", "", "302019000000001"),
        ("201980000001.7", "", None),  # entered by the PCT: its serial numbers begin anew
        ("98101234.5", "", None),
    ],
)
def test_number_by_st13(tmp_path: Path, number: str, standard: str, st13: str | None) -> None:
    row = only(read(tmp_path, new(number=number, standard=standard)))
    assert (row["application_number"], row["application_number_st13"]) == (number, st13)


@pytest.mark.parametrize("written", ["CN201910000001.7", "ZL201910000001.7", "2019100000017"])
def test_number_is_the_same_however_it_is_written(tmp_path: Path, written: str) -> None:
    assert only(read(tmp_path, new(number=written)))["record_key"] == "CN|PT|201910000001.7"


@pytest.mark.parametrize(
    ("country", "province", "address", "place"),
    [
        ("CN", "浙江省", "311200 浙江省杭州市", ("CN", "CN-ZJ", "浙江省", "311200")),
        ("CN", "0", "100084 北京市海淀区清华园", ("CN", "CN-BJ", "北京市", "100084")),
        ("", "", "广西壮族自治区南宁市", ("CN", "CN-GX", "广西壮族自治区", None)),
        ("KR", "0", "韩国京畿道", ("KR", None, None, None)),
        ("", "", "德国慕尼黑", ("DE", None, None, None)),
        ("", "", "中国香港九龙", ("HK", "CN-HK", "香港", None)),
        ("", "", "", (None, None, None, None)),
    ],
)
def test_province_from_the_address(
    tmp_path: Path, country: str, province: str, address: str, place: tuple[str | None, ...]
) -> None:
    parts = {"Province": province} if province else {}
    document = new(more=parties(party("Applicant", "甲有限公司", address, country, **parts)))
    row = only(read(tmp_path, document), "right_party")
    names = ("country_code", "region_code", "region_text", "postal_code")
    assert tuple(row[name] for name in names) == place


def test_old_layout_has_its_province_in_the_address_alone(tmp_path: Path) -> None:
    found = read(tmp_path, old(applicant="云南大学", address="650231 云南省昆明市"))
    row = only(found, "right_party")
    assert (row["region_code"], row["postal_code"]) == ("CN-YN", "650231")
    assert (row["applicant_type"], row["language"], row["script"]) == ("UNI", "zh", "Hani")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("浙江大学", "UNI"),
        ("某某职业技术学院", "UNI"),
        ("中国科学院某某研究所", "RES"),
        ("某某省农业科学院", "RES"),
        ("浙商银行股份有限公司", "ENT"),
        ("大学城科技有限公司", "ENT"),
        ("某市人民政府", "GOV"),
        ("王小明", "IND"),
        ("约翰·史密斯", "IND"),
        ("SOMETHING", None),
    ],
)
def test_type_of_applicant(tmp_path: Path, name: str, kind: str | None) -> None:
    row = only(read(tmp_path, old(applicant=name)), "right_party")
    assert row["applicant_type"] == kind


def test_owner_of_a_grant_counts_as_applicant_where_none_is_named(tmp_path: Path) -> None:
    document = new("B", more=parties(party("Assignee", "甲厂", "", "CN", Province="江苏省")))
    rows = read(tmp_path, document).rows["right_party"]
    assert [(row["role"], row["sequence"], row["region_code"]) for row in rows] == [
        ("owner", 1, "CN-JS"), ("applicant", 1, "CN-JS"),
    ]  # fmt: skip


def test_agents_of_one_firm_are_one_row(tmp_path: Path) -> None:
    agent = (
        "<business:Agent><business:Agency><base:AddressBook><base:OrganizationName>某事务所 11204"
        "</base:OrganizationName></base:AddressBook></business:Agency><base:AddressBook><base:Name>"
        "王</base:Name></base:AddressBook></business:Agent>"
    )
    document = new(more=parties(f"<business:AgentDetails>{agent}{agent}</business:AgentDetails>"))
    row = only(read(tmp_path, document), "right_party")
    assert (row["role"], row["name"]) == ("agent", "某事务所")


def test_citations_of_a_grant(tmp_path: Path) -> None:
    cited = (
        "<business:ReferencesCited><business:Citation><business:ApplicationCitation>"
        '<business:PublicationReference dataFormat="original"><base:DocumentID>'
        "<base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>203232659</base:DocNumber>"
        "<base:Kind>U</base:Kind><base:Date>20131009</base:Date></base:DocumentID>"
        "</business:PublicationReference></business:ApplicationCitation></business:Citation>"
        "</business:ReferencesCited>"
    )
    row = only(read(tmp_path, new("B", more=cited)), "right_citation")
    names = ("cited_office", "cited_number", "cited_kind", "cited_date", "category")
    assert [row[name] for name in names] == [
        "CN", "203232659", "U", date(2013, 10, 9), "examiner",
    ]  # fmt: skip


def test_element_of_a_new_version_is_counted(tmp_path: Path) -> None:
    document = new(more="<business:Carbon><business:Grams>1</business:Grams></business:Carbon>")
    found = read(tmp_path, document)
    assert found.unknown == {"Carbon": 1}
    assert len(found.rights) == 1
