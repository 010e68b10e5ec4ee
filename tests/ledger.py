"""A work ledger of its own for each test: a real file or a real PostgreSQL, migrated, as default.

A plugin of all tests (`tests/conftest.py`): imported in many places, it would be made in each.

Tests that need committed rows, several connections or raw SQL take `ledger` (each runs on SQLite
and on PostgreSQL) or `sqlite_ledger`; `django_db` without `transaction=True` is right for the rest.
(A transactional `django_db` empties tables by DELETE, which the log refuses.)
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.db import connections, transaction

from goldthread.bench import postgres
from goldthread.workflow.database import databases
from goldthread.workflow.lifecycle import MODELS
from tests.once import once

NUMBERS = count()
MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def sqlite_template(shared: Path, django_db_blocker: Any) -> Path:
    """Migrated and empty; made once a run."""

    def make(home: Path) -> None:
        with django_db_blocker.unblock(), as_default(databases(home, None)["default"]):
            _migrate()

    once(shared / "ledger", make)
    return shared / "ledger" / "ledger.sqlite3"


@pytest.fixture(scope="session")
def django_db_setup(sqlite_template: Path, django_db_blocker: Any) -> Iterator[None]:
    """The one database of the tests with `django_db`, which undo what they change."""
    shutil.copy(sqlite_template, site.DATABASES["default"]["NAME"])
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    with ExitStack() as stack:
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(tempfile, "tempdir", _in_memory())
                server = stack.enter_context(postgres.running())
        except postgres.NoPostgres as reason:
            pytest.skip(str(reason))
        yield server


def _in_memory() -> str | None:
    """Where a thousand files for each test are quickly made; None, the usual place, without it."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 4 << 30
    return str(MEMORY) if roomy else None


@pytest.fixture(scope="session")
def postgres_template(postgres_server: postgres.Server, django_db_blocker: Any) -> str:
    postgres_server.execute("CREATE DATABASE ledger_template")
    with django_db_blocker.unblock(), as_default(postgres_server.settings("ledger_template")):
        _migrate()
    return "ledger_template"


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest) -> str:
    """The vendor's name; the test runs once on each."""
    request.getfixturevalue(f"{request.param}_ledger")
    return str(request.param)


@pytest.fixture
def sqlite_ledger(sqlite_template: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    shutil.copy(sqlite_template, tmp_path / "ledger.sqlite3")
    with django_db_blocker.unblock(), as_default(databases(tmp_path, None)["default"]):
        yield "sqlite"


@pytest.fixture(scope="module")
def module_ledger(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Path]:
    """One for all tests of a module, which undo what they change (`undone`); its folder."""
    home = tmp_path_factory.mktemp("module")
    shutil.copy(sqlite_template, home / "ledger.sqlite3")
    with django_db_blocker.unblock(), as_default(databases(home, None)["default"]):
        yield home


@contextmanager
def undone(world: Any) -> Iterator[Any]:
    """The world as it was furnished; everything that is done to it within is undone."""
    with transaction.atomic():
        yield world.again()
        transaction.set_rollback(True)


@pytest.fixture
def postgresql_ledger(
    postgres_server: postgres.Server, postgres_template: str, django_db_blocker: Any
) -> Iterator[str]:
    with (
        django_db_blocker.unblock(),
        copied_on(postgres_server, postgres_template) as settings,
        as_default(settings),
    ):
        yield "postgresql"


@contextmanager
def copied_on(server: postgres.Server, template: str) -> Iterator[dict[str, Any]]:
    """The settings of a copy of a database, which is dropped at once: of the thousand files of each
    none is worth being written to the disk."""
    name = f"ledger_{next(NUMBERS)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.settings(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _migrate() -> None:
    """With the tables of models that only tests have and no migration makes."""
    call_command("migrate", verbosity=0)
    with connections["default"].schema_editor() as editor:
        for model in MODELS.values():
            if model._meta.app_label == "cases":
                editor.create_model(model)


@contextmanager
def as_default(settings: dict[str, Any]) -> Iterator[None]:
    """Another database in the place of the default one, for this thread and those started in it.

    What a test writes need not outlive a power cut: SQLite does not wait for the disk.
    """
    settings = _hasty(settings)
    before, was_open = connections.settings["default"], _current()
    connections.settings["default"] = connections.configure_settings({"default": settings})[
        "default"
    ]
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        if was_open is None:
            del connections["default"]
        else:
            connections["default"] = was_open


def _hasty(settings: dict[str, Any]) -> dict[str, Any]:
    options = dict(settings.get("OPTIONS", {}))
    if "init_command" in options:
        options["init_command"] += "; PRAGMA synchronous=OFF"
    return settings | {"OPTIONS": options}


def _current() -> Any:
    return getattr(connections._connections, "default", None)
