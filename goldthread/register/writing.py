"""From batches to the Parquet files of one load, as they come."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldthread.readers.base import RAW_LIMIT, Batch, Rejected, SourceFile
from goldthread.readers.schema import LOCATION_COLUMNS, TABLES, Table
from goldthread.register.columns import CLOSES, QUARANTINE, delivered, stored
from goldthread.register.derive import Deriver
from goldthread.register.diff import Difference, Fate
from goldthread.register.errors import ReaderFault
from goldthread.register.hashing import Hashes, lineage_keys, record_hashes
from goldthread.register.keys import Known, states
from goldthread.register.parquet import TableFile
from goldthread.register.repeats import has_repeats, separate
from goldthread.register.spans import Spans, children_of, keys_of, roots_in, spans
from goldthread.register.tally import Tally

_REJECTED_TOGETHER = 256
_DUPLICATE = "duplicate-key"


class Sink:
    """Takes the batches of one load and writes them into a folder.

    `open` is, by root table, what the feed is known to hold. Memory is bounded by the batches
    and about 100 bytes a record.
    """

    def __init__(
        self, folder: Path, load: int, files: Sequence[SourceFile], open_: dict[str, Known]
    ) -> None:
        self.folder, self.load, self.tally = folder, load, Tally()
        self._names = {file.file_id: file.name for file in files}
        self._diffs = {root: Difference(root, load, known) for root, known in open_.items()}
        self._files: dict[str, TableFile] = {}
        self._rejected: list[Rejected] = []
        self._deriver = Deriver()

    def add(self, batch: Batch) -> None:
        """Write what is new in a batch, count the rest."""
        tables = {name: _checked(name, table) for name, table in batch.tables.items()}
        for root in roots_in(tables):
            self._add_records(root, tables)
        _check_rooted(tables)
        for root_name, keys in batch.withdrawn.items():
            asked = np.asarray(keys.to_numpy(zero_copy_only=False), np.int64)
            self._diff(root_name).asked_withdrawn.append(asked)
            self.tally.withdrawals += len(asked)
        self._reject(batch.rejected)
        self.tally.skipped.update(batch.skipped)
        self.tally.unknown.update(batch.unknown)
        self.tally.notes += batch.notes

    def finish(self, *, full: bool) -> dict[Path, int]:
        """Close what is withdrawn and all files; the rows of each file made."""
        for diff in self._diffs.values():
            gone, unknown = diff.withdraw(everything_unseen=full)
            self.tally.withdrawn += gone
            if unknown:
                self.tally.skipped["unknown-withdrawal"] += unknown
        closes = pa.concat_tables(
            [CLOSES.empty_table(), *(d.closes() for d in self._diffs.values())]
        )
        self.tally.closed = Counter(closes.column("known_from_load").to_pylist())
        self._file("closes", CLOSES).add(closes)
        self._write_rejected()
        for name, file in self._files.items():
            file.close(even_empty=name in ("closes", "quarantine"))
        return {
            self._path(name): file.rows
            for name, file in self._files.items()
            if self._path(name).exists()
        }

    def abandon(self) -> None:
        """Let go of all files."""
        for file in self._files.values():
            file.abandon()

    def _add_records(self, root: Table, tables: dict[str, pa.Table]) -> None:
        rows = tables[root.name]
        if not rows.num_rows:
            return
        self.tally.cover(root.name, rows)
        if "status_event" in tables:
            self.tally.cover_events(tables["status_event"])
        if not has_repeats(keys_of(rows, root.key)):
            self._add_distinct(root, {root.name: rows} | children_of(root.name, tables))
            return
        batches, unclear = separate(root.name, tables)
        for batch in batches:
            self._add_distinct(root, {n: t for n, t in batch.items() if t.num_rows})
        self._reject_rows(unclear, "its parts cannot be told from those of the other one")

    def _add_distinct(self, root: Table, tables: dict[str, pa.Table]) -> None:
        if root.name not in tables:
            return
        keys = keys_of(tables[root.name], root.key)
        places = {
            name: spans(keys, keys_of(table, root.key), name)
            for name, table in tables.items()
            if name != root.name
        }
        hashes = record_hashes(root.name, tables, places)
        record_keys = tables[root.name].column("record_key")
        now = states(hashes, record_keys, self.load)
        fates = self._diff(root.name).fates(keys, now, record_keys)
        self._count(fates, tables[root.name])
        keep = fates <= Fate.CHANGED
        if not keep.all():
            tables, places, hashes = _only(root.name, keep, tables, places, hashes)
        if tables[root.name].num_rows:
            self._write(root, tables, places, hashes)

    def _count(self, fates: npt.NDArray[np.uint8], rows: pa.Table) -> None:
        count = np.bincount(fates, minlength=len(Fate)).tolist()
        self.tally.new += count[Fate.NEW]
        self.tally.changed += count[Fate.CHANGED]
        self.tally.unchanged += count[Fate.UNCHANGED]
        if count[Fate.REPEATED]:
            self.tally.skipped["repeated"] += count[Fate.REPEATED]
        if count[Fate.DUPLICATE]:
            again = rows.filter(pa.array(fates == Fate.DUPLICATE))
            self._reject_rows(again, "the first one was loaded")

    def _write(
        self, root: Table, tables: dict[str, pa.Table], places: dict[str, Spans], hashes: Hashes
    ) -> None:
        lineage = lineage_keys(hashes)
        self._deriver.add(root.name, tables, places, lineage)
        rows = tables[root.name]
        tables[root.name] = rows.append_column("record_hash", _binary16(hashes)).append_column(
            "lineage_key", pa.array(lineage)
        )
        if root.name == "ip_right":
            self.tally.hold(rows)
        for name, table in tables.items():
            load = pa.repeat(pa.scalar(self.load, pa.int32()), table.num_rows)
            schema = stored(name)
            columns = table.append_column("known_from_load", load).select(schema.names).columns
            self._file(name, schema).add(pa.table(columns, schema=schema))

    def _reject_rows(self, rows: pa.Table, outcome: str) -> None:
        """Quarantine root rows whose key came before in this load."""
        places = rows.select(LOCATION_COLUMNS.names).to_pylist()
        content = rows.drop_columns(LOCATION_COLUMNS.names).to_pylist()
        rejected = []
        for place, row in zip(places, content, strict=True):
            shown = {name: value for name, value in row.items() if value is not None}
            raw = json.dumps(shown, ensure_ascii=False, default=str).encode()[:RAW_LIMIT]
            detail = f"the key {row['record_key']!r} occurs again in this load; {outcome}."
            file_id, locator = place["source_file_id"], place["source_locator"]
            rejected.append(Rejected(file_id, locator, _DUPLICATE, detail, raw))
        self._reject(rejected)

    def _reject(self, rejected: Sequence[Rejected]) -> None:
        for one in rejected:
            name = self._names.get(one.file_id, "?")
            # The reader of tables names the file itself.
            where = one.locator if one.locator.startswith(f"{name}, ") else f"{name}, {one.locator}"
            self.tally.quarantine(one.reason, where, one.detail)
            self._rejected.append(one)
            if len(self._rejected) >= _REJECTED_TOGETHER:
                self._write_rejected()

    def _write_rejected(self) -> None:
        rows = self._rejected
        columns = [
            [one.file_id for one in rows],
            [self._names.get(one.file_id, "?") for one in rows],
            [one.locator for one in rows],
            [one.reason for one in rows],
            [one.detail for one in rows],
            [one.raw[:RAW_LIMIT] for one in rows],
        ]
        arrays = [
            pa.array(column, kind.type) for column, kind in zip(columns, QUARANTINE, strict=True)
        ]
        self._file("quarantine", QUARANTINE).add(pa.table(arrays, schema=QUARANTINE))
        self._rejected = []

    def _diff(self, root: str) -> Difference:
        if root not in self._diffs:
            self._diffs[root] = Difference(root, self.load, Known())
        return self._diffs[root]

    def _file(self, name: str, schema: pa.Schema) -> TableFile:
        if name not in self._files:
            self._files[name] = TableFile(self._path(name), schema)
        return self._files[name]

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"


def _checked(name: str, table: pa.Table) -> pa.Table:
    """The table with exactly the schema's columns, or an error that names what differs."""
    if name not in TABLES:
        raise ReaderFault(f"The reader handed over a table {name!r} that the schema does not have.")
    wanted = delivered(TABLES[name])
    for field in wanted:
        _check_column(name, field, table)
    if TABLES[name].is_root and table.column("record_key").null_count:
        raise ReaderFault(f"The reader handed over a row of {name} without its record_key.")
    extra = [column for column in table.schema.names if column not in wanted.names]
    if extra or table.schema.names != wanted.names:
        raise ReaderFault(
            f"The reader handed over {name} with the columns {', '.join(table.schema.names)}; "
            f"wanted are exactly {', '.join(wanted.names)}."
        )
    return pa.table(table.columns, schema=wanted)


