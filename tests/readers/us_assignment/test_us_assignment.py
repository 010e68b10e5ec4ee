"""Recorded conveyances: transactions, parties, rights, and what is bad."""

from datetime import date
from pathlib import Path

import pytest

from goldthread.codes import conveyances
from goldthread.readers import registry
from goldthread.readers.base import ReadError, SourceFile, no_progress
from goldthread.readers.identity import right_key, surrogate
from goldthread.readers.schema import TX_TYPES
from goldthread.readers.us_assignment.conveyance import ended
from tests.readers.tables import Read, read_with
from tests.readers.us_assignment.documents import conveyance, response


def read(folder: Path, text: str) -> Read:
    path = folder / "assignments.xml"
    path.write_text(text, encoding="utf-8")
    return read_with(registry.detect([path]), [path])


def only(found: Read, table: str = "transaction") -> dict:
    (row,) = found.rows[table]
    return row


@pytest.mark.parametrize(
    ("rule", "example"),
    [(rule, example) for rule in conveyances.rules() for example in rule.examples],
    ids=lambda one: getattr(one, "name", one),
)
def test_every_rule_decides_its_examples(rule: conveyances.Rule, example: str) -> None:
    told = conveyances.decided(f"{example.lower()} (SEE DOCUMENT FOR DETAILS).")
    assert told is rule
    assert rule.type in TX_TYPES
    assert rule.because


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # The conveyances that the register's own search page offers to choose from.
        ("ASSIGNMENT OF ASSIGNORS INTEREST", "assignment"),
        ("SECURITY INTEREST", "security"),
        ("NUNC PRO TUNC ASSIGNMENT", "assignment"),
        ("RELEASE BY SECURED PARTY", "release"),
        ("MERGER", "merger"),
        ("CHANGE OF NAME", "name_change"),
        ("MERGER AND CHANGE OF NAME", "merger"),
        ("LICENSE", "licence"),
        ("LIEN", "security"),
        ("MORTGAGE", "security"),
        ("OPTION", "other"),
        ("DECREE OF DISTRIBUTION", "assignment"),
        ("LETTERS OF TESTAMENTARY", "other"),
        ("LETTERS OF ADMINISTRATION", "other"),
        ("COURT APPOINTMENT", "other"),
        ("CONDITIONAL ASSIGNMENT", "assignment"),
        ("COURT ORDER", "other"),
    ],
)
def test_conveyances_of_the_search_page(tmp_path: Path, text: str, kind: str) -> None:
    found = read(tmp_path, response(conveyance(f"{text} (SEE DOCUMENT FOR DETAILS).")))
    row = only(found)
    assert (row["tx_type"], found.notes) == (kind, [])
    assert row["conveyance_text"] == f"{text} (SEE DOCUMENT FOR DETAILS)."


def test_words_that_no_rule_knows_are_noted(tmp_path: Path) -> None:
    found = read(tmp_path, response(conveyance("GIFT")))
    assert only(found)["tx_type"] == "other"
    assert found.notes == ["1 × conveyance text: 'GIFT' is known by no rule"]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Release recorded at Reel/Frame 12345/678", "012345/0678"),
        ("AT REEL 012345 FRAME 0678", "012345/0678"),
        ("REEL: 012345, FRAME: 0678", "012345/0678"),
        ("REEL/FRAME NO. 012345/0678 AND REEL/FRAME 9/1", "012345/0678; 000009/0001"),
        ("RELEASE BY SECURED PARTY", None),
    ],
)
def test_recordings_that_a_release_names(words: str, numbers: str | None) -> None:
    assert ended(words) == numbers


def test_a_correction_that_names_a_recording_ends_nothing(tmp_path: Path) -> None:
    text = "CORRECTIVE ASSIGNMENT TO CORRECT THE NAME RECORDED AT REEL 012345 FRAME 0678"
    assert only(read(tmp_path, response(conveyance(text))))["ends_recording"] is None


@pytest.mark.parametrize(
    ("state", "country", "code", "region"),
    [
        ("CALIFORNIA", "NULL", "US", "US-CA"),
        ("NULL", "GERMANY", "DE", None),
        ("NULL", "JAPAN", "JP", None),
        ("NULL", "NULL", None, None),
        ("ELSEWHERE", "NULL", None, None),
    ],
)
def test_place_of_who_receives(
    tmp_path: Path, state: str, country: str, code: str | None, region: str | None
) -> None:
    found = read(tmp_path, response(conveyance(place=(state, country))))
    row = next(row for row in found.rows["transaction_party"] if row["role"] == "to")
    assert (row["country_code"], row["region_code"]) == (code, region)


def test_rights_have_the_key_of_the_grants_and_designs_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, response(conveyance(rights=("15000001", "29000002", "NULL"))))
    rows = found.rows["transaction_right"]
    assert [row["right_kind"] for row in rows] == ["PT", "DS", "PT"]
    assert rows[0]["right_id"] == surrogate(right_key("US", "PT", "15000001"))
    assert rows[1]["right_id"] == surrogate("US|DS|29000002")
    assert (rows[2]["right_id"], rows[2]["grant_date"]) == (None, None)


def test_list_that_is_too_short_is_left_out_with_a_note(tmp_path: Path) -> None:
    text = response(conveyance(rights=("15000001", "15000002")))
    short = text.replace("<date>2016-10-25T04:00:00Z</date>", "", 1)
    found = read(tmp_path, short)
    assert [row["filing_date"] for row in found.rows["transaction_right"]] == [None, None]
    assert found.notes == ["1 × filingDate: a list that is not as long as its names"]


