"""The stream beside the site: a socket of its own, and the process that answers on it."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from goldthread.web.children import Child
from goldthread.web.live.place import PORT

HOST = "127.0.0.1"
TRIED, WAITING = 50, 1_024
Say = Callable[[str], None]


@contextmanager
def beside(home: Path, pages: int, say: Say) -> Iterator[None]:
    """While the site is served on the port `pages`; where no port is free the page loads itself
    again and again instead, which is said."""
    listening = listen(pages + 1)
    if listening is None:
        say(f"No port from {pages + 1} on is free: the hall's screen is not live, but goes on.")
        yield
        return
    with listening:
        os.environ[PORT] = str(listening.getsockname()[1])
        child = Child(command(home, pages, listening.fileno()), "The live screen's process", say,
                      [listening.fileno()])  # fmt: skip
        child.start()
        try:
            yield
        finally:
            child.end()


def command(home: Path, pages: int, descriptor: int) -> list[str]:
    words = [str(home), str(pages), str(descriptor), str(os.getpid())]
    return [sys.executable, "-m", "goldthread.web.live", *words]


def listen(first: int) -> socket.socket | None:
    """A socket that listens on the next free port: it outlives the process that answers on it, so
    that browsers find it again."""
    for port in range(first, min(first + TRIED, 65_536)):
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((HOST, port))
            made.listen(WAITING)
        except OSError:
            made.close()
        else:
            return made
    return None
