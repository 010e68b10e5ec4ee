"""The site's own work: its jobs beside the pages or alone, and the proof of its ledger."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from goldthread.errors import UsageError
from goldthread.web import ledger
from goldthread.web.children import Child

IN_SERVER = "GOLDTHREAD_JOBS_IN_SERVER"
Say = Callable[[str], None]


def work(home: Path, say: Say, *, once: bool) -> bool:
    """Run the jobs of a home: all that are due once, or as they become due; did all end well?"""
    ledger.open_site(home)
    ledger.migrate(say)
    from goldthread.workflow import working

    if once:
        return working.work_once(say)
    working.work(say)
    return True


def up_to_date(home: Path) -> None:
    """Open the ledger of a home, for a command that reads it as a whole; refuses one that is not
    there, or that this program would first have to change."""
    from goldthread.workflow.database import LEDGER

    if not os.environ.get("DATABASE_URL") and not (home / LEDGER).exists():
        raise UsageError(f"There is no site in {home} yet: serve it once, or give --home DIR.")
    ledger.open_site(home)
    ledger.check_steps()


def verify_ledger(home: Path, say: Say) -> bool:
    """Prove the ledger of a home, say what was found; True where it is whole or not made yet."""
    from goldthread.workflow.database import LEDGER

    if not os.environ.get("DATABASE_URL") and not (home / LEDGER).exists():
        return True
    ledger.open_site(home)
    from django.db import DatabaseError

    from goldthread.workflow import log, verify

    try:
        findings = verify.verify_ledger()
        if findings is None:
            return True
        for finding in findings:
            say(f"Work ledger, {finding.where}: {finding.message}")
        events = 0 if findings else log.head().sequence
    except DatabaseError as error:
        raise UsageError(
            f"The work ledger cannot be read: {error}. Start the site once, which brings an older "
            "ledger up to date; if that does not help, restore it from a backup."
        ) from error
    whole = f"{events:,} events in the work ledger: the ledger is whole."
    say(f"Findings in the work ledger: {len(findings):,}." if findings else whole)
    return not findings


@contextmanager
def beside(home: Path, say: Say) -> Iterator[None]:
    """The jobs while the site is served: a process of their own on PostgreSQL, which is started
    again when it ends; a thread of the serving process on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        os.environ[IN_SERVER] = "1"
        yield
        return
    command = [sys.executable, "-m", "goldthread.cli", "--home", str(home), "work"]
    worker = Child(command, "The worker that runs the jobs", say)
    worker.start()
    try:
        yield
    finally:
        worker.end()


def start_in_server() -> None:
    """For the serving process, which `serve` told to run the jobs too."""
    if os.environ.get(IN_SERVER):
        from goldthread.workflow import working

        working.start_thread()
