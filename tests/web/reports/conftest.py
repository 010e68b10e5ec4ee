"""A world with people enough to write and to sign, on the clock of 3 June 2019; its readers."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldthread.workflow.database import databases
from tests.ledger import as_default, sqlite_template  # noqa: F401
from tests.programme.reporting import Reporting

Reader = Callable[..., Any]


@pytest.fixture
def world(
    home: Path,
    sqlite_template: Path,  # noqa: F811
    tmp_path: Path,
    django_db_blocker: Any,
    settings: Any,
) -> Iterator[Reporting]:
    """In a ledger of its own; files go to a folder of the test."""
    shutil.copy(sqlite_template, tmp_path / "ledger.sqlite3")
    with django_db_blocker.unblock(), as_default(databases(tmp_path, None)["default"]):
        made = Reporting()
        settings.GOLDTHREAD_CLOCK = datetime(2019, 6, 3, 9, tzinfo=UTC) - datetime.now(UTC)
        yield made


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of files of this test."""
    place = tmp_path / "files"
    for module in ("evidence", "uploading"):
        monkeypatch.setattr(f"goldthread.web.reports.{module}.folder", lambda: place)
    return place


def client_of(world: Reporting, name: str, lang: str = "en") -> Client:
    client = Client(headers={"accept-language": lang})
    if name:
        client.force_login(world[name])
    return client


@pytest.fixture
def read(world: Reporting) -> Reader:
    """The page of an address as one of the world's people sees it ("" for the public)."""

    def page(address: str, name: str = "", lang: str = "en") -> Any:
        return client_of(world, name, lang).get(address)

    return page
