"""What a benchmark gives: measured values, each beside the limit it is held against."""

import os
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Size = Literal["small", "full"]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Row:
    """One measurement.

    `limit` is the paired measurement of the same run (same unit as `value`), `ratio` is value
    divided by limit, `target` the most the ratio may be. A row held against an absolute figure
    has no limit: its `target` is then the most `value` may be. A row without target informs.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None
    target: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if not self.limit else self.value / self.limit

    @property
    def holds(self) -> bool | None:
        if self.target is None:
            return None
        measured = self.value if self.limit is None else self.ratio
        return measured is not None and measured <= self.target

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": self.ratio, "holds": self.holds}


@dataclass(frozen=True)
class Bench:
    bench: str
    rows: list[Row] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {
            "bench": self.bench,
            "machine": machine(),
            "rows": [row.as_dict() for row in self.rows],
        }


def machine() -> str:
    """The processor count, the architecture and the Python version, in one line."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
