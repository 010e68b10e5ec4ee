"""The reader of an event feed in the codes of ST.27: a table with a row an event, or XML.

A record is a right with all its events. A table may tell them in any order: it is read once to
count the rows of each right, and a right is made when all its rows have been met. Of a table that
tells them far apart only a part of the rights is gathered at a time, and it is read for each part.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from goldthread.readers import archive, st96_legal_status
from goldthread.readers.base import (
    RAW_LIMIT,
    Batch,
    Delivery,
    Progress,
    Rejected,
    SourceFile,
    no_progress,
)
from goldthread.readers.documents import tables
from goldthread.readers.documents.glimpse import first_bytes, root_of
from goldthread.readers.documents.maps import Record
from goldthread.readers.documents.reader import DocumentReader
from goldthread.readers.documents.values import Unsound
from goldthread.readers.identity import right_key, surrogate
from goldthread.readers.st27 import history, records
from goldthread.readers.st27.records import Key
from goldthread.readers.st27.rows import EventRow, rows
from goldthread.readers.table.delimited import head_of

_TOGETHER: Final = 4_096  # events that make a batch
_HELD: Final = 300_000  # rows that wait at most for others of their right
_NOTES: Final = 200
_OTHER: Final = "Another row of the same right was rejected: its history would not be whole."


@dataclass(frozen=True)
class _Survey:
    """How many rows each right has in all files, by its surrogate; how many parts to read."""

    counts: Counter[int]
    parts: int


@dataclass
class _Gathered:
    """What becomes the next batch."""

    batch: Batch = field(default_factory=Batch)
    rights: list[tuple[Key, list[EventRow]]] = field(default_factory=list)
    events: int = 0


class EventReader:
    """Reads events of ST.27, of each right all that there are (a `Reader`)."""

    name = "st27"
    version = "2"
    feed = "st27"
    delivery: Delivery = "delta"
    # Its records tell what became of a right and little of what it is: below the publications.
    rank = 40
    together = _TOGETHER  # rights that make a batch, however few their events

    def __init__(self, rows: int = _HELD) -> None:
        self._held = rows
        self._notes: Counter[str] = Counter()

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        """The files' rights in order; raises ReadError for a file that cannot be read."""
        documents = [file for file in files if is_xml(file)]
        listed = [file for file in files if file not in documents]
        if documents:
            yield from DocumentReader(st96_legal_status.FORMAT).read(documents, progress)
        if listed:
            yield from self._read(listed, progress)

    def _read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        found = _survey(files, self._held)
        for part in range(found.parts):
            yield from self._part(files, found, part, no_progress if part else progress)
        notes = [f"{times:,} × {note}" for note, times in sorted(self._notes.items())]
        yield Batch(notes=notes)

    def _part(
        self, files: Sequence[SourceFile], found: _Survey, part: int, progress: Progress
    ) -> Iterator[Batch]:
        """The rights of one part; with the first, what is no right's."""
        gathered, waiting = _Gathered(), dict[int, list[EventRow]]()
        for file in files:
            for row in rows(file, progress, Counter() if part else gathered.batch.unknown):
                key = _key(row)
                if key is None:
                    if not part:
                        self._alone(row, gathered)
                    continue
                mark = surrogate(right_key(*key))
                if mark % found.parts != part:
                    continue
                group = waiting.setdefault(mark, [])
                group.append(row)
                if len(group) == found.counts[mark]:
                    gathered.rights.append((key, waiting.pop(mark)))
                    gathered.events += len(group)
                if gathered.events >= _TOGETHER or len(gathered.rights) >= self.together:
                    yield self._batch(gathered)
                    gathered = _Gathered()
        yield self._batch(gathered)

    def _alone(self, row: EventRow, gathered: _Gathered) -> None:
        """A row that names no right."""
        try:
            records.whole(row)
            records.identity(row)
        except Unsound as fault:
            gathered.batch.rejected.append(_rejected(row, fault))

    def _batch(self, gathered: _Gathered) -> Batch:
        """The records of the rights gathered; one with a bad row is rejected, all rows of it."""
        found: list[tables.Located] = []
        for key, group in gathered.rights:
            record, faults = records.made(key, group)
            if faults:
                other = Unsound("other-row", _OTHER)
                bad = [_rejected(row, faults.get(at, other)) for at, row in enumerate(group)]
                gathered.batch.rejected += bad
            else:
                found.append(tables.Located(record, group[0].file_id, group[0].locator))
        self.complete([one.record for one in found])
        for one in found:
            self._told(one.record)
        gathered.batch.tables = tables.made(found)
        return gathered.batch

    def complete(self, made: Sequence[Record]) -> None:
        """Nothing: a delivery tells all events of its rights."""

    def _told(self, record: Record) -> None:
        history.told(record)
        tables.completed(record)
        for note in record.notes:
            if note in self._notes or len(self._notes) < _NOTES:
                self._notes[note] += 1


def is_xml(file: SourceFile) -> bool:
    """Is this an XML document, or a ZIP that holds documents of ST.96?"""
    head = head_of(file.path)
    if archive.is_zip(head):
        root = root_of(first_bytes(file.path))
        return root is not None and st96_legal_status.FORMAT.takes(root)
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _survey(files: Sequence[SourceFile], held: int) -> _Survey:
    """Count the rows of each right; one part where the rows of each stand together."""
    counts: Counter[int] = Counter()
    before, apart = 0, 0
    for file in files:
        for row in rows(file, no_progress, Counter()):
            key = _key(row)
            if key is not None:
                mark = surrogate(right_key(*key))
                apart += mark != before and mark in counts
                counts[mark] += 1
                before = mark
    return _Survey(counts, -(-counts.total() // held) if apart else 1)


def _key(row: EventRow) -> Key | None:
    """Office, kind and number of the right that a row tells of; None where it tells of none."""
    try:
        return records.identity(row)
    except Unsound:
        return None


def _rejected(row: EventRow, fault: Unsound) -> Rejected:
    return Rejected(row.file_id, row.locator, fault.reason, fault.detail, row.raw()[:RAW_LIMIT])
