"""Records cut out of a stream of XML, each a whole element, without parsing anything.

An office packs its records in three ways: a document for each file, many documents one after
another, or many records in one large document. In all three a record is an element of a known
name; it is found by that name and cut at its end tag. What stands before it, the declarations of
its document and of the elements around it, goes along as the record's context.
"""

import re
from typing import Final, NamedTuple, Protocol

from goldthread.readers import xml
from goldthread.readers.base import RAW_LIMIT

RECORD_LIMIT: Final = 16 << 20
_KEPT: Final = 65_536  # bytes kept of what stands between two records
_DECLARATION: Final = re.compile(rb"<\?xml\s([^<>]{0,200})\?>")
_DOCUMENT: Final = b"<?xml "
_ELEMENT: Final = re.compile(rb"<([A-Za-z_][^\s/<>]*)((?:[\s/][^<>]*)?)>")
NAMESPACE: Final = re.compile(rb"\sxmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')")
# The first element of a document, behind its declaration and processing instructions.
ROOT: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^<>]*\?>\s*)*<([A-Za-z_][^\s/<>]*)((?:[\s/][^<>]*)?)>"
)
_PREFIX: Final = re.compile(rb"(?:[A-Za-z_][\w.-]*:)?")
_LONGEST_NAME: Final = 1024  # bytes, with its prefix
_BEHIND_A_NAME: Final = frozenset(bytes([byte]) for byte in b" \t\n\r\f\v/>")
_ATTRIBUTE: Final = re.compile(rb"\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")


def without_comments(text: bytes) -> bytes:
    """The text without comments and document types, in one pass however it was made."""
    kept, position = [], 0
    while (start := text.find(b"<!", position)) >= 0:
        kept.append(text[position:start])
        position = _end_of_markup(text, start)
    kept.append(text[position:])
    return b"".join(kept)


def _end_of_markup(text: bytes, start: int) -> int:
    """Where the comment or document type that begins here ends; the end of the text if nowhere."""
    if text.startswith(b"<!--", start):
        end = text.find(b"-->", start + 4)
        return end + 3 if end >= 0 else len(text)
    end, subset = text.find(b">", start), text.find(b"[", start)
    if 0 <= subset < end:
        end = text.find(b">", max(text.find(b"]", subset), subset))
    return end + 1 if end >= 0 else len(text)


class Context(NamedTuple):
    """What the document around a record says: its root, that root's attributes, its namespaces."""

    root: str = ""  # empty when the record is its document's root
    attributes: tuple[tuple[str, str], ...] = ()
    namespaces: tuple[bytes, ...] = ()
    encoding: str = "utf-8"


class Part(NamedTuple):
    """A record as it was cut, or what there is of it with a `problem` and a sentence."""

    number: int  # from 1 in the file
    offset: int
    data: bytes
    context: Context = Context()
    problem: str = ""
    detail: str = ""
    line: int = 0  # from 1 in the file; 0 in a format without lines

    @property
    def locator(self) -> str:
        place = f"line {self.line}" if self.line else f"byte {self.offset}"
        return f"record {self.number} at {place}"


class Cuts(Protocol):
    """What cuts the records of a stream: fed with pieces in order, then asked for the rest."""

    def feed(self, piece: bytes) -> list[Part]: ...
    def end(self) -> list[Part]: ...
    @property
    def records(self) -> int: ...


class Tag(NamedTuple):
    """A start tag: where it begins, and its name with its prefix."""

    start: int
    name: bytes


