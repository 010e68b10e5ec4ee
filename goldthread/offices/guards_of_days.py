"""What the database itself refuses: rows of one key that overlap, rows outside their office's days.

On PostgreSQL exclusion constraints and triggers, on SQLite triggers. They are put in place after
every migration and taken off before, since SQLite loses the triggers of a table it rebuilds and
refuses to rename a table that other tables' triggers name.
"""

from typing import Any

from django.db import connections

from goldthread.offices.models import (
    FunctionHolding,
    Membership,
    Office,
    OfficeVersion,
    ParentEdge,
    Reach,
    RegionDuty,
)

OFFICE = Office._meta.db_table
RANGE = "offices_textrange"
"""A range of texts: what lets PostgreSQL compare keys in a GiST index without an extension."""

KEYS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "version": (OfficeVersion._meta.db_table, ("office_id",), ""),
    "edge": (ParentEdge._meta.db_table, ("office_id",), ""),
    "holding": (FunctionHolding._meta.db_table, ("office_id", "function", "territory"), ""),
    "exclusive": (FunctionHolding._meta.db_table, ("function", "territory"), "exclusive"),
    "duty": (RegionDuty._meta.db_table, ("office_id", "region"), ""),
    "membership": (Membership._meta.db_table, ("person_id", "office_id", "role"), ""),
    "reach": (Reach._meta.db_table, ("ancestor_id", "office_id"), ""),
}
"""Name, table, what may not overlap, and only among which rows."""

WITHIN: dict[str, tuple[str, tuple[str, ...]]] = {
    "version": (OfficeVersion._meta.db_table, ("office_id",)),
    "edge": (ParentEdge._meta.db_table, ("office_id", "parent_id")),
    "holding": (FunctionHolding._meta.db_table, ("office_id",)),
    "duty": (RegionDuty._meta.db_table, ("office_id",)),
    "membership": (Membership._meta.db_table, ("office_id",)),
}

TWICE = "the days of two rows overlap"
OUTSIDE = "the days of the row leave the validity of the office"


def before_migrate(*, using: str, **_: Any) -> None:
    if connections[using].vendor == "sqlite":
        take_off(using)


def after_migrate(*, using: str, **_: Any) -> None:
    """Put the guards in place where the tables stand; doing it again changes nothing."""
    if Membership._meta.db_table in connections[using].introspection.table_names():
        put(using)


def put(using: str) -> None:
    take_off(using)
    with connections[using].cursor() as cursor:
        for statement in _statements(connections[using].vendor):
            cursor.execute(statement)


def take_off(using: str) -> None:
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name, table in names(connection.vendor):
            if table not in present:
                continue
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            elif name.endswith("_apart"):
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")


def names(vendor: str) -> list[tuple[str, str]]:
    """Every guard with its table."""
    kinds = ("insert", "update") if vendor == "sqlite" else ("",)
    apart = [(f"{name}_apart{'_' * bool(k)}{k}", KEYS[name][0]) for name in KEYS for k in kinds]
    within = [
        (f"{name}_within{'_' * bool(k)}{k}", WITHIN[name][0]) for name in WITHIN for k in kinds
    ]
    return [*apart, *within, ("office_contains", OFFICE)]


def _statements(vendor: str) -> list[str]:
    return _sqlite() if vendor == "sqlite" else _postgresql()


def _sqlite() -> list[str]:
    made = []
    for kind in ("INSERT", "UPDATE"):
        for name, (table, key, only) in KEYS.items():
            same = " AND ".join(f"o.{column} = NEW.{column}" for column in key)
            among = f" AND o.{only} AND NEW.{only}" if only else ""
            clash = (
                f"EXISTS (SELECT 1 FROM {table} o WHERE {same}{among} AND o.id IS NOT NEW.id "
                "AND o.starts < coalesce(NEW.ends, '9999-12-31') "
                "AND NEW.starts < coalesce(o.ends, '9999-12-31'))"
            )
            made.append(_sqlite_trigger(f"{name}_apart_{kind.lower()}", kind, table, clash, TWICE))
        for name, (table, columns) in WITHIN.items():
            out = " OR ".join(
                f"NOT EXISTS (SELECT 1 FROM {OFFICE} f WHERE f.id = NEW.{c} AND {_inside('NEW')})"
                for c in columns
            )
            made.append(_sqlite_trigger(f"{name}_within_{kind.lower()}", kind, table, out, OUTSIDE))
    left = " OR ".join(f"EXISTS ({each})" for each in _left_outside())
    made.append(_sqlite_trigger("office_contains", "UPDATE", OFFICE, left, OUTSIDE))
    return made


def _sqlite_trigger(name: str, kind: str, table: str, when: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {kind} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _inside(row: str, office: str = "f") -> str:
    return (
        f"{office}.starts <= {row}.starts AND "
        f"({office}.ends IS NULL OR coalesce({row}.ends <= {office}.ends, FALSE))"
    )


def _left_outside() -> list[str]:
    """Rows that a changed office would leave outside."""
    return [
        f"SELECT 1 FROM {table} r WHERE r.{column} = NEW.id AND NOT ({_inside('r', 'NEW')})"
        for table, columns in WITHIN.values()
        for column in columns
    ]


def _postgresql() -> list[str]:
    a_type = (
        f"DO $$BEGIN CREATE TYPE {RANGE} AS RANGE (subtype = text); "
        "EXCEPTION WHEN duplicate_object THEN NULL; END$$"
    )
    made = [a_type]
    for name, (table, key, only) in KEYS.items():
        text = " || ' ' || ".join(f"{column}::text" for column in key)
        among = f" WHERE ({only})" if only else ""
        made.append(
            f"ALTER TABLE {table} ADD CONSTRAINT {name}_apart EXCLUDE USING gist "
            f"({RANGE}({text}, {text}, '[]') WITH &&, daterange(starts, ends) WITH &&){among}"
        )
    for name, (table, columns) in WITHIN.items():
        out = " OR ".join(
            f"NOT EXISTS (SELECT 1 FROM {OFFICE} f WHERE f.id = NEW.{c} AND {_inside('NEW')})"
            for c in columns
        )
        made += _postgresql_trigger(f"{name}_within", "INSERT OR UPDATE", table, out)
    left = " OR ".join(f"EXISTS ({each})" for each in _left_outside())
    made += _postgresql_trigger("office_contains", "UPDATE", OFFICE, left)
    return made


def _postgresql_trigger(name: str, kind: str, table: str, when: str) -> list[str]:
    function = (
        f"CREATE OR REPLACE FUNCTION offices_{name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$BEGIN IF {when} THEN RAISE EXCEPTION '{OUTSIDE}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END$$"
    )
    trigger = (
        f"CREATE TRIGGER {name} BEFORE {kind} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION offices_{name}()"
    )
    return [function, trigger]
