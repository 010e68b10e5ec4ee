"""The header of a sheet: its rows found, its columns named, and what is missing or unread."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from goldthread.readers.base import ReadError
from goldthread.readers.table.cells import Flaw, Merged, as_text, fold, spaced
from goldthread.readers.table.document import nearest
from goldthread.readers.table.model import TableMapping
from goldthread.readers.table.rows import SheetRows, SourceRow

FOUND_WITHIN = 30  # rows


class HeaderMissing(ReadError):
    """A sheet has no row with the headings that are asked for."""


@dataclass
class Header:
    """The columns of one sheet. `taken` and `unread` give a column's place; `turned` those that
    an unpivot makes rows of, with the columns each gives; `titles` the file's own heading of a
    column that the mapping calls otherwise. `row` is the header's last row."""

    names: list[str]
    taken: dict[str, int] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    row: int = 0
    turned: dict[str, dict[str, str]] = field(default_factory=dict)


def read_header(sheet: SheetRows, mapping: TableMapping, where: str) -> Header | None:
    """Consumes the rows up to the header's last; None for a sheet that is wholly empty."""
    if mapping.form.find:
        return _found(sheet.rows, mapping, where)
    if not mapping.form.header:
        return _header(list(mapping.form.headings), mapping, where)
    rows = _header_rows(sheet.rows, mapping.form.header, where)
    if rows is None:
        return None
    return _header(names_of(rows), mapping, where)


def _found(rows: Iterator[SourceRow], mapping: TableMapping, where: str) -> Header | None:
    """The first row that has the headings by which the mapping is recognised."""
    nearest_row: list[str] = []
    for row in islice(rows, FOUND_WITHIN):
        names = names_of([row])
        known = known_names(names, mapping)
        if known.issuperset(mapping.needed_columns()):
            header = _header(names, mapping, where)
            header.row = row.number
            return header
        if not nearest_row or len(known) > len(known_names(nearest_row, mapping)):
            nearest_row = names
    if not any(nearest_row):
        return None
    absent = sorted(mapping.needed_columns() - known_names(nearest_row, mapping))
    raise HeaderMissing(
        f"{where} has no row of headings with {', '.join(_asked(absent, mapping))} among its first "
        f"{FOUND_WITHIN}; the nearest has {_listed(nearest_row)}."
    )


def _asked(names: Iterable[str], mapping: TableMapping) -> Iterator[str]:
    """The columns by name, each with its first heading in another script."""
    for name in names:
        known = (heading for heading, called in mapping.headings.items() if called == name)
        other = next((heading for heading in known if not heading.isascii()), None)
        yield repr(name) if other is None else f"{name!r} or {other!r}"


def known_names(names: Sequence[str], mapping: TableMapping) -> frozenset[str]:
    """The mapping's own names of these headings, as far as it knows them."""
    known = mapping.read_columns()
    return frozenset(called for called in map(mapping.called, names) if called in known)


def _header_rows(
    rows: Iterator[SourceRow], numbers: tuple[int, ...], where: str
) -> list[SourceRow] | None:
    """The header rows by their number among the file's rows."""
    found: list[SourceRow] = []
    seen = 0
    for seen, row in enumerate(rows, 1):
        if seen in numbers:
            found.append(row)
        if seen == numbers[-1]:
            return found
    if seen == 0:
        return None
    raise ReadError(f"{where} has {seen} row(s), but its header should be row {numbers[-1]}.")


def names_of(rows: Sequence[SourceRow]) -> list[str]:
    """One name a column. In several header rows an upper heading spans the empty cells after it."""
    width = max(len(row.cells) for row in rows)
    parts: list[list[str]] = [[] for _ in range(width)]
    for level, row in enumerate(rows):
        texts = [_heading(cell) for cell in row.cells] + [""] * (width - len(row.cells))
        spanned = ""
        for place, text in enumerate(texts):
            spanned = text or (spanned if level < len(rows) - 1 else "")
            if spanned:
                parts[place].append(spanned)
    return _distinct([" ".join(part) for part in parts])


def _heading(cell: object) -> str:
    if isinstance(cell, Flaw):
        return "bytes that are no text"
    return "" if cell is None or isinstance(cell, Merged) else spaced(as_text(cell))


def _distinct(names: list[str]) -> list[str]:
    """Names that stand twice are numbered: `Date`, `Date (2)`; empty ones stay empty."""
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return made


def _header(names: list[str], mapping: TableMapping, where: str) -> Header:
    header = Header(names)
    if mapping.headings:
        return _by_headings(header, mapping, where)
    places = {name: place for place, name in enumerate(names) if name}
    loose = {name.casefold(): name for name in reversed(list(places))}
    for wanted in mapping.read_columns():
        name = wanted if wanted in places else loose.get(wanted.casefold())
        if name is not None:
            header.taken[wanted] = places[name]
    _refuse_absent(mapping, header, where)
    read, ignored = set(header.taken.values()), {i.casefold() for i in mapping.ignore}
    for name, place in places.items():
        turned = mapping.unpivot.columns_of(name) if mapping.unpivot else None
        if turned is not None:
            header.turned[name] = dict(turned)
            header.taken[name] = place
        elif place not in read and name.casefold() not in ignored:
            header.unread[name] = place
    if mapping.unpivot and not header.turned:
        raise ReadError(
            f"{where}: no column fits the mapping's unpivot; the columns are {_listed(names)}."
        )
    return header


def _by_headings(header: Header, mapping: TableMapping, where: str) -> Header:
    """Each column by any of the headings that the mapping knows for it."""
    known, ignored = mapping.read_columns(), {fold(name) for name in mapping.ignore}
    for place, name in enumerate(header.names):
        column = mapping.called(name)
        if column not in known:
            if name and fold(name) not in ignored:
                header.unread[name] = place
        elif column in header.taken:
            raise ReadError(
                f"{where}: the columns {header.titles[column]!r} and {name!r} are both the "
                f"{column} of the mapping {mapping.name}; rename or delete one."
            )
        else:
            header.taken[column], header.titles[column] = place, name
    _refuse_absent(mapping, header, where)
    return header


def _refuse_absent(mapping: TableMapping, header: Header, where: str) -> None:
    absent = sorted(mapping.needed_columns() - set(header.taken))
    if not absent:
        return
    hint = nearest(absent[0], header.names)
    raise ReadError(
        f"{where} lacks the column{'s' if len(absent) > 1 else ''} "
        f"{', '.join(map(repr, absent))} that the mapping {mapping.name} reads;{hint} "
        f"the columns found are {_listed(header.names)}."
    )


def _listed(names: Sequence[str]) -> str:
    shown = [repr(name[:60]) for name in names if name]
    more = f" and {len(shown) - 40} more" if len(shown) > 40 else ""
    return ", ".join(shown[:40]) + more if shown else "none"
