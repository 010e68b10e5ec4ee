"""What the reader takes from a grant, column by column, from documents written by hand."""

from datetime import date
from pathlib import Path

import pytest

from goldthread.readers.identity import surrogate
from tests.readers.grants import Read, application, document_id, grant, publication, read_text

UTILITY = grant(
    publication("09857001")
    + application("14123456", date="20131203")
    + """
<priority-claims>
<priority-claim sequence="01" kind="national"><country>JP</country>
<doc-number>2012-265001</doc-number><date>20121204</date></priority-claim>
<priority-claim sequence="02" kind="national"><country>DE</country>
<doc-number>10 2013 000 001</doc-number><date>20130100</date></priority-claim>
</priority-claims>
<us-term-of-grant><us-term-extension>365</us-term-extension></us-term-of-grant>
<classifications-ipcr><classification-ipcr>
<ipc-version-indicator><date>20060101</date></ipc-version-indicator>
<classification-level>A</classification-level><section>H</section><class>04</class>
<subclass>L</subclass><main-group>9</main-group><subgroup>32</subgroup>
<symbol-position>F</symbol-position><classification-value>I</classification-value>
<action-date><date>20180102</date></action-date>
<generating-office><country>US</country></generating-office>
<classification-status>B</classification-status>
<classification-data-source>H</classification-data-source>
</classification-ipcr></classifications-ipcr>
<classifications-cpc><main-cpc><classification-cpc>
<cpc-version-indicator><date>20130101</date></cpc-version-indicator><section>G</section>
<class>06</class><subclass>F</subclass><main-group>21</main-group><subgroup>00</subgroup>
<symbol-position>F</symbol-position><classification-value>I</classification-value>
</classification-cpc></main-cpc><further-cpc><classification-cpc>
<cpc-version-indicator><date>20151115</date></cpc-version-indicator><section>Y</section>
<class>10</class><subclass>S</subclass><main-group>901</main-group><subgroup>01</subgroup>
<symbol-position>L</symbol-position><classification-value>A</classification-value>
</classification-cpc></further-cpc></classifications-cpc>
<classification-national><country>US</country><main-classification> 62592</main-classification>
<further-classification>3701011</further-classification></classification-national>
<invention-title id="d2e43">An <i>in vitro</i> method, H<sub>2</sub>O
 &#x26; more</invention-title>
<us-references-cited>
<us-citation><patcit num="00001"><document-id><country>US</country><doc-number>2005/0123456
</doc-number><kind>A1</kind><name>Coyne</name><date>20050600</date></document-id></patcit>
<category>cited by examiner</category></us-citation>
<us-citation><patcit num="00002"><document-id><country>EP</country><doc-number>0012345</doc-number>
<date>19990215</date></document-id></patcit><category>cited by applicant</category></us-citation>
<us-citation><nplcit num="00003"><othercit>Kaneko, <i>On</i> x<sup>2</sup>, 1999.</othercit>
</nplcit><category>cited by third party</category></us-citation>
</us-references-cited>
<number-of-claims>17</number-of-claims><us-exemplary-claim>1</us-exemplary-claim>
<figures><number-of-drawing-sheets>5</number-of-drawing-sheets>
<number-of-figures>8</number-of-figures></figures>
<us-related-documents>
<continuation-in-part><relation><parent-doc>"""
    + document_id("US", "13000001", "", "20110615")
    + """<parent-status>ABANDONED</parent-status><parent-grant-document>"""
    + document_id("US", "08000001", "B2", "20120814")
    + """</parent-grant-document><parent-pct-document>"""
    + document_id("WO", "PCT/US2010/000001", "", "20100301")
    + """</parent-pct-document></parent-doc><child-doc>"""
    + document_id("US", "14123456")
    + """</child-doc></relation></continuation-in-part>
<us-provisional-application>"""
    + document_id("US", "61000001", "", "20100202")
    + """</us-provisional-application><related-publication>"""
    + document_id("US", "20150200001", "A1", "20150716")
    + """</related-publication></us-related-documents>
<us-parties><us-applicants><us-applicant sequence="001" app-type="applicant" designation="us-only">
<addressbook><orgname>The Regents of the University of Michigan</orgname><address>
<city>Ann Arbor</city><state>MI</state><country>US</country></address></addressbook>
<residence><country>US</country></residence></us-applicant></us-applicants>
<inventors><inventor sequence="001" designation="us-only"><addressbook>
<last-name>Okafor</last-name><first-name>Ada B.</first-name><suffix>Jr.</suffix><address>
<street>1 Elm</street><city>Detroit</city><state>MI</state><postcode>48201</postcode>
<country>US</country></address></addressbook><nationality><country>omitted</country></nationality>
</inventor><inventor sequence="002"><addressbook><last-name>Sato</last-name>
<first-name>Ken</first-name><address><city>Osaka</city><country>JP</country></address></addressbook>
<nationality><country>JP</country></nationality></inventor></inventors>
<agents><agent sequence="01" rep-type="attorney"><addressbook><orgname>Oak LLP</orgname>
<address><country>unknown</country></address></addressbook></agent></agents></us-parties>
<assignees><assignee><addressbook><orgname>Regents of the University of Michigan</orgname>
<role>02</role><address><city>Ann Arbor</city><state>MI</state><country>US</country></address>
</addressbook></assignee><assignee><addressbook><last-name>Ito</last-name>
<first-name>Jun</first-name><role>15</role><address><country>JP</country></address></addressbook>
</assignee></assignees>
<examiners><primary-examiner><last-name>Marsh</last-name><first-name>Ada</first-name>
<department>2915</department></primary-examiner><assistant-examiner><last-name>Webb</last-name>
<first-name>Leo</first-name></assistant-examiner></examiners>
<pct-or-regional-filing-data>"""
    + document_id("WO", "PCT/JP2012/080001", "00", "20121120")
    + """<us-371c124-date><date>20131203</date></us-371c124-date></pct-or-regional-filing-data>
<pct-or-regional-publishing-data>"""
    + document_id("WO", "WO2013/080001", "A", "20130606")
    + "</pct-or-regional-publishing-data>"
)


