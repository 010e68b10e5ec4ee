"""Trademarks of the United States: the daily file of our own making, and the office's own marks."""

import json
from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from tests.readers.tables import Read, read_with

PAIRS = ("rn2713476", "rn3886986", "sn77478018", "sn85334015")


def case(
    number: str = "88000001", header: str = "", more: str = "", filed: str = "20190102"
) -> str:
    return (
        f"<case-file><serial-number>{number}</serial-number><registration-number>0000000"
        "</registration-number><transaction-date>20200101</transaction-date><case-file-header>"
        f"<filing-date>{filed}</filing-date>{header}</case-file-header>{more}</case-file>"
    )


def daily(*cases: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE trademark-applications-daily [\n'
        "<!ELEMENT trademark-applications-daily ANY>\n]>\n<trademark-applications-daily><version>"
        "<version-no>2.0</version-no></version><application-information><file-segments>"
        f"<action-keys>{''.join(cases)}</action-keys></file-segments></application-information>"
        "</trademark-applications-daily>\n"
    )


def owner(kind: str, name: str, **parts: str) -> str:
    inside = "".join(f"<{key}>{value}</{key}>" for key, value in parts.items())
    return (
        f"<case-file-owner><party-type>{kind}</party-type><party-name>{name}</party-name>{inside}"
        "</case-file-owner>"
    )


def read(folder: Path, text: str) -> Read:
    path = folder / "daily.xml"
    path.write_text(text, encoding="utf-8")
    return read_with(registry.detect([path]), [path])


def only(found: Read, table: str = "ip_right") -> dict:
    (row,) = found.rows[table]
    return row


def test_daily_file_is_read_case_by_case(tmp_path: Path) -> None:
    found = read(tmp_path, daily(case("88000001"), case("88000002", filed="20190231"), case("3")))
    assert found.values("record_key") == ["US|TM|88000001", "US|TM|3"]
    assert [one.reason for one in found.rejected] == ["bad-date"]
    assert found.rejected[0].locator.startswith("record 2 at byte ")
    assert dict(found.unknown) == {}


def test_daily_file_that_is_cut_off_between_two_cases_is_told(tmp_path: Path) -> None:
    text = daily(case("1"), case("2"))
    found = read(tmp_path, text[: text.index("</action-keys>")])
    assert [one.reason for one in found.rejected] == ["cut-off"]
    assert "ends without </trademark-applications-daily>" in found.rejected[0].detail
    assert len(found.rights) == 2


def test_mark_of_the_daily_file(tmp_path: Path) -> None:
    header = (
        "<registration-date>20200107</registration-date><status-code>700</status-code>"
        "<mark-identification>GOLD</mark-identification><attorney-name>A. Attorney</attorney-name>"
        "<published-for-opposition-date>20191001</published-for-opposition-date>"
    )
    more = (
        "<classifications><classification><international-code>009</international-code><us-code>021"
        "</us-code></classification><classification><international-code>035</international-code>"
        "</classification></classifications><case-file-event-statements><case-file-event-statement>"
        "<code>NWAP</code><type>I</type><description-text>NEW APPLICATION</description-text>"
        "<date>20190105</date><number>1</number></case-file-event-statement>"
        "</case-file-event-statements>"
    )
    found = read(tmp_path, daily(case(header=header, more=more)))
    row, told = only(found), only(found, "status_event")
    names = ("title", "grant_date", "publication_date", "status", "status_text", "n_classes")
    assert [row[name] for name in names] == [
        "GOLD", date(2020, 1, 7), date(2019, 10, 1), "registered", "700", 2,
    ]  # fmt: skip
    assert row["registration_number"] is None
    assert [(one["scheme"], one["symbol"]) for one in found.rows["right_classification"]] == [
        ("NICE", "9"), ("NICE", "35"), ("NATIONAL", "021"),
    ]  # fmt: skip
    assert (told["national_event_code"], told["event_date"]) == ("NWAP", date(2019, 1, 5))
    assert json.loads(told["payload"]) == {"text": "NEW APPLICATION"}
    assert only(found, "right_party")["role"] == "agent"


def test_original_applicant_and_newest_owner(tmp_path: Path) -> None:
    owners = (
        owner("32", "Newest Inc", state="CA", city="Davis")
        + owner("30", "Registrant Inc", country="SE")
        + owner("10", "First University", country="CN")
    )
    found = read(tmp_path, daily(case(more=f"<case-file-owners>{owners}</case-file-owners>")))
    names = ("role", "name", "country_code", "region_code", "applicant_type")
    assert [tuple(row[name] for name in names) for row in found.rows["right_party"]] == [
        ("applicant", "First University", "CN", None, "UNI"),
        ("owner", "Newest Inc", "US", "US-CA", "ENT"),
    ]


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("630", "pending"),
        ("688", "pending"),
        ("734", "pending"),
        ("819", "pending"),
        ("700", "registered"),
        ("705", "registered"),
        ("790", "registered"),
        ("800", "registered"),
        ("710", "lapsed"),
        ("711", "lapsed"),
        ("900", "lapsed"),
        ("712", "annulled"),
        ("714", "annulled"),
        ("600", "withdrawn"),
        ("602", "withdrawn"),
        ("614", "withdrawn"),
        ("603", "refused"),
        # Codes that do not tell how it ended, or that nobody lists: the office's own word alone.
        ("777", None),
        ("612", None),
        ("662", None),
        ("400", None),
        ("999", None),
        ("70", None),
        ("7000", None),
    ],
)
def test_status_code(tmp_path: Path, code: str, status: str | None) -> None:
    row = only(read(tmp_path, daily(case(header=f"<status-code>{code}</status-code>"))))
    assert (row["status"], row["status_text"]) == (status, code)


