"""What an import would do, before it does anything: row by row against what exists.

Nothing is written here. A row that a file does not name is left as it is; a column that a file
does not have keeps its value; a second import of the same file is all unchanged.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from goldthread.documents.xlsx.faults import Fault, fault, shown
from goldthread.documents.xlsx.model import Column, Key, Mark, Row, Sheet, Value
from goldthread.documents.xlsx.reading import Filled, FilledRow, FilledSheet, key_shown

Outcome = Literal["unchanged", "new", "changed", "refused"]
Existing = Mapping[Key, Row]
# What the caller's own rules say of a row that the form itself has no fault to find with.
Check = Callable[[Sheet, FilledRow], "list[Fault]"]


@dataclass(frozen=True)
class Change:
    """A cell that the import would change."""

    column: str
    cell: str
    before: Value
    after: Value


@dataclass(frozen=True)
class RowOutcome:
    """What becomes of one row; `values` are to be written where it is new or changed."""

    sheet: str
    number: int
    key: Key | None
    outcome: Outcome
    values: Row
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class DryRun:
    """What becomes of every row, and which rows that exist the file does not name."""

    rows: tuple[RowOutcome, ...]
    absent: Mapping[str, tuple[Key, ...]]
    faults: tuple[Fault, ...]

    @property
    def refused(self) -> bool:
        """Can nothing of the file be taken?"""
        return any(one.refuses for one in self.faults)

    def counts(self) -> dict[Outcome, int]:
        counted = Counter(row.outcome for row in self.rows)
        outcomes: tuple[Outcome, ...] = ("unchanged", "new", "changed", "refused")
        return {outcome: counted[outcome] for outcome in outcomes}

    def of(self, outcome: Outcome) -> tuple[RowOutcome, ...]:
        return tuple(row for row in self.rows if row.outcome == outcome)


def dry_run(filled: Filled, existing: Mapping[str, Existing], check: Check | None = None) -> DryRun:
    """The outcome of every row; `existing` says, by code of sheet and by key, what there is.

    Where the whole file is refused no row has an outcome.
    """
    if filled.refused:
        return DryRun((), {}, filled.faults)
    rows: list[RowOutcome] = []
    absent: dict[str, tuple[Key, ...]] = {}
    for code, sheet in filled.sheets.items():
        known = existing.get(code, {})
        made = [_outcome(sheet, row, known, check) for row in sheet.rows]
        named = {row.key for row in made}
        absent[code] = tuple(key for key in known if key not in named)
        rows += made
    return DryRun(tuple(rows), absent, filled.faults)


def _outcome(
    sheet: FilledSheet, row: FilledRow, existing: Existing, check: Check | None
) -> RowOutcome:
    key = sheet.key_of(row)
    faults = list(row.faults)
    known = existing.get(key) if key is not None else None
    changes = tuple(_changes(sheet, row, known or {}))
    faults += _locked(sheet, changes)
    if key is not None and known is None and not sheet.sheet.new_rows:
        at = sheet.address(row, sheet.sheet.key[0])
        faults.append(fault("not_known", sheet.name, at, key=key_shown(key)))
    if check is not None and not any(one.refuses for one in faults):
        faults += check(sheet.sheet, row)
    refused = any(one.refuses for one in faults)
    outcome = _named(refused=refused, new=known is None, changed=bool(changes))
    return RowOutcome(
        sheet.sheet.code,
        row.number,
        key,
        outcome,
        row.values,
        changes if known is not None else (),
        tuple(faults),
    )


def _named(*, refused: bool, new: bool, changed: bool) -> Outcome:
    if refused:
        return "refused"
    if new:
        return "new"
    return "changed" if changed else "unchanged"


def _changes(sheet: FilledSheet, row: FilledRow, known: Row) -> Iterator[Change]:
    for name, after in row.values.items():
        column = sheet.sheet.by_key[name]
        before = column.kept(known.get(name))
        if not _same(before, after):
            yield Change(name, sheet.address(row, name), before, after)


def _same(before: Value, after: Value) -> bool:
    # Python holds True and 1 for equal; a column never holds both.
    return before == after and isinstance(before, bool) == isinstance(after, bool)


def _locked(sheet: FilledSheet, changes: tuple[Change, ...]) -> list[Fault]:
    """What is written into a given column; a new row may name its key and nothing else there."""
    columns = {change: sheet.sheet.by_key[change.column] for change in changes}
    return [
        fault(
            "locked",
            sheet.name,
            change.cell,
            before=_told(column, change.before),
            after=_told(column, change.after),
        )
        for change, column in columns.items()
        if not column.editable and column.key not in sheet.sheet.key
    ]


def _told(column: Column, value: Value) -> dict[str, str]:
    """A value as a person knows it: a choice by its title, nothing as a word."""
    if value is None:
        return {"en": "nothing", "zh": "空白"}
    if isinstance(value, Mark):
        return {"en": "n/a", "zh": "不适用"}
    choice = column.by_code.get(value) if isinstance(value, str) else None
    if choice is not None:
        return {lang: choice.shown(column.kind, lang) for lang in ("en", "zh")}
    return dict.fromkeys(("en", "zh"), shown(value))
