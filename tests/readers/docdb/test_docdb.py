"""DOCDB: publications of all offices, families, and what amends and deletes."""

from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest

from goldthread.readers import registry
from goldthread.readers.base import ReadError
from goldthread.register.report import LoadReport
from goldthread.register.store import Register
from tests.readers.docdb.documents import claim, deleted, document, exchange
from tests.readers.mutations import mutated
from tests.readers.tables import Read, read_with


def written(folder: Path, text: str) -> Path:
    path = folder / "docdb.xml"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, *documents: str) -> Read:
    path = written(folder, exchange(*documents))
    return read_with(registry.detect([path]), [path])


def only(found: Read, table: str = "ip_right") -> dict:
    (row,) = found.rows[table]
    return row


@pytest.mark.parametrize(
    ("published", "granted", "expiry", "event"),
    [
        ("unexamined-printed-without-grant", None, None, ("Q10", "Q12")),
        ("examined-printed-without-grant", None, None, ("Q10", "Q12")),
        ("unexamined-not-printed-without-grant", None, None, ("Q10", "Q00")),
        ("printed-with-grant", date(2020, 7, 3), date(2039, 1, 2), ("F10", "F00")),
        ("not-printed-with-grant", date(2020, 7, 3), date(2039, 1, 2), ("F10", "F00")),
    ],
)
def test_what_a_publication_did(
    tmp_path: Path,
    published: str,
    granted: date | None,
    expiry: date | None,
    event: tuple[str, str],
) -> None:
    found = read(tmp_path, document(published=published))
    row, told = only(found), only(found, "status_event")
    assert (row["grant_date"], row["expiry_date"]) == (granted, expiry)
    assert (told["key_event_code"], told["detailed_event_code"]) == event
    assert (row["status"], dict(found.unknown), found.rejected) == (None, {}, [])


@pytest.mark.parametrize(
    ("office", "kind", "right_kind"),
    [("DE", "U1", "UM"), ("DE", "B4", "PT"), ("CN", "Y", "UM"), ("US", "S1", "DS")],
)
def test_kind_of_right(tmp_path: Path, office: str, kind: str, right_kind: str) -> None:
    row = only(read(tmp_path, document(office=office, kind=kind)))
    assert row["record_key"] == f"{office}|{right_kind}|100001{kind}"


def test_title_in_english_and_name_as_published(tmp_path: Path) -> None:
    found = read(tmp_path, document())
    assert (only(found)["title"], only(found)["title_language"]) == ("Pump", "en")
    party = only(found, "right_party")
    assert (party["name"], party["country_code"]) == ("Acme GmbH", "DE")


def test_priorities_and_what_stands_among_them(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        document("1", more=claim("US", "62000001", "20180103")),
        document("2", more=claim("US", "18000001", "20190102", "W")),
        document("3", more=claim("DE", "102017000001", "20170103", "D")),
    )
    assert [row["filing_route"] for row in found.rights] == ["paris", "pct", "direct"]
    assert [row["earliest_priority_date"] for row in found.rights] == [date(2018, 1, 3), None, None]
    assert found.rights[1]["int_application_number"] == "18000001"
    linked = [row for row in found.rows["right_relation"] if row["relation"] == "linked"]
    assert [(row["other_number"], row["status_text"]) for row in linked] == [("102017000001", "D")]


def test_family_without_the_document_itself(tmp_path: Path) -> None:
    def member(office: str, number: str, kind: str) -> str:
        return (
            '<exch:publication-reference data-format="docdb"><document-id>'
            f"<country>{office}</country><doc-number>{number}</doc-number><kind>{kind}</kind>"
            "</document-id></exch:publication-reference>"
        )

    family = "".join(
        f"<exch:family-member>{member(*one)}</exch:family-member>"
        for one in (("DE", "100001", "A1"), ("US", "200001", "B2"), ("US", "200001", "B2"))
    )
    text = document().replace(
        "</exch:bibliographic-data>",
        f"</exch:bibliographic-data><exch:patent-family>{family}</exch:patent-family>",
    )
    rows = read(tmp_path, text).rows["right_relation"]
    told = [(row["relation"], row["ip_office_code"], row["other_number"]) for row in rows]
    assert told == [("simple-family", "EP", "777"), ("family-member", "US", "200001")]


