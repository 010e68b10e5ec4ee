"""Where a proposal came from and where it goes on: mergers, duplicates and splits, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from goldthread.seminar import lineage, queries
from goldthread.seminar.models import Descent, Proposal
from goldthread.web.acting.frame import Badge, badge
from goldthread.web.acting.frame import address as link
from goldthread.web.proposals.told import DESCENTS


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
    """As many queries however long the line is."""
    up, down = lineage.ancestors([proposal.pk]), lineage.descendants([proposal.pk])
    others = {*up, *down}
    steps = list(
        Descent.objects.filter(
            ancestor__in=[proposal.pk, *others],
            descendant__in=[proposal.pk, *others],
            ended_at=None,
        )
    )
    rows = queries.proposals_visible_to(request.user).filter(pk__in=others)
    seen = {row.pk: row for row in rows}
    back = _steps(steps, proposal.pk, "descendant_id", "ancestor_id")
    on = _steps(steps, proposal.pk, "ancestor_id", "descendant_id")
    return Lineage(
        [_kin(request, seen, depth, each, each.ancestor_id) for depth, each in back],
        [_kin(request, seen, depth, each, each.descendant_id) for depth, each in on],
    )


def _steps(
    steps: Sequence[Descent], start: int, here: str, there: str
) -> list[tuple[int, Descent]]:
    """Those that lead away from the start in one direction, nearest first; each proposal once."""
    found: list[tuple[int, Descent]] = []
    known, edge, depth = {start}, {start}, 1
    while edge:
        fresh = [s for s in steps if getattr(s, here) in edge and getattr(s, there) not in known]
        edge = {getattr(step, there) for step in fresh}
        found += [(depth, step) for step in fresh]
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
