"""The consensus map: who stands near whom, and what bridges or divides them. Plain Python.

    stances = stances_of([("IPO-ZJ", "7", 1), ...], delegations, proposals)
    drawn = draw(stances, quorum=12)

Keys come in and facts go out; names, words and rights are the caller's.
"""

from goldthread.seminar.consensus.blocs import LARGEST, SMALLEST
from goldthread.seminar.consensus.facts import (
    Bloc,
    ConsensusMap,
    Counts,
    Outcome,
    Place,
    ProposalFacts,
    Role,
    Split,
    Trial,
    Unplaced,
    Whom,
)
from goldthread.seminar.consensus.map import FEWEST, LEAST, draw
from goldthread.seminar.consensus.stances import ABSTAIN, OPPOSE, SUPPORT, Stances, stances_of
from goldthread.seminar.consensus.testing import MARGIN, PERMUTATIONS, SEED, SIGNIFICANT

__all__ = [
    "ABSTAIN",
    "FEWEST",
    "LARGEST",
    "LEAST",
    "MARGIN",
    "OPPOSE",
    "PERMUTATIONS",
    "SEED",
    "SIGNIFICANT",
    "SMALLEST",
    "SUPPORT",
    "Bloc",
    "ConsensusMap",
    "Counts",
    "Outcome",
    "Place",
    "ProposalFacts",
    "Role",
    "Split",
    "Stances",
    "Trial",
    "Unplaced",
    "Whom",
    "draw",
    "stances_of",
]
