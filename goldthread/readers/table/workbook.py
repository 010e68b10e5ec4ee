"""Rows of an XLSX workbook, by calamine, after the guard has passed it."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from goldthread.readers.base import Progress, ReadError
from goldthread.readers.table.cells import Flaw, as_text
from goldthread.readers.table.rows import SheetRows, SourceRow
from goldthread.readers.table.workbook_guard import Position, inspect

_PROGRESS_EVERY = 2_000


def open_workbook(path: Path, name: str) -> "Workbook":
    """The workbook; ReadError for what is no XLSX, is protected, or would exhaust the machine."""
    flaws = inspect(path, name)
    return Workbook(_calamine(path, name), name, flaws)


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
        self, calamine: Any, name: str, flaws: Mapping[str, Mapping[Position, Flaw]]
    ) -> None:
        self._calamine, self._name, self._flaws = calamine, name, flaws

    def sheet_names(self) -> list[str]:
        """The visible worksheets, in their order; charts and hidden sheets are left out."""
        return [
            sheet.name
            for sheet in self._calamine.sheets_metadata
            if str(sheet.typ).endswith("WorkSheet") and str(sheet.visible).endswith(".Visible")
        ]

    def sheet(self, sheet_name: str, progress: Progress, share: int) -> SheetRows:
        """The rows of one sheet; `share` bytes of progress are spread over them."""
        read = partial(self._calamine.get_sheet_by_name, sheet_name)
        sheet = _guarded(read, self._name, f"sheet {sheet_name}")
        rows = _rows(sheet, self._flaws.get(sheet_name, {}), progress, share)
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


def _raw(cells: list[object]) -> bytes:
    """The row as one line of CSV: a workbook has no bytes of a row's own."""
    line = io.StringIO()
    texts = ["" if cell is None else _shown(cell) for cell in cells]
    csv.writer(line, lineterminator="").writerow(texts)
    return line.getvalue().encode("utf-8", "backslashreplace")


def _shown(cell: object) -> str:
    return cell.detail if isinstance(cell, Flaw) else as_text(cell)
