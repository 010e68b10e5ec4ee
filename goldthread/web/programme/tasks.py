"""One key task: what it is to reach, by when, who works on it, how far it is, and its thread."""

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices.lateness import Lateness
from goldthread.programme import progress, queries
from goldthread.programme.models import (
    Evidence,
    Extension,
    KeyTask,
    ProgressReport,
    SupervisionNotice,
)
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme import told
from goldthread.web.programme.cycles import begin
from goldthread.web.programme.names import short_names, timing_of
from goldthread.web.programme.registering import task_title
from goldthread.web.programme.rows import task_rows
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.web.walk.past import a_past_day, task_then
from goldthread.workflow import clock

ASSIGNMENTS_SHOWN = 40


def task(request: HttpRequest, key: str) -> HttpResponse:
    asked = address.read(request, {"as_of": a_past_day})
    if "as_of" in asked:
        return task_then(request, key, asked["as_of"])
    rows = queries.tasks_visible_to(request.user).select_related(
        "cycle",
        "measure",
        "clause__document",
        "parent__cycle",
        "lead",
        "carried_from__cycle",
        "carried_to__cycle",
    )
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotThere(_("There is nothing at this address that you can see."))
    today, lang = clock.today(), request.lang
    names = short_names(lang, today)
    assignments = queries.ledger(request.user, today, queries.Filters(parent=found.pk))
    shown = frame(request, found)
    context = {
        "title": task_title(found, lang),
        "task": found,
        "frame": shown,
        "thread": shown.thread,
        "facts": _facts(request, found, names),
        "timing": told.timing_word(timing_of(found, found, today), found, today),
        "late": _late(queries.lateness(found, today)),
        "targets": [
            told.progress_told(each, lang, request.lang_asked)
            for each in progress.of_task(found, today)
        ],
        "waiver": found.waiver,
        "milestones": _milestones(request, found),
        "units": _units(found, names),
        "reports": _reports(request, found, names),
        "notices": _notices(request, found),
        "extensions": _extensions(request, found),
        "handovers": _handovers(found, names),
        "assignments": task_rows(request, list(assignments[:ASSIGNMENTS_SHOWN])),
        "assignments_count": assignments.count(),
        "assignments_href": link(request, "/ledger", cycle=found.cycle.key, parent=found.pk),
        "begin_assignment": begin(request, KeyTask(parent=found), "pass_on", parent=found.pk)
        if found.parent_id is None
        else "",
        "begin_report": begin(request, ProgressReport(task=found), "draft", task=found.pk),
        "begin_extension": begin(request, Extension(task=found), "request", task=found.pk),
        "begin_notice": begin(request, SupervisionNotice(task=found), "issue", task=found.pk),
        "upload": begin(request, Evidence(task=found), "upload")
        and link(request, f"/tasks/{found.pk}/evidence"),
    }
    return render(request, "programme/task.html", context)


def _facts(request: HttpRequest, found: KeyTask, names: dict[int, str]) -> list[dict[str, Any]]:
    """What stands at the head of the page, in the order in which officials ask."""
    lang = request.lang

    def fact(name: Any, value: Any, href: str = "") -> dict[str, Any]:
        return {"name": name, "value": value, "href": href}

    facts = [
        fact(_("Cycle"), found.cycle.key, link(request, f"/cycles/{found.cycle.key}")),
        fact(_("Lead unit"), names.get(found.lead_id, "")),
        fact(_("Responsible"), found.responsible),
    ]
    if found.measure_id:
        title = f"{found.measure.number}. {found.measure.title(lang)}"
        facts.insert(1, fact(_("Measure"), title, link(request, f"/measures/{found.measure_id}")))
    for name, other in (
        (_("Carried over from"), found.carried_from),
        (_("Carried over to"), getattr(found, "carried_to", None)),
    ):
        if other is not None:
            text = f"{other.cycle.key} {other.ledger_number}"
            facts.append(fact(name, text, link(request, f"/tasks/{other.pk}")))
    return facts


