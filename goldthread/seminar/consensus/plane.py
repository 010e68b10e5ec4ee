"""The two directions in which delegations differ most: principal components, many at once."""

import numpy as np

from goldthread.seminar.consensus.stances import Bools, Floats, Whole

NOTHING = 1e-9
"""Variance below this is none: what rounding leaves of proposals on which all say the same."""


def centred(values: Floats) -> Floats:
    """Each proposal's stances about their mean. Who said nothing stands at the mean: at 0."""
    seen = ~np.isnan(values)
    count = np.maximum(seen.sum(axis=0), 1)
    mean = np.where(seen, values, 0.0).sum(axis=0) / count
    return np.where(seen, values - mean, 0.0)


def stretch(seen: Bools) -> Floats:
    """By how much to move a delegation out again: silence pulled it towards the middle.

    Polis' factor: the root of proposals by stances taken.
    """
    taken = np.maximum(seen.sum(axis=-1), 1)
    return np.asarray(np.sqrt(seen.shape[-1] / taken), dtype=np.float64)


def projected(about_mean: Floats, factors: Floats) -> tuple[Floats, Floats]:
    """Points (…, delegations, 2) and the share of variance of each direction (…, 2).

    Of matrices (…, delegations, proposals). By the delegations' inner products, which are few;
    the points are those of a singular value decomposition, up to the sign of each direction.
    """
    products = about_mean @ np.swapaxes(about_mean, -1, -2)
    variances, directions = np.linalg.eigh(products)
    first_two = np.maximum(variances[..., :-3:-1], 0.0)
    points = directions[..., :, :-3:-1] * np.sqrt(first_two)[..., None, :]
    total = np.maximum(np.trace(products, axis1=-2, axis2=-1), NOTHING)
    return points * factors[..., :, None], first_two / total[..., None]


def turned(points: Floats, about_mean: Floats) -> Floats:
    """The points with signs that do not depend on the machine.

    Along each direction the proposal that weighs most in it counts upwards.
    """
    weights = np.round(about_mean.T @ points, 9)
    heaviest = np.abs(weights).argmax(axis=0)
    signs = np.sign(weights[heaviest, np.arange(points.shape[1])])
    return points * np.where(signs == 0, 1.0, signs)


def shuffled(about_mean: Floats, seen: Bools, count: int, draws: np.random.Generator) -> Floats:
    """`count` copies in which each proposal's stances are dealt anew among those who took one.

    What remains: how each proposal was received, and who said how much. What goes: who agrees
    with whom.
    """
    size, width = about_mean.shape
    # Whoever took a stance comes first, in an order of its own for each copy and proposal.
    lots = np.where(seen, draws.random((count, size, width)), 2.0)
    order: Whole = lots.argsort(axis=1)
    first = np.argsort(~seen, axis=0, kind="stable")
    dealt = np.take_along_axis(about_mean, first, axis=0)
    copies = np.zeros((count, size, width))
    np.put_along_axis(copies, order, np.broadcast_to(dealt, copies.shape), axis=1)
    return copies
