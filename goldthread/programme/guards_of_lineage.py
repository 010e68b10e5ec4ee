"""What the database itself refuses: an object that comes from itself, however far back.

Triggers on SQLite and PostgreSQL. They are put in place after every migration and taken off before,
since SQLite loses the triggers of a table it rebuilds.
"""

from typing import Any

from django.db import connections

from goldthread.programme.models import Cycle, KeyTask, Measure, SourceDocument, SupervisionNotice

COLUMNS: dict[str, tuple[str, str]] = {
    "cycle_previous": (Cycle._meta.db_table, "previous_id"),
    "document_successor": (SourceDocument._meta.db_table, "successor_id"),
    "measure_carried": (Measure._meta.db_table, "carried_from_id"),
    "task_parent": (KeyTask._meta.db_table, "parent_id"),
    "task_carried": (KeyTask._meta.db_table, "carried_from_id"),
    "notice_previous": (SupervisionNotice._meta.db_table, "previous_id"),
}
"""Name, table and column of each lineage."""

MESSAGE = "lineage leads back to the row itself"


def before_migrate(*, using: str, **_: Any) -> None:
    if connections[using].vendor == "sqlite":
        take_off(using)


def after_migrate(*, using: str, **_: Any) -> None:
    """Put the guards in place where the tables stand; doing it again changes nothing."""
    if KeyTask._meta.db_table in connections[using].introspection.table_names():
        put(using)


def put(using: str) -> None:
    take_off(using)
    vendor = connections[using].vendor
    with connections[using].cursor() as cursor:
        for name, (table, column) in COLUMNS.items():
            for statement in _statements(vendor, name, table, column):
                cursor.execute(statement)


def take_off(using: str) -> None:
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name, table in names(connection.vendor):
            if table in present:
                on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def names(vendor: str) -> list[tuple[str, str]]:
    """Every guard with its table."""
    kinds = ("_insert", "_update") if vendor == "sqlite" else ("",)
    return [
        (f"{name}_no_loop{kind}", table) for name, (table, _) in COLUMNS.items() for kind in kinds
    ]


def _statements(vendor: str, name: str, table: str, column: str) -> list[str]:
    # Before the row stands, so that the way back is read from rows that hold no loop. UNION stops
    # even where somebody had made one past the guard.
    looped = (
        f"WITH RECURSIVE back(id) AS (SELECT NEW.{column} UNION "
        f"SELECT t.{column} FROM {table} t JOIN back b ON t.id = b.id "
        f"WHERE t.{column} IS NOT NULL) SELECT 1 FROM back WHERE id = NEW.id"
    )
    when = f"NEW.{column} IS NOT NULL AND EXISTS ({looped})"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name}_no_loop_{kind.lower().split()[0]} BEFORE {kind} ON {table} "
            f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            for kind in ("INSERT", f"UPDATE OF {column}")
        ]
    return [
        (
            f"CREATE OR REPLACE FUNCTION programme_{name}_no_loop() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$BEGIN IF {when} THEN RAISE EXCEPTION '{MESSAGE}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END$$"
        ),
        (
            f"CREATE TRIGGER {name}_no_loop BEFORE INSERT OR UPDATE OF {column} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION programme_{name}_no_loop()"
        ),
    ]
