"""What `data/review.yaml` says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from goldthread.demo.seminar.script import Told


@dataclass(frozen=True)
class Half:
    """A half-year reviewed; `absent`: offices that let the time for self-assessment go by."""

    cycle: str
    title_zh: str
    title_en: str
    days: Mapping[str, date]
    sample: Told
    verdicts: tuple[str, ...]
    absent: tuple[str, ...]
    objections: tuple[Told, ...]
    documents: tuple[str, ...]


@cache
def script() -> Told:
    text = files("goldthread.demo").joinpath("data", "review.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def half() -> Half:
    told = script()["review"]
    lists = {name: tuple(each) for name, each in told.items() if isinstance(each, list)}
    return Half(**told | lists)
