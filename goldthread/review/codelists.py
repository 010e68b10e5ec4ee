"""The code lists of this part, each a data file with its source, loaded when first asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from goldthread.review.comparison import Peers
from goldthread.workflow.texts import Titles


@cache
def grades() -> dict[str, Titles]:
    """Code to titles, from the best to the worst."""
    path = files("goldthread.review").joinpath("data", "grades.yaml")
    rows = yaml.safe_load(path.read_text("utf-8"))["grades"]
    return {row["code"]: {"en": row["en"], "zh": row["zh"]} for row in rows}


PEOPLE = "people"


@dataclass(frozen=True)
class Measure:
    """A rate that regions are compared by: of people, or of the rights that it is a share of."""

    code: str
    indicator: str
    of: str
    per: int
    titles: Titles


@cache
def _comparison() -> dict[str, Any]:
    path = files("goldthread.review").joinpath("data", "comparison.yaml")
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content


def people() -> str:
    """The indicator whose denominators are the people of a region."""
    return str(_comparison()["people"])


@cache
def measures() -> Mapping[str, Measure]:
    return {
        row["code"]: Measure(
            row["code"], row["indicator"], row["of"], row["per"], {"en": row["en"], "zh": row["zh"]}
        )
        for row in _comparison()["measures"]
    }


@cache
def peers() -> Peers:
    content = _comparison()
    groups = tuple((row["code"], Fraction(row["from"])) for row in content["groups"])
    return Peers(groups, content["fixed"])


@cache
def peer_groups() -> Mapping[str, Titles]:
    return {row["code"]: {"en": row["en"], "zh": row["zh"]} for row in _comparison()["groups"]}
