"""Who stands where towards a task on a day: its units, those who act for them, who is told."""

from collections.abc import Iterable
from datetime import date

from goldthread.offices import queries
from goldthread.offices.models import Office
from goldthread.programme.finding import HEAD_ROLES, UNIT_ROLES, acts_for
from goldthread.programme.models import KeyTask
from goldthread.workflow.occasion import Actor

WRITERS = ("contributor", "provincial_coordinator", "national_department")
EVERYBODY = ("contributor", *UNIT_ROLES)
"""Who works on a unit's tasks."""
OPEN_CYCLE = "in_progress"
"""A cycle in this state is open for reporting."""

SUPERVISORS = ("supervision", "supervision_head")


def is_supervision(actor: Actor, day: date) -> bool:
    return holds_one(actor, SUPERVISORS, day)


def holds_one(actor: Actor, roles: Iterable[str], day: date) -> bool:
    """Holds the actor one of the roles in whatever office?"""
    held = queries.roles_of(actor, day)
    return any(role in held for role in roles)


def belongs_to(actor: Actor, office: Office, day: date) -> bool:
    """Works the actor in the unit itself, in whatever role?"""
    return bool(queries.memberships_of(actor, day).filter(office=office).exists())


def supports(task: KeyTask, office: Office) -> bool:
    return bool(task.supports.filter(office=office).exists())


def units(task: KeyTask) -> list[Office]:
    """The lead, then the supporting units by their codes."""
    lead = [task.lead] if task.lead_id else []
    rows = task.supports.select_related("office").order_by("office__code")
    return [*lead, *(row.office for row in rows)]


def stands_above(task: KeyTask) -> Office | None:
    """The department that leads the national task of which this is a region's part."""
    return task.parent.lead if task.parent_id else None


def receives_from_unit(actor: Actor, task: KeyTask, day: date) -> bool:
    """Who receives what the lead of a task hands in: for a region's assignment also the department
    that leads the national task."""
    above = stands_above(task)
    return is_supervision(actor, day) or acts_for(actor, above, ("national_department",), day)


def told(offices: Iterable[Office | None], roles: Iterable[str], day: date) -> tuple[str, ...]:
    """Keys of the persons who hold one of the roles in one of the offices."""
    keys = [office.pk for office in offices if office is not None]
    return queries.people_in(keys, roles, day)


def heads_told(task: KeyTask, day: date) -> tuple[str, ...]:
    return told([task.lead], HEAD_ROLES, day)
