"""The reader of the USPTO's patent grants: weekly files, plain or zipped, DTD v4.0 and later."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Final

from goldthread.readers import archive
from goldthread.readers.ahead import ahead
from goldthread.readers.base import Batch, Delivery, Progress, ReadError, SourceFile
from goldthread.readers.uspto_grant.cutting import cuts_elsewhere
from goldthread.readers.uspto_grant.source import cuts

_MARKS: Final = (b"<us-patent-grant", b'"us-patent-grant-v', b"<PATDOC")
# Cuts that wait; with those in work they bound the memory.
_AHEAD: Final = 1
# From this many bytes on, a process of its own is worth its start (some 60 ms).
_LARGE: Final = 8 << 20


class UsptoGrant:
    """`us-patent-grant` documents to records of patents and designs. One instance, one `read`.

    Only the bibliographic part of a document is parsed. With `strict` every document goes through
    lxml, which is slower and gives the same tables.
    """

    name: str = "uspto_grant"
    version: str = "1"
    feed: str = "uspto-grant"
    delivery: Delivery = "delta"
    rank: int = 50

    def __init__(self, *, strict: bool = False) -> None:
        self._strict = strict

    @classmethod
    def recognises(cls, path: Path, head: bytes) -> bool:
        """Is this a grant file? Looks at the first bytes, and into a ZIP for its first member.

        A file of the older layout is taken too, for `read` to refuse it by its name.
        """
        if archive.is_zip(head):
            head = _first_bytes(path)
        return any(mark in head for mark in _MARKS)

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        """The files' records in order; raises ReadError for a file that cannot be read."""
        large = sum(file.path.stat().st_size for file in files if file.path.is_file()) >= _LARGE
        found = cuts_elsewhere(files) if large else cuts(files)
        with closing(ahead(found, _AHEAD)) as waiting:
            first = next(waiting, None)
            if first is None:
                return
            # Imported while the file is being unpacked.
            from goldthread.readers.uspto_grant.batches import Batches, Parser

            if large:
                _give_memory_back()
            parser, batches = Parser(strict=self._strict), Batches()
            for cut in chain([first], waiting):
                yield from batches.add(parser.parse(cut))
                progress(cut.consumed)
            yield from batches.rest()


def _give_memory_back() -> None:
    """Let Arrow use the system's allocator: its own keeps some 20 MB of what batches have freed."""
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())


def _first_bytes(path: Path) -> bytes:
    try:
        member = archive.members(path, (".xml",))[0]
        return next(iter(archive.pieces(path, member, lambda _: None)), b"")
    except (ReadError, OSError):
        return b""
