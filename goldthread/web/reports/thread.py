"""The golden thread of what hangs on a task: from the clause down to the report and its files."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.programme import queries
from goldthread.programme.models import Evidence, Extension, ProgressReport, SupervisionNotice
from goldthread.web.acting.frame import address
from goldthread.web.programme.thread import of_task
from goldthread.web.shell import numbers
from goldthread.web.shell.thread import Step, Thread


def of_report(request: HttpRequest, report: ProgressReport) -> Thread:
    name = numbers.day(report.period_end, request.lang)
    return _under_task(request, report, Step(_("Report"), name, f"/reports/{report.pk}", here=True))


def of_evidence(request: HttpRequest, evidence: Evidence) -> Thread:
    step = Step(_("Evidence"), evidence.name, f"/evidence/{evidence.pk}", here=True)
    return _under_task(request, evidence, step)


def of_extension(request: HttpRequest, extension: Extension) -> Thread:
    name = numbers.day(extension.due, request.lang)
    step = Step(_("Extension"), name, f"/extensions/{extension.pk}", here=True)
    return _under_task(request, extension, step)


def of_notice(request: HttpRequest, notice: SupervisionNotice) -> Thread:
    step = Step(_("Supervision notice"), notice.number, f"/notices/{notice.pk}", here=True)
    return _under_task(request, notice, step)


def _under_task(request: HttpRequest, obj: Any, step: Step) -> Thread:
    """The task's own thread down to the task, then the object; the figures behind it last.

    A unit whose part was handed over sees its own report still, but no longer the task.
    """
    here = replace(step, href=address(request, step.href))
    if not queries.tasks_visible_to(request.user).filter(pk=obj.task_id).exists():
        return (here,)
    whole = of_task(request, obj.task)
    at = next(place for place, each in enumerate(whole) if each.here)
    upstream = (*whole[:at], replace(whole[at], here=False))
    figures = tuple(each for each in whole[at:] if each.kind == _("Figure"))
    return (*upstream, here, *figures)
