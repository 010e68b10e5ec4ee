"""How well the check finds what was labelled by hand, by kind: precision and recall are printed."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from goldthread.seminar.speech.check import check
from goldthread.seminar.speech.finding import KINDS
from tests.seminar.speech.ledger import FACTS

Row = dict[str, Any]
SETS: dict[str, list[Row]] = yaml.safe_load(
    Path(__file__).with_name("labelled.yaml").read_text("utf-8")
)
ALL = [row for rows in SETS.values() for row in rows]
LEAST = {"unsourced": (1.0, 0.97), "direction": (1.0, 0.87), "unsigned": (0.5, 1.0)}
"""Precision and recall that a change of the rules must keep; of the other kinds both are 1."""


def outcomes(row: Row) -> Iterator[tuple[str, str]]:
    """Kind and `hit`, `false` or `missed` of everything found in a sentence, or labelled."""
    text = row["text"]
    found = check(text, row["lang"], FACTS)
    numbers = [f.at for f in found if f.kind == "unsourced"]
    wanted = [_span(text, label) for label in row.get("unsourced", ())]
    for span in wanted:
        yield "unsourced", "hit" if any(_meet(span, each) for each in numbers) else "missed"
    for span in numbers:
        if not any(_meet(span, each) for each in wanted):
            yield "unsourced", "false"
    told = {each.kind for each in found} - {"unsourced"}
    labelled = {kind for kind in KINDS if row.get(kind)} - {"unsourced"}
    for kind in told | labelled:
        yield kind, "hit" if kind in told & labelled else "false" if kind in told else "missed"


def _span(text: str, label: str) -> tuple[int, int]:
    at = text.index(label)
    return at, at + len(label)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def test_there_are_sentences_enough_of_every_kind() -> None:
    assert {lang: sum(row["lang"] == lang for row in ALL) for lang in ("en", "zh")} == {
        "en": 101,
        "zh": 89,
    }
    assert {kind for kind in KINDS if any(row.get(kind) for row in ALL)} == set(KINDS)
    assert sum(not set(row) - {"lang", "text"} for row in ALL) >= 40


@pytest.mark.parametrize("kind", KINDS)
def test_precision_and_recall(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    counted = Counter(told for row in ALL for each, told in outcomes(row) if each == kind)
    precision = share(counted["hit"], counted["hit"] + counted["false"])
    recall = share(counted["hit"], counted["hit"] + counted["missed"])
    with capsys.disabled():
        sys.stdout.write(f"\n{kind}: {dict(counted)}, {precision:.2f}, {recall:.2f}\n")
    least = LEAST.get(kind, (1.0, 1.0))
    assert precision >= least[0]
    assert recall >= least[1]
