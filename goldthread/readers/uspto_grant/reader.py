"""The reader of the USPTO's patent grants: weekly files, plain or zipped, DTD v4.0 and later."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goldthread.readers import archive
from goldthread.readers.ahead import ahead
from goldthread.readers.base import Batch, Delivery, Progress, SourceFile
from goldthread.readers.uspto_grant.source import cuts

if TYPE_CHECKING:
    from goldthread.readers.uspto_grant.batches import Batches

# Cut batches that wait; with the batch in work they bound the memory.
_AHEAD: Final = 2


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
        if archive.is_zip(head):
            head = _first_bytes(path)
        return b"<us-patent-grant" in head or b"us-patent-grant-v" in head

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        """The files' records in order; raises ReadError for a file that cannot be read."""
        made: Batches | None = None
        for cut in ahead(cuts(list(files)), _AHEAD):
            if made is None:
                made = self._batches()
            yield made.batch(cut)
            progress(cut.consumed)

    def _batches(self) -> "Batches":
        # Imported while the first pieces are inflated in the other thread.
        from goldthread.readers.uspto_grant.batches import Batches

        return Batches(strict=self._strict)


def _first_bytes(path: Path) -> bytes:
    try:
        member = archive.members(path, (".xml",))[0]
        return next(iter(archive.pieces(path, member, lambda _: None)), b"")
    except (archive.ReadError, OSError):
        return b""


