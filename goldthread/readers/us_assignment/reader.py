"""The reader of conveyances: records of `transaction` in place of rights."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pyarrow as pa

from goldthread.readers.base import Batch, Progress, SourceFile
from goldthread.readers.documents.cutting import Part
from goldthread.readers.documents.maps import Record, local_names
from goldthread.readers.documents.reader import DocumentReader, has_namespaces
from goldthread.readers.documents.tables import Located
from goldthread.readers.us_assignment import conveyance

_ROOT: Final = "transaction"
_NOTES: Final = 200  # different ones; the words of conveyances have no end


class AssignmentReader(DocumentReader):
    """Reads documents as every XML reader does, and makes transactions of them."""

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        """The files' conveyances in order; raises ReadError for a file that cannot be read."""
        self._found: list[Located] = []
        for batch in super().read(files, progress):
            _fill(batch, self._found)
            self._found = []
            yield batch

    def _take(self, file: SourceFile, named: tuple[str, Part], gathered: Any) -> None:
        super()._take(file, named, gathered)
        self._found += gathered.located
        gathered.located.clear()

    def _record(self, part: Part, batch: Batch) -> Record:
        document = self._parsed(part)
        if has_namespaces(document, part):
            local_names(document)
        record = Record()
        conveyance.completed(record, document, part.context)
        self._check(record)
        batch.unknown.update(conveyance.unknown(document))
        for note in record.notes:
            if note in self._notes or len(self._notes) < _NOTES:
                self._notes[note] += 1
        return record


def _fill(batch: Batch, found: Sequence[Located]) -> None:
    from goldthread.readers.schema import LOCATION_COLUMNS, ROOTS, TABLES

    kept = [one for one in found if not one.record.right[conveyance.PURGED]]
    gone = [one.record.right["tx_id"] for one in found if one.record.right[conveyance.PURGED]]
    if gone:
        batch.withdrawn[_ROOT] = pa.array(gone, pa.int64())
    if not kept:
        return
    roots = [
        one.record.right | {"source_file_id": one.file_id, "source_locator": one.locator}
        for one in kept
    ]
    batch.tables[_ROOT] = _table(roots, pa.schema([*TABLES[_ROOT].schema, *LOCATION_COLUMNS]))
    for child in ROOTS[_ROOT]:
        rows = [
            row | {"tx_id": one.record.right["tx_id"]}
            for one in kept
            for row in one.record.of(child.name)
        ]
        if rows:
            batch.tables[child.name] = _table(rows, child.schema)


def _table(rows: Sequence[dict[str, object]], schema: pa.Schema) -> pa.Table:
    arrays = [pa.array([row.get(one.name) for row in rows], one.type) for one in schema]
    return pa.table(arrays, schema=schema)
