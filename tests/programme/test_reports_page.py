"""The examples of docs/reports.md run, one after the other."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.programme.reporting import TARGET, Reporting

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "reports.md"


@pytest.mark.django_db
def test_examples_hold() -> None:
    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    world = Reporting()
    milestone = {"title": "全部完成", "due": "2019-06-28", "criteria": ["总结报告已报送"]}
    task = world.task("in_progress", targets=[TARGET], milestones=[milestone])
    world.until(date(2019, 3, 6))
    names: dict[str, Any] = {
        "task": task,
        "contributor": world["prot_contributor"],
        "head": world["protection"],
        "supervisor": world["supervision"],
        "at": world.at,
    }
    for example in examples:
        exec(example, names)
    assert len(examples) == 4


def test_pictures_and_pages_named_are_there() -> None:
    named = re.findall(r"\]\(([\w/.]+)\)", PAGE.read_text("utf-8"))
    assert len(named) >= 8
    assert [each for each in named if not (DOCS / each).is_file()] == []
