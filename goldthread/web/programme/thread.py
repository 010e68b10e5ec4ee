"""The golden thread of the programme: clause, requirement, measure, task, report, figure."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.programme import queries
from goldthread.programme.models import Clause, KeyTask, Measure, Requirement, SourceDocument
from goldthread.web.acting.frame import address
from goldthread.web.shell import numbers
from goldthread.web.shell.thread import Step, Thread


def of_document(request: HttpRequest, document: SourceDocument) -> Thread:
    user = request.user
    wanted = queries.requirements_visible_to(user).filter(clause__document=document)
    return (
        _document(request, document, here=True),
        _many(request, _("Requirements"), wanted, f"/sources/{document.key}"),
        _many(
            request,
            _("Key tasks"),
            queries.tasks_visible_to(user).filter(clause__document=document),
            f"/sources/{document.key}",
        ),
    )


def of_requirement(request: HttpRequest, requirement: Requirement) -> Thread:
    user = request.user
    measures = queries.measures_visible_to(user).filter(answers__requirement=requirement)
    return (
        _clause(request, requirement.clause),
        Step(
            _("Requirement"),
            requirement.title(request.lang),
            address(request, f"/requirements/{requirement.pk}"),
            here=True,
        ),
        _one_or_many(request, _("Measure"), list(measures), "/measures"),
    )


def of_measure(request: HttpRequest, measure: Measure) -> Thread:
    user = request.user
    wanted = queries.requirements_visible_to(user).filter(answered_by__measure=measure)
    rows = list(wanted.select_related("clause__document"))
    tasks = queries.tasks_visible_to(user).filter(measure=measure)
    return (
        *([_clause(request, rows[0].clause)] if rows else []),
        _one_or_many(request, _("Requirement"), rows, "/requirements"),
        _measure(request, measure, here=True),
        _many(request, _("Key tasks"), tasks, "/ledger", measure=measure.pk),
    )


def of_task(request: HttpRequest, task: KeyTask) -> Thread:
    """Upstream to the clause that asked for it, downstream to the records that answer."""
    user, lang, path = request.user, request.lang, f"/tasks/{task.pk}"
    found = queries.thread(task)
    steps = [_clause(request, found.clauses[0])] if found.clauses else []
    if found.requirements:
        steps.append(_one_or_many(request, _("Requirement"), found.requirements, "/requirements"))
    if found.measure is not None:
        steps.append(_measure(request, found.measure))
    if found.parent is not None:
        href = address(request, f"/tasks/{found.parent.pk}")
        steps.append(Step(_("National task"), found.parent.title(lang), href))
    steps.append(Step(_("Key task"), task.title(lang), address(request, path), here=True))
    reports = queries.reports_visible_to(user).filter(task=task)
    evidence = queries.evidence_visible_to(user).filter(task=task)
    steps.append(_many(request, _("Reports"), reports, path, "#reports"))
    steps.append(_many(request, _("Evidence"), evidence, path, "#milestones"))
    if found.counts["targets"]:
        names = dict.fromkeys(task.targets.values_list("indicator", flat=True))
        steps.append(Step(_("Figure"), ", ".join(names), address(request, path) + "#targets"))
    return tuple(steps)


def _document(request: HttpRequest, document: SourceDocument, *, here: bool = False) -> Step:
    path = address(request, f"/sources/{document.key}")
    return Step(_("Source"), document.title(request.lang), path, here=here)


def _clause(request: HttpRequest, clause: Clause) -> Step:
    document = clause.document
    name = f"{document.title(request.lang)} {clause.path}"
    return Step(
        _("Clause"), name, f"{address(request, f'/sources/{document.key}')}#c{clause.position}"
    )


def _measure(request: HttpRequest, measure: Measure, *, here: bool = False) -> Step:
    name = f"{measure.number}. {measure.title(request.lang)}"
    return Step(_("Measure"), name, address(request, f"/measures/{measure.pk}"), here=here)


def _many(
    request: HttpRequest, kind: Any, rows: Any, path: str, mark: str = "", **params: Any
) -> Step:
    count = numbers.number(rows.count(), request.lang)
    return Step(kind, "", address(request, path, **params) + mark, count)


def _one_or_many(request: HttpRequest, kind: Any, rows: Iterable[Any], path: str) -> Step:
    """The one, named; of several the first with their number."""
    found = list(rows)
    if not found:
        return Step(kind, _("none yet"))
    first = found[0]
    count = numbers.number(len(found), request.lang) if len(found) > 1 else ""
    return Step(kind, first.title(request.lang), address(request, f"{path}/{first.pk}"), count)
