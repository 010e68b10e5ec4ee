"""Who stands behind a proposal, and for which of them somebody acts."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from goldthread.offices.queries import people_in
from goldthread.programme.queries.own_offices import own_offices
from goldthread.seminar.models import Proposal, Sponsorship
from goldthread.seminar.parties import WRITERS


def accepted(proposal: Proposal) -> "QuerySet[Sponsorship]":
    """Those who stand behind it now, who came first before."""
    return Sponsorship.objects.filter(proposal=proposal, state="accepted").order_by("pk")


def own(
    actor: Any, proposal: Proposal, roles: tuple[str, ...], day: date
) -> "QuerySet[Sponsorship]":
    """Those of them for whose office the actor holds one of the roles."""
    return accepted(proposal).filter(office__in=own_offices(actor, day, roles))


def told(proposals: list[Proposal], day: date) -> tuple[str, ...]:
    """Whoever writes for an office that stands behind one of the proposals: two queries."""
    rows = Sponsorship.objects.filter(proposal__in=proposals, state="accepted")
    offices = rows.order_by("office_id").values_list("office_id", flat=True).distinct()
    return people_in(list(offices), WRITERS, day)
