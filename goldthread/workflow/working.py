"""Running the jobs: by procrastinate on PostgreSQL, in one thread of one process on SQLite."""

import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, connection

from goldthread.errors import UsageError
from goldthread.workflow import clock, jobs
from goldthread.workflow.models import FAILED, JobRun

LOOK_EVERY = timedelta(seconds=30)
LOCK = "jobs.lock"
CONCURRENT = 2
Say = Callable[[str], None]


def work(say: Say) -> None:
    """Run jobs as they become due, until the process is told to end."""
    if connection.vendor == "postgresql":
        say("Jobs are run by this worker as they become due (Ctrl-C ends it).")
        _queue()
        return
    with only_here() as mine:
        if not mine:
            raise UsageError(
                "The jobs of this site are run by another process already (the site itself, when "
                "it is served); nothing is to be done here."
            )
        say("Jobs are run by this process as they become due (Ctrl-C ends it).")
        look_again_and_again(threading.Event())


def work_once(say: Say) -> bool:
    """Run all that is due now, tell each, and answer whether all ended well."""
    runs = jobs.run_due(clock.now())
    for made in runs:
        say(told(made))
    if not runs:
        say("No job is due.")
    return not any(made.state == FAILED for made in runs)


def told(made: JobRun) -> str:
    title = jobs.JOBS.get(made.job).titles["en"]
    error = f" ({made.error})" if made.error else ""
    return f"{title}: {made.told['en']}{error}"


def start_thread() -> threading.Thread:
    """Jobs beside the site's own work, where no other process runs them; ends with the process."""
    thread = threading.Thread(target=_in_thread, name="goldthread-jobs", daemon=True)
    thread.start()
    return thread


def _in_thread() -> None:
    stop = threading.Event()
    while True:
        with only_here() as mine:
            if mine:
                look_again_and_again(stop)
        stop.wait(LOOK_EVERY.total_seconds())


def look_again_and_again(stop: threading.Event) -> None:
    """A look now and one every half minute until `stop` is set; a broken look does not end it."""
    while not stop.is_set():
        close_old_connections()
        try:
            jobs.run_due(clock.now())
        except Exception:
            jobs.log.exception("The jobs could not be looked through; tried again soon.")
        finally:
            connection.close()
        stop.wait(LOOK_EVERY.total_seconds())


@contextmanager
def only_here() -> Iterator[bool]:
    """True where this process alone runs the home's jobs; the kernel frees a dead one's lock."""
    path = Path(settings.GOLDTHREAD_HOME) / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        handle.truncate(0)
        handle.write(f"{os.getpid()}\n")
        handle.flush()
        yield True


def _queue() -> None:
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as working:
        working.run_worker(concurrency=CONCURRENT, name="goldthread", delete_jobs="successful")
