"""Sealed segments: loads merged and sorted, so that old and new questions are answered fast.

A segment is derived: it holds the rows of a run of loads, sorted; closes of versions in earlier
segments stay beside it. Segments are merged as they grow, so that a feed has few of them and a row
is written again only each time its segment has grown eightfold.
"""

import math
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from goldthread.register.errors import RegisterError
from goldthread.register.layout import Layout, remove, sync
from goldthread.register.segment import USUAL, Shape, write
from goldthread.register.units import (
    Current,
    Unit,
    read_current,
    segment_folders,
    write_current,
)

# How long a segment stays on the disk after another took its place: a question that began
# before must end within.
GRACE_SECONDS: Final = 900.0


@dataclass(frozen=True)
class Rule:
    """When to seal, and how a segment is written.

    `fanout` units of one size are merged into one; sizes are powers of `fanout` times `smallest`
    records. A unit is also merged with all later ones once they have closed one in
    `closed_share` of its records, but not fewer than `smallest`.
    """

    fanout: int = 8
    smallest: int = 8192
    closed_share: int = 8
    shape: Shape = USUAL

    def size(self, records: int) -> int:
        """The size class of a unit: 0 for the smallest."""
        ratio = max(records, self.smallest) / self.smallest
        return math.floor(math.log(ratio, self.fanout) + 1e-9)


EVERY_DAY: Final = Rule()


def plan(units: Sequence[Unit], rule: Rule) -> int | None:
    """From which unit on all units are to be merged into one; None when nothing is due."""
    start = min(_many_alike(units, rule), _much_closed(units, rule), _large(units, rule))
    return start if start < len(units) else None


def _many_alike(units: Sequence[Unit], rule: Rule) -> int:
    """The beginning of the last units, if they are too many for their size."""
    start = len(units)
    sizes = [rule.size(unit.records) for unit in units]
    for size in range(max(sizes, default=0) + 1):
        first = len(units)
        while first and sizes[first - 1] <= size:
            first -= 1
        alike = sizes[first:start].count(size) + (start < len(units))
        if alike >= rule.fanout:
            start = first
    return start


def _much_closed(units: Sequence[Unit], rule: Rule) -> int:
    """The first unit of which later ones have closed too much."""
    closed: Counter[int] = Counter()
    for unit in units:
        closed.update(unit.closed)
    for place, unit in enumerate(units):
        gone = sum(closed[load] for load in unit.loads)
        if gone >= max(rule.smallest, unit.records / rule.closed_share):
            return place
    return len(units)


def _large(units: Sequence[Unit], rule: Rule) -> int:
    """The newest load, if it alone is worth sorting."""
    if units and not units[-1].sealed and rule.size(units[-1].records) > 0:
        return len(units) - 1
    return len(units)


def seal(
    layout: Layout, feed: str, units: Sequence[Unit], start: int, rule: Rule = EVERY_DAY
) -> None:
    """Merge the units from `start` on into one segment and put it in force."""
    folder = layout.scratch("seal")
    try:
        merged = write(folder, feed, units[start:], rule.shape)
        name = f"{merged.first:06d}-{merged.last:06d}-{uuid4().hex[:8]}"
        home = layout.sealed / feed
        home.mkdir(exist_ok=True)
        folder.rename(home / name)
        sync(home)
    finally:
        if folder.exists():
            remove(folder)
    kept = tuple(unit.folder.name for unit in units[:start])
    write_current(layout, feed, read_current(layout, feed).after((*kept, name)))
    clear_retired(layout, feed)


def clear_retired(layout: Layout, feed: str) -> None:
    """Remove segments that no reader can still be in, and those that never came into force."""
    current = read_current(layout, feed)
    recent = tuple(one for one in current.retired if time.time() - one.since < GRACE_SECONDS)
    kept = {*current.segments, *(one.folder for one in recent)}
    stale = [folder for folder in segment_folders(layout, feed) if folder.name not in kept]
    if stale:
        write_current(layout, feed, Current(current.segments, recent))
    for folder in stale:
        remove(folder)


def reseal(layout: Layout, feed: str, loads: Sequence[Unit], rule: Rule = EVERY_DAY) -> None:
    """Make one segment of all loads of a feed, whatever was sealed before."""
    try:
        before = read_current(layout, feed)
    except RegisterError:
        before = Current()
    (layout.sealed / feed).mkdir(exist_ok=True)
    write_current(layout, feed, before.after(()))
    seal(layout, feed, loads, 0, rule)


def trouble() -> tuple[type[Exception], ...]:
    """What can go wrong while sealing without harm to the loads."""
    import duckdb

    return (duckdb.Error, OSError, RegisterError)
