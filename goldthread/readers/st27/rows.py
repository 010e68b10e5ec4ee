"""Rows of an events table, CSV or XLSX, with what each says by our columns."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from goldthread.readers.base import Progress, ReadError, SourceFile, no_progress
from goldthread.readers.st27 import columns
from goldthread.readers.table.cells import Flaw, Unfit, as_text
from goldthread.readers.table.delimited import head_of, open_delimited
from goldthread.readers.table.headings import names_of
from goldthread.readers.table.model import FileForm
from goldthread.readers.table.open import is_workbook
from goldthread.readers.table.rows import SheetRows, SourceRow
from goldthread.readers.table.workbook import open_workbook


class EventRow(NamedTuple):
    """One row: its cells by column, and where it stood; `unfit` when it cannot be read."""

    file_id: int
    locator: str
    cells: dict[str, str]
    raw: Callable[[], bytes]
    unfit: Unfit | None


def rows(file: SourceFile, progress: Progress, unread: Counter[str]) -> Iterator[EventRow]:
    """The rows of a file that are not blank; columns that nobody reads are counted."""
    for sheet in _sheets(file, progress):
        yield from _rows(sheet, file, unread)


def headings(file: SourceFile) -> list[str]:
    """The headings of a file's first sheet."""
    for sheet in _sheets(file, no_progress):
        first = next(sheet.rows, None)
        return names_of([first]) if first else []
    return []


def _sheets(file: SourceFile, progress: Progress) -> Iterator[SheetRows]:
    if not is_workbook(file.path, head_of(file.path)):
        yield open_delimited(file.path, file.name, FileForm(), frozenset(), progress)[0]
        return
    book = open_workbook(file.path, file.name)
    titles = book.sheet_names()
    share = file.size // max(len(titles), 1)
    for title in titles:
        yield book.sheet(title, progress, share)
    progress(file.size - share * len(titles))


def _rows(sheet: SheetRows, file: SourceFile, unread: Counter[str]) -> Iterator[EventRow]:
    first = next(sheet.rows, None)
    where = f"{file.name}, sheet {sheet.name}" if sheet.name else file.name
    if first is None:
        raise ReadError(f"{where} holds no row.")
    names = names_of([first])
    places = columns.placed(names, where)
    for row in sheet.rows:
        if row.unfit or any(cell not in (None, "") for cell in row.cells):
            yield _row(row, sheet, names, places, file.file_id)
            _count(row, names, places, unread)


def _row(
    row: SourceRow, sheet: SheetRows, names: list[str], places: dict[str, int], file_id: int
) -> EventRow:
    unfit = row.unfit or _ragged(row, len(names), strict=sheet.strict)
    wanted = {name: row.cells[at] for name, at in places.items() if at < len(row.cells)}
    flaw = next((cell for cell in wanted.values() if isinstance(cell, Flaw)), None)
    if flaw is not None and unfit is None:
        unfit = Unfit(flaw.reason, flaw.detail)
    texts = {name: as_text(cell).strip() for name, cell in wanted.items() if cell is not None}
    cells = {name: text for name, text in texts.items() if text}
    return EventRow(file_id, f"{sheet.locator}{row.number}", cells, row.raw, unfit)


def _ragged(row: SourceRow, wide: int, *, strict: bool) -> Unfit | None:
    spare = any(cell not in (None, "") for cell in row.cells[wide:])
    if spare or (strict and len(row.cells) < wide):
        detail = f"the row has {len(row.cells)} cells where the header has {wide}."
        return Unfit("ragged-row", detail)
    return None


def _count(row: SourceRow, names: list[str], places: dict[str, int], unread: Counter[str]) -> None:
    read = set(places.values())
    for place, name in enumerate(names[: len(row.cells)]):
        if place not in read and row.cells[place] not in (None, ""):
            unread[name[:80] or "a column without a heading"] += 1
