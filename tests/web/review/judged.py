"""A review with figures of twelve regions: for pages, pictures and lists that are counted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from goldthread.review.models import Assessment, Review
from tests.indicators.support import load, people
from tests.programme.test_progress import granted
from tests.review.building import Reviewed

MILLION = 1_000_000
REGIONS = {
    "CN-XZ": (3, 2),
    "CN-QH": (6, 3),
    "CN-NX": (7, 9),
    "CN-SX": (30, 30),
    "CN-LN": (30, 32),
    "CN-JL": (30, 28),
    "CN-HL": (30, 31),
    "CN-FJ": (30, 29),
    "CN-JX": (30, 60),
    "CN-ZJ": (60, 45),
    "CN-JS": (80, 50),
    "CN-SD": (90, 40),
}
"""Millions of people, and grants in the first half of 2019; a year earlier there were 10 each."""

NOW = sum(count for _, count in REGIONS.values())
BEFORE = 10 * len(REGIONS)


def records() -> Iterator[Any]:
    number = 0
    for region, (millions, count) in REGIONS.items():
        yield people(region, 2018, millions * MILLION)
        for day, size in (("2018-03-05", 10), ("2019-03-05", count)):
            for _ in range(size):
                number += 1
                there = ("CN", region)
                yield granted(str(number), day, [(*there, "ENT")], inventors=[there])
    yield people("CN", 2018, 1_400 * MILLION)


def make_register(home: Path) -> None:
    load(home, list(records()), received="2019-06-25")


class Judged(Reviewed):
    """Objections are open; the office of Zhejiang was graded sufficient and has not objected."""

    def __init__(self) -> None:
        super().__init__()
        self.judged: Review = self.review("sample_check")
        self.zhejiang: Assessment = self.assessment(self.judged, "IPO-ZJ")
        for sampled in self.judged.sample.all():
            self.find(sampled)
        self.grade(self.zhejiang, "sufficient")
        self.lead_review(self.judged, "graded")
