"""A review that is graded, on the clock of the moment that its world has reached; its readers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site

from tests.once import copied
from tests.programme.founding import founded
from tests.web.review.judged import Judged, make_register
from tests.web.seminar.conftest import at_world, client_of

Reader = Callable[..., Any]


@pytest.fixture(scope="session")
def china_home(made_home: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of Chinese grants; the site itself is built with the home of all tests."""
    return copied(shared / "grants", make_register, tmp_path_factory.mktemp("china") / "own")


@pytest.fixture
def world(
    china_home: Path,
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
    settings: Any,
) -> Iterator[Judged]:
    settings.GOLDTHREAD_HOME = china_home
    with django_db_blocker.unblock(), founded(Judged, sqlite_template, tmp_path) as made:
        at_world(made)
        yield made


@pytest.fixture
def read(world: Judged) -> Reader:
    """The page of an address as one of the world's people sees it ("" for the public)."""

    def page(address: str, name: str = "", lang: str = "en") -> Any:
        return client_of(world, name, lang).get(address)

    return page


@pytest.fixture
def visit(chromium: Any, server: str, world: Judged) -> Iterator[Reader]:
    """Opens an address in a window of its own, signed in where a name is given."""
    contexts = []

    def open_page(address: str, name: str = "", width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        if name:
            cookie = client_of(world, name).cookies[site.SESSION_COOKIE_NAME].value
            given = {"name": site.SESSION_COOKIE_NAME, "value": cookie, "url": server}
            context.add_cookies([given])
        window = context.new_page()
        window.goto(server + address)
        return window

    yield open_page
    for context in contexts:
        context.close()
