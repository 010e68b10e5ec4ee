"""The examples of docs/working-at-volume.md run, one after the other; its bounds are the code's."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from goldthread.programme.actions import bulk, holding

PAGE = Path(__file__).resolve().parents[2] / "docs" / "working-at-volume.md"


@pytest.mark.django_db
def test_examples_hold(tmp_path: Path, monkeypatch: Any, settings: Any) -> None:
    from tests.programme.building import World

    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    world = World()
    settings.GOLDTHREAD_CLOCK = datetime(2019, 3, 1, 9, tzinfo=UTC) - datetime.now(UTC)
    monkeypatch.chdir(tmp_path)
    names = {
        "__name__": "page",
        "cycle": world.cycle,
        "planner": world["planning"],
        "supervisor": world["supervision"],
        "day": date(2019, 3, 1),
    }
    for example in examples:
        exec(example, names)
    assert len(examples) == 2


def test_the_bounds_that_it_names_are_those_of_the_code() -> None:
    text = PAGE.read_text("utf-8")
    assert f"at most {bulk.MOST:,}" in text
    assert holding.MOST == 20
    assert "the last twenty" in text
