"""Where the ledger lives, and what the site says of a database it cannot be safe on."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from goldthread.errors import UsageError
from goldthread.workflow.database import databases
from goldthread.workflow.lifecycle import MODELS
from goldthread.workflow.site_checks import machines_are_whole, sqlite_locks_at_once
from tests.ledger import as_default
from tests.workflow.cases.models import NOTE, Note


def test_without_address_the_ledger_is_in_the_home(tmp_path: Path) -> None:
    found = databases(tmp_path, None)["default"]
    assert found["NAME"] == str(tmp_path / "ledger.sqlite3")
    assert databases(tmp_path, "")["default"] == found
    assert databases(tmp_path, "sqlite:////var/x.sqlite3")["default"] == {
        **found,
        "NAME": "/var/x.sqlite3",
    }


def test_postgresql_address_is_read() -> None:
    found = databases(Path(), "postgresql://me:p%40ss@db.example:5433/ledger")["default"]
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.postgresql", "ledger")
    assert (found["USER"], found["PASSWORD"]) == ("me", "p@ss")
    assert (found["HOST"], found["PORT"]) == ("db.example", 5433)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:secret@db/ledger",
        "what:secret",
        "postgresql://me:secret@db/",
        "postgresql://me:secret@db:port/ledger",
        "sqlite://",
        "secret",
    ],
)
def test_other_address_is_refused_without_being_printed(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        databases(Path(), url)
    assert "secret" not in str(caught.value)
    assert str(caught.value).startswith("DATABASE_URL cannot be read: give postgresql://")


def test_sqlite_ledger_is_set_for_many_readers_and_one_writer(on_sqlite: str) -> None:
    with connection.cursor() as cursor:
        told = {}
        for name in ("journal_mode", "foreign_keys", "busy_timeout"):
            cursor.execute(f"PRAGMA {name}")
            told[name] = cursor.fetchone()[0]
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 20_000}
    assert sqlite_locks_at_once(databases=["default"]) == []


def test_sqlite_that_locks_late_is_an_error(tmp_path: Path, on_sqlite: str) -> None:
    lax = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "x")}
    with as_default(lax):
        [error] = sqlite_locks_at_once(databases=["default"])
    assert error.id == "workflow.E002"
    assert error.hint == 'Set OPTIONS["transaction_mode"] = "IMMEDIATE".'
    assert sqlite_locks_at_once() == []


def test_machine_with_words_nobody_registered_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [replace(row, effect="note.oops") if row.effect else row for row in NOTE.transitions]
    rows[0] = replace(rows[0], guards=("note.never",), notices=("note.told",))
    assert machines_are_whole() == []

    monkeypatch.setattr(Note, "machine", replace(NOTE, transitions=tuple(rows)))
    monkeypatch.setitem(MODELS, "cases.note", Note)
    errors = machines_are_whole()
    assert [error.msg for error in errors][:3] == [
        "Machine 'note': the action 'write' names the rule 'note.never', which is not registered.",
        "Machine 'note': the action 'write' names the effect 'note.oops', which is not registered.",
        "Machine 'note': the action 'write' names the notice 'note.told', which is not registered.",
    ]


def test_migrations_say_what_the_models_say(on_sqlite: str) -> None:
    call_command("makemigrations", "workflow", check=True, dry_run=True, verbosity=0)


def test_migrating_again_changes_nothing(on_sqlite: str) -> None:
    call_command("migrate", verbosity=0)
    call_command("check", databases=["default"])
