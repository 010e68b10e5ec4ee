"""How a stored file is given out: to be saved, never to be shown within a page of ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from goldthread.programme.files.kinds import kinds
from goldthread.programme.files.names import cleaned, ending
from goldthread.programme.files.store import FileMissing, path_of

_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Served:
    """A response in the making: the file, and every header that it needs."""

    path: Path
    headers: Mapping[str, str]


def served(folder: Path, sha256: str, name: str, kind: str) -> Served:
    """The description of the response for a stored file, by the kind under which it was taken."""
    path = path_of(folder, sha256)
    if not path.is_file():
        raise FileMissing(f"No file stands under {sha256} in {folder}: restore it from a backup.")
    known = kinds().get(kind)
    return Served(
        path,
        {
            "Content-Type": known.content_type if known else _UNKNOWN,
            "Content-Length": str(path.stat().st_size),
            "Content-Disposition": disposition(name),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
            "ETag": f'"{sha256}"',
        },
    )


def disposition(name: str) -> str:
    """An attachment under its name, for browsers that read RFC 6266 and for those that do not."""
    shown = cleaned(name)
    plain = "".join(c if c.isascii() and c not in '"\\%' else "_" for c in shown)
    if not plain.strip("_ ").removesuffix(ending(shown)).strip("_ "):
        plain = f"file{ending(shown)}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}"
