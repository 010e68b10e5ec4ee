"""Cubes on disk: Parquet files beside the register, found by cube and state of knowledge."""

import json
from collections.abc import Iterator
from contextlib import suppress
from os import close
from pathlib import Path
from tempfile import mkstemp
from typing import Final

from goldthread.indicators.compile import COUNTS
from goldthread.indicators.cubes import Wanted
from goldthread.indicators.engine import execute, quoted
from goldthread.indicators.errors import IndicatorError
from goldthread.register.known import Known

FILE_LIMIT: Final = 400


class CubeFiles:
    """A folder of cubes. Everything in it can be thrown away; a cube cut short is made again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, one: Wanted, mark: str, table: str) -> bool:
        """Read a cube into a table, when it is there."""
        path = self._path(one, mark)
        if not path.is_file():
            return False
        columns = ", ".join(("month", *one.keys, *COUNTS))
        try:
            execute(
                f"CREATE TABLE {table} AS SELECT {columns} FROM read_parquet({quoted(path)})", {}
            )
        except IndicatorError:
            with suppress(OSError):
                path.unlink()
            return False
        return True

    def write(self, one: Wanted, known: Known, mark: str, table: str) -> None:
        """Keep a cube, in one step; where nothing can be written, do without."""
        with suppress(OSError, IndicatorError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = mkstemp(suffix=".tmp", dir=self._folder)
            close(handle)
            try:
                execute(f"COPY {table} TO {quoted(Path(name))} (FORMAT parquet)", {})
                self._say(known, mark)
                Path(name).replace(self._path(one, mark))
            finally:
                Path(name).unlink(missing_ok=True)
            self._prune()

    def earlier(self, one: Wanted, known: Known) -> Iterator[tuple[Known, str]]:
        """The other states of knowledge that a cube is kept for, the latest first."""
        found = []
        for path in self._folder.glob(f"*-{one.name}.parquet"):
            mark = path.name.partition("-")[0]
            with suppress(OSError, ValueError, KeyError):
                content = json.loads((self._folder / f"{mark}.json").read_text("utf-8"))
                old = Known(content["loads"], content["newest"], "")
                if old.loads != known.loads:
                    found.append((old, mark))
        yield from sorted(found, key=lambda pair: -pair[0].newest)

    def _path(self, one: Wanted, mark: str) -> Path:
        return self._folder / f"{mark}-{one.name}.parquet"

    def _say(self, known: Known, mark: str) -> None:
        """Write down which loads a mark stands for."""
        content = {"loads": dict(known.loads), "newest": known.newest}
        (self._folder / f"{mark}.json").write_text(json.dumps(content), "utf-8")

    def _prune(self) -> None:
        files = sorted(self._folder.glob("*.parquet"), key=lambda path: path.stat().st_mtime)
        for path in files[:-FILE_LIMIT]:
            path.unlink(missing_ok=True)
