"""What a source of rows is: a sheet or a delimited file, row by row with their numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from goldthread.readers.table.cells import Unfit


class SourceRow(NamedTuple):
    """One row as the file has it; `unfit` says why it cannot be read at all."""

    number: int
    cells: list[object]
    raw: Callable[[], bytes]
    unfit: Unfit | None


@dataclass
class SheetRows:
    """The rows of one sheet; `strict`: a row must have as many cells as the header."""

    name: str
    rows: Iterator[SourceRow]
    locator: str  # what stands before the row number in a locator
    strict: bool
