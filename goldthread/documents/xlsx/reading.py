"""A filled-in form read: typed values with their addresses, and every fault at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell

from goldthread.documents.xlsx import readme
from goldthread.documents.xlsx.faults import Fault, fault, shown
from goldthread.documents.xlsx.finding import Found, find
from goldthread.documents.xlsx.incoming import take
from goldthread.documents.xlsx.model import LANGS, Form, Key, Sheet, Value
from goldthread.documents.xlsx.opening import FileFault, Opened, Place
from goldthread.documents.xlsx.stamp import LISTS_SHEET, META_SHEET, Stamp
from goldthread.documents.xlsx.taken import Taken, wrong

ROWS_LIMIT: Final = 200_000
AREAS_LIMIT: Final = 1_000  # merged areas told row by row; more are a fault of the whole sheet
AREA_ROWS_LIMIT: Final = 1_000
FAULTS_LIMIT: Final = 5_000  # of a sheet: beyond it the file is another one, and is not read on


@dataclass(frozen=True)
class FilledRow:
    """A row of the file. `values` holds what could be read, by column key; `number` is from 1."""

    number: int
    values: Mapping[str, Value]
    faults: tuple[Fault, ...]

    @property
    def refused(self) -> bool:
        return any(one.refuses for one in self.faults)


@dataclass(frozen=True)
class FilledSheet:
    """A sheet of the form as the file has it; `letters` says in which column a key stands."""

    sheet: Sheet
    name: str
    letters: Mapping[str, str]
    rows: tuple[FilledRow, ...]

    def address(self, row: FilledRow, key: str) -> str:
        return f"{self.letters[key]}{row.number}"

    def key_of(self, row: FilledRow) -> Key | None:
        """The row's key, or None where a part of it could not be read."""
        key = tuple(row.values.get(name) for name in self.sheet.key)
        return None if None in key else key


@dataclass(frozen=True)
class Filled:
    """What a file holds. `faults` are those of the file and of whole sheets."""

    stamp: Stamp | None
    sheets: Mapping[str, FilledSheet] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def refused(self) -> bool:
        """Can nothing of the file be taken?"""
        return any(one.refuses for one in self.faults)

    def all_faults(self) -> Iterator[Fault]:
        """Every fault: of the file, then row by row."""
        yield from self.faults
        for sheet in self.sheets.values():
            for row in sheet.rows:
                yield from row.faults


def read(path: Path, form: Form, *, name: str | None = None) -> Filled:
    """What the file at `path` holds of the form; `name` is what people call the file.

    Never raises for what is in the file: what is wrong is in the faults.
    """
    try:
        book = Opened(path, name or path.name)
        stamp = _stamp(book)
        faults = _of_version(form, stamp)
        if any(one.refuses for one in faults):
            return Filled(stamp, faults=tuple(faults))
        return _read(book, form, stamp, faults)
    except FileFault as error:
        return Filled(None, faults=(error.fault,))


def _stamp(book: Opened) -> Stamp | None:
    told: dict[str, str] = {}
    if META_SHEET in book.sheet_names:
        told = {str(row[0]): str(row[1]) for row in book.rows(META_SHEET) if len(row) > 1}
    told = book.properties() | told
    said = {line: told.get(f"goldthread.{line}", "") for line in ("form", "lang", "content")}
    version = told.get("goldthread.version", "").removesuffix(".0")
    if not said["form"] or not version.isdecimal():
        return None
    return Stamp(version=int(version[:9]), **said)


def _of_version(form: Form, stamp: Stamp | None) -> list[Fault]:
    if stamp is None:
        return [fault("no_stamp")]
    if stamp.form != form.id:
        return [fault("other_form", found=shown(stamp.form), expected=form.id)]
    if stamp.version == form.version:
        return []
    code = "newer_version" if stamp.version > form.version else "older_version"
    code = "old_version_read" if stamp.version in form.reads else code
    return [fault(code, found=stamp.version, expected=form.version)]


def _read(book: Opened, form: Form, stamp: Stamp | None, faults: list[Fault]) -> Filled:
    formulas = book.formulas()
    sheets: dict[str, FilledSheet] = {}
    names = [name for name in book.sheet_names if name not in ours(form)]
    by_name = find(form, {name: book.rows(name) for name in names})
    for name in names:
        found = by_name.get(name)
        if found is None:
            faults.append(fault("unknown_sheet", name))
        elif found.sheet.code in sheets:
            told = dict(found.sheet.title)
            faults.append(fault("repeated_sheet", name, "", title=told))
        else:
            reading = _Reading(book, found, formulas.get(name, frozenset()))
            sheets[found.sheet.code] = reading.sheet()
            faults += [*found.faults, *reading.faults]
    missing = [sheet for sheet in form.sheets if sheet.code not in sheets]
    faults += [fault("missing_sheet", title=dict(sheet.title)) for sheet in missing]
    ordered = {sheet.code: sheets[sheet.code] for sheet in form.sheets if sheet.code in sheets}
    return Filled(stamp, ordered, tuple(faults))


