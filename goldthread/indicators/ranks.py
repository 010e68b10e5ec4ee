"""Statistics of numbers of days, exact: by rank, as `reading.read_duration` asks an engine."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def statistics(days: Ints, counts: Ints, percentiles: Sequence[int]) -> list[int]:
    """The sum of the days, the two middle values and the percentiles of some counted days.

    A number of days may stand in several rows, and with a negative count where one was taken off;
    the counts of each number of days add up to nothing less than zero.
    """
    order = np.argsort(days, kind="stable")
    values, starts = np.unique(days[order], return_index=True)
    upto = np.cumsum(np.add.reduceat(counts[order], starts))
    total = int(upto[-1])
    ranks = [(total + 1) // 2, total // 2 + 1, *(-(-p * total // 100) for p in percentiles)]
    found: list[int] = values[np.searchsorted(upto, ranks)].tolist()
    return [int((days * counts).sum()), *found]
