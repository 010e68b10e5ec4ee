"""The reader of the USPTO's patent grants: weekly files, plain or zipped, DTD v4.0 and later."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goldthread.readers import archive
from goldthread.readers.ahead import ahead
from goldthread.readers.base import Batch, Delivery, Progress, ReadError, SourceFile
from goldthread.readers.uspto_grant.cutting import cuts_elsewhere
from goldthread.readers.uspto_grant.source import cuts

if TYPE_CHECKING:
    from goldthread.readers.uspto_grant.batches import Parsed

_MARKS: Final = (b"<us-patent-grant", b'"us-patent-grant-v', b"<PATDOC")
# Parsed cuts that wait; with the one in work they bound the memory.
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
        with closing(ahead(_parsed(files, strict=self._strict), _AHEAD)) as waiting:
            parsed = next(waiting, None)
            # Imported by the other thread, before the first cut could be parsed.
            from goldthread.readers.uspto_grant.batches import Batches

            made = Batches()
            while parsed is not None:
                yield from made.add(parsed)
                progress(parsed.cut.consumed)
                parsed = next(waiting, None)
            yield from made.rest()


def _parsed(files: Sequence[SourceFile], *, strict: bool) -> Iterator["Parsed"]:
    large = sum(file.path.stat().st_size for file in files if file.path.is_file()) >= _LARGE
    with closing(cuts_elsewhere(files) if large else cuts(files)) as waiting:
        first = next(waiting, None)
        if first is None:
            return
        # Imported while the rest of the file is being unpacked.
        from goldthread.readers.uspto_grant.batches import Parser

        if large:
            _give_memory_back()
        parser = Parser(strict=strict)
        yield from map(parser.parse, chain([first], waiting))


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
