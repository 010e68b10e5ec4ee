"""Records as files: CSV and XLSX, both guarded so that no cell becomes a formula."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
from defusedcsv import csv
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from goldthread.web.records import proof
from goldthread.web.records.asked import Asked, read
from goldthread.web.records.found import Found, every
from goldthread.web.shell import columns, figures, periods
from goldthread.web.shell.errors import BadParameter

ROWS_IN_SHEET = 1_048_575
BATCH = 2_000
LARGEST = 1e15  # beyond, a spreadsheet rounds
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Echo:
    """What a CSV writer writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def _name(asked: Asked, suffix: str) -> str:
    where = "-".join(asked.state.where.values())
    parts = [asked.state.definition.id, asked.state.period, where, asked.state.as_of]
    return f"records-{slugify('-'.join(part for part in parts if part))}.{suffix}"


def csv_file(request: HttpRequest) -> StreamingHttpResponse:
    """UTF-8 with a byte-order mark, which spreadsheets need to read Chinese; columns by name."""
    asked = read(request)
    found = every(asked)
    answer = StreamingHttpResponse(_lines(found.table), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_name(asked, "csv")}"'
    return answer


def _lines(table: pa.Table) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(table.column_names)
    for batch in table.to_batches(max_chunksize=BATCH):
        held = [column.to_pylist() for column in batch.columns]
        yield "".join(writer.writerow([_plain(v) for v in row]) for row in zip(*held, strict=True))


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else value


def xlsx_file(request: HttpRequest) -> FileResponse:
    """A sheet of records and a sheet that says which number they make."""
    asked = read(request)
    found = every(asked)
    if found.count > ROWS_IN_SHEET:
        sentence = _(
            "An XLSX sheet holds %(most)d rows and there are %(count)d records: take the CSV file."
        )
        raise BadParameter(
            "period", asked.state.period, sentence % {"most": ROWS_IN_SHEET, "count": found.count}
        )
    file = tempfile.TemporaryFile(prefix="goldthread-")  # noqa: SIM115 - the response closes it
    _write(file, asked, found)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=_name(asked, "xlsx"), content_type=XLSX)


def _write(file: Any, asked: Asked, found: Found) -> None:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(file, options)
    head = book.add_format({"bold": True, "bottom": 1})
    _record_sheet(book.add_worksheet(_("Records")), found.table, head)
    _identity_sheet(book.add_worksheet(_("Identity")), asked, found, head)
    book.close()


def _record_sheet(sheet: Any, table: pa.Table, head: Any) -> None:
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(table.column_names):
        sheet.write_string(0, column, str(columns.COLUMNS.get(name, name)), head)
        sheet.set_column(column, column, 16)
    line = 1
    for batch in table.to_batches(max_chunksize=BATCH):
        held = [column.to_pylist() for column in batch.columns]
        for row in zip(*held, strict=True):
            for column, value in enumerate(row):
                _put(sheet, line, column, value)
            line += 1


def _put(sheet: Any, line: int, column: int, value: Any) -> None:
    """By type, never by what a text looks like; a key of 19 digits stays whole as text."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(line, column, value)
    elif isinstance(value, (int, float, Decimal)) and abs(float(value)) < LARGEST:
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, value.hex() if isinstance(value, bytes) else str(value))


def _identity_sheet(sheet: Any, asked: Asked, found: Found, head: Any) -> None:
    state = asked.state
    answer = figures.ask(state, (state.period,))
    made = figures.identity(answer, state, state.address("/records"))
    rows = (
        (_("Indicator"), f"{made.indicator} {made.title}"),
        (_("Period"), periods.title(state.period, state.lang)),
        (_("Proof"), proof.sentence(state, answer, found)),
        (_("Version"), str(made.version)),
        (_("Definition"), made.definition),
        (_("As known on"), made.as_of),
        (_("Counting"), made.counting),
        (_("Lineage"), made.lineage),
        (_("Engine"), made.engine),
        (_("Code"), made.code),
    )
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    for line, (name, text) in enumerate(rows):
        sheet.write_string(line, 0, name, head)
        sheet.write_string(line, 1, text)
