"""Documents by ST.96: patents, marks, designs and indications of our own making."""

import json
from datetime import date
from pathlib import Path

import pytest

from goldthread.errors import UsageError
from goldthread.readers import registry
from tests.readers.st96.documents import (
    SPACE,
    classes,
    contact,
    design,
    event,
    indication,
    mark,
    publication,
    status,
    statuses,
)
from tests.readers.tables import Read, read_with


def read(folder: Path, *documents: str) -> Read:
    path = folder / "documents.xml"
    path.write_text("".join(documents), encoding="utf-8")
    return read_with(registry.detect([path]), [path])


def only(found: Read, table: str = "ip_right") -> dict:
    (row,) = found.rows[table]
    return row


def test_every_kind_of_right_in_one_file(tmp_path: Path) -> None:
    found = read(tmp_path, publication(), mark(), design(), indication())
    assert found.values("record_key") == [
        "EP|PT|20190001", "XA|TM|018000001", "XA|DS|35000001", "FR|GI|GI-1",
    ]  # fmt: skip
    assert (found.rejected, dict(found.unknown), found.notes) == ([], {}, [])


@pytest.mark.parametrize(
    ("office", "kind", "granted", "codes"),
    [
        ("EP", "A1", None, ("Q10", "Q12")),
        ("US", "B2", date(2020, 7, 3), ("F10", "F00")),
        ("CN", "U", date(2020, 7, 3), ("F10", "F00")),
    ],
)
def test_publication_by_its_kind(
    tmp_path: Path, office: str, kind: str, granted: date | None, codes: tuple[str, str]
) -> None:
    found = read(tmp_path, publication(kind, office=office))
    row, told = only(found), only(found, "status_event")
    assert (row["grant_date"], row["right_kind"]) == (granted, "UM" if kind == "U" else "PT")
    assert (told["key_event_code"], told["detailed_event_code"]) == codes
    assert row["publication_number"] == ("9" if office == "US" else "0009")


def test_grant_that_the_document_identifies_itself(tmp_path: Path) -> None:
    told = (
        "<pat:PatentGrantIdentification><com:IPOfficeCode>XA</com:IPOfficeCode><pat:PatentNumber>7"
        "</pat:PatentNumber><pat:GrantDate>2020-06-30</pat:GrantDate>"
        "</pat:PatentGrantIdentification>"
    )
    found = read(tmp_path, publication("C0", office="XA", more=told))
    row = only(found)
    assert (row["registration_number"], row["grant_date"]) == ("7", date(2020, 6, 30))
    assert (row["status"], only(found, "status_event")["event_date"]) == (
        "registered",
        date(2020, 6, 30),
    )


def test_kind_that_is_not_listed_is_noted(tmp_path: Path) -> None:
    found = read(tmp_path, publication("Q9", office="XA"))
    assert found.notes == ["1 × XA Q9 is no kind of document that ST.16 lists here."]
    assert only(found)["status"] == "pending"


def test_parties_with_their_places_languages_and_scripts(tmp_path: Path) -> None:
    one = contact("浙江大学", "CN", "浙江省", language="zh")
    person = (
        "<com:Contact><com:Name><com:PersonName><com:PersonStructuredName><com:FirstName>Ann"
        "</com:FirstName><com:LastName>Bee</com:LastName></com:PersonStructuredName>"
        "</com:PersonName></com:Name></com:Contact>"
    )
    bags = (
        f"<tmk:ApplicantBag><tmk:Applicant>{one}</tmk:Applicant><tmk:Applicant>{one}"
        f"</tmk:Applicant><tmk:Applicant>{person}</tmk:Applicant></tmk:ApplicantBag>"
    )
    rows = read(tmp_path, mark(more=bags)).rows["right_party"]
    names = ("name", "language", "script", "country_code", "region_code", "applicant_type")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("浙江大学", "zh", "Hani", "CN", "CN-ZJ", "UNI"),
        ("Bee, Ann", None, "Latn", None, None, "IND"),
    ]


def test_number_by_st13(tmp_path: Path) -> None:
    told = "<com:ST13ApplicationNumber>XA102019000000001</com:ST13ApplicationNumber>"
    text = mark().replace("<com:ApplicationNumberText>", f"{told}<com:ApplicationNumberText>")
    row = only(read(tmp_path, text))
    assert (row["application_number"], row["application_number_st13"]) == (
        "018000001",
        "102019000000001",
    )


def test_mark_with_its_classes_each_once(tmp_path: Path) -> None:
    bag = classes("009", "35").replace(
        "<tmk:GoodsServicesClassificationBag>",
        "<tmk:GoodsServicesClassificationBag><tmk:GoodsServicesClassification>"
        "<tmk:ClassificationKindCode>Primary</tmk:ClassificationKindCode><tmk:ClassNumber>009"
        "</tmk:ClassNumber></tmk:GoodsServicesClassification>",
    )
    found = read(tmp_path, mark(more=bag))
    assert [row["symbol"] for row in found.rows["right_classification"]] == ["9", "35"]
    assert only(found)["n_classes"] == 2


