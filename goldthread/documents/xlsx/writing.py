"""A form written as a workbook: with rows it is an export, without any it is a template.

The same rows give the same bytes, whatever the day. Rows are taken one by one and kept in no
memory, so that they may come straight from a query.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from goldthread.documents.xlsx import readme
from goldthread.documents.xlsx.lists import Lists
from goldthread.documents.xlsx.looks import INJECTING, Looks
from goldthread.documents.xlsx.model import NUMBERS, Column, Form, FormError, Lang, Row, Sheet
from goldthread.documents.xlsx.outgoing import Put, put
from goldthread.documents.xlsx.stamp import (
    FIRST_ROW,
    KEYS_ROW,
    META_SHEET,
    TITLE_ROW,
    Content,
    Stamp,
    column_mark,
)
from goldthread.documents.xlsx.wording import filled, words

ROWS_LIMIT: Final = 200_000
_SPARE_ROWS: Final = 2_000  # rows below the last one that still have the rules of their columns
_TITLE_HEIGHT: Final = 32
_CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)  # no clock goes into the file
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MAY: Final = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort",
     "autofilter"), True,
)  # fmt: skip


def write(
    target: Path | IO[bytes],
    form: Form,
    rows: Mapping[str, Iterable[Row]],
    *,
    lang: Lang = "en",
) -> Stamp:
    """Writes the form with `rows`, by code of sheet, and gives its stamp.

    A row names its values by column key; a column it does not name is left empty. Raises FormError
    for an unknown sheet or column and for a value that its column cannot hold.
    """
    if unknown := set(rows) - set(form.by_code):
        raise FormError(f"Form {form.id} has no sheet {', '.join(sorted(unknown))}.")
    place: Any = target if not isinstance(target, Path) else str(target)
    with xlsxwriter.Workbook(place, _OPTIONS) as book:
        return _Writing(book, form, lang).all(rows)


class _Writing:
    def __init__(self, book: Any, form: Form, lang: Lang) -> None:
        self._book, self._form, self._lang = book, form, lang
        self._looks, self._lists = Looks(book), Lists(form, lang)
        self._content = Content(form)

    def all(self, rows: Mapping[str, Iterable[Row]]) -> Stamp:
        readme.write(self._book, self._form, self._lang, self._looks)
        for sheet in self._form.sheets:
            self._sheet(sheet, rows.get(sheet.code, ()))
        self._lists.write(self._book)
        form = self._form
        stamp = Stamp(form.id, form.version, self._lang, self._content.hexdigest())
        self._meta(stamp)
        return stamp

    def _sheet(self, sheet: Sheet, rows: Iterable[Row]) -> None:
        page = self._book.add_worksheet(sheet.title[self._lang])
        self._top(page, sheet)
        last = TITLE_ROW
        for last, row in enumerate(rows, FIRST_ROW):
            self._row(page, sheet, last, row)
        page.autofilter(TITLE_ROW, 0, max(last, FIRST_ROW), len(sheet.columns) - 1)
        for place, column in enumerate(sheet.columns):
            self._rule(page, column, place, last + _SPARE_ROWS)

    def _top(self, page: Any, sheet: Sheet) -> None:
        leading = [column.key in sheet.key for column in sheet.columns]
        page.freeze_panes(FIRST_ROW, leading.index(False) if False in leading else len(leading))
        page.protect("", _MAY)
        page.set_landscape()
        page.repeat_rows(TITLE_ROW)
        page.fit_to_pages(1, 0)
        for place, column in enumerate(sheet.columns):
            locked = not (column.editable or (sheet.new_rows and column.key in sheet.key))
            look = self._looks.cell(column, locked=locked)
            page.set_column(place, place, column.width, look)
        page.set_row(KEYS_ROW, None, None, {"hidden": True})
        for place, column in enumerate(sheet.columns):
            page.write_string(KEYS_ROW, place, column_mark(sheet, column.key), self._looks.plain())
        page.set_row(TITLE_ROW, _TITLE_HEIGHT)
        for place, column in enumerate(sheet.columns):
            heading = self._looks.heading(required=column.required)
            page.write_string(TITLE_ROW, place, column.title[self._lang], heading)

    def _row(self, page: Any, sheet: Sheet, number: int, row: Row) -> None:
        if unknown := set(row) - set(sheet.by_key):
            raise FormError(f"Sheet {sheet.code} has no column {', '.join(sorted(unknown))}.")
        if number >= FIRST_ROW + ROWS_LIMIT:
            raise FormError(f"Sheet {sheet.code} would have more than {ROWS_LIMIT:,} rows.")
        values = tuple(column.kept(row.get(column.key)) for column in sheet.columns)
        for place, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            made = put(column, value, self._lang, key=column.key in sheet.key)
            self._cell(page, column, (number, place), made)
        self._content.add(sheet, values)

    def _cell(self, page: Any, column: Column, place: tuple[int, int], made: Put) -> None:
        locked = not column.editable
        if made is None:
            page.write_blank(*place, None, self._looks.cell(column, locked=locked))
        elif isinstance(made, str):
            quoted = made.startswith(INJECTING)
            look = self._looks.cell(column, locked=locked, quoted=quoted)
            page.write_string(*place, made, look)
        elif isinstance(made, Decimal):
            page.write_number(*place, float(made), self._looks.cell(column, locked=locked))
        else:
            page.write_datetime(*place, made, self._looks.cell(column, locked=locked))

    def _rule(self, page: Any, column: Column, place: int, last: int) -> None:
        rule = self._validation(column, place)
        if rule is not None and column.editable:
            said = {"error_title": words("invalid", "title", self._lang), "ignore_blank": True}
            page.data_validation(FIRST_ROW, place, last, place, rule | said)

    def _validation(self, column: Column, place: int) -> dict[str, Any] | None:
        if source := self._lists.source(column):
            return self._said("choice") | {"validate": "list", "source": source}
        cell = xl_rowcol_to_cell(FIRST_ROW, place)
        na = '"n/a"', f'"{words("not_applicable", "zh")}"'
        may = f",{cell}={na[0]},{cell}={na[1]}" if column.applies_or_not else ""
        if column.kind in NUMBERS:
            made = {"validate": "custom", "value": f"=OR(ISNUMBER({cell}){may})"}
            return self._said("number") | made
        if column.kind == "date" and not may:
            least = {"criteria": ">=", "value": date(1900, 3, 1)}
            return self._said("date") | {"validate": "date"} | least
        return None

    def _said(self, name: str) -> dict[str, Any]:
        return {"error_message": words("invalid", name, self._lang)}

    def _meta(self, stamp: Stamp) -> None:
        page = self._book.add_worksheet(META_SHEET)
        page.very_hidden()
        for number, (name, value) in enumerate(stamp.lines()):
            page.write_string(number, 0, f"goldthread.{name}")
            page.write_string(number, 1, value)
            self._book.set_custom_property(f"goldthread.{name}", value, "text")
        version = filled(words("version"), id=stamp.form, version=stamp.version)[self._lang]
        title = self._form.title[self._lang]
        self._book.set_properties({"title": title, "subject": version, "created": _CREATED})
