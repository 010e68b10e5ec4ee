"""The code lists of this part, each a data file with its source, loaded when first asked."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from goldthread.workflow.texts import Titles


@dataclass(frozen=True)
class AnswerClass:
    """`needs_task`: a task must keep what is promised. `closes`: nothing follows."""

    code: str
    titles: Titles
    needs_task: bool
    needs_reason: bool
    closes: bool


@dataclass(frozen=True)
class ItemKind:
    """`queue`: delegations may ask to speak under it. `minuted`: the minutes tell of it."""

    code: str
    titles: Titles
    queue: bool
    minuted: bool


@cache
def answer_classes() -> dict[str, AnswerClass]:
    rows = _load("answer_classes")
    return {
        row["code"]: AnswerClass(
            row["code"], _titles(row), row["needs_task"], row["needs_reason"], row["closes"]
        )
        for row in rows
    }


@cache
def item_kinds() -> dict[str, ItemKind]:
    rows = _load("item_kinds")
    return {
        row["code"]: ItemKind(row["code"], _titles(row), row["queue"], row["minuted"])
        for row in rows
    }


@cache
def audiences() -> dict[str, Titles]:
    """Code to titles, from the narrowest to the widest."""
    return {row["code"]: _titles(row) for row in _load("audiences")}


def _titles(row: dict[str, Any]) -> Titles:
    return {"en": row["en"], "zh": row["zh"]}


def _load(name: str) -> list[dict[str, Any]]:
    path = files("goldthread.seminar").joinpath("data", f"{name}.yaml")
    found: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))[name]
    return found
