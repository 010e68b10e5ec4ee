"""Loops of lineage are refused by the database itself, written past every rule."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from goldthread.programme import guards_of_lineage
from goldthread.programme.lineage import leads_back
from goldthread.programme.models import Cycle, KeyTask, Measure, SourceDocument
from tests.programme.building import World
from tests.programme.founding import Here


def write(model: Any, column: str, row: int, to: int) -> None:
    """Past the engine, by SQL."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s", [to, row])


def three(world: World, model: Any) -> list[int]:
    """Keys of three rows that do not come from each other."""
    made = {
        Cycle: lambda n: world.new_cycle(f"C{n}"),
        SourceDocument: lambda n: world.new_document(f"d{n}"),
        Measure: lambda n: world.new_measure(10 + n, issued=False),
        KeyTask: lambda n: world.draft(title_en=f"Task {n}"),
    }[model]
    return [made(number).pk for number in range(3)]


LINEAGES = [
    (Cycle, "previous_id"),
    (SourceDocument, "successor_id"),
    (Measure, "carried_from_id"),
    (KeyTask, "parent_id"),
    (KeyTask, "carried_from_id"),
]


def test_database_refuses_loops(world_here: Here) -> None:
    world = world_here(World)
    for model, column in LINEAGES:
        one, two, last = three(world, model)
        write(model, column, two, one)
        write(model, column, last, two)

        for start, to in ((one, last), (one, two), (two, two)):
            with pytest.raises(DatabaseError, match=r"leads back|its_own|from_itself"):
                write(model, column, start, to)

        assert model.objects.values_list(column, flat=True).get(pk=one) is None
        assert leads_back(model, column, last, one) is True
        assert leads_back(model, column, one, last) is False


def test_migrating_again_keeps_the_guards(ledger: str) -> None:
    call_command("migrate", verbosity=0)

    wanted = {name for name, _ in guards_of_lineage.names(ledger)}
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[ledger]
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert wanted <= {row[0] for row in cursor.fetchall()}
