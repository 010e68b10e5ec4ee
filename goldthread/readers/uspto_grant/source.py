"""From the delivered files to cut parts: what a batch is made of, nothing parsed yet."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from goldthread.readers import archive
from goldthread.readers.base import RAW_LIMIT, ReadError, Rejected, SourceFile
from goldthread.readers.uspto_grant.field_map import BIBLIOGRAPHIC, GRANT
from goldthread.readers.xml import Part, Splitter

BATCH_BYTES: Final = 3 << 20
_BLOCK: Final = 131_072
_HEAD: Final = 65_536
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


@dataclass
class Cut:
    """The parts of a batch, with what was left out on the way."""

    file: SourceFile
    member: str  # named in locators when the ZIP holds several
    parts: list[Part] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    consumed: int = 0  # bytes of the source
    size: int = 0  # bytes of the parts
    starts: bool = False  # the first batch of a file

    def locator(self, part: Part) -> str:
        return f"{self.member}, {part.locator}" if self.member else part.locator


def cuts(files: list[SourceFile]) -> Iterator[Cut]:
    """The files in order, cut into batches. Raises ReadError for a file that cannot be read."""
    for file in files:
        yield from _file(file)


def _file(file: SourceFile) -> Iterator[Cut]:
    with _opened(file.path) as source:
        head = source.read(_HEAD)
    if not head:
        raise ReadError(f"{file.name} is empty (0 bytes); fetch it again")
    if archive.is_zip(head):
        yield from _zip(file)
        return
    _refuse_other(file.name, head)
    yield from _documents(file, "", _Plain(file.path))


def _opened(path: Path):  # type: ignore[no-untyped-def]
    try:
        return path.open("rb")
    except IsADirectoryError as error:
        raise ReadError(f"{path} is a folder; give the files in it") from error
    except OSError as error:
        raise ReadError(f"{path} cannot be opened: {error.strerror}") from error


def _zip(file: SourceFile) -> Iterator[Cut]:
    members = archive.members(file.path, (".xml",))
    for member in members:
        name = member.name if len(members) > 1 else ""
        yield from _documents(file, name, _Zipped(file.path, member))


class _Plain:
    """The pieces of a plain file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.consumed = 0

    def __iter__(self) -> Iterator[bytes]:
        with self._path.open("rb") as source:
            while block := source.read(_BLOCK):
                self.consumed += len(block)
                yield block


class _Zipped:
    """The pieces of a member of a ZIP."""

    def __init__(self, path: Path, member: archive.Member) -> None:
        self._path, self._member = path, member
        self.consumed = 0

    def __iter__(self) -> Iterator[bytes]:
        return archive.pieces(self._path, self._member, self._count)

    def _count(self, taken: int) -> None:
        self.consumed += taken


def _documents(file: SourceFile, member: str, pieces: _Plain | _Zipped) -> Iterator[Cut]:
    splitter = Splitter(GRANT, BIBLIOGRAPHIC)
    cut, told, grants, others = Cut(file, member, starts=True), 0, 0, ""
    for found in _split(splitter, pieces):
        for part in found:
            if part.other:
                cut.skipped[f"another kind of document: {part.other}"] += 1
                others = others or part.other
            else:
                grants += 1
                _take(cut, part)
        if cut.size >= BATCH_BYTES:
            cut.consumed, told = pieces.consumed - told, pieces.consumed
            yield cut
            cut = Cut(file, member)
    if not grants:
        raise ReadError(_no_grant(file.name, member, others))
    cut.consumed = pieces.consumed - told
    yield cut


def _split(splitter: Splitter, pieces: _Plain | _Zipped) -> Iterator[list[Part]]:
    first = b""
    for piece in pieces:
        if not first:
            first = piece[:_HEAD]
            _refuse_other(str(getattr(pieces, "_path").name), first)
        if found := splitter.feed(piece):
            yield found
    yield splitter.end()


def _take(cut: Cut, part: Part) -> None:
    if not part.problem:
        cut.parts.append(part)
        cut.size += len(part.data)
        return
    raw = part.data[:RAW_LIMIT]
    cut.rejected.append(
        Rejected(cut.file.file_id, cut.locator(part), part.problem, f"{part.detail}.", raw)
    )
    cut.size += len(raw)


def _refuse_other(name: str, head: bytes) -> None:
    if b"<PATDOC" in head:
        raise ReadError(
            f"{name} holds grants in the format of 2002 to 2004 (root element PATDOC, DTD v2.x); "
            "this reader reads us-patent-grant, which the office has used since 2005"
        )
    if head.startswith(_UTF16):
        raise ReadError(f"{name} is encoded in UTF-16; convert it to UTF-8")
    if head.startswith(b"<?xml") is False and b"<" not in head:
        raise ReadError(f"{name} is no XML: it begins with {head[:24]!r}")


def _no_grant(name: str, member: str, other: str) -> str:
    where = f"{name}, {member}" if member else name
    seen = f"the first document's root element is {other}" if other else "no XML document is in it"
    return f"{where} holds no us-patent-grant document: {seen}"
