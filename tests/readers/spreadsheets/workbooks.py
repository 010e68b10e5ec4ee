"""Templates filled in as a person would: cell by cell, in a spreadsheet program's own library."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from goldthread import spreadsheets
from goldthread.documents.xlsx.model import Lang
from goldthread.readers import registry
from tests.readers.tables import Read, read_with

FIRST_ROW = 3  # below the hidden row of keys and the headings
Cells = Mapping[str, Any]


def filled_in(
    path: Path, name: str, rows: Sequence[Cells], *, lang: Lang = "en", country: str | None = "CN"
) -> Path:
    """The template `name` with these rows, written by openpyxl and saved by it."""
    spreadsheets.write(path, spreadsheets.template(name, country), lang=lang)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[1]
    columns = {cell.value.split(".")[1]: cell.column for cell in page[1]}
    for number, row in enumerate(rows, FIRST_ROW):
        for key, value in row.items():
            page.cell(number, columns[key], value)
    book.save(path)
    return path


def sheet_of(path: Path, rows: Sequence[Sequence[Any]], title: str = "台账") -> Path:
    """A workbook of somebody's own: one sheet with these rows."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def loaded(path: Path) -> Read:
    """What the reader that the file asks for makes of it."""
    return read_with(registry.detect([path]), [path])


def facts(found: Read, table: str, *names: str) -> list[tuple[Any, ...]]:
    """These columns of a table's rows."""
    return [tuple(row[name] for name in names) for row in found.rows.get(table, [])]


def told(found: Read) -> list[tuple[str, str, str]]:
    """What was rejected: where, why in a word, and the sentence."""
    return [(one.locator.split(", ", 1)[1], one.reason, one.detail) for one in found.rejected]
