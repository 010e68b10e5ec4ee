"""The examples of docs/workflow.md run, one after the other, and its pictures are there."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from goldthread.workflow.lifecycle import MODELS
from goldthread.workflow.models import Notice
from goldthread.workflow.verify import verify_chain, verify_states
from tests.workflow.cases.people import Person

PAGE = Path(__file__).resolve().parents[2] / "docs" / "workflow.md"


@pytest.fixture
def _letters_go_again() -> Iterator[None]:
    """No other ledger has a table of them, and who verifies one looks into all."""
    yield
    for label in [label for label in MODELS if label.startswith("letters.")]:
        del MODELS[label]


@pytest.mark.usefixtures("_letters_go_again")
def test_examples_hold(on_sqlite: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    defining, using = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names = {"__name__": "letters", "li": Person(1, "li"), "wang": Person(2, "wang")}
    exec(defining, names)
    with connection.schema_editor() as editor:
        editor.create_model(names["Letter"])

    exec(using, names)

    told = SimpleNamespace(**names)
    assert (told.letter.state, told.letter.text) == ("sent", "Dear Ms Wang")
    assert Notice.objects.get().recipients == ["wang"]
    assert verify_chain() == verify_states() == []


def test_pictures_named_are_there() -> None:
    named = re.findall(r"\]\((pictures/.*?)\)", PAGE.read_text(encoding="utf-8"))
    assert len(named) == 8
    assert [each for each in named if not (PAGE.parent / each).is_file()] == []
