"""Which sheet of a workbook is which sheet of the form, and which column which.

The hidden first row says it, whatever the order, the language and the names of the sheets. Where
that row is gone the titles do, in either language.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from goldthread.documents.xlsx.faults import Fault, fault, shown
from goldthread.documents.xlsx.folding import folded
from goldthread.documents.xlsx.model import LANGS, Column, Form, Sheet
from goldthread.documents.xlsx.stamp import column_mark

_TOP: Final = 12  # rows among which the titles are sought


@dataclass(frozen=True)
class Found:
    """A sheet found: where its rows begin (from 0) and in which place each column stands."""

    sheet: Sheet
    name: str
    first_row: int
    places: Mapping[str, int]
    faults: tuple[Fault, ...]


def find(form: Form, sheets: Mapping[str, Iterable[list[Any]]]) -> dict[str, Found]:
    """Which sheet of the form each of `sheets` is, by name; what is none of them is left out.

    Titles are asked only for what no hidden row claims: the first sheet, too, names every title.
    """
    tops = {name: _top(rows) for name, rows in sheets.items()}
    marked = {name: found for name, top in tops.items() if (found := _by_mark(form, name, top))}
    open_ = set(form.by_code) - {found.sheet.code for found in marked.values()}
    titled = {
        name: found
        for name, top in tops.items()
        if name not in marked and open_ and (found := _by_title(form, open_, name, top))
    }
    return {name: (marked | titled)[name] for name in sheets if name in marked or name in titled}


def _top(rows: Iterable[list[Any]]) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in islice(rows, _TOP)]


def _by_mark(form: Form, name: str, top: list[list[str]]) -> Found | None:
    for number, row in enumerate(top):
        if sheet := _marked(form, row):
            titles = top[number + 1] if number + 1 < len(top) else []
            return _found(sheet, name, number + 2, _by_marks(sheet, row), titles)
    return None


def _by_title(form: Form, open_: set[str], name: str, top: list[list[str]]) -> Found | None:
    sheets = [sheet for sheet in form.sheets if sheet.code in open_]
    for number, row in enumerate(top):
        if sheet := _titled(sheets, name, row):
            return _found(sheet, name, number + 1, [], row)
    return None


def _marked(form: Form, row: list[str]) -> Sheet | None:
    codes = Counter(
        sheet.code
        for sheet in form.sheets
        for column in sheet.columns
        if column_mark(sheet, column.key) in row
    )
    return form.by_code[codes.most_common(1)[0][0]] if codes else None


def _by_marks(sheet: Sheet, row: list[str]) -> list[str]:
    keys = {column_mark(sheet, key): key for key in sheet.by_key}
    return [keys.get(cell.strip(), "") for cell in row]


def _titled(sheets: list[Sheet], name: str, row: list[str]) -> Sheet | None:
    """The sheet half of whose titles stand in the row; its name tells equals apart."""
    cells = {folded(cell) for cell in row}
    fitting = [
        (sum(bool(_titles(column) & cells) for column in sheet.columns), sheet) for sheet in sheets
    ]
    best = [pair for pair in fitting if pair[0] * 2 >= len(pair[1].columns)]
    named = {folded(name)}
    best.sort(key=lambda pair: (bool(_sheet_titles(pair[1]) & named), pair[0]), reverse=True)
    return best[0][1] if best else None


def _titles(column: Column) -> set[str]:
    return {folded(column.title[lang]) for lang in LANGS}


def _sheet_titles(sheet: Sheet) -> set[str]:
    return {folded(sheet.title[lang]) for lang in LANGS}


def _found(sheet: Sheet, name: str, first: int, marks: list[str], titles: list[str]) -> Found:
    by_title = {title: column.key for column in sheet.columns for title in _titles(column)}
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for place in range(max(len(marks), len(titles))):
        mark = marks[place] if place < len(marks) else ""
        title = titles[place] if place < len(titles) else ""
        key = by_title.get(folded(title), "")
        if mark and key and mark != key:
            faults.append(_of_two(sheet, name, place, first, mark, key))
        elif key := mark or key:
            if key in places:
                told = dict(sheet.by_key[key].title)
                faults.append(fault("repeated_column", name, _at(first, place), title=told))
            places.setdefault(key, place)
        elif title.strip():
            faults.append(fault("unknown_column", name, _at(first, place), title=shown(title)))
    return Found(sheet, name, first, places, (*faults, *_absent(sheet, name, places)))


def _of_two(sheet: Sheet, name: str, place: int, first: int, mark: str, key: str) -> Fault:
    """The title says one column and the hidden row another: the values may be either's."""
    told = {"title": dict(sheet.by_key[key].title), "mark": dict(sheet.by_key[mark].title)}
    return fault("two_columns", name, _at(first, place), **told)


def _absent(sheet: Sheet, name: str, places: Mapping[str, int]) -> list[Fault]:
    return [
        fault(_absence(column), name, "", title=dict(column.title))
        for column in sheet.columns
        if column.key not in places
    ]


def _absence(column: Column) -> str:
    return "missing_column" if column.required else "absent_column"


def _at(first_row: int, place: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(first_row - 1, place))
