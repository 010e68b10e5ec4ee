"""What `bench work` runs in processes of their own, as `goldthread.bench.jobs` tells it."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from goldthread.bench.jobs import SAYS

STRUCTURE = "china-2018"
NOW = datetime(2019, 7, 10, 1, tzinfo=UTC)
"""The site's clock: nine in the morning in Beijing, ten days after the last half-year's end."""

SETTINGS = 'country = "CN"\ntime_zone = "Asia/Shanghai"\n[sign_in]\nmfa_required = true\n'
TASK_PAGES = 20
NOTICE = {"en": "All records here are made up.", "zh": "此处所有数据均为虚构。"}


def write(home: Path, halves: str, tasks: str, *accounts: str) -> dict[str, Any]:
    """The ledger of a home, whole; the keys of sessions of the accounts, by name; the keys of some
    national tasks of its last half-year, and of some that the first account's office leads."""
    furnish(home)
    open_home(home)
    from goldthread.bench import work_set
    from goldthread.bench.work_people import session_of
    from goldthread.offices.loading import load_structure, shipped
    from goldthread.programme import queries
    from goldthread.programme.models import KeyTask, ProgressReport
    from goldthread.web.ledger import migrate

    migrate(say)
    load_structure(file=shipped(STRUCTURE), today=NOW.date())
    began = time.perf_counter()
    last = work_set.make(int(halves), tasks=int(tasks), say=say)
    seconds = time.perf_counter() - began
    tasks_of_last = KeyTask.objects.filter(cycle__key=last.key).order_by("pk")
    return {
        "cycle": last.key,
        "reports": ProgressReport.objects.count(),
        "published": queries.reports_published().count(),
        "seconds": seconds,
        "sessions": {name: session_of(name) for name in accounts},
        "assignments": _keys(tasks_of_last.filter(lead__code=accounts[0].partition("@")[2])),
        "nationals": _keys(tasks_of_last.filter(parent=None)),
    }


def _keys(rows: Any) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:TASK_PAGES])


def count(home: Path, account: str, *addresses: str) -> dict[str, int]:
    """Queries of each page for a signed-in account; asked before, too, to fill what is kept."""
    client = signed_in(home, account)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = {}
    for address in addresses:
        _whole(client, address)
        with CaptureQueriesContext(connection) as queries:
            _whole(client, address)
        found[address] = len(queries)
    return found


def announce(home: Path) -> dict[str, float]:
    """Notices announced as the daily job does it, and again when nothing is new."""
    open_home(home)
    from goldthread.programme.announcing import announce_due
    from goldthread.workflow import clock

    def timed() -> tuple[int, float]:
        began = time.perf_counter()
        made = announce_due(clock.now())
        return made, time.perf_counter() - began

    (notices, first), (_, again) = timed(), timed()
    return {"notices": notices, "first": first, "again": again}


def jobs_done(home: Path) -> None:
    """Note the site's jobs as done, so that none runs while its pages are measured: one of them
    proves the log, which knows nothing of what was written past the engine."""
    open_home(home)
    from goldthread.workflow import clock, jobs
    from goldthread.workflow.models import DONE, JobRun

    now = clock.now()
    for job, slot in list(jobs.due(now)):
        times = {"started_at": now, "ended_at": now}
        JobRun.objects.create(job=job.name, slot=slot, attempt=1, state=DONE, idle=True, **times)


def furnish(home: Path) -> None:
    """Settings and a clock in the set's time; the sign says that nothing in the home is real."""
    (home / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    clock = (NOW - datetime.now(UTC)).total_seconds()
    sign = {"synthetic": True, "notice": NOTICE, "clock": clock}
    (home / "demo.json").write_text(json.dumps(sign), encoding="utf-8")


def open_home(home: Path) -> None:
    from goldthread.web.home import ensure_secret_key
    from goldthread.web.ledger import open_site

    ensure_secret_key(home)
    open_site(home)


def signed_in(home: Path, account: str) -> Any:
    open_home(home)
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(get_user_model()._default_manager.get(username=account))
    return client


def _whole(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    if answer.streaming:
        for _ in answer.streaming_content:
            pass


def say(sentence: str) -> None:
    sys.stdout.write(f"{SAYS}{sentence}\n")
    sys.stdout.flush()


JOBS: dict[str, Callable[..., Any]] = {
    "write": write,
    "count": count,
    "announce": announce,
    "jobs_done": jobs_done,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(JOBS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])) + "\n")
