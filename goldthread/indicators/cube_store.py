"""Where cubes are kept: tables in memory, Parquet files beside the register, both expendable."""

import json
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import suppress
from hashlib import blake2b
from itertools import count
from pathlib import Path
from tempfile import mkstemp
from threading import RLock
from typing import Final

from goldthread.indicators.compile import Parameters, compile_tally, relations_of
from goldthread.indicators.counts import Counted, Direct, Key, Request, collect, read_tally
from goldthread.indicators.cubes import Filters, Wanted, coarser, filtered, filters, wanted
from goldthread.indicators.engine import Records, Session, ask_duckdb, execute, quoted
from goldthread.indicators.errors import IndicatorError
from goldthread.indicators.expressions import DIALECT
from goldthread.indicators.plan import Tally
from goldthread.indicators.updates import Step, update
from goldthread.register.known import Known

DURATION_LIMIT: Final = 3_000_000  # rows; beyond, a duration is asked of the register's rows
FILE_LIMIT: Final = 400  # cubes kept on disk
TEXTS: Final = 1024  # SQL texts kept
_numbers = count()


def mark_of(register: Records, known: Known) -> str:
    """What identifies a state of knowledge: its loads and the content of the newest one."""
    newest = [m.sha256 for m in register.manifests() if m.load == known.newest]
    text = json.dumps([sorted(known.loads.items()), newest])
    return blake2b(text.encode(), digest_size=8).hexdigest()


class CubeStore:
    """Cubes by name and state of knowledge. One thread builds at a time; many read."""

    def __init__(self, folder: Path, row_limit: int) -> None:
        self._folder = folder
        self._row_limit = row_limit
        self._tables: OrderedDict[tuple[str, str], tuple[str, int]] = OrderedDict()
        self._refused: set[tuple[str, str]] = set()
        self._lock = RLock()

    def table(self, one: Wanted, session: Session, mark: str) -> str | None:
        """The table of a cube, made when it is not there; None when it would be too large."""
        key = (one.name, mark)
        with self._lock:
            if key in self._refused:
                return None
            if key not in self._tables:
                self._add(key, one, self._make(one, session, mark))
            if key in self._refused:
                return None
            self._tables.move_to_end(key)
            return self._tables[key][0]

    def clear(self) -> None:
        """Forget every cube in memory."""
        with self._lock:
            for table, _ in self._tables.values():
                execute(f"DROP TABLE IF EXISTS {table}", {})
            self._tables.clear()

    def _add(self, key: tuple[str, str], one: Wanted, table: str) -> None:
        rows = ask_duckdb(f"SELECT COUNT(*) FROM {table}", {})[0][0]
        if one.is_duration and rows > DURATION_LIMIT:
            execute(f"DROP TABLE {table}", {})
            self._refused.add(key)
            return
        self._tables[key] = (table, rows)
        while len(self._tables) > 1 and sum(n for _, n in self._tables.values()) > self._row_limit:
            _, (oldest, _) = self._tables.popitem(last=False)
            execute(f"DROP TABLE IF EXISTS {oldest}", {})

    def _make(self, one: Wanted, session: Session, mark: str) -> str:
        table = f"cube_{next(_numbers)}"
        finest = one.finest
        if finest is not None and finest != one:
            fine = self.table(finest, session, mark)
            assert fine is not None, "only durations are refused"
            session.store(table, coarser(fine, finest, one), {}, ())
            return table
        if self._read(one, mark, table):
            return table
        if not self._update(one, session, table):
            tally = one.tally(session.once)
            relations = [*relations_of(tally), *(["loads"] if tally.needs_loads else [])]
            session.store(table, compile_tally(tally, Parameters()), {}, relations)
        self._write(one, session.known, mark, table)
        return table

    def _path(self, one: Wanted, mark: str) -> Path:
        return self._folder / f"{mark}-{one.name}.parquet"

    def _read(self, one: Wanted, mark: str, table: str) -> bool:
        path = self._path(one, mark)
        if not path.is_file():
            return False
        try:
            execute(f"CREATE TABLE {table} AS SELECT * FROM read_parquet({quoted(path)})", {})
        except IndicatorError:
            path.unlink(missing_ok=True)  # cut short or not ours: a cube is made again
            return False
        return True

    def _write(self, one: Wanted, known: Known, mark: str, table: str) -> None:
        """Keep a cube on disk, in one step; where that is not possible, do without."""
        with suppress(OSError, IndicatorError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = mkstemp(suffix=".tmp", dir=self._folder)
            Path(name).unlink()
            execute(f"COPY {table} TO {quoted(Path(name))} (FORMAT parquet)", {})
            Path(name).replace(self._path(one, mark))
            loads = self._folder / f"{mark}.json"
            if not loads.exists():
                content = {"loads": dict(known.loads), "newest": known.newest}
                loads.write_text(json.dumps(content), "utf-8")
            self._prune()
            del handle

    def _prune(self) -> None:
        files = sorted(self._folder.glob("*.parquet"), key=lambda path: path.stat().st_mtime)
        for path in files[:-FILE_LIMIT]:
            path.unlink(missing_ok=True)

    def _update(self, one: Wanted, session: Session, table: str) -> bool:
        """Make a cube from the one of an earlier state of knowledge, when there is one."""
        for old, mark in self._earlier(one, session.known):
            before = f"{table}_before"
            if not self._read(one, mark, before):
                continue
            try:
                return update(one, before, Step(old, session.known), session, table)
            finally:
                execute(f"DROP TABLE IF EXISTS {before}", {})
        return False

    def _earlier(self, one: Wanted, known: Known) -> Iterator[tuple[Known, str]]:
        """The states of knowledge before this one that the cube is kept for, latest first."""
        found = []
        for path in self._folder.glob(f"*-{one.name}.parquet"):
            mark = path.name.partition("-")[0]
            with suppress(OSError, ValueError, KeyError):
                content = json.loads((self._folder / f"{mark}.json").read_text("utf-8"))
                old = Known(content["loads"], content["newest"], "")
                if Step(old, known).forward and old.loads != known.loads:
                    found.append((old, mark))
        yield from sorted(found, key=lambda pair: -sum(pair[0].loads.values()))


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
        tally = request.plan(self.session.once, request.months)
        among = filters(request)
        text = _text(table, tally, request, among)
        values = [*(v for _, codes in among for v in codes), *(v for s in request.spans for v in s)]
        rows = ask_duckdb(text, {f"v{n}": value for n, value in enumerate(values)})
        return collect(rows, tally, request)


_texts: OrderedDict[Hashable, str] = OrderedDict()


def _text(table: str, tally: Tally, request: Request, among: Filters) -> str:
    """The SQL of a request to a cube; kept, for only values differ from one page to the next."""
    lengths = tuple((name, len(values)) for name, values in among)
    shape = (table, request.by, lengths, len(request.spans))
    if shape not in _texts:
        parameters = Parameters()
        query = filtered(table, among, parameters)
        _texts[shape] = read_tally(query, tally, request, parameters).sql(DIALECT)
        while len(_texts) > TEXTS:
            _texts.popitem(last=False)
    return _texts[shape]
