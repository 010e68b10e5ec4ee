"""The WIPO technology fields: IPC and CPC symbols to the 35 fields of the concordance."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from goldthread.codes import datafile

# The date of the concordance's newest entry.
VERSION: Final = "2019-07"
# The subclass, then the main group: what stands before the stroke, or the first four digits of
# the complete form of ST.8 ("H04L0009320000").
_SYMBOL: Final = re.compile(r"\s*([A-H]\d\d[A-Z])\s*(\d*)", re.ASCII)


@dataclass(frozen=True)
class Field:
    """One of the 35 fields, with its sector; titles by language (en, zh)."""

    number: int
    sector: str
    titles: dict[str, str]
    sector_titles: dict[str, str]


@lru_cache(maxsize=65_536)
def field_of(symbol: str) -> int | None:
    """The WIPO field (1-35) of an IPC or CPC symbol such as "H04L 9/32", or None.

    The longest pattern wins: a main group's own field before its subclass's. A symbol of CPC
    section Y, or of a subclass or group that the concordance does not list, has no field.
    """
    found = _SYMBOL.match(symbol.upper())
    if found is None:
        return None
    subclass, digits = found.groups()
    if digits:
        by_group = _table().get((subclass, int(digits[:4])))
        if by_group is not None:
            return by_group
    return _table().get((subclass, None))


@lru_cache(maxsize=1)
def fields() -> tuple[Field, ...]:
    """The 35 fields in order."""
    data = datafile.load("fields")
    return tuple(
        Field(row["number"], row["sector"], _titles(row), _titles(data["sectors"][row["sector"]]))
        for row in data["fields"]
    )


def _titles(row: dict[str, Any]) -> dict[str, str]:
    return {"en": row["en"], "zh": row["zh"]}


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, int | None], int]:
    """(subclass, main group or None for the whole subclass) to field."""
    table: dict[tuple[str, int | None], int] = {}
    for row in datafile.load("fields")["fields"]:
        for klass, letters in row.get("subclasses", {}).items():
            table.update({(klass + letter, None): row["number"] for letter in letters})
        for subclass, groups in row.get("groups", {}).items():
            table.update({(subclass, group): row["number"] for group in groups})
        table.update({(subclass, None): row["number"] for subclass in row.get("successors", ())})
    return table
