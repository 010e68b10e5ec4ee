"""One extension, one supervision notice; and what should be issued today."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme import clocks, queries
from goldthread.programme.models import Extension, SupervisionNotice
from goldthread.programme.rules.supervision_notice import ANY_ISSUER, ISSUERS
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import frame
from goldthread.web.programme.names import short_names
from goldthread.web.programme.told import Word, notice_word, timing_word
from goldthread.web.reports.registering import extension_title, notice_title
from goldthread.web.reports.reports import seen, task_link
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language
from goldthread.workflow.timing import timing

UNANSWERED = ("issued", "acknowledged")


def extension(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    rows = queries.extensions_visible_to(request.user).select_related("task__lead", "task__cycle")
    found: Extension = seen(rows, key)
    shown = frame(request, found)
    context = {
        "title": extension_title(found, request.lang),
        "extension": found,
        "frame": shown,
        "thread": shown.thread,
        "task": task_link(request, found),
        "granted": found.task.extensions_granted,
        "original": found.task.original_due,
    }
    return render(request, "reports/extension.html", context)


def notice(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    rows = queries.notices_visible_to(request.user)
    found: SupervisionNotice = seen(
        rows.select_related("task__lead", "task__cycle", "previous", "next"), key
    )
    after = getattr(found, "next", None)
    shown = frame(request, found)
    context = {
        "title": notice_title(found, request.lang),
        "notice": found,
        "frame": shown,
        "thread": shown.thread,
        "task": task_link(request, found),
        "colour": notice_word(found),
        "timing": _timing(found),
        "unit": short_names(request.lang, clock.today()).get(found.task.lead_id, ""),
        "chain": [_named(request, each) for each in (found.previous, after) if each is not None],
    }
    return render(request, "reports/notice.html", context)


def _timing(found: SupervisionNotice) -> Word | None:
    """Where its answer stands; one that was revoked is owed no answer."""
    if found.state not in UNANSWERED and found.answered_on is None:
        return None
    today = clock.today()
    near = clocks.near_until(found.task.cycle, today) - today
    return timing_word(timing(found, today, near=near), found, today)


def _named(request: HttpRequest, notice: SupervisionNotice) -> dict[str, Any]:
    return {
        "number": notice.number,
        "colour": notice_word(notice),
        "href": link(request, f"/notices/{notice.pk}"),
    }


def escalations(request: HttpRequest) -> HttpResponse:
    """What should be issued today, for those who issue; a person issues each."""
    address.read(request, {})
    today, lang = clock.today(), request.lang
    held = offices.roles_of(request.user, today)
    if not held & set(ANY_ISSUER):
        raise NotThere(_("There is nothing at this address that you can see."))
    names = short_names(lang, today)
    context = {
        "title": _("Notices to be issued"),
        "today": today,
        "rows": [_due(request, row, names, held) for row in queries.escalations_due(today)],
    }
    return render(request, "reports/escalations.html", context)


def _due(
    request: HttpRequest, row: queries.Escalation, names: dict[int, str], held: frozenset[str]
) -> dict[str, Any]:
    task, lang = row.task, request.lang
    may = bool(held & set(ISSUERS[row.colour]))
    path = "/act/supervision_notice/new/issue"
    return {
        "title": f"{task.ledger_number} {task.title(lang)}",
        "href": link(request, f"/tasks/{task.pk}"),
        "office": names.get(task.lead_id, task.lead.code),
        "colour": notice_word(SupervisionNotice(colour=row.colour)),
        "why": in_language(row.why, lang),
        "due": task.due,
        "previous": _named(request, row.previous) if row.previous is not None else None,
        "issue": link(request, path, task=task.pk, colour=row.colour) if may else "",
    }