@pytest.mark.parametrize(
    ("text", "status_"),
    [
        ("Application filed", "pending"),
        ("REGISTERED", "registered"),
        ("Application refused", "refused"),
        ("Application withdrawn", "withdrawn"),
        ("Registration cancelled", "annulled"),
        ("Registration surrendered", "lapsed"),
        ("800", None),
    ],
)
def test_status_of_a_mark(tmp_path: Path, text: str, status_: str | None) -> None:
    more = f"<tmk:MarkCurrentStatusCode>{text}</tmk:MarkCurrentStatusCode>"
    row = only(read(tmp_path, mark(more=more)))
    assert (row["status"], row["status_text"]) == (status_, text)


def test_event_of_a_mark_keeps_the_offices_code_and_words(tmp_path: Path) -> None:
    more = (
        "<tmk:MarkEventBag><tmk:MarkEvent><tmk:MarkEventCategory>Filing</tmk:MarkEventCategory>"
        "<tmk:NationalMarkEvent><tmk:MarkEventCode>NWAP</tmk:MarkEventCode>"
        "<tmk:MarkEventDescriptionText>New application</tmk:MarkEventDescriptionText>"
        "</tmk:NationalMarkEvent><tmk:MarkEventDate>2019-01-05</tmk:MarkEventDate></tmk:MarkEvent>"
        "</tmk:MarkEventBag>"
    )
    row = only(read(tmp_path, mark(more=more)), "status_event")
    assert (row["event_date"], row["national_event_code"]) == (date(2019, 1, 5), "NWAP")
    assert (row["key_event_code"], json.loads(row["payload"])) == (
        None,
        {"category": "Filing", "text": "New application"},
    )


def test_designs_of_an_application_are_counted(tmp_path: Path) -> None:
    more = (
        "<com:RegistrationNumber>7</com:RegistrationNumber><com:RegistrationDate>2019-09-01"
        "</com:RegistrationDate><dgn:DesignCurrentStatusCategory>Expired"
        "</dgn:DesignCurrentStatusCategory>"
    )
    row = only(read(tmp_path, design(more=more)))
    assert (row["n_designs"], row["status"], row["registration_number"]) == (2, "lapsed", "7")


@pytest.mark.parametrize(
    ("category", "status_"),
    [("Filing", "pending"), ("Registered", "registered"), ("Ended", "lapsed")],
)
def test_status_of_an_indication(tmp_path: Path, category: str, status_: str) -> None:
    more = f"<gin:GIStatusCategory>{category}</gin:GIStatusCategory>"
    assert only(read(tmp_path, indication(more=more)))["status"] == status_


GRANT = event("A-2-4-F10-F11", "2018-03-01")


@pytest.mark.parametrize(
    ("events", "status_", "granted", "ended"),
    [
        ([event("A-0-1-A10-A12", "2016-01-04")], "pending", None, None),
        ([GRANT], "registered", date(2018, 3, 1), None),
        ([event("N-4-6-H10-H13", "2021-04-01", "2021-03-02"), GRANT],
         "lapsed", date(2018, 3, 1), date(2021, 3, 2)),
        ([GRANT, event("T-5-6-H10-H12", "2021-04-01")],
         "annulled", date(2018, 3, 1), date(2021, 4, 1)),
        ([GRANT, event("N-4-6-H10-H13", "2021-04-01"), event("A-6-4-K10-K13", "2021-09-01")],
         "registered", date(2018, 3, 1), None),
        ([GRANT, event("A-4-4-R10-R14", "2020-01-01")], "registered", date(2018, 3, 1), None),
        ([GRANT, event("T-5-6-H10-H12", "2021-04-01"), event("N-6-6-R10-R14", "2021-05-01")],
         "annulled", date(2018, 3, 1), date(2021, 4, 1)),
        ([event("N-2-6-B10-B15", "2018-03-01")], "refused", None, None),
        ([event("N-1-6-B10-B11", "2018-03-01")], "withdrawn", None, None),
        ([event("U-0-0-W10-W00", "2018-03-01")], None, None, None),
    ],
)  # fmt: skip
def test_what_became_of_a_right_by_its_events(
    tmp_path: Path, events: list[str], status_: str | None, granted: date | None, ended: date | None
) -> None:
    found = read(tmp_path, statuses(status("1020160000001", *events)))
    row = only(found)
    assert row["record_key"] == "KR|PT|1020160000001"
    assert (row["status"], row["grant_date"], row["termination_date"]) == (status_, granted, ended)
    assert len(found.rows["status_event"]) == len(events)