def _late(late: Lateness) -> str:
    """Days late that were there before a handover stay with the predecessor, and are said so."""
    if not late.inherited:
        return ""
    return _("%(own)d days late of its own; %(inherited)d were there before the handover.") % {
        "own": late.own,
        "inherited": late.inherited,
    }


def _milestones(request: HttpRequest, found: KeyTask) -> list[dict[str, Any]]:
    """Milestones with their criteria, the evidence for each, and the last verdict."""
    today, lang = clock.today(), request.lang
    evidence: dict[int | None, list[dict[str, Any]]] = {}
    for each in queries.evidence_visible_to(request.user).filter(task=found).order_by("pk"):
        evidence.setdefault(each.criterion_id, []).append(
            {
                "name": each.name,
                "href": link(request, f"/evidence/{each.pk}"),
                "badge": badge(each.machine, each.state, lang),
                "size": each.size,
            }
        )
    verdicts = {row.criterion_id: row for row in found.verdicts.order_by("round")}
    stones = [
        {
            "title": stone.title,
            "due": stone.due,
            "done_on": stone.done_on,
            "timing": told.timing_word(timing_of(stone, found, today), stone, today),
            "criteria": [
                {
                    "text": each.text,
                    "evidence": evidence.get(each.pk, []),
                    "verdict": verdicts.get(each.pk),
                }
                for each in stone.criteria.all()
            ],
        }
        for stone in found.milestones.prefetch_related("criteria")
    ]
    if None in evidence:
        stones.append({"title": "", "criteria": [{"text": "", "evidence": evidence[None]}]})
    return stones


def _units(found: KeyTask, names: dict[int, str]) -> dict[str, Any]:
    """Lead and supporting units; the shares are exact, and their sum is shown."""
    rows = list(found.supports.order_by("pk"))
    stated = [Fraction(row.share_n, row.share_d) for row in rows if row.share_n]
    own = 1 - sum(stated, Fraction(0))
    complete = len(stated) == len(rows)
    return {
        "lead": names.get(found.lead_id, ""),
        "lead_share": str(own) if complete else _("the rest"),
        "complete": complete,
        "rows": [
            {
                "name": names.get(row.office_id, ""),
                "share": told.share(row.share_n, row.share_d),
                "duty": row.duty,
                "signed_on": row.signed_on,
            }
            for row in rows
        ],
    }


def _reports(request: HttpRequest, found: KeyTask, names: dict[int, str]) -> list[dict[str, Any]]:
    rows = queries.reports_visible_to(request.user).filter(task=found)
    return [
        {
            "href": link(request, f"/reports/{row.pk}"),
            "period_end": row.period_end,
            "office": names.get(row.office_id, ""),
            "part": row.part,
            "badge": badge(row.machine, row.state, request.lang),
            "errata": row.errata,
            "confidence": row.confidence,
        }
        for row in rows.order_by("-period_end", "part", "pk")
    ]


def _notices(request: HttpRequest, found: KeyTask) -> list[dict[str, Any]]:
    rows = queries.notices_visible_to(request.user).filter(task=found).order_by("issued_on", "pk")
    return [
        {
            "number": row.number,
            "href": link(request, f"/notices/{row.pk}"),
            "colour": told.notice_word(row),
            "issued_on": row.issued_on,
            "answer_due": row.answer_due,
            "badge": badge(row.machine, row.state, request.lang),
        }
        for row in rows
    ]


def _extensions(request: HttpRequest, found: KeyTask) -> list[dict[str, Any]]:
    rows = queries.extensions_visible_to(request.user).filter(task=found).order_by("pk")
    return [
        {
            "href": link(request, f"/extensions/{row.pk}"),
            "from_due": row.from_due,
            "due": row.due,
            "reason": row.reason,
            "badge": badge(row.machine, row.state, request.lang),
        }
        for row in rows
    ]


def _handovers(found: KeyTask, names: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "day": row.day,
            "predecessor": names.get(row.predecessor_id, row.predecessor.code),
            "successor": names.get(row.successor_id, row.successor.code),
            "predecessor_signed_on": row.predecessor_signed_on,
            "successor_signed_on": row.successor_signed_on,
            "done_on": row.done_on,
        }
        for row in found.handovers.select_related("predecessor", "successor")
    ]
