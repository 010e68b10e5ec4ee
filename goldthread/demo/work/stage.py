"""How the demo acts: at a moment of the story, on an object as it then stands."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from goldthread.codes.workdays import is_working_day
from goldthread.demo.work.cast import Cast
from goldthread.workflow.engine import create, perform
from goldthread.workflow.lifecycle import Lifecycle

NOW = date(2019, 7, 15)
"""Until when the work is told: the half-year is over, its reports are coming in."""

SEED = 2019


class Stage:
    """The cast, chance from the seed, and the two ways of doing something."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast = cast
        self.chance = random.Random(seed)  # noqa: S311
        self._waiting: dict[str, list[str]] = {}

    def at(self, day: date, after: datetime | None = None) -> datetime:
        """A moment within working hours of the first working day from `day` on; a moment stays."""
        found = day if isinstance(day, datetime) else self._within(day)
        return found if after is None else max(found, after + timedelta(minutes=7))

    def _within(self, day: date) -> datetime:
        while not is_working_day(day, "CN"):
            day += timedelta(days=1)
        minutes = self.chance.randrange(9 * 60)
        return datetime.combine(day, time(1), UTC) + timedelta(minutes=minutes)

    def make(self, obj: Any, action: str, actor: Any, day: date, /, **payload: Any) -> Any:
        create(obj, action, actor=actor, payload=payload, at=self.at(day))
        return obj

    def act(self, obj: Lifecycle, action: str, actor: Any, day: date, /, **payload: Any) -> None:
        """On the day, or right after what happened last to the object."""
        perform(
            obj,
            action,
            actor=actor,
            expected_version=obj.version,
            payload=payload,
            at=self.at(day, obj.updated_at),
        )

    def next_of(self, what: str, shares: Sequence[tuple[str, int]]) -> str:
        """One of some outcomes: by chance, yet a hundred of them hold each in its share."""
        if not self._waiting.get(what):
            drawn = [name for name, share in shares for _ in range(share)]
            self.chance.shuffle(drawn)
            self._waiting[what] = drawn
        return self._waiting[what].pop()
