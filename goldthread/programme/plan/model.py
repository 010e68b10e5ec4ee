"""What the plan reader gives: a plan of measures and tasks, each with its place in the source."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Remark:
    """Something a person must look at before the plan is taken into the ledger.

    `kind` is a stable word (docs/plan-reader.md lists them), `message` a sentence; `start` and
    `end` are character offsets into the plan's source, or None where it concerns the whole plan.
    """

    kind: str
    message: str
    start: int | None = None
    end: int | None = None

    def as_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "message": self.message, "start": self.start, "end": self.end}


@dataclass(frozen=True)
class Task:
    """One proposed key task.

    `text` is its wording without number and unit clause; `source[start:end]` is the same wording
    as it stands in the source (with line breaks and page furniture, where it has any).
    """

    number: str | None
    text: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    due: date | None
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "text": self.text,
            "lead": list(self.lead),
            "support": list(self.support),
            "due": self.due.isoformat() if self.due else None,
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True)
class Measure:
    """One heading with the tasks that stand directly under it.

    `path` is the list of headings from the top down to this one, each with its number as printed.
    Tasks that stand under no heading belong to a measure with an empty path and no number.
    """

    path: tuple[str, ...]
    number: str | None
    title: str
    tasks: tuple[Task, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "path": list(self.path),
            "number": self.number,
            "title": self.title,
            "tasks": [task.as_dict() for task in self.tasks],
        }


@dataclass(frozen=True)
class Plan:
    """A plan as read: `source` is the text into which every offset points."""

    source: str
    title: str
    measures: tuple[Measure, ...]
    warnings: tuple[Remark, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(task for measure in self.measures for task in measure.tasks)

    def as_dict(self) -> dict[str, Any]:
        return {
            "measures": [measure.as_dict() for measure in self.measures],
            "warnings": [remark.as_dict() for remark in self.warnings],
        }