@pytest.mark.parametrize(
    ("serial", "registered", "renewed", "expires"),
    [
        ("78002299", "20030506", "", date(2013, 5, 6)),
        ("78002299", "20030506", "20130506", date(2023, 5, 6)),
        # Twenty years until the Trademark Law Revision Act took effect on 16 November 1989.
        ("73000001", "19891115", "", date(2009, 11, 15)),
        ("73000001", "19891116", "", date(1999, 11, 16)),
        ("71000001", "19690506", "19890506", date(2009, 5, 6)),
        ("71000001", "19690506", "20090506", date(2019, 5, 6)),
        # A request to extend an international registration has that one's term.
        ("79000001", "20060103", "", None),
        ("78002299", "", "", None),
    ],
)
def test_term_runs_from_the_last_renewal(
    tmp_path: Path, serial: str, registered: str, renewed: str, expires: date | None
) -> None:
    days = {"registration-date": registered, "renewal-date": renewed}
    header = "".join(f"<{name}>{day}</{name}>" for name, day in days.items() if day)
    found = read(tmp_path, daily(case(serial, header=header)))
    assert (only(found)["expiry_date"], dict(found.unknown)) == (expires, {})


@pytest.mark.parametrize(
    ("code", "told", "ended"),
    [
        ("710", "", date(2020, 6, 5)),
        ("710", "<cancellation-date>20200603</cancellation-date>", date(2020, 6, 3)),
        ("602", "<abandonment-date>20200601</abandonment-date>", date(2020, 6, 1)),
        ("777", "", None),
        # Revived: the day of an abandonment that is over.
        ("661", "<abandonment-date>20200601</abandonment-date>", None),
        ("700", "<abandonment-date>20200601</abandonment-date>", None),
    ],
)
def test_dead_mark_ended_on_the_day_told_else_on_that_of_its_status(
    tmp_path: Path, code: str, told: str, ended: date | None
) -> None:
    header = f"<status-code>{code}</status-code><status-date>20200605</status-date>{told}"
    assert only(read(tmp_path, daily(case(header=header))))["termination_date"] == ended


