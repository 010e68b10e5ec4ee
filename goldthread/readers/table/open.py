"""A delivered table file opened by what it is: its sheets, each with its header read."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from goldthread.readers.base import Progress, ReadError
from goldthread.readers.table.delimited import head_of, open_delimited
from goldthread.readers.table.headings import Header, HeaderMissing, read_header
from goldthread.readers.table.model import TableMapping
from goldthread.readers.table.prepare import Place, Tally
from goldthread.readers.table.workbook import Workbook, open_workbook

_ZIP, _EMPTY_ZIP, _OLE = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"


def is_workbook(path: Path, head: bytes) -> bool:
    """Is this to be read as a workbook? ReadError for what no table can be."""
    if not head:
        raise ReadError(f"{path.name} is empty.")
    return head.startswith((_ZIP, _EMPTY_ZIP, _OLE)) or path.suffix.lower() in (".xlsx", ".xlsm")


def places(
    path: Path, name: str, file_id: int, mapping: TableMapping, tally: Tally, progress: Progress
) -> Iterator[Place]:
    """The sheets of a file that the mapping reads, ready at their first row after the header."""
    if path.is_dir():
        raise ReadError(f"{path} is a folder, not a file.")
    alike = {"file_name": name, **_name_parts(name, mapping)}
    if is_workbook(path, head_of(path)):
        yield from _sheets(path, name, file_id, mapping, tally, progress, alike)
        return
    wanted = mapping.read_columns()
    sheet, encoding = open_delimited(path, name, mapping.form, wanted, progress)
    if mapping.form.encoding is None and not encoding.startswith("utf"):
        tally.notes.add(f"{name} is read as {encoding}, which was guessed from its bytes")
    header = read_header(sheet, mapping, name)
    if header is None:
        raise ReadError(f"{name} holds no row.")
    yield Place(file_id, header, sheet, {"sheet_name": None, **alike})


def _name_parts(name: str, mapping: TableMapping) -> dict[str, str | None]:
    if mapping.form.name is None:
        return {}
    found = mapping.form.name.search(name)
    if not found:
        raise ReadError(
            f"{name}: the mapping {mapping.name} takes values from the file's name, which does "
            f"not match {mapping.form.name.pattern!r}."
        )
    return dict(found.groupdict())


def _sheets(
    path: Path,
    name: str,
    file_id: int,
    mapping: TableMapping,
    tally: Tally,
    progress: Progress,
    alike: dict[str, str | None],
) -> Iterator[Place]:
    book = open_workbook(path, name)
    chosen = _chosen(book, name, mapping, tally)
    share, found = path.stat().st_size // len(chosen), False
    missing: HeaderMissing | None = None
    for title in chosen:
        sheet = book.sheet(title, progress, share, merged=mapping.form.find)
        try:
            header = read_header(sheet, mapping, f"{name}, sheet {title}")
        except HeaderMissing as error:
            missing = missing or error
            if title not in mapping.ignore:
                tally.notes.add(f"{str(error).removesuffix('.')}; the sheet is not read")
            continue
        if header is None:
            tally.notes.add(f"{name}: sheet {title} is empty")
            continue
        found = True
        if mapping.form.find:
            _note_hidden(book.hidden_rows(title), header, f"{name}: sheet {title}", tally)
        yield Place(file_id, header, sheet, {"sheet_name": title, **alike})
    if not found:
        raise missing or ReadError(f"{name} holds no row.")
    progress(path.stat().st_size - share * len(chosen))


def _chosen(book: Workbook, name: str, mapping: TableMapping, tally: Tally) -> list[str]:
    """The sheets that the mapping reads; the others are noted, and those that nobody sees."""
    titles, wanted = book.sheet_names(), mapping.form.sheets
    chosen = [title for title in titles if wanted is None or wanted.search(title)]
    if not chosen:
        raise ReadError(f"{name} has no sheet that the mapping reads; it has {_listed(titles)}.")
    for title in set(titles) - set(chosen):
        tally.notes.add(f"{name}: sheet {title} is not read")
    for title in book.hidden_sheets() if mapping.form.find else ():
        tally.notes.add(f"{name}: sheet {title} is hidden and is not read")
    return chosen


def _note_hidden(rows: Sequence[int], header: Header, where: str, tally: Tally) -> None:
    hidden = [str(row) for row in rows if row > header.row]
    if hidden:
        more = ", ..." if len(hidden) > 20 else ""
        tally.notes.add(
            f"{where} hides {len(hidden):,} row(s), which are read like the others: "
            f"{', '.join(hidden[:20])}{more}"
        )


def _listed(titles: list[str]) -> str:
    return ", ".join(repr(title) for title in titles[:20]) or "no visible sheet"
