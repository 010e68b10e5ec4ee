"""US grants of 2002 to 2004, of our own making."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from goldthread.readers.base import ReadError
from tests.readers.tables import Read, read_with
from tests.readers.us_patents.old_grants import old_grant, parent, party


def read(folder: Path, *documents: str) -> Read:
    path = folder / "pg.xml"
    path.write_text("".join(documents), encoding="utf-8")
    return read_with(registry.detect([path]), [path])


def only(found: Read, table: str = "ip_right") -> dict:
    (row,) = found.rows[table]
    return row


def test_patent_with_its_numbers_days_and_term(tmp_path: Path) -> None:
    found = read(tmp_path, old_grant(term="<B474US><PDAT>30</PDAT></B474US>"))
    row = only(found)
    names = ("record_key", "publication_number", "publication_kind_code", "registration_number")
    assert [row[name] for name in names] == ["US|PT|09800001", "6400001", "B1", "6400001"]
    # Twenty years from the filing, and thirty days.
    assert (row["filing_date"], row["grant_date"], row["expiry_date"]) == (
        date(2001, 3, 2), date(2002, 6, 4), date(2021, 4, 1),
    )  # fmt: skip
    assert (row["status"], row["n_claims"], row["n_designs"]) == ("registered", 12, None)
    told = only(found, "status_event")
    names = ("event_date", "key_event_code", "detailed_event_code", "national_event_code")
    assert [told[name] for name in names] == [date(2002, 6, 4), "F10", "F11", "B1"]
    assert (found.rejected, dict(found.unknown), found.notes) == ([], {}, [])


@pytest.mark.parametrize(
    ("kind", "number", "application", "right_kind", "shown", "granted"),
    [
        ("S1", "D0456588", "29128902", "DS", "D456588", True),
        ("P2", "PP012345", "09100001", "PT", "PP12345", True),
        ("E1", "RE037700", "09100002", "PT", "RE37700", True),
        ("E1", "RE037701", "29100002", "DS", "RE37701", True),
        ("H1", "H0002030", "09100003", "PT", "H2030", False),
    ],
)
def test_kinds_of_document(
    tmp_path: Path, kind: str, number: str, application: str, right_kind: str, shown: str,
    granted: bool,
) -> None:  # fmt: skip
    found = read(tmp_path, old_grant(number, application, kind))
    row = only(found)
    assert (row["right_kind"], row["publication_number"]) == (right_kind, shown)
    assert (row["grant_date"] is not None, "status_event" in found.rows) == (granted, granted)


@pytest.mark.parametrize(
    ("term", "filed", "related", "expected"),
    [
        ("<B474><PDAT>14</PDAT></B474>", "20000901", "", date(2016, 6, 4)),
        ("<B474><PDAT>14</PDAT></B474><B473US/>", "20000901", "", None),
        ("<B473><PDAT>20200101</PDAT></B473>", "20000901", "", None),
    ],
)
def test_term_of_a_design(
    tmp_path: Path, term: str, filed: str, related: str, expected: date | None
) -> None:
    text = old_grant("D0456588", "29128902", "S1", filed=filed, term=term, related=related)
    assert only(read(tmp_path, text))["expiry_date"] == expected


def test_related_documents_and_the_term_that_hangs_on_them(tmp_path: Path) -> None:
    related = (
        f"<B630><B631>{parent('09/100001', '19990105', '6200000')}</B631>"
        f"<B632>{parent('PCT/US98/01234', '19980104')}</B632></B630>"
        "<B680US><DOC><DNUM><PDAT>60/256447</PDAT></DNUM><DATE><PDAT>19970108</PDAT></DATE></DOC>"
        "</B680US>"
    )
    found = read(tmp_path, old_grant(related=related))
    names = ("relation", "ip_office_code", "other_number", "other_date", "other_kind")
    assert [tuple(row[name] for name in names) for row in found.rows["right_relation"]] == [
        ("continuation", "US", "09100001", date(1999, 1, 5), "application"),
        ("continuation", "US", "6200000", None, "grant"),
        ("continuation-in-part", "WO", "PCT/US98/01234", date(1998, 1, 4), "application"),
        ("provisional-application", "US", "60256447", date(1997, 1, 8), "application"),
    ]
    row = only(found)
    # A provisional is claimed, but the term does not begin with it.
    assert (row["earliest_priority_date"], row["expiry_date"]) == (
        date(1997, 1, 8),
        date(2018, 1, 4),
    )


def test_parties_with_their_places_and_types(tmp_path: Path) -> None:
    people = (
        f"<B720><B721>{party('Bee, Ann', 'Boston; MA')}</B721><B721>"
        f"{party('Ito, Ken', 'Osaka; ; JP')}</B721></B720>"
        f"<B730><B731>{party('Acme Pumps Inc.', 'Nottingham; ; GB')}</B731><B732US>"
        f"<PDAT>03</PDAT></B732US><B731>{party('State University', 'Albany; NY')}</B731><B732US>"
        f"<PDAT>02</PDAT></B732US><B731>{party('Navy Works', 'Norfolk; VA')}</B731><B732US><PDAT>06"
        f"</PDAT></B732US></B730><B740><B741>{party('Law LLP')}</B741></B740><B745><B746>"
        f"{party('Hart, Eve')}</B746><B747>{party('Low, Jo')}</B747></B745>"
    )
    names = ("role", "sequence", "name", "country_code", "region_code", "applicant_type")
    rows = read(tmp_path, old_grant(people=people)).rows["right_party"]
    owners = [
        (1, "Acme Pumps Inc.", "GB", None, "ENT"),
        (2, "State University", "US", "US-NY", "UNI"),
        (3, "Navy Works", "US", "US-VA", "GOV"),
    ]
    assert [tuple(row[name] for name in names) for row in rows] == [
        *(("applicant", *owner) for owner in owners),
        ("inventor", 1, "Bee, Ann", "US", "US-MA", "IND"),
        ("inventor", 2, "Ito, Ken", "JP", None, "IND"),
        *(("owner", *owner) for owner in owners),
        ("agent", 1, "Law LLP", None, None, None),
        ("examiner", 1, "Hart, Eve", None, None, None),
        ("examiner", 2, "Low, Jo", None, None, None),
    ]


def test_code_belongs_to_the_assignee_before_it(tmp_path: Path) -> None:
    people = (
        "<B730><B732US><PDAT>02</PDAT></B732US><B731><PARTY-US><NAM/></PARTY-US></B731><B732US><PDAT>"
        f"06</PDAT></B732US><B731>{party('Acme Inc.')}</B731></B730>"
    )
    rows = read(tmp_path, old_grant(people=people)).rows["right_party"]
    assert [(row["role"], row["applicant_type"]) for row in rows] == [
        ("applicant", "ENT"),
        ("owner", "ENT"),
    ]


def test_term_beyond_the_calendar_is_none(tmp_path: Path) -> None:
    assert only(read(tmp_path, old_grant(filed="99990101")))["expiry_date"] is None


def test_inventors_count_as_applicants_where_nobody_else_does(tmp_path: Path) -> None:
    people = f"<B720><B721>{party('Bee, Ann', 'Boston; MA')}</B721></B720>"
    rows = read(tmp_path, old_grant(people=people)).rows["right_party"]
    assert [(row["role"], row["name"]) for row in rows] == [
        ("applicant", "Bee, Ann"),
        ("inventor", "Bee, Ann"),
    ]


def test_symbols_stand_in_fixed_columns(tmp_path: Path) -> None:
    classes = (
        "<B510><B511><PDAT>G02B  520</PDAT></B511><B512><PDAT>A01H00500</PDAT></B512><B516><PDAT>7"
        "</PDAT></B516></B510><B520><B521><PDAT> 622592</PDAT></B521><B522><PDAT>  2 67</PDAT>"
        "</B522><B522><PDAT> D74012</PDAT></B522></B520>"
    )
    rows = read(tmp_path, old_grant(classes=classes)).rows["right_classification"]
    names = ("scheme", "symbol", "position", "scheme_version")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("IPC", "G02B 5/20", "first", "7"),
        ("IPC", "A01H 5/00", "later", "7"),
        ("NATIONAL", "62/259.2", "first", None),
        ("NATIONAL", "2/67", "later", None),
        ("NATIONAL", "D7/401.2", "later", None),
    ]


def test_each_priority_takes_its_own_day_and_country(tmp_path: Path) -> None:
    def claim(number: str, day: str, country: str) -> str:
        return (
            f"<B310><DNUM><PDAT>{number}</PDAT></DNUM></B310><B320><DATE><PDAT>{day}</PDAT></DATE>"
            f"</B320><B330><CTRY><PDAT>{country}</PDAT></CTRY></B330>"
        )

    claims = claim("2090948", "20000302", "GB") + claim("2000 0010", "20000106", "NO")
    found = read(tmp_path, old_grant(claims=claims))
    names = ("sequence", "number", "date", "ip_office_code")
    assert [tuple(row[name] for name in names) for row in found.rows["right_priority"]] == [
        (1, "2090948", date(2000, 3, 2), "GB"),
        (2, "2000 0010", date(2000, 1, 6), "NO"),
    ]
    row = only(found)
    assert (row["filing_route"], row["earliest_priority_date"]) == ("paris", date(2000, 1, 6))


def test_international_application_that_entered_the_national_stage(tmp_path: Path) -> None:
    pct = (
        "<B860><B861><DOC><DNUM><PDAT>PCT/EP99/00123</PDAT></DNUM><DATE><PDAT>19990112</PDAT></DATE>"
        "</DOC></B861><B863><DATE><PDAT>20000711</PDAT></DATE></B863></B860><B870><B871><DOC><DNUM>"
        "<PDAT>WO99/12345</PDAT></DNUM><DATE><PDAT>19990722</PDAT></DATE></DOC></B871></B870>"
    )
    found = read(tmp_path, old_grant(pct=pct))
    row, entry = only(found), only(found, "designation")
    names = ("filing_route", "int_application_number", "int_filing_date", "int_publication_number")
    assert [row[name] for name in names] == [
        "pct", "PCT/EP99/00123", date(1999, 1, 12), "WO99/12345",
    ]  # fmt: skip
    assert (row["expiry_date"], entry["date"]) == (date(2019, 1, 12), date(2000, 7, 11))


def test_citations_in_their_order(tmp_path: Path) -> None:
    cited = (
        "<B561><PCIT><DOC><DNUM><PDAT>D0202976</PDAT></DNUM><DATE><PDAT>19651100</PDAT></DATE><KIND>"
        "<PDAT>S</PDAT></KIND></DOC><PNC><PDAT>D 2731</PDAT></PNC></PCIT><CITED-BY-EXAMINER/>"
        "</B561><B561><PCIT><DOC><DNUM><PDAT>0123456</PDAT></DNUM><DATE><PDAT>19950103</PDAT></DATE><CTRY>"
        "<PDAT>EP</PDAT></CTRY></DOC></PCIT><CITED-BY-OTHER/></B561><B562><NCIT><STEXT><PDAT>A book"
        " on </PDAT><HIL><ITALIC><PDAT>pumps</PDAT></ITALIC></HIL></STEXT></NCIT></B562>"
    )
    rows = read(tmp_path, old_grant(cited=cited)).rows["right_citation"]
    names = ("cited_office", "cited_number", "cited_date", "cited_date_text", "category")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("US", "D202976", None, "19651100", "examiner"),
        ("EP", "0123456", date(1995, 1, 3), "19950103", "other"),
        (None, None, None, None, None),
    ]
    assert rows[2]["npl_text"] == "A book on pumps"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("<SDOBI>", "<SDOBI>&bomb;", "malformed-xml"),
        ("<SDOBI>", "<SDOBI><b>", "malformed-xml"),
        ("20010302", "20010231", "bad-date"),
        ("20020604", "yesterday", "bad-date"),
        ("09800007", "9" * 50, "bad-number"),
        ("<PDAT>09800007</PDAT>", "", "no-key"),
        ("<PDAT>B1</PDAT>", "<PDAT>Q7</PDAT>", "bad-kind"),
        ("</SDOBI>\n", "", "cut-off"),
    ],
)
def test_bad_document_alone_is_quarantined(tmp_path: Path, old: str, new: str, reason: str) -> None:
    documents = [old_grant(f"0640000{n}", f"0980000{n}") for n in range(1, 10)]
    assert old in documents[6]
    documents[6] = documents[6].replace(old, new, 1)
    found = read(tmp_path, *documents)
    assert [(one.reason, one.locator.split(" at ")[0]) for one in found.rejected] == [
        (reason, "record 7")
    ]
    assert len(found.rights) == 8


def test_file_that_ends_within_a_description_is_told(tmp_path: Path) -> None:
    text = old_grant() + old_grant("06400002", "09800002")
    found = read(tmp_path, text[: text.rindex("<PTEXT>")])
    assert [one.reason for one in found.rejected] == ["cut-off"]
    assert "ends without </PATDOC>" in found.rejected[0].detail
    assert len(found.rights) == 2


def test_named_characters_of_the_dtd(tmp_path: Path) -> None:
    text = old_grant(title="A &bgr;-pump, &Dgr; &ldquo;5&rdquo; &times; &alpha;")
    text = text.replace("A pump.", "&b.alpha; &unheard-of;")  # the texts are not parsed
    assert only(read(tmp_path, text))["title"] == "A β-pump, Δ “5” × α"


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    bomb = old_grant(title="&a;").replace(
        "[\n", '[\n<!ENTITY b "xxxxxxxxxx">\n<!ENTITY a "&b;&b;&b;&b;">\n', 1
    )
    found = read(tmp_path, bomb, old_grant("06400002", "09800002"))
    assert [one.reason for one in found.rejected] == ["malformed-xml"]
    assert found.values("application_number") == ["09800002"]


def test_other_day_that_is_none_is_a_note(tmp_path: Path) -> None:
    claims = (
        "<B310><DNUM><PDAT>1</PDAT></DNUM></B310><B320><DATE><PDAT>20000231</PDAT></DATE></B320>"
    )
    found = read(tmp_path, old_grant(claims=claims))
    assert (only(found, "right_priority")["date"], found.notes) == (
        None,
        ["1 × date: '20000231' is no day of the calendar."],
    )


def test_element_that_nothing_reads_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, old_grant(more="<B900><PDAT>1</PDAT></B900>"), old_grant())
    assert found.unknown == {"B900": 1}


def test_old_grants_are_told_from_newer_ones_and_read_from_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "pg.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pg020604.xml", old_grant())
    reader = registry.detect([path])
    assert (reader.name, len(read_with(reader, [path]).rights)) == ("us_grant_old", 1)
    plain = tmp_path / "pg.xml"
    plain.write_text(old_grant(), encoding="utf-8")
    with pytest.raises(ReadError, match=r"the reader us_grant_old reads those"):
        read_with(registry.reader("uspto_grant"), [plain])
    wrong = tmp_path / "other.xml"
    wrong.write_text('<?xml version="1.0"?><us-patent-grant/>', encoding="utf-8")
    with pytest.raises(ReadError, match=r"holds no SDOBI, which us_grant_old reads: its root"):
        read_with(registry.reader("us_grant_old"), [wrong])
