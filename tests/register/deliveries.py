"""A small format of our own, so that deliveries can be written down in tests.

A delivery is a file of JSON lines: `{"number": "1", "title": ..., "parties": [...], ...}` is a
record, `{"withdraw": "1"}` a withdrawal, `{"reject": "why"}` a record that cannot be read and
`{"skip": "why"}` a row that is none. The key of a record is `XX|PT|<number>`.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from goldthread.readers.base import Batch, Progress, Rejected, SourceFile
from goldthread.readers.identity import right_key, surrogate
from goldthread.readers.schema import LOCATION_COLUMNS, ROOTS, TABLES

CHILDREN = {
    "parties": "right_party",
    "classes": "right_classification",
    "priorities": "right_priority",
    "citations": "right_citation",
    "designations": "designation",
    "events": "status_event",
}


class Lines:
    """Reads deliveries of JSON lines, `batch` records at a time."""

    def __init__(
        self,
        feed: str = "office",
        delivery: str = "delta",
        *,
        rank: int = 10,
        version: str = "1",
        batch: int = 3,
    ) -> None:
        self.name, self.version = "lines", version
        self.feed, self.delivery, self.rank, self.batch = feed, delivery, rank, batch

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        for file in files:
            lines = file.path.read_text("utf-8").splitlines()
            for first in range(0, len(lines), self.batch):
                yield to_batch(file.file_id, first, lines[first : first + self.batch])
            progress(file.size)


def to_batch(file_id: int, first: int, lines: list[str]) -> Batch:
    batch = Batch()
    records = []
    withdrawn = []
    for number, line in enumerate(lines, first + 1):
        row = json.loads(line)
        where = f"line {number}"
        if "reject" in row:
            detail = f"{row['reject']} is not a date."
            raw = line.encode()
            batch.rejected.append(Rejected(file_id, where, "bad-date", detail, raw))
        elif "skip" in row:
            batch.skipped[row["skip"]] += 1
        elif "withdraw" in row:
            withdrawn.append(key_of(row["withdraw"]))
        else:
            records.append((row, where))
            batch.unknown.update(row.pop("unknown", []))
    if records:
        batch.tables = tables(records, file_id)
    if withdrawn:
        batch.withdrawn["ip_right"] = pa.array(withdrawn, pa.int64())
    return batch


def key_of(number: str, office: str = "XX", kind: str = "PT") -> int:
    return surrogate(right_key(office, kind, number))


def tables(records: list[tuple[dict[str, Any], str]], file_id: int = 1) -> dict[str, pa.Table]:
    """Arrow tables of records, exactly as a reader must give them."""
    roots: list[dict[str, Any]] = []
    children: dict[str, list[dict[str, Any]]] = {name: [] for name in CHILDREN.values()}
    for row, where in records:
        content = dict(row)
        office, kind = content.get("office", "XX"), content.get("kind", "PT")
        record_key = right_key(office, kind, content.pop("number"))
        key = surrogate(record_key)
        for part, name in CHILDREN.items():
            children[name] += [{"right_id": key} | child for child in content.pop(part, [])]
        content |= {"ip_office_code": content.pop("office", "XX")}
        content |= {"right_kind": content.pop("kind", "PT")}
        content |= {"right_id": key, "record_key": record_key}
        roots.append(content | {"source_file_id": file_id, "source_locator": where})
    made = {"ip_right": table("ip_right", roots)}
    return made | {name: table(name, rows) for name, rows in children.items() if rows}


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as a table with exactly the reader's columns; days may be ISO texts."""
    schema = TABLES[name].schema
    if name in ROOTS:
        schema = pa.schema([*schema, *LOCATION_COLUMNS])
    columns = [[_value(row.get(field.name), field.type) for row in rows] for field in schema]
    unknown = {column for row in rows for column in row} - set(schema.names)
    assert not unknown, unknown
    arrays = [pa.array(c, field.type) for c, field in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)


def _value(value: Any, kind: pa.DataType) -> Any:
    is_text = isinstance(value, str)
    return date.fromisoformat(value) if is_text and pa.types.is_date(kind) else value


def write(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """Write a delivery."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path
