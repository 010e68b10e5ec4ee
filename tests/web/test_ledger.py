"""The ledger is made and brought up to date when the site starts; a newer one is refused."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

MIGRATE = (
    "import sys; from pathlib import Path; from goldthread.web import ledger; "
    "ledger.open_site(Path(sys.argv[1])); ledger.migrate(print)"
)


def migrate(home: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    run = [sys.executable, "-c", MIGRATE, str(home)]
    return subprocess.run(run, check=False, env=env, text=True, capture_output=True, timeout=60)


def tables(home: Path) -> set[str]:
    with sqlite3.connect(home / "ledger.sqlite3") as ledger:
        return {row[0] for row in ledger.execute("SELECT name FROM sqlite_master")}


def test_the_ledger_is_made_once(tmp_path: Path) -> None:
    first = migrate(tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("Bringing the work ledger up to date: ")
    assert first.stdout.endswith("The work ledger is up to date.\n")
    assert {"workflow_event", "offices_person", "django_session"} <= tables(tmp_path)
    again = migrate(tmp_path)
    assert (again.returncode, again.stdout) == (0, "")


def test_a_newer_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    migrate(tmp_path)
    with sqlite3.connect(tmp_path / "ledger.sqlite3") as ledger:
        ledger.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('offices', '0099_future', '2030-01-01')"
        )
    answer = migrate(tmp_path)
    assert answer.returncode == 1
    assert "was made by a newer Goldthread: it has offices.0099_future" in answer.stderr


def test_a_ledger_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(b"not a database, but somebody's letter " * 40)
    answer = migrate(tmp_path)
    assert answer.returncode == 1
    assert "cannot be opened or brought up to date" in answer.stderr
    assert (tmp_path / "ledger.sqlite3").read_bytes().startswith(b"not a database")
