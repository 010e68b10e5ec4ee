"""Bad events: the right of a bad one is quarantined whole, with a sentence; all others are read."""

from contextlib import suppress
from pathlib import Path

import pytest

from goldthread.codes import st27_moves
from goldthread.readers import registry
from goldthread.readers.base import ReadError
from goldthread.readers.st27 import feed
from tests.readers.mutations import mutated
from tests.readers.st27.test_st27 import GRANT, HEAD, LAPSE, PAGE
from tests.readers.tables import Read, read_with

OTHER = "Another row of the same right was rejected: its history would not be whole."
NO_CODE = (
    "'A-2-4-F10' is no status event code of ST.27; wanted is state, previous stage, stage, key "
    "event and detailed event, as in A-2-4-F10-F11."
)
NO_MOVE = (
    "An event of category H does not move from stage 2 to 6; by ST.27 it moves from stage 4 to 6 "
    "or 5 to 6."
)
NO_EVENTS = (
    "is no table of events by ST.27: it needs the columns applicationNumber, statusEventCode or "
    "keyEventCode, and one of eventDate, effectiveDate and publicationDate; the columns found are "
    "'applicationNumber', 'eventDate'."
)
GOOD = GRANT.replace("KR,1,", "KR,2,")


def read(folder: Path, *rows: str, head: str = HEAD) -> Read:
    path = folder / "events.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return read_with(registry.reader("st27"), [path])


@pytest.mark.parametrize(
    ("row", "reason", "detail"),
    [
        (
            "KR,1,A-2-4-F10,2017-11-20,,",
            "bad-code",
            NO_CODE,
        ),
        ("KR,1,X-2-4-F10-F11,2017-11-20,,", "bad-code", "'X' is no state code of ST.27."),
        ("KR,1,A-9-4-F10-F11,2017-11-20,,", "bad-code", "'9' is no prev stage code of ST.27."),
        ("KR,1,A-2-7-F10-F11,2017-11-20,,", "bad-code", "'7' is no stage code of ST.27."),
        ("KR,1,A-2-4-F20-F11,2017-11-20,,", "bad-code", "'F20' is no key event code of ST.27."),
        (
            "KR,1,A-2-4-F10-F99,2017-11-20,,",
            "bad-code",
            "'F99' is no detailed event code of ST.27.",
        ),
        (
            "KR,1,A-2-4-F10-F11-zzz-PR,2017-11-20,,",
            "bad-code",
            "'zzz' is no event indicator code of ST.27.",
        ),
        (
            "KR,1,A-2-4-F10-H13,2017-11-20,,",
            "bad-code",
            "The detailed event H13 does not belong to the key event F10.",
        ),
        ("KR,1,A-2-4---,2017-11-20,,", "bad-code", "The event gives no key event code of ST.27."),
        (
            "KR,1,N-2-6-H10-H13,2017-11-20,,",
            "bad-code",
            NO_MOVE,
        ),
        (
            "KR,1,A-2-4-U10-U11,2017-11-20,,",
            "bad-code",
            "An event of category U does not move from stage 2 to 4; by ST.27 it moves none.",
        ),
        ("KR,1,,2017-11-20,,", "bad-code", "The event gives no key event code of ST.27."),
        (
            "KR,1,A-2-4-F10-F11,2017-02-30,,",
            "bad-date",
            "event date: '2017-02-30' is no day of the calendar.",
        ),
        (
            "KR,1,A-2-4-F10-F11,,31.12.2017,",
            "bad-date",
            "effective date: '31.12.2017' is no day; wanted is yyyymmdd or yyyy-mm-dd.",
        ),
        ("KR,1,A-2-4-F10-F11,,,", "bad-date", "The event has no whole day."),
        ("KR,1,A-2-4-F10-F11,2017-11,,", "bad-date", "The event has no whole day."),
        ("KR,,A-2-4-F10-F11,2017-11-20,,", "no-key", "The row gives no application number."),
        (",1,A-2-4-F10-F11,2017-11-20,,", "no-key", "The row gives no ip office code."),
        (
            "Q9,1,A-2-4-F10-F11,2017-11-20,,",
            "bad-office",
            "'Q9' is no code of an office (ST.3).",
        ),
        (
            f"KR,{'1' * 41},A-2-4-F10-F11,2017-11-20,,",
            "bad-number",
            f"'{'1' * 41}' is no number of a document.",
        ),
        ("KR,1,A-2-4-F10-F11", "ragged-row", "The row has 3 cells where the header has 6."),
    ],
)
def test_bad_row_is_quarantined_with_its_right_alone(
    tmp_path: Path, row: str, reason: str, detail: str
) -> None:
    found = read(tmp_path, row, GOOD, LAPSE)
    first = found.rejected[0]
    assert (first.locator, first.reason, first.detail) == ("events.csv, line 2", reason, detail)
    assert first.raw == f"{row}\n".encode()
    whole = row.startswith("KR,1,")
    assert [one.detail for one in found.rejected[1:]] == ([OTHER] if whole else [])
    assert found.values("application_number") == (["2"] if whole else ["2", "1"])
    assert f"`{reason}`" in PAGE or "too few or too many cells" in PAGE


