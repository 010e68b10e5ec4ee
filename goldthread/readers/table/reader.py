"""The reader of tables: files and a mapping in, batches of canonical records out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from goldthread.readers import aggregates
from goldthread.readers.base import Batch, Progress, ReadError, SourceFile, no_progress
from goldthread.readers.table import same_key
from goldthread.readers.table.chunks import Rows
from goldthread.readers.table.model import TableMapping
from goldthread.readers.table.open import places
from goldthread.readers.table.prepare import Tally, chunks
from goldthread.readers.table.records import build

# Published tables are checked as a whole; beyond this many cells only their records are read.
CHECKED_CELLS = 1_000_000


class TableReader:
    """Reads CSV, TSV and XLSX as `mapping` says (a `Reader`; docs/mapping.md)."""

    def __init__(self, mapping: TableMapping) -> None:
        self.mapping = mapping
        self.name = mapping.name
        self.version = f"{mapping.version}+{mapping.digest[:8]}"
        self.feed = mapping.feed
        self.delivery = mapping.delivery
        self.rank = mapping.rank

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        tally = Tally()
        checked: list[pa.Table] = []
        for rows, groups in self._rows(files, tally, progress):
            tables = build(rows, self.mapping, tally, groups)
            if self.mapping.checks and "aggregate_cell" in tables:
                checked.append(tables["aggregate_cell"])
            yield _batch(tables, tally)
        last = _batch({}, tally)
        last.notes = [*tally.notes.sentences(), *self._findings(checked)]
        yield last

    def _rows(
        self, files: Sequence[SourceFile], tally: Tally, progress: Progress
    ) -> Iterator[tuple[Rows, list[int] | None]]:
        found = self._chunks(files, tally, progress)
        if self.mapping.same_key is None:
            for rows in found:
                yield rows, None
            return
        first = same_key.survey(lambda spare: self._chunks(files, spare, no_progress), self.mapping)
        if self.mapping.same_key.choice in ("gather", "agree"):
            yield from same_key.gathered(found, first, self.mapping, tally)
            return
        for rows in same_key.winners(found, first, self.mapping):
            yield rows, None

    def _chunks(
        self, files: Sequence[SourceFile], tally: Tally, progress: Progress
    ) -> Iterable[Rows]:
        for file in files:
            filled = 0
            for place in places(file.path, file.name, file.file_id, self.mapping, tally, progress):
                yield from chunks(place, self.mapping, tally)
                filled += place.filled
            if self.mapping.form.find and not filled:
                raise ReadError(
                    f"{file.name} has its headings and no row below them: nothing was filled in."
                )

    def _findings(self, checked: list[pa.Table]) -> list[str]:
        if not checked:
            return []
        cells = pa.concat_tables(checked)
        if cells.num_rows > CHECKED_CELLS:
            return [f"{cells.num_rows:,} cells are too many to be checked against each other."]
        return [finding.sentence for finding in aggregates.check(cells, self.mapping.checks)]


def _batch(tables: dict[str, pa.Table], tally: Tally) -> Batch:
    """A batch with what the tally gathered since the last one."""
    batch = Batch(tables, tally.rejected, tally.skipped, tally.unknown)
    tally.rejected, tally.skipped, tally.unknown = [], Counter(), Counter()
    return batch
