"""`bench ingest` measures whole processes in pairs; its jobs do what its rows say."""

import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from goldthread.bench import ingest, ingest_jobs, weekly
from goldthread.errors import GoldthreadError

ROWS = [
    "ZIP to Parquet ÷ inflate + CRC",
    "ZIP to Parquet ÷ unzip -p",
    "ZIP to Parquet by lxml alone ÷ unzip -p",
    "four files, two processes",
    "four files, two processes ÷ inflate + CRC by two",
    "load into a register ÷ inflate + CRC",
    "peak memory, all processes",
    "of it, not pages of files",
]


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> weekly.Weekly:
    return weekly.write(tmp_path_factory.mktemp("week") / "ipg180102.zip", 40)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(weekly.DOCUMENTS, "small", 20)
    monkeypatch.setitem(ingest._REPEATS, "small", 1)


def test_run_gives_every_row(few: None) -> None:
    said: list[str] = []
    rows = ingest.run("small", said.append).rows
    assert [row.name for row in rows] == ROWS
    assert all(row.value > 0 for row in rows)
    assert [row.target for row in rows] == [None] * 6 + [150.0, None]
    assert said == ["making the weekly files", "warming up", "turn 1 of 1", "memory"]


def test_rows_against_unzip_are_left_out_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    jobs = ingest.Jobs([weekly.Weekly(Path("a.zip"), 1, 500_000_000)] * 4, Path())
    monkeypatch.setenv("PATH", str(tmp_path))
    said: list[str] = []
    sides = ingest._sides(jobs, said.append)
    rows = ingest._timed_rows(dict.fromkeys(sides, 2.0), jobs, held=True)
    assert [row.name for row in rows] == [n for n in ROWS[:-2] if "unzip" not in n]
    assert said == ["unzip is not installed: the rows against `unzip -p` are left out"]


def test_full_rows_have_the_targets() -> None:
    jobs = ingest.Jobs([weekly.Weekly(Path("a.zip"), 1, 500_000_000)] * 4, Path())
    sides = ("parquet", "inflate", "unzip", "lxml", "register", "parquet by two", "inflate by two")
    rows = ingest._timed_rows(dict.fromkeys(sides, 2.0), jobs, held=True)
    assert [row.target for row in rows] == [1.5, 0.40, 1.0, 0.833, None, None]
    assert (rows[3].value, rows[3].unit) == (1.0, "s/GB")


def test_jobs_write_every_table_alike(week: weekly.Weekly, tmp_path: Path) -> None:
    path = str(week.path)
    ingest_jobs.inflate(path)
    folders = {"parquet": tmp_path / "a", "parquet_by_lxml": tmp_path / "b"}
    for job, folder in folders.items():
        folder.mkdir()
        getattr(ingest_jobs, job)(str(folder), path)
    names = sorted(file.name for file in folders["parquet"].iterdir())
    assert names == sorted(file.name for file in folders["parquet_by_lxml"].iterdir())
    assert "right_citation.parquet" in names
    for name in names:
        one, other = (pq.read_table(folder / name) for folder in folders.values())
        assert one.equals(other), name
    assert pq.read_table(folders["parquet"] / "ip_right.parquet").num_rows == 40


def test_register_job_loads(week: weekly.Weekly, tmp_path: Path) -> None:
    ingest_jobs.register(str(tmp_path / "home"), str(week.path))
    assert len(list((tmp_path / "home").rglob("ip_right.parquet"))) == 1


def test_process_that_fails_is_an_error() -> None:
    with pytest.raises(GoldthreadError, match=r"ended with 3: \['gone'\]"):
        ingest.timed([sys.executable, "-c", "import sys; print('gone', file=sys.stderr); exit(3)"])


def test_peak_memory_counts_the_processes_started() -> None:
    hold = "x = bytearray(60 << 20); import time; time.sleep(0.3)"
    both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    alone = ingest.peak_memory([sys.executable, "-c", hold])
    family = ingest.peak_memory([sys.executable, "-c", both])
    assert 60 << 20 < alone.whole < family.whole < 120 << 20
    assert 60 << 20 < alone.own < family.own < family.whole


def test_pages_of_a_file_are_not_memory_of_its_own(tmp_path: Path) -> None:
    """A process that looks at 40 MB of a file, byte by page, holds none of it."""
    (tmp_path / "file").write_bytes(bytes(40 << 20))
    look = (
        "import mmap, sys, time; file = open(sys.argv[1], 'rb');"
        "pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ);"
        "sum(pages[::4096]); time.sleep(0.3)"
    )
    peak = ingest.peak_memory([sys.executable, "-c", look, str(tmp_path / "file")])
    assert peak.whole > 40 << 20
    assert peak.own < 30 << 20
