"""The page benchmark on a small register: its rows, their limits, and what it refuses."""

from pathlib import Path

import pytest

from goldthread.bench import page, sample_rights, site
from goldthread.errors import GoldthreadError

NAMES = [
    "look-back, asked at once after the first start",
    "cubes made ready after a start",
    "look-back, first once cubes are ready",
    "look-back, p50 over random states",
    "look-back, p95 over random states",
    "records, page of 50 rows, p50",
    "records, page of 50 rows, p95",
    "records, first page of a number, p50",
    "chart, first picture",
    "chart, each other picture, p50",
    "command line, first answer beyond Python's start",
]


def test_the_benchmark_measures_each_thing_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"RIGHTS": 1200, "LOOK_BACKS": 4, "CHARTS": 2, "STARTS": 1}.items():
        monkeypatch.setattr(page, name, value)
    monkeypatch.setattr(page, "INDICATORS", ("C01", "P01"))
    said: list[str] = []
    made = page.run("small", said.append)
    assert [row.name for row in made.rows] == NAMES
    assert all(row.value > 0 for row in made.rows[:-1])
    targets = {row.name: row.target for row in made.rows if row.target is not None}
    assert targets == {NAMES[4]: 100, NAMES[5]: 2.5, NAMES[10]: 0.15}
    assert said == [
        "Making the register that the pages are read from.",
        "Waiting until the site has made the cubes of its first pages.",
        "Asking for pages.",
    ]


def test_a_site_that_is_never_ready_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(address: str) -> float:
        raise GoldthreadError(f"{address} answered 503 instead of 200.")

    monkeypatch.setattr(site, "READY_WITHIN", 0.05)
    with pytest.raises(GoldthreadError, match="were not ready within"):
        site.until_ready(ask)


def test_an_answer_that_is_no_page_is_an_error(tmp_path: Path) -> None:
    sample_rights.make(tmp_path, 900)
    with site.served(tmp_path) as ask, pytest.raises(GoldthreadError, match="answered 400"):
        ask("/?period=2019-H3")


def test_the_sample_is_the_same_from_the_same_seed() -> None:
    one = [(d.name, d.rows) for d in sample_rights.deliveries(60, 7)]
    assert one == [(d.name, d.rows) for d in sample_rights.deliveries(60, 7)]
    assert one != [(d.name, d.rows) for d in sample_rights.deliveries(60, 8)]
