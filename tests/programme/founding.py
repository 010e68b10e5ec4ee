"""Worlds made once a run: each test, or module, begins on a copy of the whole ledger."""

import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import connections

from goldthread.bench import postgres
from goldthread.workflow.database import databases
from tests.ledger import as_default, copied_on
from tests.once import once
from tests.programme.building import World

W = TypeVar("W", bound=World)
Here = Callable[[type[World]], Any]


@contextmanager
def founded(kind: type[W], template: Path, home: Path) -> Iterator[W]:
    """A world of a kind in a ledger of its own in `home`, which is the default one meanwhile.

    `template` is a migrated, empty ledger. The database must be unblocked.
    """

    def make(folder: Path) -> W:
        shutil.copy(template, folder / template.name)
        with as_default(databases(folder, None)["default"]):
            return kind()

    folder = template.parent.with_name(f"{kind.__module__}.{kind.__qualname__}")
    made = once(folder, make)
    shutil.copy(folder / template.name, home / template.name)
    with as_default(databases(home, None)["default"]):
        begun = made.again()
        assert isinstance(begun, kind)
        yield begun


@pytest.fixture(scope="module")
def world_of(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[Here]:
    """Begins a world for all tests of a module, which undo what they do to it (`undone`)."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())

        def begun(kind: type[World]) -> Any:
            home = tmp_path_factory.mktemp("module")
            return stack.enter_context(founded(kind, sqlite_template, home))

        yield begun


@pytest.fixture(scope="session")
def postgres_worlds() -> dict[type[World], tuple[str, bytes]]:
    """Of each kind that was begun on PostgreSQL the database to copy, and the world in it."""
    return {}


@pytest.fixture(params=["sqlite", "postgresql"])
def world_here(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[Here]:
    """Begins a world in a ledger of the test's own; as with `ledger`, once on each database."""
    found: Any = founded if request.param == "sqlite" else _founded_on_postgresql
    names = ["sqlite_template", "tmp_path"]
    if request.param == "postgresql":
        names = ["postgres_server", "postgres_template", "postgres_worlds"]
    given = [request.getfixturevalue(name) for name in names]
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())

        def begun(kind: type[World]) -> Any:
            world = stack.enter_context(found(kind, *given))
            assert connections["default"].vendor == request.param
            return world

        yield begun


@contextmanager
def _founded_on_postgresql(
    kind: type[World],
    server: postgres.Server,
    template: str,
    worlds: dict[type[World], tuple[str, bytes]],
) -> Iterator[World]:
    if kind not in worlds:
        name = f"world_{len(worlds)}"
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        with as_default(server.settings(name)):
            worlds[kind] = name, pickle.dumps(kind())
    name, made = worlds[kind]
    with copied_on(server, name) as settings, as_default(settings):
        yield pickle.loads(made).again()
