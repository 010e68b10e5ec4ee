"""The strict backend: lxml parses document by document, in one pass over each, by the field map."""

import re
from typing import Any, Final

import numpy as np
import pyarrow as pa
from lxml import etree

from goldthread.readers import xml
from goldthread.readers.uspto_grant import field_map
from goldthread.readers.uspto_grant.field_map import BIBLIOGRAPHIC, GRANT, RawTable
from goldthread.readers.uspto_grant.raw import Raw, Rows

_CLOSE: Final = f"</{GRANT}>".encode()
_NAMED: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9.]*);")
_PREDEFINED: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


class _Node:
    """A step of the field map's paths."""

    __slots__ = ("attributes", "children", "item", "slot", "table")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.attributes: list[tuple[str, int]] = []
        self.slot = -1  # where this element's text goes in the row
        self.table = -1  # the table of which this element is a row
        self.item = -1


class StrictBackend:
    """Parses parts (from `<us-patent-grant ...>` to the end of the bibliographic part)."""

    def __init__(self) -> None:
        self._parser = xml.parser()
        self._root, self._widths = _compiled()

    def parse(self, parts: list[bytes]) -> tuple[Raw, dict[int, str]]:
        """The raw tables of the well-formed documents, and what is wrong with each other one."""
        found: list[list[tuple[int, int, list[str | None]]]] = [[] for _ in field_map.TABLES]
        wrong: dict[int, str] = {}
        good = 0
        for number, part in enumerate(parts):
            try:
                root = etree.fromstring(_resolved(part) + _CLOSE, self._parser)
            except (etree.XMLSyntaxError, ValueError) as error:
                wrong[number] = f"the XML is not well-formed: {error}"
                continue
            self._document(root, good, found)
            good += 1
        tables = zip(field_map.TABLES, found, strict=True)
        made = {table.name: _rows(table, rows) for table, rows in tables if rows}
        return Raw(good, {name: rows for name, rows in made.items() if len(rows)}), wrong

    def _document(
        self, root: Any, number: int, found: list[list[tuple[int, int, list[str | None]]]]
    ) -> None:
        widths = self._widths

        def walk(element: Any, node: _Node, row: list[str | None]) -> None:
            if node.slot >= 0 and row[node.slot] is None:
                row[node.slot] = _text(element)
            for attribute, slot in node.attributes:
                row[slot] = element.get(attribute)
            children = node.children
            if children:
                for child in element:
                    below = children.get(child.tag)
                    if below is None:
                        continue
                    if below.table >= 0:
                        fresh: list[str | None] = [None] * widths[below.table]
                        found[below.table].append((number, below.item, fresh))
                        walk(child, below, fresh)
                    else:
                        walk(child, below, row)

        row: list[str | None] = [None] * widths[0]
        found[0].append((number, 0, row))
        walk(root, self._root, row)


def _text(element: Any) -> str | None:
    """The element's own text, without that of elements inside it."""
    text = element.text
    if len(element):
        text = "".join([text or "", *(child.tail or "" for child in element)])
    return text or None


def _resolved(part: bytes) -> bytes:
    """The part with named characters of the ISO sets (`&eacute;`), which its DTD would define."""
    if _NAMED.search(part) is None:
        return part
    return _NAMED.sub(_character, part)


def _character(match: re.Match[bytes]) -> bytes:
    name = match[1]
    if name in _PREDEFINED:
        return match[0]
    from html.entities import html5

    text = html5.get(f"{name.decode('ascii')};")
    return match[0] if text is None else text.replace("&", "&amp;").replace("<", "&lt;").encode()


def _compiled() -> tuple[_Node, list[int]]:
    """The field map as a tree of steps, and each table's number of slots."""
    root = _Node()
    bibliographic = _step(root, BIBLIOGRAPHIC)
    for index, table in enumerate(field_map.TABLES):
        parent = _step(bibliographic, table.rows) if table.rows else None
        for item_number, item in enumerate(table.items):
            node = root if parent is None else _step(parent, item)
            if parent is not None:
                node.table, node.item = index, item_number
            _add_columns(node, table, item)
    return root, [sum(map(len, table.columns.values())) for table in field_map.TABLES]


def _add_columns(node: _Node, table: RawTable, item: str) -> None:
    slots = dict(_layout(table))
    for column, paths in table.columns.items():
        applicable = table.paths(item, column)
        for slot, path in zip(slots[column], paths, strict=True):
            if path not in applicable:
                continue
            *steps, last = path.split("/")
            target = _step(node, "/".join(steps)) if steps else node
            if last.startswith("@"):
                target.attributes.append((last[1:], slot))
            elif last == ".":
                target.slot = slot
            else:
                _step(target, last).slot = slot


def _layout(table: RawTable) -> list[tuple[str, tuple[int, ...]]]:
    """Each column with its slots in the order of preference."""
    layout, start = [], 0
    for column, paths in table.columns.items():
        layout.append((column, tuple(range(start, start + len(paths)))))
        start += len(paths)
    return layout


def _step(node: _Node, path: str) -> _Node:
    for name in path.split("/"):
        node = node.children.setdefault(name, _Node())
    return node


def _rows(table: RawTable, found: list[tuple[int, int, list[str | None]]]) -> Rows:
    if table.rows:  # an element with nothing in it is no row
        found = [one for one in found if any(value is not None for value in one[2])]
    columns = {}
    for column, slots in _layout(table):
        if len(slots) == 1:
            slot = slots[0]
            values = [row[slot] for _, _, row in found]
        else:
            values = [_preferred(row, slots) for _, _, row in found]
        columns[column] = pa.array(values, pa.string())
    document = np.array([number for number, _, _ in found], np.int64)
    item = np.array([item for _, item, _ in found], np.int8)
    return Rows(document, item, columns)


def _preferred(row: list[str | None], slots: tuple[int, ...]) -> str | None:
    for slot in slots:
        if row[slot] is not None:
            return row[slot]
    return None
