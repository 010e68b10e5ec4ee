"""The examples of docs/offices.md run, one after the other."""

import re
from datetime import date
from pathlib import Path

from goldthread.offices import actions
from goldthread.offices.codelists import changes
from goldthread.offices.loading import shipped
from goldthread.offices.rehearsal import TOUCHED
from tests.offices.building import staffed

PAGE = Path(__file__).resolve().parents[2] / "docs" / "offices.md"


def test_examples_hold(sqlite_ledger: str) -> None:
    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    actions.load_structure(file=shipped("china-2018"), today=date(2019, 7, 1))
    names = {"__name__": "page", "planner": staffed("planning", "CNIPA")}
    try:
        for example in examples:
            exec(example, names)
    finally:
        TOUCHED.forget("seat")
    assert len(examples) == 4


def test_every_kind_of_change_is_told() -> None:
    told = re.findall(r"^\| `(\w+)` \| `", PAGE.read_text("utf-8"), re.MULTILINE)
    assert told == list(changes())
