"""Published US applications, of our own making."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from goldthread.readers.base import ReadError
from tests.readers.grants import document_id
from tests.readers.tables import Read, read_with
from tests.readers.us_patents.applications import application, person


def read(folder: Path, *documents: str) -> Read:
    path = folder / "ipa.xml"
    path.write_text("".join(documents), encoding="utf-8")
    return read_with(registry.detect([path]), [path])


def only(found: Read, table: str = "ip_right") -> dict:
    (row,) = found.rows[table]
    return row


def test_application_is_pending_under_the_key_of_its_grant(tmp_path: Path) -> None:
    found = read(tmp_path, application(title="A <b>pump</b>"))
    row, told = only(found), only(found, "status_event")
    names = ("record_key", "publication_number", "publication_kind_code", "title", "status")
    assert [row[name] for name in names] == [
        "US|PT|15000001", "20180000016", "A1", "A pump", "pending",
    ]  # fmt: skip
    assert (row["filing_date"], row["publication_date"]) == (date(2017, 6, 27), date(2018, 1, 4))
    assert (row["grant_date"], row["expiry_date"], row["n_claims"]) == (None, None, 2)
    assert (row["filing_route"], row["title_language"]) == ("direct", "en")
    names = ("event_date", "stage_code", "key_event_code", "detailed_event_code")
    assert [told[name] for name in names] == [date(2018, 1, 4), "0", "Q10", "Q12"]
    assert (found.rejected, dict(found.unknown), found.notes) == ([], {}, [])


def test_grant_counts_where_both_tell_of_a_right() -> None:
    assert registry.reader("us_application").rank < registry.reader("uspto_grant").rank
    assert registry.reader("us_application").rank < registry.reader("us_grant_old").rank


def test_parties_since_2012(tmp_path: Path) -> None:
    firm = (
        "<addressbook><orgname>Nichia Corporation</orgname><address><city>Anan</city><country>JP"
        "</country></address></addressbook>"
    )
    inside = (
        f'<us-parties><us-applicants><us-applicant app-type="applicant">{firm}<residence><country>'
        f"JP</country></residence></us-applicant></us-applicants><inventors><inventor>"
        f"{person('Amiya', 'Mika')}</inventor><inventor>{person('Bee', 'Ann', 'US', 'IL')}"
        "</inventor></inventors></us-parties>"
    )
    names = ("role", "sequence", "name", "country_code", "region_code", "applicant_type")
    rows = read(tmp_path, application(inside=inside)).rows["right_party"]
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("applicant", 1, "Nichia Corporation", "JP", None, "ENT"),
        ("inventor", 1, "Amiya, Mika", "JP", None, "IND"),
        ("inventor", 2, "Bee, Ann", "US", "US-IL", "IND"),
    ]


@pytest.mark.parametrize("assigned", [True, False])
def test_applicants_until_2012_are_inventors_by_law(tmp_path: Path, assigned: bool) -> None:
    inside = (
        f'<parties><applicants><applicant app-type="applicant-inventor">{person("Bee", "Ann")}'
        "</applicant></applicants></parties>"
    )
    if assigned:
        inside += (
            "<assignees><assignee><addressbook><orgname>Kyoto University</orgname><role>03</role>"
            "</addressbook></assignee></assignees>"
        )
    rows = read(tmp_path, application(inside=inside)).rows["right_party"]
    firm = [("applicant", "Kyoto University", "UNI"), ("owner", "Kyoto University", "UNI")]
    inventor = ("inventor", "Bee, Ann", "IND")
    expected = (
        [firm[0], inventor, firm[1]] if assigned else [("applicant", *inventor[1:]), inventor]
    )
    assert [(row["role"], row["name"], row["applicant_type"]) for row in rows] == expected


def test_related_documents_in_their_order(tmp_path: Path) -> None:
    def parent(tag: str, number: str, day: str) -> str:
        return (
            f"<{tag}><relation><parent-doc>{document_id('US', number, '', day)}<parent-status>"
            f"PENDING</parent-status></parent-doc><child-doc>{document_id('US', '15000001')}"
            f"</child-doc></relation></{tag}>"
        )

    inside = (
        "<us-related-documents>"
        f"{parent('continuation', '9' * 50, '20150101')}"
        f"{parent('continuation', '14612898', '20150203')}"
        f"{parent('division', '12987585', '20110110')}"
        f"{parent('continuation', 'PCT/JP2009/001', '20090105')}"
        "<us-provisional-application>"
        f"{document_id('US', '61295250', '', '20080115')}</us-provisional-application>"
        "</us-related-documents>"
    )
    found = read(tmp_path, application(inside=inside))
    names = ("sequence", "relation", "ip_office_code", "other_number", "other_date")
    assert [tuple(row[name] for name in names) for row in found.rows["right_relation"]] == [
        (1, "continuation", "US", "14612898", date(2015, 2, 3)),
        (2, "division", "US", "12987585", date(2011, 1, 10)),
        (3, "continuation", "WO", "PCT/JP2009/001", date(2009, 1, 5)),
        (4, "provisional-application", "US", "61295250", date(2008, 1, 15)),
    ]
    assert only(found)["earliest_priority_date"] == date(2008, 1, 15)
    assert len(found.notes) == 1


def test_international_application(tmp_path: Path) -> None:
    inside = (
        f"<pct-or-regional-filing-data>{document_id('WO', 'PCT/JP2015/000001', '', '20150105')}"
        "<us-371c12-date><date>20160701</date></us-371c12-date></pct-or-regional-filing-data>"
        '<priority-claims><priority-claim sequence="01" kind="national"><country>JP</country>'
        "<doc-number>2014-000001</doc-number><date>20140106</date></priority-claim></priority-claims>"
    )
    found = read(tmp_path, application(inside=inside))
    row, entry = only(found), only(found, "designation")
    names = ("filing_route", "int_application_number", "int_filing_date", "national_stage_date")
    assert [row[name] for name in names] == [
        "pct", "PCT/JP2015/000001", date(2015, 1, 5), date(2016, 7, 1),
    ]  # fmt: skip
    assert (entry["treaty"], entry["date"]) == ("PCT", date(2016, 7, 1))
    claim = only(found, "right_priority")
    assert (claim["number"], claim["kind"]) == ("2014-000001", "national")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("<invention-title>", "<invention-title>&bomb;", "malformed-xml"),
        ("<invention-title>", "<invention-title><b>", "malformed-xml"),
        ("20170627", "20170231", "bad-date"),
        ("20180104<", "soon<", "bad-date"),
        ("15000007", "9" * 50, "bad-number"),
        (">15000007<", "><", "no-key"),
        (">A1<", ">Q7<", "bad-kind"),
        (">A1<", ">B2<", "bad-kind"),
        ("</us-patent-application>\n", "", "cut-off"),
    ],
)
def test_bad_document_alone_is_quarantined(tmp_path: Path, old: str, new: str, reason: str) -> None:
    documents = [application(f"1500000{n}") for n in range(1, 10)]
    assert old in documents[6]
    documents[6] = documents[6].replace(old, new, 1)
    found = read(tmp_path, *documents)
    assert [(one.reason, one.locator.split(" at ")[0]) for one in found.rejected] == [
        (reason, "record 7")
    ]
    assert len(found.rights) == 8


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    bomb = application(title="&a;").replace(
        "[ ]", '[ <!ENTITY b "xxxxxxxxxx"> <!ENTITY a "&b;&b;&b;&b;"> ]', 1
    )
    found = read(tmp_path, bomb, application("15000002"))
    assert [one.reason for one in found.rejected] == ["malformed-xml"]
    assert found.values("application_number") == ["15000002"]


def test_element_that_nothing_reads_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, application(inside="<us-novelty><date/></us-novelty>"))
    assert found.unknown == {"us-novelty": 1}


def test_applications_are_told_from_grants_and_read_from_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "ipa.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ipa180104.xml", application())
    reader = registry.detect([path])
    assert (reader.name, len(read_with(reader, [path]).rights)) == ("us_application", 1)
    wrong = tmp_path / "other.xml"
    wrong.write_text('<?xml version="1.0"?><PATDOC/>', encoding="utf-8")
    with pytest.raises(ReadError, match=r"holds no us-patent-application, which us_application"):
        read_with(registry.reader("us_application"), [wrong])
