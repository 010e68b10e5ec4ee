"""`bench scale`: the rows of `bench figures` at 100 million rights, with the bars of that size.

Targets: PERFORMANCE section 2. It needs 20 GB of disk for the time it runs, and twenty minutes.
"""

from dataclasses import replace
from typing import Final

from goldthread.bench import figures
from goldthread.bench.report import Bench, Row, Say, Size

COUNTS: Final = {"small": 1_000_000, "full": 100_000_000}
TURNS: Final = 3
# Seconds that are held here alone: with fewer rights they would say nothing.
BARS: Final = {figures.MEDIAN: 1.2, figures.DISTINCT: 3.0}


def run(size: Size, progress: Say) -> Bench:
    """Make a register, measure on it, throw it away."""
    rows = figures.measured(COUNTS[size], TURNS, progress)
    return Bench("scale", held(rows) if size == "full" else rows)


def held(rows: list[Row]) -> list[Row]:
    """The rows with the bars of this size."""
    return [replace(row, target=BARS.get(row.name, row.target)) for row in rows]
