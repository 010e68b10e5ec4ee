"""Where a proposal comes from and goes on: mergers, duplicates and splits, without loss.

Who stood behind an ancestor stands behind what it goes on in; a stance is carried on, to be
confirmed, where the delegation has none there. Undoing a merger takes back what came by it alone.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from goldthread.seminar.models import Descent, Proposal, Sponsorship, Stance
from goldthread.seminar.sponsors import accepted
from goldthread.workflow.engine import create, perform
from goldthread.workflow.occasion import SystemActor

LINEAGE, PROPOSAL = SystemActor("lineage"), SystemActor("proposal")
"""In whose name the part acts on sponsorships and stances."""

CARRIED = ("carried", "taken", "closed")
"""The states of a stance that is carried on; one that lapsed was never confirmed."""


def descendants(keys: Iterable[int]) -> list[int]:
    """The proposals in which these go on, however far: one query."""
    return _walk(keys, "ancestor_id", "descendant_id")


def ancestors(keys: Iterable[int]) -> list[int]:
    """The proposals from which these come, however far: one query."""
    return _walk(keys, "descendant_id", "ancestor_id")


def _walk(keys: Iterable[int], start: str, end: str) -> list[int]:
    """Along the descents that stand. UNION stops even where there were a loop."""
    given = list(keys)
    if not given:
        return []
    table, marks = Descent._meta.db_table, ", ".join(["%s"] * len(given))
    statement = (
        f"WITH RECURSIVE way(id) AS (SELECT {end} FROM {table} "
        f"WHERE {start} IN ({marks}) AND ended_at IS NULL "
        f"UNION SELECT t.{end} FROM {table} t JOIN way w ON t.{start} = w.id "
        "WHERE t.ended_at IS NULL) SELECT id FROM way ORDER BY id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [key for (key,) in cursor.fetchall()]


def go_on(ancestor: Proposal, into: Proposal, kind: str, at: datetime, reason: str) -> None:
    """The ancestor goes on in another proposal, with those who stand behind it."""
    Descent.objects.create(ancestor=ancestor, descendant=into, kind=kind, at=at, reason=reason)
    carry_sponsors(ancestor, into, at)
    carry_stances(ancestor, into, at)


def carry_sponsors(ancestor: Proposal, into: Proposal, at: datetime) -> None:
    there = set(accepted(into).values_list("office_id", flat=True))
    for row in accepted(ancestor).select_related("office").exclude(office_id__in=there):
        given = {"proposal": into.pk, "office": row.office.code, "origin": ancestor.pk}
        create(Sponsorship(), "carry_in", actor=LINEAGE, payload=given, at=at)


def carry_stances(ancestor: Proposal, into: Proposal, at: datetime) -> None:
    """`origin` stays the proposal on which a stance was taken."""
    there = Stance.objects.filter(proposal=into).exclude(state="lapsed")
    rows = Stance.objects.filter(proposal=ancestor, state__in=CARRIED)
    rows = rows.exclude(delegation__in=there.values("delegation_id"))
    for row in rows.order_by("pk"):
        given = {
            "proposal": into.pk,
            "delegation": row.delegation_id,
            "origin": row.origin_id or ancestor.pk,
            "position": row.position,
            "reason": row.reason,
        }
        create(Stance(), "carry_in", actor=LINEAGE, payload=given, at=at)


def end(ancestor: Proposal, at: datetime) -> None:
    """The ancestor no longer goes on in anything; what came by it alone goes back."""
    standing = Descent.objects.filter(ancestor=ancestor, ended_at=None)
    affected = descendants([ancestor.pk])
    standing.update(ended_at=at)
    for proposal in _from_the_nearest(affected):
        _take_back_sponsors(proposal, at)
        _take_back_stances(proposal, at)


def _from_the_nearest(keys: list[int]) -> list[Proposal]:
    """Each after all of them from which it comes."""
    above = {key: set(ancestors([key])) & set(keys) for key in keys}
    rows = Proposal.objects.in_bulk(keys)
    return [rows[key] for key in sorted(keys, key=lambda each: (len(above[each]), each))]


def _take_back_sponsors(proposal: Proposal, at: datetime) -> None:
    """Those who came by a merger, unless another one that stands brings them too."""
    still = Sponsorship.objects.filter(state="accepted", proposal__in=_parents(proposal))
    gone = accepted(proposal).exclude(origin=None)
    for row in gone.exclude(office__in=still.values("office_id")):
        _do(row, "carry_out", LINEAGE, at)


def _take_back_stances(proposal: Proposal, at: datetime) -> None:
    """Those never confirmed; where another ancestor has one of the delegation, that is carried."""
    rows = Stance.objects.filter(proposal=proposal, state="carried")
    for row in rows.exclude(origin__in=ancestors([proposal.pk])).order_by("pk"):
        _do(row, "close", PROPOSAL, at)
    for parent in _parents(proposal):
        carry_stances(parent, proposal, at)


def close_stances(proposal: Proposal, at: datetime) -> None:
    """What was taken stands; what was carried and never confirmed lapses."""
    for row in Stance.objects.filter(proposal=proposal, state__in=("taken", "carried")):
        _do(row, "close", PROPOSAL, at)


def _parents(proposal: Proposal) -> list[Proposal]:
    rows = Descent.objects.filter(descendant=proposal, ended_at=None).order_by("pk")
    return [row.ancestor for row in rows.select_related("ancestor")]


def _do(row: Sponsorship | Stance, action: str, actor: SystemActor, at: datetime) -> None:
    moment = max(at, row.updated_at)
    perform(row, action, actor=actor, expected_version=row.version, at=moment)
