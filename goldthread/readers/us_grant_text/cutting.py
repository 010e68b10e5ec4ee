"""Documents cut out of a stream of text: each begins with a line `PATN` and ends at the next."""

import re
from typing import Final

from goldthread.readers.base import RAW_LIMIT
from goldthread.readers.documents.cutting import RECORD_LIMIT, Part

MARK: Final = b"PATN"
_START: Final = re.compile(rb"^PATN *\r?\n", re.MULTILINE)
_LONGEST_START: Final = 128  # bytes at the end of a piece that may begin a start line
# What the office writes before the first document of a week: `HHHHHT   APS1   ISSUE - 760106`.
_HEADER: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:HHHHH[^\n]*\s*)?")
# Claims end every full text; in a file of front pages no document has them.
_CLAIMS: Final = re.compile(rb"^D?CLMS? *\r?$", re.MULTILINE)


class TextCutter:
    """Cuts the documents of a stream. Feed pieces in order, then call `end`.

    At most `RECORD_LIMIT` bytes and a piece are held.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._line = 1  # of the first byte of _rest
        self._open = False  # does _rest begin with a start line?
        self._searched = 0
        self._number = 0
        self._claims = False  # has a document of the file claims?

    def feed(self, piece: bytes) -> list[Part]:
        """The documents that turn out complete with this piece."""
        buffer, done, position = self._rest + piece, list[Part](), 0
        for found in _START.finditer(buffer, self._searched):
            done += self._closed(buffer[position : found.start()])
            position, self._open = found.start(), True
        self._rest = buffer[position:]
        if len(self._rest) > RECORD_LIMIT:
            done += self._too_large()
        self._searched = self._line_before_the_end()
        return done

    def end(self) -> list[Part]:
        """What is left: the last document, judged by those before it."""
        rest, self._rest = self._rest, b""
        if not (self._open or self._number):
            return []  # no document began in the whole file
        whole = not self._claims or _CLAIMS.search(rest) is not None
        if not self._open or whole:
            return self._closed(rest)
        sentence = "the file ends before the document's claims: it is cut off"
        return [self._part(rest, "cut-off", sentence)]

    @property
    def records(self) -> int:
        return self._number

    def _closed(self, data: bytes) -> list[Part]:
        """What stands before a start line: a document, or a header, which is none."""
        if not self._open and _HEADER.fullmatch(data):
            self._line += data.count(b"\n")
            return []
        if not self._open:
            return [self._part(data, "malformed-text", "text stands before the first line PATN")]
        self._claims = self._claims or _CLAIMS.search(data) is not None
        return [self._part(data)]

    def _part(self, data: bytes, problem: str = "", detail: str = "") -> Part:
        self._number += 1
        part = Part(self._number, 0, data, problem=problem, detail=detail, line=self._line)
        self._line += data.count(b"\n")
        return part

    def _too_large(self) -> list[Part]:
        sentence = f"the document is larger than {RECORD_LIMIT} bytes"
        part = self._part(self._rest, "too-large", sentence)
        self._rest, self._open = b"", False
        return [part._replace(data=part.data[:RAW_LIMIT])]

    def _line_before_the_end(self) -> int:
        """From where the next piece may complete a start line other than that of _rest."""
        begun = len(MARK) if self._open else 0
        return max(begun, self._rest.rfind(b"\n", 0, max(0, len(self._rest) - _LONGEST_START)) + 1)
