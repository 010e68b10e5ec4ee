"""What is costly to make is made once a run: by the process that asks first, for all others."""

import pickle
import shutil
from collections.abc import Callable
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
MADE = "made.pickle"


def once(folder: Path, make: Callable[[Path], T]) -> T:
    """What `make` gives for the empty folder that it fills.

    Nobody writes to the folder afterwards: a test that writes takes a copy of what lies there.
    """
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (folder / MADE).exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            (folder / MADE).write_bytes(pickle.dumps(make(folder)))
    made: T = pickle.loads((folder / MADE).read_bytes())
    return made


def copied(folder: Path, make: Callable[[Path], object], own: Path) -> Path:
    """A home that is made once, for a process that writes to it: its copy, which is `own`."""

    def filled(home: Path) -> None:
        make(home)

    once(folder, filled)
    return shutil.copytree(folder, own, ignore=shutil.ignore_patterns(MADE))
