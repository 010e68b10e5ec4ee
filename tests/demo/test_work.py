"""The demo's work: what the issue promises of it is there, told through the engine, and proved."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldthread.demo.work.script import script, task_lines

REPORT_STATES = {
    *("draft", "signed", "submitted", "under_review", "returned", "resubmitted"),
    *("accepted", "accepted_above"),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Written as `goldthread demo` writes it: by a process of its own."""
    home = tmp_path_factory.mktemp("demo")
    (home / "settings.toml").write_text('country = "CN"\ntime_zone = "Asia/Shanghai"\n')
    done = subprocess.run(
        [sys.executable, "-m", "goldthread.demo.work", str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def rows(home: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(home / "ledger.sqlite3")
    yield connection
    connection.close()


def count(rows: sqlite3.Connection, table: str, where: str = "1") -> int:
    return int(rows.execute(f"SELECT count(*) FROM programme_{table} WHERE {where}").fetchone()[0])


def test_the_script_names_seven_measures_and_about_110_tasks() -> None:
    assert [measure["number"] for measure in script()["measures"]] == [1, 2, 3, 4, 5, 6, 7]
    assert len(list(task_lines())) == 104


def test_the_half_year_is_there(rows: sqlite3.Connection) -> None:
    assert count(rows, "cycle") == 2
    assert (
        count(rows, "measure", "cycle_id = (SELECT id FROM programme_cycle WHERE key = '2019-H1')")
        == 7
    )
    assert count(rows, "keytask", "parent_id IS NULL") == 106
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


def test_every_file_of_evidence_stands_under_its_hash(home: Path, rows: sqlite3.Connection) -> None:
    wanted = {row[0] for row in rows.execute("SELECT DISTINCT sha256 FROM programme_evidence")}
    stored = {path.name for path in (home / "files").glob("*/*")}
    assert len(wanted) > 100
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
