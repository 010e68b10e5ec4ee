"""`goldthread work` and `goldthread verify` on a home with a ledger, and jobs beside the pages."""

import fcntl
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg
import pytest

from goldthread.bench import postgres
from tests.web.test_serve import RUN, free_port


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    return kept | more


def goldthread(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "goldthread.cli", "--home", str(home), *words],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def sql(home: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(home / "ledger.sqlite3", timeout=20)
    try:
        with connection:
            return connection.execute(statement).fetchall()
    finally:
        connection.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = goldthread(tmp_path, "work", "--once")
    assert (made.returncode, "Traceback" in made.stderr) == (0, False)
    return tmp_path


def test_once_runs_what_is_due_and_then_nothing(home: Path) -> None:
    assert sql(home, "SELECT count(*) FROM workflow_jobrun WHERE state != 'done'") == [(0,)]
    for _ in range(3):  # a minute may end meanwhile, and a job of every minute be due again
        again = goldthread(home, "work", "--once")
        if again.stderr == "No job is due.\n":
            break
    assert (again.returncode, again.stderr) == (0, "No job is due.\n")


def test_verify_makes_no_ledger(tmp_path: Path) -> None:
    done = goldthread(tmp_path, "verify")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    assert list(tmp_path.glob("ledger*")) == []


def test_verify_of_a_whole_ledger(home: Path) -> None:
    done = goldthread(home, "verify")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        *(0, "0 events in the work ledger: the ledger is whole."),
    )


def test_verify_names_what_is_wrong_and_ends_in_1(home: Path) -> None:
    sql(home, "UPDATE workflow_loghead SET sequence = 5")
    done = goldthread(home, "verify")
    assert (done.returncode, done.stdout.splitlines()[-2:]) == (
        1,
        [
            "Work ledger, head: The log ends at 0, its head says 5.",
            "Findings in the work ledger: 1.",
        ],
    )


def test_a_log_that_is_damaged_makes_the_nightly_proof_fail_loudly(home: Path) -> None:
    sql(home, "UPDATE workflow_loghead SET sequence = 5")
    sql(home, "DELETE FROM workflow_jobrun")
    done = goldthread(home, "work", "--once")
    assert done.returncode == 1
    assert "Prove the log of events: The log of events is damaged: 1 findings." in done.stderr


def test_a_ledger_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(b"not a database" * 100)
    done = goldthread(tmp_path, "verify")
    assert (done.returncode, done.stderr.partition(":")[2][:34]) == (
        *(2, " The work ledger cannot be read: f"),
    )


def held(lock: Path) -> bool:
    """Does a process hold the lock now? The file alone may be left from an earlier run."""
    if not lock.exists():
        return False
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_the_served_site_runs_its_jobs_and_another_worker_is_turned_away(made_home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(made_home), str(free_port())],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    done = "SELECT count(*) FROM workflow_jobrun WHERE job = 'workflow.verify' AND state = 'done'"
    try:
        until = time.monotonic() + 60
        while not (held(made_home / "jobs.lock") and sql(made_home, done) == [(1,)]):
            assert time.monotonic() < until
            time.sleep(0.2)
        other = goldthread(made_home, "work")
        assert other.returncode == 2
        assert "are run by another process already" in other.stderr
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) is not None
    finally:
        process.kill()
        process.wait()


def processes_of(parent: int) -> list[psutil.Process]:
    """The workers that a server started; one that has just ended is none."""
    children = psutil.Process(parent).children(recursive=True)
    return [each for each in children if "work" in _command(each)]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []


def test_on_postgresql_a_worker_runs_beside_the_site_and_is_started_again(
    made_home: Path,
    postgres_server: postgres.Server,
) -> None:
    postgres_server.execute("CREATE DATABASE beside")
    url = f"postgresql://{postgres.USER}@{quote(str(postgres_server.folder), safe='')}/beside"
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(made_home), str(free_port())],
        env=environment(DATABASE_URL=url),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        [first] = wait_for(lambda: processes_of(process.pid))
        first.kill()
        [second] = wait_for(
            lambda: [each for each in processes_of(process.pid) if each.pid != first.pid]
        )
        wait_for(lambda: jobs_done(url))
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        assert not second.is_running()
    finally:
        process.kill()
        process.wait()
        postgres_server.execute("DROP DATABASE beside WITH (FORCE)")


def jobs_done(url: str) -> bool:
    with psycopg.connect(url) as connection:
        done = "SELECT job FROM workflow_jobrun WHERE state = 'done'"
        return ("workflow.verify",) in connection.execute(done).fetchall()


def wait_for(what: Callable[[], Any], patience: float = 100.0) -> Any:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.2)
    raise AssertionError("It did not come about.")