def _check_column(name: str, field: pa.Field, table: pa.Table) -> None:
    where = f"column {field.name} of {name}"
    if field.name not in table.schema.names:
        raise ReaderFault(f"The reader handed over no {where}.")
    column = table.column(field.name)
    if column.type != field.type:
        raise ReaderFault(f"The reader handed over {where} as {column.type}, not {field.type}.")
    if not field.nullable and column.null_count:
        raise ReaderFault(f"The reader left a value out in {where}, which must have one.")


def _check_rooted(tables: dict[str, pa.Table]) -> None:
    for name, table in tables.items():
        root = tables.get(TABLES[name].root)
        if table.num_rows and (root is None or not root.num_rows):
            raise ReaderFault(
                f"The reader handed over rows of {name} without their {TABLES[name].root}."
            )


def _only(
    root: str,
    keep: npt.NDArray[np.bool_],
    tables: dict[str, pa.Table],
    places: dict[str, Spans],
    hashes: Hashes,
) -> tuple[dict[str, pa.Table], dict[str, Spans], Hashes]:
    """The records of `keep`, with their child rows."""
    kept = {root: tables[root].filter(pa.array(keep))}
    for name, place in places.items():
        table = tables[name].filter(pa.array(np.repeat(keep, place.counts)))
        if table.num_rows:
            kept[name] = table
    return kept, {n: p.kept(keep) for n, p in places.items() if n in kept}, hashes[keep]


def _binary16(hashes: Hashes) -> pa.Array:
    data = pa.py_buffer(np.ascontiguousarray(hashes))
    return pa.Array.from_buffers(pa.binary(16), len(hashes), [None, data])
