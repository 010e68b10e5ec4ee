"""Who sees what: the querysets against a plain filter in Python, for random seats and days."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldthread.offices.codelists import roles
from goldthread.offices.models import Membership, Office, Person
from goldthread.offices.queries import structure
from goldthread.programme import queries
from goldthread.programme.models import KeyTask, Measure, Requirement, SourceDocument
from tests.programme.building import World

TODAY = date(2019, 3, 20)
DAYS = (TODAY - timedelta(days=100), TODAY, TODAY + timedelta(days=100))
WHERE = ("CNIPA", "CNIPA-PROT", "CNIPA-LAW", "CNIPA-UTIL", "AMR-ZJ", "IPO-ZJ", "IPO-JS", "SAMR")
SEATS = st.lists(
    st.tuples(
        st.sampled_from(WHERE),
        st.sampled_from(sorted(set(roles()) - {"public"})),
        st.integers(-120, 60),
        st.integers(1, 200),
    ),
    max_size=5,
    unique_by=lambda seat: seat[:2],
)
FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
READS_ALL = {"issuer", "supervision", "supervision_head", "planning", "statistician", "auditor"}
READS_STRATEGY = READS_ALL | {
    *("national_department", "provincial_head", "provincial_coordinator", "contributor"),
    *("secretariat", "delegate", "press"),
}
UNIT = {"national_department", "provincial_head", "provincial_coordinator", "contributor"}
NOT_YET = {"drafted", "consultation", "approved", "withdrawn"}


class Naive:
    """The permission matrix read line by line, over every row."""

    def __init__(self, user: Any, day: date) -> None:
        self.day = day
        own = user.pk if user.is_active else None
        seats = Membership.objects.select_related("person", "office")
        self.seats = [
            (seat.role, seat.office.code)
            for seat in seats
            if own and seat.person.user_id == own and seat.starts <= day
            if seat.ends is None or day < seat.ends
        ]
        self.roles = {role for role, _ in self.seats}
        self.tree = structure(day)

    def own(self, wanted: set[str]) -> set[str]:
        """Codes of the own unit and of what stands under it."""
        return {
            code
            for role, office in self.seats
            if role in wanted and office in self.tree.offices
            for code in self.tree.descendants(office)
        }

    def task(self, task: KeyTask) -> bool:
        if self.roles & READS_ALL:
            return True
        if not task.ledger_number:
            return False
        if self.own(UNIT) & units(task):
            return True
        parent = task.parent
        return parent is not None and bool(self.own({"national_department"}) & units(parent))

    def strategy(self, row: Any) -> bool:
        return bool(self.roles & READS_STRATEGY) or row.state in ("issued", "superseded")

    def measure(self, measure: Measure) -> bool:
        if self.roles & (READS_ALL | {"secretariat"}) or measure.state not in NOT_YET:
            return True
        consulted = {"national_department", "provincial_head", "provincial_coordinator"}
        if measure.state == "consultation" and self.roles & consulted:
            return True
        department = measure.department.code if measure.department else ""
        return department in self.own({"national_department"})


def units(task: KeyTask) -> set[str]:
    lead = {task.lead.code} if task.lead else set()
    return lead | {row.office.code for row in task.supports.select_related("office")}


@pytest.fixture
def full(world: World) -> World:
    """Rows in many states that could leak."""
    parent = world.task("assigned", supports={"CNIPA-LAW": "1/4"})
    for office in ("IPO-ZJ", "IPO-JS"):
        world.assignment(parent, office)
    world.task("in_progress", lead="CNIPA-UTIL", supports={"IPO-ZJ": "1/3"})
    world.task("cancelled", lead="CNIPA-LAW")
    world.task("registered")
    world.draft(lead="CNIPA-UTIL")
    world.new_measure(5, issued=False)
    consulted = world.new_measure(6, issued=False)
    world.act(consulted, "consult", "planning", until=TODAY)
    withdrawn = world.new_measure(7, issued=False)
    world.act(withdrawn, "withdraw", "issuer", reason="x")
    given = {"title_en": "Draft", "kind": "plan", "language": "en", "key": "secret"}
    world.make(SourceDocument(), "draft", "planning", **given)
    clause = world.document.clauses.get(path="2").pk
    given = {"cycle": world.cycle.pk, "number": "9", "title_en": "Draft", "clause": clause}
    world.make(Requirement(), "draft", "planning", **given)
    world.hire("somebody", "contributor", "IPO-XPCC", ends=date(2019, 1, 2))
    return world


def asked(user: Any, day: date) -> list[set[int]]:
    found = (
        queries.tasks_visible_to(user, day),
        queries.measures_visible_to(user, day),
        queries.documents_visible_to(user, day),
        queries.requirements_visible_to(user, day),
    )
    return [set(rows.values_list("pk", flat=True)) for rows in found]


def wanted(user: Any, day: date) -> list[set[int]]:
    naive = Naive(user, day)
    tables = (
        (KeyTask, naive.task),
        (Measure, naive.measure),
        (SourceDocument, naive.strategy),
        (Requirement, naive.strategy),
    )
    return [{row.pk for row in model.objects.all() if sees(row)} for model, sees in tables]


def seat(rows: list[tuple[str, str, int, int]]) -> None:
    person = Person.objects.get(name_en="somebody")
    for where, role, start, length in rows:
        starts = TODAY + timedelta(days=start)
        office = Office.objects.get(code=where)
        if starts >= office.starts:
            Membership.objects.create(
                person=person,
                office=office,
                role=role,
                starts=starts,
                ends=starts + timedelta(days=length),
            )


@FEW
@given(seats=SEATS)
def test_seen_in_sql_as_in_python(full: World, seats: list[tuple[str, str, int, int]]) -> None:
    user = full["somebody"]
    with transaction.atomic():
        seat(seats)
        for day in DAYS:
            assert asked(user, day) == wanted(user, day)
        transaction.set_rollback(True)


def test_everybody_of_the_world_sees_as_in_python(full: World) -> None:
    for name in [*full.users]:
        assert asked(full[name], TODAY) == wanted(full[name], TODAY), name


def test_who_is_signed_in_as_nobody_sees_what_is_published(full: World) -> None:
    closed = get_user_model()(pk=full["issuer"].pk, is_active=False)
    get_user_model()._default_manager.filter(pk=closed.pk).update(is_active=False)
    for user in (AnonymousUser(), closed, full["sysadmin"]):
        tasks, measures, documents, requirements = asked(user, TODAY)
        assert tasks == set()
        assert measures == {full.measure.pk}
        assert documents == {full.document.pk}
        assert requirements == {full.requirement.pk}
