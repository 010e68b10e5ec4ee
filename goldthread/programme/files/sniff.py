"""What a file is by its content, whatever its name says."""

from functools import cache
from pathlib import Path
from typing import Final

from goldthread.programme.files.refused import data

HEAD: Final = 1024


@cache
def _signatures() -> tuple[tuple[bytes, str], ...]:
    return tuple(
        (bytes.fromhex(str(start)), name)
        for name, starts in data("kinds")["signatures"].items()
        for start in starts
    )


def sniffed(path: Path) -> str:
    """`pdf`, `png`, `jpeg`, `tiff`, `zip`, `ole` by the first bytes, else `other`."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return next((name for start, name in _signatures() if head.startswith(start)), "other")
