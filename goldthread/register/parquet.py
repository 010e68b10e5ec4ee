"""Writing the Parquet files of a load as the batches come."""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from goldthread.register.layout import sync
from goldthread.register.manifest import StoredFile

# Rows wait until they fill a row group of this many bytes in memory.
GROUP_BYTES: Final = 2 << 20
GROUP_ROWS: Final = 122_880
# Children are sorted by key and looked up by key: fifty records of a page must not open the file.
CHILD_GROUP_ROWS: Final = 20_480
# A dictionary pays where few values repeat; on names and numbers it only costs time.
PLAIN: Final = frozenset(
    {
        *("record_key", "application_number", "publication_number", "registration_number"),
        *("int_application_number", "int_publication_number", "title", "source_locator"),
        *("record_hash", "lineage_key", "name", "name_transliterated", "party_key", "address"),
        *("postal_code", "number", "other_number", "cited_number", "npl_text"),
        *("cited_date_text", "payload", "value", "dims", "raw", "detail"),
    }
)


class TableFile:
    """One Parquet file, made when its first rows come."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._path, self._schema = path, schema
        self._writer: pq.ParquetWriter | None = None
        self._waiting: list[pa.Table] = []
        self._bytes = 0
        self.rows = 0

    def add(self, table: pa.Table) -> None:
        """Append rows that have exactly the file's columns."""
        self.rows += table.num_rows
        self._waiting.append(table)
        self._bytes += table.nbytes
        if self._bytes >= GROUP_BYTES:
            self._flush()

    def close(self, *, even_empty: bool = False) -> None:
        """Write what waits; a file without rows is made only when asked for."""
        if self._waiting or (even_empty and not self._writer):
            self._flush()
        if self._writer:
            self._writer.close()

    def abandon(self) -> None:
        """Close the file without caring for what is in it."""
        self._waiting = []
        if self._writer:
            with suppress(OSError):
                self._writer.close()

    def _flush(self) -> None:
        if self._writer is None:
            self._writer = self._open()
        self._writer.write_table(pa.concat_tables(self._waiting or [self._schema.empty_table()]))
        self._waiting, self._bytes = [], 0

    def _open(self) -> pq.ParquetWriter:
        return pq.ParquetWriter(
            self._path,
            self._schema,
            compression="zstd",
            compression_level=1,
            use_dictionary=[name for name in self._schema.names if name not in PLAIN],
            store_schema=False,
        )


def stored_files(paths: Iterable[Path], rows: dict[str, int]) -> dict[str, StoredFile]:
    """Bring files to the disk and hash them, several at a time; by file name."""
    from concurrent.futures import ThreadPoolExecutor

    chosen = sorted(paths)
    with ThreadPoolExecutor(4) as pool:
        made = pool.map(lambda path: _store(path, rows[path.name]), chosen)
        return dict(zip((path.name for path in chosen), made, strict=True))


def hash_file(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as data:
        return file_digest(data, "sha256").hexdigest()


def _store(path: Path, rows: int) -> StoredFile:
    sync(path)
    path.chmod(0o444)
    return StoredFile(rows, path.stat().st_size, hash_file(path))
