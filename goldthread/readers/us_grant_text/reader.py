"""The reader: files of text, or ZIPs of them, to batches of records."""

import re
from pathlib import Path
from typing import Final

from goldthread.readers import archive
from goldthread.readers.base import Batch
from goldthread.readers.documents.cutting import Cuts, Part
from goldthread.readers.documents.glimpse import first_bytes
from goldthread.readers.documents.maps import Record
from goldthread.readers.documents.reader import DocumentReader, Format
from goldthread.readers.pieces import UTF16
from goldthread.readers.us_grant_text.cutting import TextCutter
from goldthread.readers.us_grant_text.fields import document
from goldthread.readers.us_grant_text.record import record

_SUFFIXES: Final = (".txt", ".dat")
_BEGINS: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:HHHHH[^\n]{0,200}\n\s*)?PATN *\r?\n[A-Z][A-Z0-9]{2}  "
)
# The XML of later years is complete in itself; of one patent in both, its record counts.
_FORMAT: Final = Format(
    name="us_grant_text", version="1", feed="us-grant-text", kinds={}, roots={}, rank=45
)


class GrantText(DocumentReader):
    """Reads documents of lines in place of elements; the rest is as for every document."""

    suffixes = _SUFFIXES

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def _cutter(self) -> Cuts:
        return TextCutter()

    def _record(self, part: Part, batch: Batch) -> Record:
        found = document(part.data)
        return self._kept(record(found), batch, found.unknown)

    def _nothing(self, name: str, head: bytes) -> str:
        if head.startswith(UTF16):
            return f"{name} is encoded in UTF-16; convert it to UTF-8"
        return (
            f"{name} holds no line PATN, with which each document begins that {self.name} reads: "
            f"it begins with {head[:24]!r}"
        )


def recognises(path: Path, head: bytes) -> bool:
    """Do these first bytes of a file, or those of the first text in its ZIP, begin a document?"""
    begin = first_bytes(path, _SUFFIXES) if archive.is_zip(head) else head
    return _BEGINS.match(begin) is not None
