"""A plan that was read, as it is kept between the steps."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from goldthread.programme.models import Held
from goldthread.programme.plan.model import Measure, Plan, Remark, Task

MOST_LINES = 300
"""Lines on one page; a form may hold some 2,000 fields."""


@dataclass(frozen=True)
class KeptPlan:
    """The plan with what is derived from it for a page; names of units in the order of the text."""

    plan: Plan

    @classmethod
    def of(cls, held: Held) -> "KeptPlan":
        said = json.loads(bytes(held.content))
        return cls(
            Plan(
                said["source"],
                said["title"],
                tuple(_measure(row) for row in said["measures"]),
                tuple(Remark(**row) for row in said["warnings"]),
            )
        )

    def content(self) -> bytes:
        plan = self.plan
        said = {"source": plan.source, "title": plan.title, **plan.as_dict()}
        return json.dumps(said, ensure_ascii=False).encode()

    @cached_property
    def sha256(self) -> str:
        """Of the text, so that the same text from another file is the same."""
        return sha256(self.plan.source.encode(errors="replace")).hexdigest()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every unit as written, once."""
        named = (name for task in self.plan.tasks for name in (*task.lead, *task.support))
        return tuple(dict.fromkeys(named))

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """Of each line, the place of its heading."""
        return tuple(
            place for place, measure in enumerate(self.plan.measures) for _task in measure.tasks
        )

    @cached_property
    def remarks(self) -> dict[int | None, tuple[Remark, ...]]:
        """Warnings by the line that they stand in; those of no line under None."""
        found: dict[int | None, list[Remark]] = {}
        for remark in self.plan.warnings:
            found.setdefault(self._line_of(remark), []).append(remark)
        return {line: tuple(rows) for line, rows in found.items()}

    def _line_of(self, remark: Remark) -> int | None:
        """The line within whose text or unit clause the warning lies."""
        if remark.start is None or remark.kind in OF_NO_LINE:
            return None
        before = [n for n, task in enumerate(self.plan.tasks) if task.start <= remark.start]
        return max(before, key=lambda n: self.plan.tasks[n].start) if before else None


OF_NO_LINE = frozenset({"text_left", "no_task", "row_skipped"})
"""Warnings about what became no line."""


def _measure(said: dict[str, Any]) -> Measure:
    tasks = tuple(_task(row) for row in said["tasks"])
    return Measure(tuple(said["path"]), said["number"], said["title"], tasks)


def _task(said: dict[str, Any]) -> Task:
    due = date.fromisoformat(said["due"]) if said["due"] else None
    lead, support = tuple(said["lead"]), tuple(said["support"])
    return Task(said["number"], said["text"], lead, support, due, said["start"], said["end"])
