"""The rows of one record taken together: whether they agree, and whether the whole can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldthread.readers.schema import TABLES
from goldthread.readers.table.cells import Cell, Unfit, shown
from goldthread.readers.table.chunks import Rows
from goldthread.readers.table.expressions import Expression, First, MadeField
from goldthread.readers.table.model import Refusal, TableMapping


@dataclass
class _Whole:
    """The records' fields as columns, one row a record, for rules to be tested on."""

    made: Mapping[str, list[object]]
    size: int
    fields: dict[str, list[object]]

    def column(self, name: str) -> Sequence[Cell]:
        return self.made[name]  # type: ignore[return-value]

    def fail(self, _index: int, _unfit: Unfit) -> None:
        raise AssertionError("a rule about a whole record fails no row")

    def note(self, _sentence: str) -> None:
        raise AssertionError("a rule about a whole record notes nothing")


def check(rows: Rows, members: Sequence[list[int]], mapping: TableMapping) -> None:
    """Fails the rows that contradict each other, and those of a record that cannot be."""
    if mapping.same_key is not None and mapping.same_key.choice == "agree":
        for group in members:
            if len(group) > 1 and not any(row in rows.failed for row in group):
                _refuse_conflict(rows, group, mapping)
    if mapping.refuse:
        _refuse(rows, members, mapping)


def _refuse_conflict(rows: Rows, group: Sequence[int], mapping: TableMapping) -> None:
    for name in (n for n in mapping.record if n in TABLES[mapping.table].schema.names):
        given = [(row, v) for row in group if (v := rows.fields[name][row]) is not None]
        other = next(((row, v) for row, v in given if v != given[0][1]), None)
        if other is not None:
            first = given[0]
            detail = (
                f"{_told(first[1])} at {rows.locators[first[0]]}, and {_told(other[1])} at "
                f"{rows.locators[other[0]]}: rows with one number must say the same."
            )
            for row in group:
                rows.fail(row, Unfit("conflict", detail, column=column_of(name, mapping, rows)))
            return


def _told(value: object) -> str:
    plain = format(value.normalize(), "f") if isinstance(value, Decimal) else value
    return shown(plain)


def _refuse(rows: Rows, members: Sequence[list[int]], mapping: TableMapping) -> None:
    made = {name: merged(rows.fields[name], members) for name in mapping.record}
    whole = _Whole(made, len(members), {})
    for refusal in mapping.refuse:
        for group, holds in zip(members, refusal.rule.test(whole), strict=True):
            if holds:
                unfit = _unfit(refusal, rows, mapping)
                for row in group:
                    rows.fail(row, unfit)


def _unfit(refusal: Refusal, rows: Rows, mapping: TableMapping) -> Unfit:
    blamed = column_of(refusal.blamed, mapping, rows)
    return Unfit("impossible", f"{refusal.sentence}.", column=blamed)


def column_of(field: str, mapping: TableMapping, rows: Rows) -> str:
    """The column of the file that a field comes from: the first that the file has."""
    named = _columns(mapping.record[field], mapping)
    return next((name for name in rows.titles if name in named), "")


def _columns(expression: Expression, mapping: TableMapping) -> frozenset[str]:
    """The columns of an expression, and of the fields that it takes its values from."""
    source, held = expression.source, expression.columns()
    if isinstance(source, MadeField):
        return held | _columns(mapping.record[source.name], mapping)
    if isinstance(source, First):
        return held.union(*(_columns(one, mapping) for one in source.expressions))
    return held


def merged(values: list[object] | None, members: Sequence[list[int]]) -> list[object]:
    """One value a record: that of its first row that has one."""
    if values is None:
        return [None] * len(members)
    return [
        values[group[0]]
        if len(group) == 1
        else next((values[row] for row in group if values[row] is not None), None)
        for group in members
    ]
