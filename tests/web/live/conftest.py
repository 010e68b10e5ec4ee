"""A seminar in session on a ledger of its own, the page's server, and the stream's real process."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client

from goldthread.seminar.models import AgendaItem, Delegation, Proposal, Seminar
from goldthread.web.live import beside
from goldthread.web.live.process import LIMIT
from goldthread.web.live.token import token
from goldthread.workflow import clock
from tests.programme.founding import founded
from tests.seminar.building import Convened
from tests.web.live.listening import Listener


@dataclass
class Hall:
    """A seminar in session: statements under way, two delegations in the queue, one proposal
    under discussion with a stance."""

    world: Convened
    seminar: Seminar
    proposal: Proposal
    statements: AgendaItem

    @property
    def token(self) -> str:
        self.seminar.refresh_from_db()
        return token(self.seminar)

    def delegation(self, office: str) -> Delegation:
        found: Delegation = self.seminar.delegations.get(office__code=office)
        return found

    def say(self, subject: str) -> None:
        """Something changes on the screen: a third delegation comes into the queue."""
        there = self.delegation("CNIPA-PROT")
        self.world.intervention(there, self.statements, "queued", 1, subject=subject)


@pytest.fixture
def world(
    home: Path,
    sqlite_template: Path,
    tmp_path: Path,
    django_db_blocker: Any,
    settings: Any,
) -> Iterator[Convened]:
    """In a ledger of its own, in whose home another process finds the same key."""
    settings.GOLDTHREAD_MFA_REQUIRED = False
    with django_db_blocker.unblock(), founded(Convened, sqlite_template, tmp_path) as world:
        yield world


@pytest.fixture
def hall(world: Convened, settings: Any) -> Hall:
    seminar = world.seminar("nominations_open")
    proposal = world.proposal(seminar, "filed")
    world.lead_to(seminar, "in_session")
    _, statements, item = AgendaItem.objects.filter(session__seminar=seminar)
    made = Hall(world, seminar, proposal, statements)
    world.act(proposal, "put_on_agenda", "secretariat", item=item.pk)
    world.stance(proposal, made.delegation("IPO-JS"))
    world.intervention(made.delegation("IPO-ZJ"), statements, "queued", 1, subject="快速维权")
    world.intervention(made.delegation("IPO-JS"), statements, "queued", 2)
    world.act(statements, "begin", "chair")
    settings.GOLDTHREAD_CLOCK = world.at - datetime.now(UTC)
    return made


Begin = Callable[..., "Stream"]
PACED = """
import json, socket, sys
from pathlib import Path
from goldthread.web.ledger import open_site
home, pages, descriptor, parent, limit, pace = sys.argv[1:]
open_site(Path(home))
from goldthread.web.live.hub import Pace
from goldthread.web.live.process import run
given = socket.socket(fileno=int(descriptor))
run(given, int(pages), int(parent), int(limit), Pace(**json.loads(pace)))
"""


@dataclass
class Stream:
    """The stream's process on a port of its own."""

    port: int
    process: "subprocess.Popen[str]"

    def listen(self, path: str, **headers: str) -> Listener:
        return Listener(self.port, path, headers)


@pytest.fixture
def begin(hall: Hall, tmp_path: Path) -> Iterator[Begin]:
    """Starts the stream as `serve` does; `pages` is the port of the pages. With a limit or a pace
    of its own it is not the module that runs, but the same function."""
    with _home(tmp_path):
        running: list[Any] = []

        def start(pages: int = 8000, limit: int = 0, **pace: float) -> Stream:
            listening = beside.listen(20_000 + os.getpid() % 20_000)
            assert listening is not None
            command = beside.command(tmp_path, pages, listening.fileno())
            if limit or pace:
                given = [str(limit or LIMIT), json.dumps(pace)]
                command = [sys.executable, "-c", PACED, *command[3:], *given]
            process = subprocess.Popen(
                command,
                pass_fds=[listening.fileno()],
                env=_environment(),
                stderr=subprocess.PIPE,
                text=True,
            )
            running.append((process, listening))
            return Stream(listening.getsockname()[1], process)

        yield start
        for process, listening in running:
            listening.close()
            _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    """By the signal that a service manager sends; nothing may be said of a traceback."""
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=20)
    assert "Traceback" not in said, said


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Settings and the clock of the test, for a process that begins in the folder."""
    key = json.dumps(site.SECRET_KEY)
    mfa = "[sign_in]\nmfa_required = false\n"
    (folder / "settings.toml").write_text(f"secret_key = {key}\n{mfa}", "utf-8")
    sign = {"synthetic": True, "notice": {"en": "Made up."}, "clock": clock.shift().total_seconds()}
    (folder / "demo.json").write_text(json.dumps(sign), "utf-8")
    yield


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}


def cookie_of(user: Any) -> str:
    """A session in which the user is signed in, as the browser sends it."""
    client = Client()
    client.force_login(user)
    name = site.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"
