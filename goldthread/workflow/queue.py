"""The queue on PostgreSQL: procrastinate looks every minute for what is due, and runs it.

Imported by procrastinate's own app only, which is installed where the ledger is PostgreSQL.
"""

from datetime import UTC, datetime
from typing import Any

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status

from goldthread.workflow import clock, jobs

KEEP_HOURS = 72
STALLED_SECONDS = 600


@app.periodic(cron="* * * * *")
@app.task(name="goldthread.look", queueing_lock="goldthread.look")
def look(timestamp: int) -> None:  # noqa: ARG001
    """Put each job that is due into the queue; one that waits there already is not put in twice."""
    for job, slot in jobs.due(clock.now()):
        try:
            run.configure(queueing_lock=f"goldthread.run/{job.name}").defer(
                name=job.name, slot=slot.isoformat()
            )
        except AlreadyEnqueued:
            continue


@app.task(name="goldthread.run")
def run(name: str, slot: str) -> None:
    """Run one job; the table of runs says what became of it, and whether it is tried again."""
    jobs.run(jobs.JOBS.get(name), datetime.fromisoformat(slot).astimezone(UTC), clock.now())


@app.periodic(cron="40 3 * * *")
@app.task(name="goldthread.tidy_queue", queueing_lock="goldthread.tidy_queue", pass_context=True)
async def tidy_queue(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Take out what is finished, and what a worker that was killed left as begun."""
    manager: Any = context.app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await manager.finish_job(stalled, status=Status.FAILED, delete_job=True)
    await builtin_tasks.remove_old_jobs(
        context, max_hours=KEEP_HOURS, remove_failed=True, remove_cancelled=True
    )
