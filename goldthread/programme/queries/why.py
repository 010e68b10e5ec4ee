"""Why a person sees an object of this part: the sentence beside each `visible_to`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from goldthread.offices.why import (
    NOTHING,
    PUBLISHED,
    Relation,
    by_role,
    by_unit,
    in_emergency,
)
from goldthread.programme.models import (
    Cycle,
    Evidence,
    Extension,
    KeyTask,
    Measure,
    ProgressReport,
    Requirement,
    SourceDocument,
    SupervisionNotice,
)
from goldthread.programme.queries.own_offices import DEPARTMENT, REGION
from goldthread.programme.queries.scopes import LEADS, UNIT
from goldthread.programme.queries.tasks import TASKS_ALL
from goldthread.programme.queries.upstream import (
    INSIDE,
    MEASURES_ALL,
    PUBLISHED_MEASURES,
    PUBLISHED_SOURCES,
)
from goldthread.programme.queries.visible import FOLLOWING, HANDED_IN
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import Sentence, Titles

LEADS_IT = {"en": "leads it", "zh": "牵头本事项"}
SUPPORTS_IT = {"en": "supports it", "zh": "配合本事项"}
LEADS_TASK = {"en": "leads the task", "zh": "牵头所涉事项"}
SUPPORTS_TASK = {"en": "supports the task", "zh": "配合所涉事项"}
LEADS_ABOVE = {"en": "leads the national task above it", "zh": "牵头其上级任务"}
SUPPORTS_ABOVE = {"en": "supports the national task above it", "zh": "配合其上级任务"}
WROTE_IT = {"en": "answers for it", "zh": "为其填报单位"}
IN_CHARGE = {"en": "is in charge of it", "zh": "负责本举措"}
CONSULTED: Titles = {"en": "measure in consultation", "zh": "征求意见中的举措"}


def why_seen(obj: Lifecycle, user: Any, day: date) -> Sentence:
    """The sentence; for who does not see it, that nothing shows it."""
    if _published(obj):
        return PUBLISHED
    roles, kind = _wide(obj)
    return (
        by_unit(user, day, _RELATIONS.get(type(obj), _none)(obj))
        or by_role(user, day, roles, kind)
        or in_emergency(user, obj, day)
        or NOTHING
    )


def _published(obj: Any) -> bool:
    if isinstance(obj, Cycle):
        return bool(obj.state != "preparing")
    if isinstance(obj, Measure):
        return obj.state in PUBLISHED_MEASURES
    return isinstance(obj, (SourceDocument, Requirement)) and obj.state in PUBLISHED_SOURCES


def _wide(obj: Any) -> tuple[tuple[str, ...], Titles]:
    """The roles that see every such object in its state, and what they see."""
    kind: Titles = obj.machine.titles
    if isinstance(obj, Measure):
        consulted = (*MEASURES_ALL, *DEPARTMENT, *REGION)
        return (
            (consulted, CONSULTED) if obj.state == "consultation" else (tuple(MEASURES_ALL), kind)
        )
    if isinstance(obj, KeyTask):
        return tuple(TASKS_ALL), kind
    if isinstance(obj, ProgressReport):
        handed_in = ("issuer", "auditor") if obj.state in HANDED_IN else ()
        return (*FOLLOWING, "statistician", *handed_in), kind
    if isinstance(obj, Evidence):
        return (*FOLLOWING, "statistician", "auditor"), kind
    if isinstance(obj, (Extension, SupervisionNotice)):
        return (*FOLLOWING, "issuer", "auditor"), kind
    return tuple(INSIDE), kind


def _none(_obj: Any) -> list[Relation]:
    return []


def _of_measure(measure: Measure) -> list[Relation]:
    return [Relation(measure.department_id, IN_CHARGE, DEPARTMENT)]


def _of_task(task: KeyTask) -> list[Relation]:
    """A unit sees a task once it is in the ledger."""
    if not task.ledger_number:
        return []
    return [*_units(task, LEADS_IT, SUPPORTS_IT, UNIT, UNIT), *_above(task)]


def _of_report(report: ProgressReport) -> list[Relation]:
    own = [Relation(report.office_id, WROTE_IT, UNIT)]
    return own + (_through(report.task, LEADS) if report.state in HANDED_IN else [])


def _of_evidence(evidence: Evidence) -> list[Relation]:
    return [Relation(evidence.office_id, WROTE_IT, UNIT), *_through(evidence.task, LEADS)]


def _of_what_follows(obj: Extension | SupervisionNotice) -> list[Relation]:
    return _through(obj.task, LEADS)


def _through(task: KeyTask, lead: tuple[str, ...]) -> list[Relation]:
    """By the task that the object is about."""
    return [*_units(task, LEADS_TASK, SUPPORTS_TASK, lead, DEPARTMENT), *_above(task)]


def _units(
    task: KeyTask, leads: Titles, supports: Titles, lead: tuple[str, ...], part: tuple[str, ...]
) -> list[Relation]:
    offices = task.supports.values_list("office_id", flat=True)
    return [Relation(task.lead_id, leads, lead), *(Relation(o, supports, part) for o in offices)]


def _above(task: KeyTask) -> list[Relation]:
    if not task.parent_id:
        return []
    return _units(task.parent, LEADS_ABOVE, SUPPORTS_ABOVE, DEPARTMENT, DEPARTMENT)


_RELATIONS: dict[type, Callable[[Any], list[Relation]]] = {
    Measure: _of_measure,
    KeyTask: _of_task,
    ProgressReport: _of_report,
    Evidence: _of_evidence,
    Extension: _of_what_follows,
    SupervisionNotice: _of_what_follows,
}
