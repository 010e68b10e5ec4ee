"""What a feed is known to hold, key by key: read from its units when a load begins."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from goldthread.readers.schema import ROOTS, TABLES
from goldthread.register.hashing import Hashes
from goldthread.register.keys import STATE, WITHDRAWN, Known, Run, merge, states
from goldthread.register.units import Unit


def open_keys(units: Sequence[Unit]) -> dict[str, Known]:
    """By root table, what the units of one feed say of each key, the oldest unit first."""
    return {root: Known([run_of(unit, root) for unit in units]) for root in ROOTS}


def run_of(unit: Unit, root: str) -> Run:
    """The newest states of a unit's keys: its open versions, and the keys it withdrew."""
    if unit.sealed:
        return read_run(unit.folder, root)
    rows = [_read_rows(path, root, unit.last) for path in unit.rows(root)]
    return merge([_withdrawn(unit, root), *rows])


def read_run(folder: Path, root: str) -> Run:
    """A run kept in a segment's folder, mapped rather than read."""
    keys, of_keys = _paths(folder, root)
    if not keys.exists():
        return Run.empty()
    return Run(np.load(keys, mmap_mode="r"), np.load(of_keys, mmap_mode="r"))


def write_run(folder: Path, root: str, run: Run) -> list[Path]:
    """Keep a run in a folder; the files made."""
    paths = _paths(folder, root)
    np.save(paths[0], run.keys)
    np.save(paths[1], run.states)
    return list(paths)


def _paths(folder: Path, root: str) -> tuple[Path, Path]:
    return folder / f"{root}.keys.npy", folder / f"{root}.states.npy"


def _read_rows(path: Path, root: str, load: int) -> Run:
    key = TABLES[root].key
    table = pq.read_table(path, columns=[key, "record_key", "record_hash"])
    hashes = _hashes(table.column("record_hash"))
    made = states(hashes, table.column("record_key"), load)
    return Run.of(table.column(key).to_numpy(), made)


def _hashes(column: pa.ChunkedArray) -> Hashes:
    parts = [
        np.frombuffer(chunk.buffers()[1], np.uint8)[chunk.offset * 16 :][: len(chunk) * 16]
        for chunk in column.chunks
    ]
    return np.concatenate([np.zeros(0, np.uint8), *parts]).reshape(-1, 16)


def _withdrawn(unit: Unit, root: str) -> Run:
    if not unit.closes:
        return Run.empty()
    closes = pq.read_table(unit.closes[0], columns=["root", "key", "reason"])
    mine = pc.and_(pc.equal(closes["root"], root), pc.equal(closes["reason"], "withdrawn"))
    keys = np.unique(closes.filter(mine).column("key").to_numpy())
    gone = np.zeros(len(keys), STATE)
    gone["load"] = WITHDRAWN
    return Run(keys, gone)
