"""US marks in ST.66 and ST.96 of our own making: the same record, and what is wrong with a file."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from goldthread.readers.base import ReadError
from tests.readers.tables import Read, read_with
from tests.readers.us_trademark.test_us_trademark import case, daily

_WIPO = "http://www.wipo.int/standards/XMLSchema"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def st66(number: str = "85000001", filed: str = "2011-05-31-04:00") -> str:
    name = (
        "<FormattedNameAddress><Name><FreeFormatName><FreeFormatNameDetails><FreeFormatNameLine>Gold"
        " University</FreeFormatNameLine></FreeFormatNameDetails></FreeFormatName></Name><Address>"
        "<FormattedAddress><AddressCity>Davis</AddressCity><AddressState>CALIFORNIA</AddressState>"
        "<AddressPostcode>95616</AddressPostcode><FormattedAddressCountryCode>US"
        "</FormattedAddressCountryCode></FormattedAddress></Address></FormattedNameAddress>"
    )
    return (
        f'{_HEAD}<Transaction xmlns="{_WIPO}/trademarks" xmlns:ns2="urn:us:gov:doc:uspto">'
        "<TradeMarkTransactionBody><TransactionContentDetails><TransactionData><TradeMarkDetails><TradeMark>"
        f"<ApplicationNumber>{number}</ApplicationNumber><ApplicationDate>{filed}</ApplicationDate>"
        "<MarkCurrentStatusCode>700</MarkCurrentStatusCode><RegistrationNumber>4281391"
        "</RegistrationNumber><RegistrationDate>2013-01-29-05:00</RegistrationDate>"
        "<WordMarkSpecification><MarkVerbalElementText>GOLD</MarkVerbalElementText>"
        "</WordMarkSpecification><GoodsServicesDetails><GoodsServices><ClassDescriptionDetails>"
        "<ClassDescription><ClassNumber>009</ClassNumber></ClassDescription>"
        "</ClassDescriptionDetails></GoodsServices></GoodsServicesDetails><MarkEventDetails>"
        "<MarkEvent><MarkEventDate>2013-01-29-05:00</MarkEventDate><MarkEventCode>R.PR"
        "</MarkEventCode><MarkEventExt><ns2:MarkEventInternalDescriptionText>REGISTERED"
        "</ns2:MarkEventInternalDescriptionText></MarkEventExt></MarkEvent></MarkEventDetails>"
        "</TradeMark></TradeMarkDetails><ApplicantDetails><Applicant><ApplicantAddressBook>"
        f"{name}</ApplicantAddressBook><ApplicantExt><ns2:PartyTypeCode>10</ns2:PartyTypeCode>"
        "</ApplicantExt></Applicant></ApplicantDetails></TransactionData>"
        "</TransactionContentDetails></TradeMarkTransactionBody></Transaction>\n"
    )


def st96(number: str = "85000001", filed: str = "2011-05-31-04:00") -> str:
    place = (
        "<com:PostalAddressBag><com:PostalAddress><com:PostalStructuredAddress><com:CityName>Davis"
        "</com:CityName><com:GeographicRegionName>CALIFORNIA</com:GeographicRegionName>"
        "<com:CountryCode>US</com:CountryCode><com:PostalCode>95616</com:PostalCode>"
        "</com:PostalStructuredAddress></com:PostalAddress></com:PostalAddressBag>"
    )
    return (
        f'{_HEAD}\n<tmk:TrademarkTransaction xmlns:com="{_WIPO}/ST96/Common" xmlns:tmk='
        f'"{_WIPO}/ST96/Trademark"><tmk:TrademarkTransactionBody><tmk:TransactionContentBag><tmk:TransactionData>'
        "<tmk:TrademarkBag><tmk:Trademark><com:ApplicationNumber><com:IPOfficeCode>US"
        f"</com:IPOfficeCode><com:ApplicationNumberText>{number}</com:ApplicationNumberText>"
        "</com:ApplicationNumber><com:RegistrationNumber>4281391</com:RegistrationNumber>"
        f"<tmk:ApplicationDate>{filed}</tmk:ApplicationDate><com:RegistrationDate>2013-01-29"
        "</com:RegistrationDate><tmk:MarkCurrentStatusCode>700</tmk:MarkCurrentStatusCode>"
        "<tmk:MarkRepresentation><tmk:MarkReproduction><tmk:WordMarkSpecification>"
        "<tmk:MarkVerbalElementText>GOLD</tmk:MarkVerbalElementText></tmk:WordMarkSpecification>"
        "</tmk:MarkReproduction></tmk:MarkRepresentation><tmk:GoodsServicesBag><tmk:GoodsServices>"
        "<tmk:GoodsServicesClassificationBag><tmk:GoodsServicesClassification>"
        "<tmk:ClassificationKindCode>Primary</tmk:ClassificationKindCode><tmk:ClassNumber>009"
        "</tmk:ClassNumber></tmk:GoodsServicesClassification><tmk:GoodsServicesClassification>"
        "<tmk:ClassificationKindCode>Nice</tmk:ClassificationKindCode><tmk:ClassNumber>009"
        "</tmk:ClassNumber></tmk:GoodsServicesClassification></tmk:GoodsServicesClassificationBag>"
        "</tmk:GoodsServices></tmk:GoodsServicesBag><tmk:ApplicantBag><tmk:Applicant "
        'com:sequenceNumber="10"><com:Contact><com:Name><com:EntityName>Gold University'
        f"</com:EntityName></com:Name>{place}</com:Contact></tmk:Applicant></tmk:ApplicantBag>"
        "<tmk:MarkEventBag><tmk:MarkEvent><tmk:NationalMarkEvent><tmk:MarkEventCode>R.PRA"
        "</tmk:MarkEventCode><tmk:MarkEventDescriptionText>REGISTERED"
        "</tmk:MarkEventDescriptionText></tmk:NationalMarkEvent><tmk:MarkEventDate>2013-01-29"
        "</tmk:MarkEventDate></tmk:MarkEvent></tmk:MarkEventBag></tmk:Trademark></tmk:TrademarkBag>"
        "</tmk:TransactionData></tmk:TransactionContentBag></tmk:TrademarkTransactionBody>"
        "</tmk:TrademarkTransaction>\n"
    )


def day(number: str = "85000001", filed: str = "20110531") -> str:
    return daily(case(number, filed=filed.replace("-04:00", "").replace("-", "")))


LAYOUTS: dict[str, Callable[..., str]] = {"st66": st66, "st96": st96, "daily": day}
EVERY = pytest.mark.parametrize("layout", LAYOUTS)


def read(folder: Path, *documents: str) -> Read:
    path = folder / "marks.xml"
    path.write_text("".join(documents), encoding="utf-8")
    return read_with(registry.reader("us_trademark"), [path])


def told(found: Read) -> dict[str, list[dict]]:
    return {
        table: [{k: v for k, v in row.items() if k != "source_locator"} for row in rows]
        for table, rows in found.rows.items()
    }


def test_same_mark_gives_the_same_record_from_both_standards(tmp_path: Path) -> None:
    found = read(tmp_path, st66())
    assert told(found) == told(read(tmp_path, st96()))
    (row,) = found.rights
    names = ("record_key", "title", "filing_date", "grant_date", "registration_number", "n_classes")
    assert [row[name] for name in names] == [
        "US|TM|85000001", "GOLD", date(2011, 5, 31), date(2013, 1, 29), "4281391", 1,
    ]  # fmt: skip
    first = found.rows["right_party"][0]
    assert (first["role"], first["region_code"], first["applicant_type"]) == (
        "applicant", "US-CA", "UNI",
    )  # fmt: skip
    assert found.rows["status_event"][0]["national_event_code"] == "R.PR"


@EVERY
def test_every_layout_is_recognised(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "mark.xml"
    path.write_text(LAYOUTS[layout](), encoding="utf-8")
    assert registry.detect([path]).name == "us_trademark"


@EVERY
@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("85000007", "&bomb;85000007", "malformed-xml"),
        ("85000007", "<b>85000007", "malformed-xml"),
        ("85000007", "9" * 50, "bad-number"),
        ("85000007", "", "no-key"),
        ("2011", "20110231x", "bad-date"),
    ],
)
def test_bad_mark_alone_is_quarantined(
    tmp_path: Path, layout: str, old: str, new: str, reason: str
) -> None:
    documents = [LAYOUTS[layout](f"8500000{n}") for n in range(1, 10)]
    documents[6] = documents[6].replace(old, new, 1)
    found = read(tmp_path, *documents)
    assert [(one.reason, one.locator.split(" at ")[0]) for one in found.rejected] == [
        (reason, "record 7")
    ]
    assert len(found.rights) == 8


@EVERY
def test_file_that_is_cut_off_is_told(tmp_path: Path, layout: str) -> None:
    text = LAYOUTS[layout]()
    found = read(tmp_path, text, text[: text.index("85000001")])
    assert [one.reason for one in found.rejected] == ["cut-off"]
    assert len(found.rights) == 1


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    declared = '<!DOCTYPE Transaction [<!ENTITY b "xxxx"><!ENTITY a "&b;&b;&b;&b;">]><Transaction'
    bomb = st66().replace("<Transaction", declared, 1).replace("GOLD", "&a;")
    found = read(tmp_path, bomb, st66("2"))
    assert [one.reason for one in found.rejected] == ["malformed-xml"]
    assert found.values("application_number") == ["2"]


def test_file_of_another_root_is_refused_with_what_was_seen(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"which us_trademark reads: its root element is tmdaily"):
        read(tmp_path, f'{_HEAD}<tmdaily xmlns="urn:x"><mark/></tmdaily>')


@EVERY
@pytest.mark.parametrize("seed", range(10))
def test_mutated_marks_never_end_in_a_traceback(tmp_path: Path, layout: str, seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray("".join(LAYOUTS[layout](f"8500000{n}") for n in range(5)).encode())
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(data))
        if rng.random() < 0.5:
            data[at] = rng.randrange(256)
        else:
            del data[at : at + rng.randrange(1, 60)]
    path = tmp_path / "marks.xml"
    path.write_bytes(data)
    try:
        found = read_with(registry.reader("us_trademark"), [path])
    except ReadError:
        return
    assert len(found.rights) + len(found.rejected) >= 1
