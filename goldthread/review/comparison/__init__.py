"""Fair comparison of regions: peers, rates, funnel limits, small numbers, change. Plain Python.

Counts and what they are related to come in, exact; words, names and rights are the caller's.
"""

from goldthread.review.comparison.change import Change, Part, decompose
from goldthread.review.comparison.funnel import (
    BINOMIAL,
    POISSON,
    Funnel,
    Limits,
    Member,
    Standing,
    funnel,
    limits,
)
from goldthread.review.comparison.peers import Peers, placed
from goldthread.review.comparison.small import FEWEST, hidden, safe

__all__ = [
    "BINOMIAL",
    "FEWEST",
    "POISSON",
    "Change",
    "Funnel",
    "Limits",
    "Member",
    "Part",
    "Peers",
    "Standing",
    "decompose",
    "funnel",
    "hidden",
    "limits",
    "placed",
    "safe",
]
