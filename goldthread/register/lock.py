"""One writer at a time: a lock file that says who holds it."""

import fcntl
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from goldthread.register.errors import RegisterBusy, RegisterError

Say = Callable[[str], None]
POLL_SECONDS: Final = 0.05


def say_nothing(_: str) -> None:
    """For somebody who does not listen."""


@contextmanager
def writing(path: Path, timeout: float, say: Say = say_nothing) -> Iterator[None]:
    """Hold the lock; wait at most `timeout` seconds, saying once who is waited for.

    The kernel releases the lock when its holder dies, so a lock is never stale.
    """
    with _open(path) as handle:
        _acquire(handle, timeout, say)
        try:
            _sign(handle)
            yield
            handle.truncate(0)
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)


def _open(path: Path) -> IO[str]:
    try:
        return path.open("a+", encoding="utf-8")
    except OSError as error:
        raise RegisterError(
            f"The register {path.parent} cannot be written: {error.strerror} ({path})."
        ) from error


def _acquire(handle: IO[str], timeout: float, say: Say) -> None:
    deadline = time.monotonic() + timeout
    told = False
    while not _try(handle):
        if time.monotonic() >= deadline:
            raise RegisterBusy(
                f"{_holder(handle)}; waited {timeout:g} s. Nothing was loaded: load again when "
                "it has ended."
            )
        if not told:
            say(f"{_holder(handle)}; waiting.")
            told = True
        time.sleep(min(POLL_SECONDS, timeout))


def _try(handle: IO[str]) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(handle: IO[str]) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    handle.truncate(0)
    json.dump({"pid": os.getpid(), "host": socket.gethostname(), "since": since}, handle)
    handle.flush()


def _holder(handle: IO[str]) -> str:
    handle.seek(0)
    try:
        who = json.loads(handle.read())
        return (
            f"Another load is running since {who['since']} (process {who['pid']} on {who['host']})"
        )
    except (ValueError, KeyError, TypeError):
        return "Another load is running"
