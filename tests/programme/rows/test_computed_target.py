"""A task is verified by the figure computed from the register, whatever was reported."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldthread.programme.models import KeyTask
from goldthread.workflow.errors import GuardUnmet
from tests.indicators.support import load
from tests.once import copied
from tests.programme.building import World
from tests.programme.rows.harness import unchanged
from tests.programme.rows.test_key_task import TARGET
from tests.programme.test_progress import JS, granted


@pytest.fixture
def home(shared: Path, tmp_path: Path, settings: Any) -> Path:
    """Three grants in Zhejiang and one in Jiangsu in the first half of 2019; one later."""
    own = copied(shared / "grants of targets", _make, tmp_path / "home")
    settings.GOLDTHREAD_HOME = own
    return own


def _make(home: Path) -> None:
    rights = [
        granted("1", "2019-01-10"),
        granted("2", "2019-02-10"),
        granted("3", "2019-06-30"),
        granted("4", "2019-03-10", JS),
        granted("5", "2019-07-01"),
    ]
    load(home, rights, received="2019-07-02")


def reported_done(world: World, value: str) -> KeyTask:
    task = world.task(
        "completion_reported", targets=[TARGET | {"indicator": "C06", "value": value}]
    )
    world.until(date(2019, 7, 5))
    return task


def test_met_by_the_register(world: World, home: Path) -> None:
    task = reported_done(world, "3")

    world.act(task, "verify", "verifier", verdicts=world.verdicts(task))

    assert (task.state, task.waiver) == ("verified", "")


def test_missed_by_one(world: World, home: Path) -> None:
    task = reported_done(world, "4")

    with unchanged(), pytest.raises(GuardUnmet, match="do not meet these targets: C06 2019-H1"):
        world.act(task, "verify", "verifier", verdicts=world.verdicts(task))