def ours(form: Form) -> frozenset[str]:
    """The names of the sheets that carry no rows."""
    return frozenset({META_SHEET, LISTS_SHEET, *(readme.title(form, lang) for lang in LANGS)})


class _Reading:
    """One sheet on its way: its rows, with the cells that hold no plain value."""

    def __init__(self, book: Opened, found: Found, formulas: frozenset[Place]) -> None:
        self._book, self._found, self._formulas = book, found, formulas
        self._errors = book.errors(found.name)
        self.faults: list[Fault] = []
        self._merged = self._merged_rows()
        self._columns = [
            (found.sheet.by_key[key], place, key in found.sheet.key)
            for key, place in found.places.items()
        ]

    def sheet(self) -> FilledSheet:
        rows = list(self._rows())
        found = self._found
        letters = {key: str(xl_col_to_name(place)) for key, place in found.places.items()}
        made = FilledSheet(found.sheet, found.name, letters, tuple(rows))
        return replace(made, rows=tuple(_without_doubles(made)))

    def _rows(self) -> Iterator[FilledRow]:
        first, rows, told = self._found.first_row, 0, 0
        for number, cells in enumerate(self._book.rows(self._found.name)):
            row = self._row(number, cells) if number >= first else None
            if row is None:
                continue
            rows, told = rows + 1, told + len(row.faults)
            if rows > ROWS_LIMIT or told > FAULTS_LIMIT:
                self._stop(rows)
                return
            yield row

    def _stop(self, rows: int) -> None:
        code, limit = "too_many_faults", FAULTS_LIMIT
        if rows > ROWS_LIMIT:
            code, limit = "too_many_rows", ROWS_LIMIT
        self.faults.append(fault(code, self._found.name, "", limit=f"{limit:,}"))

    def _row(self, number: int, cells: list[Any]) -> FilledRow | None:
        """The row, or None where nothing stands in it."""
        held = {
            place: cells[place] if place < len(cells) else None for _, place, _ in self._columns
        }
        merged = self._merged.get(number, [])
        if not merged and not any(self._holds((number, at), cell) for at, cell in held.items()):
            return None
        values: dict[str, Value] = {}
        faults = list(merged)
        for column, place, key in self._columns:
            taken = self._spoilt((number, place)) or take(column, held[place], key=key)
            if not taken.refused:
                values[column.key] = taken.value
            if taken.code:
                at = xl_rowcol_to_cell(number, place)
                faults.append(fault(_code(taken, key), self._found.name, at, **taken.told))
        return FilledRow(number + 1, values, tuple(faults))

    def _holds(self, place: Place, cell: Any) -> bool:
        blank = cell is None or (isinstance(cell, str) and not cell.strip())
        return not blank or place in self._formulas or place in self._errors

    def _spoilt(self, place: Place) -> Taken | None:
        if place in self._formulas:
            return wrong("formula")
        return wrong("cell_error") if place in self._errors else None

    def _merged_rows(self) -> Mapping[int, list[Fault]]:
        """The faults of merged cells, for each row of the table that they reach into."""
        rows: dict[int, list[Fault]] = defaultdict(list)
        name, first = self._found.name, self._found.first_row
        areas = self._book.merged(name)
        for (top, left), (bottom, right) in areas[:AREAS_LIMIT]:
            area, at = xl_range(top, left, bottom, right), xl_rowcol_to_cell(top, left)
            merged = fault("merged", name, at, area=area)
            if len(areas) > AREAS_LIMIT or bottom - top > AREA_ROWS_LIMIT:
                self.faults.append(merged)
                return {}
            for row in range(max(top, first), bottom + 1):
                rows[row].append(merged)
        return rows


def _code(taken: Taken, key: bool) -> str:
    return "no_key" if key and taken.code == "required" else taken.code


def _without_doubles(sheet: FilledSheet) -> Iterator[FilledRow]:
    """The rows; of rows with one key each is refused, for nobody can tell which is meant."""
    numbers: dict[Key, list[int]] = defaultdict(list)
    for row in sheet.rows:
        if (key := sheet.key_of(row)) is not None:
            numbers[key].append(row.number)
    for row in sheet.rows:
        key = sheet.key_of(row)
        others = [n for n in numbers[key] if n != row.number] if key is not None else []
        if key is not None and others:
            told = {"key": key_shown(key), "row": others[0]}
            at = sheet.address(row, sheet.sheet.key[0])
            double = fault("repeated_key", sheet.name, at, **told)
            yield replace(row, faults=(*row.faults, double))
        else:
            yield row


def key_shown(key: Key) -> str:
    return shown(" / ".join(str(part) for part in key))
