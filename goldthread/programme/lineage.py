"""Lineage: who came from whom, by one column; no object may come from itself, however far back."""

from typing import Any

MOST_STEPS = 10_000


def leads_back(model: Any, column: str, start: int | None, to: int | None) -> bool:
    """Does the way from `start` along the column lead to `to`?

    Lineage is short (a cycle, an assignment, a half-year): a query for each step.
    """
    steps, at = 0, start
    while at is not None and to is not None and steps < MOST_STEPS:
        if at == to:
            return True
        at = model._base_manager.filter(pk=at).values_list(column, flat=True).first()
        steps += 1
    return steps >= MOST_STEPS
