"""One piece of evidence: what it proves, what was found of it; and its file, as an attachment."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.programme import queries
from goldthread.programme.files import served
from goldthread.programme.files.kinds import kinds
from goldthread.programme.models import Evidence
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import frame
from goldthread.web.programme.names import short_names
from goldthread.web.reports.reports import seen, task_link
from goldthread.web.shell import address, pages
from goldthread.workflow import clock
from goldthread.workflow.models import Event

NOT_GIVEN_OUT = ("uploaded", "withdrawn")
GONE, NOT_YET = 410, 409


def folder() -> Path:
    """Where the files of this site lie."""
    return Path(settings.GOLDTHREAD_HOME) / "files"


def evidence(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    found = _seen(request, key)
    names = short_names(request.lang, clock.today())
    shown = frame(request, found)
    context = {
        "title": found.name,
        "evidence": found,
        "frame": shown,
        "thread": shown.thread,
        "task": task_link(request, found),
        "unit": names.get(found.office_id, found.office.code),
        "criterion": found.criterion,
        "report": _report(request, found),
        "author": _person(found.author, request.lang),
        "given_out": found.state not in NOT_GIVEN_OUT,
        "file": link(request, f"/evidence/{found.pk}/file"),
        "withdrawn": _withdrawn(found),
        "replaced_by": _other(request, found.replaced_by_id),
        "same": _same(request, found),
    }
    return render(request, "reports/evidence.html", context)


def _seen(request: HttpRequest, key: str) -> Evidence:
    rows = queries.evidence_visible_to(request.user)
    found: Evidence = seen(
        rows.select_related("task__lead", "office", "criterion__milestone", "author"), key
    )
    return found


def _report(request: HttpRequest, found: Evidence) -> dict[str, Any] | None:
    rows = queries.reports_visible_to(request.user).filter(pk=found.report_id)
    report = rows.first()
    if report is None:
        return None
    return {"day": report.period_end, "href": link(request, f"/reports/{report.pk}")}


def _person(person: Any, lang: str) -> str:
    if person is None:
        return ""
    return str(person.name_zh if lang == "zh" else person.name_en)


def _withdrawn(found: Evidence) -> dict[str, Any] | None:
    """When and why it was withdrawn, as the log keeps it."""
    if found.state != "withdrawn":
        return None
    event = Event.objects.of(found).filter(action="withdraw").order_by("-sequence").first()
    assert event is not None
    return {"at": event.at, "reason": event.payload.get("reason", "")}


def _other(request: HttpRequest, key: int | None) -> dict[str, str] | None:
    row = queries.evidence_visible_to(request.user).filter(pk=key).first()
    return _link(request, row) if row is not None else None


def _same(request: HttpRequest, found: Evidence) -> list[dict[str, str]]:
    """Other evidence with the very same bytes, as far as the reader sees it."""
    rows = queries.evidence_visible_to(request.user).filter(sha256=found.sha256)
    rows = rows.exclude(pk=found.pk).select_related("task").order_by("pk")
    return [_link(request, row) for row in rows[:20]]


def _link(request: HttpRequest, row: Evidence) -> dict[str, str]:
    task = f"{row.task.ledger_number} {row.task.title(request.lang)}".strip()
    return {"name": row.name, "task": task, "href": link(request, f"/evidence/{row.pk}")}


def evidence_file(request: HttpRequest, key: str) -> HttpResponseBase:
    """The bytes, always as an attachment; of what was withdrawn only the hash is left."""
    address.read(request, {})
    found = _seen(request, key)
    if found.state in NOT_GIVEN_OUT:
        return _kept_back(request, found)
    given = served(folder(), found.sha256, found.name, _kind(found.media_type))
    answer = FileResponse(given.path.open("rb"))
    for name, value in given.headers.items():
        answer[name] = value
    return answer


def _kept_back(request: HttpRequest, found: Evidence) -> HttpResponse:
    if found.state == "withdrawn":
        sentence = _("This file was withdrawn and is no longer given out; its hash is kept.")
        return pages.stopped(request, _("The file is not given out"), sentence, GONE)
    sentence = _("This file was not looked through yet; it is given out once it was.")
    return pages.stopped(request, _("The file is not given out"), sentence, NOT_YET)


def _kind(media_type: str) -> str:
    """The kind under which it was taken in."""
    return next((code for code, kind in kinds().items() if kind.content_type == media_type), "")
