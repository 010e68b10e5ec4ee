"""Where the rows of one half-year of the made-up ledger go, and what they hang on."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from goldthread.bench.work_writer import Writer

STATES = ("assigned", "received", "in_progress", "completion_reported", "verified", "written_off")
WORDS = ("审查", "质量", "保护", "运用", "服务", "合作", "专利", "商标", "培训", "执法", "转化")


@dataclass(frozen=True)
class Half:
    """One half-year of the set."""

    number: int
    starts: date

    @property
    def ends(self) -> date:
        return date(self.starts.year, self.starts.month + 5, 30 if self.starts.month == 1 else 31)

    @property
    def key(self) -> str:
        return f"{self.starts.year}-H{1 if self.starts.month == 1 else 2}"

    def month_ends(self) -> list[date]:
        firsts = [date(self.starts.year, self.starts.month + step, 1) for step in range(1, 6)]
        return [*(first - timedelta(days=1) for first in firsts), self.ends]


@dataclass(frozen=True)
class Region:
    """A regional office, by its key and code, and the region that it answers for."""

    office: int
    code: str
    region: str


@dataclass(frozen=True)
class Place:
    """`cycle` is the half-year's key; `measures` and `clauses` count the rows before and in all."""

    writer: Writer
    chance: random.Random
    half: Half
    cycle: int
    measures: int
    regional: list[Region]
    departments: list[int]
    clauses: int
    last: bool

    def state(self) -> str:
        return self.chance.choice(STATES) if self.last else "written_off"

    def text(self, words: int) -> str:
        return "，".join(self.chance.choice(WORDS) for _ in range(words))


def alive(state: str, day: date) -> dict[str, Any]:
    """The columns of an object with a life, in its state since nine o'clock of a day."""
    moment = datetime.combine(day, time(9), UTC)
    times = {"created_at": moment, "updated_at": moment, "entered_at": moment}
    return {"state": state, "version": 1, **times}
