"""Rows of an XLSX workbook, by calamine, after the guard has passed it."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from goldthread.readers.base import Progress, ReadError
from goldthread.readers.table.cells import Flaw, Merged, as_text
from goldthread.readers.table.rows import SheetRows, SourceRow
from goldthread.readers.table.workbook_guard import Position, hidden_rows, inspect

_PROGRESS_EVERY = 2_000
MERGED_LIMIT = 100_000
_OWN_SHEETS = "goldthread-"


def open_workbook(path: Path, name: str) -> "Workbook":
    """The workbook; ReadError for what is no XLSX, is protected, or would exhaust the machine."""
    flaws = inspect(path, name)
    return Workbook(_calamine(path, name), path, name, flaws)


def _calamine(path: Path, name: str) -> Any:
    from python_calamine import CalamineWorkbook

    return _guarded(lambda: CalamineWorkbook.from_path(str(path)), name, "the workbook")


def _guarded(read: Callable[[], Any], name: str, what: str) -> Any:
    """What `read` gives; any failure inside calamine, a panic included, as one sentence."""
    try:
        return read()
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        said = " ".join(str(error).split())[:200]
        raise ReadError(f"{name}: {what} cannot be read: {said}.") from None


class Workbook:
    """An open workbook and its visible worksheets."""

    def __init__(
        self, calamine: Any, path: Path, name: str, flaws: Mapping[str, Mapping[Position, Flaw]]
    ) -> None:
        self._calamine, self._path, self._name, self._flaws = calamine, path, name, flaws

    def sheet_names(self) -> list[str]:
        """The visible worksheets, in their order; charts and hidden sheets are left out."""
        return [name for name, visible in self._worksheets() if visible]

    def hidden_sheets(self) -> list[str]:
        """The worksheets that nobody sees, without those that our own forms keep so."""
        hidden = [name for name, visible in self._worksheets() if not visible]
        return [name for name in hidden if not name.startswith(_OWN_SHEETS)]

    def _worksheets(self) -> Iterator[tuple[str, bool]]:
        for sheet in self._calamine.sheets_metadata:
            if str(sheet.typ).endswith("WorkSheet"):
                yield sheet.name, str(sheet.visible).endswith(".Visible")

    def hidden_rows(self, sheet_name: str) -> list[int]:
        return hidden_rows(self._path, self._name, sheet_name)

    def sheet(
        self, sheet_name: str, progress: Progress, share: int, *, merged: bool = False
    ) -> SheetRows:
        """The rows of one sheet; `share` bytes of progress are spread over them.

        `merged`: the cells that a merged one covers below itself are told as such, else empty.
        """
        if sheet_name not in self._flaws:  # nothing that the guard has not seen is built
            raise ReadError(
                f"{self._name}: the sheet {sheet_name} is not where the workbook says; open it in "
                "a spreadsheet program and save it again."
            )
        read = partial(self._calamine.get_sheet_by_name, sheet_name)
        sheet = _guarded(read, self._name, f"sheet {sheet_name}")
        rows = _rows(sheet, self._flaws.get(sheet_name, {}), progress, share)
        if merged and sheet.merged_cell_ranges:
            rows = _merged(rows, sheet.merged_cell_ranges)
        return SheetRows(sheet_name, rows, f"{self._name}, sheet {sheet_name}, row ", strict=False)


def _rows(
    sheet: Any, flaws: Mapping[Position, Flaw], progress: Progress, share: int
) -> Iterator[SourceRow]:
    left, height = (sheet.start[1] if sheet.start else 0), max(sheet.total_height, 1)
    flawed_rows = {row for row, _ in flaws}
    reported = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row: list[object] = [None] * left + cells if left else cells
        if number in flawed_rows:
            row = [flaws.get((number, i), cell) for i, cell in enumerate(row)]
        if number % _PROGRESS_EVERY == 0:
            done = share * min(number, height) // height
            progress(done - reported)
            reported = done
        yield SourceRow(number, row, partial(_raw, row), None)
    progress(share - reported)


def _merged(
    rows: Iterator[SourceRow], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[SourceRow]:
    """The rows, with a `Merged` where a merged cell covers more rows than its first.

    calamine counts from 0; of the columns a merged cell covers only the first has its value.
    """
    below: dict[int, list[tuple[int, int]]] = {}  # the first row: column and last row
    for (top, left), (bottom, _) in ranges[:MERGED_LIMIT]:
        if bottom > top:
            below.setdefault(top + 1, []).append((left, bottom + 1))
    open_: dict[int, tuple[Merged, int]] = {}
    for row in rows:
        cells = list(row.cells) if open_ else row.cells
        for column, (cell, last) in list(open_.items()):
            if row.number > last:
                del open_[column]
            else:
                cells[column] = cell
        for column, last in below.get(row.number, ()):
            value = cells[column] if column < len(cells) else None
            if value not in (None, "") and not isinstance(value, Flaw):
                open_[column] = _covered(value, row.number), last
        yield row._replace(cells=cells)


def _covered(value: object, row: int) -> Merged:
    detail = f"the cell is merged with the one in row {row}; write the value into each row."
    return Merged("merged-cell", detail, value, row)


def _raw(cells: list[object]) -> bytes:
    """The row as one line of CSV: a workbook has no bytes of a row's own."""
    line = io.StringIO()
    texts = ["" if cell is None else _shown(cell) for cell in cells]
    csv.writer(line, lineterminator="").writerow(texts)
    return line.getvalue().encode("utf-8", "backslashreplace")


def _shown(cell: object) -> str:
    return cell.detail if isinstance(cell, Flaw) else as_text(cell)
