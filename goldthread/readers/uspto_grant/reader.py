"""The reader of the USPTO's patent grants: weekly files, plain or zipped, DTD v4.0 and later."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from goldthread.readers.base import Batch, Delivery, Progress, ReadError, SourceFile
from goldthread.readers.uspto_grant.cut import Cut

_MARKS: Final = (b"<us-patent-grant", b'"us-patent-grant-v')
# Bytes of documents that are parsed in one call.
_BATCH: Final = 4 << 20
# mallopt's M_TRIM_THRESHOLD and M_MMAP_THRESHOLD, with the largest value both may have.
_KEEP: Final = (-1, -3)
_KEPT: Final = 32 << 20
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
        """Is this a grant file? Looks at the first bytes, and into a ZIP for its first member."""
        from goldthread.readers import archive

        if archive.is_zip(head):
            head = _first_bytes(path)
        return any(mark in head for mark in _MARKS)

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        """The files' records in order; raises ReadError for a file that cannot be read."""
        large = sum(file.path.stat().st_size for file in files if file.path.is_file()) >= _LARGE
        with closing(_cuts(files, elsewhere=large)) as found:
            # Imported while the first documents are being unpacked.
            from goldthread.readers.uspto_grant.batches import Batches
            from goldthread.readers.uspto_grant.parsing import Parser

            if large:
                _keep_memory()
            parser, batches = Parser(strict=self._strict), Batches()
            for some in _together(found):
                batches.add(some, parser.parse(some))
                progress(sum(cut.consumed for cut in some))
                some.clear()  # so that no document's bytes are held while records are made
                yield from batches.made()
            yield from batches.rest()


def _cuts(files: Sequence[SourceFile], *, elsewhere: bool) -> Generator[Cut, None, None]:
    """The files' documents; what unpacks them is loaded in the process that does."""
    if elsewhere:
        from goldthread.readers.uspto_grant.cutting import cuts_elsewhere

        return cuts_elsewhere(files)
    from goldthread.readers.uspto_grant.source import cuts

    return cuts(files)


def _together(found: Iterator[Cut]) -> Iterator[list[Cut]]:
    """The cuts, several at a time."""
    some: list[Cut] = []
    size = 0
    for cut in found:
        some.append(cut)
        size += cut.size
        if size >= _BATCH:
            yield some
            some, size = [], 0
    if some:
        yield some


def _keep_memory() -> None:
    """Let the allocator keep for the next batch what the one before has freed.

    Else it gives all back, and a tenth of the time goes into the same pages being mapped again.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):  # only glibc has it
        for option in _KEEP:
            ctypes.CDLL(None).mallopt(option, _KEPT)


def _first_bytes(path: Path) -> bytes:
    from goldthread.readers import archive

    try:
        member = archive.members(path, (".xml",))[0]
        return next(iter(archive.pieces(path, member, lambda _: None)), b"")
    except (ReadError, OSError):
        return b""
