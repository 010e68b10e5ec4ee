"""The site as it is served, in a process of its own, asked by one client over one connection."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from goldthread.errors import GoldthreadError

STARTED_WITHIN, READY_WITHIN = 180, 600
COOKIE = "sessionid"
RUN = (
    "import sys; from pathlib import Path; from goldthread.web.serve import serve; "
    "serve(Path(sys.argv[1]), int(sys.argv[2]), print)"
)
Ask = Callable[[str], float]


@dataclass(frozen=True)
class Site:
    """`process` is the server's first process; another, its child, answers."""

    connection: HTTPConnection
    process: int

    def __call__(self, address: str, session: str = "") -> float:
        """Seconds until the whole answer is here; an answer that is not 200 is an error."""
        headers = {"Cookie": f"{COOKIE}={session}"} if session else {}
        began = time.perf_counter()
        self.connection.request("GET", address, headers=headers)
        answer = self.connection.getresponse()
        while answer.read(65_536):
            pass
        took = time.perf_counter() - began
        if answer.status != 200:
            raise GoldthreadError(f"{address} answered {answer.status} instead of 200.")
        return took


@contextmanager
def served(home: Path, environment: Mapping[str, str] | None = None) -> Iterator[Site]:
    """The site of a home on a port of its own; it can be asked, and each answer is timed."""
    port = _free_port()
    whole = os.environ | {"GOLDTHREAD_HOME": str(home)} | dict(environment or {})
    command = [sys.executable, "-c", RUN, str(home), str(port)]
    with (
        subprocess.Popen(command, stdout=subprocess.DEVNULL, env=whole) as process,  # noqa: S603
        closing(HTTPConnection("127.0.0.1", port, timeout=120)) as connection,
    ):
        try:
            _await(port, process)
            yield Site(connection, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    from goldthread.web.serve import answers

    until = time.monotonic() + STARTED_WITHIN
    while not answers(port):
        if process.poll() is not None or time.monotonic() > until:
            raise GoldthreadError("The site did not start, so its pages cannot be measured.")
        time.sleep(0.05)


def until_ready(ask: Ask) -> float:
    """Seconds until the site says that its cubes are made."""
    began = time.perf_counter()
    while time.perf_counter() - began < READY_WITHIN:
        with suppress(GoldthreadError):
            ask("/ready")
            return time.perf_counter() - began
        time.sleep(0.02)
    raise GoldthreadError(f"The site's figures were not ready within {READY_WITHIN} seconds.")


def p95(times: Sequence[float]) -> float:
    return sorted(times)[max(0, round(0.95 * len(times)) - 1)]
