"""The reader of XML documents: a format's maps in, batches of canonical records out."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from goldthread.errors import UsageError
from goldthread.readers import archive, xml
from goldthread.readers.base import (
    RAW_LIMIT,
    Batch,
    Delivery,
    Progress,
    ReadError,
    Rejected,
    SourceFile,
)
from goldthread.readers.documents import tables
from goldthread.readers.documents.cutting import Context, Cuts, Cutter, Part
from goldthread.readers.documents.glimpse import Root, first_bytes, root_of
from goldthread.readers.documents.maps import DocumentMap, Element, Record
from goldthread.readers.documents.schemas import Schema
from goldthread.readers.documents.values import Unsound
from goldthread.readers.documents.walk import plan_of
from goldthread.readers.pieces import UTF16, Plain, Zipped, opened

_HEAD: Final = 65_536
_TOGETHER: Final = 4 << 20  # bytes of documents that make a batch
_NOTES: Final = 200

# Completes a record from its document: what no path can say. May raise Unsound.
Complete = Callable[[Record, Element, Context], None]


@dataclass(frozen=True)
class Kind:
    """A sort of document of a format, by its record element."""

    plan: DocumentMap
    complete: Complete
    schema: str = ""  # the XSD that declares the element, as its file is called before the version
    # Does `complete` look at elements below the root? All names are then made local ones for it.
    looks_inside: bool = True


@dataclass(frozen=True)
class Format:
    """A family of documents: the kinds of record element, and how it delivers.

    `roots` are the local names of the documents' root elements, each with the beginning of its
    namespace; an empty one for none.
    """

    name: str
    version: str
    feed: str
    kinds: Mapping[str, Kind]  # by the local name of the record element
    roots: Mapping[str, str]
    delivery: Delivery = "delta"
    rank: int = 50

    def takes(self, root: Root) -> bool:
        """Is this the root element of a document of the format?"""
        wanted = self.roots.get(root.name)
        if not wanted:
            return wanted == root.namespace
        return root.namespace.startswith(wanted)


@dataclass
class _Gathered:
    """What becomes the next batch."""

    batch: Batch = field(default_factory=Batch)
    located: list[tables.Located] = field(default_factory=list)
    size: int = 0


class DocumentReader:
    """Reads the documents of a format (a `Reader`)."""

    suffixes: tuple[str, ...] = (".xml",)  # of the members of a ZIP that are read

    def __init__(self, format_: Format) -> None:
        self._format = format_
        self.name = format_.name
        self.version = format_.version
        self.feed = format_.feed
        self.delivery = format_.delivery
        self.rank = format_.rank
        self._parser = xml.parser()
        self._notes: Counter[str] = Counter()
        self._schemas: dict[str, Schema] = {}

    def validating(self, folder: Path) -> "DocumentReader":
        """This reader, checking every record against the XSDs in a folder, without the net.

        UsageError when the format has no schema, or the folder does not hold it.
        """
        wanted = {name: kind.schema for name, kind in self._format.kinds.items() if kind.schema}
        if not wanted:
            raise UsageError(f"The reader {self.name} has no schema to validate against.")
        self._schemas = {name: Schema(folder, schema) for name, schema in wanted.items()}
        return self

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        """The files' records in order; raises ReadError for a file that cannot be read."""
        gathered = _Gathered()
        for file in files:
            for part in self._file(file, progress, gathered):
                self._take(file, part, gathered)
                if gathered.size >= _TOGETHER:
                    yield _batch(gathered)
                    gathered = _Gathered()
        gathered.batch.notes = self._told()
        yield _batch(gathered)

    def _file(
        self, file: SourceFile, progress: Progress, gathered: _Gathered
    ) -> Iterator[tuple[str, Part]]:
        """The parts of a file, each with the name of its member when there are several."""
        with opened(file.path) as source:
            head = source.read(_HEAD)
        if not head:
            raise ReadError(f"{file.name} is empty (0 bytes); fetch it again")
        if not archive.is_zip(head):
            if not (yield from self._stream("", Plain(file.path), progress)):
                raise ReadError(self._nothing(file.name, head))
            return
        some = 0
        members = archive.members(file.path, self.suffixes)
        for member in members:
            name = member.name if len(members) > 1 else ""
            found = yield from self._stream(name, Zipped(file.path, member), progress)
            some += found
            if not found:
                gathered.batch.skipped[f"a file without a record: {member.name}"] += 1
        if not some:
            raise ReadError(self._nothing(file.name, first_bytes(file.path, self.suffixes)))

    def _stream(
        self, name: str, pieces: Plain | Zipped, progress: Progress
    ) -> Generator[tuple[str, Part], None, int]:
        """The parts of one file; gives how many records began in it."""
        cutter, told = self._cutter(), 0
        for piece in pieces:
            yield from ((name, part) for part in cutter.feed(piece))
            progress(pieces.consumed - told)
            told = pieces.consumed
        progress(pieces.consumed - told)
        yield from ((name, part) for part in cutter.end())
        return cutter.records

    def _cutter(self) -> Cuts:
        return Cutter(tuple(self._format.kinds))

    def _nothing(self, name: str, head: bytes) -> str:
        wanted = " or ".join(self._format.kinds)
        if head.startswith(UTF16):
            return f"{name} is encoded in UTF-16; convert it to UTF-8"
        root = root_of(head)
        seen = root.told() if root else f"it begins with {head[:24]!r}, which is no XML"
        return f"{name} holds no {wanted}, which {self.name} reads: {seen}"

    def _take(self, file: SourceFile, named: tuple[str, Part], gathered: _Gathered) -> None:
        member, part = named
        locator = f"{member}, {part.locator}" if member else part.locator
        gathered.size += len(part.data)
        try:
            if part.problem:
                raise Unsound(part.problem, f"{part.detail[:1].upper()}{part.detail[1:]}.")
            record = self._record(part, gathered.batch)
        except Unsound as fault:
            raw = part.data[:RAW_LIMIT]
            rejected = Rejected(file.file_id, locator, fault.reason, fault.detail, raw)
            gathered.batch.rejected.append(rejected)
            return
        gathered.located.append(tables.Located(record, file.file_id, locator))

    def _record(self, part: Part, batch: Batch) -> Record:
        return self._mapped(self._parsed(part), part, batch)

    def _mapped(self, document: Element, part: Part, batch: Batch) -> Record:
        name = etree.QName(document).localname
        kind = self._format.kinds[name]
        renaming = kind.looks_inside and has_namespaces(document, part)
        plan = plan_of(kind.plan, renaming=renaming)
        record, unread = plan.read(document)
        kind.complete(record, document, part.context)
        return self._kept(record, batch, unread)

    def _kept(self, record: Record, batch: Batch, unread: Counter[str]) -> Record:
        """The record, checked and completed; what nobody reads and what was noticed is counted."""
        self._check(record)
        batch.unknown.update(unread)
        for note in record.notes:
            if note in self._notes or len(self._notes) < _NOTES:
                self._notes[note] += 1
        return tables.completed(record)

    def _parsed(self, part: Part) -> Element:
        """The document, its names as they are; checked against its schema if there is one."""
        space = b" ".join(part.context.namespaces)
        data = b"<x " + space + b">" + xml.with_characters(_utf8(part)) + b"</x>"
        try:
            (document,) = etree.fromstring(data, self._parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            told = f"The XML is not well-formed: {xml.fault(error)}."
            raise Unsound("malformed-xml", told) from None
        if self._schemas:
            self._schemas[etree.QName(document).localname].check(document)
        return document

    def _check(self, record: Record) -> None:
        for table, rows in record.rows.items():
            if len(rows) > tables.ROWS_LIMIT:
                raise Unsound("too-many-rows", f"The record has {len(rows)} rows of {table}.")

    def _told(self) -> list[str]:
        return [f"{times:,} × {note}" for note, times in sorted(self._notes.items())]


def has_namespaces(document: Element, part: Part) -> bool:
    """Is there any namespace in a document, so that its names may not be local ones?"""
    return bool(document.nsmap) or b"xmlns" in part.data


def _batch(gathered: _Gathered) -> Batch:
    gathered.batch.tables = tables.made(gathered.located)
    return gathered.batch


def _utf8(part: Part) -> bytes:
    """The record in UTF-8, whatever its document says it is in."""
    name = part.context.encoding
    if name in ("utf-8", "us-ascii"):
        return part.data
    try:
        return part.data.decode(name).encode()
    except (LookupError, ValueError) as error:  # a name may hold a NUL
        detail = f"The document says its encoding is {name[:40]!r}, which fails: {error}."
        raise Unsound("bad-encoding", detail) from None
