"""The world of the thread on the pages, and a client of each of its people."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.programme.founding import founded
from tests.review.building import Reviewed
from tests.review.thread.walked import Walked, walk_world

Reader = Callable[..., Any]


class WalkedWorld(Reviewed):
    """Made once: everything on the thread is there."""

    walked: Walked

    def __init__(self) -> None:
        super().__init__()
        self.walked = walk_world(self)


@pytest.fixture
def world(
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
    settings: Any,
) -> Iterator[WalkedWorld]:
    settings.GOLDTHREAD_MFA_REQUIRED = False
    with django_db_blocker.unblock(), founded(WalkedWorld, sqlite_template, tmp_path) as made:
        settings.GOLDTHREAD_CLOCK = made.at + timedelta(days=3) - datetime.now(UTC)
        yield made


@pytest.fixture
def begun(
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
    settings: Any,
) -> Iterator[Reviewed]:
    """A world whose cycle still runs, with nothing in it yet."""
    settings.GOLDTHREAD_MFA_REQUIRED = False
    with django_db_blocker.unblock(), founded(Reviewed, sqlite_template, tmp_path) as made:
        settings.GOLDTHREAD_CLOCK = made.at + timedelta(days=3) - datetime.now(UTC)
        yield made


@pytest.fixture
def read(world: WalkedWorld) -> Reader:
    """The page of an address as one of the world's people sees it ("" for the public)."""

    def page(address: str, name: str = "", lang: str = "en") -> Any:
        client = Client(headers={"accept-language": lang})
        if name:
            client.force_login(world[name])
        return client.get(address)

    return page
