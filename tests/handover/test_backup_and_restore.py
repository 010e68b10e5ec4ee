"""A home saved while it is written to, and made again, on either database."""

import sqlite3
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any

import psycopg
import pytest
from django.db import connections

from goldthread.handover.backup import backup
from goldthread.handover.errors import HandoverRefused
from goldthread.handover.restore import _held, restore
from goldthread.handover.tables import connected, ledger_models, rows_of
from goldthread.programme.models import KeyTask
from goldthread.register.store import Register
from goldthread.workflow import log
from goldthread.workflow.database import databases
from goldthread.workflow.models import Event
from tests.handover.conftest import EVIDENCE
from tests.programme.building import World
from tests.register.deliveries import Lines, write


def rows(alias: str) -> dict[str, list[Any]]:
    return {model._meta.db_table: [*rows_of(model, alias)] for model in ledger_models()}


def _cursor(alias: str) -> Any:
    return connections[alias].cursor()


def address(server: Any, name: str) -> str:
    server.execute(f"CREATE DATABASE {name}")
    return f"postgresql://goldthread@/{name}?host={server.folder}"


def test_a_restored_home_is_the_home(ledger: str, home: Path, outside: Path) -> None:
    World().task("in_progress", supports={"CNIPA-UTIL": "1/3"})
    made = backup(home, outside / "site.zip")
    assert (made.sequence, made.head) == tuple(log.head())
    assert Event.objects.count() == made.sequence > 50

    told = restore(outside / "site.zip", outside / "again")
    assert (told.sequence, told.head, told.loads) == (made.sequence, made.head, 2)
    again = outside / "again"
    with connected(databases(again, None)["default"]) as alias:
        assert rows(alias) == rows("default")
    assert Register(again).verify().whole
    assert [one.sha256 for one in Register(again).manifests()] == [
        one.sha256 for one in Register(home).manifests()
    ]
    [evidence] = [path for path in (again / "files").rglob("*") if path.is_file()]
    assert evidence.read_bytes() == EVIDENCE
    assert (again / "settings.toml").read_text("utf-8") == 'country = "CN"\n'
    assert (again / "indicators" / "own.yaml").is_file()


def test_secrets_go_along_only_where_asked_for(
    sqlite_ledger: str, home: Path, outside: Path
) -> None:
    backup(home, outside / "plain.zip")
    backup(home, outside / "secret.zip", secrets=True)
    for name in ("plain", "secret"):
        restore(outside / f"{name}.zip", outside / name)
    assert b"only here" not in (outside / "plain.zip").read_bytes()
    assert "only here" in (outside / "secret" / "settings.toml").read_text("utf-8")
    assert (outside / "plain.zip").stat().st_mode & 0o077 == 0


def test_a_ledger_of_sqlite_goes_into_postgresql(
    sqlite_ledger: str, home: Path, outside: Path, postgres_server: Any
) -> None:
    world = World()
    world.task("assigned")
    backup(home, outside / "site.zip")
    url = address(postgres_server, "restored_into")
    restore(outside / "site.zip", outside / "again", url=url)
    with connected(databases(outside, url)["default"]) as alias:
        assert rows(alias) == rows("default")
        number = KeyTask.objects.using(alias).order_by("-pk")[0].pk
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT nextval(pg_get_serial_sequence('programme_keytask', 'id'))")
            assert cursor.fetchone()[0] == number + 1
    with pytest.raises(HandoverRefused, match="has tables already"):
        restore(outside / "site.zip", outside / "third", url=url)
    assert not (outside / "third").exists()
    with psycopg.connect(url), pytest.raises(HandoverRefused, match="is in use"):
        restore(outside / "site.zip", outside / "third", url=url, replace=True)
    told = restore(outside / "site.zip", outside / "third", url=url, replace=True)
    with connected(databases(outside, url)["default"]) as alias, _cursor(alias) as cursor:
        cursor.execute(f"SELECT count(*) FROM {told.schema_aside}.workflow_event")
        assert cursor.fetchone()[0] == told.sequence


def test_a_backup_of_a_site_at_work_is_one_moment(
    sqlite_ledger: str, home: Path, outside: Path
) -> None:
    world = World()
    stop, done = Flag(), list[int]()

    def write_on() -> None:
        number = 3
        while not stop.is_set():
            world.task("registered")
            path = write(outside / f"{number}.jsonl", [{"number": str(number)}])
            Register(home).load(Lines(), [path])
            done.append(number)
            number += 1
        connections.close_all()

    from tests.ledger import as_default

    def in_thread() -> None:
        with as_default(databases(home, None)["default"]):
            write_on()

    writer = Thread(target=in_thread)
    writer.start()
    try:
        made = []
        while len(made) < 3 or len(done) < 3:
            made.append(backup(home, outside / f"{len(made)}.zip"))
    finally:
        stop.set()
        writer.join()
    assert len({each.sequence for each in made}) > 1
    for number, each in enumerate(made[:3]):
        told = restore(outside / f"{number}.zip", outside / f"again-{number}")
        assert told.sequence == each.sequence
        assert Event.objects.get(sequence=each.sequence).hash == told.head
        assert told.loads <= len(Register(home).manifests())


def test_a_site_is_not_overwritten_and_is_kept_aside_when_replaced(
    sqlite_ledger: str, home: Path, outside: Path
) -> None:
    backup(home, outside / "site.zip")
    old = outside / "again"
    old.mkdir()
    (old / "note.txt").write_text("mine", "utf-8")
    with pytest.raises(HandoverRefused, match="There is a site in"):
        restore(outside / "site.zip", old)
    assert [path.name for path in old.iterdir()] == ["note.txt"]
    told = restore(outside / "site.zip", old, replace=True)
    assert (Path(told.aside) / "note.txt").read_text("utf-8") == "mine"
    assert (old / "ledger.sqlite3").is_file()


def test_a_site_in_use_is_left_alone(sqlite_ledger: str, home: Path, outside: Path) -> None:
    import fcntl

    backup(home, outside / "site.zip")
    served = outside / "served"
    restore(outside / "site.zip", served)
    (served / "jobs.lock").touch()
    before = sorted(path.name for path in served.iterdir())
    with (served / "jobs.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(HandoverRefused, match="is in use"):
            restore(outside / "site.zip", served, replace=True)
    assert sorted(path.name for path in served.iterdir()) == before
    living = outside / ".served.restoring-living"
    living.mkdir()
    with _held(living), pytest.raises(HandoverRefused, match="Another restore"):
        restore(outside / "site.zip", served, replace=True)
    assert living.is_dir()
    assert restore(outside / "site.zip", served, replace=True).aside
    assert not living.exists()


def test_a_ledger_of_an_older_version_is_brought_up_to_date(
    sqlite_ledger: str, home: Path, outside: Path
) -> None:
    """The tables of one part were not there yet when the backup was made."""
    from tests.handover.forging import without_part

    World()
    backup(home, outside / "site.zip")
    without_part(outside / "site.zip", outside / "older.zip", "review")
    restore(outside / "older.zip", outside / "again")
    with sqlite3.connect(outside / "again" / "ledger.sqlite3") as ledger_:
        assert ledger_.execute("SELECT count(*) FROM review_review").fetchone() == (0,)
        assert ledger_.execute("SELECT count(*) FROM workflow_event").fetchone()[0] > 50
