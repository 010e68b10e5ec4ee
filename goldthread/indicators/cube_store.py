"""Where cubes are kept: tables in memory, Parquet files beside the register, both expendable."""

import json
from collections import OrderedDict
from functools import lru_cache
from hashlib import blake2b
from itertools import count
from pathlib import Path
from threading import RLock
from typing import Final

from goldthread.indicators.compile import COUNTS, compile_tally, relations_of
from goldthread.indicators.counts import Counted, Direct, Key, Request, collect, read_tally
from goldthread.indicators.cube_files import CubeFiles, Stored
from goldthread.indicators.cubes import Wanted, coarser, filtered, wanted, within, within_values
from goldthread.indicators.engine import Records, Session, ask_duckdb, execute
from goldthread.indicators.errors import IndicatorError
from goldthread.indicators.expressions import DIALECT
from goldthread.indicators.parameters import span_values
from goldthread.indicators.plan import Tally
from goldthread.indicators.updates import delta
from goldthread.register.known import Known

# By, where, how many periods, percentiles.
Asked = tuple[tuple[str, ...], tuple[tuple[str, int], ...], int, tuple[int, ...]]
DURATION_LIMIT: Final = 3_000_000  # rows; beyond, a duration is asked of the register's rows
_numbers = count()


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
        self._held: OrderedDict[tuple[str, str], tuple[str, int]] = OrderedDict()
        self._refused: set[tuple[str, str]] = set()
        self._lock = RLock()

    def table(self, one: Wanted, session: Session, mark: str) -> str | None:
        """The table of a cube, made when it is not there; None when it would be too large."""
        key = (one.name, mark)
        with self._lock:
            if key not in self._held and key not in self._refused:
                self._hold(key, one, self._make(one, session, mark))
            if key in self._refused:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def _hold(self, key: tuple[str, str], one: Wanted, table: str) -> None:
        rows = ask_duckdb(f"SELECT COUNT(*) FROM {table}", {})[0][0]
        if one.is_duration and rows > DURATION_LIMIT:
            execute(f"DROP TABLE {table}", {})
            self._refused.add(key)
            return
        self._held[key] = (table, rows)
        while len(self._held) > 1 and sum(n for _, n in self._held.values()) > self._row_limit:
            _, (oldest, _) = self._held.popitem(last=False)
            execute(f"DROP TABLE IF EXISTS {oldest}", {})

    def _make(self, one: Wanted, session: Session, mark: str) -> str:
        """A table of a cube: from the finest cube where there is one, else from its own files."""
        table = f"cube_{next(_numbers)}"
        fine = one.finest or one
        columns = ", ".join(("month", *fine.keys, *COUNTS))
        made = (
            "SELECT * FROM cube" if one.finest is None else coarser("cube", fine, one).sql(DIALECT)
        )
        try:
            rows = self._stored(fine, session, mark)
            self._create(table, f"SELECT {columns} FROM {rows}", made)
        except (OSError, IndicatorError):  # nothing can be written, or what was is damaged
            self._files.forget(fine, mark)
            self._create(table, _from_rights(fine, session), made)
        return table

    def _create(self, table: str, cube: str, made: str) -> None:
        execute(f"CREATE OR REPLACE TABLE {table} AS WITH cube AS ({cube}) {made}", {})

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
    tally = one.tally(session.once)
    return session.text(compile_tally(tally), relations_of(tally))


class FromCubes:
    """Counts from cubes where they answer exactly, else from the register's rows."""

    def __init__(self, session: Session, mark: str, store: CubeStore) -> None:
        self.session = session
        self._mark = mark
        self._store = store

    def counts(self, request: Request) -> dict[Key, Counted]:
        one = wanted(request)
        table = None if one is None else self._store.table(one, self.session, self._mark)
        if table is None:
            return Direct(self.session).counts(request)
        tally, where = request.plan(self.session.once), within(request)
        shape = tuple((name, len(values)) for name, values in where)
        asked = (request.by, shape, len(request.spans), request.definition.percentiles)
        text = _text(table, tally, asked)
        values = within_values(where) | span_values(request.spans)
        return collect(ask_duckdb(text, values), tally, request)


@lru_cache(maxsize=1024)
def _text(table: str, tally: Tally, asked: Asked) -> str:
    """The SQL of a request to a cube: kept, for only values differ from one page to the next."""
    by, where, periods, percentiles = asked
    return read_tally(filtered(table, where), tally, by, periods, percentiles).sql(DIALECT)
