"""Where cubes are kept: tables in memory, Parquet files beside the register, both expendable."""

import json
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import count
from pathlib import Path
from threading import RLock
from typing import Final

from goldthread.indicators.compile import compile_tally, relations_of
from goldthread.indicators.counts import Counted, Direct, Key, Request, collect, read_tally
from goldthread.indicators.cube_files import CubeFiles
from goldthread.indicators.cubes import Wanted, coarser, filtered, wanted, within, within_values
from goldthread.indicators.engine import Records, Session, ask_duckdb, execute
from goldthread.indicators.expressions import DIALECT
from goldthread.indicators.parameters import span_values
from goldthread.indicators.plan import Tally
from goldthread.indicators.updates import update
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


@dataclass(frozen=True)
class Held:
    """A cube in memory."""

    table: str
    rows: int
    known: Known


class CubeStore:
    """Cubes by name and state of knowledge. One thread builds at a time; many read."""

    def __init__(self, folder: Path, row_limit: int) -> None:
        self._files = CubeFiles(folder)
        self._row_limit = row_limit
        self._held: OrderedDict[tuple[str, str], Held] = OrderedDict()
        self._refused: set[tuple[str, str]] = set()
        self._lock = RLock()

    def table(self, one: Wanted, session: Session, mark: str) -> str | None:
        """The table of a cube, made when it is not there; None when it would be too large."""
        key = (one.name, mark)
        with self._lock:
            if key not in self._held and key not in self._refused:
                self._add(key, one, self._make(one, session, mark), session.known)
            if key in self._refused:
                return None
            self._held.move_to_end(key)
            return self._held[key].table

    def _add(self, key: tuple[str, str], one: Wanted, table: str, known: Known) -> None:
        rows = ask_duckdb(f"SELECT COUNT(*) FROM {table}", {})[0][0]
        if one.is_duration and rows > DURATION_LIMIT:
            execute(f"DROP TABLE {table}", {})
            self._refused.add(key)
            return
        self._held[key] = Held(table, rows, known)
        while len(self._held) > 1 and sum(h.rows for h in self._held.values()) > self._row_limit:
            _, oldest = self._held.popitem(last=False)
            execute(f"DROP TABLE IF EXISTS {oldest.table}", {})

    def _make(self, one: Wanted, session: Session, mark: str) -> str:
        table = f"cube_{next(_numbers)}"
        finest = one.finest
        if finest is not None and finest != one:
            fine = self.table(finest, session, mark)
            assert fine is not None, "only durations are refused"
            session.store(table, coarser(fine, finest, one), {}, ())
        elif not self._files.read(one, mark, table) and not self._update(one, session, table):
            tally = one.tally(session.once)
            session.store(table, compile_tally(tally), {}, relations_of(tally))
            self._files.write(one, session.known, mark, table)
        return table

    def _update(self, one: Wanted, session: Session, table: str) -> bool:
        """Make a cube from that of an earlier state of knowledge, in memory or on disk."""
        for (name, _), held in reversed(self._held.items()):
            if name == one.name and update(one, held.table, held.known, session, table):
                return True
        before = f"{table}_before"
        for known, mark in self._files.earlier(one, session.known):
            if self._files.read(one, mark, before):
                try:
                    return update(one, before, known, session, table)
                finally:
                    execute(f"DROP TABLE IF EXISTS {before}", {})
        return False


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
