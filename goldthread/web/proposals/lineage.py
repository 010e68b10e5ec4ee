"""Where a proposal came from and where it goes on: mergers, duplicates and splits, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from goldthread.seminar import queries
from goldthread.seminar.models import Descent, Proposal
from goldthread.web.acting.frame import Badge, badge
from goldthread.web.acting.frame import address as link
from goldthread.web.proposals.told import DESCENTS

DEEPEST = 20
"""Steps that are followed; no seminar merges what was merged so often."""


@dataclass(frozen=True)
class Kin:
    """Another proposal of the line; one that the reader may not see has neither name nor link."""

    key: int
    depth: int
    word: str
    at: datetime
    reason: str
    name: str
    href: str
    badge: Badge | None


@dataclass(frozen=True)
class Lineage:
    before: Sequence[Kin]
    after: Sequence[Kin]

    def __bool__(self) -> bool:
        return bool(self.before or self.after)

    @property
    def next(self) -> Kin | None:
        """Where it goes on at once."""
        return self.after[0] if self.after else None


def of(request: HttpRequest, proposal: Proposal) -> Lineage:
    """Three queries for a proposal that stands alone, one more for each further step."""
    back = _steps(proposal.pk, "descendant", "ancestor")
    on = _steps(proposal.pk, "ancestor", "descendant")
    others = {each.ancestor_id for _depth, each in back} | {e.descendant_id for _d, e in on}
    rows = queries.proposals_visible_to(request.user).filter(pk__in=others)
    seen = {row.pk: row for row in rows}
    return Lineage(
        [_kin(request, seen, depth, each, each.ancestor_id) for depth, each in back],
        [_kin(request, seen, depth, each, each.descendant_id) for depth, each in on],
    )


def _steps(start: int, here: str, there: str) -> list[tuple[int, Descent]]:
    """Every step that still stands, nearest first; each proposal once."""
    found: list[tuple[int, Descent]] = []
    known, edge, depth = {start}, {start}, 1
    while edge and depth <= DEEPEST:
        rows = Descent.objects.filter(ended_at=None, **{f"{here}__in": edge})
        fresh = [row for row in rows if getattr(row, f"{there}_id") not in known]
        found += [(depth, row) for row in fresh]
        edge = {getattr(row, f"{there}_id") for row in fresh}
        known |= edge
        depth += 1
    return found


def _kin(
    request: HttpRequest, seen: Mapping[int, Proposal], depth: int, step: Descent, key: int
) -> Kin:
    other: Any = seen.get(key)
    return Kin(
        key=key,
        depth=depth,
        word=str(DESCENTS[step.kind]),
        at=step.at,
        reason=step.reason if other is not None else "",
        name=f"{other.number} {other.title(request.lang)}" if other is not None else "",
        href=link(request, f"/proposals/{key}") if other is not None else "",
        badge=badge(other.machine, other.state, request.lang) if other is not None else None,
    )