def load(register: Register, folder: Path, *documents: str) -> LoadReport:
    path = written(folder, exchange(*documents))
    return register.load(registry.detect([path]), [path])


def titles(register: Register, as_of: int | None = None) -> list[tuple[str, str]]:
    relation = register.relation("ip_right", register.known(as_of))
    with duckdb.connect() as connection:
        sql = f"SELECT publication_number, title FROM ({relation}) ORDER BY ALL"
        return connection.execute(sql).fetchall()


def test_create_amend_and_delete_are_versions_and_withdrawals(tmp_path: Path) -> None:
    register = Register(tmp_path / "register")
    load(register, tmp_path, document("1"), document("2"), document("3"))
    second = load(register, tmp_path, document("1", status="A", title="Better pump"), deleted("2"))
    assert (second.changed, second.withdrawn) == (1, 1)
    assert titles(register) == [("1", "Better pump"), ("3", "Pump")]
    assert titles(register, 1) == [("1", "Pump"), ("2", "Pump"), ("3", "Pump")]
    # Taken out and created anew in one delivery, in whichever order: it stays.
    third = load(register, tmp_path, deleted("3"), document("3", title="Other"), deleted("9"))
    assert (third.changed, third.withdrawn, third.skipped) == (1, 0, {"unknown-withdrawal": 1})
    assert titles(register) == [("1", "Better pump"), ("3", "Other")]
    assert register.verify().findings == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("20190102", "20190231", ""),
        ('doc-number="100001"', 'doc-number=""', "no-key"),
        ('doc-number="100001"', f'doc-number="{"9" * 41}"', "bad-number"),
        (">102019000001<", "><", "no-key"),
        ('kind="A1"', 'kind="A-1"', "bad-kind"),
        ('country="DE"', 'country="QQ"', "bad-office"),
        ("Pumpe", "&bomb;", "malformed-xml"),
        ("Pumpe", "<b>", "malformed-xml"),
    ],
)
def test_bad_document_alone_is_quarantined(tmp_path: Path, old: str, new: str, reason: str) -> None:
    found = read(tmp_path, document().replace(old, new, 1), document("2"))
    assert [one.reason for one in found.rejected] == ([reason] if reason else [])
    assert found.values("publication_number")[-1] == "2"
    if not reason:
        assert found.rights[0]["filing_date"] is None
        assert found.notes == ["1 × filing_date: '20190231' is no day of the calendar."]


def test_deletion_that_does_not_say_of_what(tmp_path: Path) -> None:
    found = read(tmp_path, deleted(number=""), document("2"))
    assert [(one.reason, one.detail) for one in found.rejected] == [
        ("no-key", "The document gives no publication number.")
    ]


def test_entity_bomb_is_never_expanded(tmp_path: Path) -> None:
    bomb = '[<!ENTITY a "lol"><!ENTITY bomb "&a;&a;&a;">]'
    text = exchange(document("1", title="&bomb;"), document("2"))
    path = written(tmp_path, text.replace('SYSTEM "d.dtd"', bomb))
    found = read_with(registry.reader("docdb"), [path])
    assert [one.reason for one in found.rejected] == ["malformed-xml"]
    assert found.values("publication_number") == ["2"]


def test_file_that_is_cut_off(tmp_path: Path) -> None:
    text = exchange(document("1"), document("2"))
    path = written(tmp_path, text[: text.rindex("</exch:bibl")])
    found = read_with(registry.detect([path]), [path])
    assert [one.reason for one in found.rejected] == ["cut-off"]
    assert found.values("publication_number") == ["1"]


def test_letters_by_their_names_in_capitals_and_a_prefix_that_nobody_declared(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, document(title="&SACUTE;ruba &amp; Caf&eacute;"))
    found = read_with(registry.detect([path]), [path])
    assert only(found)["title"] == "Śruba & Café"


