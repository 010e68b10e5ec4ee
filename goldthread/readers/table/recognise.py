"""Which mapping a file asks for: its headings, sheet names and name against `recognise`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from goldthread.readers.base import no_progress
from goldthread.readers.table.cells import Flaw
from goldthread.readers.table.delimited import form_of, head_of, open_delimited
from goldthread.readers.table.headings import known_names, names_of
from goldthread.readers.table.model import FileForm, TableMapping
from goldthread.readers.table.open import is_workbook
from goldthread.readers.table.rows import SourceRow
from goldthread.readers.table.workbook import open_workbook

_FIRST_ROWS = 30
# Any bytes are letters in some encoding of one byte a letter; these are in no text.
_CONTROL: Final = re.compile(r"[\x01-\x08\x0e-\x1f]")


@dataclass
class Glimpse:
    """The first rows of each sheet of a file."""

    file_name: str
    sheets: dict[str, list[SourceRow]]
    encoding: str = ""
    delimiter: str = ""

    def told(self) -> str:
        """What was seen, for a sentence."""
        parts = []
        for title, rows in self.sheets.items():
            where = f"sheet {title} begins" if title else "it begins"
            parts.append(f"{where} with {_shown(rows[:1])}")
        return "; ".join(parts[:3]) or "it has no visible sheet"


def no_text(rows: list[SourceRow]) -> bool:
    """Do these rows of a delimited file hold what no text holds?"""
    cells = [cell for row in rows for cell in row.cells]
    return any(isinstance(cell, Flaw) or bool(_CONTROL.search(str(cell))) for cell in cells)


def _shown(first: list[SourceRow]) -> str:
    if no_text(first):
        return "bytes that are no text"
    return ", ".join(repr(name[:40]) for name in names_of(first)[:12]) if first else "nothing"


def glimpse(path: Path, rows: int = _FIRST_ROWS) -> Glimpse:
    """The beginning of a CSV or an XLSX; ReadError for what is neither."""
    if is_workbook(path, head_of(path)):
        book = open_workbook(path, path.name)
        titles = book.sheet_names()
        return Glimpse(
            path.name,
            {t: list(islice(book.sheet(t, no_progress, 0).rows, rows)) for t in titles},
        )
    form = FileForm()
    encoding, delimiter = form_of(path, form, frozenset())
    sheet, _ = open_delimited(path, path.name, form, frozenset(), no_progress)
    return Glimpse(path.name, {"": list(islice(sheet.rows, rows))}, encoding, delimiter)


def fitting(seen: Glimpse, mappings: Sequence[TableMapping]) -> list[str]:
    """The names of the mappings that fit best: those that know the most of the headings."""
    scores = {mapping.name: _score(seen, mapping) for mapping in mappings}
    best = max(scores.values(), default=0)
    return [name for name, score in scores.items() if score == best] if best else []


def _score(seen: Glimpse, mapping: TableMapping) -> int:
    asked = mapping.recognise
    if asked is None or (asked.file and not asked.file.search(seen.file_name)):
        return 0
    wanted = mapping.form.sheets
    read = [title for title in seen.sheets if wanted is None or not title or wanted.search(title)]
    scores = [_sheet_score(title, seen.sheets[title], mapping) for title in read]
    # Beside a sheet whose header is found, a workbook may have others: notes, lists, sums.
    return max(scores, default=0) if mapping.form.find else min(scores, default=0)


def _sheet_score(title: str, rows: list[SourceRow], mapping: TableMapping) -> int:
    """How many headings are known, and one more for each hint that fits; 0 when one is wrong."""
    asked = mapping.recognise
    assert asked is not None
    if mapping.form.find:
        known = (known_names(names_of([row]), mapping) for row in rows)
        return len(asked.columns) * any(names.issuperset(asked.columns) for names in known)
    header = [rows[n - 1] for n in mapping.form.header if n <= len(rows)]
    if not header or (asked.sheet and not asked.sheet.search(title)):
        return 0
    found = {name.casefold() for name in names_of(header)}
    if not all(column.casefold() in found for column in asked.columns):
        return 0
    return len(asked.columns) + bool(asked.sheet) + bool(asked.file)