def test_element_of_a_new_version_is_counted(tmp_path: Path) -> None:
    assert read(tmp_path, daily(case(more="<hologram><x/></hologram>"))).unknown == {"hologram": 1}


def marks(folder: Path, name: str, standard: str) -> Read:
    path = folder / "trademark-xml" / f"{name}-{standard}.xml"
    return read_with(registry.detect([path]), [path])


def rows(found: Read) -> dict[str, list[dict]]:
    """Everything of a mark but where it stood in its file."""
    return {
        table: [{k: v for k, v in row.items() if k != "source_locator"} for row in made]
        for table, made in found.rows.items()
    }


@pytest.mark.realdata
@pytest.mark.parametrize("name", PAIRS)
def test_every_mark_is_a_record_and_every_element_is_known(shared_data: Path, name: str) -> None:
    for standard in ("ST66", "ST96"):
        found = marks(shared_data, name, standard)
        assert (len(found.rights), found.rejected, dict(found.unknown)) == (1, [], {})
        assert found.notes == []


@pytest.mark.realdata
@pytest.mark.parametrize("name", PAIRS[1:])
def test_same_mark_gives_the_same_record_from_both_standards(shared_data: Path, name: str) -> None:
    assert rows(marks(shared_data, name, "ST66")) == rows(marks(shared_data, name, "ST96"))


@pytest.mark.realdata
def test_mark_whose_two_files_are_of_different_days_differs_in_what_happened_between(
    shared_data: Path,
) -> None:
    """The ST.96 file holds two later events, of 4 December 2014, and the address of its day."""
    old, new = (rows(marks(shared_data, PAIRS[0], one)) for one in ("ST66", "ST96"))
    assert old["ip_right"] == new["ip_right"]
    assert old["right_classification"] == new["right_classification"]
    # Registered on 6 May 2003, renewed once.
    assert [row["expiry_date"] for row in old["ip_right"]] == [date(2023, 5, 6)]

    def events(one: dict[str, list[dict]]) -> list[tuple[date, str]]:
        return [(row["event_date"], row["national_event_code"]) for row in one["status_event"]]

    assert events(new)[:2] == [(date(2014, 12, 4), "CHAN"), (date(2014, 12, 4), "COAR")]
    assert events(new)[2:] == events(old)
    assert [row["city"] for row in old["right_party"] if row["role"] == "owner"] == [
        "Redwood Shores"
    ]
    assert [row["city"] for row in new["right_party"] if row["role"] == "owner"] == ["Uppsala"]


@pytest.mark.realdata
def test_mark_read_by_hand(shared_data: Path) -> None:
    found = marks(shared_data, "rn3886986", "ST96")
    row = only(found)
    names = ("application_number", "registration_number", "filing_date", "grant_date", "status")
    assert [row[name] for name in names] == [
        "77658723", "3886986", date(2009, 1, 28), date(2010, 12, 7), "registered",
    ]  # fmt: skip
    assert row["title"] == "THE BLUEBOOK A UNIFORM SYSTEM OF CITATION"
    assert [
        (one["role"], one["name"], one["region_code"])
        for one in found.rows["right_party"]
        if one["role"] == "owner"
    ] == [
        ("owner", "COLUMBIA LAW REVIEW ASSOCIATION, INC.", "US-NY"),
        ("owner", "HARVARD LAW REVIEW ASSOCIATION", "US-MA"),
        ("owner", "UNIVERSITY OF PENNSYLVANIA LAW REVIEW", "US-PA"),
        ("owner", "THE YALE LAW JOURNAL", "US-CT"),
    ]
    assert (row["expiry_date"], row["termination_date"]) == (date(2020, 12, 7), None)
    events = found.rows["status_event"]
    assert (len(events), events[0]["national_event_code"]) == (34, "NA85")
    classes = [one["symbol"] for one in found.rows["right_classification"]]
    assert (row["n_classes"], classes[:2]) == (2, ["41", "16"])
