"""Cubes on disk: Parquet files beside the register, found by cube and state of knowledge.

A cube of a state is a list of files whose rows are summed: the one that was made from all rights,
and one for each later update. `<state>-<cube>.json` names them and the loads the state knows.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from os import close
from pathlib import Path
from shutil import rmtree
from tempfile import mkstemp
from time import time
from typing import Final

from goldthread.indicators import engine
from goldthread.indicators.cubes import Wanted
from goldthread.indicators.engine import quoted
from goldthread.register.known import Known

CUBE_LIMIT: Final = 400  # cubes kept
ABANDONED: Final = 3600.0  # seconds after which a file half written is nobody's
UPDATE_LIMIT: Final = 12  # updates after which a cube is made anew


@dataclass(frozen=True)
class Stored:
    """A cube on disk: the files it is made of, and what was known."""

    files: tuple[str, ...]
    known: Known


class CubeFiles:
    """A folder of cubes. Everything in it can be thrown away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, one: Wanted, mark: str) -> Stored | None:
        """The cube at a state of knowledge, when it is there."""
        path = self._folder / f"{mark}-{one.name}.json"
        with suppress(OSError, ValueError, KeyError):
            content = json.loads(path.read_text("utf-8"))
            if all((self._folder / name).is_file() for name in content["files"]):
                known = Known(content["loads"], content["newest"], "")
                return Stored(tuple(content["files"]), known)
        return None

    def earlier(self, one: Wanted, known: Known) -> Iterator[Stored]:
        """The cube at other states of knowledge, the latest first."""
        marks = (path.name.partition("-")[0] for path in self._folder.glob(f"*-{one.name}.json"))
        found = [stored for mark in marks if (stored := self.find(one, mark)) is not None]
        yield from sorted(
            (s for s in found if s.known.loads != known.loads and len(s.files) <= UPDATE_LIMIT),
            key=lambda stored: -stored.known.newest,
        )

    def forget(self, one: Wanted, mark: str) -> None:
        """Throw a cube away that cannot be read."""
        with suppress(OSError):
            (self._folder / f"{mark}-{one.name}.json").unlink()

    def write(
        self, one: Wanted, mark: str, known: Known, rows: str, before: tuple[str, ...] = ()
    ) -> Stored:
        """Keep the rows of a SELECT as a cube, after the files of the one it brings up to date.

        Raises OSError or IndicatorError where nothing can be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{mark}-{one.name}.parquet"
        made = self._temporary()
        try:
            engine.write(rows, made)
            made.replace(self._folder / name)
            self._say(one, mark, Stored((*before, name), known))
        finally:
            made.unlink(missing_ok=True)
        self._prune()
        self._sweep()
        return Stored((*before, name), known)

    def read(self, stored: Stored) -> str:
        """SQL of the relation that a cube's files hold."""
        return f"read_parquet([{', '.join(quoted(self._folder / name) for name in stored.files)}])"

    def _temporary(self) -> Path:
        handle, name = mkstemp(suffix=".tmp", dir=self._folder)
        close(handle)
        return Path(name)

    def _say(self, one: Wanted, mark: str, stored: Stored) -> None:
        known = stored.known
        content = {"loads": dict(known.loads), "newest": known.newest, "files": stored.files}
        made = self._temporary()
        made.write_text(json.dumps(content), "utf-8")
        made.replace(self._folder / f"{mark}-{one.name}.json")

    def _prune(self) -> None:
        """Keep the newest cubes, and the files that any of them names."""
        cubes = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        if len(cubes) <= CUBE_LIMIT:
            return
        for path in cubes[:-CUBE_LIMIT]:
            path.unlink(missing_ok=True)
        named = {n for p in cubes[-CUBE_LIMIT:] for n in json.loads(p.read_text("utf-8"))["files"]}
        for path in self._folder.glob("*.parquet"):
            if path.name not in named:
                path.unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Remove what a process that was ended left half written."""
        for path in self._folder.glob("*.tmp*"):
            with suppress(OSError):
                if time() - path.stat().st_mtime > ABANDONED:
                    rmtree(path) if path.is_dir() else path.unlink()
