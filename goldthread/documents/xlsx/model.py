"""A form as data: what its sheets and columns are, and what a cell of each kind may hold.

One `Form` is the export, the template and the import: what `write` puts into a workbook, `read`
takes out of it as the same values.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from enum import Enum
from functools import cached_property
from typing import Final, Literal

from goldthread.documents.xlsx.folding import folded
from goldthread.errors import GoldthreadError

Lang = Literal["en", "zh"]
LANGS: Final[tuple[Lang, ...]] = ("en", "zh")
Text = Mapping[str, str]  # one wording in each of LANGS
Kind = Literal[
    "text", "date", "integer", "decimal", "percent", "choice", "reference", "boolean"
]  # fmt: skip
NUMBERS: Final[tuple[Kind, ...]] = ("integer", "decimal", "percent")
LISTED: Final[tuple[Kind, ...]] = ("choice", "reference")


class Mark(Enum):
    """A cell that can hold no value, which is neither zero nor "not reported"."""

    NOT_APPLICABLE = "n/a"


NOT_APPLICABLE: Final = Mark.NOT_APPLICABLE
# None is "not reported". A percent is the fraction: Decimal("0.5") is 50 %.
Value = str | date | int | Decimal | bool | Mark | None
Key = tuple[Value, ...]
Row = Mapping[str, Value]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\]|^'|'$")
TITLE_LIMIT: Final = 31  # a sheet's name, in Excel
SPREADSHEET_EXACT: Final = 10**15  # from here on a spreadsheet drops digits
NUMBER_LIMIT: Final = 10**20  # with at most 8 decimal places, within the 28 digits of a Decimal
TEXT_LIMIT: Final = 32_767  # the characters of a cell, in Excel


class FormError(GoldthreadError):
    """A form, or a value to be written, that cannot be; the message says which and why."""


@dataclass(frozen=True)
class Choice:
    """One entry of a list: its stable code and its title."""

    code: str
    title: Text

    def shown(self, kind: Kind, lang: str) -> str:
        """What a cell shows: a choice its title, a reference its code before the title."""
        title = self.title[lang]
        return f"{self.code} {title}" if kind == "reference" and title != self.code else title


@dataclass(frozen=True)
class Column:
    """A column: its stable key, its title and what its cells may hold.

    `places` are the decimal places kept (of the per cent, in a percent); `least` and `greatest`
    bound a number or a date (a percent as a fraction; by default it ends at 1); `longest` bounds a
    text. A reference without `choices` is any code, which the caller checks.
    """

    key: str
    title: Text
    kind: Kind = "text"
    required: bool = False
    editable: bool = True
    width: int = 16
    note: Text | None = None
    choices: tuple[Choice, ...] = ()
    places: int = 2
    least: Decimal | date | None = None
    greatest: Decimal | date | None = None
    longest: int = 5_000
    may_not_apply: bool | None = None  # None: numbers may, the rest may not

    def __post_init__(self) -> None:
        _check(bool(_NAME.fullmatch(self.key)), f"column key {self.key!r} is no lower-case name")
        _check_text(self.title, f"the title of column {self.key}")
        _check(self.kind != "choice" or bool(self.choices), f"column {self.key} has no choices")
        _check(self.kind in LISTED or not self.choices, f"column {self.key} takes no choices")
        _check(0 <= self.places <= 6, f"column {self.key} has {self.places} places, not 0 to 6")
        _check(0 < self.longest <= TEXT_LIMIT, f"column {self.key} is too long for a cell")
        if self.kind == "percent" and self.greatest is None:
            object.__setattr__(self, "greatest", Decimal(1))
        _check(
            self.kind not in ("text", "boolean") or not self.may_not_apply,
            f"column {self.key} is {self.kind}: it cannot say that it does not apply",
        )
        _check(bool(self.codes) == bool(self.choices), f"column {self.key} has unnamed choices")

    @property
    def applies_or_not(self) -> bool:
        """May a cell say that the column does not apply?"""
        return self.kind in NUMBERS if self.may_not_apply is None else self.may_not_apply

    def kept(self, value: Value) -> Value:
        """The value as the column keeps it: no empty text, decimal places rounded half to even."""
        if value == "":
            return None
        if self.kind not in ("decimal", "percent") or not isinstance(value, Decimal):
            return value
        places = self.places + (2 if self.kind == "percent" else 0)
        with localcontext(prec=80):
            return value.quantize(Decimal(1).scaleb(-places))

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Every way in which a choice may be written, folded, with its code."""
        found: dict[str, str] = {}
        for choice in self.choices:
            _check_text(choice.title, f"the title of {choice.code} in column {self.key}")
            spellings = {choice.code, *(choice.title[lang] for lang in LANGS)}
            spellings |= {choice.shown(self.kind, lang) for lang in LANGS}
            for spelling in map(folded, spellings):
                known = found.setdefault(spelling, choice.code)
                _check(
                    known == choice.code,
                    f"column {self.key}: {spelling!r} means both {known} and {choice.code}",
                )
        return found

    @cached_property
    def by_code(self) -> Mapping[str, Choice]:
        return {choice.code: choice for choice in self.choices}


@dataclass(frozen=True)
class Sheet:
    """A sheet: rows of one thing, told apart by the columns named in `key`."""

    code: str
    title: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    new_rows: bool = False  # may rows be added that were not exported?

    def __post_init__(self) -> None:
        _check(bool(_NAME.fullmatch(self.code)), f"sheet code {self.code!r} is no lower-case name")
        _check_text(self.title, f"the title of sheet {self.code}")
        for lang in LANGS:
            title = self.title[lang]
            bad = len(title) > TITLE_LIMIT or _FORBIDDEN_IN_TITLES.search(title)
            _check(not bad, f"sheet {self.code}: Excel takes no sheet name {title!r}")
        _check(len(self.by_key) == len(self.columns), f"sheet {self.code} names a column twice")
        unknown = set(self.key) - set(self.by_key)
        _check(bool(self.key) and not unknown, f"sheet {self.code} has no key, or an unknown one")
        for name in self.key:
            _check(self.by_key[name].required, f"key column {self.code}.{name} is not required")

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        return {column.key: column for column in self.columns}

    def key_of(self, row: Row) -> Key:
        return tuple(row[name] for name in self.key)


@dataclass(frozen=True)
class Form:
    """A form: its stable id, its version, and which older versions are still read."""

    id: str
    version: int
    title: Text
    sheets: tuple[Sheet, ...]
    purpose: Text | None = None
    reads: frozenset[int] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        _check(bool(_NAME.fullmatch(self.id)), f"form id {self.id!r} is no lower-case name")
        _check_text(self.title, f"the title of form {self.id}")
        _check(bool(self.sheets), f"form {self.id} has no sheet")
        _check(len(self.by_code) == len(self.sheets), f"form {self.id} names a sheet twice")
        titles = [folded(sheet.title[lang]) for lang in LANGS for sheet in self.sheets]
        for lang_titles in (titles[: len(self.sheets)], titles[len(self.sheets) :]):
            _check(len(set(lang_titles)) == len(self.sheets), f"form {self.id}: one title twice")

    @cached_property
    def by_code(self) -> Mapping[str, Sheet]:
        return {sheet.code: sheet for sheet in self.sheets}


def _check(holds: bool, said: str) -> None:
    if not holds:
        raise FormError(f"{said[:1].upper()}{said[1:]}.")


def _check_text(text: Text, what: str) -> None:
    lacking = [lang for lang in LANGS if not text.get(lang, "").strip()]
    _check(not lacking, f"{what} has no wording in {', '.join(lacking)}")
