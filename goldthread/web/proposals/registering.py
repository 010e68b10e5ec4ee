"""Proposals and what is said of them, as frames and forms know them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.seminar import queries
from goldthread.seminar.models import (
    AnswerBatch,
    Proposal,
    Remark,
    Sponsorship,
    Stance,
)
from goldthread.seminar.queries.events import events_visible_to
from goldthread.seminar.queries.why import why_seen
from goldthread.web.acting import registry
from goldthread.web.programme.names import short_names
from goldthread.web.programme.registering import values
from goldthread.web.proposals import pickers, thread, widgets
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event

TITLES = ("title_en", "title_zh")
WRITTEN = (
    *TITLES,
    *("background_en", "background_zh", "request_en", "request_zh", "line_of_work", "measure"),
)
ANSWERED_WITH = ("answer_en", "answer_zh", "reason", "plan", "plan_due")


def why(obj: Lifecycle, user: Any, lang: str) -> str:
    """Which role at which office shows it to the user."""
    return why_seen(obj, user, clock.today()).in_language(lang)


def events(user: Any, obj: Any, _events: "QuerySet[Event]") -> "QuerySet[Event]":
    return events_visible_to(user, obj)


def proposal_url(proposal: Proposal) -> str:
    return f"/proposals/{proposal.pk}"


def on_proposal(obj: Any) -> str:
    """What is said of a proposal is read on its page."""
    return f"/proposals/{obj.proposal_id}"


def proposal_values(proposal: Proposal, action: str) -> Mapping[str, object]:
    """The text as it stands; of an answer that was sent back, what it said."""
    if proposal._state.adding:
        return {}
    if action == "edit":
        present: Mapping[str, object] = values(*WRITTEN)(proposal, action)
        return present
    return _answer_values(proposal) if action == "draft_answer" else {}


def _answer_values(proposal: Proposal) -> Mapping[str, object]:
    rows = proposal.answers.filter(part=False, published_at=None)
    answer = rows.select_related("task", "plan_lead").last()
    if answer is None:
        return {}
    return {
        **{name: getattr(answer, name) or None for name in ANSWERED_WITH},
        "class": answer.answer_class,
        "task": answer.task.ledger_number if answer.task_id else None,
        "plan_lead": answer.plan_lead.code if answer.plan_lead_id else None,
    }


def _sponsorship_title(obj: Sponsorship, lang: str) -> str:
    name = short_names(lang, clock.today()).get(obj.office_id, "")
    return _("%(office)s: %(proposal)s") % {
        "office": name,
        "proposal": thread.title(obj.proposal, lang),
    }


def _stance_title(obj: Stance, lang: str) -> str:
    name = short_names(lang, clock.today()).get(obj.delegation.office_id, "")
    return _("Stance of %(office)s: %(proposal)s") % {
        "office": name,
        "proposal": thread.title(obj.proposal, lang),
    }


def _remark_title(obj: Remark, lang: str) -> str:
    name = short_names(lang, clock.today()).get(obj.office_id, "")
    return _("Remark of %(office)s: %(proposal)s") % {
        "office": name,
        "proposal": thread.title(obj.proposal, lang),
    }


def _stance_values(obj: Stance, _action: str) -> Mapping[str, object]:
    return {} if obj._state.adding else {"position": obj.position, "reason": obj.reason or None}


def _remark_values(obj: Remark, action: str) -> Mapping[str, object]:
    return {"text": obj.text, "cites": obj.cites} if action == "amend" else {}


def _batch_values(obj: AnswerBatch, action: str) -> Mapping[str, object]:
    if obj._state.adding or action != "edit":
        return {}
    held = obj.answers.filter(part=False).values_list("proposal_id", flat=True)
    return {**values(*TITLES)(obj, action), "proposals": list(held)}


def _new_proposal(request: HttpRequest, _given: Mapping[str, Any]) -> Proposal:
    return Proposal(seminar=pickers.seen_seminar(request))


def _new_sponsorship(request: HttpRequest, _given: Mapping[str, Any]) -> Sponsorship:
    return Sponsorship(proposal=pickers.seen_proposal(request))


def _new_stance(request: HttpRequest, _given: Mapping[str, Any]) -> Stance:
    proposal = pickers.seen_proposal(request)
    own = pickers.own_delegations(request.user, proposal.seminar_id) if proposal else []
    given = pickers.given(request, "delegation")
    chosen = next((row for row in own if str(row.pk) == given), own[0] if own else None)
    return Stance(proposal=proposal, delegation=chosen)


def _new_remark(request: HttpRequest, _given: Mapping[str, Any]) -> Remark:
    return Remark(proposal=pickers.seen_proposal(request))


def _new_batch(request: HttpRequest, _given: Mapping[str, Any]) -> AnswerBatch:
    return AnswerBatch(seminar=pickers.seen_seminar(request))


registry.register(
    Proposal,
    url=proposal_url,
    title=thread.title,
    sees=queries.proposals_visible_to,
    why=why,
    events=events,
    fields=widgets.PROPOSAL_FIELDS,
    initial=proposal_values,
    thread=thread.of_proposal,
    new=_new_proposal,
)
registry.register(
    Sponsorship,
    url=on_proposal,
    title=_sponsorship_title,
    sees=queries.sponsorships_visible_to,
    why=why,
    events=events,
    fields=widgets.SPONSORSHIP_FIELDS,
    thread=thread.of_part,
    new=_new_sponsorship,
)
registry.register(
    Stance,
    url=on_proposal,
    title=_stance_title,
    sees=queries.stances_visible_to,
    why=why,
    events=events,
    fields=widgets.STANCE_FIELDS,
    initial=_stance_values,
    thread=thread.of_part,
    new=_new_stance,
)
registry.register(
    Remark,
    url=on_proposal,
    title=_remark_title,
    sees=queries.remarks_visible_to,
    why=why,
    events=events,
    fields=widgets.REMARK_FIELDS,
    initial=_remark_values,
    thread=thread.of_part,
    new=_new_remark,
)
registry.register(
    AnswerBatch,
    url=lambda batch: f"/answers/{batch.pk}",
    title=lambda batch, lang: batch.title(lang),
    sees=queries.batches_visible_to,
    why=why,
    events=events,
    fields=widgets.BATCH_FIELDS,
    initial=_batch_values,
    thread=thread.of_batch,
    new=_new_batch,
)
