"""`bench readers` reads every document of its own, whole, and holds it against lxml."""

from pathlib import Path

import pytest

from goldthread.bench import readers
from goldthread.bench.suite import NAMES
from goldthread.readers import registry
from tests.readers.tables import read_with

# The tables that a document of each sample fills, counted by hand in goldthread/bench/documents.
ROWS = {
    "cnipa": {"right_party": 5, "right_classification": 5, "right_citation": 5},
    "jpo": {"right_party": 1, "right_citation": 5},
    "st96-patent": {"right_party": 4, "right_classification": 5},
    "st96-mark": {"right_classification": 3, "status_event": 7},
    "st96_legal_status": {"status_event": 6},
    "st27": {"status_event": 5},
    "us_trademark": {"status_event": 15, "right_classification": 6},
    "us_application": {"right_party": 4, "right_relation": 2},
    "us_grant_old": {"right_citation": 12, "right_party": 7},
    "us_grant_text": {"right_citation": 5, "right_priority": 2},
    "us_assignment": {"transaction_party": 4, "transaction_right": 7},
    "docdb": {"right_relation": 9, "right_classification": 5},
    "inpadoc_legal": {"status_event": 7},
    "rights": {"right_party": 2, "right_classification": 2},
}


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(readers._BYTES, "small", 60_000)
    monkeypatch.setitem(readers._GRANTS, "small", 2)
    monkeypatch.setitem(readers._REPEATS, "small", 1)


def test_every_reader_has_a_file_that_is_read_whole(tmp_path: Path) -> None:
    samples = readers.made(tmp_path, "small")
    read_by = {}
    for one in samples:
        reader = registry.detect([one.path])
        found = read_with(reader, [one.path])
        assert (found.rejected, dict(found.unknown), found.notes) == ([], {}, []), one.name
        count = len(found.rows.get("ip_right") or found.rows["transaction"])
        assert count > 1
        read_by[one.name] = reader.name
        told = {table: len(found.rows[table]) / count for table in ROWS.get(one.name, {})}
        assert told == ROWS.get(one.name, {}), one.name
    assert set(ROWS) | {"uspto_grant"} == set(read_by)
    documents = {registry.GRANTS, registry.TEXTS, registry.EVENTS, *registry.DOCUMENTS}
    assert documents <= set(read_by.values())


def test_run_gives_a_row_for_each_file() -> None:
    said: list[str] = []
    rows = readers.run("small", said.append).rows
    assert {row.name.removesuffix(" ÷ lxml") for row in rows} == {*ROWS, "uspto_grant"}
    assert all(row.value > 0 and row.ratio and row.target is None for row in rows)
    assert said == ["making the files", "warming up", "turn 1 of 1"]
    assert "readers" in NAMES
