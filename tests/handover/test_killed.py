"""Killed at any moment, a restore leaves the old home or the new one, whole."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from goldthread.handover.backup import backup
from goldthread.register.store import Register
from goldthread.workflow import log

ROOT = Path(__file__).resolve().parents[2]
RANDOM = random.Random(3)
SWAPPING = """
import sys
from pathlib import Path
from goldthread.handover.swap import exchange
new, home = map(Path, sys.argv[1:])
print("begun", flush=True)
while True:
    exchange(new, home)
"""


def started(*command: Any, **more: Any) -> "subprocess.Popen[str]":
    words = [sys.executable, *map(str, command)]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.Popen(words, cwd=ROOT, text=True, env=environment, **more)


def kill(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_there_is_a_whole_home_at_every_moment(tmp_path: Path) -> None:
    """Hundreds of exchanges a second: whoever looks, and whoever kills, finds one of the two."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name, "utf-8")
    home = tmp_path / "old"
    for _ in range(5):
        process = started("-c", SWAPPING, tmp_path / "new", home, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        until, seen = time.monotonic() + RANDOM.uniform(0.05, 0.3), set()
        while time.monotonic() < until:
            seen.add((home / "name").read_text("utf-8"))
        kill(process)
        assert seen <= {"old", "new"}
        both = {(tmp_path / name / "name").read_text("utf-8") for name in ("old", "new")}
        assert both == {"old", "new"}


def test_a_restore_that_is_killed_leaves_the_home_as_it_was(
    sqlite_ledger: str, home: Path, outside: Path
) -> None:
    saved = outside / "site.zip"
    backup(home, saved)
    place = outside / "place"
    place.mkdir()
    (place / "note.txt").write_text("mine", "utf-8")
    command = ("-m", "goldthread.cli", "restore", saved, "--into", place, "--replace")
    for more in (0.0, RANDOM.uniform(0.2, 3)):
        process = started(*command, stdout=subprocess.DEVNULL)
        while not list(outside.glob(".place.restoring-*")) and process.poll() is None:
            time.sleep(0.01)
        time.sleep(more)
        kill(process)
        kept = outside.glob("place.before-*")
        olds = [path for path in (place, *kept) if (path / "note.txt").is_file()]
        assert len(olds) == 1
        assert olds == [place] or Register(place).verify().whole
    process = started(*command, stdout=subprocess.PIPE)
    told, _ = process.communicate()
    assert process.returncode == 0
    assert log.head().hash in told
    assert Register(place).verify().whole
    assert not list(outside.glob(".place.restoring-*"))
