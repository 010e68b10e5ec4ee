"""The strict backend: lxml parses document by document, in one pass over each, by the field map."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
from lxml import etree

from goldthread.readers import xml
from goldthread.readers.uspto_grant import field_map
from goldthread.readers.uspto_grant.field_map import BIBLIOGRAPHIC, GRANT, RawTable
from goldthread.readers.uspto_grant.raw import Raw, Rows

_CLOSE: Final = f"</{GRANT}>".encode()


Found = list[tuple[int, int, list[str | None]]]  # document, item, the row's slots


class _Node:
    """A step of the field map's paths, while they are compiled."""

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.attributes: list[tuple[str, int]] = []
        self.slot = -1  # where this element's text goes in the row
        self.table = -1  # the table of which this element is a row
        self.item = -1

    def step(self, path: str) -> "_Node":
        """The node at `path` from here."""
        node = self
        for name in path.split("/"):
            node = node.children.setdefault(name, _Node())
        return node


class _Step(NamedTuple):
    """A step as the walk uses it; `plain` when all that is read of it is its own text."""

    plain: bool
    slot: int
    table: int
    item: int
    attributes: tuple[tuple[str, int], ...]
    children: "dict[str, _Step]"


@contextmanager
def _no_garbage() -> Iterator[None]:
    """No collector runs: rows hold no cycles, and looking for some takes a tenth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class StrictBackend:
    """Parses parts (from `<us-patent-grant ...>` to the end of the bibliographic part)."""

    def __init__(self) -> None:
        self._parser = xml.parser(blank_text=False)
        self._root, self._widths = _compiled()

    def parse(self, parts: list[bytes]) -> tuple[Raw, dict[int, str]]:
        """The raw tables of the well-formed documents, and what is wrong with each other one."""
        found: list[Found] = [[] for _ in field_map.TABLES]
        wrong: dict[int, str] = {}
        with _no_garbage():
            for number, part in enumerate(parts):
                try:
                    root = etree.fromstring(xml.with_characters(part) + _CLOSE, self._parser)
                except (etree.XMLSyntaxError, ValueError) as error:
                    wrong[number] = f"the XML is not well-formed: {xml.fault(error)}"
                    continue
                self._document(root, number - len(wrong), found)
            tables = zip(field_map.TABLES, found, strict=True)
            made = {table.name: _rows(table, rows) for table, rows in tables if rows}
        good = len(parts) - len(wrong)
        return Raw(good, {name: rows for name, rows in made.items() if len(rows)}), wrong

    def _document(self, root: Any, number: int, found: list[Found]) -> None:
        widths = self._widths

        def walk(element: Any, step: _Step, row: list[str | None]) -> None:
            for attribute, slot in step.attributes:
                row[slot] = element.get(attribute)
            steps = step.children
            for child in element:
                below = steps.get(child.tag)
                if below is None:
                    continue
                plain, slot, table, item, _, _ = below
                into = row
                if table >= 0:
                    into = [None] * widths[table]
                    found[table].append((number, item, into))
                if slot >= 0 and into[slot] is None:
                    into[slot] = _text(child) if len(child) else child.text
                if not plain:
                    walk(child, below, into)

        row: list[str | None] = [None] * widths[0]
        found[0].append((number, 0, row))
        walk(root, self._root, row)


def _text(element: Any) -> str | None:
    """The element's own text, without that of elements inside it."""
    return "".join([element.text or "", *(child.tail or "" for child in element)]) or None


def _compiled() -> tuple[_Step, list[int]]:
    """The field map as a tree of steps, and each table's number of slots."""
    root = _Node()
    bibliographic = root.step(BIBLIOGRAPHIC)
    for index, table in enumerate(field_map.TABLES):
        for number, item in enumerate(table.items):
            node = bibliographic.step(f"{table.rows}/{item}") if table.rows else root
            if table.rows:
                node.table, node.item = index, number
            _add_columns(node, table, item)
    return _frozen(root), [_width(table) for table in field_map.TABLES]


def _frozen(node: _Node) -> _Step:
    children = {name: _frozen(below) for name, below in node.children.items()}
    plain = not children and not node.attributes
    attributes = tuple(node.attributes)
    return _Step(plain, node.slot, node.table, node.item, attributes, children)


def _add_columns(node: _Node, table: RawTable, item: str) -> None:
    slots = dict(_layout(table))
    for column, paths in table.columns.items():
        applicable = table.paths(item, column)
        for slot, path in zip(slots[column], paths, strict=True):
            if path not in applicable:
                continue
            *steps, last = path.split("/")
            target = node.step("/".join(steps)) if steps else node
            if last.startswith("@"):
                target.attributes.append((last[1:], slot))
            elif last == ".":
                target.slot = slot
            else:
                target.step(last).slot = slot


def _layout(table: RawTable) -> list[tuple[str, tuple[int, ...]]]:
    """Each column with its slots in the order of preference."""
    layout, start = [], 0
    for column, paths in table.columns.items():
        layout.append((column, tuple(range(start, start + len(paths)))))
        start += len(paths)
    return layout


def _rows(table: RawTable, found: Found) -> Rows:
    if table.rows:  # an element with nothing in it is no row
        found = [one for one in found if one[2].count(None) < len(one[2])]
    slots = list(zip(*(row for _, _, row in found), strict=True)) or [()] * _width(table)
    columns = {
        column: pa.array(map(_preferred, *(slots[place] for place in places)), pa.string())
        if len(places) > 1
        else pa.array(slots[places[0]], pa.string())
        for column, places in _layout(table)
    }
    document = np.array([number for number, _, _ in found], np.int64)
    item = np.array([item for _, item, _ in found], np.int8)
    return Rows(document, item, columns)


def _preferred(*texts: str | None) -> str | None:
    return next((text for text in texts if text is not None), None)


def _width(table: RawTable) -> int:
    return sum(map(len, table.columns.values()))