@pytest.fixture(scope="module", params=[False, True], ids=["fast", "strict"])
def utility(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    return read_text(tmp_path_factory.mktemp("utility"), UTILITY, strict=request.param)


def columns(row: dict[str, object], *names: str) -> tuple[object, ...]:
    return tuple(row[name] for name in names)


def test_right_of_a_utility_grant(utility: Read) -> None:
    row = utility.only("ip_right")
    assert row == {
        "right_id": surrogate("US|PT|14123456"),
        "record_key": "US|PT|14123456",
        "ip_office_code": "US",
        "right_kind": "PT",
        "application_number": "14123456",
        "application_number_st13": None,
        "filing_date": date(2013, 12, 3),
        "publication_number": "9857001",
        "publication_kind_code": "B2",
        "publication_date": date(2018, 1, 2),
        "registration_number": "9857001",
        "grant_date": date(2018, 1, 2),
        # 20 years from the PCT parent of 1 March 2010, and 365 days
        "expiry_date": date(2031, 3, 1),
        "termination_date": None,
        "earliest_priority_date": date(2010, 2, 2),
        "filing_route": "pct",
        "int_application_number": "PCT/JP2012/080001",
        "int_filing_date": date(2012, 11, 20),
        "int_publication_number": "WO2013/080001",
        "int_publication_date": date(2013, 6, 6),
        "national_stage_date": date(2013, 12, 3),
        "term_years": None,
        "term_extension_days": 365,
        "n_claims": 17,
        "n_designs": None,
        "n_classes": None,
        "n_drawings": 5,
        "n_figures": 8,
        "title": "An in vitro method, H2O & more",
        "title_language": "en",
        "status": "registered",
        "status_text": None,
        "source_file_id": 0,
        "source_locator": "document 1 at byte 0",
    }


def test_parties_by_role_and_order(utility: Read) -> None:
    shown = [
        columns(row, "role", "sequence", "name", "applicant_type", "country_code", "region_code")
        for row in utility.rows("right_party")
    ]
    assert shown == [
        ("applicant", 1, "The Regents of the University of Michigan", "UNI", "US", "US-MI"),
        ("inventor", 1, "Okafor Jr., Ada B.", "IND", "US", "US-MI"),
        ("inventor", 2, "Sato, Ken", "IND", "JP", None),
        ("owner", 1, "Regents of the University of Michigan", "UNI", "US", "US-MI"),
        ("owner", 2, "Ito, Jun", "IND", "JP", None),
        ("agent", 1, "Oak LLP", None, None, None),
        ("examiner", 1, "Marsh, Ada", None, None, None),
        ("examiner", 2, "Webb, Leo", None, None, None),
    ]


def test_address_of_a_party(utility: Read) -> None:
    first, second = utility.rows("right_party", role="inventor")
    names = ("region_text", "city", "postal_code", "address", "nationality")
    assert columns(first, *names) == ("MI", "Detroit", "48201", "1 Elm", None)
    assert columns(second, *names) == (None, "Osaka", None, None, "JP")


def test_classifications_by_scheme(utility: Read) -> None:
    rows = utility.rows("right_classification")
    names = ("scheme", "scheme_version", "sequence", "symbol", "position", "value", "office")
    assert [columns(row, *names) for row in rows] == [
        ("IPC", "2006.01", 1, "H04L 9/32", "first", "inventive", "US"),
        ("CPC", "2013.01", 1, "G06F 21/00", "first", "inventive", None),
        ("CPC", "2015.11", 2, "Y10S 901/01", "later", "additional", None),
        ("NATIONAL", None, 1, "62/592", "first", None, "US"),
        ("NATIONAL", None, 2, "370/101.1", "later", None, "US"),
    ]
    assert [row["assigned_date"] for row in rows] == [date(2018, 1, 2), None, None, None, None]


def test_priorities_keep_an_incomplete_date_as_none(utility: Read) -> None:
    names = ("sequence", "ip_office_code", "number", "date", "kind")
    assert [columns(row, *names) for row in utility.rows("right_priority")] == [
        (1, "JP", "2012-265001", date(2012, 12, 4), "national"),
        (2, "DE", "10 2013 000 001", None, "national"),
    ]


def test_relations_in_the_order_of_the_document(utility: Read) -> None:
    names = (
        "sequence", "relation", "ip_office_code", "other_number", "other_date", "other_kind",
        "status_text",
    )  # fmt: skip
    part, lost = "continuation-in-part", "ABANDONED"
    assert [columns(row, *names) for row in utility.rows("right_relation")] == [
        (1, part, "US", "13000001", date(2011, 6, 15), "application", lost),
        (2, part, "US", "8000001", date(2012, 8, 14), "grant", lost),
        (3, part, "WO", "PCT/US2010/000001", date(2010, 3, 1), "application", lost),
        (4, "provisional-application", "US", "61000001", date(2010, 2, 2), "application", None),
        (5, "related-publication", "US", "20150200001", date(2015, 7, 16), "publication", None),
    ]


def test_citations_of_patents_and_literature(utility: Read) -> None:
    names = (
        "sequence", "cited_office", "cited_number", "cited_kind", "cited_date", "cited_date_text",
        "npl_text", "category",
    )  # fmt: skip
    assert [columns(row, *names) for row in utility.rows("right_citation")] == [
        (1, "US", "20050123456", "A1", None, "20050600", None, "examiner"),
        (2, "EP", "0012345", None, date(1999, 2, 15), "19990215", None, "applicant"),
        (3, None, None, None, None, None, "Kaneko, On x2, 1999.", "third party"),
    ]


def test_designation_and_event_follow_from_the_grant(utility: Read) -> None:
    names = ("designated_office", "treaty", "status", "date")
    assert columns(utility.only("designation"), *names) == (
        "US", "PCT", "national stage", date(2013, 12, 3),
    )  # fmt: skip
    names = ("sequence", "event_date", "state_code", "stage_code", "key_event_code")
    assert columns(utility.only("status_event"), *names) == (1, date(2018, 1, 2), "A", "4", "F10")


def test_nothing_of_it_is_unknown(utility: Read) -> None:
    assert (utility.unknown, utility.skipped, utility.rejected) == ({}, {}, [])


OLD = grant(
    publication("06839175", date="20050104")
    + application("10103829", date="20020325")
    + """
<classification-ipc><edition>7</edition><main-classification>G02B  520</main-classification>
<further-classification>H04L 1218</further-classification></classification-ipc>
<invention-title>Old</invention-title>
<references-cited><citation><patcit num="00001">"""
    + document_id("US", "D0284132", "S", "19860600")
    + """</patcit><category>cited by other</category></citation></references-cited>
<parties><applicants><applicant sequence="001" app-type="applicant-inventor"><addressbook>
<last-name>Washizu</last-name><first-name>Shintaro</first-name><address><city>Shizuoka</city>
<country>JP</country></address></addressbook><nationality><country>JP</country></nationality>
<residence><country>JP</country></residence></applicant></applicants>
<agents><agent sequence="01"><addressbook><last-name>Bell</last-name><first-name>Y.</first-name>
</addressbook></agent></agents></parties>ASSIGNEES""",
    dtd="v40 2004-12-02",
)
ASSIGNEE = "<assignees><assignee><orgname>Fuji Co.</orgname><role>03</role></assignee></assignees>"


def test_inventor_who_is_applicant_by_law_is_no_applicant_beside_an_assignee(
    tmp_path: Path,
) -> None:
    found = read_text(tmp_path, OLD.replace("ASSIGNEES", ASSIGNEE))
    shown = [columns(row, "role", "name", "applicant_type") for row in found.rows("right_party")]
    assert shown == [
        ("applicant", "Fuji Co.", "ENT"),
        ("inventor", "Washizu, Shintaro", "IND"),
        ("owner", "Fuji Co.", "ENT"),
        ("agent", "Bell, Y.", None),
    ]


def test_inventor_who_is_applicant_by_law_is_both_without_an_assignee(tmp_path: Path) -> None:
    found = read_text(tmp_path, OLD.replace("ASSIGNEES", ""))
    shown = [columns(row, "role", "name") for row in found.rows("right_party")]
    assert shown == [
        ("applicant", "Washizu, Shintaro"),
        ("inventor", "Washizu, Shintaro"),
        ("agent", "Bell, Y."),
    ]


def test_old_layout_gives_ipc_in_columns_and_citations(tmp_path: Path) -> None:
    found = read_text(tmp_path, OLD.replace("ASSIGNEES", ""))
    names = ("scheme_version", "symbol", "position")
    assert [columns(row, *names) for row in found.rows("right_classification")] == [
        ("7", "G02B 5/20", "first"),
        ("7", "H04L 12/18", "later"),
    ]
    cited = found.only("right_citation")
    assert columns(cited, "cited_number", "category") == ("D284132", "other")


DESIGN = grant(
    publication("D0806350", "S1")
    + application("35500953", "design", "20151119")
    + """<us-term-of-grant><length-of-grant>15</length-of-grant></us-term-of-grant>
<classification-locarno><edition>11</edition><main-classification>0101</main-classification>
</classification-locarno><invention-title>Pastry</invention-title><hague-agreement-data>
<international-filing-date><date>20151119</date></international-filing-date>
<international-registration-publication-date><date>20160520</date>
</international-registration-publication-date>
<international-registration-number>DM/088269</international-registration-number>
<international-registration-date><date>20151119</date></international-registration-date>
</hague-agreement-data>"""
)


def test_hague_design(tmp_path: Path) -> None:
    found = read_text(tmp_path, DESIGN)
    row = found.only("ip_right")
    assert columns(row, "record_key", "registration_number", "filing_route", "n_designs") == (
        "US|DS|35500953", "D806350", "hague", 1,
    )  # fmt: skip
    assert columns(row, "term_years", "expiry_date") == (15, date(2033, 1, 2))
    assert columns(row, "int_application_number", "int_filing_date") == (
        "DM/088269", date(2015, 11, 19),
    )  # fmt: skip
    assert columns(row, "int_publication_number", "int_publication_date") == (
        "DM/088269", date(2016, 5, 20),
    )  # fmt: skip
    symbol = found.only("right_classification")
    names = ("scheme", "scheme_version", "symbol", "position")
    assert columns(symbol, *names) == ("LOCARNO", "11", "01-01", "first")
    assert found.only("designation")["treaty"] == "Hague"


@pytest.mark.parametrize(
    ("number", "kind", "series", "appl_type", "expected"),
    [
        ("RE038910", "E1", "10", "reissue", ("PT", "RE38910", None)),
        ("RE045000", "E1", "29", "reissue", ("DS", "RE45000", 1)),
        ("PP015000", "P2", "10", "plant", ("PT", "PP15000", None)),
        ("PP015001", "P3", "10", "plant", ("PT", "PP15001", None)),
        ("06839175", "B1", "10", "utility", ("PT", "6839175", None)),
        ("11000000", "B2", "16", "utility", ("PT", "11000000", None)),
    ],
)
def test_kinds_of_grant(
    tmp_path: Path,
    number: str,
    kind: str,
    series: str,
    appl_type: str,
    expected: tuple[str, str, int | None],
) -> None:
    text = grant(publication(number, kind) + application(f"{series}123456", appl_type))
    row = read_text(tmp_path, text).only("ip_right")
    assert columns(row, "right_kind", "registration_number", "n_designs") == expected
    assert row["publication_kind_code"] == kind


def test_statutory_invention_registration_is_no_granted_patent(tmp_path: Path) -> None:
    found = read_text(
        tmp_path, grant(publication("H0002100", "H1") + application("10123456", "SIR"))
    )
    row = found.only("ip_right")
    assert columns(row, "right_kind", "registration_number", "publication_date") == (
        "PT", "H2100", date(2018, 1, 2),
    )  # fmt: skip
    assert columns(row, "grant_date", "expiry_date") == (None, None)
    assert found.rows("status_event") == []


def test_route_is_paris_with_a_priority_and_direct_without(tmp_path: Path) -> None:
    claim = "<priority-claims><priority-claim><doc-number>1</doc-number></priority-claim>"
    base = publication("09000001") + application("15000001")
    first = read_text(tmp_path, grant(base + claim + "</priority-claims>")).only("ip_right")
    second = read_text(tmp_path, grant(base)).only("ip_right")
    assert (first["filing_route"], second["filing_route"]) == ("paris", "direct")


def test_divisional_reissue_has_its_own_layout(tmp_path: Path) -> None:
    inside = (
        "<us-related-documents><us-divisional-reissue><us-relation><parent-doc>"
        + document_id("US", "12000001", "", "20080102")
        + "</parent-doc></us-relation></us-divisional-reissue></us-related-documents>"
    )
    text = grant(publication("RE045001", "E1") + application("14000001", "reissue") + inside)
    row = read_text(tmp_path, text).only("right_relation")
    assert columns(row, "relation", "other_number") == ("divisional-reissue", "12000001")


def test_inline_markup_elsewhere_keeps_its_text(tmp_path: Path) -> None:
    name = "<orgname>Bio<sup>2</sup> <b>Works</b></orgname>"
    owner = f"<assignees><assignee>{name}</assignee></assignees>"
    text = grant(publication("09000001") + application("15000001") + owner)
    for strict in (False, True):
        found = read_text(tmp_path, text, strict=strict)
        assert found.only("right_party", role="owner")["name"] == "Bio2 Works"
