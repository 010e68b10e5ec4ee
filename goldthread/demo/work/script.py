"""What `data/cycle.yaml` says: documents, requirements, measures, a line for each task."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

BARS = 7


@dataclass(frozen=True)
class TaskLine:
    """`regional`: to how many regional offices it is assigned; None to all of them."""

    measure: int
    zh: str
    en: str
    lead: str
    supports: tuple[tuple[str, str], ...]
    due: date
    halfway: str
    regional: int | None
    target: str


@cache
def script() -> dict[str, Any]:
    text = files("goldthread.demo").joinpath("data", "cycle.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def task_lines() -> Iterator[TaskLine]:
    for measure in script()["measures"]:
        for line in measure["tasks"].strip().splitlines():
            yield _line(measure["number"], line)


def _line(measure: int, line: str) -> TaskLine:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != BARS:
        raise ValueError(f"Measure {measure}: the line {line!r} must have {BARS} parts.")
    zh, en, lead, supports, due, halfway, flags = parts
    words = flags.split()
    counts = [int(word) for word in words if word.isdecimal()]
    return TaskLine(
        measure=measure,
        zh=zh,
        en=en,
        lead=lead,
        supports=tuple(_support(each) for each in supports.split(",") if each.strip()),
        due=date.fromisoformat(due),
        halfway=halfway,
        regional=None if "r" in words else counts[0] if counts else 0,
        target=next((word for word in words if word.startswith("target")), ""),
    )


def _support(text: str) -> tuple[str, str]:
    office, share = text.split()
    return office, share
