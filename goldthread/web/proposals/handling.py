"""Who handles a proposal, what was answered, how sponsors rate it, and how far its task is."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.offices.queries import roles_of
from goldthread.programme import progress
from goldthread.programme import queries as programme
from goldthread.seminar import queries
from goldthread.seminar.codelists import answer_classes
from goldthread.seminar.models import Answer, Handling, Proposal
from goldthread.seminar.queries.events import sees_answering
from goldthread.seminar.queries.visible import TAKING_PART
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge
from goldthread.web.programme import told as programme_told
from goldthread.web.programme.names import timing_of
from goldthread.web.programme.told import Word
from goldthread.web.proposals import told
from goldthread.workflow import clock

KINDS = {
    Handling.LEAD: lambda: _("lead handler"),
    Handling.JOINT: lambda: _("joint handler"),
    Handling.SEPARATE: lambda: _("separate handler"),
}
HANDLED = ("assigned", "in_handling", "answer_pending")


def handlers(
    request: HttpRequest, proposal: Proposal, names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """For whoever takes part; opinions are between the handlers and the desk."""
    if not roles_of(request.user, clock.today()) & TAKING_PART:
        return []
    inside = sees_answering(request.user, proposal)
    return [
        {
            "office": names.get(row.office_id, ""),
            "kind": KINDS[row.kind](),
            "accepted_on": row.accepted_on,
            "opinion": row.opinion if inside else "",
            "opinion_on": row.opinion_on,
        }
        for row in proposal.handlings.all()
    ]


def answer_due(proposal: Proposal) -> Word | None:
    """Where the answer stands against its day, while it is worked on."""
    if proposal.answer_due is None or proposal.state not in HANDLED:
        return None
    late = (clock.today() - proposal.answer_due).days
    if late > 0:
        text = ngettext("%(days)d day late", "%(days)d days late", late) % {"days": late}
        return Word(text, "bad")
    return Word(_("in time"), "good")


def answers(
    request: HttpRequest, proposal: Proposal, keys: list[int], names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Of the proposal and of those in which it goes on, latest round first; drafts marked."""
    rows = queries.answers_visible_to(request.user).filter(proposal__in=[proposal.pk, *keys])
    rows = rows.select_related("proposal", "task", "plan_lead", "batch")
    return [
        answer(request, row, proposal.pk, names) for row in rows.order_by("-round", "part", "pk")
    ]


def answer(
    request: HttpRequest, row: Answer, here: int, names: Mapping[int, str]
) -> dict[str, Any]:
    lang = request.lang
    first, second = row.answer_en, row.answer_zh
    other = row.proposal if row.proposal_id != here else None
    return {
        "row": row,
        "office": names.get(row.office_id, ""),
        "class_title": told.class_title(row.answer_class, lang),
        "needs_task": answer_classes()[row.answer_class].needs_task,
        "texts": texts(first, second, lang),
        "on": f"{other.number} {other.title(lang)}" if other is not None else "",
        "plan_lead": names.get(row.plan_lead_id, ""),
        "draft": row.published_at is None,
        "batch": link(request, f"/answers/{row.batch_id}") if row.batch_id else "",
    }


def texts(english: str, chinese: str, lang: str) -> list[dict[str, str]]:
    """A text in the languages in which there is one, the reader's first."""
    both = [("en", english), ("zh-Hans", chinese)]
    ordered = reversed(both) if lang == "zh" else both
    return [{"lang": code, "text": text} for code, text in ordered if text]


def ratings(
    request: HttpRequest, proposal: Proposal, names: Mapping[int, str]
) -> list[dict[str, Any]]:
    """For whoever takes part; the public reads the state."""
    if not roles_of(request.user, clock.today()) & TAKING_PART:
        return []
    return [
        {
            "office": names.get(row.office_id, ""),
            "badge": badge(proposal.machine, row.rating, request.lang),
            "remark": row.remark,
            "at": row.at,
            "round": row.round,
        }
        for row in proposal.ratings.all()
    ]


def task(request: HttpRequest, proposal: Proposal) -> dict[str, Any] | None:
    """The task that keeps what was promised, as it stands now, where the reader sees it."""
    if proposal.task_id is None:
        return None
    rows = programme.tasks_visible_to(request.user).filter(pk=proposal.task_id)
    found = rows.select_related("cycle").first()
    if found is None:
        return None
    today, lang = clock.today(), request.lang
    stones = list(found.milestones.all())
    return {
        "title": f"{found.ledger_number} {found.title(lang)}".strip(),
        "href": link(request, f"/tasks/{found.pk}"),
        "badge": badge(found.machine, found.state, lang),
        "due": found.due,
        "timing": programme_told.timing_word(timing_of(found, found, today), found, today),
        "milestones": len(stones),
        "reached": sum(stone.done_on is not None for stone in stones),
        "targets": [
            programme_told.progress_told(each, lang, request.lang_asked)
            for each in progress.of_task(found, today)
        ],
    }
