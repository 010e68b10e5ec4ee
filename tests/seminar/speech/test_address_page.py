"""docs/address.md says what the check does, and how well it does it."""

import re
from collections import Counter
from pathlib import Path

import pytest

from goldthread.seminar.speech.bindings import DIMENSIONS, NAMES, tokens
from goldthread.seminar.speech.finding import KINDS
from tests.seminar.speech.test_labelled import ALL, outcomes, share

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "address.md").read_text("utf-8")
FORBIDS = {"blocks": "forbids", "warns": "warns"}


def test_examples_hold() -> None:
    for example in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(example, {"__name__": "page"})
    [text] = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert len(tokens(text)) == 4


def test_every_part_of_a_token_and_every_kind_is_told() -> None:
    for name in (*NAMES, *DIMENSIONS):
        assert f"`{name}=" in PAGE
    rows = dict(re.findall(r"\| `(\w+)` \| [^|]+ \| (forbids|warns) \|", PAGE))
    assert rows == {kind: FORBIDS[severity] for kind, (severity, _titles) in KINDS.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_measured_numbers_stand_in_the_page(kind: str) -> None:
    counted = Counter(told for row in ALL for each, told in outcomes(row) if each == kind)
    labelled = counted["hit"] + counted["missed"]
    precision = share(counted["hit"], counted["hit"] + counted["false"])
    told = f"| {precision:.2f} | {share(counted['hit'], labelled):.2f} | {labelled} |"
    [row] = re.findall(rf"^\| `{kind}` \| [^|]+ \| [^|]+ (\|.*\|)$", PAGE, re.MULTILINE)
    assert row == told


def test_the_sentences_are_counted_in_the_page() -> None:
    assert f"all {len(ALL)} sentences" in PAGE
