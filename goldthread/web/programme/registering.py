"""The programme's objects as frames and forms know them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from goldthread.offices import queries as offices
from goldthread.programme import queries
from goldthread.programme.models import (
    Cycle,
    KeyTask,
    Measure,
    Requirement,
    SourceDocument,
)
from goldthread.programme.queries.events import events_visible_to
from goldthread.programme.queries.upstream import INSIDE
from goldthread.web.acting import registry
from goldthread.web.programme import thread, widgets
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event

TITLES = ("title_en", "title_zh")


def title(obj: Any, lang: str) -> str:
    return str(obj.title(lang))


def task_title(task: KeyTask, lang: str) -> str:
    return f"{task.ledger_number} {task.title(lang)}".strip()


def measure_title(measure: Measure, lang: str) -> str:
    return f"{measure.number}. {measure.title(lang)}"


def cycle_url(cycle: Cycle) -> str:
    return f"/cycles/{cycle.key}"


def document_url(document: SourceDocument) -> str:
    return f"/sources/{document.key}"


def requirement_url(requirement: Requirement) -> str:
    return f"/requirements/{requirement.pk}"


def measure_url(measure: Measure) -> str:
    return f"/measures/{measure.pk}"


def task_url(task: KeyTask) -> str:
    return f"/tasks/{task.pk}"


def why(obj: Lifecycle, user: Any, lang: str) -> str:
    """Which role at which office shows it to the user."""
    return queries.why_seen(obj, user, clock.today()).in_language(lang)


def values(*names: str) -> Any:
    """The present values of plain fields; references by key, blanks as None."""

    def present(obj: Lifecycle, _action: str) -> Mapping[str, object]:
        if obj._state.adding:
            return {}
        return {name: _plain(obj, name) for name in names}

    return present


def _plain(obj: Any, name: str) -> object:
    attribute = obj._meta.get_field(name).attname
    value = getattr(obj, attribute)
    if value in ("", None):
        return None
    return str(value) if attribute != name else value


def document_values(document: SourceDocument, action: str) -> Mapping[str, object]:
    if document._state.adding or action != "edit":
        return {}
    fields = values(*TITLES, "kind", "number", "issued_by", "issued_on", "language")
    clauses = document.clauses.values("path", "heading", "text")
    return {**fields(document, action), "clauses": list(clauses)}


def measure_values(measure: Measure, action: str) -> Mapping[str, object]:
    if measure._state.adding or action not in ("edit", "amend"):
        return {}
    fields = values("number", "line_of_work", *TITLES, "text_en", "text_zh")
    answers = measure.answers.values_list("requirement_id", flat=True)
    return {
        **fields(measure, action),
        "department": measure.department.code if measure.department_id else None,
        "requirements": [str(key) for key in answers],
    }


def task_values(task: KeyTask, action: str) -> Mapping[str, object]:
    if task._state.adding:
        return {}
    if action == "share_out":
        return {"supports": supports_of(task)}
    if action == "sign_for_receipt":
        return {"responsible": task.responsible or None}
    if action != "edit":
        return {}
    fields = values(*TITLES, "text", "measure", "clause", "responsible", "due")
    return {
        **fields(task, action),
        "lead": task.lead.code if task.lead_id else None,
        "supports": supports_of(task),
        "milestones": [
            {
                "title": stone.title,
                "due": stone.due.isoformat(),
                "criteria": [each.text for each in stone.criteria.all()],
            }
            for stone in task.milestones.prefetch_related("criteria")
        ],
        "targets": [
            {
                "indicator": each.indicator,
                "region": each.region,
                "period": each.period,
                "direction": each.direction,
                "value": _number(each.value),
                "compliance": _number(each.compliance),
                "action": _number(each.action),
            }
            for each in task.targets.all()
        ],
    }


def supports_of(task: KeyTask) -> list[dict[str, object]]:
    return [
        {
            "office": each.office.code,
            "share": f"{each.share_n}/{each.share_d}" if each.share_n else "",
            "duty": each.duty,
        }
        for each in task.supports.select_related("office")
    ]


def _number(value: Any) -> str:
    return "" if value is None else f"{value.normalize():f}"


def history(user: Any, obj: Any, events: "QuerySet[Event]") -> "QuerySet[Event]":
    """What is published has a history of drafts and names that is for those who work here."""
    inside = offices.roles_of(user, clock.today()) & INSIDE
    return events_visible_to(user, obj) if inside else events.none()


def new_of(model: type[Lifecycle]) -> Any:
    def new(_request: HttpRequest, _given: Mapping[str, Any]) -> Lifecycle:
        return model()

    return new


registry.register(
    Cycle,
    events=history,
    url=cycle_url,
    title=lambda cycle, lang: f"{cycle.key} {cycle.title(lang)}",
    sees=queries.cycles_visible_to,
    why=why,
    fields=widgets.CYCLE_FIELDS,
    initial=values(*TITLES, "starts", "ends", "previous", "clocks"),
    new=new_of(Cycle),
)
registry.register(
    SourceDocument,
    events=history,
    url=document_url,
    title=title,
    sees=queries.documents_visible_to,
    why=why,
    fields=widgets.DOCUMENT_FIELDS,
    initial=document_values,
    thread=thread.of_document,
    new=new_of(SourceDocument),
)
registry.register(
    Requirement,
    events=history,
    url=requirement_url,
    title=lambda obj, lang: f"{obj.number}. {obj.title(lang)}",
    sees=queries.requirements_visible_to,
    why=why,
    fields=widgets.REQUIREMENT_FIELDS,
    initial=values("number", *TITLES, "clause", "due"),
    thread=thread.of_requirement,
    new=new_of(Requirement),
)
registry.register(
    Measure,
    url=measure_url,
    title=measure_title,
    sees=queries.measures_visible_to,
    why=why,
    events=history,
    fields=widgets.MEASURE_FIELDS,
    initial=measure_values,
    thread=thread.of_measure,
    new=new_of(Measure),
)
registry.register(
    KeyTask,
    url=task_url,
    title=task_title,
    sees=queries.tasks_visible_to,
    why=why,
    fields=widgets.TASK_FIELDS,
    initial=task_values,
    thread=thread.of_task,
    new=new_of(KeyTask),
)
