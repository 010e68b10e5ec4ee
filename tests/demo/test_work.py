"""The demo's work: what the issue promises of it is there, told through the engine, and proved."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from goldthread.demo.work.script import script, task_lines

REPORT_STATES = {
    *("draft", "signed", "submitted", "under_review", "returned", "resubmitted"),
    *("accepted", "accepted_above"),
}


@pytest.fixture
def home(work_home: Path) -> Path:
    return work_home


def count(rows: sqlite3.Connection, table: str, where: str = "1") -> int:
    return int(rows.execute(f"SELECT count(*) FROM programme_{table} WHERE {where}").fetchone()[0])


def test_the_script_names_seven_measures_and_about_110_tasks() -> None:
    assert [measure["number"] for measure in script()["measures"]] == [1, 2, 3, 4, 5, 6, 7]
    assert len(list(task_lines())) == 104


def test_the_half_year_is_there(rows: sqlite3.Connection) -> None:
    # The two that are told, and the next one, which is being prepared.
    assert count(rows, "cycle") == 3
    assert (
        count(rows, "measure", "cycle_id = (SELECT id FROM programme_cycle WHERE key = '2019-H1')")
        == 7
    )
    # 2 of the half-year before, 104 of this one, and 10 that answers to proposals promised: 6 of
    # January's, of which one was carried over (one more), 3 of July's.
    assert count(rows, "keytask", "parent_id IS NULL") == 2 + 104 + 6 + 1 + 3
    offices = "SELECT count(DISTINCT lead_id) FROM programme_keytask WHERE parent_id IS NOT NULL"
    assert rows.execute(offices).fetchone() == (32,)


def test_reports_are_in_every_state_and_some_tasks_are_late(rows: sqlite3.Connection) -> None:
    states = {row[0] for row in rows.execute("SELECT DISTINCT state FROM programme_progressreport")}
    assert states == REPORT_STATES
    late = "done_on IS NULL AND due < '2019-07-15' AND state = 'in_progress'"
    assert count(rows, "keytask", late) > 10
    assert count(rows, "extension") == 2
    assert count(rows, "supervisionnotice", "colour = 'blue'") > 5


def test_the_reform_handed_tasks_over(rows: sqlite3.Connection) -> None:
    assert count(rows, "handover", "done_on IS NOT NULL") == 2


def test_every_file_stands_under_its_hash(home: Path, rows: sqlite3.Connection) -> None:
    evidence = {row[0] for row in rows.execute("SELECT sha256 FROM programme_evidence")}
    documents = {row[0] for row in rows.execute("SELECT sha256 FROM seminar_seminardocument")}
    wanted = evidence | documents
    stored = {path.name for path in (home / "files").glob("*/*")}
    assert (len(evidence) > 100, len(documents)) == (True, 7)
    assert stored == wanted


def test_the_chain_of_events_holds(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "goldthread.cli", "--home", str(home), "verify"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_writing_again_changes_nothing(home: Path, rows: sqlite3.Connection) -> None:
    before = count(rows, "keytask")
    subprocess.run([sys.executable, "-m", "goldthread.demo.work", str(home)], check=True)
    assert count(rows, "keytask") == before
