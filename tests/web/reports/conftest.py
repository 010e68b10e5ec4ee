"""A world with people enough to write and to sign, on the clock of 3 June 2019; its readers."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client

from goldthread.programme.models import ProgressReport
from tests.programme.founding import founded
from tests.programme.reporting import TARGET, Reporting

Reader = Callable[..., Any]


@pytest.fixture
def world(
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
    settings: Any,
) -> Iterator[Reporting]:
    """In a ledger of its own; files go to a folder of the test."""
    with django_db_blocker.unblock(), founded(Reporting, sqlite_template, tmp_path) as made:
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


@pytest.fixture
def told(world: Reporting) -> "Told":
    """A task with a target, its region's accepted report with an erratum, files, a notice."""
    return Told(world)


class Told:
    """What the pages of this part show, each once; on 3 June 2019."""

    def __init__(self, world: Reporting) -> None:
        self.world = world
        self.national = world.task("in_progress", supports={"CNIPA-UTIL": "1/3"}, targets=[TARGET])
        self.task = world.make_region(self.national, [TARGET | {"region": "CN-ZJ"}])
        world.until(date(2019, 4, 1))
        self.accepted = self._corrected()
        world.until(date(2019, 5, 2))
        self.draft = world.report(
            self.task, "zj_contributor", date(2019, 4, 30), lines=self.three_states()
        )
        self.evidence = world.linked(self.task, "zj_contributor")
        world.until(date(2019, 5, 30))
        self.notice = world.notice(self.task)

    def three_states(self) -> list[dict[str, Any]]:
        """Zero, not reported, and one line that nobody has written."""
        target = self.task.targets.get()
        first = self.task.milestones.get(position=1)
        return [
            {"target": target.pk, "status": "value", "value": "0", "text": "尚未开始统计"},
            {"milestone": first.pk, "status": "missing"},
        ]

    def _corrected(self) -> ProgressReport:
        world, task = self.world, self.task
        report = world.report(task, "zj_contributor", date(2019, 3, 31))
        world.accepted(report, "zj_head", "protection")
        line = {"target": task.targets.get().pk, "status": "not_applicable"}
        world.act(report, "correct", "zj_head", reason="口径有误", narrative="更正后", lines=[line])
        return report


@pytest.fixture
def visit(chromium: Any, server: str, world: Reporting) -> Iterator[Callable[..., Any]]:
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
        window.complaints = []
        window.on("console", lambda message: window.complaints.append(message.text))
        window.on("pageerror", lambda error: window.complaints.append(str(error)))
        window.goto(server + address)
        return window

    yield open_page
    for context in contexts:
        context.close()
