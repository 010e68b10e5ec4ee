"""The examples of docs/programme.md run, one after the other; its pictures are the tables."""

import os
import re
from pathlib import Path

import pytest

from goldthread.programme.transitions import MACHINES
from goldthread.workflow.drawing import draw
from goldthread.workflow.machine import Machine
from goldthread.workflow.registry import unknown_names
from tests.programme.building import World

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "programme.md"
PICTURES = DOCS / "pictures" / "programme"


@pytest.mark.django_db
def test_examples_hold() -> None:
    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    world = World()
    names = {
        "__name__": "page",
        "cycle": world.cycle,
        "measure": world.measure,
        "planner": world["planning"],
        "supervisor": world["supervision"],
        "issuer": world["issuer"],
        "zhejiang_head": world["zj_head"],
        "at": world.at,
    }
    for example in examples:
        exec(example, names)
    assert len(examples) >= 3


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_word_is_registered(machine: Machine) -> None:
    assert unknown_names(machine) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_picture_in_the_documents_is_the_machine(machine: Machine, lang: str) -> None:
    """GOLDTHREAD_WRITE_PICTURES=1 writes the pictures anew."""
    path = PICTURES / f"{machine.name}.{lang}.svg"
    drawn = draw(machine, lang)
    if os.environ.get("GOLDTHREAD_WRITE_PICTURES"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == drawn


def test_pictures_named_are_there() -> None:
    named = re.findall(r"\]\((pictures/.*?)\)", PAGE.read_text("utf-8"))
    assert named
    assert [each for each in named if not (DOCS / each).is_file()] == []
