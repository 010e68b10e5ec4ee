"""A filled-in workbook opened: looked through first, so that nothing in it can do harm.

What cannot be opened is told as a fault of the whole file.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar

from lxml import etree

from goldthread.documents.xlsx.faults import Fault, fault, shown
from goldthread.errors import InputRefused
from goldthread.readers.base import ReadError
from goldthread.readers.table.workbook_guard import inspect, sheet_parts

_T = TypeVar("_T")
Place = tuple[int, int]  # row and column, both from 0

FILE_LIMIT: Final = 20 * 2**20
INFLATED_LIMIT: Final = 300 * 2**20
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES: Final = "docProps/custom.xml"
_DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, KeyError,
    NotImplementedError, RuntimeError, etree.XMLSyntaxError,
)  # fmt: skip


class FileFault(InputRefused):
    """The whole file cannot be taken; `fault` says why, in both languages."""

    def __init__(self, why: Fault) -> None:
        super().__init__(why.sentence("en"))
        self.fault = why


class Opened:
    """An open workbook: its sheets by calamine, and what calamine does not tell of them."""

    def __init__(self, path: Path, name: str) -> None:
        _look_at(path)
        try:
            self._flaws = inspect(path, name)
        except ReadError as error:
            raise FileFault(fault("unreadable", said=str(error).removesuffix("."))) from None
        self.path = path
        self._book = _guarded(lambda: _calamine(path))
        self._sheets: dict[str, Any] = {}
        self.sheet_names = [
            sheet.name
            for sheet in self._book.sheets_metadata
            if str(sheet.typ).endswith("WorkSheet")
        ]

    def rows(self, sheet: str) -> Iterator[list[Any]]:
        """The rows of a sheet from the first one on, each from its first cell on."""
        found = self._sheet(sheet)
        left = [None] * (found.start[1] if found.start else 0)
        return (left + row for row in found.iter_rows()) if left else found.iter_rows()

    def merged(self, sheet: str) -> list[tuple[Place, Place]]:
        return list(self._sheet(sheet).merged_cell_ranges or ())

    def errors(self, sheet: str) -> frozenset[Place]:
        """The cells that hold an error of the spreadsheet."""
        flaws = self._flaws.get(sheet, {})
        return frozenset(
            (row - 1, column)
            for (row, column), flaw in flaws.items()
            if flaw.reason == "formula-error"
        )

    def formulas(self) -> dict[str, frozenset[Place]]:
        """The cells of each sheet that hold a formula, whatever its stored result."""
        return _damaged_or(lambda: _formulas(self.path))

    def properties(self) -> dict[str, str]:
        """The workbook's own named properties."""
        return _damaged_or(lambda: _properties(self.path))

    def _sheet(self, name: str) -> Any:
        if name not in self._sheets:
            self._sheets[name] = _guarded(lambda: self._book.get_sheet_by_name(name))
        return self._sheets[name]


def _calamine(path: Path) -> Any:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(str(path))


def _guarded(read: Callable[[], Any]) -> Any:
    """What `read` gives; any failure inside calamine, a panic included, as a fault."""
    try:
        return read()
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        raise FileFault(fault("unreadable", said=shown(error))) from None


def _damaged_or(read: Callable[[], _T]) -> _T:
    try:
        return read()
    except _DAMAGE as error:
        raise FileFault(fault("unreadable", said=shown(error))) from None


def _look_at(path: Path) -> None:
    _check_size(path.stat().st_size, FILE_LIMIT)
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_OLE):
        raise FileFault(fault("encrypted"))
    if not head.startswith(b"PK\x03\x04"):
        raise FileFault(fault("not_xlsx"))
    for part in _damaged_or(lambda: _part_names(path)):
        if part.lower().endswith(("vbaproject.bin", "vbadata.xml")) or "macrosheets/" in part:
            raise FileFault(fault("macros", part=shown(part)))


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        told = {"size": f"{size / 2**20:.1f} MB", "limit": f"{limit / 2**20:.0f} MB"}
        raise FileFault(fault("too_large", **told))


def _part_names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        _check_size(sum(part.file_size for part in archive.infolist()), INFLATED_LIMIT)
        if "xl/workbook.xml" not in names:
            raise FileFault(fault("not_xlsx"))
        return names


def _formulas(path: Path) -> dict[str, frozenset[Place]]:
    with zipfile.ZipFile(path) as archive:
        return {
            title: frozenset(_formula_cells(archive, part)) if _any(archive, part) else frozenset()
            for title, part in sheet_parts(archive, path.name).items()
        }


def _any(archive: zipfile.ZipFile, part: str) -> bool:
    """Might the part hold a formula? Most do not, and need no parsing."""
    before = b""
    with archive.open(part) as file:
        while block := file.read(1 << 20):
            if b"<f" in (data := before + block) or b":f" in data:
                return True
            before = block[-1:]
    return False


def _formula_cells(archive: zipfile.ZipFile, part: str) -> Iterator[Place]:
    with archive.open(part) as file:
        events = etree.iterparse(
            file, tag=("{*}row", "{*}f"), resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, element in events:
            if etree.QName(element).localname == "row":
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif (cell := element.getparent()) is not None and (at := cell.get("r")):
                yield _place(at)


def _place(address: str) -> Place:
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters) :]) - 1, column - 1


def _properties(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        if _PROPERTIES not in archive.namelist() or archive.getinfo(_PROPERTIES).file_size > 2**20:
            return {}
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(archive.read(_PROPERTIES), parser)
    return {str(entry.get("name")): "".join(map(str, entry.itertext())) for entry in root}
