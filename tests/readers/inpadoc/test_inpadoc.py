"""Legal events of INPADOC: a table of codes, and events of our own making."""

import json
from datetime import date
from pathlib import Path

import pytest

from goldthread.codes import datafile, inpadoc, st27
from goldthread.readers import registry
from goldthread.readers.base import ReadError
from goldthread.readers.identity import surrogate
from tests.readers.tables import Read, read_with

HEAD = '<ops:world-patent-data xmlns:ops="http://ops.epo.org" xmlns="http://www.epo.org/exchange">'


def event(code: str, office: str = "CN", day: str = "2020-05-01", more: str = "") -> str:
    return (
        f'<ops:legal code="{code:4}" desc="x" infl=" " dateMigr="00010101">'
        f'<ops:pre line="00001">x</ops:pre><ops:L001EP desc="Country Code">{office}</ops:L001EP>'
        f'<ops:L007EP desc="Gazette DATE">{day}</ops:L007EP><ops:L008EP>{code}</ops:L008EP>'
        f"<ops:L500EP>{more}</ops:L500EP></ops:legal>"
    )


def member(
    *events: str, number: str = "100001", office: str = "CN", filed: str = "20150102"
) -> str:
    def reference(name: str, digits: str, kind: str, day: str) -> str:
        return (
            f'<{name}><document-id document-id-type="docdb"><country>{office}</country>'
            f"<doc-number>{digits}</doc-number><kind>{kind}</kind><date>{day}</date></document-id>"
            f'<document-id document-id-type="epodoc"><doc-number>{office}{digits}</doc-number>'
            f"</document-id></{name}>"
        )

    return (
        '<ops:family-member family-id="777">'
        + reference("publication-reference", number, "B", "20180703")
        + reference("application-reference", "201510000001", "A", filed)
        + "".join(events)
        + "</ops:family-member>"
    )


def family(*members: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{HEAD}<ops:patent-family legal="true">'
        f"{''.join(members)}</ops:patent-family></ops:world-patent-data>"
    )


def read(folder: Path, *members: str) -> Read:
    path = folder / "legal.xml"
    path.write_text(family(*members), encoding="utf-8")
    return read_with(registry.detect([path]), [path])


@pytest.mark.parametrize(
    ("office", "code", "key", "detailed"),
    [
        # Read by hand in the EPO's table: its description, and the event of ST.27 that it is.
        ("CN", "CF01", "H10", "H13"),  # termination due to non-payment of annual fee
        ("CN", "CX01", "H10", "H14"),  # expiry of patent term
        ("CN", "IW01", "H10", "H12"),  # full invalidation
        ("CN", "PE01", "S10", "S20"),  # entry into force of a pledge
        ("CN", "PC01", "S10", "S22"),  # cancellation of a pledge
        ("CN", "TR01", "R10", "R14"),  # transfer of patent right
        ("CN", "GR01", "F00", "F00"),  # grant, of which kind of right is not said
        ("US", "AS", "R00", "R00"),  # assignment, which may be a security
        ("US", "PTEF", "G00", "G18"),  # application for an extension: nothing granted yet
        ("EP", "18R", "B00", "B00"),  # refused; whether after examination is not said
        ("EP", "BERE", "H00", "H00"),  # lapsed in one state
        ("DE", "R119", "H00", "H00"),  # an application withdrawn, or a right lapsed
    ],
)
def test_codes_of_events(office: str, code: str, key: str, detailed: str) -> None:
    found = inpadoc.event(office, code)
    assert found is not None
    assert (found.key, found.detailed) == (key, detailed)


def test_codes_without_a_class_are_in_no_category() -> None:
    assert inpadoc.event("CN", "C44") is None  # has no class in the EPO's table
    assert inpadoc.event("CN", "C60") is None  # class Z
    assert inpadoc.event("QQ", "C60") is None


def test_the_table_holds_events_of_st27_alone_and_detailed_ones_in_their_category() -> None:
    data = datafile.load("inpadoc_events")
    for office, codes in data["detailed"].items():
        for code, detailed in codes.items():
            found = inpadoc.event(office, code)
            assert found is not None
            assert detailed in st27.detailed_events()
            assert found.category == detailed[0]
            assert found.key in st27.key_events()


