"""docs/templates.md: every example can be read and written, and every word of the language is
told."""

import re
from datetime import date
from pathlib import Path

import pytest

from goldthread.review.template.words import COUNTED, DIVIDED_BY, DRAWN, PERIODS, WORDS
from goldthread.review.writing import write
from tests.review.building import Reviewed

PAGE = Path(__file__).parents[3] / "docs" / "templates.md"
EXAMPLES = re.findall(r"```template\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 4


def test_every_example_is_written(world: Reviewed, home: Path) -> None:
    review = world.review()
    for example in EXAMPLES:
        content = write(review, example, "en", date(2019, 7, 6))
        assert content["title"] in example.replace("{{cycle}}", review.cycle.title("en"))


@pytest.mark.parametrize("word", [*COUNTED, *DIVIDED_BY, *DRAWN, *map(str.lower, PERIODS), *WORDS])
def test_every_word_is_told(word: str) -> None:
    assert re.search(rf"[`@{{=,]{word}\b", PAGE.read_text("utf-8"))
