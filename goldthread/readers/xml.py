"""XML that came from outside: a parser that expands, fetches and trusts nothing; a splitter.

Office files hold many whole XML documents one after another. `Splitter` finds each by its
declaration and keeps only the part that is wanted, without parsing anything.
"""

import re
from codecs import BOM_UTF8
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from lxml import etree

_DECLARATION: Final = b"<?xml "
_HEADER: Final = re.compile(
    rb"(?:<\?xml\s(?P<declaration>[^>]*)\?>)?\s*"
    rb"(?:<!--.*?-->\s*)*"
    rb"(?:<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)?"
    rb"(?:<!--.*?-->\s*)*"
    rb"(?=<(?P<root>[A-Za-z_][^\s/>]*)[\s/>])",
    re.DOTALL,
)
_ENCODING: Final = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
_HEADER_LIMIT: Final = 65_536
PART_LIMIT: Final = 16 << 20
_TAIL: Final = 512
_NAMED: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9.]*);")
# Greek letters by ISO 8879 (ISOgrk1), whose names HTML does not have: `&agr;`, `&Dgr;`.
_GREEK: Final = {
    f"{name}gr": letter
    for name, letter in zip(
        ("a", "b", "g", "d", "e", "z", "ee", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r",
         "sf", "s", "t", "u", "ph", "kh", "ps", "oh"),
        "αβγδεζηθικλμνξοπρςστυφχψω",
        strict=True,
    )
}  # fmt: skip
_PREDEFINED: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def parser(*, blank_text: bool = True) -> "etree.XMLParser":
    """An lxml parser: entities stay unexpanded, nothing is fetched, size and depth are bounded.

    Without `blank_text`, white space between elements is not kept.
    """
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=not blank_text,
    )


def fault(error: SyntaxError | ValueError) -> str:
    """What is wrong with a document and where in it, without the parser's name for its input."""
    return error.msg if isinstance(error, SyntaxError) else str(error)


def with_characters(part: bytes) -> bytes:
    """The part with named characters of the ISO sets (`&eacute;`), which its DTD would define."""
    if _NAMED.search(part) is None:
        return part
    return _NAMED.sub(_character, part)


def _character(match: re.Match[bytes]) -> bytes:
    name = match[1]
    if name in _PREDEFINED:
        return match[0]
    from html.entities import html5

    text = html5.get(f"{name.decode('ascii')};") or _greek(name.decode("ascii"))
    return match[0] if text is None else text.replace("&", "&amp;").replace("<", "&lt;").encode()


def _greek(name: str) -> str | None:
    """A letter; that of a name with a capital is a capital."""
    letter = _GREEK.get(name.lower())
    return letter.upper() if letter and name[0].isupper() else letter


class Part(NamedTuple):
    """What the splitter found of one document.

    `data` is the wanted part, from the root's start tag to the part's end tag, in UTF-8. When the
    document is not whole, `problem` is a short code and `detail` a sentence, and `data` is what
    there is. When another kind of document stands there, `other` is its root element.
    """

    number: int  # from 1 in the file
    offset: int  # of the document's first byte
    data: bytes
    problem: str = ""
    detail: str = ""
    other: str = ""

    @property
    def locator(self) -> str:
        return f"document {self.number} at byte {self.offset}"


