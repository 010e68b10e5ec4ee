"""The reader of an event feed whose deliveries tell only what is new.

It asks what its feed holds of the rights that a delivery names, and puts the events known before
to those delivered.
"""

from collections.abc import Iterator, Sequence

from goldthread.readers.base import (
    Batch,
    Before,
    Progress,
    ReadError,
    SourceFile,
    nothing_before,
)
from goldthread.readers.documents.maps import Record, Values
from goldthread.readers.identity import right_key, surrogate
from goldthread.readers.st27 import known
from goldthread.readers.st27.feed import EventReader, is_xml


class AddingReader(EventReader):
    """Reads new events of ST.27 (a `Reader`, and `Adding`)."""

    name = "st27_new"
    version = "1"
    together = 1_024  # what is known of the rights is held beside

    def __init__(self) -> None:
        super().__init__()
        self.before: Before = nothing_before

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        """The files' rights in order; raises ReadError for a file that cannot be read."""
        for file in files:
            if is_xml(file):
                raise ReadError(
                    f"{file.name} is no table, and {self.name} reads tables of new events alone: a "
                    "document of ST.96 tells of a right all its events, and is read by st27."
                )
        yield from super().read(files, progress)

    def complete(self, made: Sequence[Record]) -> None:
        """Put what is known of the rights before what the delivery tells."""
        keys = [_key(record) for record in made]
        held = self.before(keys)
        rights = dict[object, Values]()
        events = dict[object, list[Values]]()
        if held:
            rights = {row.pop("right_id"): row for row in held["ip_right"].to_pylist()}
            for row in held["status_event"].to_pylist():
                events.setdefault(row.pop("right_id"), []).append(row)
        for key, record in zip(keys, made, strict=True):
            known.add(record, rights.get(key, {}), events.get(key, []))


def _key(record: Record) -> int:
    names = ("ip_office_code", "right_kind", "application_number")
    return surrogate(right_key(*(str(record.right[name]) for name in names)))
