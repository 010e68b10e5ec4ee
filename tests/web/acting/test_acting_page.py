"""The example of docs/acting.md runs, and its tables name what there is."""

import re
from pathlib import Path

import pytest

from goldthread.offices.models import Person
from goldthread.web.acting import registry, views, widgets
from goldthread.web.acting.registry import Acted
from tests.web.acting.test_registry import _as_before

__all__ = ["_as_before"]
PAGE = (Path(__file__).resolve().parents[3] / "docs" / "acting.md").read_text("utf-8")


def table(heading: str) -> list[str]:
    rows = PAGE[PAGE.index(f"| {heading} |") :].split("\n\n")[0].splitlines()[2:]
    return re.findall(r"`(\w+)", "\n".join(row.split("|")[1] for row in rows))


def test_the_example_holds() -> None:
    [example] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(example, {"__name__": "page"})
    assert registry.named("person").model is Person


def test_everything_that_is_said_of_a_model_is_told() -> None:
    said = [name for name in Acted.__dataclass_fields__ if name != "model"]
    assert sorted(table("said of a model")) == sorted(said)


def test_every_widget_is_told() -> None:
    mine = [
        name
        for name, each in vars(widgets).items()
        if isinstance(each, type) and issubclass(each, widgets.Widget) and name != "Widget"
    ]
    assert sorted(table("widget")) == sorted(mine)


@pytest.mark.parametrize("status", [views.CONFLICT, views.REFUSED, views.FORBIDDEN, 303, 404])
def test_every_status_is_told(status: int) -> None:
    assert f"\n| {status} | " in PAGE
