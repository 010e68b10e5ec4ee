"""An XLSX looked through before anything builds it in memory.

Its ZIP directory must be sane, no part may inflate beyond what the directory says, the furthest
cell of a sheet may not ask for more memory than a machine has, and cells that hold an error or a
formula without a stored result are found, because a reader of values sees them as empty.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from isal import igzip_lib, isal_zlib
from lxml import etree

from goldthread.readers.base import ReadError
from goldthread.readers.table.cells import Flaw, shown

Position = tuple[int, int]  # row from 1, column from 0

PARTS_LIMIT = 10_000
TOTAL_LIMIT = 1_000_000_000
RATIO_LIMIT = 200
RATIO_FREE = 10_000_000  # a small part may be as repetitive as it likes
CELLS_LIMIT = 30_000_000
SPARSE_LIMIT = 8_000_000  # of a sheet that is mostly blank; each takes 32 bytes, blank or not
FLAWS_LIMIT = 100_000
_ISAL_ERROR: Any = igzip_lib.IsalError
_NO_ZIP = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, struct.error, UnicodeDecodeError,
)  # fmt: skip
_DAMAGE = (EOFError, _ISAL_ERROR, zlib.error, RuntimeError, OSError)
_BLOCK = 1 << 17
_CARRY = 65_536
_MAIN = "{*}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"'
# A cell's place counts, not its row's: whoever writes `A99999999` asks for that many rows.
_WIDE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{2,})\d")
_FAR = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]*(\d{5,})[\"']")
_ANY = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]*(\d+)[\"']")
_COUNT = re.compile(rb"ount\s*=\s*[\"'](\d{5,})[\"']")  # count, uniqueCount
_NEAR_ROWS = 9_999  # counted only where the columns are many
_BEYOND = 10**9
_TAG = 1_000  # no tag of a row is longer
_HIDDEN = re.compile(
    rb'<(?:\w+:)?row (?=[^>]{0,400}?\bhidden="(?:1|true)")[^>]{0,400}?\br="(\d{1,9})"'
)
_ERROR = re.compile(
    _CELL + rb'[^>]*\bt="e"[^>]*>(?:<(?:\w+:)?f[^<]*(?:</(?:\w+:)?f>|(?<=/>)))?<(?:\w+:)?v>([^<]*)<'
)
_NO_RESULT = re.compile(
    _CELL + rb"[^>]*><(?:\w+:)?f(?:>|\s[^<]*)[^<]*?(?:(?<=/>)|</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


def inspect(path: Path, name: str) -> dict[str, dict[Position, Flaw]]:
    """The flawed cells of each sheet; ReadError when the workbook cannot be read safely."""
    try:
        seen = path.stat()
    except OSError as error:
        raise ReadError(f"{name} cannot be read: {error.strerror}.") from None
    return _inspected(path, name, seen.st_size, seen.st_mtime_ns)


def hidden_rows(path: Path, name: str, title: str) -> list[int]:
    """The numbers of the rows that a sheet hides, as its filter or somebody's hand did."""
    if title not in inspect(path, name):
        return []
    found: set[int] = set()
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        part = archive.getinfo(sheet_parts(archive, name)[title])
        carry = b""
        for block in _inflated(file, part, f"{name}, sheet {title}"):
            data = carry + block
            found.update(map(int, _HIDDEN.findall(data)))
            carry = data[-_TAG:]
    return sorted(found)


@lru_cache(maxsize=64)
def _inspected(path: Path, name: str, _size: int, _changed: int) -> dict[str, dict[Position, Flaw]]:
    """Remembered, for a file is looked at once to be recognised and once to be read."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            _check_directory(archive, name)
            sheets = sheet_parts(archive, name)
            _check_counts(archive, file, name, set(sheets.values()))
            return {
                title: _scan(file, archive.getinfo(part), f"{name}, sheet {title}")
                for title, part in sheets.items()
            }
    except _NO_ZIP as error:
        raise ReadError(_no_zip(path, name, error)) from None
    except _DAMAGE as error:
        raise ReadError(f"{name}: the workbook is damaged: {error}.") from None


def _no_zip(path: Path, name: str, error: Exception) -> str:
    with path.open("rb") as file:
        head = file.read(8)
    if head == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return (
            f"{name} is protected by a password, or is a workbook of the old .xls form; "
            "save it as .xlsx without a password, or as CSV."
        )
    if head.startswith(b"PK"):
        return (
            f"{name} begins as a ZIP and does not end as one ({error}): it was cut off or damaged "
            "on its way. Deliver it again."
        )
    return f"{name} is no XLSX workbook: {error}. If it is a text, name it .csv."


def _check_directory(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    if len(parts) > PARTS_LIMIT:
        raise ReadError(
            f"{name}: the workbook has {len(parts):,} parts, more than {PARTS_LIMIT:,}."
        )
    total = sum(part.file_size for part in parts)
    if total > TOTAL_LIMIT:
        raise ReadError(
            f"{name}: the workbook would inflate to {total:,} bytes, more than {TOTAL_LIMIT:,}. "
            "Split it, or save its sheets as CSV."
        )
    for part in parts:
        _check_part(part, name)


def _check_part(part: zipfile.ZipInfo, name: str) -> None:
    if part.flag_bits & 1:
        raise ReadError(f"{name} is protected by a password; save it without one.")
    ratio = part.file_size / max(part.compress_size, 1)
    if part.file_size > RATIO_FREE and ratio > RATIO_LIMIT:
        raise ReadError(
            f"{name}: the part {part.filename} would inflate {ratio:,.0f} times, as no real file "
            "does; it is refused as a ZIP bomb."
        )
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ReadError(f"{name}: the part {part.filename} is compressed in an unknown way.")


def _check_counts(archive: zipfile.ZipFile, file: Any, name: str, sheets: set[str]) -> None:
    """No part may say that it holds more than it has bytes: room is made for what it says."""
    for part in archive.infolist():
        if part.filename in sheets or not part.filename.lower().endswith(".xml"):
            continue
        carry, counted, total = b"", 0, 0
        for block in _inflated(file, part, f"{name}, part {part.filename}"):
            total += len(block)
            counted = max(counted, _most_counted(carry + block))
            carry = block[-_TAG:]
        _check_count(counted, total, f"{name}, part {part.filename}")


def _most_counted(data: bytes) -> int:
    return max(map(_whole, _COUNT.findall(data)), default=0)


def _check_count(counted: int, total: int, where: str) -> None:
    if counted > total:
        raise ReadError(
            f"{where}: it says it holds {counted:,} of something and has {total:,} bytes; the "
            "workbook is damaged: open it in a spreadsheet program and save it again."
        )


def sheet_parts(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Each worksheet's title and the part that holds it."""
    try:
        book = _xml(archive.read("xl/workbook.xml"))
        links = _xml(archive.read("xl/_rels/workbook.xml.rels"))
    except KeyError:
        held = [part.filename for part in archive.infolist() if not part.is_dir()]
        listed = ", ".join(map(shown, held[:3])) + (", …" if held[3:] else "")
        told = f"holds {listed}" if held else "is empty"
        raise ReadError(
            f"{name} is a ZIP but no XLSX workbook: it {told}. Unpack it, and give the files "
            "that hold the data."
        ) from None
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{name}: the workbook is damaged: {error}.") from None
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    found: dict[str, str] = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = str(PurePosixPath("xl") / target) if not target.startswith("/") else target[1:]
        if part in archive.NameToInfo:
            found[str(sheet.get("name"))] = part
    return found


