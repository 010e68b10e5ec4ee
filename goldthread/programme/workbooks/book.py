"""What a workbook of the work is: a form, rows with a version and a stamp, actions they ask for.

Every row carries the version of its object and a stamp over the row as it was written. A row whose
stamp still fits was not touched, whatever happened to the object since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol

from goldthread.documents.xlsx import Column, Form
from goldthread.documents.xlsx.comparing import RowOutcome
from goldthread.documents.xlsx.model import Key, Row
from goldthread.documents.xlsx.reading import Filled
from goldthread.documents.xlsx.stamp import canonical
from goldthread.workflow.lifecycle import Lifecycle

VERSION, STAMP = "version", "stamp"
KEPT: tuple[Column, ...] = (
    Column(VERSION, {"en": "Version", "zh": "版本"}, "integer", editable=False, width=8),
    Column(
        STAMP,
        {"en": "Stamp", "zh": "校验"},
        editable=False,
        width=10,
        note={
            "en": "Tells whether the row was touched; leave it as it is.",
            "zh": "用于识别本行是否改动，请勿修改。",
        },
    ),
)
"""The last two columns of every sheet."""


@dataclass(frozen=True)
class Deed:
    """One action that rows of the file ask for; `rows` are what it is told by.

    `once`: the idempotency key of what is new, the same whenever the file comes again.
    """

    obj: Lifecycle
    action: str
    payload: Mapping[str, Any]
    version: int
    mark: str
    rows: tuple[RowOutcome, ...]
    once: str = ""


class Book(Protocol):
    """`now`: by sheet and key, the rows as they stand, for those that the file names.

    `deeds`: what the changed rows ask for, each object once.
    """

    @property
    def form(self) -> Form: ...

    def is_new(self, key: Key) -> bool:
        """May a row of this key be something new?"""
        ...

    def now(self, filled: Filled) -> Mapping[str, Mapping[Key, Row]]: ...

    def deeds(self, changed: Sequence[RowOutcome], filled: Filled) -> Sequence[Deed]: ...


def stamped(columns: Iterable[Column], row: Row) -> dict[str, Any]:
    """The row with its stamp."""
    return {**row, STAMP: stamp_of(columns, row)}


def stamp_of(columns: Iterable[Column], row: Row) -> str:
    """Over every cell but the stamp itself; blanks folded, as a spreadsheet may change them."""
    told = "\x1f".join(
        " ".join(canonical(column.kept(row.get(column.key))).split())
        for column in columns
        if column.key != STAMP
    )
    return sha256(told.encode()).hexdigest()[:12]
