"""Every example of docs/mapping.md, run as it stands on the page."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
import xlsxwriter

from tests.readers.tables import Read, read, with_base

PAGE = Path(__file__).resolve().parents[2] / "docs" / "mapping.md"
_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PARTIES = ("role", "sequence", "name", "country_code", "region_code")


class Example(NamedTuple):
    line: int
    mapping: str
    files: list[tuple[str, str]]  # the words after ```csv, and the text
    expected: list[dict]


def _examples() -> list[Example]:
    """A YAML block, one or more CSV blocks, a JSON block: the first YAML block is the base."""
    text = PAGE.read_text(encoding="utf-8")
    made: list[Example] = []
    mapping, line, files = "", 0, []
    for found in _BLOCK.finditer(text):
        kind, words, body = found.groups()
        if kind == "yaml":
            mapping, files = body, []
            line = text.count("\n", 0, found.start()) + 1
        elif kind == "csv":
            files.append((words.strip(), body))
        elif kind == "json":
            made.append(Example(line, mapping, files, json.loads(body)))
    return made


EXAMPLES = _examples()


def _write(folder: Path, files: list[tuple[str, str]]) -> Path:
    if files[0][0].startswith("sheet="):
        return _workbook(folder / "example.xlsx", files)
    words, text = files[0]
    name, encoding, end = "example.csv", "utf-8", "\n"
    for word in words.split():
        if word.startswith("name="):
            name = word[5:]
        elif word == "CR":
            end = "\r"
        else:
            encoding = word
    path = folder / name
    path.write_bytes(text.replace("\n", end).encode(encoding))
    return path


def _workbook(path: Path, sheets: list[tuple[str, str]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for words, text in sheets:
            sheet = book.add_worksheet(words.removeprefix("sheet="))
            for number, line in enumerate(text.splitlines()):
                sheet.write_row(number, 0, line.split(","))
    return path


def _actual(found: Read, expected: dict, number: int) -> dict:
    """What was read, cut down to what the page shows of it."""
    if "quarantined" in expected:
        return {"quarantined": [list(reason) for reason in found.reasons]}
    if "skipped" in expected:
        return {"skipped": dict(found.skipped)}
    if "notes" in expected:
        return {"notes": found.notes}
    root = next(iter(found.rows.values()))[number]
    return {name: _shown(found, root, name) for name in expected}


def _shown(found: Read, root: dict, name: str) -> object:
    if name == "parties":
        rows = _of(found, root, "right_party")
        return [[row[column] for column in _PARTIES] for row in rows]
    if name == "priorities":
        rows = _of(found, root, "right_priority")
        return [[r["ip_office_code"], r["number"], r["date"].isoformat()] for r in rows]
    if name == "classifications":
        rows = _of(found, root, "right_classification")
        return [[row["scheme"], row["symbol"]] for row in rows]
    value = root[name]
    if isinstance(value, Decimal):
        return int(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _of(found: Read, root: dict, table: str) -> list[dict]:
    return [row for row in found.rows[table] if row["right_id"] == root["right_id"]]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"line-{e.line}")
def test_example_gives_what_the_page_shows(tmp_path: Path, example: Example) -> None:
    path = _write(tmp_path, example.files)
    found = read(with_base(example.mapping), path)
    actual = [_actual(found, one, number) for number, one in enumerate(example.expected)]
    assert actual == example.expected
    records = [
        one for one in example.expected if not one.keys() & {"quarantined", "skipped", "notes"}
    ]
    assert len(next(iter(found.rows.values()), [])) == len(records)


def test_page_has_an_example_for_each_capability() -> None:
    used = "".join(example.mapping for example in EXAMPLES)
    words = (
        "encoding: delimiter: quotes: header: columns: short_rows: sheets: missing: name: only: "
        "skip: quarantine: first: constant: field: join: when: required: pattern: replace: cut: "
        "maps: unmapped: inside: zone: decimal: thousands: country: region: symbol: each: "
        "separator: split: carry_down: greatest: gather doubts: unpivot: dims: agree refuse: "
        "headings: find copies: let: unit: least: shared rights:"
    )
    assert [word for word in words.split() if word not in used] == []
