"""A sample of tasks for a check on the spot: at random, weighted by signals, and reproducible.

Each task gets a number from the published seed and its ledger number, by SHA-256; with the weight
w the number u becomes u^(1/w), and the largest are taken (Efraimidis and Spirakis, 2006). Neither
the order of rows nor the machine matters: whoever has seed, ledger and signals draws the same.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from math import log

from goldthread.programme.models import Cycle, KeyTask
from goldthread.programme.periods import OWING
from goldthread.programme.queries.signals import Signal, signals

BASE = 1
"""The weight of a task without a signal: any may be drawn. Each signal adds as much again."""

IN_THE_SAMPLE = (*OWING, "written_off")


@dataclass(frozen=True)
class Sampled:
    """A task drawn, its weight, and the signals that made it likelier."""

    task: KeyTask
    weight: int
    signals: tuple[Signal, ...]


def sample(cycle: Cycle, seed: str, n: int, *, day: date | None = None) -> list[Sampled]:
    """`n` tasks of the cycle, all where there are not more; the likeliest draw first."""
    found = signals(cycle, day)
    weights = Counter(task for each in found for task in set(each.tasks))
    rows = KeyTask.objects.filter(cycle=cycle, state__in=IN_THE_SAMPLE).exclude(ledger_number="")
    tasks = {task: BASE + weights[task.pk] for task in rows.select_related("lead")}
    drawn = sorted(tasks, key=lambda task: _place(seed, task.ledger_number, tasks[task]))[:n]
    return [
        Sampled(task, tasks[task], tuple(each for each in found if task.pk in each.tasks))
        for task in drawn
    ]


def _place(seed: str, number: str, weight: int) -> tuple[float, str]:
    """The smallest is drawn first: -log(u) / w, which orders as u^(1/w) does, backwards."""
    return -log(chance(seed, number)) / weight, number


def chance(seed: str, number: str) -> float:
    """A number above 0 and below 1 that seed and ledger number settle."""
    digest = sha256(f"{seed}\n{number}".encode()).digest()
    return (int.from_bytes(digest[:6], "big") + 0.5) / (1 << 48)
