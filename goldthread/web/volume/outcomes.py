"""What a workbook would do, told to its reader: counts, each change cell by cell, each refusal."""

from dataclasses import dataclass

from goldthread.documents.xlsx import DryRun, Form
from goldthread.documents.xlsx.comparing import Outcome, RowOutcome
from goldthread.documents.xlsx.model import Column, Mark, Value
from goldthread.web.shell import numbers

MOST = 1_000
"""Changed rows shown one by one."""
NAMES = ("number", "title_zh", "title_en", "task", "line")
"""Columns by which a row is called, the first that it has."""


@dataclass(frozen=True)
class Cell:
    cell: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    sheet: str
    number: int
    name: str
    cells: tuple[Cell, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Outcomes:
    run: DryRun
    form: Form
    lang: str

    @property
    def counts(self) -> dict[Outcome, int]:
        return self.run.counts()

    @property
    def absent(self) -> int:
        return sum(len(keys) for keys in self.run.absent.values())

    @property
    def of_file(self) -> list[str]:
        return [fault.sentence(self.lang) for fault in self.run.faults]

    @property
    def going(self) -> int:
        """Rows that would be written."""
        counts = self.counts
        return counts["changed"] + counts["new"]

    @property
    def new(self) -> list[Row]:
        return [self._row(row) for row in self.run.of("new")[:MOST]]

    @property
    def may(self) -> bool:
        """Is there something to take in, and nothing against it?"""
        counts = self.counts
        return not self.run.refused and not counts["refused"] and self.going > 0

    @property
    def refused(self) -> list[Row]:
        return [self._row(row) for row in self.run.of("refused")]

    @property
    def changed(self) -> list[Row]:
        return [self._row(row) for row in self.run.of("changed")[:MOST]]

    @property
    def more(self) -> int:
        return max(0, self.counts["changed"] - MOST)

    @property
    def read_as(self) -> list[str]:
        """What was taken although it was not written as asked."""
        rows = (*self.run.of("changed"), *self.run.of("unchanged"))
        return [fault.sentence(self.lang) for row in rows for fault in row.faults]

    def _row(self, row: RowOutcome) -> Row:
        sheet = self.form.by_code[row.sheet]
        name = next((str(row.values[key]) for key in NAMES if row.values.get(key)), "")
        sentences = tuple(fault.sentence(self.lang) for fault in row.faults if fault.refuses)
        return Row(sheet.title[self.lang], row.number, name, self._cells(row), sentences)

    def _cells(self, row: RowOutcome) -> tuple[Cell, ...]:
        """What changes; of a new row everything that stands in it."""
        columns = self.form.by_code[row.sheet].by_key
        values = {change.column: (change.cell, change.before) for change in row.changes}
        if row.outcome == "new":
            values = {key: ("", None) for key, value in row.values.items() if value is not None}
        return tuple(
            Cell(
                cell,
                columns[key].title[self.lang],
                self._told(columns[key], before),
                self._told(columns[key], row.values.get(key)),
            )
            for key, (cell, before) in values.items()
        )

    def _told(self, column: Column, value: Value) -> str:
        """A value as a person reads it; nothing and "does not apply" are two things."""
        if value is None:
            return ""
        if isinstance(value, Mark):
            return "不适用" if self.lang == "zh" else "n/a"
        if isinstance(value, str) and value in column.by_code:
            return column.by_code[value].shown(column.kind, self.lang)
        if column.kind == "date":
            return numbers.day(value, self.lang)
        return str(value.normalize()) if hasattr(value, "normalize") else str(value)
