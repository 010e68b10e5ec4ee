"""Event feeds in the codes of ST.27: joined or part by part, as a table or as XML."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from goldthread.readers import registry
from goldthread.readers.st27.feed import EventReader
from tests.readers.st96.documents import event as document_event
from tests.readers.st96.documents import status, statuses
from tests.readers.tables import Read, read_with

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "loading-st27.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
HEAD = "ipOfficeCode,applicationNumber,statusEventCode,eventDate,effectiveDate,publicationDate"
GRANT = "KR,1,A-2-4-F10-F11-exm-PR0701,2017-11-20,,"
LAPSE = "KR,1,N-4-6-H10-H13-oth-PC1903,2021-05-31,2020-11-21,"


def read(folder: Path, text: str, name: str = "events.csv") -> Read:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    reader = registry.detect([path])
    assert reader.name == "st27"
    return read_with(reader, [path])


def listed(folder: Path, *rows: str, head: str = HEAD) -> Read:
    found = read(folder, "\n".join([head, *rows]) + "\n")
    assert found.rejected == []
    return found


def test_example_of_the_page_is_read_as_it_stands(tmp_path: Path) -> None:
    found = read(tmp_path, EXAMPLES[0])
    (right,) = found.rights
    assert (right["record_key"], right["registration_number"]) == (
        "KR|PT|1020160012345",
        "101700001",
    )
    # Granted, lapsed as of November 2020, revived in July 2021: in force again.
    assert (right["grant_date"], right["status"], right["termination_date"]) == (
        date(2017, 11, 20),
        "registered",
        None,
    )
    events = found.rows["status_event"]
    assert [(e["sequence"], e["key_event_code"], e["detailed_event_code"]) for e in events] == [
        (1, "A10", "A12"),
        (2, "D10", "D11"),
        (3, "F10", "F11"),
        (4, "H10", "H13"),
        (5, "K10", "K13"),
    ]
    lapse = events[3]
    assert [lapse[name] for name in ("state_code", "prev_stage_code", "stage_code")] == [*"N46"]
    assert (lapse["event_indicator_code"], lapse["national_event_code"]) == ("OTH", "PC1903")
    assert (lapse["event_date"], lapse["effective_date"]) == (date(2021, 5, 31), date(2020, 11, 21))
    assert found.progress == len(EXAMPLES[0])


def test_parts_in_columns_give_the_event_of_the_joined_code(tmp_path: Path) -> None:
    parts = read(tmp_path, EXAMPLES[1])
    joined = listed(
        tmp_path,
        "KR,UM,2020160000001,N-4-6-H10-H13-OTH-PC1903,2021-05-31",
        head="office,rightKind,application_number,status event code,Event Date",
    )
    assert parts.rows == joined.rows | {
        "ip_right": [one | {"source_file_id": 1} for one in joined.rights]
    }
    assert parts.values("record_key") == ["KR|UM|2020160000001"]


def test_rows_of_a_right_may_stand_anywhere_in_all_files(tmp_path: Path) -> None:
    paths = [tmp_path / "b.csv", tmp_path / "a.csv"]
    other = GRANT.replace("KR,1,", "KR,2,")
    for path, rows in zip(paths, ((GRANT, other), (LAPSE,)), strict=True):
        path.write_text("\n".join([HEAD, *rows]) + "\n")
    found = read_with(registry.detect(paths), paths)
    assert found.values("application_number") == ["2", "1"]  # as each is whole
    assert found.values("status") == ["registered", "lapsed"]
    assert found.values("termination_date") == [None, date(2020, 11, 21)]
    assert found.values("source_locator") == ["b.csv, line 3", "b.csv, line 2"]


@pytest.mark.parametrize(
    ("code", "indicator", "national"),
    [
        ("A-2-4-F10-F11", None, None),
        ("A-2-4-F10-F11-exm", "EXM", None),
        ("A-2-4-F10-F11-PR-07", None, "PR-07"),
        ("A-2-4-F10-F11-PR0701", None, "PR0701"),
        ("A-2-4-F10-F11-000-PR0701", None, "PR0701"),
        ("A-2-4-F10-F11-exm-PR-07-1", "EXM", "PR-07-1"),
        ("a-2-4-f10-f11-exm-pr", "EXM", "pr"),
    ],
)
def test_indicator_and_national_code_may_be_left_out(
    tmp_path: Path, code: str, indicator: str | None, national: str | None
) -> None:
    (event,) = listed(tmp_path, GRANT.replace("A-2-4-F10-F11-exm-PR0701", code)).rows[
        "status_event"
    ]
    assert (event["event_indicator_code"], event["national_event_code"]) == (indicator, national)
    assert (event["state_code"], event["key_event_code"]) == ("A", "F10")


def test_event_without_a_detailed_one_is_of_its_category_and_no_closer(tmp_path: Path) -> None:
    head = "ipOfficeCode,applicationNumber,keyEvent,eventDate"
    (event,) = listed(tmp_path, "KR,1,H10,2021-05-31", head=head).rows["status_event"]
    assert (event["key_event_code"], event["detailed_event_code"]) == ("H10", "H00")
    assert (event["state_code"], event["stage_code"]) == (None, None)


def test_office_is_that_of_a_number_by_st13(tmp_path: Path) -> None:
    head = "st13ApplicationNumber," + HEAD.replace("ipOfficeCode,", "")
    found = listed(tmp_path, "KR102016000000001," + GRANT.removeprefix("KR,"), head=head)
    assert found.values("record_key") == ["KR|PT|1"]
    assert found.values("application_number_st13") == ["102016000000001"]


CORRECTED = HEAD + ",statusEventIdentifier,correctedStatusEventIdentifier,"
CORRECTED += "correctedStatusEventCode,priorEventDate"
BY_IDENTIFIER = "KR,1,A-6-4-Y10-Y00,2021-06-15,,,e3,e2,,"
BY_CODE = "KR,1,A-6-4-Y10-Y00,2021-06-15,,,e3,,N-4-6-H10-H13,2020-11-21"


@pytest.mark.parametrize("correction", [BY_IDENTIFIER, BY_CODE])
def test_correction_closes_the_event_that_it_names_and_deletes_none(
    tmp_path: Path, correction: str
) -> None:
    rows = (GRANT + ",e1,,,", LAPSE + ",e2,,,")
    before = listed(tmp_path, *rows, head=CORRECTED)
    assert before.values("status") == ["lapsed"]
    found = listed(tmp_path, *rows, correction, head=CORRECTED)
    assert found.values("status") == ["registered"]
    assert found.values("termination_date") == [None]
    grant, lapse, told = found.rows["status_event"]
    assert (grant["key_event_code"], told["key_event_code"]) == ("F10", "Y10")
    columns = ("state_code", "stage_code", "key_event_code", "detailed_event_code")
    assert [lapse[name] for name in columns] == [None] * 4
    assert (lapse["event_date"], lapse["national_event_code"]) == (date(2021, 5, 31), "PC1903")
    assert json.loads(lapse["payload"]) == {
        "closed_code": "N-4-6-H10-H13-OTH-PC1903",
        "closed_on": "2021-06-15",
        "identifier": "e2",
    }


def test_correction_of_an_event_that_is_not_told_is_noted(tmp_path: Path) -> None:
    found = listed(
        tmp_path,
        GRANT + ",e1,,,",
        BY_IDENTIFIER.replace(",e2,", ",e9,"),
        BY_CODE.replace("2020-11-21", "2020-11-22"),
        head=CORRECTED,
    )
    assert found.notes == ["2 × status event: a correction names an event that is not told"]
    assert found.values("status") == ["registered"]


def test_correction_in_a_document_closes_as_in_a_table(tmp_path: Path) -> None:
    lapse = document_event("N-4-6-H10-H13", "2021-05-31", "2020-11-21", "PC1903")
    correction = document_event("A-6-4-Y10-Y00", "2021-06-15").replace(
        "</pat:StatusEventData>",
        "<pat:CorrectionEventData><pat:StatusEventIdentification><com:EventDate>2021-05-31"
        "</com:EventDate><pat:StatusEventCode><com:StateCode>N</com:StateCode>"
        "<com:PreviousStageCode>4</com:PreviousStageCode><com:CurrentStageCode>6"
        "</com:CurrentStageCode><pat:KeyEventCode>H10</pat:KeyEventCode><pat:DetailedEventCode>H13"
        "</pat:DetailedEventCode></pat:StatusEventCode></pat:StatusEventIdentification>"
        "</pat:CorrectionEventData></pat:StatusEventData>",
    )
    grant = document_event("A-2-4-F10-F11", "2017-11-20")
    path = tmp_path / "status.xml"
    path.write_text(statuses(status("1", grant, lapse, correction)), encoding="utf-8")
    assert registry.detect([path]).name == "st96_legal_status"
    found = read_with(registry.reader("st27"), [path])
    assert (found.rejected, found.unknown) == ([], {})
    assert found.values("status") == ["registered"]
    closed = json.loads(str(found.values("payload", "status_event")[1]))
    assert closed == {"closed_code": "N-4-6-H10-H13--PC1903", "closed_on": "2021-06-15"}


def test_workbook_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "events.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet("Events"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEAD.split(","))
        sheet.write_row(1, 0, GRANT.split(",")[:3])
        sheet.write_datetime(1, 3, date(2017, 11, 20), day)
    found = read_with(registry.detect([path]), [path])
    assert found.rejected == []
    assert found.values("grant_date") == [date(2017, 11, 20)]


def test_other_columns_are_counted_as_not_read(tmp_path: Path) -> None:
    found = listed(tmp_path, GRANT + ",Kim", LAPSE + ",", head=HEAD + ",agent")
    assert found.unknown == {"agent": 1}


def test_feed_is_ranked_below_an_office_s_own(tmp_path: Path) -> None:
    feed, own = registry.reader("st27"), registry.reader("st96")
    assert (feed.feed, feed.delivery, feed.rank < own.rank) == ("st27", "delta", True)


def test_rows_far_apart_are_gathered_in_parts_to_the_same_records(tmp_path: Path) -> None:
    rows = [line.replace("KR,1,", f"KR,{n},") for line in (GRANT, LAPSE) for n in range(40)]
    path = tmp_path / "events.csv"
    path.write_text("\n".join([f"{HEAD},agent", *(f"{row},Kim" for row in rows)]) + "\n")
    at_once, in_parts = (read_with(EventReader(held), [path]) for held in (1_000, 7))

    def told(found: Read) -> list[tuple]:
        rights = {row["right_id"]: row["record_key"] for row in found.rights}
        events = [tuple(r.values()) for r in found.rows["status_event"] if r["right_id"] in rights]
        return sorted([*(tuple(row.values()) for row in found.rights), *events], key=str)

    assert told(in_parts) == told(at_once)
    assert len(in_parts.rights) == len(set(in_parts.values("record_key"))) == 40
    assert in_parts.values("record_key") != at_once.values("record_key")  # it was read in parts
    assert in_parts.unknown == at_once.unknown == {"agent": 80}
    assert in_parts.progress == at_once.progress == path.stat().st_size
