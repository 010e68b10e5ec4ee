"""Is a split into blocs clearer than chance makes it?

K-means finds groups in anything: of pure noise, 32 delegations by 40 proposals, it makes 3 to 5
with a silhouette about 0.4. The same procedure is therefore put to copies of the stances in which
nobody agrees with anybody but by chance.
"""

import numpy as np

from goldthread.seminar.consensus.blocs import NO_SPLIT, Splits, split
from goldthread.seminar.consensus.facts import Trial
from goldthread.seminar.consensus.plane import projected, shuffled
from goldthread.seminar.consensus.stances import Bools, Floats

SEED = 20190730
PERMUTATIONS = 199
SIGNIFICANT = 0.05
MARGIN = 0.05
"""By how much the silhouette must exceed the middle one of the shuffled copies."""

_CELLS = 2_000_000
"""Stances shuffled at a time: 16 MB of numbers."""


def tested(
    observed: float, about_mean: Floats, seen: Bools, factors: Floats, permutations: int, seed: int
) -> Trial:
    """The clearest split found, against those of the shuffled copies."""
    null = _null(about_mean, seen, factors, permutations, seed)
    as_clear = int((np.round(null, 9) >= round(observed, 9)).sum())
    p = (1 + as_clear) / (1 + permutations)
    middle = float(np.median(null)) if permutations else NO_SPLIT
    holds = observed > NO_SPLIT and p <= SIGNIFICANT and observed - middle >= MARGIN
    return Trial(permutations, as_clear, round(p, 6), round(middle, 6), holds)


def _null(about_mean: Floats, seen: Bools, factors: Floats, permutations: int, seed: int) -> Floats:
    draws = np.random.default_rng(seed)
    at_a_time = max(1, _CELLS // about_mean.size)
    found: list[Floats] = []
    for done in range(0, permutations, at_a_time):
        copies = shuffled(about_mean, seen, min(at_a_time, permutations - done), draws)
        found.append(_clearest(copies, factors, seed + done + 1))
    return np.concatenate(found) if found else np.empty(0)


def _clearest(copies: Floats, factors: Floats, seed: int) -> Floats:
    points, _ = projected(copies, factors)
    splits: Splits = split(points, seed)
    return splits.clearest()
