"""Rows of a CSV or TSV file, as a stream: bounded lines, marked bytes, quotes that must pair."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from goldthread.readers.base import Progress, ReadError
from goldthread.readers.table.cells import Flaw, Unfit
from goldthread.readers.table.model import FileForm
from goldthread.readers.table.rows import SheetRows, SourceRow
from goldthread.readers.table.sniff import HEAD, delimiter_of, encoding_of

LINE_LIMIT = 1_000_000
RECORD_LINES = 1_000
BROKEN_LIMIT = 1_000
_PROGRESS_EVERY = 2_000


def _marked(error: UnicodeError) -> tuple[str, int]:
    """Wrong bytes become lone surrogates, so that only the cells that hold them are spoilt."""
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + byte) for byte in wrong), error.end


codecs.register_error("goldthread-marked", _marked)


class _Runaway(Exception):
    """A quoted field has gone on for too many lines."""


class _Lines:
    """The lines of a file; those of the record being read can be given back."""

    def __init__(self, stream: io.TextIOWrapper, name: str) -> None:
        self.stream, self.name = stream, name
        self.number = 0
        self.taken: list[str] = []
        self._back: deque[str] = deque()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else self.stream.readline(LINE_LIMIT + 1)
        if not line:
            raise StopIteration
        if len(line) > LINE_LIMIT:
            raise ReadError(
                f"{self.name}, line {self.number + 1}: the line is longer than {LINE_LIMIT:,} "
                "characters; no cell of a table is. Check the file's line ends and encoding."
            )
        if len(self.taken) >= RECORD_LINES:
            self._back.appendleft(line)
            raise _Runaway
        self.number += 1
        self.taken.append(line)
        return line

    def give_back(self) -> str:
        """Keep the record's first line, hand the others out again; the first line."""
        first, others = self.taken[0], self.taken[1:]
        self._back.extendleft(reversed(others))
        self.number -= len(others)
        return first


def head_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise ReadError(f"{path.name} cannot be read: {error.strerror}.") from None


def form_of(path: Path, form: FileForm, wanted: frozenset[str]) -> tuple[str, str]:
    """Encoding and delimiter: as the mapping says, else as the file's beginning shows."""
    head = head_of(path)
    encoding = form.encoding or encoding_of(head)
    if encoding in ("utf-8", "utf8") and head.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    text = head.decode(encoding, "goldthread-marked")
    return encoding, form.delimiter or delimiter_of(text.lstrip("\ufeff"), wanted)


def open_delimited(
    path: Path, name: str, form: FileForm, wanted: frozenset[str], progress: Progress
) -> tuple[SheetRows, str]:
    """The rows of a delimited file, and the encoding they are read in."""
    encoding, delimiter = form_of(path, form, wanted)
    rows = _rows(path, name, encoding, delimiter, form.quotes, progress)
    return SheetRows("", rows, f"{name}, line ", strict=not form.fill_short_rows), encoding


def _rows(
    path: Path, name: str, encoding: str, delimiter: str, quotes: bool, progress: Progress
) -> Iterator[SourceRow]:
    with path.open("rb") as binary:
        stream = io.TextIOWrapper(binary, encoding, "goldthread-marked", newline="")
        lines = _Lines(stream, name)
        reported = 0
        for count, row in enumerate(_records(lines, delimiter, quotes, encoding)):
            if count % _PROGRESS_EVERY == 0:
                position = binary.tell()
                progress(position - reported)
                reported = position
            yield row
        progress(path.stat().st_size - reported)


def _records(lines: _Lines, delimiter: str, quotes: bool, encoding: str) -> Iterator[SourceRow]:
    make = partial(
        csv.reader,
        lines,
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE,
        strict=True,
    )
    reader, broken = make(), 0
    while True:
        lines.taken.clear()
        number = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Runaway) as error:
            broken += 1
            first = lines.give_back()
            reader = make()
            if broken > BROKEN_LIMIT:
                raise ReadError(_too_broken(lines.name, number)) from None
            yield SourceRow(number, [], _raw(first, encoding), _malformed(error))
            continue
        text = lines.taken[0] if len(lines.taken) == 1 else "".join(lines.taken)
        if number == 1 and cells and cells[0].startswith("\ufeff"):
            cells[0] = cells[0][1:]
        yield SourceRow(number, _flawed(cells, text, encoding), _raw(text, encoding), None)


def _too_broken(name: str, number: int) -> str:
    return (
        f"{name}, line {number}: more than {BROKEN_LIMIT:,} lines have quotes that do not pair. "
        "If quotes are ordinary characters here, say file: {quotes: false} in the mapping."
    )


def _malformed(error: Exception) -> Unfit:
    said = str(error)
    if isinstance(error, _Runaway) or "end of data" in said:
        detail = "a quoted field that opens on this line is never closed."
    elif "field limit" in said:
        limit = csv.field_size_limit()
        detail = f"a cell that opens on this line is longer than {limit:,} characters."
    else:
        detail = f"the quotes of this line do not pair: {said}."
    return Unfit("malformed-row", detail)


def _flawed(cells: list[str], text: str, encoding: str) -> list[object]:
    """The cells; those with a NUL or with bytes that are no text as flaws."""
    made: list[object] = list(cells)
    if "\0" in text:
        made = [_nul(cell) for cell in made]
    if not text.isascii() and not _is_text(text):
        made = [_bytes(cell, encoding) for cell in made]
    return made


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _nul(cell: object) -> object:
    if isinstance(cell, str) and "\0" in cell:
        return Flaw("nul", "the cell holds a NUL character; the file may be cut or not a text.")
    return cell


def _bytes(cell: object, encoding: str) -> object:
    if not isinstance(cell, str) or _is_text(cell):
        return cell
    wrong = " ".join(f"{ord(c) - 0xDC00:02X}" for c in cell if 0xDC00 <= ord(c) <= 0xDCFF)
    hint = "; if the whole file is in another encoding, say file: {encoding: …} in its mapping"
    return Flaw("bad-encoding", f"the bytes {wrong[:60]} are no text in {encoding}{hint}.")


def _raw(text: str, encoding: str) -> Callable[[], bytes]:
    return partial(_encoded, text, encoding)


def _encoded(text: str, encoding: str) -> bytes:
    """The record's own bytes, as far as they can be had again."""
    try:
        plain = "utf-8" if encoding == "utf-8-sig" else encoding
        return text.encode(plain, "surrogateescape")
    except UnicodeError:
        return text.encode("utf-8", "backslashreplace")
