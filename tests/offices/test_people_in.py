"""Who is told: the persons holding a role in an office on a day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.offices import actions, queries
from goldthread.offices.models import Office, Person
from tests.offices.building import NOW, SETUP, TODAY, base, given, staffed

pytestmark = pytest.mark.django_db


def key(user: Any) -> str:
    return str(Person.objects.get(user=user).pk)


@pytest.fixture
def people() -> dict[str, Any]:
    base()
    return {
        "head": staffed("provincial_head", "C"),
        "coordinator": staffed("provincial_coordinator", "C"),
        "gone": staffed("provincial_coordinator", "C", name="gone", ends=TODAY),
        "coming": staffed(
            "provincial_coordinator", "C", name="coming", starts=TODAY + timedelta(1)
        ),
        "elsewhere": staffed("provincial_head", "A11"),
        "planner": staffed("planning", "A"),
    }


def test_by_code_and_by_key_of_the_office(people: dict[str, Any]) -> None:
    expected = (key(people["head"]), key(people["coordinator"]))
    roles = ("provincial_head", "provincial_coordinator")
    assert queries.people_in(["C"], roles, TODAY) == expected
    assert queries.people_in([Office.objects.get(code="C").pk], roles, TODAY) == expected


def test_several_offices_and_only_the_roles_asked(people: dict[str, Any]) -> None:
    found = queries.people_in(["C", "A11", "A"], ["provincial_head"], TODAY)
    assert found == (key(people["head"]), key(people["elsewhere"]))


def test_the_day_decides(people: dict[str, Any]) -> None:
    asked = (["C"], ["provincial_coordinator"])
    before, after = TODAY - timedelta(1), TODAY + timedelta(1)
    assert queries.people_in(*asked, before) == (key(people["coordinator"]), key(people["gone"]))
    assert queries.people_in(*asked, after) == (key(people["coordinator"]), key(people["coming"]))
    assert queries.people_in(*asked, date(2000, 1, 1)) == ()


def test_a_person_with_two_of_the_roles_is_named_once(people: dict[str, Any]) -> None:
    given(Person.objects.get(user=people["coordinator"]), "contributor", "C")
    found = queries.people_in(["C"], ["provincial_coordinator", "contributor"], TODAY)
    assert found == (key(people["coordinator"]),)


def test_an_account_switched_off_is_not_told_one_without_account_is(people: dict[str, Any]) -> None:
    people["head"].is_active = False
    people["head"].save()
    assert queries.people_in(["C"], ["provincial_head"], TODAY) == ()
    person = actions.register_person(actor=SETUP, name_en="Li", name_zh="李", at=NOW)
    given(person, "provincial_head", "C")
    assert queries.people_in(["C"], ["provincial_head"], TODAY) == (str(person.pk),)


def test_nothing_asked_nothing_found(people: dict[str, Any]) -> None:
    assert queries.people_in([], ["provincial_head"], TODAY) == ()
    assert queries.people_in(["C"], [], TODAY) == ()


def test_one_query_whatever_is_asked(people: dict[str, Any]) -> None:
    with CaptureQueriesContext(connection) as caught:
        queries.people_in(["A", "A11", "C", "B"], ["provincial_head", "planning"], TODAY)
    assert len(caught) == 1
