"""Rows straight into the ledger's tables, past the engine: for made-up sets of many rows."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, models, transaction


class Writer:
    """COPY on PostgreSQL, many at once on SQLite; keys count from 1, so the tables are empty."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def count(self, model: type[models.Model]) -> int:
        """Rows of a model so far: the key of the last one."""
        return self.counts.get(model._meta.db_table, 0)

    def put(self, model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
        """Rows by column name; what a row leaves out is the field's default."""
        first, made = self.count(model), 0
        fields = model._meta.concrete_fields
        names = [field.attname for field in fields]
        defaults = {field.attname: _default(field) for field in fields if not field.primary_key}
        plain = _plain_for_sqlite if connection.vendor == "sqlite" else _plain

        def tuples() -> Iterator[tuple[Any, ...]]:
            nonlocal made
            for made, row in enumerate(rows, 1):
                whole = {"id": first + made, **defaults, **row}
                yield tuple([plain(whole[name]) for name in names])

        _insert(model._meta.db_table, [field.column for field in fields], tuples())
        self.counts[model._meta.db_table] = first + made

    def finish(self) -> None:
        """Keys go on after what was written. What a server does by itself in time, it does now:
        PostgreSQL takes its statistics and marks what all may see."""
        from goldthread.workflow.models import Event

        if connection.vendor != "postgresql":
            return
        with connection.cursor() as cursor:
            for table in self.counts.keys() - {Event._meta.db_table}:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) "
                    f'FROM "{table}"'
                )
            cursor.execute("VACUUM (ANALYZE)")


def _insert(table: str, columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    named = ", ".join(f'"{column}"' for column in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({marks})', rows)


def _default(field: Any) -> Any:
    if field.has_default():
        return field.get_default()
    return None if field.null else ("" if field.empty_strings_allowed else None)


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def _plain_for_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else _plain(value)
