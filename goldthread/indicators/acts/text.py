"""The text of a query in the making, and what its steps share."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from goldthread.indicators.parameters import Values

# Of the versions that several feeds tell of one record, the one that stands.
BEST: Final = "feed_rank DESC, known_from_load DESC, lineage_key"


@dataclass
class Text:
    """Steps of a query with the parameters they name and the relations they read."""

    steps: dict[str, str] = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    relations: set[str] = field(default_factory=set)

    def finish(self, select: str) -> str:
        """The query: its steps, then `select`."""
        steps = ", ".join(f"{name} AS ({rows})" for name, rows in self.steps.items())
        return f"WITH {steps} {select}" if steps else select


def same(other: str, own: str = "k") -> str:
    """Rows of one version of a transaction."""
    return f"{other}.tx_id = {own}.tx_id AND {other}.known_from_load = {own}.known_from_load"


def where_of(conditions: Iterable[str]) -> str:
    """The clause of some conditions; nothing without any."""
    joined = " AND ".join(conditions)
    return f" WHERE {joined}" if joined else ""


def parameter(text: Text, value: object) -> str:
    """The place of a value in the text; the value travels beside it."""
    name = f"p{len(text.values)}"
    text.values[name] = value
    return f"${name}"
