"""Rows without a life of their own, kept by their position: written anew without losing a key.

What other rows hang on (evidence, lines of reports, verdicts) keeps hanging on the row of the same
position. A few queries for each table, however many rows.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet


def put(there: "QuerySet[Any]", wanted: Sequence[Model], columns: Sequence[str]) -> list[Any]:
    """Make the rows of a table those wanted, in order; answers the rows as they then stand."""
    kept = list(there.order_by("position"))
    for old, new in zip(kept, wanted, strict=False):
        for name in columns:
            setattr(old, name, getattr(new, name))
    manager = there.model._default_manager
    stay, fresh = kept[: len(wanted)], list(wanted[len(kept) :])
    if len(kept) > len(wanted):
        manager.filter(pk__in=[row.pk for row in kept[len(wanted) :]]).delete()
    if stay:
        manager.bulk_update(stay, list(columns))
    return [*stay, *manager.bulk_create(fresh)]
