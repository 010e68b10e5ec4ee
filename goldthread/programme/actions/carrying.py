"""What a cycle leaves open goes into the next one."""

from datetime import date, datetime

from django.db import transaction

from goldthread.programme.models import Cycle, KeyTask
from goldthread.programme.transitions import KEY_TASK
from goldthread.workflow import clock
from goldthread.workflow.engine import perform
from goldthread.workflow.log import hold
from goldthread.workflow.occasion import Actor


def carry_over_cycle(
    *, cycle: Cycle, into: Cycle, due: date, reason: str, actor: Actor, at: datetime | None = None
) -> list[KeyTask]:
    """Carry over every national task of the cycle that still can be; answers the new tasks.

    Drafts are not carried over: they are cancelled, or drafted anew. What is settled is written
    off.
    """
    with transaction.atomic():
        hold("default")
        states = KEY_TASK.sources_of("carry_over")
        rows = list(cycle.tasks.filter(parent=None, state__in=states).order_by("pk"))
        for task in rows:
            perform(
                task,
                "carry_over",
                actor=actor,
                expected_version=task.version,
                payload={"into": into.pk, "due": due, "reason": reason},
                at=max(at or clock.now(), task.updated_at),
            )
        return list(KeyTask.objects.filter(carried_from__in=rows).order_by("pk"))