class Splitter:
    """Cuts a stream of documents with root `root` into their parts that end with `part`.

    Feed pieces in order, then call `end`. Bounded: at most `PART_LIMIT` bytes are held.
    """

    def __init__(self, root: str, part: str) -> None:
        self._root = root.encode()
        self._part_end = f"</{part}>".encode()
        self._root_end = f"</{root}>".encode()
        self._rest = b""
        self._base = 0  # offset in the file of the first byte of _rest
        self._inside = False  # does _rest begin with a document whose part is not complete?
        self._searched = 0  # bytes of that document already searched for the part's end
        self._tail = b""  # the last bytes before _rest
        self._pending: Part | None = None  # complete but for its end, which is still to come
        self._part_stop = 0  # where in the file its part ends
        self._number = 0
        self._blank = False  # is _rest nothing but the white space before the first document?

    def feed(self, piece: bytes) -> list[Part]:
        """The documents that turn out complete with this piece."""
        buffer = self._rest + piece if self._rest else piece
        done: list[Part] = []
        position = self._bare_start(buffer)
        while True:
            if not self._inside:
                start = _find_declaration(buffer, position)
                if start < 0:
                    self._keep(buffer, max(position, _partial_start(buffer)))
                    return done
                self._close(buffer, start, done)
                self._open()
                position = start
            after = self._take(buffer, position, done)
            if after < 0:
                self._keep(buffer, position)
                return done
            self._inside = False
            position = after

    def end(self) -> list[Part]:
        """The last document, judged by how the file ends."""
        done: list[Part] = []
        if self._inside:
            sentence = "the file ends inside the document, which is cut off"
            done.append(self._bad(self._base, self._rest, "cut-off", sentence))
        else:
            self._close(self._rest, len(self._rest), done)
        return done

    @property
    def documents(self) -> int:
        return self._number

    def _bare_start(self, buffer: bytes) -> int:
        """Open a first document that has no XML declaration; where it begins."""
        if self._number or self._base:
            return 0
        text = buffer.removeprefix(BOM_UTF8).lstrip()
        self._blank = not text and len(buffer) < _HEADER_LIMIT
        if not text.startswith(b"<") or text.startswith(_DECLARATION[: len(text)]):
            return 0
        self._open()
        return len(buffer) - len(text)

    def _open(self) -> None:
        self._inside, self._searched = True, 0
        self._number += 1

    def _keep(self, buffer: bytes, start: int) -> None:
        if self._blank:  # what follows may be a document without a declaration
            start = 0
        if not self._inside:
            self._tail = (self._tail + buffer[max(0, start - _TAIL) : start])[-_TAIL:]
        self._rest = buffer[start:]
        self._base += start

    def _take(self, buffer: bytes, start: int, done: list[Part]) -> int:
        """Take the document at `start`; the position after what was taken, -1 to ask for more."""
        header = _HEADER.match(buffer, start)
        if header is None or _find_declaration(buffer, start + 1, header.end()) >= 0:
            return self._no_root(buffer, start, done)
        root = header.end()
        if header["root"] != self._root:
            name = header["root"].decode("utf-8", "replace")[:80]
            done.append(Part(self._number, self._base + start, b"", other=name))
            return root
        end = buffer.find(self._part_end, max(root, start + self._searched))
        limit = end if end >= 0 else len(buffer)
        following = _find_declaration(buffer, root, limit)
        if following >= 0:
            return self._unended(buffer, start, following, done)
        if end < 0:
            if len(buffer) - start > PART_LIMIT:
                sentence = f"the part that is read is larger than {PART_LIMIT} bytes"
                done.append(self._bad(self._base + start, buffer[start:], "too-large", sentence))
                return len(buffer)
            self._searched = max(0, len(buffer) - start - len(self._part_end))
            return -1
        stop = end + len(self._part_end)
        self._pending = self._whole(header, self._base + start, buffer[root:stop])
        self._part_stop = self._base + stop
        return stop

    def _no_root(self, buffer: bytes, start: int, done: list[Part]) -> int:
        following = _find_declaration(buffer, start + 1)
        if following < 0 and len(buffer) - start <= _HEADER_LIMIT:
            return -1
        stop = following if following >= 0 else len(buffer)
        sentence = "the document has no root element where one should begin"
        raw = buffer[start:stop]
        done.append(self._bad(self._base + start, raw, "malformed-xml", sentence))
        return stop

    def _unended(self, buffer: bytes, start: int, following: int, done: list[Part]) -> int:
        sentence = f"the next document begins before {self._part_end.decode()}"
        raw = buffer[start:following]
        done.append(self._bad(self._base + start, raw, "malformed-xml", sentence))
        return following

    def _whole(self, header: re.Match[bytes], offset: int, data: bytes) -> Part:
        name = encoding_of(header["declaration"] or b"")
        if name in ("utf-8", "us-ascii"):
            return Part(self._number, offset, data)
        try:
            return Part(self._number, offset, data.decode(name).encode())
        except (LookupError, ValueError) as error:  # a name may hold a NUL
            sentence = f"the document says its encoding is {name[:40]!r}, which fails: {error}"
            return self._bad(offset, data, "bad-encoding", sentence)

    def _close(self, buffer: bytes, stop: int, done: list[Part]) -> None:
        """Give out the pending document, judged by what stands before `stop`."""
        if self._pending is None:
            return
        part, self._pending = self._pending, None
        before = (self._tail + buffer[max(0, stop - _TAIL) : stop])[-_TAIL:]
        after_part = min(_TAIL, self._base + stop - self._part_stop)
        if not part.problem and self._root_end not in before[len(before) - after_part :]:
            sentence = f"the document is cut off: it ends without {self._root_end.decode()}"
            part = Part(part.number, part.offset, part.data, "cut-off", sentence)
        done.append(part)

    def _bad(self, offset: int, raw: bytes, problem: str, detail: str) -> Part:
        return Part(self._number, offset, raw, problem, detail)


@lru_cache(maxsize=64)
def encoding_of(declaration: bytes) -> str:
    """The encoding that an XML declaration names."""
    encoding = _ENCODING.search(declaration)
    return encoding[1].decode("ascii", "replace").lower() if encoding else "utf-8"


def _find_declaration(buffer: bytes, start: int, stop: int | None = None) -> int:
    """Where the next XML declaration begins: `?` by memchr, then verified."""
    stop = len(buffer) if stop is None else stop
    find, is_there = buffer.find, buffer.startswith
    found = find(b"?", start + 1, stop)
    while found >= 0 and not is_there(_DECLARATION, found - 1):
        found = find(b"?", found + 1, stop)
    return found - 1 if found >= 0 else -1


def _partial_start(buffer: bytes) -> int:
    """Where a declaration that is cut by the end of `buffer` may begin."""
    found = buffer.rfind(b"<", max(0, len(buffer) - len(_DECLARATION) + 1))
    return found if found >= 0 and _DECLARATION.startswith(buffer[found:]) else len(buffer)
