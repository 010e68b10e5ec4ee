"""The work ledger as rows that any database gives and takes: one form for SQLite and PostgreSQL.

A row is a list of JSON values in the order of its table's columns, and each column says its kind.
So a ledger moves between databases, and one of an older version is filled into the tables it had.
"""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections, models, transaction

BESIDE = "handover"
LEFT_OUT = ("django_session",)
"""Who was signed in does not go along: a copied cookie would open the other site."""

AT_ONCE = 2_000


@dataclass(frozen=True)
class Column:
    """`kind` is Django's name of the type; `empty`: may it be NULL?"""

    name: str
    kind: str
    empty: bool


@contextmanager
def connected(settings: Mapping[str, Any]) -> Iterator[str]:
    """One more connection with these settings, closed afterwards; gives its alias."""
    made = connections.configure_settings({"default": dict(settings)})["default"]
    connections.settings[BESIDE] = made
    connections[BESIDE] = connections.create_connection(BESIDE)
    try:
        yield BESIDE
    finally:
        connections[BESIDE].close()
        del connections[BESIDE]
        del connections.settings[BESIDE]


@contextmanager
def snapshot(settings: Mapping[str, Any]) -> Iterator[str]:
    """The ledger as it stands at one moment, while others go on writing; gives an alias.

    SQLite's write-ahead log keeps what a reader began to read, and PostgreSQL does so at the level
    of repeatable reads: one transaction of plain reading, which nobody waits for.
    """
    with connected(_reading(settings)) as alias, transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM django_migrations")  # the moment is now
        yield alias


def _reading(settings: Mapping[str, Any]) -> dict[str, Any]:
    options = dict(settings.get("OPTIONS", {}))
    if str(settings["ENGINE"]).endswith("postgresql"):
        from psycopg import IsolationLevel

        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    else:
        options["transaction_mode"] = "DEFERRED"
    return {**settings, "OPTIONS": options}


def ledger_models() -> list[type[models.Model]]:
    """Every table of the ledger that has rows of its own, in a steady order."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
        if model._meta.db_table not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: str(model._meta.db_table))


def columns_of(model: type[models.Model]) -> list[Column]:
    return [
        Column(str(field.column), kind_of(field), bool(field.null))
        for field in model._meta.concrete_fields
    ]


def kind_of(field: Any) -> str:
    """Django's name of the type; of a reference, that of the key it names."""
    while field.is_relation:
        field = field.target_field
    return str(field.get_internal_type())


def rows_of(model: type[models.Model], alias: str) -> Iterator[list[Any]]:
    """Every row as JSON values, by key; memory does not grow with the table."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.using(alias).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield [plain(value) for value in row]


def lines_of(model: type[models.Model], alias: str) -> Iterator[bytes]:
    """The rows as JSON Lines, some thousand to a block."""
    block: list[str] = []
    for row in rows_of(model, alias):
        block.append(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
        if len(block) == AT_ONCE:
            yield ("\n".join(block) + "\n").encode()
            block = []
    if block:
        yield ("\n".join(block) + "\n").encode()


def plain(value: Any) -> Any:
    """A value as JSON keeps it; `filling.restored` is the way back."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value


def applied(alias: str) -> list[tuple[str, str]]:
    """The steps by which this ledger was made: the version of its tables."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return [(str(app), str(name)) for app, name in cursor.fetchall()]


def described(model: type[models.Model]) -> dict[str, Any]:
    """What the manifest says of a table."""
    return {
        "table": model._meta.db_table,
        "columns": [[each.name, each.kind, each.empty] for each in columns_of(model)],
    }


def columns_from(stated: Sequence[Sequence[Any]]) -> list[Column]:
    return [Column(str(name), str(kind), bool(empty)) for name, kind, empty in stated]
