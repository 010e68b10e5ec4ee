"""What a reader is: files in, batches of canonical records out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from goldthread.errors import InputRefused

if TYPE_CHECKING:  # a process that only unpacks a file must not wait for pyarrow
    import pyarrow as pa

Delivery = Literal["delta", "full"]
# Called with the number of source bytes consumed since the last call.
Progress = Callable[[int], None]
# Called with keys of rights; what their feed holds of them now: `ip_right` and `status_event`,
# the reader's columns, events in their order. Nothing of a right that is not known, or withdrawn.
Before = Callable[[Sequence[int]], "Mapping[str, pa.Table]"]


class ReadError(InputRefused):
    """A file cannot be read at all; the message names file, position and cause."""


@dataclass(frozen=True)
class SourceFile:
    """One delivered file, hashed before anything reads it."""

    file_id: int
    path: Path
    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Rejected:
    """A record that goes to quarantine."""

    file_id: int
    locator: str  # "document 17 at byte 812345", "sheet Registers-2015, row 17"
    reason: str  # a short code, counted: "malformed-xml", "bad-date", "no-key"
    detail: str  # a sentence naming the value and what was expected
    raw: bytes  # the record's own bytes, at most RAW_LIMIT of them


RAW_LIMIT = 65_536


@dataclass
class Batch:
    """A bounded number of records.

    `tables` maps a table's name to Arrow data with exactly that table's reader columns
    (`schema.TABLES[name].schema`), root tables also with `LOCATION_COLUMNS` after them. Child rows
    stand in the order of their root rows, so the rows of one record are contiguous; a child
    table without rows may be left out. A key that occurs twice is the register's matter.
    """

    tables: "dict[str, pa.Table]" = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)  # rows that are no records, by reason
    unknown: Counter[str] = field(default_factory=Counter)  # elements or columns nobody reads
    withdrawn: "dict[str, pa.Array]" = field(default_factory=dict)  # root table: keys deleted
    # What the reader noticed and did not repair, a sentence each: for the manifest and the user.
    notes: list[str] = field(default_factory=list)


class Reader(Protocol):
    """A format. `read` may be called once; it yields batches in the order of the files."""

    name: str
    version: str
    feed: str  # the default feed
    delivery: Delivery
    # When several feeds describe one right, the row of the highest rank is the one counted.
    rank: int

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]: ...


@runtime_checkable
class Adding(Protocol):
    """What a reader has besides whose deliveries add to what its feed holds of a right.

    Who loads sets `before` before `read`; it is called once for each batch.
    """

    before: Before


def nothing_before(_: Sequence[int]) -> "Mapping[str, pa.Table]":
    """What is held of rights where there is no register."""
    return {}


def no_progress(_: int) -> None:
    """The progress of somebody who does not look."""


Skipped = Mapping[str, int]
