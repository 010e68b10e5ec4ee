"""The code lists of this part, each a data file with its source, loaded when first asked."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from goldthread.workflow.texts import Titles


@cache
def titles_of(name: str) -> dict[str, Titles]:
    """Code to titles of `lines_of_work` or `document_kinds`, in the list's order."""
    rows = _load(name)[name]
    return {row["code"]: {"en": row["en"], "zh": row["zh"]} for row in rows}


@cache
def usual_clocks() -> dict[str, int]:
    """Name of a time limit to its working days."""
    return {name: row["days"] for name, row in _load("clocks")["clocks"].items()}


@cache
def clock_titles() -> dict[str, Titles]:
    rows = _load("clocks")["clocks"].items()
    return {name: {"en": row["en"], "zh": row["zh"]} for name, row in rows}


def _load(name: str) -> dict[str, Any]:
    path = files("goldthread.programme").joinpath("data", f"{name}.yaml")
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found
