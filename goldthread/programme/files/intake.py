"""An upload on its way in: streamed to disk, hashed, looked through, and kept under its hash."""

import fcntl
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Protocol

from goldthread.programme.files.kinds import limits
from goldthread.programme.files.looking import kind_by_name, look_through
from goldthread.programme.files.names import cleaned
from goldthread.programme.files.refused import refusal
from goldthread.programme.files.store import INCOMING, keep

_BLOCK: Final = 1 << 18


class Stream(Protocol):
    """What can be read: an upload, an open file."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Taken:
    """A file that was taken. `new` is false where the same bytes were stored before."""

    sha256: str
    size: int
    name: str
    kind: str
    content_type: str
    new: bool


def take_in(
    stream: Stream,
    name: str,
    folder: Path,
    limit: int | None = None,
    *,
    expected: int | None = None,
) -> Taken:
    """Takes the upload `stream`, called `name` by its sender, into `folder`.

    `limit` is in bytes; `expected` is the size that the sender announced, where one did. Raises
    FileRefused, and keeps nothing, for what is not taken. Memory does not grow with the file.
    """
    shown = cleaned(name)
    kind = kind_by_name(shown)
    most = limits().bytes if limit is None else limit
    if expected is not None and expected > most:
        raise _too_large(shown, most)
    with _incoming(folder) as file:
        sha256, size = _written(stream, file, shown, most)
        if expected is not None and size < expected:
            raise refusal("cut_short", shown, found=size, expected=expected)
        if size == 0:
            raise refusal("empty", shown)
        file.flush()
        look_through(Path(file.name), shown, kind)
        new = keep(file, folder, sha256)
    return Taken(sha256, size, shown, kind.code, kind.content_type, new)


def _written(stream: Stream, file: IO[bytes], name: str, most: int) -> tuple[str, int]:
    """Hash and size of what was written; no more is read than the limit and one block."""
    digest, size = hashlib.sha256(), 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > most:
            raise _too_large(name, most)
        digest.update(block)
        file.write(block)
    return digest.hexdigest(), size


def _too_large(name: str, most: int) -> Exception:
    return refusal("too_large", name, limit=f"{most / 2**20:.3g}")


@contextmanager
def _incoming(folder: Path) -> Iterator[IO[bytes]]:
    """A new file of `incoming/`, locked while this process lives, and gone afterwards."""
    waiting = folder / INCOMING
    waiting.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=waiting) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
