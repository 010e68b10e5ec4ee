"""Rows of a backup put into an empty ledger: first the tables they came from, then the rows.

The tables are made by the steps that the backup names, so that an older ledger fits; what the
program has learnt since is done afterwards, as when a site is brought up to date.
"""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from goldthread.handover.archive import Archive, Progress
from goldthread.handover.errors import refusal
from goldthread.handover.tables import AT_ONCE, Column, columns_from

Row = list[Any]


def fill(archive: Archive, alias: str, progress: Progress) -> None:
    """The ledger of the backup in the database of `alias`, which has no tables yet."""
    stated = archive.manifest["ledger"]
    try:
        _make_tables(archive, alias)
        with transaction.atomic(using=alias), connections[alias].constraint_checks_disabled():
            _judge_at_the_end(alias)
            _empty(stated["tables"], alias)
            for table in stated["tables"]:
                _fill(archive, table, alias, progress)
            _count_on(stated["tables"], alias)
        connections[alias].check_constraints()
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    except (DatabaseError, ValueError, KeyError, TypeError, IndexError, ArithmeticError) as error:
        raise refusal(
            "The ledger in {path} cannot be restored ({reason}). Nothing was changed.",
            "无法恢复 {path} 中的工作台账（{reason}）。未作任何更改。",
            path=archive.path,
            reason=str(error).strip()[:300],
        ) from error


def check_steps(archive: Archive, alias: str) -> None:
    """Refuse a ledger that a newer program made, before anything is written."""
    loader = MigrationExecutor(connections[alias]).loader
    known = set(loader.disk_migrations)
    known |= {key for step in loader.disk_migrations.values() for key in step.replaces}
    unknown = [step for step in _steps(archive) if step not in known and _ours(step, loader)]
    if unknown:
        raise refusal(
            "The ledger in {path} was made by another version of Goldthread: it has {steps}, which "
            "this one does not know. Nothing was changed; install that version, or a newer one.",
            "{path} 中的台账由其他版本的 Goldthread 制作，含本程序不认识的 {steps}。"
            "未作任何更改，请安装该版本或更新的版本。",
            path=archive.path,
            steps=", ".join(f"{app}.{name}" for app, name in sorted(unknown)[:3]),
        )


def _ours(step: tuple[str, str], loader: Any) -> bool:
    """The queue's own tables are there on PostgreSQL only, and go along nowhere."""
    return step[0] != "procrastinate" or "procrastinate" in loader.migrated_apps


def _steps(archive: Archive) -> list[tuple[str, str]]:
    return [(str(app), str(name)) for app, name in archive.manifest["ledger"]["steps"]]


def _make_tables(archive: Archive, alias: str) -> None:
    executor = MigrationExecutor(connections[alias])
    taken = set(_steps(archive))
    graph = executor.loader.graph
    steps = [key for key in graph.nodes if key in taken]
    last = [key for key in steps if not any(child.key in taken for child in _next(graph, key))]
    executor.migrate(last)


def _judge_at_the_end(alias: str) -> None:
    """References are judged once all rows are in; the steps before left some judged at once."""
    if connections[alias].vendor == "postgresql":
        with connections[alias].cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _next(graph: Any, key: tuple[str, str]) -> list[Any]:
    return [child for child in graph.node_map[key].children if child.key[0] == key[0]]


def _empty(stated: Sequence[Mapping[str, Any]], alias: str) -> None:
    """Some steps put rows in; the backup has its own."""
    connection = connections[alias]
    known = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in reversed(stated):
            if table["table"] in known:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table['table'])}")


def _fill(archive: Archive, table: Mapping[str, Any], alias: str, progress: Progress) -> None:
    connection = connections[alias]
    columns = columns_from(table["columns"])
    names = ", ".join(connection.ops.quote_name(each.name) for each in columns)
    into = f"{connection.ops.quote_name(table['table'])} ({names})"
    rows = _rows(archive, table, columns, connection, progress)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copying = cursor.copy(f"COPY {into} FROM STDIN")
            with connection.wrap_database_errors, copying as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        while some := list(islice(rows, AT_ONCE)):
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", some)


def _rows(
    archive: Archive,
    table: Mapping[str, Any],
    columns: Sequence[Column],
    connection: Any,
    progress: Progress,
) -> Iterator[Row]:
    count = 0
    for line in archive.lines(f"ledger/{table['table']}.jsonl"):
        values = json.loads(line, parse_float=Decimal)
        yield [
            restored(value, column, connection)
            for value, column in zip(values, columns, strict=True)
        ]
        progress(len(line) + 1)
        count += 1
    if count != table["rows"]:
        raise ValueError(f"{table['table']} has {count} rows, not {table['rows']}")


def restored(value: Any, column: Column, connection: Any) -> Any:
    """A value of JSON as the database of this connection takes it."""
    if column.kind == "JSONField":
        return None if value is None and column.empty else _json(value)
    if value is None:
        return None
    if column.kind == "DateTimeField":
        moment = datetime.fromisoformat(value)
        return moment if connection.vendor == "postgresql" else _adapted(moment, connection)
    if column.kind == "DateField":
        return str(date.fromisoformat(value))
    if column.kind == "BinaryField":
        return base64.b64decode(value, validate=True)
    return value


def _adapted(moment: datetime, connection: Any) -> str:
    return str(connection.ops.adapt_datetimefield_value(moment))


def _json(value: Any) -> str:
    return json.dumps(value, default=_number)


def _number(value: Any) -> float:
    """A decimal fraction inside a JSON column was a float when it was written."""
    assert isinstance(value, Decimal)
    return float(value)


def _count_on(stated: Sequence[Mapping[str, Any]], alias: str) -> None:
    """PostgreSQL numbers new rows by sequences, which rows that bring their key do not move."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return
    names = {table["table"] for table in stated}
    with connection.cursor() as cursor:
        for sequence in connection.introspection.sequence_list():
            if sequence["table"] in names:
                table = connection.ops.quote_name(sequence["table"])
                column = connection.ops.quote_name(sequence["column"])
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), "
                    f"coalesce(max({column}), 1), max({column}) IS NOT NULL) FROM {table}",
                    [table, sequence["column"]],
                )
