"""Files by their hash: `files/<first two hex>/<sha256>`, written once and never again.

What is on its way stands in `incoming/`, locked by the process that writes it. A file appears
under its hash by one link, after its bytes are on the disk, and only where none stands yet.
"""

import fcntl
import hashlib
import os
import re
import time
from collections.abc import Callable, Sequence, Set
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from goldthread.errors import GoldthreadError

INCOMING: Final = "incoming"
_BLOCK: Final = 1 << 20
_ASKED: Final = 500  # hashes asked for in one query
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_MODE: Final = 0o400


class FileMissing(GoldthreadError):
    """No file stands under the hash."""


class FileDamaged(GoldthreadError):
    """The bytes under a hash are no longer those that were stored."""


def path_of(folder: Path, sha256: str) -> Path:
    """Where the file with this hash stands, whether it does or not."""
    if not _HASH.fullmatch(sha256):
        raise FileMissing(f"{sha256[:80]!r} is no SHA-256: 64 digits and letters a to f.")
    return folder / sha256[:2] / sha256


def opened(folder: Path, sha256: str) -> IO[bytes]:
    """The stored file, for reading."""
    try:
        return path_of(folder, sha256).open("rb")
    except FileNotFoundError:
        raise FileMissing(
            f"No file stands under {sha256} in {folder}: restore it from a backup."
        ) from None


def verify(folder: Path, sha256: str) -> int:
    """The size of the stored file; FileDamaged where its bytes do not have its hash."""
    digest, size = hashlib.sha256(), 0
    with opened(folder, sha256) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    if digest.hexdigest() != sha256:
        raise FileDamaged(
            f"{path_of(folder, sha256)} has the hash {digest.hexdigest()}: its bytes have changed "
            "since it was stored. Restore it from a backup."
        )
    return size


def keep(incoming: IO[bytes], folder: Path, sha256: str) -> bool:
    """Puts a written file under its hash; false where it stood there already, whole.

    `incoming` is an open file of `incoming/`; its own name is left to its owner to remove.
    """
    incoming.flush()
    os.fchmod(incoming.fileno(), _MODE)
    os.fsync(incoming.fileno())
    target = path_of(folder, sha256)
    if not target.parent.is_dir():
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync_folder(folder)
    try:
        # A link appears at once and whole, and unlike a rename never in the place of another.
        os.link(incoming.name, target)
    except FileExistsError:
        if _renewed(folder, sha256):
            return False
        os.link(incoming.name, target)
    _sync_folder(target.parent)
    return True


def _renewed(folder: Path, sha256: str) -> bool:
    """Is the file still there? It is young again from now on, so that `prune` leaves it."""
    try:
        os.utime(path_of(folder, sha256))
        verify(folder, sha256)
    except (FileNotFoundError, FileMissing):
        return False
    return True


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path, *, older_than: float = 3600) -> int:
    """Removes what killed processes left in `incoming/`; the number of files removed.

    A file that a living process still writes is locked by it, and is left; so is one younger than
    `older_than` seconds.
    """
    removed = 0
    for path in sorted((folder / INCOMING).glob("*")):
        with suppress(FileNotFoundError):
            removed += time.time() - path.stat().st_mtime >= older_than and _removed(path)
    return removed


def _removed(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        path.unlink()
        return True


def prune(
    folder: Path, named: Callable[[Sequence[str]], Set[str]], *, older_than: float = 86_400
) -> int:
    """Removes the files that nobody names; the number of files removed.

    A file is stored before the row that names it, and stays where that row was refused. `named`
    tells which of some hashes are named anywhere. What is younger than `older_than` seconds is
    left: its row may be on the way.
    """
    removed = 0
    for shelf in sorted(folder.glob("[0-9a-f][0-9a-f]")):
        names = sorted(path.name for path in shelf.iterdir() if _HASH.fullmatch(path.name))
        old = [name for name in names if _age(shelf / name) >= older_than]
        for first in range(0, len(old), _ASKED):
            some = old[first : first + _ASKED]
            unnamed = sorted(set(some) - named(some))
            removed += sum(_pruned(folder, name, older_than) for name in unnamed)
    return removed


def _pruned(folder: Path, sha256: str, older_than: float) -> bool:
    """Taken aside first: whoever takes the same bytes in meanwhile either made the file young
    again, and it is put back, or does not find it any more and stores it anew."""
    path, aside = path_of(folder, sha256), folder / INCOMING / f"{sha256}.pruned"
    aside.parent.mkdir(mode=0o700, exist_ok=True)
    path.rename(aside)
    renewed = _age(aside) < older_than
    if renewed:
        with suppress(FileExistsError):
            os.link(aside, path)
    aside.unlink()
    return not renewed


def _age(path: Path) -> float:
    """In seconds, by the real clock: the file system knows no other."""
    return time.time() - path.stat().st_mtime
