"""What `django check` says about machines and about the database they run on."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

from goldthread.workflow.lifecycle import MODELS
from goldthread.workflow.registry import unknown_names


def machines_are_whole(**_: Any) -> list[CheckMessage]:
    """Every rule, effect and notice that a model's machine names is registered."""
    return [
        Error(fault, obj=model, id="workflow.E001")
        for model in MODELS.values()
        for fault in unknown_names(model.machine)
    ]


def sqlite_locks_at_once(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """On SQLite a transaction that reads before it writes must lock when it begins."""
    return [
        Error(
            f"The SQLite database {alias!r} begins its transactions without a lock.",
            hint='Set OPTIONS["transaction_mode"] = "IMMEDIATE".',
            id="workflow.E002",
        )
        for alias in databases or ()
        if connections[alias].vendor == "sqlite"
        and connections[alias].settings_dict["OPTIONS"].get("transaction_mode") != "IMMEDIATE"
    ]
