"""The labelled pairs, and what the measured thresholds make of them.

Each topic of `topics.zh.yaml` and `topics.en.yaml` holds three proposals as an office would write
them: `text`, the same request in other words (`again`), and another request on the same subject
(`near`). A topic makes three pairs: text and again are alike; text and near are not, nor are text
and the text of the next topic of its half. Every other topic is for choosing the threshold, the
rest is held out: no text stands in both halves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from goldthread.seminar.likeness import Index

LANGUAGES = {"zh": "Chinese", "en": "English"}
HALVES = ("chosen on", "held out")
KINDS = ("text", "again", "near")


@dataclass(frozen=True)
class Pair:
    kind: str
    score: float

    @property
    def alike(self) -> bool:
        return self.kind == "again"


@dataclass(frozen=True)
class Measured:
    precision: float
    recall: float

    @property
    def both(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@cache
def topics(lang: str) -> list[dict[str, str]]:
    path = Path(__file__).with_name(f"topics.{lang}.yaml")
    found: list[dict[str, str]] = yaml.safe_load(path.read_text("utf-8"))
    return found


@cache
def pairs(lang: str, half: str) -> tuple[Pair, ...]:
    """Scored by an index of all texts of the half."""
    rows = topics(lang)[HALVES.index(half) :: 2]
    index = Index([(f"{row['topic']} {kind}", row[kind]) for row in rows for kind in KINDS])
    return tuple(_scored(index, rows))


def _scored(index: Index, rows: list[dict[str, str]]) -> Iterator[Pair]:
    for at, row in enumerate(rows):
        other = rows[(at + 1) % len(rows)]["text"]
        for kind, text in (("again", row["again"]), ("near", row["near"]), ("other", other)):
            scores = dict(zip(index.keys, index.scores(text), strict=True))
            yield Pair(kind, float(scores[f"{row['topic']} text"]))


def measured(found: tuple[Pair, ...], least: float) -> Measured:
    shown = [pair for pair in found if pair.score >= least]
    right = sum(pair.alike for pair in shown)
    there = sum(pair.alike for pair in found)
    return Measured(right / len(shown) if shown else 0.0, right / there)


def best_threshold(found: tuple[Pair, ...]) -> float:
    """In hundredths, where precision and recall together are best; the middle of equally good."""
    hundredths = [n / 100 for n in range(5, 96)]
    best = max(measured(found, least).both for least in hundredths)
    equal = [least for least in hundredths if measured(found, least).both == best]
    return equal[len(equal) // 2]
