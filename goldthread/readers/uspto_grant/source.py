"""From the delivered files to cut batches: whole documents' bibliographic parts, nothing parsed."""

from collections.abc import Generator, Iterator, Sequence
from typing import Final

from goldthread.readers import archive
from goldthread.readers.base import RAW_LIMIT, ReadError, Rejected, SourceFile
from goldthread.readers.pieces import UTF16, Plain, Zipped, opened
from goldthread.readers.uspto_grant.cut import Cut, Place
from goldthread.readers.uspto_grant.field_map import BIBLIOGRAPHIC, GRANT
from goldthread.readers.uspto_grant.unknown import UnknownElements
from goldthread.readers.xml import Part, Splitter

CUT_BYTES: Final = 1 << 19
_END: Final = f"</{GRANT}>".encode()
_HEAD: Final = 65_536
_ROOT: Final = f"<{GRANT}".encode()


def cuts(files: Sequence[SourceFile]) -> Generator[Cut, None, None]:
    """The files in order, cut into batches. Raises ReadError for a file that cannot be read."""
    for file in files:
        yield from _file(file)


def _file(file: SourceFile) -> Iterator[Cut]:
    with opened(file.path) as source:
        head = source.read(_HEAD)
    if not head:
        raise ReadError(f"{file.name} is empty (0 bytes); fetch it again")
    if not archive.is_zip(head):
        yield from _Documents(file, "", Plain(file.path)).cuts()
        return
    members = archive.members(file.path, (".xml",))
    for member in members:
        name = member.name if len(members) > 1 else ""
        yield from _Documents(file, name, Zipped(file.path, member)).cuts()


class _Documents:
    """The documents of one XML file, gathered into cuts."""

    def __init__(self, file: SourceFile, member: str, pieces: Plain | Zipped) -> None:
        self._file, self._member, self._pieces = file, member, pieces
        self._unknown = UnknownElements()
        self._told = self._grants = 0
        self._other = ""  # the root element of the first document of another kind
        self._begin()

    def cuts(self) -> Iterator[Cut]:
        for found in self._split():
            for part in found:
                self._take(part)
            if self._size + self._held >= CUT_BYTES:
                yield self._cut()
        if not self._grants:
            raise ReadError(self._no_grant())
        yield self._cut()

    def _split(self) -> Iterator[list[Part]]:
        splitter, first = Splitter(GRANT, BIBLIOGRAPHIC), True
        for piece in self._pieces:
            if first:
                _refuse_other(self._file.name, piece[:_HEAD])
                first = False
            if found := splitter.feed(piece):
                yield found
        yield splitter.end()

    def _begin(self) -> None:
        self._next = Cut(self._file.file_id)
        self._parts: list[bytes] = []
        self._size = self._held = 0  # bytes of the parts, and of what was rejected

    def _cut(self) -> Cut:
        cut = self._next
        cut.data = b"".join(self._parts)
        cut.consumed, self._told = self._pieces.consumed - self._told, self._pieces.consumed
        self._begin()
        return cut

    def _take(self, part: Part) -> None:
        if part.other:
            self._next.skipped[f"another kind of document: {part.other}"] += 1
            self._other = self._other or part.other
            return
        self._grants += not part.problem or _ROOT in part.data
        locator = f"{self._member}, {part.locator}" if self._member else part.locator
        if part.problem:
            raw, detail = part.data[:RAW_LIMIT], f"{part.detail[:1].upper()}{part.detail[1:]}."
            rejected = Rejected(self._file.file_id, locator, part.problem, detail, raw)
            self._next.rejected.append(rejected)
            self._held += len(raw)
            return
        data = part.data
        if unknown := self._unknown.count(data):
            self._next.unknown.update(unknown)
        self._next.places.append(Place(locator, self._size, self._size + len(data)))
        self._parts += (data, _END)
        self._size += len(data) + len(_END)

    def _no_grant(self) -> str:
        where = f"{self._file.name}, {self._member}" if self._member else self._file.name
        if self._other:
            seen = f"the first document's root element is {self._other}"
        else:
            seen = "nothing in it begins like one"
        return f"{where} holds no us-patent-grant document: {seen}"


def _refuse_other(name: str, head: bytes) -> None:
    if b"<PATDOC" in head:
        raise ReadError(
            f"{name} holds grants in the format of 2001 to 2004 (root element PATDOC, DTD v2.x); "
            "this reader reads us-patent-grant documents, which the office has made since 2005; "
            "the reader us_grant_old reads those"
        )
    if head.startswith(UTF16):
        raise ReadError(f"{name} is encoded in UTF-16; convert it to UTF-8")
    if b"<" not in head:
        raise ReadError(f"{name} is no XML: it begins with {head[:24]!r}")
