"""A world of work for each test, and programs that ask for it in the name of its people."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.programme.founding import founded
from tests.programme.reporting import Reporting

ROOT = "/api/v1"
TODAY = datetime(2019, 3, 4, 9, tzinfo=UTC)
Program = Callable[..., "Asks"]


@pytest.fixture
def world(
    sqlite_template: Path, tmp_path: Path, django_db_blocker: Any, settings: Any
) -> Iterator[Reporting]:
    """In a ledger of its own; the site's clock stands in March 2019."""
    settings.GOLDTHREAD_HOME = tmp_path
    settings.GOLDTHREAD_MFA_REQUIRED = False
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.GOLDTHREAD_CLOCK = TODAY - datetime.now(UTC)
    with django_db_blocker.unblock(), founded(Reporting, sqlite_template, tmp_path) as made:
        yield made


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
