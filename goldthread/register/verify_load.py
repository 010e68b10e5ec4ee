"""One load: its files are those of its manifest, its records have their hashes."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from goldthread.readers.base import Progress
from goldthread.readers.schema import ROOTS, TABLES
from goldthread.register.columns import CLOSES, QUARANTINE, fingerprint, stored
from goldthread.register.errors import ReaderFault
from goldthread.register.hashing import CHUNK, Hashes, lineage_keys, record_hashes
from goldthread.register.layout import Layout
from goldthread.register.manifest import NAME, Manifest, StoredFile
from goldthread.register.parquet import hash_file
from goldthread.register.spans import Ints, Spans, keys_of, spans

if TYPE_CHECKING:
    from goldthread.register.verify import Verification

REMEDY = "Restore it from a copy of the register."
_OWN = {"closes": CLOSES, "quarantine": QUARANTINE}


def check_load(
    layout: Layout, manifest: Manifest, found: "Verification", progress: Progress
) -> bool:
    """Add what is wrong with a load to `found`; is its data sound enough for more questions?"""
    folder = layout.load(manifest.feed, manifest.load)
    what = f"load {manifest.load} ({manifest.feed})"
    before = len(found.findings)
    found.loads += 1
    found.files += len(manifest.files)
    found.findings += check_files(folder, what, manifest.files, NAME, REMEDY, progress)
    if len(found.findings) == before:
        found.findings += _shapes(folder, what, manifest)
    if len(found.findings) == before:
        found.findings += _counts(manifest, what)
        found.findings += _hashes(folder, what, manifest)
        found.records += manifest.new + manifest.changed
    return len(found.findings) == before


def check_files(
    folder: Path,
    what: str,
    stated: Mapping[str, StoredFile],
    own: str,
    remedy: str,
    progress: Progress,
) -> Iterator[str]:
    """The folder holds exactly the files stated, byte by byte; `remedy` says how to mend it."""
    present = {path.name for path in folder.iterdir()} - {own}
    for name in sorted(present - stated.keys()):
        yield f"{folder / name} does not belong to {what}: look at it and take it away."
    for name, file in sorted(stated.items()):
        if name not in present:
            yield f"{folder / name} of {what} is missing. {remedy}"
            continue
        if hash_file(folder / name) != file.sha256:
            yield (
                f"{folder / name} of {what} was altered: its bytes do not have the hash that was "
                f"recorded. {remedy}"
            )
        progress(file.bytes)


def _shapes(folder: Path, what: str, manifest: Manifest) -> Iterator[str]:
    """Every file has the rows stated and the columns of the schema."""
    if manifest.schema_fingerprint != fingerprint():
        yield f"The columns of {what} are those of another version of Goldthread."
        return
    for name, file in manifest.files.items():
        table = name.removesuffix(".parquet")
        known = table in TABLES or table in _OWN
        schema = (_OWN.get(table) or stored(table)) if known else None
        try:
            opened = pq.ParquetFile(folder / name)
        except (OSError, pa.ArrowException) as error:
            yield f"{folder / name} of {what} cannot be read as Parquet ({error})."
            continue
        if schema is None or not opened.schema_arrow.equals(schema):
            yield f"{folder / name} of {what} does not have the columns of the schema."
        if opened.metadata.num_rows != file.rows:
            yield f"{folder / name} of {what} has {opened.metadata.num_rows} rows, not {file.rows}."


def _counts(manifest: Manifest, what: str) -> Iterator[str]:
    """The manifest's counts are those of the files."""
    written = sum(manifest.rows.get(root, 0) for root in ROOTS)
    stated = {
        "new and changed records": (manifest.new + manifest.changed, written),
        "changed and withdrawn records": (
            manifest.changed + manifest.withdrawn,
            manifest.files["closes.parquet"].rows,
        ),
        "quarantined records": (manifest.quarantined, manifest.files["quarantine.parquet"].rows),
    }
    for counted, (said, held) in stated.items():
        if said != held:
            yield f"The manifest of {what} states {said} {counted}; its files hold {held}."


def _hashes(folder: Path, what: str, manifest: Manifest) -> Iterator[str]:
    for root in ROOTS:
        if manifest.rows.get(root):
            yield from _root_hashes(folder, what, root, manifest)


def _root_hashes(folder: Path, what: str, root: str, manifest: Manifest) -> Iterator[str]:
    """Every record has the hash stored with it, and is marked with its load."""
    key = TABLES[root].key
    keys = keys_of(pq.read_table(folder / f"{root}.parquet", columns=[key]), key)
    names = [
        child.name
        for child in ROOTS[root]
        if len(child.schema) > 1 and manifest.rows.get(child.name)
    ]
    try:
        places = {name: _place(folder, name, key, keys) for name in names}
    except ReaderFault:
        yield f"The child rows of {what} do not belong to its records."
        return
    streams = {name: _Rows(folder / f"{name}.parquet") for name in (root, *names)}
    for first in range(0, len(keys), CHUNK):
        some = slice(first, first + CHUNK)
        counts = {name: place.counts[some] for name, place in places.items()}
        tables = {name: streams[name].take(int(count.sum())) for name, count in counts.items()}
        tables[root] = streams[root].take(len(keys[some]))
        inner = {name: Spans.of_counts(count) for name, count in counts.items()}
        yield from _wrong(tables[root], record_hashes(root, tables, inner), what, manifest.load)


def _place(folder: Path, name: str, key: str, keys: Ints) -> Spans:
    return spans(keys, keys_of(pq.read_table(folder / f"{name}.parquet", columns=[key]), key), name)


def _wrong(rows: pa.Table, hashes: Hashes, what: str, load: int) -> Iterator[str]:
    stored_hashes = rows.column("record_hash").to_pylist()
    lineage = rows.column("lineage_key").to_pylist()
    loads = rows.column("known_from_load").to_pylist()
    record_keys = rows.column("record_key").to_pylist()
    right = zip(stored_hashes, lineage, loads, strict=True)
    wanted = zip((h.tobytes() for h in hashes), lineage_keys(hashes).tolist(), strict=True)
    for record_key, have, want in zip(record_keys, right, wanted, strict=True):
        if have != (*want, load):
            yield f"The record {record_key} in {what} does not have the hash stored with it."


class _Rows:
    """A Parquet file, read from its beginning, so many rows at a time."""

    def __init__(self, path: Path) -> None:
        self._batches = pq.ParquetFile(path).iter_batches(batch_size=CHUNK)
        self._left: list[pa.RecordBatch] = []

    def take(self, count: int) -> pa.Table:
        while sum(batch.num_rows for batch in self._left) < count:
            self._left.append(next(self._batches))
        if not self._left:
            self._left.append(next(self._batches))
        rows = pa.Table.from_batches(self._left)
        self._left = rows.slice(count).to_batches()
        return rows.slice(0, count).combine_chunks()
