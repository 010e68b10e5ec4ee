"""The programme's objects as frames and forms know them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.offices.codelists import roles
from goldthread.programme import queries
from goldthread.programme.models import (
    Cycle,
    KeyTask,
    Measure,
    Requirement,
    SourceDocument,
)
from goldthread.programme.queries.tasks import TASKS_ALL
from goldthread.programme.queries.upstream import PUBLISHED_MEASURES, PUBLISHED_SOURCES
from goldthread.web.acting import registry
from goldthread.web.programme import thread, widgets
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import in_language, listed

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


def why(published: Any) -> Any:
    """The sentence why somebody sees an object: it is published, or a role of theirs shows it."""

    def sentence(obj: Any, user: Any, lang: str) -> str:
        if published(obj):
            return _("This is published: everybody sees it.")
        held = sorted(offices.roles_of(user, clock.today()))
        names = listed([in_language(roles()[code].titles, lang) for code in held], lang)
        return _("It is not published. You see it in your role: %(roles)s.") % {"roles": names}

    return sentence


def task_why(task: KeyTask, user: Any, lang: str) -> str:
    """A task is seen by role alone, or because of what one's unit has to do with it."""
    day = clock.today()
    held = offices.roles_of(user, day)
    wide = sorted(held & set(TASKS_ALL))
    if wide:
        names = listed([in_language(roles()[code].titles, lang) for code in wide], lang)
        return _("You see every task in your role: %(roles)s.") % {"roles": names}
    own = offices.scope_of(user, day, held)
    if task.lead_id in own:
        return _("Your unit, or a unit under it, leads this task.")
    if task.supports.filter(office_id__in=own).exists():
        return _("Your unit, or a unit under it, supports this task.")
    return _("Your unit leads or supports the national task that this one belongs to.")


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


def new_of(model: type[Lifecycle]) -> Any:
    def new(_request: HttpRequest, _given: Mapping[str, Any]) -> Lifecycle:
        return model()

    return new


registry.register(
    Cycle,
    url=cycle_url,
    title=lambda cycle, lang: f"{cycle.key} {cycle.title(lang)}",
    sees=queries.cycles_visible_to,
    why=why(lambda cycle: cycle.state != "preparing"),
    fields=widgets.CYCLE_FIELDS,
    initial=values(*TITLES, "starts", "ends", "previous", "clocks"),
    new=new_of(Cycle),
)
registry.register(
    SourceDocument,
    url=document_url,
    title=title,
    sees=queries.documents_visible_to,
    why=why(lambda document: document.state in PUBLISHED_SOURCES),
    fields=widgets.DOCUMENT_FIELDS,
    initial=document_values,
    thread=thread.of_document,
    new=new_of(SourceDocument),
)
registry.register(
    Requirement,
    url=requirement_url,
    title=lambda obj, lang: f"{obj.number}. {obj.title(lang)}",
    sees=queries.requirements_visible_to,
    why=why(lambda requirement: requirement.state in PUBLISHED_SOURCES),
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
    why=why(lambda measure: measure.state in PUBLISHED_MEASURES),
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
    why=task_why,
    fields=widgets.TASK_FIELDS,
    initial=task_values,
    thread=thread.of_task,
    new=new_of(KeyTask),
)
