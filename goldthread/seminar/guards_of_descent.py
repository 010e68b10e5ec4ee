"""What the database itself refuses: a proposal that comes from itself, however far back.

Triggers on SQLite and PostgreSQL, put in place after every migration and taken off before, since
SQLite loses the triggers of a table it rebuilds. An ended descent (an undone merger) leads nowhere.
"""

from typing import Any

from django.db import connections

from goldthread.seminar.models import Descent

TABLE = Descent._meta.db_table
NAME = "proposal_descent_no_loop"
MESSAGE = "descent leads back to the proposal itself"
_EVENTS = ("INSERT", "UPDATE")


def before_migrate(*, using: str, **_: Any) -> None:
    if connections[using].vendor == "sqlite":
        take_off(using)


def after_migrate(*, using: str, **_: Any) -> None:
    """Put the guards in place where the table stands; doing it again changes nothing."""
    if TABLE in connections[using].introspection.table_names():
        take_off(using)
        put(using)


def put(using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def take_off(using: str) -> None:
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for name in names(connection.vendor):
            on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def names(vendor: str) -> list[str]:
    return [f"{NAME}_{event.lower()}" for event in _EVENTS] if vendor == "sqlite" else [NAME]


def _statements(vendor: str) -> list[str]:
    # On from the descendant: does the way lead to the ancestor? UNION stops where a loop stood
    # already, made past the guard.
    looped = (
        "WITH RECURSIVE onward(id) AS (SELECT NEW.descendant_id UNION "
        f"SELECT t.descendant_id FROM {TABLE} t JOIN onward o ON t.ancestor_id = o.id "
        "WHERE t.ended_at IS NULL) SELECT 1 FROM onward WHERE id = NEW.ancestor_id"
    )
    when = f"NEW.ended_at IS NULL AND EXISTS ({looped})"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {NAME}_{event.lower()} BEFORE {event} ON {TABLE} "
            f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            for event in _EVENTS
        ]
    return [
        (
            f"CREATE OR REPLACE FUNCTION seminar_{NAME}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN IF {when} THEN RAISE EXCEPTION '{MESSAGE}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END$$"
        ),
        (
            f"CREATE TRIGGER {NAME} BEFORE INSERT OR UPDATE ON {TABLE} "
            f"FOR EACH ROW EXECUTE FUNCTION seminar_{NAME}()"
        ),
    ]
