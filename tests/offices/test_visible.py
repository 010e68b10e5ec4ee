"""What a user sees by SQL is what a plain filter in Python says; and in how many queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldthread.offices import queries
from goldthread.offices.codelists import roles
from goldthread.offices.models import Membership, Office, Person, Reach, Reform
from goldthread.offices.reforms import store
from tests.offices.building import DAY, NOW, TODAY, base, drafted, enacted, staffed
from tests.offices.random_acts import CHANGES, what_holds

FEW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
HEADS = {"provincial_head", "provincial_coordinator"}
ALL_ACCOUNTS = {"auditor", "system_administrator"}
DAYS = (TODAY, DAY - timedelta(days=1), DAY)
SEATS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["A", "B", "A1", "A2", "A11", "C"]),
        st.sampled_from(sorted(roles())),
        st.integers(0, 8),
        st.integers(1, 12),
    ),
    max_size=8,
    unique_by=lambda seat: seat[:3],
)


class Naive:
    """Every row, read once and filtered in Python."""

    def __init__(self) -> None:
        self.seats = list(Membership.objects.select_related("person", "office"))
        self.people = list(Person.objects.all())
        self.acts = list(Reform.objects.all())
        self.structures = {day: queries.structure(day) for day in DAYS}

    def seen(self, user: Any, day: date) -> tuple[set[int], set[int], set[int], set[str]]:
        """Memberships, people, acts, and the offices in the scope of a head."""
        own = user.pk if user.is_active else None
        mine = [m for m in self.seats if own and m.person.user_id == own and _on(m, day)]
        names = {m.role for m in mine}
        everything = bool(names & ALL_ACCOUNTS)
        scope = {
            code
            for m in mine
            if m.role in HEADS and m.office.code in self.structures[day].offices
            for code in self.structures[day].descendants(m.office.code)
        }
        seats = [
            m
            for m in self.seats
            if everything or m.office.code in scope or (own and m.person.user_id == own)
        ]
        known = {m.person_id for m in seats}
        people = {
            p.pk for p in self.people if everything or p.pk in known or (own and p.user_id == own)
        }
        reader = bool(names & set(queries.READERS_OF_ACTS))
        acts = {r.pk for r in self.acts if reader or r.state in ("enacted", "in_effect")}
        return {m.pk for m in seats}, people, acts, scope


def _on(row: Any, day: date) -> bool:
    return row.starts <= day and (row.ends is None or day < row.ends)


def asked(user: Any, day: date) -> tuple[set[int], set[int], set[int], set[str]]:
    in_scope = Reach.objects.filter(queries.in_scope(user, day, HEADS))
    return (
        set(queries.memberships_visible_to(user, on=day).values_list("pk", flat=True)),
        set(queries.people_visible_to(user, on=day).values_list("pk", flat=True)),
        set(queries.reforms_visible_to(user, on=day).values_list("pk", flat=True)),
        set(in_scope.values_list("office__code", flat=True)),
    )


def prepared() -> list[Any]:
    users = get_user_model()._default_manager
    if not users.exists():
        base()
        planner = staffed("planning", "A", name="planner")
        drafted(planner, [{"kind": "renamed", "office": "A", "en": "x", "zh": "x"}])
        for number in range(4):
            staffed("contributor", "A11", name=f"u{number}", ends=date(2012, 1, 1))
        users.filter(username="u3").update(is_active=False)
    return [*users.order_by("username"), AnonymousUser()]


def same_as_naive(wanted: list[dict[str, Any]], seats: list[tuple[Any, ...]]) -> None:
    users = prepared()
    with transaction.atomic():
        _seat(seats)
        kept = what_holds(store.load("default"), wanted)
        if kept:
            enacted("random", DAY, kept)
        naive = Naive()
        for user in users:
            for day in DAYS:
                assert asked(user, day) == naive.seen(user, day)
        transaction.set_rollback(True)


def _seat(seats: list[tuple[Any, ...]]) -> None:
    for number, where, role, start, length in seats:
        starts = date(2017, 10, 1) + timedelta(days=start * 40)
        Membership.objects.create(
            person=Person.objects.get(name_en=f"u{number}"),
            office=Office.objects.get(code=where),
            role=role,
            starts=starts,
            ends=starts + timedelta(days=length * 40) if length < 10 else None,
        )


@FEW
@given(wanted=CHANGES, seats=SEATS)
def test_seen_in_sql_as_in_python_on_sqlite(
    sqlite_ledger: str, wanted: list[dict[str, Any]], seats: list[tuple[Any, ...]]
) -> None:
    same_as_naive(wanted, seats)


@settings(FEW, max_examples=3)
@given(wanted=CHANGES, seats=SEATS)
def test_seen_in_sql_as_in_python_on_postgresql(
    postgresql_ledger: str, wanted: list[dict[str, Any]], seats: list[tuple[Any, ...]]
) -> None:
    same_as_naive(wanted, seats)


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries(sqlite_ledger: str, rows: int, django_assert_num_queries: Any) -> None:
    base()
    head = staffed("provincial_head", "C")
    for number in range(rows):
        staffed("contributor", "C", name=f"c{number}")
    reform = drafted(
        staffed("planning", "A"), [{"kind": "renamed", "office": "A", "en": "x", "zh": "x"}]
    )

    with django_assert_num_queries(1):
        assert len(queries.memberships_visible_to(head, on=TODAY)) == rows + 1
    with django_assert_num_queries(1):
        assert len(queries.people_visible_to(head, on=TODAY)) == rows + 1
    with django_assert_num_queries(1):
        assert len(queries.reforms_visible_to(head, on=TODAY)) == 2
    with django_assert_num_queries(1):
        assert len(queries.offices_visible_to(head)) == 6
    with django_assert_num_queries(1):
        assert len(queries.offices_named_on(TODAY)) == 6
    with django_assert_num_queries(4):
        queries.structure(TODAY)
    with django_assert_num_queries(1):
        queries.lineage()
    with django_assert_num_queries(8):
        queries.rehearse(reform)
    with django_assert_num_queries(2):
        assert queries.holds(head, "provincial_head", TODAY, over="C")
    assert NOW.date() == TODAY
