"""A work ledger of its own for each test: a real file or a real PostgreSQL, migrated, as default.

Tests that need committed rows, several connections or raw SQL take `ledger` (each runs on SQLite
and on PostgreSQL) or `sqlite_ledger`; `django_db` without `transaction=True` is right for the rest.
(A transactional `django_db` empties tables by DELETE, which the log refuses.)
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections, transaction

from goldthread.bench import postgres
from goldthread.workflow.database import databases
from goldthread.workflow.lifecycle import MODELS

NUMBERS = count()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    home = tmp_path_factory.mktemp("ledger")
    with django_db_blocker.unblock(), as_default(databases(home, None)["default"]):
        _migrate()
    return home / "ledger.sqlite3"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    try:
        with postgres.running() as server:
            yield server
    except postgres.NoPostgres as reason:
        pytest.skip(str(reason))


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
    name = f"ledger_{next(NUMBERS)}"
    postgres_server.execute(f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    with django_db_blocker.unblock(), as_default(postgres_server.settings(name)):
        yield "postgresql"


def _migrate() -> None:
    call_command("migrate", verbosity=0)
    make_tables_of_tests()


def make_tables_of_tests() -> None:
    """The tables of models that only tests have and no migration makes."""
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
