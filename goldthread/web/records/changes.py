"""What differs between two versions of a record, column by column and row by row."""

from dataclasses import dataclass

from goldthread.readers.schema import ROOTS, TABLES
from goldthread.register.history import Row, Version
from goldthread.web.records.cells import written
from goldthread.web.shell import columns

VERSIONED = ("known_from_load", "source_file_id", "source_locator", "record_hash", "lineage_key")
# What rows of a child table have for the register's own use.
PARTS_OF_KEYS = ("known_from_load", "role_count", "field_count", "lineage_key", "tells")


@dataclass(frozen=True)
class Difference:
    """What was and what is; an empty text is nothing."""

    what: str
    before: str
    after: str


def differences(
    before: Version, after: Version, lang: str, root: str = "ip_right"
) -> list[Difference]:
    """Every difference, the record's own columns first."""
    found = [
        _difference(name, before.row.get(name), value, lang)
        for name, value in after.row.items()
        if name not in VERSIONED and before.row.get(name) != value
    ]
    for table in ROOTS[root]:
        found += _rows(
            table.name,
            before.children.get(table.name, []),
            after.children.get(table.name, []),
            lang,
        )
    return found


def _difference(name: str, old: object, new: object, lang: str) -> Difference:
    title = str(columns.COLUMNS.get(name, name))
    return Difference(title, written(name, old, lang), written(name, new, lang))


def _rows(table: str, before: list[Row], after: list[Row], lang: str) -> list[Difference]:
    """Rows that went and rows that came."""
    old, new = [_said(table, r, lang) for r in before], [_said(table, r, lang) for r in after]
    title = str(columns.TABLES[table])
    gone = [Difference(title, text, "") for text in old if text not in new]
    return gone + [Difference(title, "", text) for text in new if text not in old]


def _said(table: str, row: Row, lang: str) -> str:
    hidden = (TABLES[table].key, "sequence", *PARTS_OF_KEYS)
    parts = [written(n, v, lang) for n, v in row.items() if n not in hidden and v not in (None, "")]
    return " · ".join(parts)