def _xml(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _scan(file: Any, part: zipfile.ZipInfo, where: str) -> dict[Position, Flaw]:
    flaws: dict[Position, Flaw] = {}
    carry, rows, columns, total, counted = b"", _NEAR_ROWS, 26, 0, 0
    for block in _inflated(file, part, where):
        total += len(block)
        if total > part.file_size:
            raise ReadError(f"{where}: the sheet inflates beyond what its ZIP directory says.")
        data = carry + block
        counted = max(counted, _most_counted(data))
        rows = max([rows, *map(_whole, set(_FAR.findall(data)))])
        columns = max([columns, *(_number(letters) for letters in set(_WIDE.findall(data)))])
        _collect(data, flaws)
        cell = max(data.rfind(b"<c "), data.rfind(b":c "), data.rfind(b"<row "))
        carry = data[max(cell - 1, len(data) - _CARRY, 0) :]
    _check_count(counted, total, where)
    # No cell that is there takes less than a byte.
    limit = min(CELLS_LIMIT, max(SPARSE_LIMIT, total))
    if rows == _NEAR_ROWS and rows * columns > limit:
        rows = _last_row(file, part, where)
    if rows * columns > limit:
        raise ReadError(
            f"{where}: the sheet reaches to row {rows:,} and column {columns:,}, too far to be "
            "read; delete the stray cells beyond the table, or save it as CSV."
        )
    return flaws


def _last_row(file: Any, part: zipfile.ZipInfo, where: str) -> int:
    """The last row of which any cell of the sheet says that it stands there."""
    carry, last = b"", 1
    for block in _inflated(file, part, where):
        data = carry + block
        last = max([last, *map(_whole, set(_ANY.findall(data)))])
        carry = data[-_TAG:]
    return last


def _whole(digits: bytes) -> int:
    """A row's number; beyond all bounds where it has more digits than any."""
    return int(digits) if len(digits) < 10 else _BEYOND


def _collect(data: bytes, flaws: dict[Position, Flaw]) -> None:
    if len(flaws) >= FLAWS_LIMIT:
        return
    if b't="e"' in data:
        for letters, row, said in _ERROR.findall(data):
            detail = f"the cell holds the error {said.decode('utf-8', 'replace')}."
            flaws[int(row), _number(letters) - 1] = Flaw("formula-error", detail)
    if b"<f" in data or b":f" in data:
        for letters, row in _NO_RESULT.findall(data):
            flaws[int(row), _number(letters) - 1] = Flaw(
                "formula-without-result",
                "the cell holds a formula whose result is not stored; open the workbook in a "
                "spreadsheet program and save it.",
            )


def _number(letters: bytes) -> int:
    """The number of a column from 1: A is 1, AA is 27."""
    if len(letters) > 5:
        return _BEYOND
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _inflated(file: Any, part: zipfile.ZipInfo, where: str) -> Iterator[bytes]:
    """The part's bytes in blocks, straight from its deflate stream, whatever the sizes say."""
    file.seek(part.header_offset)
    header = file.read(30)
    if header[:4] != b"PK\x03\x04":
        raise ReadError(f"{where}: the workbook is damaged: a part is not where it should be.")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    file.seek(name_length + extra_length, 1)
    left = part.compress_size
    engine = isal_zlib.decompressobj(-15) if part.compress_type else None
    while left > 0:
        packed = file.read(min(_BLOCK, left))
        if not packed:
            raise ReadError(f"{where}: the workbook is cut short.")
        left -= len(packed)
        yield from _blocks(engine, packed) if engine else (packed,)


def _blocks(engine: Any, packed: bytes) -> Iterator[bytes]:
    """The inflated bytes in bounded blocks; a full one may leave more inside the engine."""
    full = _BLOCK * 8
    while True:
        block = engine.decompress(packed, full)
        yield block
        packed = engine.unconsumed_tail
        if engine.eof or (not packed and len(block) < full):
            return
