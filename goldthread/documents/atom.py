"""A feed that programs subscribe to, as RFC 4287 has it: Atom; knows the form, not the meaning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries changed last."""

# What XML 1.0 cannot hold.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """`id` stays the same for ever; `updated` moves with what a reader should look at again.

    `html` is a fragment whose texts are escaped already.
    """

    id: str
    title: str
    link: str
    published: datetime
    updated: datetime
    summary: str
    html: str


@dataclass(frozen=True)
class Feed:
    """`link` is the page that shows the same, `self` the address of the feed; both absolute."""

    id: str
    title: str
    lang: str
    author: str
    link: str
    self: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=NEVER)


def write(feed: Feed) -> bytes:
    """The same feed gives the same bytes."""
    names: dict[Any, str] = {None: ATOM}
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=names)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", feed.lang)
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(feed.updated))
    _text(etree.SubElement(root, f"{{{ATOM}}}author"), "name", feed.author)
    _link(root, "alternate", feed.link, "text/html")
    _link(root, "self", feed.self, MEDIA_TYPE)
    for entry in feed.entries:
        _entry(root, entry)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _entry(root: etree._Element, entry: Entry) -> None:
    made = etree.SubElement(root, f"{{{ATOM}}}entry")
    _text(made, "id", entry.id)
    _text(made, "title", entry.title)
    _text(made, "published", _moment(entry.published))
    _text(made, "updated", _moment(entry.updated))
    _link(made, "alternate", entry.link, "text/html")
    if entry.summary:
        _text(made, "summary", entry.summary)
    _text(made, "content", entry.html).set("type", "html")


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = UNWRITABLE.sub("\ufffd", text)
    return made


def _link(parent: etree._Element, rel: str, href: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, href=href, type=kind)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
