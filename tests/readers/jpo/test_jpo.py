"""The JPO's gazettes: publications and grants of our own making."""

from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from tests.readers.tables import Read, read_with


def gazette(
    kind: str = "A",
    number: str = "2019000001",
    more: str = "",
    applicant: str = "",
    where: str = "",
) -> str:
    """A gazette's document; `more` goes into its bibliographic part."""
    return (
        f'<jp-official-gazette kind-of-jp="{kind}" kind-of-st16="{kind}" lang="ja" country="JP" '
        'xmlns:jp="http://www.jpo.go.jp"><bibliographic-data lang="ja" country="JP">'
        "<publication-reference><document-id><country>JP</country><doc-number>2020000009"
        f"</doc-number><kind>公報({kind})</kind><date>20200703</date></document-id>"
        f"</publication-reference><application-reference><document-id><doc-number>{number}"
        "</doc-number><date>20190102</date></document-id></application-reference>"
        "<invention-title>ポンプ</invention-title><parties><jp:applicants-agents-article>"
        '<jp:applicants-agents sequence="1"><applicant sequence="1"><addressbook lang="ja">'
        f"<name>{applicant or '甲株式会社'}</name><address><text>{where or '東京都港区'}</text>"
        "</address></addressbook></applicant></jp:applicants-agents>"
        f"</jp:applicants-agents-article></parties>{more}</bibliographic-data><description><p>"
        "<jp:new-thing/></p></description></jp-official-gazette>\n"
    )


def read(folder: Path, *documents: str) -> Read:
    path = folder / "gazette.xml"
    path.write_text("".join(documents), encoding="utf-8")
    return read_with(registry.detect([path]), [path])


def only(found: Read, table: str = "ip_right") -> dict:
    (row,) = found.rows[table]
    return row


@pytest.mark.parametrize(
    ("kind", "right_kind", "st13", "expiry", "event"),
    [
        ("A", "PT", "102019000000001", None, ("Q10", "Q12")),
        ("B1", "PT", "102019000000001", date(2039, 1, 2), ("F10", "F11")),
        ("B2", "PT", "102019000000001", date(2039, 1, 2), ("F10", "F11")),
        ("U", "UM", "202019000000001", date(2029, 1, 2), ("F10", "F12")),
        ("S", "DS", None, None, ("F10", "F00")),
    ],
)
def test_kind_of_gazette_tells_right_term_and_event(
    tmp_path: Path,
    kind: str,
    right_kind: str,
    st13: str | None,
    expiry: date | None,
    event: tuple[str, str],
) -> None:
    found = read(tmp_path, gazette(kind))
    row, told = only(found), only(found, "status_event")
    assert (row["right_kind"], row["application_number_st13"]) == (right_kind, st13)
    assert row["expiry_date"] == expiry
    assert row["grant_date"] == (date(2020, 7, 3) if kind != "A" else None)
    assert (told["key_event_code"], told["detailed_event_code"]) == event
    assert row["status_text"] == f"公報({kind})"


def test_documents_without_a_declaration_stand_one_after_another(tmp_path: Path) -> None:
    found = read(tmp_path, gazette(), gazette("B2", "2019000002"))
    assert found.values("record_key") == ["JP|PT|2019000001", "JP|PT|2019000002"]
    assert (found.rejected, dict(found.unknown)) == ([], {})


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("大阪府大阪市", ("JP", "大阪府")),
        ("神奈川県横浜市", ("JP", "神奈川県")),
        ("アメリカ合衆国 カリフォルニア州", ("US", None)),
        ("大韓民国ソウル", ("KR", None)),
        ("中華人民共和国北京市", ("CN", None)),
        ("ドイツ連邦共和国ミュンヘン", ("DE", None)),
        ("どこか", (None, None)),
    ],
)
def test_country_and_prefecture_from_the_address(
    tmp_path: Path, where: str, place: tuple[str | None, str | None]
) -> None:
    row = only(read(tmp_path, gazette(where=where)), "right_party")
    assert (row["country_code"], row["region_text"]) == place


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("国立大学法人東京大学", "UNI"),
        ("甲株式会社", "ENT"),
        ("山田 太郎", "IND"),
        ("乙", None),
    ],
)
def test_type_of_applicant(tmp_path: Path, name: str, kind: str | None) -> None:
    row = only(read(tmp_path, gazette(applicant=name)), "right_party")
    assert row["applicant_type"] == kind


def test_priority_from_abroad_and_international_filing(tmp_path: Path) -> None:
    claimed = (
        '<priority-claims><priority-claim sequence="1" kind="national"><country>US</country>'
        "<doc-number>62/000,001</doc-number><date>20180103</date></priority-claim>"
        "</priority-claims>"
    )
    filed = (
        "<pct-or-regional-filing-data><document-id><country>WO</country><doc-number>"
        "JP2019000001</doc-number><date>20190102</date></document-id>"
        "</pct-or-regional-filing-data>"
    )
    row = only(read(tmp_path, gazette(more=claimed)))
    assert (row["filing_route"], row["earliest_priority_date"]) == ("paris", date(2018, 1, 3))
    found = read(tmp_path, gazette(more=claimed + filed))
    assert (only(found)["filing_route"], only(found, "designation")["treaty"]) == ("pct", "PCT")


def test_element_of_a_new_version_is_counted_but_not_within_the_description(
    tmp_path: Path,
) -> None:
    found = read(tmp_path, gazette(more="<jp:carbon><jp:grams>1</jp:grams></jp:carbon>"))
    assert found.unknown == {"carbon": 1}


@pytest.mark.realdata
def test_real_gazettes_read_by_hand(shared_data: Path) -> None:
    paths = sorted((shared_data / "jpo-xml").glob("*.xml"))
    found = read_with(registry.detect(paths), paths)
    assert (len(found.rights), found.rejected, dict(found.unknown)) == (2, [], {})
    first, second = found.rights
    names = ("record_key", "publication_number", "filing_date", "publication_date", "n_claims")
    assert [first[name] for name in names] == [
        "JP|PT|2019165329", "2021044377", date(2019, 9, 11), date(2021, 3, 18), 6,
    ]  # fmt: skip
    assert [second[name] for name in names] == [
        "JP|PT|2019162830", "2021041306", date(2019, 9, 6), date(2021, 3, 18), 8,
    ]  # fmt: skip
    assert first["application_number_st13"] == "102019000165329"
    mine = [row for row in found.rows["right_party"] if row["right_id"] == first["right_id"]]
    assert [row["role"] for row in mine] == ["applicant", *["inventor"] * 10, *["agent"] * 5]
    assert (mine[0]["name"], mine[0]["region_text"]) == ("株式会社ディスコ", "東京都")
    assert (mine[0]["script"], mine[1]["name"]) == ("Jpan", "原田 成規")
    symbols = [
        (row["scheme"], row["symbol"], row["scheme_version"], row["position"])
        for row in found.rows["right_classification"]
        if row["right_id"] == first["right_id"]
    ]
    assert symbols[:4] == [
        ("IPC", "H01L 21/301", "2006.01", "first"),
        ("IPC", "H01L 21/67", "2006.01", "later"),
        ("IPC", "H01L 21/683", "2006.01", "later"),
        ("IPC", "B23K 26/53", "2014.01", "later"),
    ]
    assert [symbol for _, symbol, _, _ in symbols[4:]] == [
        "H01L21/78 M", "H01L21/78 B", "H01L21/78 V", "H01L21/78 Y", "H01L21/78 W", "H01L21/78 X",
        "H01L21/68 E", "H01L21/68 N", "B23K26/53",
    ]  # fmt: skip
