"""What `bench review` runs in processes of their own, as `goldthread.bench.jobs` tells it."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from goldthread.bench.work_jobs import open_home

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


JOBS: dict[str, Callable[..., Any]] = {"tell": tell}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(JOBS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])) + "\n")
