"""What the site does by itself: a registry of jobs, each with the times at which it is due.

A job is due while its last slot has no run that ended well; so a slot that was missed is made up
by the next look, and a run that failed is tried again. A job does whatever is to be done as things
stand: run twice, it does nothing the second time.
"""

import logging
import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from croniter import croniter
from django.db import IntegrityError, transaction
from django.utils import timezone

from goldthread.errors import GoldthreadError
from goldthread.workflow.errors import UnknownName
from goldthread.workflow.models import DONE, FAILED, RUNNING, JobRun
from goldthread.workflow.outbox import announce
from goldthread.workflow.registry import NOTICES, Registry
from goldthread.workflow.texts import LANGUAGES, Sentence, Titles, missing_languages, say

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
LEASE = timedelta(hours=1)
"""After which a run that did not end is taken for lost, should its process still be there."""

FAILURE_NOTICE = "job.failed"
LONGEST_ERROR = 4000

log = logging.getLogger(__name__)


class JobFailed(GoldthreadError):
    """A job found that what it looks after is not in order, or could not do its work."""

    def __init__(self, sentence: Sentence, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.facts = dict(facts or {})


@dataclass(frozen=True)
class Did:
    """What a job did: a sentence, and facts that a later run may read; idle: there was nothing."""

    sentence: Sentence
    facts: Mapping[str, Any] = field(default_factory=dict)
    idle: bool = False


Function = Callable[[datetime], Did]


@dataclass(frozen=True)
class Job:
    """`schedule` is a cron expression in the site's time zone."""

    name: str
    titles: Titles
    schedule: str
    function: Function

    def last_slot(self, moment: datetime) -> datetime:
        """The last time up to the moment at which the job was due."""
        minute = timezone.localtime(moment).replace(second=0, microsecond=0)
        if croniter.match(self.schedule, minute):
            return datetime.fromtimestamp(minute.timestamp(), UTC)
        found: datetime = croniter(self.schedule, minute).get_prev(datetime)
        return found.astimezone(UTC)


JOBS: Registry[Job] = Registry("job")
NOTHING = Did(say("There was nothing to do.", "无待办事项。"), idle=True)


def job(name: str, titles: Titles, schedule: str) -> Callable[[Function], Function]:
    """Register a function of the moment as a job."""
    if missing := missing_languages(titles):
        raise UnknownName(f"The job {name!r} has no title in {missing[0]!r}; give one.")
    if not croniter.is_valid(schedule):
        raise UnknownName(f"The job {name!r} has no schedule that can be read: {schedule!r}.")

    def register(function: Function) -> Function:
        JOBS.add(name, Job(name, titles, schedule, function))
        return function

    return register


def due(moment: datetime) -> Iterator[tuple[Job, datetime]]:
    """Each job that is to be run now, with the slot it is run for."""
    for name in sorted(JOBS):
        found = JOBS.get(name)
        slot = found.last_slot(moment)
        if _is_due(list(JobRun.objects.filter(job=name, slot=slot).order_by("attempt")), moment):
            yield found, slot


def _is_due(runs: list[JobRun], moment: datetime) -> bool:
    if not runs:
        return True
    last = runs[-1]
    if any(each.state == DONE for each in runs):
        return False
    if last.state == RUNNING:
        return _is_lost(last, moment)
    wait = min(FIRST_WAIT * 2 ** min(len(runs) - 1, 10), LONGEST_WAIT)
    return bool(moment >= last.ended_at + wait)


def run_due(moment: datetime) -> list[JobRun]:
    """Run all that is due, one after the other; what another process began is left to it."""
    runs = (run(each, slot, moment) for each, slot in list(due(moment)))
    return [made for made in runs if made is not None]


def run(what: Job, slot: datetime, moment: datetime) -> JobRun | None:
    """One attempt, logged whatever becomes of it; None where another process began it first."""
    made = _begin(what, slot, moment)
    if made is None:
        return None
    began = time.monotonic()
    try:
        did = what.function(moment)
    except Exception as error:
        _failed(made, error, moment + _since(began))
    else:
        _end(made, DONE, moment + _since(began), did.sentence, did.facts, idle=did.idle)
    return made


def _since(began: float) -> timedelta:
    return timedelta(seconds=time.monotonic() - began)


def _begin(what: Job, slot: datetime, moment: datetime) -> JobRun | None:
    before = JobRun.objects.filter(job=what.name, slot=slot)
    for lost in before.filter(state=RUNNING):
        _end(lost, FAILED, moment, _LOST, {}, error="The process that ran it has gone.")
        _tell(lost, moment)
    if before.filter(state=DONE).exists():
        return None
    try:
        with transaction.atomic():
            made: JobRun = JobRun.objects.create(
                job=what.name,
                slot=slot,
                attempt=before.count() + 1,
                started_at=moment,
                machine=f"{socket.gethostname()}:{os.getpid()}",
            )
    except IntegrityError:
        return None
    return made


def _failed(made: JobRun, error: Exception, moment: datetime) -> None:
    """Told in the log of the process, in the table, and once a slot to those who look after it."""
    sentence = error.sentence if isinstance(error, JobFailed) else _BROKEN
    facts = error.facts if isinstance(error, JobFailed) else {}
    log.error("The job %s failed: %s", made.job, error, exc_info=not isinstance(error, JobFailed))
    _end(made, FAILED, moment, sentence, facts, error=f"{type(error).__name__}: {error}")
    _tell(made, moment)


def _tell(failed: JobRun, moment: datetime) -> None:
    """One notice a slot, however often its job is tried again."""
    first = JobRun.objects.filter(job=failed.job, slot=failed.slot).earliest("attempt")
    if FAILURE_NOTICE in NOTICES:
        announce(first, FAILURE_NOTICE, key="failed", at=moment)


def _end(
    made: JobRun,
    state: str,
    moment: datetime,
    sentence: Sentence,
    facts: Mapping[str, Any],
    *,
    error: str = "",
    idle: bool = False,
) -> None:
    made.state, made.idle, made.facts = state, idle, dict(facts)
    made.ended_at = max(moment, made.started_at)
    made.told = {lang: sentence.in_language(lang) for lang in LANGUAGES}
    made.error = error[:LONGEST_ERROR]
    made.save()


def last_done(name: str) -> JobRun | None:
    """The last run of a job that ended well."""
    found: JobRun | None = JobRun.objects.filter(job=name, state=DONE).order_by("-slot").first()
    return found


def _is_lost(made: JobRun, moment: datetime) -> bool:
    host, _, process = made.machine.rpartition(":")
    here = host == socket.gethostname() and process.isdecimal()
    return moment >= made.started_at + LEASE or (here and not _runs(int(process)))


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it runs, as somebody else
    return True


_LOST = say(
    "The run did not end: its process has gone. It is made up.", "进程中断，未运行完毕，将补做。"
)
_BROKEN = say("The job stopped with an error; it is tried again.", "任务因错误中止，将重试。")
