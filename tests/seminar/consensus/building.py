"""Matrices of stances for tests: noise, planted blocs, and small ones written out by hand."""

import numpy as np
from numpy.typing import NDArray

from goldthread.seminar.consensus import Stances

SIZE, WIDTH = 32, 40
MARKS = {"+": 1.0, "-": -1.0, "0": 0.0, ".": np.nan}


def stances(values: NDArray[np.float64]) -> Stances:
    size, width = values.shape
    return Stances(
        tuple(f"d{at:02}" for at in range(size)), tuple(f"p{at:02}" for at in range(width)), values
    )


def drawn_up(*rows: str) -> Stances:
    """A delegation a row: + supports, - opposes, 0 abstains, . said nothing."""
    return stances(np.array([[MARKS[mark] for mark in row] for row in rows]))


def noise(seed: int, size: int = SIZE, width: int = WIDTH) -> NDArray[np.float64]:
    """Nobody agrees with anybody but by chance; more support than oppose."""
    draws = np.random.default_rng(seed)
    return draws.choice([1.0, -1.0, 0.0], size=(size, width), p=[0.5, 0.3, 0.2])


def planted(seed: int, share: float = 0.2) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Noise, but on a share of the proposals two blocs stand against each other, one delegation in
    twenty apart. Also who is in which."""
    draws = np.random.default_rng(1000 + seed)
    values = noise(seed)
    sides = draws.permutation(np.arange(SIZE) % 2)
    for column in draws.choice(WIDTH, round(share * WIDTH), replace=False):
        stance = np.where(sides == draws.integers(2), 1.0, -1.0)
        values[:, column] = np.where(draws.random(SIZE) < 0.05, -stance, stance)
    return values, sides
