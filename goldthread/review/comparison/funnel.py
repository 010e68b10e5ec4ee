"""Funnel limits in place of a league table: which rates differ from the whole by more than chance.

D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine
24 (2005), 1185-1202: exact limits by the inverse distribution, interpolated between the two counts
around a probability (appendix A.1); overdispersion as the mean square of winsorised z-scores.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Final

import numpy as np

POISSON, BINOMIAL = "poisson", "binomial"
LEVELS: Final = (0.95, 0.998)
WINSORISED: Final = 0.1
"""The share of z-scores at each end that is drawn in to the next before the spread is judged."""

FEWEST_MEMBERS: Final = 5
"""Of fewer the spread says nothing."""


@dataclass(frozen=True)
class Member:
    """A region: what was counted, and of how many (people, or rights of which it is a share)."""

    key: str
    count: int
    base: float

    @property
    def rate(self) -> float:
        return self.count / self.base


@dataclass(frozen=True)
class Limits:
    """Rates between which 95 % and 99.8 % of regions of one base lie by chance alone."""

    low_998: float
    low_95: float
    high_95: float
    high_998: float

    def outside(self, rate: float) -> str:
        """`very_low`, `low`, `within`, `high` or `very_high`."""
        if rate < self.low_998:
            return "very_low"
        if rate > self.high_998:
            return "very_high"
        return "low" if rate < self.low_95 else "high" if rate > self.high_95 else "within"


@dataclass(frozen=True)
class Standing:
    member: Member
    limits: Limits
    verdict: str


@dataclass(frozen=True)
class Funnel:
    """`spread`: how many times the variance of chance the rates have (1: chance alone), None of
    too few. `widened`: the limits allow for it, since more than chance sets all of them apart."""

    kind: str
    centre: float
    spread: float | None
    widened: bool
    standings: tuple[Standing, ...]

    def at(self, base: float) -> Limits:
        """The limits of a region of any base: for drawing."""
        if self.widened and self.spread is not None:
            return _widened(self.kind, self.centre, base, self.spread)
        return limits(self.kind, self.centre, base)


def funnel(kind: str, members: Sequence[Member]) -> Funnel:
    """Of regions that all have a base; the centre is the rate of all of them together."""
    centre = sum(each.count for each in members) / sum(each.base for each in members)
    spread = _spread(kind, centre, members)
    chance = 1 + 2 * sqrt(2 / len(members))
    bare = Funnel(kind, centre, spread, spread is not None and spread > chance, ())
    standings = []
    for each in members:
        around = bare.at(each.base)
        standings.append(Standing(each, around, around.outside(each.rate)))
    return Funnel(kind, centre, spread, bare.widened, tuple(standings))


def limits(kind: str, centre: float, base: float) -> Limits:
    """Exact limits of the rate of a region with a base, where the whole has a rate."""
    return _all(lambda p: _exact(kind, centre, base, p))


def _all(rate_at: Callable[[float], float]) -> Limits:
    inner, outer = ((1 - level) / 2 for level in LEVELS)
    return Limits(rate_at(outer), rate_at(inner), rate_at(1 - inner), rate_at(1 - outer))


def _exact(kind: str, centre: float, base: float, p: float) -> float:
    """The count at a probability, between the two whole counts around it, as a rate; none < 0."""
    from scipy import stats  # takes half a second, and most processes draw no funnel

    poisson = kind == POISSON
    spread = stats.poisson(centre * base) if poisson else stats.binom(round(base), centre)
    count = float(spread.ppf(p))
    upto, below = float(spread.cdf(count)), float(spread.cdf(count - 1))
    part = (upto - p) / (upto - below) if upto > below else 0.0
    return max(0.0, (count - part) / base)


def _deviation(kind: str, centre: float, base: float) -> float:
    variance = centre if kind == POISSON else centre * (1 - centre)
    return sqrt(variance / base)


def _spread(kind: str, centre: float, members: Sequence[Member]) -> float | None:
    deviations = [_deviation(kind, centre, each.base) for each in members]
    if len(members) < FEWEST_MEMBERS or not all(deviations):
        return None
    scores = np.array(
        [(each.rate - centre) / of for each, of in zip(members, deviations, strict=True)]
    )
    low, high = np.quantile(scores, [WINSORISED, 1 - WINSORISED])
    return float(np.mean(np.clip(scores, low, high) ** 2))


def _widened(kind: str, centre: float, base: float, spread: float) -> Limits:
    """Normal limits with the deviation of chance times the root of the spread."""
    deviation = _deviation(kind, centre, base) * sqrt(spread)
    return _all(lambda p: max(0.0, centre + NormalDist().inv_cdf(p) * deviation))
