"""One office through all its days: names, parents, functions, regions, acts that touched it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from goldthread.offices import models as m
from goldthread.offices.queries import reforms_visible_to

STRUCTURE = ("officeversion", "parentedge", "functionholding", "regionduty")


@dataclass(frozen=True)
class Life:
    """Each list in the order of its days."""

    versions: Sequence[m.OfficeVersion]
    parents: Sequence[m.ParentEdge]
    children: Sequence[m.ParentEdge]
    holdings: Sequence[m.FunctionHolding]
    duties: Sequence[m.RegionDuty]


def life_of(office: m.Office) -> Life:
    """Five queries."""
    return Life(
        list(office.versions.order_by("starts")),
        list(office.edges.select_related("parent").order_by("starts")),
        list(office.child_edges.select_related("office").order_by("office__code", "starts")),
        list(office.holdings.order_by("function", "territory", "starts")),
        list(office.duties.order_by("region", "starts")),
    )


def reforms_touching(office: m.Office, user: Any) -> "QuerySet[m.Reform]":
    """The acts, of those that the user sees, that wrote something of the office's structure."""
    own = Q(table="office", row=office.pk)
    named = Q(table__in=STRUCTURE) & (
        Q(after__office_id=office.pk) | Q(before__office_id=office.pk)
    )
    writes = m.ReformWrite.objects.filter(own | named).values("reform_id")
    acts = reforms_visible_to(user).filter(pk__in=writes)
    return acts.order_by("effective", "key")


def life_of_all() -> dict[str, list[m.OfficeVersion]]:
    """The names of every office that ever was, by code, in the order of their days: one query."""
    rows = m.OfficeVersion.objects.select_related("office").order_by("office__code", "starts")
    found: dict[str, list[m.OfficeVersion]] = {}
    for row in rows:
        found.setdefault(row.office.code, []).append(row)
    return found
