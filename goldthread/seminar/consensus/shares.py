"""How proposals were received in each bloc, and between blocs."""

import numpy as np

from goldthread.seminar.consensus.facts import Bloc, Counts, ProposalFacts, Role
from goldthread.seminar.consensus.stances import (
    ABSTAIN,
    OPPOSE,
    SUPPORT,
    Bools,
    Floats,
    Stances,
    Whole,
)

PRIOR = 0.5
"""Jeffreys': half a stance on each side. Polis adds a whole one, which in a bloc of three makes
unanimous support 0.8 and hides it behind two lukewarm large blocs."""

CLEAR = 0.6
"""The share from which a bloc is said to support or to oppose: 3 of 4 stances are, 1 of 2 not."""

HEARD = 2
"""A bloc with fewer stances on a proposal has not spoken on it."""

BOTH = 1 / 3
"""Without blocs, a proposal divides where supporters and opponents are each a third or more."""

TELLING = 5
APART = 0.3
"""By how much a bloc's share must differ from the others' for a proposal to tell it from them."""


def share(stances: Whole | int, seen: Whole | int, prior: float = PRIOR) -> Floats:
    """The share of some stance among those taken, by Jeffreys' prior; a half of none at all."""
    return np.asarray((np.asarray(stances) + prior) / (np.asarray(seen) + 2 * prior))


def across(shares: Floats) -> Floats:
    """Group-informed: the geometric mean over the first axis, so that every bloc must agree and
    numbers of maps with few and many blocs can be compared."""
    return np.asarray(np.exp(np.log(shares).mean(axis=0)))


def counted(values: Floats) -> tuple[Whole, Whole, Whole]:
    """Of each proposal: supporters, opponents, and all who took a stance."""
    support = (values == SUPPORT).sum(axis=0)
    oppose = (values == OPPOSE).sum(axis=0)
    return support, oppose, support + oppose + (values == ABSTAIN).sum(axis=0)


def facts_of(
    everybody: Stances, placed: Stances, groups: tuple[Bools, ...]
) -> tuple[ProposalFacts, ...]:
    """Of every proposal; `groups` tell which of the placed delegations are in each bloc."""
    parts = [placed.values[group] for group in groups] or [everybody.values]
    counts = np.array([counted(part) for part in parts])
    supports, opposes = share(counts[:, 0], counts[:, 2]), share(counts[:, 1], counts[:, 2])
    support, oppose = across(supports), across(opposes)
    rows = []
    for at, key in enumerate(everybody.proposals):
        rows.append(
            ProposalFacts(
                key,
                _counts(everybody.values[:, at]),
                tuple(_counts(part[:, at]) for part in parts),
                round(float(support[at]), 6),
                round(float(oppose[at]), 6),
                round(float(np.ptp(supports[:, at])), 6),
                _role(supports[:, at], opposes[:, at], counts[:, 2, at]),
            )
        )
    return tuple(rows)


def _counts(column: Floats) -> Counts:
    support, oppose, seen = (int(number) for number in counted(column))
    return Counts(support, oppose, seen - support - oppose, len(column) - seen)


def _role(supports: Floats, opposes: Floats, seen: Whole) -> Role:
    """Of one proposal, from the shares in each bloc."""
    heard = seen >= HEARD
    if heard.all() and (supports >= CLEAR).all():
        return Role.BRIDGE
    if len(seen) == 1:
        divides = heard[0] and min(supports[0], opposes[0]) >= BOTH
    else:
        divides = (heard & (supports >= CLEAR)).any() and (heard & (opposes >= CLEAR)).any()
    return Role.DIVISIVE if divides else Role.NEITHER


def bridges_of(facts: tuple[ProposalFacts, ...]) -> tuple[str, ...]:
    """Those supported across blocs, by how much."""
    found = [row for row in facts if row.role is Role.BRIDGE]
    return tuple(
        row.proposal for row in sorted(found, key=lambda row: (-row.support, row.proposal))
    )


def divisive_of(facts: tuple[ProposalFacts, ...]) -> tuple[str, ...]:
    """Those that set blocs apart, the widest gap first; without blocs, the most evenly divided."""

    def apart(row: ProposalFacts) -> tuple[float, float, str]:
        return -row.gap, -min(row.support, row.oppose), row.proposal

    return tuple(
        row.proposal for row in sorted((r for r in facts if r.role is Role.DIVISIVE), key=apart)
    )


def blocs_of(placed: Stances, groups: tuple[Bools, ...]) -> tuple[Bloc, ...]:
    return tuple(_bloc(number, placed, group) for number, group in enumerate(groups, start=1))


def _bloc(number: int, placed: Stances, group: Bools) -> Bloc:
    inside, outside = counted(placed.values[group]), counted(placed.values[~group])
    supports, opposes = share(inside[0], inside[2]), share(inside[1], inside[2])
    more = supports - share(outside[0], outside[2])
    less = opposes - share(outside[1], outside[2])
    heard = inside[2] >= HEARD
    members = tuple(key for key, within in zip(placed.delegations, group, strict=True) if within)
    stands_for = _most(placed.proposals, np.where(heard & (supports >= CLEAR), more, 0.0))
    against = _most(placed.proposals, np.where(heard & (opposes >= CLEAR), less, 0.0))
    return Bloc(number, members, stands_for, against)


def _most(proposals: tuple[str, ...], apart: Floats) -> tuple[str, ...]:
    ranked = sorted(zip(-np.round(apart, 9), proposals, strict=True))
    return tuple(key for distance, key in ranked[:TELLING] if -distance >= APART)
