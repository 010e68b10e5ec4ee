"""Triggers that keep the log append-only and move its head, and the row that is the head.

They are put in place after every migration, not by one: SQLite loses a table's triggers whenever
a migration rebuilds the table.
"""

from typing import Any

from django.db import connections

from goldthread.workflow.models import GENESIS, Event, LogHead

TABLE = Event._meta.db_table
MESSAGE = "the log of events is append-only"

HEAD = LogHead._meta.db_table

SQLITE = {
    f"{TABLE}_no_update": f"BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    f"{TABLE}_no_delete": f"BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    # INSERT OR REPLACE removes a row without firing the trigger on deletion.
    f"{TABLE}_no_replace": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS "
        f"(SELECT 1 FROM {TABLE} WHERE sequence = NEW.sequence) "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    ),
    f"{TABLE}_head": (
        f"AFTER INSERT ON {TABLE} "
        f"BEGIN UPDATE {HEAD} SET sequence = NEW.sequence, hash = NEW.hash WHERE id = 1; END"
    ),
}
# The head moves once, at the end of the transaction: one row changed thousands of times in one
# transaction would be found again ever more slowly.
POSTGRESQL_FUNCTIONS = (
    f"""
    CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN RAISE EXCEPTION '{MESSAGE}'; END$$
    """,
    f"""
    CREATE OR REPLACE FUNCTION {TABLE}_move_head() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN
        IF NEW.sequence = (SELECT max(sequence) FROM {TABLE}) THEN
            UPDATE {HEAD} SET sequence = NEW.sequence, hash = NEW.hash WHERE id = 1;
        END IF;
        RETURN NULL;
    END$$
    """,
)
POSTGRESQL = {
    f"{TABLE}_no_change": f"BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    f"{TABLE}_no_truncate": f"BEFORE TRUNCATE ON {TABLE} EXECUTE FUNCTION {TABLE}_refuse()",
    f"{TABLE}_head": f"AFTER INSERT ON {TABLE} DEFERRABLE INITIALLY DEFERRED "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_move_head()",
}


def after_migrate(*, using: str, **_: Any) -> None:
    """Set the triggers and the head where the tables stand; doing it again changes nothing."""
    if TABLE in connections[using].introspection.table_names():
        put(using)


def put(using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for function in POSTGRESQL_FUNCTIONS if connection.vendor == "postgresql" else ():
            cursor.execute(function)
        for name in missing(using):
            what = _wanted(connection.vendor)[name]
            kind = "CONSTRAINT TRIGGER" if "DEFERRABLE" in what else "TRIGGER"
            cursor.execute(f"CREATE {kind} {name} {what}")
    # A missing head over a log with events is damage to be reported, not to be papered over.
    if not Event.objects.using(using).exists():
        LogHead.objects.using(using).get_or_create(id=1, defaults={"sequence": 0, "hash": GENESIS})


def take_off(using: str) -> None:
    """Remove the triggers: for tests that tamper with the log or empty it."""
    connection = connections[using]
    on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _wanted(connection.vendor):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(using: str) -> list[str]:
    """The triggers that should stand and do not, or stand switched off."""
    connection = connections[using]
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger "
        "WHERE tgrelid = to_regclass(%s) AND tgenabled <> 'D' AND NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query, [TABLE])
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in _wanted(connection.vendor) if name not in present]


def _wanted(vendor: str) -> dict[str, str]:
    return POSTGRESQL if vendor == "postgresql" else SQLITE
