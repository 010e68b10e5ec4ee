"""A seminar in session, on the clock of the moment that its world has reached; its readers."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.programme.founding import founded
from tests.seminar.building import Convened
from tests.web.seminar.told import Meeting

Reader = Callable[..., Any]
Open = Callable[..., Any]


@pytest.fixture
def world(
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
    settings: Any,
) -> Iterator[Convened]:
    """In a ledger of its own, with nothing of a seminar yet."""
    with django_db_blocker.unblock(), founded(Convened, sqlite_template, tmp_path) as made:
        at_world(made)
        yield made


@pytest.fixture
def met(
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
    settings: Any,
) -> Iterator[Meeting]:
    """A seminar in session, in a ledger of its own."""
    with django_db_blocker.unblock(), founded(Meeting, sqlite_template, tmp_path) as made:
        at_world(made)
        yield made


def at_world(world: Convened) -> None:
    """The site's clock stands at the moment that the world has reached."""
    site.GOLDTHREAD_CLOCK = world.at - datetime.now(UTC)


def client_of(world: Convened, name: str, lang: str = "en") -> Client:
    at_world(world)
    client = Client(headers={"accept-language": lang})
    if name:
        client.force_login(world[name])
    return client


@pytest.fixture
def read(met: Meeting) -> Reader:
    """The page of an address as one of the meeting's people sees it ("" for the public)."""

    def page(address: str, name: str = "", lang: str = "en") -> Any:
        return client_of(met, name, lang).get(address)

    return page


def asked(world: Convened, name: str, address: str) -> int:
    """How many queries the page costs once the session is there."""
    client = client_of(world, name)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of files of this test."""
    place = tmp_path / "files"
    monkeypatch.setattr("goldthread.web.reports.evidence.folder", lambda: place)
    for module in ("documents", "adding"):
        monkeypatch.setattr(f"goldthread.web.seminar.{module}.folder", lambda: place)
    return place


@pytest.fixture
def visit(chromium: Any, server: str, met: Meeting) -> Iterator[Open]:
    """Opens an address in a window of its own, signed in where a name is given."""
    contexts = []

    def open_page(address: str, name: str = "", width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        if name:
            cookie = client_of(met, name).cookies[site.SESSION_COOKIE_NAME].value
            given = {"name": site.SESSION_COOKIE_NAME, "value": cookie, "url": server}
            context.add_cookies([given])
        window = context.new_page()
        window.complaints = []
        window.on("console", lambda message: window.complaints.append(message.text))
        window.on("pageerror", lambda error: window.complaints.append(str(error)))
        window.goto(server + address)
        return window

    yield open_page
    for context in contexts:
        context.close()
