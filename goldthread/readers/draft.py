"""A first draft of a mapping from a sample of a register: what `goldthread map FILE` prints.

The draft loads as it is; its comments say what was guessed and what was left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa

from goldthread.readers.base import ReadError, Rejected, SourceFile, no_progress
from goldthread.readers.documents.glimpse import glimpse as root_in
from goldthread.readers.draft_guess import Sample, Sketch, sketch
from goldthread.readers.draft_write import written
from goldthread.readers.schema import TABLES
from goldthread.readers.table.cells import as_text
from goldthread.readers.table.delimited import head_of
from goldthread.readers.table.parse import from_text
from goldthread.readers.table.reader import TableReader
from goldthread.readers.table.recognise import glimpse, no_text
from goldthread.readers.table.rows import SourceRow

SAMPLE_ROWS = 2_000
_HEADER_ROWS = 20


@dataclass(frozen=True)
class Draft:
    """A drafted mapping (`yaml`) and the file it was drafted from."""

    path: Path
    yaml: str

    def records(self, n: int) -> list[dict[str, object]]:
        """The first `n` records that the draft gives, without the columns that have no value."""
        made: list[dict[str, object]] = []
        for tables, _ in self._batches():
            if "ip_right" in tables:
                made += _records(tables, n - len(made))
            if len(made) >= n:
                break
        return made

    def rejected(self) -> list[Rejected]:
        """What the draft would send to quarantine, of the whole file."""
        return [one for _, rejected in self._batches() for one in rejected]

    def _batches(self) -> Iterator[tuple[dict[str, pa.Table], list[Rejected]]]:
        reader = TableReader(from_text(self.yaml, f"draft for {self.path.name}"))
        size = self.path.stat().st_size
        file = SourceFile(1, self.path, self.path.name, "", size, "")
        for batch in reader.read([file], no_progress):
            yield batch.tables, batch.rejected


def draft(path: str | Path) -> Draft:
    """A draft from the first sheet that holds a table; ReadError for what is no table at all."""
    path = Path(path)
    _refuse_other_kinds(path)
    seen = glimpse(path, SAMPLE_ROWS + _HEADER_ROWS)
    title, rows = max(seen.sheets.items(), key=lambda sheet: min(len(sheet[1]), 2))
    header = _header_row(rows)
    if seen.encoding and no_text(rows[header - 1 : header]):
        raise ReadError(f"{path.name} is no table: its first rows hold bytes that are no text.")
    several = len(seen.sheets) > 1
    sample = Sample(
        file_name=path.name,
        encoding=seen.encoding,
        delimiter=seen.delimiter,
        sheet=title if several else "",
        header=header,
        rows=rows[header - 1 : header - 1 + SAMPLE_ROWS],
    )
    guessed: Sketch = sketch(sample)
    return Draft(path, written(sample, guessed))


def _refuse_other_kinds(path: Path) -> None:
    """A pipe would be waited for, a folder has no rows, and documents have readers of their own."""
    if not path.is_file():
        raise ReadError(f"{path} does not exist, or is no file.")
    root = root_in(path, head_of(path))
    if root and not root.is_workbook:
        raise ReadError(
            f"{path.name} is no table but an XML document: {root.told()}. Load it as it is: "
            f"goldthread load {path.name}"
        )


def _header_row(rows: Sequence[SourceRow]) -> int:
    """The first row that is filled like the widest one, with texts alone."""
    first = list(islice(rows, _HEADER_ROWS))
    widest = max((_filled(row) for row in first), default=0)
    for number, row in enumerate(first, 1):
        texts = [cell for cell in row.cells if isinstance(cell, str) and cell.strip()]
        wordy = [text for text in texts if not text.strip()[:1].isdigit() or len(text) == 4]
        if len(wordy) == _filled(row) >= max(1, 0.7 * widest):
            return number
    return 1


def _filled(row: SourceRow) -> int:
    return sum(cell not in (None, "") for cell in row.cells)


def _records(tables: dict[str, pa.Table], n: int) -> list[dict[str, object]]:
    roots = tables["ip_right"].slice(0, n).to_pylist()
    made = {root["right_id"]: _said(root, ("right_id", "source_file_id")) for root in roots}
    for name, table in tables.items():
        if name != "ip_right":
            _add_items(made, name, table)
    return list(made.values())


def _add_items(made: dict[int, dict[str, object]], name: str, table: pa.Table) -> None:
    counts: dict[int, int] = {}
    for row in table.to_pylist():
        owner = row["right_id"]
        if owner not in made:
            continue
        counts[owner] = counts.get(owner, 0) + 1
        said = _said(row, (TABLES[name].key, "sequence"))
        made[owner][f"{name} {counts[owner]}"] = ", ".join(as_text(v) for v in said.values())


def _said(row: dict[str, object], without: tuple[str, ...]) -> dict[str, object]:
    return {k: v for k, v in row.items() if v is not None and k not in without}
