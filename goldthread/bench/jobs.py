"""A job of a benchmark in a process of its own, since Django is made for one ledger a process.

A job prints one JSON value as its last line; sentences before it begin with SAYS.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from goldthread.bench import postgres
from goldthread.bench.report import Say
from goldthread.errors import GoldthreadError

SAYS = "# "


def run_job(
    module: str, name: str, home: Path, *given: object, environment: Mapping[str, str], say: Say
) -> Any:
    """What a job gives; what it says on the way is said at once."""
    command = [sys.executable, "-m", f"goldthread.bench.{module}", name, str(home)]
    last = ""
    with subprocess.Popen(  # noqa: S603
        [*command, *map(str, given)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=_clean() | dict(environment),
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(SAYS):
                say(line.removeprefix(SAYS).strip())
            else:
                last = line
    if process.returncode:
        raise GoldthreadError(f"The ledger could not be measured: {name} ended by an error.")
    return json.loads(last)


def _clean() -> dict[str, str]:
    """The environment without the site's own ledger: a measurement never writes there."""
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}


@contextmanager
def postgres_address(name: str) -> Iterator[dict[str, str]]:
    """The environment that leads to a new database of a name on a server of its own."""
    with postgres.running() as server:
        server.execute(f"CREATE DATABASE {name}")
        folder = quote(str(server.folder), safe="")
        yield {"DATABASE_URL": f"postgresql://{postgres.USER}@/{name}?host={folder}"}