@pytest.mark.realdata
def test_the_table_has_every_class_of_the_epo_s_table(shared_data: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(shared_data / "codes" / "inpadoc_legal_codes.xlsx")
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 4397
    classed = 0
    for office, code, *_, letter, _title in rows:
        found = inpadoc.event(str(office).strip(), str(code).strip())
        wanted = str(letter or "").strip()
        assert (found.category if found else "") == wanted.replace("Z", ""), (office, code)
        classed += found is not None
    assert classed == 4397 - 983 - 259  # without a class; classification pending


def test_events_with_their_days_and_what_else_they_say(tmp_path: Path) -> None:
    told = "<ops:L509EP>Acme 有限公司</ops:L509EP><ops:L525EP>20200424</ops:L525EP>"
    found = read(tmp_path, member(event("TR01", more=told), event("CF01", day="2021-06-08")))
    (right,) = found.rights
    assert right["record_key"] == "CN|PT|100001B"
    assert right["right_id"] == surrogate("CN|PT|100001B")
    assert (right["filing_date"], right["termination_date"]) == (
        date(2015, 1, 2), date(2021, 6, 8),
    )  # fmt: skip
    first, second = found.rows["status_event"]
    assert (first["event_date"], first["publication_date"], first["effective_date"]) == (
        date(2020, 4, 24), date(2020, 5, 1), date(2020, 4, 24),
    )  # fmt: skip
    assert json.loads(first["payload"]) == {"owner": "Acme 有限公司"}
    assert (second["national_event_code"], second["payload"]) == ("CF01", None)
    assert found.rows["right_relation"][0]["other_number"] == "777"
    assert (found.rejected, dict(found.unknown), found.notes) == ([], {}, [])


@pytest.mark.parametrize(
    ("events", "ended"),
    [
        (["CF01"], date(2020, 5, 1)),
        (["CX01"], None),  # at the end of its term
        (["EC01"], None),
        ([], None),
    ],
)
def test_end_of_a_right(tmp_path: Path, events: list[str], ended: date | None) -> None:
    found = read(tmp_path, member(*(event(code) for code in events)))
    assert found.rights[0]["termination_date"] == ended


def test_revival_after_the_end(tmp_path: Path) -> None:
    found = read(tmp_path, member(event("CF01"), event("RR01", day="2020-09-01")))
    assert found.rights[0]["termination_date"] is None
    again = read(tmp_path, member(event("RR01", day="2020-09-01"), event("CF01", day="2022-01-04")))
    assert again.rights[0]["termination_date"] == date(2022, 1, 4)


def test_event_of_no_category_is_kept_and_noted(tmp_path: Path) -> None:
    found = read(tmp_path, member(event("C44"), event("CF01")))
    (unmapped, _) = found.rows["status_event"]
    assert (unmapped["national_event_code"], unmapped["key_event_code"]) == ("C44", None)
    assert found.notes == ["1 × event: 'CN C44' is in no category of ST.27"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (">100001<", "><", "no-key"),
        (">201510000001<", "><", "no-key"),
        (">B<", ">B-1<", "bad-kind"),
        (">CN<", ">QQ<", "bad-office"),
        (">x<", ">&bomb;<", "malformed-xml"),
        (">x<", "><b>x<", "malformed-xml"),
    ],
)
def test_bad_member_alone_is_quarantined(tmp_path: Path, old: str, new: str, reason: str) -> None:
    bad = member(event("CF01")).replace(old, new, 1)
    found = read(tmp_path, bad, member(number="2"))
    assert [one.reason for one in found.rejected] == [reason]
    assert found.values("publication_number") == ["2"]


def test_day_that_is_none_is_noted(tmp_path: Path) -> None:
    found = read(tmp_path, member(event("CF01", day="2020-02-31")))
    assert found.rows["status_event"][0]["event_date"] is None
    assert found.rights[0]["termination_date"] is None
    assert found.notes == ["1 × publication_date: '2020-02-31' is no day of the calendar."]


def test_entity_bomb_is_never_expanded(tmp_path: Path) -> None:
    path = tmp_path / "legal.xml"
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY bomb "&a;&a;">]><ops:world'
    text = family(member(event("CF01", more="<ops:L510EP>&bomb;</ops:L510EP>")), member(number="2"))
    path.write_text(text.replace("<ops:world", bomb, 1), encoding="utf-8")
    found = read_with(registry.detect([path]), [path])
    assert [one.reason for one in found.rejected] == ["malformed-xml"]
    assert found.values("publication_number") == ["2"]


def test_file_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "legal.xml"
    text = family(member(), member(number="2"))
    path.write_text(text[: text.rindex("</ops:family-member")], encoding="utf-8")
    found = read_with(registry.detect([path]), [path])
    assert [one.reason for one in found.rejected] == ["cut-off"]


def test_new_element_is_counted(tmp_path: Path) -> None:
    more = "<ops:L599EP>1</ops:L599EP>"
    assert read(tmp_path, member(event("CF01", more=more))).unknown == {"L599EP": 1}


def test_wrong_root_is_refused_with_what_was_seen(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text('<?xml version="1.0"?><x:world-patent-data xmlns:x="urn:other"/>')
    with pytest.raises(ReadError, match=r"world-patent-data, in the namespace urn:other"):
        registry.detect([path])
