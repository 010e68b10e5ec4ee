"""A mapping, read and checked: what a mapping file says, as objects."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from goldthread.readers.base import Delivery
from goldthread.readers.table.cells import fold, spaced
from goldthread.readers.table.expressions import Expression
from goldthread.readers.table.rules import Rule

Misfit = Literal["quarantine", "missing", "keep"]
# Columns that every row has beside those of its file; `goes_on` is TRUE where a row's first
# carried column is empty, and only where the header is found; the last two stand in items only.
GOES_ON = "goes_on"
OWN_COLUMNS = ("file_name", "sheet_name", "row_number", GOES_ON)
ITEM_NUMBER = "item_number"
ITEM_COUNT = "item_count"  # of the cell
HEADING = "heading"  # of the column that an unpivot made this row from


@dataclass(frozen=True)
class FileForm:
    """How the file is written. `header` holds row numbers from 1; none means `headings` are given.

    `find`: the header is the first row that has the headings by which the mapping is recognised.
    `missing` are the casefolded texts that stand for no value.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quotes: bool = True
    header: tuple[int, ...] = (1,)
    headings: tuple[str, ...] = ()
    sheets: re.Pattern[str] | None = None
    missing: frozenset[str] = frozenset()
    name: re.Pattern[str] | None = None
    fill_short_rows: bool = False
    find: bool = False


@dataclass(frozen=True)
class Recognise:
    """What a file must show for this mapping to be chosen by itself."""

    columns: tuple[str, ...]
    sheet: re.Pattern[str] | None = None
    file: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Cut:
    """One text column cut into new columns, the named groups of `pattern`."""

    column: str
    pattern: re.Pattern[str]
    otherwise: Misfit


@dataclass(frozen=True)
class RowRule:
    """Rows that hold `rule` are skipped (counted under `reason`) or quarantined."""

    action: Literal["skip", "quarantine"]
    rule: Rule
    reason: str
    columns: frozenset[str]


@dataclass(frozen=True)
class Each:
    """How one cell holds several items."""

    column: str
    separator: re.Pattern[str] | None
    pattern: re.Pattern[str] | None
    otherwise: Misfit
    split_group: str | None
    split_separator: re.Pattern[str] | None


@dataclass(frozen=True)
class ItemSection:
    """Rows of a child table made from each row, or from each item in one cell of it.

    `constants` are the fields that every row has alike; alone they make no item.
    """

    table: str
    each: Each | None
    fields: Mapping[str, Expression]
    constants: frozenset[str]


@dataclass(frozen=True)
class Doubt:
    """Records that hold `rule` are noted under `sentence`, and the named fields left missing."""

    rule: Rule
    sentence: str
    missing: tuple[str, ...]
    columns: frozenset[str]


@dataclass(frozen=True)
class Unpivot:
    """Columns turned into rows. Each chosen heading gives a row with its own columns.

    `headings` names them one by one; else `pattern` chooses them, its groups the new columns.
    """

    headings: Mapping[str, Mapping[str, str]]
    pattern: re.Pattern[str] | None
    value: str
    keep_empty: bool

    def columns_of(self, heading: str) -> Mapping[str, str] | None:
        """The new columns that this heading gives, or None when it stays a column."""
        if self.pattern is None:
            return self.headings.get(heading)
        found = self.pattern.fullmatch(heading)
        return {k: v for k, v in found.groupdict().items() if v is not None} if found else None

    def names(self) -> frozenset[str]:
        groups = self.pattern.groupindex if self.pattern else {}
        given = {name for columns in self.headings.values() for name in columns}
        return frozenset({*groups, *given, self.value, HEADING})


@dataclass(frozen=True)
class Copy:
    """A record that each row stands for, if `rule` holds: the row with these columns beside it."""

    columns: Mapping[str, str]
    rule: Rule | None
    reads: frozenset[str]


@dataclass(frozen=True)
class Refusal:
    """Records whose fields hold `rule` go to quarantine; the sentence says why.

    `blamed` is the field whose column the sentence is about.
    """

    rule: Rule
    sentence: str
    blamed: str


@dataclass(frozen=True)
class SameKey:
    """Which of several rows with one key makes the record, or that they make one together.

    `agree` gathers as `gather` does, and sends rows that contradict each other to quarantine.
    """

    choice: Literal["first", "last", "greatest", "gather", "agree"]
    greatest: Expression | None = None


@dataclass(frozen=True)
class TableMapping:
    """A whole mapping file; `digest` identifies its text."""

    name: str
    version: str
    title: str
    digest: str
    file_name: str
    feed: str
    delivery: Delivery
    rank: int
    recognise: Recognise | None
    form: FileForm
    table: str
    cuts: tuple[Cut, ...]
    carry_down: tuple[str, ...]
    unpivot: Unpivot | None
    rows: tuple[RowRule, ...]
    same_key: SameKey | None
    key: tuple[str, ...]
    record: Mapping[str, Expression]
    dims: Mapping[str, Expression]
    items: tuple[ItemSection, ...]
    doubts: tuple[Doubt, ...]
    ignore: tuple[str, ...]
    optional: frozenset[str]
    checks: tuple[str, ...]
    copies: tuple[Copy, ...] = ()
    refuse: tuple[Refusal, ...] = ()
    # How a file may head a column, folded → what the mapping calls it.
    headings: Mapping[str, str] = field(default_factory=dict)

    def made_columns(self) -> frozenset[str]:
        """Columns that the mapping itself makes, or that every row has."""
        cut = {name for c in self.cuts for name in c.pattern.groupindex}
        named = set(self.form.name.groupindex) if self.form.name else set()
        turned = self.unpivot.names() if self.unpivot else frozenset()
        copied = {name for copy in self.copies for name in copy.columns}
        return frozenset({*OWN_COLUMNS, *cut, *named, *turned, *copied})

    def read_columns(self) -> frozenset[str]:
        """Columns of the file that something in the mapping reads."""
        read = set(self.carry_down) | {c.column for c in self.cuts}
        for expression in (*self.record.values(), *self.dims.values()):
            read |= expression.columns()
        read |= {name for rule in self.rows for name in rule.columns}
        read |= {name for doubt in self.doubts for name in doubt.columns}
        read |= {name for copy in self.copies for name in copy.reads}
        for section in self.items:
            read |= _item_columns(section)
        if self.same_key and self.same_key.greatest:
            read |= self.same_key.greatest.columns()
        if self.unpivot:
            read |= {spaced(heading) for heading in self.unpivot.headings}
        return frozenset(read - self.made_columns())

    def needed_columns(self) -> frozenset[str]:
        """Columns that a file must have. Of a form by headings, those it is recognised by."""
        if self.headings and self.recognise:
            return frozenset(self.recognise.columns)
        return self.read_columns() - self.optional

    def called(self, heading: str) -> str:
        """What the mapping calls the column with this heading."""
        return self.headings.get(fold(heading), heading) if self.headings else heading


def _item_columns(section: ItemSection) -> set[str]:
    read: set[str] = set()
    for expression in section.fields.values():
        read |= expression.columns()
    if section.each:
        groups = section.each.pattern.groupindex if section.each.pattern else {}
        read -= {ITEM_NUMBER, ITEM_COUNT, "item", *groups}
        read.add(section.each.column)
    return read
