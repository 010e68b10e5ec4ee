"""A world of work for each test, and a client of each of its people."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.programme.building import World
from tests.programme.founding import founded

Reader = Callable[..., Any]


@pytest.fixture
def world(
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
    settings: Any,
) -> Iterator[World]:
    """In a ledger of its own; the site's clock stands where the world's does."""
    settings.GOLDTHREAD_MFA_REQUIRED = False
    with django_db_blocker.unblock(), founded(World, sqlite_template, tmp_path) as world:
        settings.GOLDTHREAD_CLOCK = datetime(2019, 6, 3, 9, tzinfo=UTC) - datetime.now(UTC)
        yield world


@pytest.fixture
def read(world: World) -> Reader:
    """The page of an address as one of the world's people sees it ("" for the public)."""

    def page(address: str, name: str = "", lang: str = "en") -> Any:
        client = Client(headers={"accept-language": lang})
        if name:
            client.force_login(world[name])
        return client.get(address)

    return page