def test_column_and_joined_code_must_agree(tmp_path: Path) -> None:
    (found,) = read(tmp_path, f"{GRANT},5", head=f"{HEAD},stage").rejected
    assert (found.reason, found.detail) == (
        "bad-code",
        "The stage code is 5 by its column and 4 by the code.",
    )
    assert read(tmp_path, f"{GRANT},4", head=f"{HEAD},stage").rejected == []


def test_code_of_a_corrected_event_is_checked_too(tmp_path: Path) -> None:
    row = "KR,1,A-6-4-Y10-Y00,2021-06-15,,,N-4-6-H10-F11"
    (found,) = read(tmp_path, row, head=f"{HEAD},correctedStatusEventCode").rejected
    assert found.detail == "The detailed event F11 does not belong to the key event H10."


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (f"{HEAD},event_date", "the columns 'eventDate' and 'event_date' say the same."),
        (
            "applicationNumber,eventDate",
            NO_EVENTS,
        ),
        ("", "is empty"),
    ],
)
def test_table_that_tells_no_events_is_refused(tmp_path: Path, head: str, said: str) -> None:
    path = tmp_path / "events.csv"
    path.write_text(f"{head}\n" if head else "")
    with pytest.raises(ReadError) as error:
        read_with(registry.reader("st27"), [path])
    assert said in str(error.value)
    assert str(error.value).startswith("events.csv")


def test_bytes_that_are_no_text_spoil_their_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(f"\ufeff{HEAD}\n{GOOD}\n{GRANT}\n".encode().replace(b"KR,1", b"KR,\xff1"))
    found = read_with(registry.reader("st27"), [path])
    assert found.values("application_number") == ["2"]
    assert [one.reason for one in found.rejected] == ["bad-encoding"]


@pytest.mark.parametrize("name", ["st27", "st27_new"])
def test_spoilt_files_end_in_no_traceback(tmp_path: Path, name: str) -> None:
    path, read_anyway = tmp_path / "events.csv", 0
    for seed in range(40):
        path.write_bytes(mutated("\n".join([HEAD, GRANT, LAPSE, GOOD]) + "\n", seed))
        with suppress(ReadError):
            found = read_with(registry.reader(name), [path])
            assert len(found.rights) + len(found.rejected) <= 12
            read_anyway += 1
    assert read_anyway > 5


def test_rows_held_are_those_of_the_page() -> None:
    assert f"every {feed._HELD:,} rows" in PAGE


def test_moves_of_the_page_are_those_of_the_code() -> None:
    lines = PAGE.split("| category | may move from, to |")[1].split("\n\n")[0].splitlines()[2:]
    told = {line.split("|")[1].split()[0].strip(","): line.split("|")[2] for line in lines}
    for letter in "BCDEFHKLM":
        for before, after in st27_moves.moves(letter):
            assert before in told[letter]
            assert after in told[letter]
    assert st27_moves.moves("U") == ()
