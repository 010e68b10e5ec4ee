"""What this part's objects are called in notices and digests, who sees them, and what is due."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from goldthread.offices.days import on
from goldthread.offices.models import Membership, Person
from goldthread.offices.post import describe, due
from goldthread.offices.post.describe import SEEN_BY, Described
from goldthread.offices.post.due import Due
from goldthread.programme.models import (
    Evidence,
    Extension,
    KeyTask,
    ProgressReport,
    SupervisionNotice,
)
from goldthread.programme.parties import EVERYBODY
from goldthread.programme.queries import (
    evidence_visible_to,
    extensions_visible_to,
    notices_visible_to,
    reports_due,
    reports_visible_to,
    tasks_visible_to,
)
from goldthread.programme.queries.duties import owing_tasks
from goldthread.workflow.texts import Titles


def _address(task: int) -> str:
    return f"/tasks/{task}"


def _titles(task: KeyTask) -> Titles:
    number = f"{task.ledger_number} " if task.ledger_number else ""
    return {lang: f"{number}{task.title(lang)}" for lang in ("en", "zh")}


def _of(task: KeyTask, en: str, zh: str) -> Described:
    titles = _titles(task)
    told = {"en": f"{titles['en']}: {en}", "zh": f"{titles['zh']}：{zh}"}
    return Described(told, _address(task.pk))


def key_task(each: KeyTask) -> Described:
    return Described(_titles(each), _address(each.pk))


def report(each: ProgressReport) -> Described:
    day = each.period_end
    return _of(each.task, f"report of {day}", f"截至{day}的进展报告")


def evidence(each: Evidence) -> Described:
    return _of(each.task, each.name, each.name)


def extension(each: Extension) -> Described:
    return _of(each.task, f"extension to {each.due}", f"延期至{each.due}")


def supervision_notice(each: SupervisionNotice) -> Described:
    return _of(each.task, f"supervision notice {each.number}", f"督办单{each.number}")


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
        yield Due(told, duty.due, _address(duty.task.pk))


describe.register(KeyTask, key_task)
for _model, _function in (
    (ProgressReport, report),
    (Evidence, evidence),
    (Extension, extension),
    (SupervisionNotice, supervision_notice),
):
    describe.register(_model, _function, related=("task",))
SEEN_BY.register(KeyTask, tasks_visible_to)
SEEN_BY.register(ProgressReport, reports_visible_to)
SEEN_BY.register(Evidence, evidence_visible_to)
SEEN_BY.register(Extension, extensions_visible_to)
SEEN_BY.register(SupervisionNotice, notices_visible_to)
