"""Whom to talk to: of the delegations of another bloc the one that agrees most."""

import numpy as np

from goldthread.seminar.consensus.facts import Whom
from goldthread.seminar.consensus.stances import (
    ABSTAIN,
    OPPOSE,
    SUPPORT,
    Bools,
    Floats,
    Stances,
    Whole,
)

STANCES = (SUPPORT, OPPOSE, ABSTAIN)
GROUND = 5
"""Proposals named as common ground at most."""


def whom(placed: Stances, labels: Whole, points: Floats, least: int) -> list[Whom | None]:
    """For each placed delegation, by all stances and not by the plane, which shows but part of
    them; of equals the nearer on the plane. None where no pair spoke of `least` proposals."""
    both = _together(placed.seen)
    same = sum((_together(placed.values == stance) for stance in STANCES), np.zeros_like(both))
    far = np.linalg.norm(points[:, None] - points[None], axis=2).round(6)
    agreed = np.round(same / np.maximum(both, 1), 9)
    allowed = (labels[:, None] != labels[None]) & (both >= least)
    found: list[Whom | None] = []
    for one in range(len(placed.delegations)):
        others = np.flatnonzero(allowed[one])
        if not len(others):
            found.append(None)
            continue
        other = min(others, key=lambda o: (-agreed[one, o], far[one, o], o))
        found.append(_whom(placed, one, int(other), int(same[one, other]), int(both[one, other])))
    return found


def _together(marked: Bools) -> Whole:
    """Of each two delegations, how many proposals are marked for both."""
    ones = marked.astype(np.int64)
    return np.asarray(ones @ ones.T)


def _whom(placed: Stances, one: int, other: int, same: int, both: int) -> Whom:
    shared = (placed.values[one] == SUPPORT) & (placed.values[other] == SUPPORT)
    ground = tuple(np.array(placed.proposals)[shared][:GROUND].tolist())
    return Whom(placed.delegations[other], same, both, ground)
