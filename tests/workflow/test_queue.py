"""Jobs on PostgreSQL: a real worker process of procrastinate, killed and started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from goldthread.bench import postgres

PATIENCE = 60.0
SLOW = """
import time
from goldthread.workflow import jobs
from goldthread.workflow.texts import say

@jobs.job("test.slow", {"en": "Slow", "zh": "慢"}, "0 0 * * *")
def slow(moment):
    time.sleep(SECONDS)
    return jobs.Did(say("Slept.", "已休眠。"))
"""
WORKER = """
import sys
from pathlib import Path
from goldthread.web import ledger
ledger.open_site(Path(sys.argv[1]))
ledger.migrate(print)
exec(sys.argv[2])
from goldthread.workflow import working
working.work(print)
"""


@pytest.fixture
def url(postgres_server: postgres.Server) -> Iterator[str]:
    postgres_server.execute("CREATE DATABASE queue")
    yield f"postgresql://{postgres.USER}@{quote(str(postgres_server.folder), safe='')}/queue"
    postgres_server.execute("DROP DATABASE queue WITH (FORCE)")


def environment(url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    return kept | {"DATABASE_URL": url, "PYTHONUNBUFFERED": "1"}


@contextmanager
def worker(url: str, home: Path, more: str = "") -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(home), more],
        env=environment(url),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(statement).fetchall()


def wait_for(what: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE + 20
    while time.monotonic() < until:
        try:
            if what():
                return
        except psycopg.errors.UndefinedTable:
            pass
        time.sleep(0.2)
    raise AssertionError("It did not come about.")


DONE = "SELECT job FROM workflow_jobrun WHERE state = 'done' ORDER BY job"
OWN = [
    ("offices.digests",),
    ("offices.mails_again",),
    ("offices.take_effect",),
    ("workflow.sweep",),
    ("workflow.verify",),
]


def test_the_worker_runs_what_is_due_and_ends_when_told(url: str, tmp_path: Path) -> None:
    with worker(url, tmp_path) as process:
        wait_for(lambda: set(OWN) <= set(rows(url, DONE)))
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert process.stdout is not None
        assert "Traceback" not in process.stdout.read()
    left = rows(url, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'goldthread.run'")
    assert left == [(0,)]


def test_a_worker_that_is_killed_in_a_job_loses_nothing(url: str, tmp_path: Path) -> None:
    runs = "SELECT attempt, state FROM workflow_jobrun WHERE job = 'test.slow' ORDER BY attempt"
    with worker(url, tmp_path, SLOW.replace("SECONDS", "600")) as process:
        wait_for(lambda: rows(url, runs) == [(1, "running")])
        process.kill()
        process.wait()
    with worker(url, tmp_path, SLOW.replace("SECONDS", "0")):
        wait_for(lambda: rows(url, runs) == [(1, "failed"), (2, "done")])


def test_once_and_verify_on_postgresql(url: str, tmp_path: Path) -> None:
    def goldthread(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "goldthread.cli", "--home", str(tmp_path), *words]
        return subprocess.run(
            command, env=environment(url), capture_output=True, text=True, check=True
        )

    assert len(goldthread("verify").stdout.splitlines()) == 1  # no ledger was made yet
    first, second = (goldthread("work", "--once") for _ in range(2))
    assert goldthread("verify").stdout.splitlines()[-1] == (
        "0 events in the work ledger: the ledger is whole."
    )
    assert "Prove the log of events: The log is whole: 0 events" in first.stderr
    assert second.stderr.splitlines() == ["No job is due."]
    assert set(OWN) <= set(rows(url, DONE))
