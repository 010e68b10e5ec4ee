"""How large a picture says it is, from its header; nothing is ever decoded."""

import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final

from goldthread.programme.files.kinds import limits
from goldthread.programme.files.refused import refusal

_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SEGMENTS: Final = 10_000
_WIDTH, _HEIGHT = 256, 257


def check_picture(path: Path, name: str, kind: str) -> None:
    """Refuses a picture of absurd size, and one whose header is damaged."""
    try:
        with path.open("rb") as file:
            sizes = list(_SIZES[kind](file))
    except (struct.error, ValueError, LookupError, OSError):
        sizes = []
    if not sizes or any(width <= 0 or height <= 0 for width, height in sizes):
        raise refusal("damaged", name)
    if len(sizes) > limits().pages:
        raise refusal("pixels", name, found=f"{len(sizes):,}", limit=f"{limits().pages:,}")
    largest = max(width * height for width, height in sizes)
    if largest > limits().pixels:
        raise refusal("pixels", name, found=f"{largest:,}", limit=f"{limits().pixels:,}")


def _png(file: IO[bytes]) -> Iterator[tuple[int, int]]:
    head = file.read(24)
    if head[12:16] != b"IHDR":
        raise ValueError
    width, height = struct.unpack(">II", head[16:24])
    file.seek(-12, 2)
    if file.read(12)[4:8] != b"IEND":
        raise ValueError
    yield width, height


def _jpeg(file: IO[bytes]) -> Iterator[tuple[int, int]]:
    file.seek(2)
    for _ in range(_SEGMENTS):
        marker = _marker(file)
        if marker in _STANDALONE:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if marker in _FRAMES:
            height, width = struct.unpack(">xHH", file.read(5))
            yield width, height
            return
        file.seek(length - 2, 1)


def _marker(file: IO[bytes]) -> int:
    if file.read(1) != b"\xff":
        raise ValueError
    marker = file.read(1)
    while marker == b"\xff":
        marker = file.read(1)
    return marker[0]


def _tiff(file: IO[bytes]) -> Iterator[tuple[int, int]]:
    order = "<" if file.read(2) == b"II" else ">"
    file.seek(4)
    (at,) = struct.unpack(f"{order}I", file.read(4))
    seen: set[int] = set()
    while at and at not in seen and len(seen) <= limits().pages:
        seen.add(at)
        file.seek(at)
        (count,) = struct.unpack(f"{order}H", file.read(2))
        tags = dict(_tag(order, file.read(12)) for _ in range(count))
        yield tags[_WIDTH], tags[_HEIGHT]
        (at,) = struct.unpack(f"{order}I", file.read(4))


def _tag(order: str, entry: bytes) -> tuple[int, int]:
    """The tag and its value, where that is one short or long number."""
    tag, kind = struct.unpack(f"{order}HH", entry[:4])
    (value,) = struct.unpack(f"{order}{'H2x' if kind == 3 else 'I'}", entry[8:12])
    return tag, value


_SIZES: Final[Mapping[str, Callable[[IO[bytes]], Iterator[tuple[int, int]]]]] = {
    "png": _png,
    "jpeg": _jpeg,
    "tiff": _tiff,
}
