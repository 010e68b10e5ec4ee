"""A package of parts (DOCX, XLSX, PPTX, OpenDocument) looked through whole, in bounded pieces.

Every part is inflated once, held against what its directory says of it, and thrown away; what
stands in it is judged by `office` and `opendocument`.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from goldthread.programme.files import opendocument
from goldthread.programme.files.kinds import limits
from goldthread.programme.files.office import Office, is_package
from goldthread.programme.files.refused import data, refusal
from goldthread.readers.archive import Member, pieces
from goldthread.readers.base import ReadError, no_progress

_DEEPEST: Final = 1
_HEAD: Final = 4096
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS: Final = (b"MZ\x90\x00", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")


def check_package(path: Path, name: str, depth: int = 0) -> str:
    """The kind of the package (`docx`, …; `zip` where it is none), after every part is passed."""
    infos = _directory(path, name)
    names = [info.filename for info in infos]
    if "mimetype" in names:
        kind = opendocument.kind_of(_content(path, infos[names.index("mimetype")], name))
        opendocument.check_names(names, name)
    elif "[Content_Types].xml" in names:
        types = _content(path, infos[names.index("[Content_Types].xml")], name)
        kind = Office(name).kind_of(types)
    else:
        return "zip"
    inner = [info for info in infos if is_package(info.filename)]
    if inner and (depth >= _DEEPEST or len(inner) > limits().embedded):
        raise refusal("nested", name, target=inner[0].filename)
    for info in infos:
        _check_part(path, info, name, depth)
    return kind


def _directory(path: Path, name: str) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        raise refusal("damaged", name) from None
    bounds = limits()
    total = sum(info.file_size for info in infos)
    if len(infos) > bounds.parts or total > bounds.inflated:
        raise refusal("bomb", name)
    for info in infos:
        if info.flag_bits & 1:
            raise refusal("encrypted", name)
        known = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if not known or info.header_offset < 0:
            raise refusal("damaged", name)
        if info.file_size > max(bounds.ratio_free, info.compress_size * bounds.ratio):
            raise refusal("bomb", name)
    return [info for info in infos if not info.is_dir()]


def _check_part(path: Path, info: zipfile.ZipInfo, name: str, depth: int) -> None:
    part = info.filename
    Office(name).check_name(part)
    running = tuple(data("kinds")["running"])
    if part.lower().endswith(running):
        raise refusal("running", name, target=part)
    judge = opendocument.judge(part, name) or Office(name).judge(part)
    first = True
    for piece in _pieces(path, info, name):
        if first:
            _check_head(piece[:_HEAD], part, name)
            first = False
        if judge is not None:
            judge.feed(piece)
    if judge is not None:
        judge.close()
    if is_package(part):
        _check_inner(path, info, name, depth)


def _check_head(head: bytes, part: str, name: str) -> None:
    if head.startswith(_OLE):
        raise refusal("ole", name, target=part)
    if head.startswith(_PROGRAMS) or (head.startswith(b"MZ") and b"This program" in head):
        raise refusal("running", name, target=part)
    if part.lower().endswith((".xml", ".rels", ".vml")) and b"<!DOCTYPE" in head:
        raise refusal("document_type", name, target=part)


def _check_inner(path: Path, info: zipfile.ZipInfo, name: str, depth: int) -> None:
    """A package within the package, such as the table of a chart, by the same rules."""
    with tempfile.NamedTemporaryFile(suffix=".part") as inner:
        for piece in _pieces(path, info, name):
            inner.write(piece)
        inner.flush()
        check_package(Path(inner.name), name, depth + 1)


def _content(path: Path, info: zipfile.ZipInfo, name: str) -> bytes:
    if info.file_size > _HEAD * 1024:
        raise refusal("bomb", name)
    return b"".join(_pieces(path, info, name))


def _pieces(path: Path, info: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    member = Member(
        info.filename, info.file_size, info.compress_size, info.CRC, info.compress_type,
        info.header_offset,
    )  # fmt: skip
    try:
        yield from pieces(path, member, no_progress)
    except ReadError:
        raise refusal("damaged", name) from None
