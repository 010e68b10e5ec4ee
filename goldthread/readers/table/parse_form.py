"""The `file` part of a mapping: encoding, delimiter, header, sheets, missing markers."""

import codecs
import re

from goldthread.readers.table.cells import spaced
from goldthread.readers.table.document import Node
from goldthread.readers.table.model import FileForm
from goldthread.readers.table.patterns import compiled

_DELIMITERS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "}
HEADER_LIMIT = 1000


def file_form(node: Node | None) -> FileForm:
    if node is None:
        return FileForm()
    section = node.section()
    header, headings = section.pop("header"), section.pop("columns")
    encoding, delimiter = section.pop("encoding"), section.pop("delimiter")
    sheets, name = section.pop("sheets"), section.pop("name")
    missing, quotes, short = (
        section.pop("missing"),
        section.pop("quotes"),
        section.pop("short_rows"),
    )
    section.done()
    return FileForm(
        encoding=_encoding(encoding) if encoding else None,
        delimiter=_delimiter(delimiter) if delimiter else None,
        quotes=quotes is None or quotes.flag(),
        header=_header(header, headings),
        find=_is_found(header),
        headings=_headings(headings) if headings else (),
        sheets=compiled(sheets) if sheets else None,
        missing=frozenset(t.casefold() for t in missing.texts()) if missing else frozenset(),
        name=compiled(name) if name else None,
        fill_short_rows=short is not None and short.choice(("quarantine", "fill")) == "fill",
    )


def _encoding(node: Node) -> str:
    text = node.text().lower().replace("_", "-").replace("mac-roman", "mac_roman")
    try:
        found = codecs.lookup(text)
    except LookupError:
        node.refuse(f"{node.text()!r} is no encoding that Python knows, such as utf-8 or gb18030.")
    if not getattr(found, "_is_text_encoding", True):
        node.refuse(f"{node.text()!r} is no encoding of text.")
    return text


def _delimiter(node: Node) -> str:
    text = _DELIMITERS.get(node.text(), node.text())
    if len(text) != 1 or text in '"\r\n':
        node.refuse(f"a delimiter is one character, or one of {', '.join(_DELIMITERS)}.")
    return text


def _header(node: Node | None, headings: Node | None) -> tuple[int, ...]:
    if node is None:
        return () if headings else (1,)
    if _is_found(node):
        return (1,)
    if node.is_text and node.text() == "none":
        if headings is None:
            node.refuse("a file without a header row needs columns: [names in their order].")
        return ()
    rows = tuple(item.whole(1) for item in node.items())
    if list(rows) != sorted(set(rows)) or rows[-1] > HEADER_LIMIT:
        node.refuse(f"header rows are ascending row numbers up to {HEADER_LIMIT}.")
    return rows


def _is_found(node: Node | None) -> bool:
    return node is not None and node.is_text and node.text() == "find"


def _headings(node: Node) -> tuple[str, ...]:
    names = tuple(spaced(text) for text in node.texts())
    if len(set(names)) != len(names):
        node.refuse("two columns have one name.")
    return names


def separator(node: Node | None) -> re.Pattern[str] | None:
    """A pattern that splits at any of the given texts; the texts are literal."""
    if node is None:
        return None
    texts = node.texts()
    if not texts or not all(texts):
        node.refuse("a separator is a text that is not empty.")
    return re.compile("|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)))
