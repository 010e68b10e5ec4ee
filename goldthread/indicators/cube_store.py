"""Where cubes are kept: arrays in memory, Parquet files beside the register, both expendable."""

import json
from collections import OrderedDict
from hashlib import blake2b
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final

from goldthread.indicators.compile import COUNTS
from goldthread.indicators.counts import Counted, Direct, Key, Request, collect
from goldthread.indicators.cube_files import CubeFiles, Stored
from goldthread.indicators.cubes import Wanted, coarser, tallied, wanted
from goldthread.indicators.engine import Records, Session, ask_duckdb
from goldthread.indicators.errors import IndicatorError
from goldthread.indicators.expressions import DIALECT
from goldthread.indicators.held import Held, hold
from goldthread.indicators.updates import delta
from goldthread.register.known import Known

if TYPE_CHECKING:
    import pyarrow as pa

DURATION_LIMIT: Final = 3_000_000  # rows; beyond, a duration is asked of the register's rows


def mark_of(register: Records, known: Known) -> str:
    """What identifies a state of knowledge: its loads and the content of the newest one."""
    newest = [m.sha256 for m in register.manifests() if m.load == known.newest]
    text = json.dumps([sorted(known.loads.items()), newest])
    return blake2b(text.encode(), digest_size=8).hexdigest()


class CubeStore:
    """Cubes by name and state of knowledge. One thread builds at a time; many read.

    What is asked of lies in memory; the finest cubes, from which those are made, lie on disk.
    """

    def __init__(self, folder: Path, row_limit: int) -> None:
        self._files = CubeFiles(folder)
        self._row_limit = row_limit
        self._held: OrderedDict[tuple[str, str], Held] = OrderedDict()
        self._refused: set[tuple[str, str]] = set()
        self._lock = RLock()

    def cube(self, one: Wanted, session: Session, mark: str) -> Held | None:
        """A cube, made when it is not there; None when it would be too large."""
        key = (one.name, mark)
        with self._lock:
            if key not in self._held and key not in self._refused:
                self._hold(key, one, self._made(one, session, mark))
            if key in self._refused:
                return None
            self._held.move_to_end(key)
            return self._held[key]

    def _hold(self, key: tuple[str, str], one: Wanted, table: "pa.Table") -> None:
        if one.is_duration and table.num_rows > DURATION_LIMIT:
            self._refused.add(key)
            return
        self._held[key] = hold(table, one.keys, one.definition.counts_stock)
        while len(self._held) > 1 and sum(map(len, self._held.values())) > self._row_limit:
            self._held.popitem(last=False)

    def _made(self, one: Wanted, session: Session, mark: str) -> "pa.Table":
        """The rows of a cube: from the finest cube where there is one, else from its own files."""
        fine = one.finest or one
        columns = ", ".join(("month", *fine.keys, *COUNTS))
        made = (
            "SELECT * FROM cube" if one.finest is None else coarser("cube", fine, one).sql(DIALECT)
        )
        if one.is_duration:
            made += f" LIMIT {DURATION_LIMIT + 1}"
        try:
            rows = self._stored(fine, session, mark)
            return _table(f"SELECT {columns} FROM {rows}", made)
        except (OSError, IndicatorError):  # nothing can be written, or what was is damaged
            self._files.forget(fine, mark)
            return _table(_from_rights(fine, session), made)

    def _stored(self, fine: Wanted, session: Session, mark: str) -> str:
        """The relation of a cube on disk: found, brought up to date, or made."""
        stored = self._files.find(fine, mark)
        if stored is None:
            stored = self._updated(fine, session, mark)
        if stored is None:
            rows = _from_rights(fine, session)
            stored = self._files.write(fine, mark, session.known, rows)
        return self._files.read(stored)

    def _updated(self, fine: Wanted, session: Session, mark: str) -> Stored | None:
        for old in self._files.earlier(fine, session.known):
            rows = delta(fine, old.known, session)
            if rows is not None:
                return self._files.write(fine, mark, session.known, rows, old.files)
        return None


def _from_rights(one: Wanted, session: Session) -> str:
    return tallied(one.tally(session.once, session.spells), session)


def _table(cube: str, made: str) -> "pa.Table":
    rows: pa.Table = ask_duckdb(f"WITH cube AS ({cube}) {made}", {}, "to_arrow_table")
    return rows


class FromCubes:
    """Counts from cubes where they answer exactly, else from the register's rows."""

    def __init__(self, session: Session, mark: str, store: CubeStore) -> None:
        self.session = session
        self._mark = mark
        self._store = store

    def counts(self, request: Request) -> dict[Key, Counted]:
        one = wanted(request)
        cube = None if one is None else self._store.cube(one, self.session, self._mark)
        if cube is None:
            return Direct(self.session).counts(request)
        tally = request.plan(self.session.once, self.session.spells)
        return collect(cube.rows(request), tally, request)
