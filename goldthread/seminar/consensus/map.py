"""The map, from stances to facts."""

import numpy as np
from threadpoolctl import threadpool_limits

from goldthread.seminar.consensus.blocs import FEW, NO_SPLIT, Splits, split
from goldthread.seminar.consensus.facts import ConsensusMap, Outcome, Place, Split, Unplaced
from goldthread.seminar.consensus.nearest import whom
from goldthread.seminar.consensus.plane import NOTHING, centred, projected, stretch, turned
from goldthread.seminar.consensus.shares import blocs_of, bridges_of, divisive_of, facts_of
from goldthread.seminar.consensus.stances import Bools, Floats, Stances, Whole
from goldthread.seminar.consensus.testing import PERMUTATIONS, SEED, tested

LEAST = 5
"""Stances that a delegation must have taken to be placed, and proposals that a map needs."""

FEWEST = 6
"""Delegations below which no map is drawn, whatever quorum is asked for."""


def draw(
    stances: Stances,
    *,
    quorum: int = FEWEST,
    least: int = LEAST,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> ConsensusMap:
    """The map of the delegations that took at least `least` stances, if a quorum of them did.

    Every input gives a map that says what it is; the same stances give the same map to the byte.
    """
    # Many small products: threads only get in each other's way, and might sum in another order.
    with threadpool_limits(limits=1, user_api="blas"):
        return _draw(stances, quorum, least, permutations, seed)


def _draw(stances: Stances, quorum: int, least: int, permutations: int, seed: int) -> ConsensusMap:
    enough = stances.seen.sum(axis=1) >= least
    placed = stances.only(enough)
    needed = max(quorum, FEWEST)
    about_mean = centred(placed.values)
    plain = _plain(stances, placed, enough, needed, least, seed)
    if plain.outcome is not Outcome.NO_BLOCS:
        return plain
    factors = stretch(placed.seen)
    points, explained = projected(about_mean, factors)
    points = turned(points, about_mean)
    splits = split(points[None], seed)
    clearest = float(splits.clearest()[0])
    outcome = tested(clearest, about_mean, placed.seen, factors, permutations, seed)
    labels = _labels(splits, outcome.holds)
    groups = tuple(labels == number for number in range(1, labels.max() + 1))
    facts = facts_of(stances, placed, groups or (np.ones(len(labels), dtype=np.bool_),))
    return ConsensusMap(
        outcome=Outcome.BLOCS if outcome.holds else Outcome.NO_BLOCS,
        enough=len(placed.delegations),
        needed=needed,
        least=least,
        seed=seed,
        places=_places(placed, points, labels, least),
        unplaced=plain.unplaced,
        blocs=blocs_of(placed, groups),
        proposals=facts,
        bridges=bridges_of(facts),
        divisive=divisive_of(facts),
        explained=(round(float(explained[0]), 6), round(float(explained[1]), 6)),
        splits=_splits(splits),
        tested=outcome,
    )


def _plain(
    stances: Stances, placed: Stances, enough: Bools, needed: int, least: int, seed: int
) -> ConsensusMap:
    """What is told without a plane: how each proposal was received."""
    facts = facts_of(stances, stances, ())
    taken = stances.seen.sum(axis=1)
    short = [
        Unplaced(key, int(count))
        for key, count, is_placed in zip(stances.delegations, taken, enough, strict=True)
        if not is_placed
    ]
    return ConsensusMap(
        outcome=_outcome(placed, needed, least),
        enough=len(placed.delegations),
        needed=needed,
        least=least,
        seed=seed,
        places=(),
        unplaced=tuple(short),
        blocs=(),
        proposals=facts,
        bridges=bridges_of(facts),
        divisive=divisive_of(facts),
    )


def _outcome(placed: Stances, needed: int, least: int) -> Outcome:
    """`NO_BLOCS` where there is a plane on which to look for some."""
    if len(placed.proposals) < least:
        return Outcome.TOO_FEW_PROPOSALS
    if len(placed.delegations) < needed:
        return Outcome.NO_QUORUM
    if np.square(centred(placed.values)).sum() < NOTHING:
        return Outcome.ALL_THE_SAME
    return Outcome.NO_BLOCS


def _labels(splits: Splits, holds: bool) -> Whole:
    """Numbers of blocs from 1, the largest first, of equal ones that of the first delegation;
    0 for all where there are none."""
    labels = splits.labels[0, splits.best()[0]]
    if not holds:
        return np.zeros_like(labels)
    keys, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    ranked = keys[np.lexsort((first, -sizes))]
    return np.asarray(np.argsort(ranked)[labels] + 1)


def _splits(splits: Splits) -> tuple[Split, ...]:
    return tuple(
        Split(number, round(float(score), 6) if score > NO_SPLIT else None)
        for number, score in enumerate(splits.silhouettes[0], start=FEW)
    )


def _places(placed: Stances, points: Floats, labels: Whole, least: int) -> tuple[Place, ...]:
    partners = whom(placed, labels, points, least)
    taken = placed.seen.sum(axis=1)
    # Adding 0 turns the -0.0 that rounding may leave into 0.0.
    return tuple(
        Place(key, x + 0.0, y + 0.0, int(bloc), int(count), partner)
        for key, (x, y), bloc, count, partner in zip(
            placed.delegations, points.round(6).tolist(), labels, taken, partners, strict=True
        )
    )
