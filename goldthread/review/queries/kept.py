"""Past days that were rebuilt, kept in this process: the same log tells the same day again.

Tasks are kept under the hash at the log's end and the day. Whoever asks is given those that they
may see, and of these only what nobody asked for before is rebuilt: rights are never kept.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from goldthread.programme.models import KeyTask

MOST, DAYS = 20_000, 16
"""Tasks that are kept, of all days together, and days; of the last day all that were asked for."""

Rebuild = Callable[[list[int]], dict[int, KeyTask]]


@dataclass
class PastDay:
    """`rebuilt`: by key, None for what had not begun on the day."""

    rebuilt: dict[int, KeyTask | None] = field(default_factory=dict)

    def tasks(self, keys: Iterable[int], rebuild: Rebuild) -> dict[int, KeyTask]:
        """Not to be written to: they are everyone's."""
        asked = list(keys)
        missing = [key for key in asked if key not in self.rebuilt]
        if missing:
            found = rebuild(missing)
            self.rebuilt |= {key: found.get(key) for key in missing}
            _make_room(self)
        return {key: task for key in asked if (task := self.rebuilt[key]) is not None}


_days: OrderedDict[tuple[str, date], PastDay] = OrderedDict()
_lock = Lock()


def past_day(end: str, day: date) -> PastDay:
    """What is kept of a day as a log tells it that ends with the hash."""
    with _lock:
        found = _days.setdefault((end, day), PastDay())
        _days.move_to_end((end, day))
        if len(_days) > DAYS:
            _days.popitem(last=False)
        return found


def _make_room(newest: PastDay) -> None:
    """Let go of the days that were not asked for the longest."""
    with _lock:
        kept = sum(len(each.rebuilt) for each in _days.values())
        for name, each in list(_days.items()):
            if kept > MOST and each is not newest:
                kept -= len(_days.pop(name).rebuilt)
