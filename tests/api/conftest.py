"""A world of work for each test, and programs that ask for it in the name of its people."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from goldthread.workflow.database import databases
from tests.ledger import as_default, sqlite_template  # noqa: F401
from tests.programme.reporting import Reporting

ROOT = "/api/v1"
TODAY = datetime(2019, 3, 4, 9, tzinfo=UTC)
Program = Callable[..., "Asks"]


@pytest.fixture(scope="session")
def built(
    sqlite_template: Path,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: Any,
) -> tuple[Path, Reporting]:
    """The ledger of a world as it begins, made once."""
    folder = tmp_path_factory.mktemp("world")
    copy(sqlite_template, folder / "ledger.sqlite3")
    with django_db_blocker.unblock(), as_default(databases(folder, None)["default"]):
        made = Reporting()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "ledger.sqlite3", made


@pytest.fixture
def world(
    built: tuple[Path, Reporting], tmp_path: Path, django_db_blocker: Any, settings: Any
) -> Iterator[Reporting]:
    """In a ledger of its own; the site's clock stands in March 2019."""
    settings.GOLDTHREAD_HOME = tmp_path
    settings.GOLDTHREAD_MFA_REQUIRED = False
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.GOLDTHREAD_CLOCK = TODAY - datetime.now(UTC)
    copy(built[0], tmp_path / "ledger.sqlite3")
    with django_db_blocker.unblock(), as_default(databases(tmp_path, None)["default"]):
        yield built[1].again()  # type: ignore[misc]


class Asks:
    """A program with somebody's session ("" for nobody's)."""

    def __init__(self, world: Reporting, name: str = "", lang: str = "en") -> None:
        self.client = Client(headers={"accept-language": lang})
        if name:
            self.client.force_login(world[name])

    def get(self, path: str, status: int = 200) -> Any:
        answer = self.client.get(f"{ROOT}{path}")
        assert answer.status_code == status, answer.content
        return answer.json()

    def post(self, path: str, status: int = 200, **body: Any) -> Any:
        answer = self.client.post(f"{ROOT}{path}", body, content_type="application/json")
        assert answer.status_code == status, answer.content
        kind = "application/problem+json" if status >= 400 else "application/json"
        assert answer.headers["Content-Type"] == kind
        return answer.json()


@pytest.fixture
def program(world: Reporting) -> Program:
    def made(name: str = "", lang: str = "en") -> Asks:
        return Asks(world, name, lang)

    return made
