"""Reading a ZIP that came from outside: the directory checked, members inflated in bounded pieces.

`zipfile` reads the directory only. A member is inflated by ISA-L in bounded pieces, and its
length and CRC are compared with the directory.
"""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from isal import isal_zlib

from goldthread.readers.base import ReadError

_READ: Final = 131_072
# A read may inflate to 1,032 times its size; no piece is larger than this.
_PIECE: Final = 2 << 20
# The stub of isal calls it an instance.
_DAMAGED: Final[type[Exception]] = isal_zlib.IsalError  # type: ignore[assignment]
_STORED, _DEFLATED, _ENCRYPTED = 0, 8, 0x1


@dataclass(frozen=True)
class Limits:
    """What a member may ask for. Office files deflate 5 to 10 times; deflate's own end is 1,032."""

    ratio: int = 250
    free_bytes: int = 32 << 20  # below this size the ratio is no matter
    member_bytes: int = 64 << 30


@dataclass(frozen=True)
class Member:
    """A file in a ZIP, as the directory says; `name` is fit to print and is never a path."""

    name: str
    size: int
    packed: int
    crc: int
    method: int
    header_offset: int


def is_zip(head: bytes) -> bool:
    """Do these first bytes begin a ZIP?"""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def printable_name(name: str) -> str:
    """The last part of a member's name, without anything that a terminal or a path would obey."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    clean = "".join(char if char.isprintable() else "?" for char in last)
    return clean[:120] or "?"


def members(path: Path, suffixes: tuple[str, ...], limits: Limits | None = None) -> list[Member]:
    """The members of `path` that end in one of `suffixes`, in the order of the directory.

    Raises ReadError when the directory cannot be read, when no member fits, and when a member
    is encrypted, packed by another method than deflate, or larger than the limits allow.
    """
    infos = [info for info in _directory(path) if not _hidden(info)]
    chosen = [info for info in infos if info.filename.lower().endswith(suffixes)]
    if not chosen:
        raise ReadError(_nothing_inside(path, infos, suffixes))
    return [_checked(path, info, limits or Limits()) for info in chosen]


def _directory(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        size = path.stat().st_size
        raise ReadError(
            f"{path.name} ends at byte {size} without a whole ZIP directory ({error}): "
            "it is cut off or damaged; fetch it again"
        ) from error


def _hidden(info: zipfile.ZipInfo) -> bool:
    if not info.filename:
        return True  # of a damaged directory
    return info.is_dir() or "__MACOSX" in info.filename or printable_name(info.filename)[0] == "."


def _nothing_inside(path: Path, infos: list[zipfile.ZipInfo], suffixes: tuple[str, ...]) -> str:
    found = ", ".join(printable_name(info.filename) for info in infos[:5]) or "nothing"
    wanted = " or ".join(suffixes)
    nested = any(info.filename.lower().endswith(".zip") for info in infos)
    advice = "unpack the inner ZIP first" if nested else "give the file that holds the data"
    return f"{path.name} holds no {wanted} file but {found}: {advice}"


def _checked(path: Path, info: zipfile.ZipInfo, limits: Limits) -> Member:
    name = printable_name(info.filename)
    where = f"{path.name}: member {name}"
    if info.flag_bits & _ENCRYPTED:
        raise ReadError(f"{where} is encrypted; give a ZIP without a password")
    if info.compress_type not in (_STORED, _DEFLATED):
        raise ReadError(
            f"{where} is packed by method {info.compress_type}; only deflate (8) and stored (0) "
            "are read: unpack it, or pack it again with deflate"
        )
    if info.file_size > limits.member_bytes:
        raise ReadError(
            f"{where} says it holds {info.file_size} bytes; the limit is {limits.member_bytes}"
        )
    if info.file_size > max(limits.free_bytes, info.compress_size * limits.ratio):
        raise ReadError(
            f"{where} would grow from {info.compress_size} to {info.file_size} bytes, more than "
            f"{limits.ratio} times: this is how a ZIP bomb looks, so it is not unpacked"
        )
    return Member(
        name, info.file_size, info.compress_size, info.CRC, info.compress_type, info.header_offset
    )


def pieces(path: Path, member: Member, consumed: Callable[[int], None]) -> Iterator[bytes]:
    """The bytes of `member` in pieces, in order; `consumed` is told the packed bytes taken.

    Raises ReadError when the data are cut off, damaged, longer or shorter than the directory says,
    or when their CRC differs; the message names the byte in the ZIP.
    """
    with path.open("rb") as file:
        start = _data_start(path, member, file)
        inflate = _inflated if member.method == _DEFLATED else _stored
        crc = size = 0
        for piece in inflate(path, member, _packed(path, member, file, start, consumed)):
            crc = isal_zlib.crc32(piece, crc)
            size += len(piece)
            if size > member.size:
                break
            yield piece
    what = f"{path.name}: member {member.name}"
    if size != member.size:
        gives = f"more than {member.size} bytes" if size > member.size else f"{size} bytes"
        raise ReadError(
            f"{what} gives {gives}, its directory says {member.size}: the file is damaged; "
            "fetch it again"
        )
    if crc != member.crc:
        raise ReadError(
            f"{what} has the CRC {crc:08x}, its directory says {member.crc:08x}: the file is "
            "damaged; fetch it again"
        )


def _data_start(path: Path, member: Member, file: IO[bytes]) -> int:
    file.seek(max(member.header_offset, 0))  # before the file, where its directory was torn
    header = file.read(30)
    if member.header_offset < 0 or len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise ReadError(
            f"{path.name}: member {member.name} should begin at byte {member.header_offset}, "
            "but no ZIP member begins there: the file is damaged"
        )
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return file.seek(member.header_offset + 30 + lengths)


def _packed(
    path: Path, member: Member, file: IO[bytes], start: int, consumed: Callable[[int], None]
) -> Iterator[tuple[int, bytes]]:
    """The packed bytes of `member` with their place in the ZIP."""
    left = member.packed
    while left:
        block = file.read(min(_READ, left))
        if not block:
            raise ReadError(
                f"{path.name} is cut off at byte {start + member.packed - left}, inside "
                f"{member.name}; fetch it again"
            )
        yield start + member.packed - left, block
        left -= len(block)
        consumed(len(block))


def _stored(_: Path, __: Member, packed: Iterator[tuple[int, bytes]]) -> Iterator[bytes]:
    for _position, block in packed:
        yield block


def _inflated(path: Path, member: Member, packed: Iterator[tuple[int, bytes]]) -> Iterator[bytes]:
    inflate = isal_zlib.decompressobj(wbits=-15)
    for position, block in packed:
        try:
            yield inflate.decompress(block, _PIECE)
            while inflate.unconsumed_tail:
                yield inflate.decompress(inflate.unconsumed_tail, _PIECE)
        except _DAMAGED as error:
            raise ReadError(
                f"{path.name}: the packed data of {member.name} are damaged near byte "
                f"{position} ({error}); fetch the file again"
            ) from error
    if not inflate.eof:
        raise ReadError(
            f"{path.name}: the packed data of {member.name} are cut off before their end; "
            "fetch the file again"
        )
