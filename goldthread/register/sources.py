"""The files of a delivery: their hashes, sizes and media types."""

import hashlib
import mimetypes
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from goldthread.readers.base import SourceFile
from goldthread.register.errors import LoadRefused

_MAGIC: Final = ((b"PK\x03\x04", "application/zip"), (b"<?xml", "application/xml"))
_BY_SUFFIX: Final = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".zip": "application/zip",
    ".xml": "application/xml",
}


def sources(paths: Sequence[Path]) -> list[SourceFile]:
    """Hash the files, two at a time; numbered from 1 in the order given."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(_source, range(1, len(paths) + 1), paths))


def content_hash(files: Sequence[SourceFile]) -> str:
    """One SHA-256 for the set of files, whatever their order and names."""
    return hashlib.sha256("\n".join(sorted({file.sha256 for file in files})).encode()).hexdigest()


def stamps(paths: Sequence[Path]) -> list[tuple[int, int]]:
    """Size and time of change of each file: they differ when somebody wrote to it."""
    return [(stat.st_size, stat.st_mtime_ns) for stat in (path.stat() for path in paths)]


def check_unchanged(paths: Sequence[Path], before: list[tuple[int, int]]) -> None:
    """Refuse a file that was written to while it was being read."""
    for path, was, now in zip(paths, before, stamps(paths), strict=True):
        if was != now:
            raise LoadRefused(
                f"{path} changed while it was being loaded; nothing was loaded. Load it "
                "again when it is complete."
            )


def _source(file_id: int, path: Path) -> SourceFile:
    try:
        with path.open("rb") as data:
            head = data.read(16)
            data.seek(0)
            digest = hashlib.file_digest(data, "sha256").hexdigest()
            size = data.seek(0, 2)
    except OSError as error:
        raise LoadRefused(f"{path} cannot be read: {error.strerror}.") from error
    return SourceFile(file_id, path, path.name, digest, size, _media_type(path, head))


def _media_type(path: Path, head: bytes) -> str:
    suffix = path.suffix.lower()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"
