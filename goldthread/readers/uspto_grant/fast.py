"""The fast backend: xml2arrow parses a batch of parts in one call, by the field map.

It checks less than a full parser does and gives up on a whole batch; the caller then hands the
batch to the lxml backend.
"""

import tempfile
from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from xml2arrow import XmlToArrowParser

from goldthread.readers.uspto_grant import field_map
from goldthread.readers.uspto_grant.field_map import BIBLIOGRAPHIC, GRANT, RawTable
from goldthread.readers.uspto_grant.raw import Raw, Rows

_ROOT: Final = "batch"
_OPEN, _CLOSE = f"<{_ROOT}>".encode(), f"</{_ROOT}>".encode()
# White space that may stand among markup; every other byte below 32 is not XML.
_SPACES: Final = (10, 13, 9)


class BatchFailed(Exception):
    """The batch is not fit for the fast backend: one of its documents is not well-formed."""


class FastBackend:
    """Parses the texts of several cuts in one call."""

    def __init__(self) -> None:
        with tempfile.TemporaryDirectory(prefix="goldthread-") as folder:
            path = Path(folder) / "field-map.yaml"
            path.write_text(_configuration(), "utf-8")
            self._parser = XmlToArrowParser(path)
        self._data = bytearray()

    def parse(self, texts: Iterable[pa.BinaryArray], documents: int) -> Raw:
        """The raw tables of so many documents in some texts; raises BatchFailed."""
        data = self._root(texts)
        try:
            found = self._parser.parse(data)
        except Exception as error:  # a library's own; the records tell what is wrong with them
            raise BatchFailed(str(error)) from error
        if found["document"].num_rows != documents:
            raise BatchFailed(f"{found['document'].num_rows} documents, not {documents}")
        tables = {
            table.name: _rows(table, found[table.name])
            for table in field_map.TABLES
            if found[table.name].num_rows
        }
        return Raw(documents, {name: rows for name, rows in tables.items() if len(rows)})

    def _root(self, texts: Iterable[pa.BinaryArray]) -> bytearray:
        """The texts as one, in memory that is used again and again; blanks behind it are XML."""
        used = 0
        for part in chain((_OPEN,), map(_checked, texts), (_CLOSE,)):
            if used + len(part) > len(self._data):
                self._data += bytes(used + len(part) - len(self._data))
            self._data[used : used + len(part)] = part
            used += len(part)
        self._data[used:] = b"\n" * (len(self._data) - used)
        return self._data


def _checked(texts: pa.BinaryArray) -> memoryview:
    """The bytes of all the texts.

    Refuses what xml2arrow would let pass: control characters, and bytes that are not UTF-8.
    """
    _, offsets, data = texts.buffers()
    codes = np.frombuffer(data or b"", np.uint8, np.frombuffer(offsets, np.int32)[len(texts)])
    control = int(np.count_nonzero(codes < 32))
    for space in _SPACES:
        if control:
            control -= int(np.count_nonzero(codes == space))
    if control:
        raise BatchFailed("a control character")
    try:
        texts.view(pa.string()).validate(full=True)
    except pa.ArrowInvalid as error:
        raise BatchFailed(str(error)) from error
    return codes.data


@cache
def _slots(table: RawTable) -> list[tuple[str, int, int, str]]:
    """Column, item, place in the order of preference, and path from the table's rows."""
    return [
        (column, number, place, item if path == "." else f"{item}/{path}")
        for number, item in enumerate(table.items)
        for column in table.columns
        for place, path in enumerate(table.paths(item, column))
    ]


def _configuration() -> str:
    """The field map in xml2arrow's own YAML."""
    lines = ["tables:"]
    for table in field_map.TABLES:
        rows = f"/{_ROOT}" + (f"/{GRANT}/{BIBLIOGRAPHIC}/{table.rows}" if table.rows else "")
        levels = "[document, row]" if table.rows else "[document]"
        lines += [f"- name: {table.name}", f"  xml_path: {rows}", f"  levels: {levels}"]
        lines.append("  fields:")
        lines += [
            f'  - {{name: "{column}~{item}~{place}", xml_path: "{rows}/{path}", '
            "data_type: Utf8, nullable: true}"
            for column, item, place, path in _slots(table)
        ]
    return "\n".join(lines) + "\n"


def _rows(table: RawTable, batch: Any) -> Rows:
    """One raw table out of xml2arrow's columns, one for each item and path."""
    count = batch.num_rows
    by_column: dict[str, list[pa.Array]] = {column: [] for column in table.columns}
    by_item: list[list[pa.Array]] = [[] for _ in table.items]
    slots = _slots(table)
    for (column, item, _, _), array in zip(slots, batch.columns[-len(slots) :], strict=True):
        if array.null_count < count:
            by_column[column].append(array)
            by_item[item].append(array)
    columns = {name: _first(arrays, count) for name, arrays in by_column.items()}
    document = batch.column("<document>").to_numpy().astype(np.int64)
    if not table.rows:  # a document with nothing in it is a document
        return Rows(document, np.zeros(count, np.int8), columns)
    rows = Rows(document, _items(by_item, count), columns)
    return rows.where(rows.item >= 0)


def _first(arrays: list[pa.Array], count: int) -> pa.Array:
    if not arrays:
        return pa.nulls(count, pa.string())
    return arrays[0] if len(arrays) == 1 else pc.coalesce(*arrays)


def _items(by_item: list[list[pa.Array]], count: int) -> Any:
    """Which item each row is; -1 for an element that is none, or is empty."""
    if len(by_item) == 1 and any(array.null_count == 0 for array in by_item[0]):
        return np.zeros(count, np.int8)
    item = np.full(count, -1, np.int8)
    for number, arrays in enumerate(by_item):
        if arrays:
            present = pc.is_valid(_first(arrays, count)).to_numpy(zero_copy_only=False)
            item[present] = number
    return item
