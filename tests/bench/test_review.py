"""The benchmark of the review on a small ledger: its rows, and the bars of the thread."""

import pytest

from goldthread.bench import review

KINDS = ("clause", "measure", "task", "assignment", "report", "evidence")


def test_each_kind_and_each_page_of_the_past_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(review.SIZES, "small", (1, 3, 600, 2))
    said: list[str] = []
    rows = {row.name: row for row in review.run("small", said.append).rows}
    own = {name.partition(": ")[2] for name in rows if name.startswith("SQLite: ")}
    assert own >= {f"thread, {kind}, supervision, p95" for kind in KINDS}
    assert own >= {
        "thread, assignment, regional coordinator, p95",
        "ledger of a past day, regional coordinator, p95",
        "ledger of a past day, supervision, p95",
        "task of a past day, regional coordinator, p95",
    }
    forms = ("docx", "pdf")
    assert own >= {f"review document, {lang}, {form}" for lang in ("en", "zh") for form in forms}
    assert rows["SQLite: queries of 100 rows beyond those of 20"].value == 0
    assert {row.target for name, row in rows.items() if "thread, " in name and "p95" in name} == {
        300
    }