def test_new_element_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, document(more="<exch:carbon><exch:grams>1</exch:grams></exch:carbon>"))
    assert found.unknown == {"carbon": 1}


def test_wrong_root_is_refused_with_what_was_seen(tmp_path: Path) -> None:
    path = written(tmp_path, '<?xml version="1.0"?><x:exchange-documents xmlns:x="urn:other"/>')
    with pytest.raises(ReadError, match=r"exchange-documents, in the namespace urn:other"):
        registry.detect([path])
    with pytest.raises(ReadError, match=r"holds no exchange-document, which docdb reads"):
        read_with(registry.reader("docdb"), [path])


@pytest.mark.parametrize("seed", range(20))
def test_mutated_files_never_end_in_a_traceback(tmp_path: Path, seed: int) -> None:
    texts = [document(str(n), more=claim("US", "1", "20180103", "W")) for n in range(4)]
    path = tmp_path / "mutated.xml"
    path.write_bytes(mutated(exchange(*texts, deleted("9")), seed))
    try:
        found = read_with(registry.reader("docdb"), [path])
    except ReadError:
        return
    assert len(found.rights) + len(found.rejected) >= 1


@pytest.mark.realdata
def test_real_documents_read_by_hand(shared_data: Path) -> None:
    paths = sorted((shared_data / "docdb").glob("*.xml"))
    found = read_with(registry.detect(paths), paths)
    assert (found.rejected, dict(found.unknown), found.notes) == ([], {}, [])
    assert Counter(found.values("ip_office_code")) == {"DE": 10, "AP": 1, "WO": 1}
    names = ("record_key", "application_number", "filing_date", "grant_date", "filing_route")
    aripo, german, world = found.rights[0], found.rights[1], found.rights[-1]
    assert [aripo[name] for name in names] == [
        "AP|PT|1206A", "2000001988", date(1998, 8, 4), date(2003, 9, 18), "pct",
    ]  # fmt: skip
    assert (aripo["earliest_priority_date"], aripo["int_application_number"]) == (
        date(1998, 5, 22), "9816128",
    )  # fmt: skip
    assert [german[name] for name in names] == [
        "DE|PT|1258188B", "B0077613", date(1964, 7, 10), None, "direct",
    ]  # fmt: skip
    assert german["title"] == "Kraftstoffeinspritzpumpe fuer mehrzylindrige Brennkraftmaschinen"
    assert [world[name] for name in names] == [
        "WO|PT|2022259205A1", "2022055385", date(2022, 6, 9), None, "pct",
    ]  # fmt: skip
    of_world = [row for row in found.rows["right_party"] if row["right_id"] == world["right_id"]]
    assert [row["role"] for row in of_world] == ["applicant", *["inventor"] * 8]
    assert (of_world[0]["name"], of_world[0]["country_code"]) == (
        "UNIVERSIDADE DA BEIRA INTERIOR", "PT",
    )  # fmt: skip
    symbols = [
        (row["scheme"], row["symbol"], row["scheme_version"], row["assigned_date"])
        for row in found.rows["right_classification"]
        if row["right_id"] == german["right_id"]
    ]
    assert symbols[0] == ("IPC", "F02M 41/12", "2006.01", date(2005, 10, 8))
    assert Counter(scheme for scheme, *_ in symbols) == {"IPC": 3, "CPC": 8}
    cited = [
        (row["cited_office"], row["cited_number"], row["cited_kind"])
        for row in found.rows["right_citation"]
        if row["right_id"] == german["right_id"]
    ]
    assert cited == [
        ("DE", "814968", "C"), ("DE", "1156606", "B"), ("DE", "1734877", "U"),
        ("FR", "1343388", "A"),
    ]  # fmt: skip
    families = [row for row in found.rows["right_relation"] if row["relation"] == "simple-family"]
    assert [row["other_number"] for row in families][:3] == ["22179393", "6979546", "6980816"]
    kin = [row for row in found.rows["right_relation"] if row["relation"] == "family-member"]
    assert (kin[0]["ip_office_code"], kin[0]["other_number"], kin[0]["status_text"]) == (
        "AP", "2000001988", "A0",
    )  # fmt: skip
