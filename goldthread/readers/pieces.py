"""The bytes of a delivered file in bounded pieces: of the file, or of a member of its ZIP."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from goldthread.readers import archive
from goldthread.readers.base import ReadError

UTF16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_BLOCK: Final = 131_072


def opened(path: Path) -> IO[bytes]:
    """The file, open for reading; ReadError for what cannot be opened."""
    try:
        return path.open("rb")
    except IsADirectoryError as error:
        raise ReadError(f"{path} is a folder; give the files in it") from error
    except OSError as error:
        raise ReadError(f"{path} cannot be opened: {error.strerror}") from error


class Plain:
    """The pieces of a plain file; `consumed` counts its bytes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.consumed = 0

    def __iter__(self) -> Iterator[bytes]:
        with opened(self._path) as source:
            while block := source.read(_BLOCK):
                self.consumed += len(block)
                yield block


class Zipped:
    """The pieces of a member of a ZIP; `consumed` counts its packed bytes."""

    def __init__(self, path: Path, member: archive.Member) -> None:
        self._path, self._member = path, member
        self.consumed = 0

    def __iter__(self) -> Iterator[bytes]:
        return archive.pieces(self._path, self._member, self._count)

    def _count(self, taken: int) -> None:
        self.consumed += taken
