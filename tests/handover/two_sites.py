"""A national site and a region's, which began as its copy; a package goes by post."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model

from goldthread.handover import keys, peers
from goldthread.handover.peers import Peer
from goldthread.handover.receiving import Read, read
from goldthread.handover.sending import make
from goldthread.programme.models import KeyTask
from goldthread.workflow.database import databases
from goldthread.workflow.engine import perform
from goldthread.workflow.models import Event
from tests.ledger import as_default
from tests.programme.building import World


@dataclass
class Two:
    """The national site is the ledger of the test; the region's began as its backup."""

    national: Path
    region: Path
    post: Path
    world: World
    task: KeyTask

    @contextmanager
    def in_the_region(self) -> Iterator[None]:
        with as_default(databases(self.region, None)["default"]):
            yield

    def do(self, action: str, by: str, task: KeyTask | None = None, **payload: Any) -> Event:
        """On the site that is open now: every site has its own copy of the same account."""
        self.world.wait(seconds=1)
        obj = type(task or self.task)._base_manager.get(pk=(task or self.task).pk)
        actor = get_user_model()._default_manager.get(username=by)
        return perform(
            obj,
            action,
            actor=actor,
            expected_version=obj.version,
            payload=payload,
            at=self.world.at,
        )

    def up(self, name: str = "up.zip") -> Path:
        with self.in_the_region():
            make(self.region, self.post / name, "national")
        return self.post / name

    def down(self, name: str = "down.zip") -> Path:
        make(self.national, self.post / name, "zhejiang")
        return self.post / name

    def read_down(self, path: Path, **how: Any) -> Read:
        with self.in_the_region():
            return read(self.region, path, **how)


def copied(home: Path, region: Path) -> None:
    """What a backup and a restore give, which test_backup_and_restore.py proves."""
    shutil.copytree(home / "register", region / "register")
    with (
        closing(sqlite3.connect(home / "ledger.sqlite3")) as source,
        closing(sqlite3.connect(region / "ledger.sqlite3")) as target,
    ):
        source.backup(target)


def begun(home: Path, outside: Path) -> Two:
    """Both know each other; Zhejiang has an assignment that it has not signed for."""
    world = World()
    task = world.assignment(world.task("in_progress"))
    region = outside / "region"
    copied(home, region)
    ours, theirs = keys.public(keys.own_key(home)), keys.public(keys.own_key(region))
    peers.trust(home, Peer("zhejiang", theirs, "IPO-ZJ", "zj_head"))
    peers.trust(region, Peer("national", ours, "*", "supervision"))
    return Two(home, region, outside, world, task)
