"""What `bench review` runs in processes of their own, as `goldthread.bench.jobs` tells it."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from goldthread.bench.work_jobs import NOW, open_home, signed_in

LAST_TOUCHED = datetime(2019, 6, 20, 3, tzinfo=UTC)
STEPS = (("sign_for_receipt", "received", 12), ("work", "in_progress", 20))
"""What a life goes on with: the action, its state, days after it began."""


def tell(home: Path, cycle: str, pages: str) -> dict[str, list[str]]:
    """Give each task of the last half-year a life in the log; answer things of every kind."""
    open_home(home)
    from goldthread.bench.work_writer import Writer
    from goldthread.programme.models import Clause, Evidence, KeyTask, Measure, ProgressReport
    from goldthread.workflow.log import head
    from goldthread.workflow.models import Event

    tasks = KeyTask.objects.filter(cycle__key=cycle).order_by("pk").select_related("lead")
    rows = list(tasks)
    # Past the engine: the manager of the model itself refuses.
    KeyTask._base_manager.filter(pk__gte=rows[0].pk).update(updated_at=LAST_TOUCHED, version=5)
    Writer().put(Event, _lives(rows, head().sequence))
    own = tasks.filter(lead__code="IPO-ZJ", parent__isnull=False)
    last: dict[str, Any] = {
        "clause": Clause.objects.order_by("pk"),
        "measure": Measure.objects.filter(cycle__key=cycle).order_by("pk"),
        "task": tasks.filter(parent=None),
        "assignment": own,
        "report": ProgressReport.objects.filter(task__in=own).order_by("pk"),
        "evidence": Evidence.objects.filter(task__in=own).order_by("pk"),
    }
    return {
        kind: [f"/thread/{kind}/{key}" for key in found.values_list("pk", flat=True)[: int(pages)]]
        for kind, found in last.items()
    }


def _lives(rows: list[Any], sequence: int) -> Iterator[dict[str, Any]]:
    """Three events of each task, and one after the day that is asked for."""
    for task in rows:
        began = task.created_at
        first = ("pass_on", "assigned", 0) if task.parent_id else ("draft", "assigned", 0)
        steps = (first, *STEPS)
        moments = [(began + timedelta(days=days), action, state) for action, state, days in steps]
        moments.append((LAST_TOUCHED, "waive", "in_progress"))
        for version, (at, action, state) in enumerate(moments, 2):
            sequence += 1
            yield _event(task, sequence, version, at, action, state)


def _event(
    task: Any, sequence: int, version: int, at: datetime, action: str, state: str
) -> dict[str, Any]:
    payload = {"title_zh": task.title_zh, "due": task.due.isoformat(), "lead": task.lead.code}
    return {
        "sequence": sequence,
        "at": at,
        "recorded_at": at,
        "actor_id": "1",
        "actor_name": "made up",
        "role": "system.setup",
        "object_type": task._meta.label_lower,
        "object_id": str(task.pk),
        "machine": task.machine.name,
        "action": action,
        "to_state": state,
        "version": version,
        "payload": {**payload, "reason": "made up"},
        "previous_hash": f"{sequence:064x}",
        "hash": f"{sequence + 1:064x}",
    }


def documents(home: Path, cycle: str) -> dict[str, float]:
    """Seconds in which the review document of the last half-year is written, saved and read back,
    by language and form."""
    open_home(home)
    from goldthread.review.reading_back import FORMS, made
    from goldthread.review.writing import LANGUAGES, standard, write

    review = _frozen(cycle)
    seconds = {}
    for lang in LANGUAGES:
        for form in FORMS:
            began = time.perf_counter()
            content = write(review, standard(lang), lang, NOW.date())
            made(content, lang, form)
            seconds[f"{lang}, {form}"] = time.perf_counter() - began
    return seconds


def _frozen(cycle: str) -> Any:
    """A review of the half-year with its figures frozen, past the engine as `tell` is."""
    from goldthread.programme.models import Cycle
    from goldthread.review.freezing import definitions_of, digest, frozen_on
    from goldthread.review.models import FrozenFigure, Release, Review

    of = Cycle.objects.get(key=cycle)
    review = Review(cycle=of, title_en="Review", title_zh="考核评估", state="frozen", version=1)
    review.created_at = review.updated_at = review.entered_at = NOW
    Review._base_manager.bulk_create([review])
    rows = frozen_on(of, NOW.date())
    release = Release.objects.create(
        review=review,
        number=1,
        as_known_on=NOW.date(),
        made_at=NOW,
        sha256=digest(rows),
        definitions=definitions_of(rows),
    )
    for row in rows:
        row.release = release
    FrozenFigure.objects.bulk_create(rows)
    return review


def cost(home: Path, account: str, *addresses: str) -> dict[str, dict[str, float]]:
    """Milliseconds of a page asked for again: the site's processor time, and how long its
    statements take. Other work on the machine changes the first least."""
    client = signed_in(home, account)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = {}
    for address in addresses:
        client.get(address)
        began = time.process_time()
        assert client.get(address).status_code == 200, address
        own = time.process_time() - began
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        statements = sum(float(each["time"]) for each in queries)
        found[address] = {"processor": own * 1000, "statements": statements * 1000}
    return found


JOBS: dict[str, Callable[..., Any]] = {"tell": tell, "documents": documents, "cost": cost}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(JOBS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])) + "\n")
