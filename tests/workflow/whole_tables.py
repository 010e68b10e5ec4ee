"""Whole tables before and after: what must not change, does not."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Model

from goldthread.workflow.models import Event, LogHead, Notice
from tests.workflow.cases.models import Note, Task

TABLES = (Task, Note, Event, LogHead, Notice)


def snapshot() -> list[list[tuple[object, ...]]]:
    """Every column of every row, as the database has it."""
    with connection.cursor() as cursor:
        return [_rows(cursor, model) for model in TABLES]


def _rows(cursor: Any, model: type[Model]) -> list[tuple[object, ...]]:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    cursor.execute(
        f'SELECT {columns} FROM "{model._meta.db_table}" ORDER BY "{model._meta.pk.column}"'
    )
    return list(cursor.fetchall())


@contextmanager
def unchanged() -> Iterator[None]:
    before = snapshot()
    yield
    assert snapshot() == before
