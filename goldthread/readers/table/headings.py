"""The header of a sheet: its rows found, its columns named, and what is missing or unread."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from goldthread.readers.base import ReadError
from goldthread.readers.table.cells import as_text, spaced
from goldthread.readers.table.document import nearest
from goldthread.readers.table.model import TableMapping
from goldthread.readers.table.rows import SheetRows, SourceRow


@dataclass
class Header:
    """The columns of one sheet. `taken` and `unread` give a column's place; `turned` those that
    an unpivot makes rows of, with the columns each gives."""

    names: list[str]
    taken: dict[str, int] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    turned: dict[str, dict[str, str]] = field(default_factory=dict)


def read_header(sheet: SheetRows, mapping: TableMapping, where: str) -> Header | None:
    """Consumes the rows up to the header's last; None for a sheet that is wholly empty."""
    if not mapping.form.header:
        return _header(list(mapping.form.headings), mapping, where)
    rows = _header_rows(sheet.rows, mapping.form.header, where)
    if rows is None:
        return None
    return _header(names_of(rows), mapping, where)


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
    return "" if cell is None else spaced(as_text(cell))


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
