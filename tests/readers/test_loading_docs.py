"""docs/loading.md says what the readers are and read."""

import re
from pathlib import Path

from goldthread.readers import registry
from tests.readers.tables import read_with

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "loading.md").read_text(encoding="utf-8")


def _rows(first: str) -> list[list[str]]:
    """The cells of the table whose first heading is this."""
    lines = PAGE.split(f"| {first} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_reader_is_listed_with_its_feed_and_delivery() -> None:
    listed = {row[0].strip("`"): (row[2].strip("`"), row[3]) for row in _rows("reader")}
    made = {name: registry.reader(name) for name in registry.names()}
    assert listed == {name: (reader.feed, reader.delivery) for name, reader in made.items()}


def test_every_column_of_the_plain_layout_is_listed() -> None:
    listed = {name for row in _rows("column") for name in re.findall(r"`(\w+)`", row[0])}
    mapping = registry.reader("rights").mapping  # type: ignore[attr-defined]
    assert listed == set(mapping.read_columns())
    assert set(mapping.needed_columns()) == set(mapping.recognise.columns)


def test_the_plain_layouts_are_read_as_they_stand(tmp_path: Path) -> None:
    found = []
    for number, text in enumerate(
        re.findall(r"^```csv\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    ):
        path = tmp_path / f"{number}.csv"
        path.write_text(text, encoding="utf-8")
        reader = registry.detect([path])
        made = read_with(reader, [path])
        assert made.rejected == []
        assert made.unknown == {}
        found.append((reader.name, {name: len(rows) for name, rows in made.rows.items()}))
    assert found == [
        ("rights", {"ip_right": 2, "right_party": 3, "right_classification": 1}),
        ("series", {"reference_series": 2}),
    ]