def test_conveyance_that_the_office_took_out_is_withdrawn(tmp_path: Path) -> None:
    purged = '<str name="purgeIndicator">Y</str>'
    path = tmp_path / "assignments.xml"
    path.write_text(response(conveyance(more=purged)), encoding="utf-8")
    file = SourceFile(1, path, path.name, "", path.stat().st_size, "")
    (batch,) = registry.detect([path]).read([file], no_progress)
    assert batch.tables == {}
    assert batch.withdrawn["transaction"].to_pylist() == [surrogate("US|012345/0678")]


def test_new_field_is_counted(tmp_path: Path) -> None:
    more = '<str name="newField">1</str><str name="corrNameString">A</str>'
    assert read(tmp_path, response(conveyance(more=more))).unknown == {"newField": 1}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (">12345<", "><", "no-key"),
        (">12345<", ">1x<", "bad-number"),
        ("2019-03-04T", "2019-02-31T", "bad-date"),
        ("2019-03-04T", "yesterday", "bad-date"),
        ("2019-03-04T", "0001-01-01T", "no-key"),
        ("ACME", "&bomb;", "malformed-xml"),
        ("ACME", "<b>", "malformed-xml"),
    ],
)
def test_bad_conveyance_alone_is_quarantined(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    bad = conveyance().replace(old, new, 1)
    found = read(tmp_path, response(bad, conveyance(number=("2", "2"))))
    assert [one.reason for one in found.rejected] == [reason]
    assert found.rejected[0].locator.startswith("record 1 at byte ")
    assert found.values("recording_number", "transaction") == ["000002/0002"]


def test_entity_bomb_is_never_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE response [<!ENTITY a "lol"><!ENTITY bomb "&a;&a;&a;">]>'
    text = response(conveyance(givers=("&bomb;",)), conveyance(number=("2", "2")))
    found = read(tmp_path, text.replace("<response>", f"{bomb}<response>", 1))
    assert [one.reason for one in found.rejected] == ["malformed-xml"]
    assert len(found.rows["transaction"]) == 1


def test_file_that_is_cut_off(tmp_path: Path) -> None:
    text = response(conveyance(), conveyance(number=("2", "2")))
    found = read(tmp_path, text[: text.rindex("</doc>")])
    assert [one.reason for one in found.rejected] == ["cut-off"]


def test_wrong_root_is_refused_with_what_was_seen(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text('<?xml version="1.0"?><answer><doc2/></answer>')
    with pytest.raises(ReadError, match=r"its root element is answer, in no namespace"):
        registry.detect([path])
    with pytest.raises(ReadError, match=r"holds no doc, which us_assignment reads"):
        read_with(registry.reader("us_assignment"), [path])


def test_notes_are_bounded(tmp_path: Path) -> None:
    docs = [conveyance(f"GIFT {n}", number=(str(n), "1")) for n in range(1, 251)]
    assert len(read(tmp_path, response(*docs)).notes) == 200


@pytest.mark.realdata
def test_real_conveyances_read_by_hand(shared_data: Path) -> None:
    paths = sorted((shared_data / "assignments").glob("*.xml"))
    found = read_with(registry.detect(paths), paths)
    assert (found.rejected, dict(found.unknown), found.notes) == ([], {}, [])
    names = ("recording_number", "tx_type", "executed_date", "recorded_date")
    assert [tuple(row[name] for name in names) for row in found.rows["transaction"]] == [
        ("018247/0405", "assignment", date(2006, 9, 14), date(2006, 9, 14)),
        ("043433/0231", "assignment", date(2017, 5, 17), date(2017, 8, 29)),
    ]
    parties = found.rows["transaction_party"]
    assert [(row["role"], row["name"], row["executed_date"]) for row in parties] == [
        ("from", "REALTIME DATA COMPRESSION SYSTEMS, INC.", date(2006, 9, 14)),
        ("to", "REALTIME DATA LLC", None),
        ("from", "LIU, WENJUN", date(2017, 5, 17)),
        ("from", "RAMM, ROBERT JAMES", date(2017, 5, 30)),
        ("from", "TEPE, ALAN DAVID", date(2017, 8, 20)),
        ("from", "CAMPBELL, COLIN KENNETH", date(2017, 8, 28)),
        ("from", "SASARIDIS, DINO", date(2017, 5, 17)),
        ("to", "TESLA MOTORS, INC.", None),
    ]
    first, second = parties[1], parties[-1]
    assert (first["region_code"], first["city"], first["postal_code"]) == (
        "US-NY", "NEW YORK", "10018",
    )  # fmt: skip
    assert (second["region_code"], second["address"]) == ("US-CA", "3500 DEER CREEK ROAD")
    rights = found.rows["transaction_right"]
    assert [
        (r["application_number"], r["registration_number"], r["grant_date"]) for r in rights
    ] == [
        ("10628795", "7130913", date(2006, 10, 31)),
        ("11400674", "7321937", date(2008, 1, 22)),
        ("09210491", "6195024", date(2001, 2, 27)),
        ("09705446", "6309424", date(2001, 10, 30)),
        ("09266394", "6601104", date(2003, 7, 29)),
        ("15334090", None, None),
    ]
    assert (rights[5]["publication_number"], rights[5]["publication_date"]) == (
        "20180114740", date(2018, 4, 26),
    )  # fmt: skip


def test_the_page_lists_the_rules_in_their_order() -> None:
    page = Path(__file__).resolve().parents[3] / "docs" / "loading-us-assignment.md"
    rows = page.read_text("utf-8").split("| rule | type |", 1)[1].split("\n\n", 1)[0]
    listed = [tuple(line.strip("| ").split(" | ")) for line in rows.splitlines()[2:]]
    assert listed == [(r.name, f"`{r.type}`", r.because) for r in conveyances.rules()]
