"""Where a proposal comes from and goes on, and the answers that reach it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from goldthread.offices.queries import remembering
from goldthread.seminar import lineage
from goldthread.seminar.models import Answer, Descent, Proposal
from goldthread.seminar.queries.visible import answers_visible_to, proposals_visible_to


@dataclass(frozen=True)
class Family:
    """The proposals from which one comes and in which it goes on, however far, by their numbers;
    `descents` says which goes on in which, and why."""

    ancestors: tuple[Proposal, ...]
    descendants: tuple[Proposal, ...]
    descents: tuple[Descent, ...]


@remembering()
def family(user: Any, proposal: Proposal, day: date | None = None) -> Family:
    """What the user sees of it; as many queries however large it is."""
    up, down = lineage.ancestors([proposal.pk]), lineage.descendants([proposal.pk])
    seen = proposals_visible_to(user, day).filter(pk__in=[*up, *down]).select_related("office")
    rows = {row.pk: row for row in seen.order_by("number", "pk")}
    known = [*rows, proposal.pk]
    descents = Descent.objects.filter(
        ancestor__in=known, descendant__in=known, ended_at=None
    ).select_related("ancestor", "descendant")
    return Family(
        tuple(row for key, row in rows.items() if key in up),
        tuple(row for key, row in rows.items() if key in down),
        tuple(descents.order_by("at", "pk")),
    )


def goes_on_in(user: Any, proposal: Proposal, day: date | None = None) -> tuple[Proposal, ...]:
    """Where it has got to, for its old address: none, one (merged), or several (split)."""
    onward = lineage.descendants([proposal.pk])
    further = Descent.objects.filter(ancestor__in=onward, ended_at=None)
    rows = proposals_visible_to(user, day).filter(pk__in=onward)
    ends = rows.exclude(pk__in=further.values("ancestor_id"))
    return tuple(ends.select_related("office").order_by("number", "pk"))


def answers_for(user: Any, proposal: Proposal, day: date | None = None) -> "QuerySet[Answer]":
    """The published answers to it and to whatever it goes on in, the oldest first."""
    own = Q(proposal__in=[proposal.pk, *lineage.descendants([proposal.pk])])
    rows = answers_visible_to(user, day).filter(own, published_at__isnull=False)
    related = ("proposal", "office", "task", "plan_lead")
    return rows.select_related(*related).order_by("published_at", "part", "pk")
