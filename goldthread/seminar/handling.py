"""Who handles a proposal, and the answers of the round that it is in."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from goldthread.offices.models import Office
from goldthread.programme.finding import acts_for
from goldthread.seminar.models import Answer, Handling, Proposal
from goldthread.seminar.parties import HANDLERS


def round_of(proposal: Proposal) -> int:
    """1, or 2 once it is handled again."""
    return 2 if proposal.redone else 1


def handlings(proposal: Proposal) -> "QuerySet[Handling]":
    """In the order in which they were named."""
    return Handling.objects.filter(proposal=proposal).select_related("office").order_by("pk")


def lead_of(proposal: Proposal) -> Office | None:
    """The lead handler; of separate ones the first named, who brings the parts together."""
    rows = list(handlings(proposal))
    lead = [row for row in rows if row.kind == Handling.LEAD] or rows[:1]
    return lead[0].office if lead else None


def own(actor: Any, proposal: Proposal, day: date, *kinds: str) -> list[Handling]:
    """The handlings, of the kinds given or of any, for whose office the actor acts."""
    rows = [row for row in handlings(proposal) if not kinds or row.kind in kinds]
    return [row for row in rows if acts_for(actor, row.office, HANDLERS, day)]


def answers(proposal: Proposal) -> "QuerySet[Answer]":
    """Of the present round, the parts of separate handlers with it."""
    return Answer.objects.filter(proposal=proposal, round=round_of(proposal)).order_by("pk")


def whole_answer(proposal: Proposal) -> Answer | None:
    """The one that answers the whole proposal, where it is drafted."""
    found: Answer | None = answers(proposal).filter(part=False).select_related("task").first()
    return found
