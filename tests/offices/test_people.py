"""People and roles: who grants what, and that a role gives nothing outside its days."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser

from goldthread.offices import actions, queries
from goldthread.offices.codelists import functions, kinds, roles
from goldthread.offices.models import Membership, Person
from goldthread.workflow.errors import GuardUnmet, NotAllowed, WrongState
from goldthread.workflow.models import Event
from goldthread.workflow.verify import verify_chain, verify_states
from tests.offices.building import BEGIN, NOW, SETUP, TODAY, base, given, snapshot, staffed

TOMORROW = TODAY + timedelta(days=1)


def registered(name: str = "zhao") -> Person:
    return actions.register_person(actor=SETUP, name_en=name, name_zh=name, at=NOW)


def grant(person: Person, actor: Any, role: str, where: str, **more: Any) -> None:
    actions.grant_role(
        person=person,
        actor=actor,
        expected_version=person.version,
        office=where,
        role=role,
        starts=more.pop("starts", TODAY),
        at=NOW,
        **more,
    )


def test_roles_of_the_matrix_and_the_head_of_supervision_are_there() -> None:
    assert set(roles()) == {
        "issuer",
        "supervision",
        "supervision_head",
        "planning",
        "statistician",
        "national_department",
        "provincial_head",
        "provincial_coordinator",
        "contributor",
        "secretariat",
        "delegate",
        "press",
        "auditor",
        "public",
        "system_administrator",
    }
    for each in (*roles().values(), *functions().values()):
        assert each.titles["en"]
        assert each.titles["zh"]
    assert all(role.at <= set(kinds()) for role in roles().values())


def test_role_holds_on_its_days_only(ledger: str) -> None:
    base()
    person = registered()
    given(person, "planning", "A", TODAY, TOMORROW)
    given(person, "press", "A", TOMORROW)

    assert queries.roles_on(person, TODAY - timedelta(days=1)) == frozenset()
    assert queries.roles_on(person, TODAY) == {("planning", "A")}
    assert queries.roles_on(person, TOMORROW) == {("press", "A")}
    assert verify_chain() == verify_states() == []


def test_scope_is_the_own_unit_and_below_on_that_day(sqlite_ledger: str) -> None:
    base()
    user = staffed("national_department", "A1", ends=TOMORROW)
    codes = ("A", "A1", "A11", "A2", "C")

    def over(day: date) -> list[bool]:
        return [queries.holds(user, "national_department", day, over=code) for code in codes]

    assert over(TODAY) == [False, True, True, False, False]
    assert over(TOMORROW) == [False] * 5
    assert len(queries.scope_of(user, TODAY, ["national_department"])) == 2
    assert queries.scope_of(user, TODAY, ["planning"]) == frozenset()
    assert not queries.holds(AnonymousUser(), "public", TODAY)
    assert not queries.holds(SETUP, "issuer", TODAY)


def test_every_write_is_one_event(sqlite_ledger: str) -> None:
    base()
    before = Event.objects.count()
    person = registered()
    user = get_user_model()._default_manager.create(username="zhao")
    actions.connect_account(person=person, actor=SETUP, expected_version=1, user=user, at=NOW)
    actions.rename_person(
        person=person, actor=SETUP, expected_version=2, name_en="Zhao Min", name_zh="赵敏", at=NOW
    )
    grant(person, SETUP, "planning", "A")
    actions.end_role(
        person=person,
        actor=SETUP,
        expected_version=4,
        office="A",
        role="planning",
        day=TOMORROW,
        at=NOW,
    )
    grant(person, SETUP, "press", "A", starts=TOMORROW)
    actions.leave(person=person, actor=SETUP, expected_version=6, day=TOMORROW, at=NOW)

    assert Event.objects.count() - before == 7
    assert list(Membership.objects.values_list("role", "starts", "ends")) == [
        ("planning", TODAY, TOMORROW)
    ]
    assert (str(person), person.state) == ("Zhao Min", "left")
    with pytest.raises(WrongState):
        grant(person, SETUP, "press", "A")


def test_head_grants_delegable_roles_in_the_own_unit(sqlite_ledger: str) -> None:
    base()
    head = staffed("provincial_head", "C")
    person = registered()

    grant(person, head, "contributor", "C")

    for role, where in (("contributor", "A"), ("provincial_head", "C"), ("issuer", "A")):
        before = snapshot()
        with pytest.raises(NotAllowed):
            grant(person, head, role, where)
        assert snapshot() == before
    actions.rename_person(
        person=person, actor=head, expected_version=2, name_en="x", name_zh="x", at=NOW
    )
    given(person, "press", "A")
    with pytest.raises(NotAllowed):
        actions.rename_person(
            person=person, actor=head, expected_version=4, name_en="y", name_zh="y", at=NOW
        )


def test_head_whose_role_ended_yesterday_grants_nothing(sqlite_ledger: str) -> None:
    base()
    head = staffed("provincial_head", "C", ends=TODAY)
    person = registered()
    before = snapshot()

    with pytest.raises(NotAllowed):
        grant(person, head, "contributor", "C")
    assert snapshot() == before


@pytest.mark.parametrize(
    ("role", "where", "more", "message"),
    [
        ("planning", "nowhere", {}, "There is no office nowhere."),
        ("planning", "C", {}, "planning is not held in an office of the kind provincial office"),
        ("public", "A", {}, "public is not held"),
        ("magic", "A", {}, "magic is not held"),
        ("planning", "A", {"starts": date(2009, 1, 1)}, "the role must lie within"),
        ("planning", "A", {"ends": TODAY}, "must lie behind the first day"),
        ("press", "A", {}, "holds this role in A from 2018-03-20"),
        ("system_administrator", "A", {}, "are not held by one person at the same time"),
    ],
)
def test_grant_refused(
    sqlite_ledger: str, role: str, where: str, more: dict[str, Any], message: str
) -> None:
    base()
    person = registered()
    grant(person, SETUP, "press", "A")
    before = snapshot()

    with pytest.raises(GuardUnmet) as refusal:
        grant(person, SETUP, role, where, **more)
    assert message in str(refusal.value)
    assert snapshot() == before


def test_nobody_grants_to_oneself_and_administrators_hold_nothing_else(
    sqlite_ledger: str,
) -> None:
    base()
    user = staffed("system_administrator", "A")

    with pytest.raises(GuardUnmet, match="Nobody grants a role to oneself"):
        grant(user.person, user, "issuer", "A")
    other = staffed("press", "A")
    with pytest.raises(GuardUnmet, match="not held by one person at the same time"):
        grant(other.person, user, "system_administrator", "A")
    other.person.refresh_from_db()
    grant(other.person, user, "issuer", "A")


def test_account_belongs_to_one_person(sqlite_ledger: str) -> None:
    base()
    user = staffed("press", "A")
    person = registered()

    for wrong in (user, type(user)(pk=999)):
        with pytest.raises(GuardUnmet, match="no such account, or it belongs to somebody else"):
            actions.connect_account(person=person, actor=SETUP, expected_version=1, user=wrong)
    actions.connect_account(person=person, actor=SETUP, expected_version=1)


def test_role_not_held_is_not_ended(sqlite_ledger: str) -> None:
    base()
    person = registered()
    with pytest.raises(GuardUnmet, match="does not hold this role there"):
        actions.end_role(
            person=person,
            actor=SETUP,
            expected_version=1,
            office="A",
            role="press",
            day=BEGIN,
        )


def test_roles_are_read_once_where_remembered(
    sqlite_ledger: str, django_assert_num_queries: Any
) -> None:
    base()
    user = staffed("planning", "A")
    with django_assert_num_queries(1), queries.remembering():
        asked = [queries.holds(user, role, TODAY) for role in ("planning", "press", "issuer")]
    assert asked == [True, False, False]
