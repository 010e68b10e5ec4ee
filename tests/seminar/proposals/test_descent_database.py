"""The database itself refuses a proposal that comes from itself, written past every rule."""

from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from goldthread.seminar import guards_of_descent, lineage
from goldthread.seminar.models import Descent, Proposal
from tests.programme.founding import Here
from tests.seminar.building import Convened


def insert(ancestor: int, descendant: int) -> None:
    """Past the engine, by SQL."""
    columns = "ancestor_id, descendant_id, kind, at, reason"
    values = "%s, %s, 'merge', '2019-07-01 00:00:00+00:00', ''"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {guards_of_descent.TABLE} ({columns}) VALUES ({values})",
            [ancestor, descendant],
        )


def update(column: str, to: Any, ancestor: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {guards_of_descent.TABLE} SET {column} = %s WHERE ancestor_id = %s",
            [to, ancestor],
        )


def chain(world: Convened, length: int) -> list[int]:
    """Proposals of which each goes on in the next."""
    seminar = world.seminar("called", offices=("IPO-ZJ",))
    keys = [world.proposal(seminar, "drafted").pk for _ in range(length)]
    for one, next_ in pairwise(keys):
        insert(one, next_)
    return keys


def test_database_refuses_loops(world_here: Here) -> None:
    keys = chain(world_here(Convened), 4)
    first, second, third, last = keys

    for ancestor, descendant in ((last, first), (third, second), (last, last)):
        with pytest.raises(DatabaseError, match=r"leads back|not_of_itself"):
            insert(ancestor, descendant)
    with pytest.raises(DatabaseError, match=r"leads back"):
        update("descendant_id", first, third)

    assert Descent.objects.count() == 3
    assert lineage.descendants([first]) == [second, third, last]
    assert lineage.ancestors([last]) == [first, second, third]


def test_an_ended_descent_leads_nowhere_and_is_not_taken_up_into_a_loop(world_here: Here) -> None:
    first, second, last = chain(world_here(Convened), 3)
    update("ended_at", "2019-07-02 00:00:00+00:00", second)

    insert(last, first)
    with pytest.raises(DatabaseError, match="leads back"):
        update("ended_at", None, second)

    assert lineage.descendants([last]) == [first, second]


def test_once_between_two(world_here: Here) -> None:
    first, second = chain(world_here(Convened), 2)
    with pytest.raises(DatabaseError, match=r"(?i)unique"):
        insert(first, second)
    update("ended_at", "2019-07-02 00:00:00+00:00", first)
    insert(first, second)
    assert Descent.objects.count() == 2


def test_migrating_again_keeps_the_guards(ledger: str) -> None:
    call_command("migrate", verbosity=0)

    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[ledger]
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    assert set(guards_of_descent.names(ledger)) <= there


def test_columns_agree_with_the_state(world_here: Here) -> None:
    """merged ⇔ merged_into; answered ⇔ class, answerer, day; written past the engine."""
    world = world_here(Convened)
    seminar = world.seminar("called", offices=("IPO-ZJ",))
    one, two = (world.proposal(seminar, "filed").pk for _ in range(2))
    table = Proposal._meta.db_table
    for change in (
        f"merged_into_id = {two}",
        "state = 'merged'",
        f"duplicate_of_id = {two}",
        f"state = 'merged', merged_into_id = {one}",
        "state = 'answered'",
        "state = 'adopted'",
        "number = ''",
    ):
        with pytest.raises(DatabaseError, match="proposal_"):
            _write(f"UPDATE {table} SET {change} WHERE id = {one}")


def _write(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
