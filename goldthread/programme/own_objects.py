"""What this part's objects are called in notices and digests, who sees them, and what is due."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Model, Q

from goldthread.offices import emergency
from goldthread.offices.days import on
from goldthread.offices.models import Membership, Person
from goldthread.offices.post import describe, due
from goldthread.offices.post.describe import SEEN_BY, Described
from goldthread.offices.post.due import Due
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
from goldthread.programme.models.base import Titled
from goldthread.programme.parties import EVERYBODY
from goldthread.programme.queries import (
    cycles_visible_to,
    documents_visible_to,
    evidence_visible_to,
    extensions_visible_to,
    measures_visible_to,
    notices_visible_to,
    reports_due,
    reports_visible_to,
    requirements_visible_to,
    tasks_visible_to,
)
from goldthread.programme.queries.duties import Duty, owing_tasks
from goldthread.programme.queries.personal import days_of
from goldthread.workflow.texts import Titles


def _address(task: int) -> str:
    return f"/tasks/{task}"


def _titles(task: KeyTask) -> Titles:
    number = f"{task.ledger_number} " if task.ledger_number else ""
    return {lang: f"{number}{task.title(lang)}" for lang in ("en", "zh")}


def _of(task: KeyTask, en: str, zh: str, address: str) -> Described:
    titles = _titles(task)
    told = {"en": f"{titles['en']}: {en}", "zh": f"{titles['zh']}：{zh}"}
    return Described(told, address)


def key_task(each: KeyTask) -> Described:
    return Described(_titles(each), _address(each.pk))


def report(each: ProgressReport) -> Described:
    day = each.period_end
    return _of(each.task, f"report of {day}", f"截至{day}的进展报告", f"/reports/{each.pk}")


def evidence(each: Evidence) -> Described:
    return _of(each.task, each.name, each.name, f"/evidence/{each.pk}")


def extension(each: Extension) -> Described:
    address = f"/extensions/{each.pk}"
    return _of(each.task, f"extension to {each.due}", f"延期至{each.due}", address)


def supervision_notice(each: SupervisionNotice) -> Described:
    number, address = each.number, f"/notices/{each.pk}"
    return _of(each.task, f"supervision notice {number}", f"督办单{number}", address)


def cycle(each: Cycle) -> Described:
    return _titled(each, f"{each.key} ", f"/cycles/{each.key}")


def document(each: SourceDocument) -> Described:
    return _titled(each, "", f"/sources/{each.key}")


def requirement(each: Requirement) -> Described:
    return _titled(each, f"{each.number}. ", f"/requirements/{each.pk}")


def measure(each: Measure) -> Described:
    return _titled(each, f"{each.number}. ", f"/measures/{each.pk}")


def _titled(each: Titled, number: str, address: str) -> Described:
    return Described({lang: f"{number}{each.title(lang)}" for lang in ("en", "zh")}, address)


@due.register
def reports_of(person: Person, day: date) -> Iterator[Due]:
    """The reports near or late of the units in which the person works on tasks."""
    rows = Membership.objects.filter(on(day), person=person, role__in=EVERYBODY)
    offices = set(rows.values_list("office_id", flat=True))
    if not offices:
        return
    mine = Q(lead__in=offices) | Q(supports__office__in=offices)
    tasks = owing_tasks().filter(mine).distinct()
    for duty in reports_due(day, tasks=tasks, offices=offices):
        titles, end = _titles(duty.task), duty.period_end
        told = {
            "en": f"Report of {end}: {titles['en']}",
            "zh": f"截至{end}的进展报告：{titles['zh']}",
        }
        yield Due(told, duty.due, _begun_or_to_begin(duty))


def _begun_or_to_begin(duty: Duty) -> str:
    """The report's page, or the form that begins it, filled in as far as it is known."""
    if duty.report is not None:
        return f"/reports/{duty.report.pk}"
    begin = f"/act/progress_report/new/draft?office={duty.office.code}"
    return f"{begin}&task={duty.task.pk}&period_end={duty.period_end.isoformat()}"


due.register(days_of)
describe.register(KeyTask, key_task)
describe.register(Cycle, cycle)
describe.register(SourceDocument, document)
describe.register(Requirement, requirement)
describe.register(Measure, measure)
for _model, _function in (
    (ProgressReport, report),
    (Evidence, evidence),
    (Extension, extension),
    (SupervisionNotice, supervision_notice),
):
    describe.register(_model, _function, related=("task",))
_VISIBLE: dict[type[Model], Any] = {
    KeyTask: tasks_visible_to,
    ProgressReport: reports_visible_to,
    Evidence: evidence_visible_to,
    Extension: extensions_visible_to,
    SupervisionNotice: notices_visible_to,
    Cycle: cycles_visible_to,
    SourceDocument: documents_visible_to,
    Requirement: requirements_visible_to,
    Measure: measures_visible_to,
}
for _each, _visible in _VISIBLE.items():
    SEEN_BY.register(_each, _visible)
    emergency.openable(_each, "key" if _each in (Cycle, SourceDocument) else "pk")
