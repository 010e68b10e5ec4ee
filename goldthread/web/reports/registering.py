"""Reports, evidence, extensions and notices as frames and forms know them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.programme import queries
from goldthread.programme.finding import office_on
from goldthread.programme.models import (
    Evidence,
    Extension,
    ProgressReport,
    SupervisionNotice,
)
from goldthread.programme.models.follow_up import COLOURS
from goldthread.web.acting import registry
from goldthread.web.reports import thread, widgets
from goldthread.web.reports.pickers import given, seen_task
from goldthread.web.shell import numbers
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle


def why(obj: Lifecycle, user: Any, lang: str) -> str:
    """Which role at which office shows it to the user."""
    return queries.why_seen(obj, user, clock.today()).in_language(lang)


def report_title(report: ProgressReport, lang: str) -> str:
    day = numbers.day(report.period_end, lang)
    return _("%(task)s: state of affairs on %(day)s") % {
        "task": task_name(report, lang),
        "day": day,
    }


def task_name(obj: Any, lang: str) -> str:
    return f"{obj.task.ledger_number} {obj.task.title(lang)}".strip()


def extension_title(extension: Extension, lang: str) -> str:
    days = {"task": task_name(extension, lang), "day": numbers.day(extension.due, lang)}
    return _("%(task)s: extension to %(day)s") % days


def notice_title(notice: SupervisionNotice, lang: str) -> str:
    return _("Supervision notice %(number)s: %(task)s") % {
        "number": notice.number,
        "task": task_name(notice, lang),
    }


def report_values(report: ProgressReport, action: str) -> Mapping[str, object]:
    if report._state.adding:
        held = widgets.lines_held(report)
        return {"lines": held} if held else {}
    if action not in ("edit", "correct"):
        return {}
    return {
        "narrative": report.narrative or None,
        "confidence": report.confidence,
        "lines": widgets.lines_given(list(report.lines.all())),
    }


def evidence_values(evidence: Evidence, action: str) -> Mapping[str, object]:
    if action == "describe":
        return {"description": evidence.description or None}
    if action == "link":
        return {"criterion": str(evidence.criterion_id) if evidence.criterion_id else None}
    return {}


def _new_report(request: HttpRequest, _given: Mapping[str, Any]) -> ProgressReport:
    """For the task, the unit and the day that the address names, as far as they can be."""
    report = ProgressReport(task=seen_task(request), period_end=_day(given(request, "period_end")))
    if report.task_id:
        report.office = office_on(given(request, "office"), clock.today())
    return report


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2019-06-30") else None
    except ValueError:
        return None


def _new_extension(request: HttpRequest, _given: Mapping[str, Any]) -> Extension:
    return Extension(task=seen_task(request))


def _new_notice(request: HttpRequest, _given: Mapping[str, Any]) -> SupervisionNotice:
    colour = given(request, "colour")
    return SupervisionNotice(task=seen_task(request), colour=colour if colour in COLOURS else "")


registry.register(
    ProgressReport,
    url=lambda report: f"/reports/{report.pk}",
    title=report_title,
    sees=queries.reports_visible_to,
    why=why,
    fields=widgets.REPORT_FIELDS,
    initial=report_values,
    thread=thread.of_report,
    new=_new_report,
)
registry.register(
    Evidence,
    url=lambda evidence: f"/evidence/{evidence.pk}",
    title=lambda evidence, _lang: evidence.name,
    sees=queries.evidence_visible_to,
    why=why,
    fields=widgets.EVIDENCE_FIELDS,
    initial=evidence_values,
    thread=thread.of_evidence,
)
registry.register(
    Extension,
    url=lambda extension: f"/extensions/{extension.pk}",
    title=extension_title,
    sees=queries.extensions_visible_to,
    why=why,
    fields=widgets.EXTENSION_FIELDS,
    thread=thread.of_extension,
    new=_new_extension,
)
registry.register(
    SupervisionNotice,
    url=lambda notice: f"/notices/{notice.pk}",
    title=notice_title,
    sees=queries.notices_visible_to,
    why=why,
    fields=widgets.NOTICE_FIELDS,
    thread=thread.of_notice,
    new=_new_notice,
)
