"""US grants of 1976 to 2001 in fixed-field text, of our own making."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from goldthread.readers.base import RAW_LIMIT, ReadError
from goldthread.readers.us_grant_text import fields, numbers, reader
from goldthread.readers.us_grant_text.cutting import TextCutter
from tests.readers.tables import Read, read_with
from tests.readers.us_patents import text_grants as made
from tests.readers.us_patents.old_grants import old_grant
from tests.readers.us_patents.text_grants import group, text_grant

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "loading-us-patents.md").read_text("utf-8")


def written(folder: Path, *documents: str | bytes) -> Path:
    path = folder / "pftaps.txt"
    path.write_bytes(b"".join(d.encode() if isinstance(d, str) else d for d in documents))
    return path


def read(folder: Path, *documents: str | bytes) -> Read:
    return read_with(reader(), [written(folder, *documents)])


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Read:
    documents = (
        made.HEADER,
        made.UTILITY,
        made.DESIGN,
        made.PLANT,
        made.REISSUE,
        made.INVENTION,
        made.PCT,
    )
    return read(tmp_path_factory.mktemp("week"), *documents)


def test_a_grant_has_one_key_from_text_and_from_xml_and_the_xml_counts(tmp_path: Path) -> None:
    """As in 2001, of which the office has both."""
    text = text_grant(wku="060000013", apn="7001231", src="9", filed="20000302", granted="20010605")
    xml = tmp_path / "pg.xml"
    xml.write_text(old_grant("06000001", "09700123", filed="20000302", granted="20010605"))
    keys = ("right_id", "record_key", "publication_number", "filing_date", "grant_date",
            "expiry_date")  # fmt: skip
    told = [{key: row[key] for key in keys} for row in read(tmp_path, text).rights]
    older = registry.reader("us_grant_old")
    assert told == [{key: row[key] for key in keys} for row in read_with(older, [xml]).rights]
    assert reader().rank < older.rank


def test_each_kind_of_document_with_its_numbers_and_days(week: Read) -> None:
    names = ("record_key", "publication_number", "publication_kind_code", "right_kind",
             "filing_date", "publication_date", "n_claims", "n_designs",
             "filing_route")  # fmt: skip
    assert [tuple(row[name] for name in names) for row in week.rights] == [
        ("US|PT|06700123", "4561001", "A", "PT", date(1984, 3, 5), date(1986, 1, 7), 7, None,
         "paris"),
        ("US|DS|06500123", "D280001", "S", "DS", date(1982, 3, 5), date(1985, 8, 13), 1, 1,
         "direct"),
        ("US|PT|06600123", "PP6001", "P", "PT", date(1985, 3, 5), date(1987, 8, 4), 1, None,
         "direct"),
        ("US|PT|06800123", "RE32001", "E", "PT", date(1986, 3, 5), date(1987, 10, 6), 2, None,
         "direct"),
        ("US|PT|07000123", "H1001", "H", "PT", date(1988, 3, 5), date(1991, 1, 1), 2, None,
         "direct"),
        ("US|PT|07200123", "5100001", "A", "PT", date(1989, 9, 5), date(1992, 3, 31), 2, None,
         "pct"),
    ]  # fmt: skip
    assert (week.rejected, dict(week.unknown), week.notes) == ([], {}, [])
    assert week.rights[0]["n_drawings"] == 2
    assert week.rights[0]["n_figures"] == 3
    assert {row["title_language"] for row in week.rights} == {"en"}


def test_grants_and_the_ends_of_their_terms(week: Read) -> None:
    """35 U.S.C. 154 and 173, reckoned by hand; a registration of kind H grants nothing."""
    assert [(row["grant_date"], row["expiry_date"]) for row in week.rights] == [
        # 20 years from the parent of 20 July 1982 end in 2002, 17 from the grant in 2003.
        (date(1986, 1, 7), date(2003, 1, 7)),
        (date(1985, 8, 13), date(1999, 8, 13)),  # fourteen years from the grant, as printed
        (date(1987, 8, 4), date(2005, 3, 5)),
        # Of the original: filed 5 March 1981, granted 23 August 1983.
        (date(1987, 10, 6), date(2001, 3, 5)),
        (None, None),
        (date(1992, 3, 31), date(2009, 3, 31)),
    ]
    told = [(row["event_date"], row["detailed_event_code"]) for row in week.rows["status_event"]]
    assert told == [
        (date(1986, 1, 7), "F11"), (date(1985, 8, 13), "F00"), (date(1987, 8, 4), "F11"),
        (date(1987, 10, 6), "F11"), (date(1992, 3, 31), "F11"),
    ]  # fmt: skip


def test_people_with_their_places(week: Read) -> None:
    names = ("role", "name", "applicant_type", "country_code", "region_code", "city")
    rows = [
        row for row in week.rows["right_party"] if row["right_id"] == week.rights[0]["right_id"]
    ]
    firm = ("Example Pumps and Valves Manufacturing Company", "ENT", "US", "US-IL", "Springfield")
    other = ("Beispiel Universitat", "UNI", "DE", None, "Musterstadt")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("applicant", *firm),
        ("applicant", *other),
        ("inventor", "Doe, Jane A.", "IND", "US", "US-IL", "Springfield"),
        ("inventor", "Mustermann, Max", "IND", "DE", None, "Musterstadt"),
        ("owner", *firm),
        ("owner", *other),
        ("agent", "Attorney & Attorney", None, None, None, None),
        ("agent", "Lawyer, Paul", None, None, None, None),
        ("examiner", "Roe, Richard", None, None, None, None),
        ("examiner", "Poe, Ann", None, None, None, None),
    ]


def test_what_a_patent_rests_on(week: Read) -> None:
    claims = [
        (row["ip_office_code"], row["number"], row["date"]) for row in week.rows["right_priority"]
    ]
    assert claims == [("JP", "58-12345", date(1983, 3, 7)), ("DE", "3312345", None)]
    assert week.rights[0]["earliest_priority_date"] == date(1982, 7, 20)
    names = ("relation", "other_number", "other_date", "other_kind", "status_text")
    assert [tuple(row[name] for name in names) for row in week.rows["right_relation"]] == [
        ("continuation-in-part", "06400123", date(1982, 7, 20), "application", "03"),
        ("reissue", "06300123", date(1981, 3, 5), "application", None),
        ("reissue", "4400001", date(1983, 8, 23), "grant", None),
    ]
    row = week.rights[5]
    assert (row["int_application_number"], row["int_filing_date"]) == (
        "PCT/NO88/00012", date(1988, 3, 4),
    )  # fmt: skip
    assert (row["int_publication_number"], row["int_publication_date"]) == (
        "WO88/06789", date(1988, 9, 7),
    )  # fmt: skip
    (entry,) = week.rows["designation"]
    assert (entry["treaty"], entry["date"]) == ("PCT", date(1989, 9, 5))


def test_classes_stand_in_columns(week: Read) -> None:
    names = ("scheme", "scheme_version", "symbol", "position")
    assert [tuple(row[name] for name in names) for row in week.rows["right_classification"]] == [
        ("IPC", "4", "F04B 7/12", "first"),
        ("IPC", "4", "A41D 19/00", "later"),
        ("NATIONAL", None, "417/1", "first"),
        ("NATIONAL", None, "2/161A", "later"),
        ("NATIONAL", None, "188/79.5GE", "later"),
        ("LOCARNO", "4", "06-01", "first"),
        ("NATIONAL", None, "D6/371", "first"),
    ]


def test_citations(week: Read) -> None:
    names = ("cited_office", "cited_number", "cited_date", "cited_date_text", "npl_text")
    assert [tuple(row[name] for name in names) for row in week.rows["right_citation"]] == [
        ("US", "3000001", None, "19610900", None),
        ("US", "RE28677", date(1976, 1, 13), "19760113", None),
        ("DE", "2012345", None, "19710300", None),
        (None, None, None, None, "A Handbook of Pumps, pp. 1-20, 1950."),
        (None, None, None, None, "Catalogue No. 5."),
    ]


def test_position_is_the_line_of_the_document(week: Read) -> None:
    lines = [made.HEADER, made.UTILITY, made.DESIGN, made.PLANT]
    before = [sum(text.count("\n") for text in lines[: n + 1]) + 1 for n in range(3)]
    told = [row["source_locator"] for row in week.rights[:3]]
    assert told == [f"record {n} at line {line}" for n, line in enumerate(before, 1)]


@pytest.mark.parametrize(
    ("digits", "check"),
    [
        # As printed in files of the office: patents 3,930,271, 4,375,702 and 5,700,647, design
        # 452,059, invention registration 367, applications 568,680 and 500,649.
        ("03930271", "7"), ("04375702", "2"), ("05700647", "4"), ("0452059", "9"),
        ("0000367", "0"), ("568680", "6"), ("500649", "&"),
    ],
)  # fmt: skip
def test_check_digits(digits: str, check: str) -> None:
    assert numbers.check_digit(digits) == check


@pytest.mark.parametrize(
    ("code", "filed", "design", "series"),
    [
        ("5", None, False, "05"), ("29", None, True, "29"), ("D", date(1995, 1, 3), True, "29"),
        ("D", date(1990, 1, 3), True, "07"), (None, date(1978, 12, 31), False, "05"),
        (None, date(1979, 1, 1), False, "06"), (None, date(1997, 12, 29), False, "08"),
        (None, date(1997, 12, 30), False, "09"), (None, date.max, False, "09"),
        (None, None, False, None),
    ],
)  # fmt: skip
def test_series_of_an_application(
    code: str | None, filed: date | None, design: bool, series: str | None
) -> None:
    assert numbers.series(code, filed, design=design) == series


@pytest.mark.parametrize(
    ("code", "country"),
    [("JPX", "JP"), ("JP", "JP"), ("GB2", "GB"), ("DT", "DE"), ("OE", "AT"), ("SUX", "SU"),
     ("EPX", "EP"), ("WO", "WO"), ("QQX", None), ("XX", None), ("Japan", None)],
)  # fmt: skip
def test_country_codes_with_their_third_letter(code: str, country: str | None) -> None:
    assert numbers.country(code) == country


@pytest.mark.parametrize(
    ("text", "filed", "number"),
    [("900302", date(1992, 6, 18), "07900302"), ("900302", None, "900302"),
     ("7001231", date(1984, 3, 5), "06700123"), ("08/123456", None, "08123456"),
     ("PCT/US95/01234", date(1995, 1, 3), "PCT/US95/01234")],
)  # fmt: skip
def test_number_of_a_parent(text: str, filed: date | None, number: str) -> None:
    assert numbers.parent_number(text, filed) == number


@pytest.mark.parametrize(
    ("patent", "granted", "expiry"),
    [
        ("", "19780704", date(1995, 7, 4)),  # in force on 8 June 1995: the longer of both
        ("", "19780606", date(1995, 6, 6)),  # over by then: seventeen years, not twenty from 1976
        ("DCD  19930105\n", "19780704", None),
        ("TRM  3 1/2\n", "19780704", None),
    ],
)
def test_end_of_a_patent_filed_in_1975(
    tmp_path: Path, patent: str, granted: str, expiry: date | None
) -> None:
    text = text_grant(src="5", filed="19750303", granted=granted, patent=patent)
    assert read(tmp_path, text).rights[0]["expiry_date"] == expiry


def test_parent_whose_code_has_no_known_meaning(tmp_path: Path) -> None:
    text = text_grant(groups=group("RLAP", "COD  86", "APN  400123", "APD  19820720"))
    found = read(tmp_path, text)
    (row,) = found.rows["right_relation"]
    assert (row["relation"], row["other_number"], found.rights[0]["expiry_date"]) == (
        None, "06400123", None,
    )  # fmt: skip
    assert found.notes == ["1 × relation: no meaning is known of the code '86'"]


def test_kinds_of_2001_and_of_old(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        text_grant(granted="20010102"),
        text_grant("D02800012", "5001234", "D", "4", filed="19990305", granted="20010102"),
        text_grant("T09500015", "6001238", "5", "5", filed="19750305", granted="19760907"),
        text_grant("RE0320013", "8001235", "6", "2", groups=group("CLAS", "OCL  D 6371")),
    )
    names = ("publication_kind_code", "right_kind", "application_number", "grant_date")
    assert [tuple(row[name] for name in names) for row in found.rights] == [
        (None, "PT", "06700123", date(2001, 1, 2)),  # B1 or B2: the text does not tell
        ("S1", "DS", "29500123", date(2001, 1, 2)),
        ("I4", "PT", "05600123", None),
        ("E", "DS", "06800123", date(1986, 1, 7)),
    ]


def test_front_pages_alone_and_lines_of_another_system(tmp_path: Path) -> None:
    documents = [text_grant(texts=False), text_grant(apn="5001234", texts=False)]
    found = read(tmp_path, "".join(documents).replace("\n", "\r\n"))
    assert [row["title"] for row in found.rights] == ["Pump", "Pump"]
    assert found.rejected == []


def test_pieces_of_any_size_are_cut_alike() -> None:
    data = (made.HEADER + made.UTILITY + made.DESIGN + made.PLANT).encode()
    whole = TextCutter()
    expected = whole.feed(data) + whole.end()
    assert [len(part.data) for part in expected] == [
        len(text) for text in (made.UTILITY, made.DESIGN, made.PLANT)
    ]
    for size in (1, 2, 3, 7, 64, 127, 1000):
        cutter = TextCutter()
        parts = [p for n in range(0, len(data), size) for p in cutter.feed(data[n : n + size])]
        assert parts + cutter.end() == expected


def test_detected_plain_and_zipped_and_never_by_its_name(tmp_path: Path) -> None:
    plain = tmp_path / "a.xml"
    plain.write_text(made.HEADER + made.UTILITY)
    zipped = tmp_path / "pftaps19860107_wk01.zip"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pftaps19860107_wk01.txt", made.UTILITY + made.DESIGN)
    for path, count in ((plain, 1), (zipped, 2)):
        found = registry.detect([path])
        assert found.name == "us_grant_text"
        made_of = read_with(found, [path])
        assert (len(made_of.rights), made_of.progress) == (count, path.stat().st_size if count == 1
                                                           else made_of.progress)  # fmt: skip


# Each spoils document 7 of 10.
BAD: list[tuple[str, Callable[[str], str], str, str]] = [
    ("no number", lambda t: t.replace("WKU  045610010\n", ""), "no-key",
     "The document gives no publication number."),
    ("no application", lambda t: t.replace("APN  7001231\n", ""), "no-key",
     "The document gives no application number."),
    ("no day", lambda t: t.replace("ISD  19860107\n", ""), "no-key",
     "The document gives no publication date."),
    ("half a day", lambda t: t.replace("ISD  19860107", "ISD  19860100"), "no-key",
     "The document gives no publication date."),
    ("31 February", lambda t: t.replace("19860107", "19860231"), "bad-date",
     "publication date: '19860231' is no day of the calendar."),
    ("filed on no day", lambda t: t.replace("19840305", "1984-3-5"), "bad-date",
     "filing date: '1984-3-5' is no day; wanted is yyyymmdd or yyyy-mm-dd."),
    ("a word", lambda t: t.replace("APN  7001231", "APN  seven"), "bad-number",
     "application number: 'seven' is none."),
    ("a long number", lambda t: t.replace("045610010", "9" * 50), "bad-number",
     f"publication number: '{'9' * 50}' is none."),
    ("another letter", lambda t: t.replace("045610010", "Q45610010"), "bad-kind",
     "'Q' is no kind of document of the USPTO."),
    ("another type", lambda t: t.replace("APT  1", "APT  9"), "bad-kind",
     "'APT 9' is no kind of document of the USPTO."),
    ("no series", lambda t: t.replace("SRC  6\n", "").replace("APD  19840305\n", ""), "no-key",
     "The application number has no series: neither SRC nor a filing date tells it."),
    ("a control character", lambda t: t.replace("TTL  Pump", "TTL  Pu\x00mp"), "malformed-text",
     "Group PATN has the control character '\\x00'."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("spoil", "reason", "detail"), [b[1:] for b in BAD], ids=[b[0] for b in BAD]
)
def test_bad_document_alone_is_quarantined(
    tmp_path: Path, spoil: Callable[[str], str], reason: str, detail: str
) -> None:
    documents = [text_grant(apn=f"70012{n}") for n in range(10, 20)]
    documents[6] = spoil(text_grant())
    found = read(tmp_path, *documents)
    line = sum(text.count("\n") for text in documents[:6]) + 1
    assert [(one.locator, one.reason, one.detail) for one in found.rejected] == [
        (f"record 7 at line {line}", reason, detail)
    ]
    assert found.rejected[0].raw == documents[6].encode()
    assert len(found.rights) == 9


def test_line_patn_that_is_missing_or_torn_loses_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, made.UTILITY, made.DESIGN.replace("PATN\n", "PTAN\n"), made.PLANT)
    assert [(one.reason, one.locator) for one in found.rejected] == [
        ("malformed-text", "record 1 at line 1")
    ]
    assert b"D02800012" in found.rejected[0].raw
    assert found.values("publication_number") == ["PP6001"]
    first = read(tmp_path, made.UTILITY.replace("PATN\n", "PTAN\n"), made.PLANT)
    assert [one.detail for one in first.rejected] == ["Text stands before the first line PATN."]
    assert first.values("publication_number") == ["PP6001"]


def test_file_that_ends_within_a_document_is_told(tmp_path: Path) -> None:
    text = made.PLANT + made.UTILITY
    found = read(tmp_path, text[: text.rindex("DETD")])
    assert [(one.reason, one.detail) for one in found.rejected] == [
        ("cut-off", "The file ends before the document's claims: it is cut off.")
    ]
    assert len(found.rights) == 1


def test_document_that_never_ends_is_cut(tmp_path: Path) -> None:
    endless = text_grant(texts=False) + "DETD\n" + ("PAR  " + "x" * 995 + "\n") * (17 << 10)
    found = read(tmp_path, endless, made.PLANT)
    assert found.rejected[0].reason == "too-large"
    assert len(found.rejected[0].raw) == RAW_LIMIT
    assert found.values("publication_number") == ["PP6001"]


def test_what_nobody_reads_is_counted(tmp_path: Path) -> None:
    text = text_grant(
        patent="ZZZ  1\nWKUX 2\n",
        groups=group("NEWG", "NAM  x") + group("INVT", "NAM  Doe; J", "NEW  1"),
    )
    found = read(tmp_path, text)
    assert found.unknown == {
        "PATN/ZZZ": 1, "PATN: a line without a field": 1, "NEWG": 1, "INVT/NEW": 1,
    }  # fmt: skip


def test_doubtful_values_are_null_with_a_note(tmp_path: Path) -> None:
    text = text_grant(
        "045610019", "7001239", patent="NCL  many\n",
        groups=group("INVT", "NAM  Doe; J", "CTY  X", "CNT  QQX")
        + group("PRIR", "CNT  JPX", "APD  19830231", "APN  1")
        + group("ASSG", b"NAM  Caf\xe9".decode("latin-1"), "COD  02"),
        apt="4",
    )  # fmt: skip
    found = read(tmp_path, text.encode("latin-1"))
    assert found.notes == [
        "1 × APT 4 is not the type that the number's letters tell",
        "1 × ASSG: bytes that are no ASCII were read as Latin-1",
        "1 × application number: its check digit does not fit",
        "1 × country: 'QQX' is no code of ST.3",
        "1 × date: '19830231' is no day of the calendar.",
        "1 × n_claims: 'many' is no number of things.",
        "1 × publication number: its check digit does not fit",
    ]
    assert (found.rights[0]["right_kind"], found.rights[0]["n_claims"]) == ("PT", None)
    assert "Café" in found.values("name", "right_party")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", r"pftaps.txt is empty"),
        (made.UTILITY.encode("utf-16"), r"is encoded in UTF-16; convert it to UTF-8"),
        (b"id,name\n1,2\n", r"holds no line PATN, .* it begins with b'id,name"),
        (b"PK\x03\x04" + b"\0" * 40, r"without a whole ZIP directory"),
    ],
)
def test_file_that_holds_no_document_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read(tmp_path, content)


def test_the_page_says_every_field_and_every_reason() -> None:
    section = PAGE.split("## Grants of 1976 to 2001", 1)[1]
    named = set(re.findall(r"\b[A-Z][A-Z0-9]{2,3}\b", section))
    read_ones = {code for codes in fields.READ.values() for code in codes.split()}
    assert read_ones - named <= {"NAM", "STR", "CTY", "STA", "ZIP", "PNO", "PSC"}
    assert set(fields.READ) - named <= {"PATN", "CLAS"}
    package = Path(fields.__file__).parent
    text = "".join(path.read_text("utf-8") for path in package.glob("*.py"))
    reasons = set(re.findall(r'"((?:malformed|cut|too|bad|no)-[a-z]+)"', text)) | {"bad-date"}
    assert set(re.findall(r"quarantined: `([a-z-]+)`", section)) == reasons
