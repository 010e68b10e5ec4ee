"""Audiences: who acts for the units of a task, who heads them, who supervises."""

from goldthread.offices.days import day_of
from goldthread.offices.queries import people_in
from goldthread.programme.finding import UNIT_ROLES, holders
from goldthread.programme.models import KeyTask
from goldthread.workflow.registry import Telling

SUPERVISORS = ("supervision", "supervision_head")


def of_task(task: KeyTask, telling: Telling, *more: int) -> tuple[str, ...]:
    """Those who act for its lead, for its supporting units, and for more offices."""
    supports = task.supports.values_list("office_id", flat=True)
    offices = [office for office in (task.lead_id, *supports, *more) if office is not None]
    return people_in(offices, UNIT_ROLES, day_of(telling.at))


def supervisors(telling: Telling) -> tuple[str, ...]:
    return holders(SUPERVISORS, day_of(telling.at))
