"""The tables of acts and people: every word registered, every picture drawn from them."""

import os
from pathlib import Path

import pytest

from goldthread.offices.transitions import EMERGENCY_ACCESS, PERSON, REFORM
from goldthread.workflow.drawing import draw
from goldthread.workflow.machine import Machine
from goldthread.workflow.registry import unknown_names

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "offices"
TABLES = (REFORM, PERSON, EMERGENCY_ACCESS)


@pytest.mark.parametrize("machine", TABLES, ids=lambda machine: machine.name)
def test_every_word_is_registered(machine: Machine) -> None:
    assert unknown_names(machine) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("machine", TABLES, ids=lambda machine: machine.name)
def test_picture_in_the_documents_is_the_machine(machine: Machine, lang: str) -> None:
    """GOLDTHREAD_WRITE_PICTURES=1 writes the pictures anew."""
    path = PICTURES / f"{machine.name}.{lang}.svg"
    drawn = draw(machine, lang)
    if os.environ.get("GOLDTHREAD_WRITE_PICTURES"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == drawn
