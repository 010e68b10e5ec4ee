"""K-means and silhouettes of many planes at once, against scikit-learn's of each."""

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from goldthread.seminar.consensus.blocs import NO_SPLIT, split

PLANES = np.random.default_rng(3).normal(size=(6, 32, 2))


def inertia(points: np.ndarray, labels: np.ndarray) -> float:
    return float(
        sum(
            np.square(points[labels == k] - points[labels == k].mean(axis=0)).sum()
            for k in set(labels)
        )
    )


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_as_tight_as_scikit_learns(number: int) -> None:
    """Of noise, where many divisions are nearly as tight: within one part in twenty."""
    found = split(PLANES, seed=1).labels[:, number - 2]
    for points, labels in zip(PLANES, found, strict=True):
        theirs = KMeans(number, n_init=20, random_state=0).fit(points).inertia_
        assert inertia(points, labels) <= theirs * 1.05


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_the_same_silhouettes(number: int) -> None:
    found = split(PLANES, seed=1)
    for at, points in enumerate(PLANES):
        labels, score = found.labels[at, number - 2], found.silhouettes[at, number - 2]
        if min(np.bincount(labels)) >= 2:
            assert score == pytest.approx(silhouette_score(points, labels), abs=1e-9)
        else:
            assert score == NO_SPLIT


def test_one_that_stands_apart_is_no_bloc() -> None:
    points = np.zeros((1, 8, 2))
    points[0, 0] = (9, 9)
    assert (split(points, seed=1).silhouettes == NO_SPLIT).all()


def test_of_equally_clear_divisions_the_fewest_blocs() -> None:
    found = split(np.zeros((1, 8, 2)), seed=1)
    assert found.best().tolist() == [0]


def test_fewer_points_than_blocs() -> None:
    points = np.array([[[0.0, 0.0], [1.0, 0.0], [9.0, 0.0], [9.5, 0.0]]])
    found = split(points, seed=1)
    assert found.silhouettes[0, 0] > 0.8
    assert found.silhouettes[0, 1:].tolist() == [NO_SPLIT] * 3
