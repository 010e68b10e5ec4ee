"""What delegations said of proposals, as a matrix."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SUPPORT, OPPOSE, ABSTAIN = 1, -1, 0

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Stances:
    """Delegations by proposals: 1 supports, -1 opposes, 0 abstains, NaN said nothing."""

    delegations: tuple[str, ...]
    proposals: tuple[str, ...]
    values: Floats

    def __post_init__(self) -> None:
        assert self.values.shape == (len(self.delegations), len(self.proposals))

    @property
    def seen(self) -> Bools:
        return ~np.isnan(self.values)

    def only(self, delegations: Bools) -> "Stances":
        """The same proposals, with some of the delegations."""
        kept = tuple(key for key, keep in zip(self.delegations, delegations, strict=True) if keep)
        return Stances(kept, self.proposals, self.values[delegations])


def stances_of(
    rows: Iterable[tuple[str, str, int]],
    delegations: Iterable[str] = (),
    proposals: Iterable[str] = (),
) -> Stances:
    """From (delegation, proposal, stance), in whatever order: the matrix does not depend on it.

    `delegations` and `proposals` may name some of which no row speaks. A second stance of a
    delegation on a proposal is refused by an assertion: the ledger holds one.
    """
    given = list(rows)
    who = sorted({row[0] for row in given} | set(delegations))
    what = sorted({row[1] for row in given} | set(proposals))
    places, columns = {k: n for n, k in enumerate(who)}, {k: n for n, k in enumerate(what)}
    values = np.full((len(who), len(what)), np.nan)
    for delegation, proposal, stance in given:
        assert stance in (SUPPORT, OPPOSE, ABSTAIN), stance
        at = places[delegation], columns[proposal]
        assert np.isnan(values[at]), (delegation, proposal)
        values[at] = stance
    return Stances(tuple(who), tuple(what), values)
