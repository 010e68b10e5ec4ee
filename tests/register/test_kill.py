"""A loading process is killed at fifty moments: nothing half-loaded, nothing lost."""

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.register.conftest import Office
from tests.register.deliveries import Lines

MOMENTS = 50
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Server:
    """Loads in a child process, and kills it after some time."""

    process: subprocess.Popen[str]

    def load(self, home: Path, delivery: Path, kill_after: float = 60) -> tuple[int, float]:
        """The child's exit status and how long it ran."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{home} {delivery} {kill_after}\n")
        self.process.stdin.flush()
        status, seconds = self.process.stdout.readline().split()
        return int(status), float(seconds)


@pytest.fixture
def server() -> Iterator[Server]:
    command = [sys.executable, "-m", "tests.register.kill_server"]
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        yield Server(process)
        assert process.stdin is not None
        process.stdin.close()


def rows(first: int, last: int, title: str) -> list[dict[str, Any]]:
    party = {"role": "applicant", "sequence": 1, "name": "Acme"}
    return [
        {"number": f"{number:04d}", "title": title, "parties": [party] * (number % 3)}
        for number in range(first, last)
    ]


def test_loading_killed_at_any_moment_leaves_the_loads_before_or_after(
    office: Office, server: Server
) -> None:
    """The load killed changes, adds and withdraws records, and seals at its end."""
    before = rows(0, 100, "a")
    gone = [{"withdraw": f"{number:04d}"} for number in range(10)]
    office.deliver(*before)
    original = shutil.copytree(office.home, office.inbox / "original")
    delivery = office.file(*rows(50, 200, "b"), *gone)
    status, duration = server.load(office.home, delivery)
    assert status == 0
    known_after = office.rows("record_key, title, known_from_load")
    assert len(known_after) == 190
    known_before = office.rows("record_key, title, known_from_load", 1)

    rng = random.Random(2019)
    outcomes = []
    for moment in range(MOMENTS):
        shutil.rmtree(office.home)
        shutil.copytree(original, office.home)
        kill_after = duration * 1.1 * (moment + rng.random()) / MOMENTS
        status, _ = server.load(office.home, delivery, kill_after)
        outcomes.append((status, len(office.register.manifests())))
        assert office.register.verify().findings == []
        known = {1: known_before, 2: known_after}[outcomes[-1][1]]
        assert office.rows("record_key, title, known_from_load") == known
        _check_next_load(office, delivery, known_after)
    assert {status for status, _ in outcomes} <= {0, -signal.SIGKILL}
    assert sum(status != 0 for status, _ in outcomes) >= MOMENTS / 2
    assert {loads for _, loads in outcomes} == {1, 2}


def _check_next_load(office: Office, delivery: Path, known_after: list[Any]) -> None:
    office.register.load(Lines(), [delivery])
    assert office.rows("record_key, title, known_from_load") == known_after
    assert list((office.home / "register" / "tmp").iterdir()) == []
