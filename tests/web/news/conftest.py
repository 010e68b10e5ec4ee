"""News on a register with a few grants; the site's clock stands where its world stands."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site

from goldthread.web import build
from tests.indicators.support import load
from tests.programme.founding import founded
from tests.programme.test_progress import JS, granted
from tests.web.news.told import Newsworthy
from tests.web.seminar.conftest import at_world, client_of

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five grants in the first half of 2019, two in that of 2018."""
    build.build()
    home = tmp_path_factory.mktemp("news")
    days = ("2018-05-01", "2018-06-01", "2019-01-10", "2019-02-10", "2019-03-10", "2019-06-30")
    rows = [granted(str(number), day) for number, day in enumerate(days, 1)]
    load(home, [*rows, granted("7", "2019-04-10", JS)], received="2019-06-20")
    return home


@pytest.fixture
def told(
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
) -> Iterator[Newsworthy]:
    """In a ledger of its own."""
    with django_db_blocker.unblock(), founded(Newsworthy, sqlite_template, tmp_path) as made:
        at_world(made)
        yield made


@pytest.fixture
def visit(chromium: Any, server: str, told: Newsworthy) -> Iterator[Open]:
    """Opens an address in a window of its own, signed in where a name is given."""
    contexts = []

    def open_page(address: str, name: str = "", width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        if name:
            cookie = client_of(told, name).cookies[site.SESSION_COOKIE_NAME].value
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