def test_codes_of_an_event(tmp_path: Path) -> None:
    text = event("A-2-4-F10-F11", national="PR0701")
    found = read(tmp_path, statuses(status("1", text, category="Utility model")))
    told = only(found, "status_event")
    names = ("state_code", "prev_stage_code", "stage_code", "key_event_code")
    assert [told[name] for name in names] == ["A", "2", "4", "F10"]
    assert (told["detailed_event_code"], told["national_event_code"]) == ("F11", "PR0701")
    assert only(found)["right_kind"] == "UM"


def test_code_that_the_standard_does_not_have_is_quarantined(tmp_path: Path) -> None:
    found = read(
        tmp_path, statuses(status("1", event("A-2-4-F10-F99")), status("2", event("A-2-4-F10-F11")))
    )
    assert [(one.reason, one.detail) for one in found.rejected] == [
        ("bad-code", "'F99' is no detailed event code of ST.27.")
    ]
    assert found.values("record_key") == ["KR|PT|2"]


def test_office_of_a_legal_status_is_the_delivering_one_where_none_is_named(tmp_path: Path) -> None:
    text = statuses(status("1", GRANT)).replace("<com:IPOfficeCode>KR</com:IPOfficeCode>", "")
    text = text.replace("<com:IPOfficeCode>XA</com:IPOfficeCode>", "")
    assert only(read(tmp_path, text))["record_key"] == "KR|PT|1"
    nobody = text.replace(' com:officeCode="KR"', "")
    assert [one.reason for one in read(tmp_path, nobody).rejected] == ["no-key"]


def test_office_that_is_none_is_quarantined(tmp_path: Path) -> None:
    found = read(tmp_path, mark().replace("XA", "Utopia"))
    assert [(one.reason, one.detail) for one in found.rejected] == [
        ("bad-office", "ip office code: 'Utopia' is no code of an office (ST.3).")
    ]


def test_legal_status_is_a_feed_of_its_own_below_the_publications(tmp_path: Path) -> None:
    path = tmp_path / "status.xml"
    path.write_text(statuses(status("1", GRANT)), encoding="utf-8")
    own, other = registry.detect([path]), registry.reader("st96")
    assert (own.feed, own.rank < other.rank) == ("st96-legal-status", True)


def test_element_of_a_later_version_is_counted(tmp_path: Path) -> None:
    assert read(tmp_path, mark(more="<tmk:SoundBag><tmk:Sound/></tmk:SoundBag>")).unknown == {
        "SoundBag": 1
    }


def test_document_in_the_namespace_of_another_standard_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.xml"
    path.write_text(mark().replace(f"{SPACE}/Trademark", "urn:other"), encoding="utf-8")
    with pytest.raises(
        Exception, match=r"root element is TrademarkApplication, in the namespace u"
    ):
        registry.detect([path])


def test_validation_needs_a_schema(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"The reader uspto_grant has no schema to validate"):
        registry.validating(registry.reader("uspto_grant"), tmp_path)
    with pytest.raises(UsageError, match=r"The reader jpo has no schema to validate against"):
        registry.validating(registry.reader("jpo"), tmp_path)
    with pytest.raises(UsageError, match=r"holds no schema PatentPublication_V\*\.xsd"):
        registry.validating(registry.reader("st96"), tmp_path)
    with pytest.raises(UsageError, match=r"absent is no folder of schemas"):
        registry.validating(registry.reader("st96"), tmp_path / "absent")


def test_validation_against_a_schema_of_our_own(tmp_path: Path) -> None:
    folder = tmp_path / "xsd"
    folder.mkdir()
    xsd = (
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="{space}" '
        'elementFormDefault="qualified"><xsd:element name="{name}"><xsd:complexType><xsd:sequence>'
        '<xsd:any processContents="skip" minOccurs="{least}" maxOccurs="9"/></xsd:sequence>'
        '<xsd:anyAttribute processContents="skip"/></xsd:complexType></xsd:element></xsd:schema>'
    )
    kinds = {
        "PatentPublication": ("Patent", "PatentPublication"),
        "TrademarkApplication": ("Trademark", "Trademark"),
        "DesignApplication": ("Design", "DesignApplication"),
        "GIApplication": ("GeographicalIndication", "GIApplication"),
    }
    for name, (space, element) in kinds.items():
        text = xsd.format(space=f"{SPACE}/{space}", name=element, least=2)
        (folder / f"{name}_V6_0.xsd").write_text(text, encoding="utf-8")
        (folder / f"{name}_V5_0.xsd").write_text("<no schema", encoding="utf-8")
    path = tmp_path / "marks.xml"
    bare = mark("2").replace("<com:ApplicationDate>2019-01-02</com:ApplicationDate>", "")
    path.write_text(mark("1") + bare, encoding="utf-8")
    found = read_with(registry.validating(registry.detect([path]), folder), [path])
    assert found.values("application_number") == ["1"]
    assert [one.reason for one in found.rejected] == ["not-valid"]
    assert found.rejected[0].detail.startswith("By TrademarkApplication_V6_0.xsd: Element ")
