"""The examples of docs/api.md run, one after the other; its tables name every code and kind."""

import re
from pathlib import Path

from goldthread.api.problems import STATUS
from goldthread.api.work import WORK
from tests.api.conftest import Program
from tests.programme.reporting import Reporting

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


def test_examples_hold(world: Reporting, program: Program) -> None:
    world.task("assigned")
    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    names = {"__name__": "page", "session": program("protection").client}
    for example in examples:
        exec(example, names)
    assert len(examples) == 3


def test_every_code_and_every_kind_of_work_is_named() -> None:
    text = PAGE.read_text("utf-8")
    told = {}
    for codes, statuses in re.findall(r"^\| (`.*?`) \| ([\d, ]+) \|", text, re.MULTILINE):
        names, numbers = re.findall(r"`(\w+)`", codes), statuses.split(", ")
        numbers = numbers * len(names) if len(numbers) == 1 else numbers
        told |= dict(zip(names, map(int, numbers), strict=True))
    assert told == STATUS
    assert [name for name in WORK if f"`{name}`" not in text] == []
