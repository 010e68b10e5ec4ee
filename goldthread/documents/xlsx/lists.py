"""Lists to choose from: short ones stand in the rule of the cell, long ones on a hidden sheet."""

from typing import Any, Final

from goldthread.documents.xlsx.model import Column, Form, Lang
from goldthread.documents.xlsx.stamp import LISTS_SHEET
from goldthread.documents.xlsx.wording import words

_SHORT: Final = 255  # characters of a list within a rule, in Excel


class Lists:
    """The lists of one workbook. A list that two columns share is written once."""

    def __init__(self, form: Form, lang: Lang) -> None:
        self._lang = lang
        self._long: list[list[str]] = []
        for sheet in form.sheets:
            for column in sheet.columns:
                entries = self.entries(column)
                if entries and not _short(entries) and entries not in self._long:
                    self._long.append(entries)

    def entries(self, column: Column) -> list[str]:
        """What a person chooses from in this column; empty where there is no list."""
        if column.kind == "boolean":
            return [str(words(name, self._lang)) for name in ("yes", "no")]
        shown = [choice.shown(column.kind, self._lang) for choice in column.choices]
        not_applicable = [str(words("not_applicable", self._lang))] if shown else []
        return shown + (not_applicable if column.applies_or_not else [])

    def source(self, column: Column) -> list[str] | str | None:
        """The list as a rule of the cell names it."""
        entries = self.entries(column)
        if not entries or _short(entries):
            return entries or None
        from xlsxwriter.utility import xl_range_abs

        place = self._long.index(entries)
        return f"='{LISTS_SHEET}'!{xl_range_abs(0, place, len(entries) - 1, place)}"

    def write(self, book: Any) -> None:
        """The hidden sheet, one list a column; nothing where every list is short."""
        if not self._long:
            return
        sheet = book.add_worksheet(LISTS_SHEET)
        sheet.very_hidden()
        for row in range(max(map(len, self._long))):
            for place, entries in enumerate(self._long):
                if row < len(entries):
                    sheet.write_string(row, place, entries[row])


def _short(entries: list[str]) -> bool:
    return len(",".join(entries)) <= _SHORT and not any("," in entry for entry in entries)