class StartTags:
    """Finds the start tags of some local names, going through each part of a buffer once a name.

    `begin` a buffer, then ask from places that do not decrease.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = tuple(name.encode() for name in names)
        self._known: dict[bytes, Tag | None] = {}  # the next one of each name

    def begin(self) -> None:
        self._known.clear()

    def next(self, buffer: bytes, position: int) -> Tag | None:
        """The first one from here on; None when none has come yet."""
        first: Tag | None = None
        for name in self._names:
            known = self._known.get(name, _NOT_ASKED)
            if known is not None and known.start < position:
                known = self._known[name] = _tag(buffer, name, position)
            if known is not None and (first is None or known.start < first.start):
                first = known
        return first


_NOT_ASKED: Final = Tag(-1, b"")


def _tag(buffer: bytes, name: bytes, position: int) -> Tag | None:
    """The first start tag of a local name from here on."""
    at = buffer.find(name, position)
    while at >= 0:
        end = at + len(name)
        before, behind = buffer[at - 1 : at], buffer[end : end + 1]
        if (before == b"<" or before == b":") and behind in _BEHIND_A_NAME:
            start = buffer.rfind(b"<", max(position, end - _LONGEST_NAME), at)
            if start >= 0 and _PREFIX.fullmatch(buffer, start + 1, at):
                return Tag(start, buffer[start + 1 : end])
        at = buffer.find(name, at + 1)
    return None


class Cutter:
    """Cuts the elements of these local names. Feed pieces in order, then call `end`.

    At most `RECORD_LIMIT` bytes and a piece are held.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self._tags = StartTags(names)
        self._rest = b""
        self._base = 0  # offset in the file of the first byte of _rest
        self._tag = b""  # of the record that _rest begins with
        self._searched = 0
        self._between = b""  # what was seen since the record before
        self._context = Context()
        self._number = 0

    def feed(self, piece: bytes) -> list[Part]:
        """The records that turn out complete with this piece."""
        buffer = self._rest + piece if self._rest else piece
        self._tags.begin()
        done: list[Part] = []
        position = 0
        while True:
            if not self._tag:
                found = self._tags.next(buffer, position)
                if found is None:
                    self._keep(buffer, position)
                    return done
                self._open(found.name, buffer[position : found.start])
                position = found.start
            after = self._take(buffer, position, done)
            if after < 0:
                self._rest, self._base = buffer[position:], self._base + position
                return done
            self._tag, position = b"", after

    def end(self) -> list[Part]:
        """What is left: a record that is cut off, or a document that does not end."""
        if self._tag:
            sentence = "the file ends inside the record, which is cut off"
            return [self._part(self._rest, 0, "cut-off", sentence)]
        text = self._between + self._rest
        root = self._context.root
        if self._number and root and f"</{root}".encode() not in text and _DOCUMENT not in text:
            self._number += 1
            sentence = f"the file ends without </{root}>: it is cut off, records may be missing"
            return [self._part(self._rest[-RAW_LIMIT:], 0, "cut-off", sentence)]
        return []

    @property
    def records(self) -> int:
        return self._number

    def _keep(self, buffer: bytes, position: int) -> None:
        """Keep of the text without a record what a cut start tag may need, and its context."""
        tail = buffer.rfind(b"<", position)
        cut = tail if tail >= 0 and len(buffer) - tail < _KEPT else len(buffer)
        self._between = (self._between + buffer[position:cut])[-_KEPT:]
        self._rest, self._base = buffer[cut:], self._base + cut

    def _open(self, tag: bytes, before: bytes) -> None:
        self._tag, self._searched = tag, 0
        self._number += 1
        text, self._between = self._between + before, b""
        first = self._number == 1
        if first or _DOCUMENT in text or f"</{self._context.root}".encode() in text:
            self._context = context_of(text)

    def _take(self, buffer: bytes, start: int, done: list[Part]) -> int:
        """Cut the record at `start`; the position after it, -1 to ask for more."""
        opened = buffer.find(b">", start)
        if opened >= 0 and buffer[opened - 1 : opened] == b"/":
            done.append(self._part(buffer[start : opened + 1], start))
            return opened + 1
        following = self._following(buffer, start)
        stop = self._end_of(buffer, start, following if following >= 0 else len(buffer))
        if stop >= 0:
            done.append(self._part(buffer[start:stop], start))
            return stop
        if following >= 0:
            sentence = f"the next begins before </{self._tag.decode('utf-8', 'replace')}>"
            done.append(self._part(buffer[start:following], start, "cut-off", sentence))
            return following
        if len(buffer) - start > RECORD_LIMIT:
            sentence = f"the record is larger than {RECORD_LIMIT} bytes"
            raw = buffer[start : start + RAW_LIMIT]
            done.append(self._part(raw, start, "too-large", sentence))
            return len(buffer)
        self._searched = max(0, len(buffer) - start - len(self._tag) - 64)
        return -1

    def _end_of(self, buffer: bytes, start: int, limit: int) -> int:
        """Where the end tag of the open record ends, -1 when there is none before `limit`."""
        mark = b"</" + self._tag
        usual = buffer.find(mark + b">", start + self._searched, limit)
        if usual >= 0:
            return usual + len(mark) + 1
        found = buffer.find(mark, start + self._searched, limit)
        while found >= 0:
            close = buffer.find(b">", found, limit)
            if close < 0 or not buffer[found + len(mark) : close].strip():
                return close + 1 if close >= 0 else -1
            found = buffer.find(mark, found + 1, limit)
        return -1

    def _following(self, buffer: bytes, start: int) -> int:
        """Where the next record or document begins, -1 when none has come yet."""
        place = start + max(1, self._searched)
        again = self._tags.next(buffer, place)
        stop = again.start if again else len(buffer)
        document = buffer.find(_DOCUMENT, place, stop)
        return document if document >= 0 else (stop if again else -1)

    def _part(self, data: bytes, start: int, problem: str = "", detail: str = "") -> Part:
        offset = self._base + start
        return Part(self._number, offset, data, self._context, problem, detail)


def context_of(text: bytes) -> Context:
    """What the text before a record says of its document."""
    declarations = list(_DECLARATION.finditer(text))
    encoding = xml.encoding_of(declarations[-1][1]) if declarations else "utf-8"
    text = without_comments(text[declarations[-1].end() :] if declarations else text)
    around = [one for one in _ELEMENT.finditer(text) if not one[2].endswith(b"/")]
    if not around:
        return Context(encoding=encoding)
    namespaces = [found for element in around for found in NAMESPACE.findall(element[2])]
    attributes = tuple(
        (name.decode("utf-8", "replace"), (double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(around[0][2])
    )
    # The innermost declaration of a prefix is the one that holds.
    distinct = {one.split(b"=")[0].strip(): one.strip() for one in namespaces}
    root = around[0][1].decode("utf-8", "replace")
    return Context(root, attributes, tuple(distinct.values()), encoding)
