"""What the tests of the table reader share: a mapping and files in, everything it gives out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from goldthread.readers.base import Reader, Rejected, SourceFile
from goldthread.readers.table.parse import from_text
from goldthread.readers.table.reader import TableReader

BASE = """\
mapping: example
record:
  ip_office_code: {constant: CL}
  right_kind: {constant: PT}
  application_number: No
"""


@dataclass
class Read:
    """All batches of one reading, put together."""

    tables: dict[str, list[pa.Table]] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    progress: int = 0

    @cached_property
    def rows(self) -> dict[str, list[dict]]:
        return {name: pa.concat_tables(made).to_pylist() for name, made in self.tables.items()}

    @property
    def rights(self) -> list[dict]:
        return self.rows.get("ip_right", [])

    @property
    def reasons(self) -> list[tuple[str, str]]:
        return [(one.locator, one.reason) for one in self.rejected]

    def values(self, name: str, table: str = "ip_right") -> list[object]:
        return [value for made in self.tables.get(table, []) for value in made[name].to_pylist()]


def read_with(reader: Reader, paths: Sequence[Path]) -> Read:
    """Every batch that the reader gives for these files."""
    files = [
        SourceFile(number, path, path.name, "", path.stat().st_size, "")
        for number, path in enumerate(paths, 1)
    ]
    done: list[int] = []
    made = Read()
    for batch in reader.read(files, done.append):
        for name, table in batch.tables.items():
            made.tables.setdefault(name, []).append(table)
        made.rejected += batch.rejected
        made.skipped += batch.skipped
        made.unknown += batch.unknown
        made.notes += batch.notes
    made.progress = sum(done)
    return made


def read(mapping: str, *paths: Path) -> Read:
    """These files by the text of a mapping."""
    return read_with(TableReader(from_text(mapping, "example.yaml")), paths)


def with_base(snippet: str) -> str:
    """A part of a mapping completed by `BASE`; its own fields go beside the base's."""
    if "table:" in snippet:
        return f"mapping: example\n{snippet}"
    head, fields = BASE.split("record:\n")
    snippet = re.sub(r"^record: \{(.*)\}$", r"record:\n  \1", snippet, flags=re.MULTILINE)
    if re.search(r"^  ip_office_code:", snippet, re.MULTILINE):
        return head + snippet
    if "record:\n" in snippet:
        return head + snippet.replace("record:\n", f"record:\n{fields}", 1)
    return f"{BASE}{snippet}"
