"""Points into blocs: k-means for k of 2 to 5, the clearest by silhouette; many planes at once.

Hundreds of shuffled planes are split for one map, so that all are split together; the tests hold
both the sums of squares and the silhouettes against scikit-learn's.
"""

from dataclasses import dataclass

import numpy as np

from goldthread.seminar.consensus.stances import Bools, Floats, Whole

FEW, MANY = 2, 5
SMALLEST = 2
"""A bloc has at least two delegations: one that stands apart is no bloc."""

LARGEST = MANY
STARTS, STEPS = 24, 40
NO_SPLIT = -1.0
"""The silhouette of a plane that cannot be split into blocs of that number."""


@dataclass(frozen=True)
class Splits:
    """Of each plane, by number of blocs: silhouettes (planes, k) and labels (planes, k, points)."""

    silhouettes: Floats
    labels: Whole

    def best(self) -> Whole:
        """The place of the clearest split of each plane; of equally clear ones the fewest blocs."""
        return np.asarray(np.round(self.silhouettes, 9).argmax(axis=1), dtype=np.int64)

    def clearest(self) -> Floats:
        return np.asarray(self.silhouettes.max(axis=1))


def split(planes: Floats, seed: int) -> Splits:
    """Planes (planes, points, 2), each into 2 to 5 blocs from starts drawn with the seed."""
    distances = np.sqrt(_squares(planes, planes))
    numbers = range(FEW, MANY + 1)
    labels = [_k_means(planes, k, np.random.default_rng((seed, k))) for k in numbers]
    scores = [_silhouettes(distances, each, k) for each, k in zip(labels, numbers, strict=True)]
    return Splits(np.stack(scores, axis=1), np.stack(labels, axis=1))


def _squares(points: Floats, others: Floats) -> Floats:
    """Squared distances between (…, n, 2) and (…, m, 2), as (…, n, m)."""
    x = points[..., :, None, 0] - others[..., None, :, 0]
    y = points[..., :, None, 1] - others[..., None, :, 1]
    return np.asarray(x * x + y * y)


def _k_means(planes: Floats, number: int, draws: np.random.Generator) -> Whole:
    """Labels (planes, points) of the tightest of several starts."""
    count, size, _ = planes.shape
    if size < number:
        return np.zeros((count, size), dtype=np.int64)
    each = np.repeat(planes[:, None], STARTS, axis=1)
    centres = _begins(each, number, draws)
    _settle(each, centres)
    squares = _squares(each, centres)
    tightest = np.round(squares.min(axis=3).sum(axis=2), 9).argmin(axis=1)
    return np.asarray(squares[np.arange(count), tightest].argmin(axis=2), dtype=np.int64)


def _begins(each: Floats, number: int, draws: np.random.Generator) -> Floats:
    """Points to begin at, each drawn the likelier the further it lies from those drawn before."""
    chances = np.ones(each.shape[:3])
    centres = np.empty((*each.shape[:2], number, 2))
    for at in range(number):
        reached = chances.cumsum(axis=2)
        lots = draws.random(each.shape[:2]) * reached[..., -1]
        drawn = (reached > lots[..., None]).argmax(axis=2)
        centres[:, :, at] = np.take_along_axis(each, drawn[..., None, None], axis=2)[:, :, 0]
        chances = _squares(each, centres[:, :, : at + 1]).min(axis=3)
    return centres


def _settle(points: Floats, centres: Floats) -> None:
    """Move the centres, in place, until each is the middle of the points nearest to it."""
    moving = np.arange(len(points))
    for _ in range(STEPS):
        near, before = points[moving], centres[moving]
        labels: Whole = _squares(near, before).argmin(axis=3)
        centres[moving] = _means(near, _members(labels, centres.shape[2]), before)
        moving = moving[(centres[moving] != before).any(axis=(1, 2, 3))]
        if not len(moving):
            break


def _members(labels: Whole, number: int) -> Floats:
    """(…, points) to (…, points, blocs) of 0 and 1."""
    return np.asarray(labels[..., None] == np.arange(number), dtype=np.float64)


def _means(points: Floats, members: Floats, before: Floats) -> Floats:
    """The middle of each bloc; one that lost all its points stays where it was."""
    sizes = members.sum(axis=-2)[..., None]
    sums = np.swapaxes(members, -1, -2) @ points
    return np.where(sizes > 0, sums / np.maximum(sizes, 1.0), before)


def _silhouettes(distances: Floats, labels: Whole, number: int) -> Floats:
    """The mean silhouette of each plane; `NO_SPLIT` where a bloc is too small."""
    members = _members(labels, number)
    sizes = members.sum(axis=1)
    sums = distances @ members
    own = (sums * members).sum(axis=2) / np.maximum((sizes[:, None] * members).sum(axis=2) - 1, 1)
    means = np.where(members > 0, np.inf, sums / np.maximum(sizes, 1)[:, None])
    nearest = means.min(axis=2)
    widest = np.maximum(own, nearest)
    scores = np.where(widest > 0, (nearest - own) / np.where(widest > 0, widest, 1.0), 0.0)
    whole: Bools = (sizes >= SMALLEST).all(axis=1)
    return np.where(whole, scores.mean(axis=1), NO_SPLIT)
