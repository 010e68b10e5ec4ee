"""Random acts: enacting then undoing leaves every table as before; regrouping keeps every sum."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from goldthread.offices import actions, queries
from goldthread.offices.errors import ActRefused
from goldthread.offices.lineage import Event, Figure, Lineage, Matter
from goldthread.offices.reforms import store
from goldthread.offices.reforms.faults import find_faults
from goldthread.workflow.verify import verify_states
from tests.offices.building import DAY, NOW, base, drafted, snapshot, staffed
from tests.offices.random_acts import CHANGES, OLD, base_tables, plan_of, what_holds

FEW = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
MANY = settings(max_examples=60, deadline=None)


def prepared() -> tuple[Any, Any]:
    """The base and its people, made by the first example of a test."""
    users = get_user_model()._default_manager
    if not users.exists():
        base()
        staffed("planning", "A", name="planner")
        staffed("issuer", "A", name="issuer")
        for number, where in enumerate(("A1", "A1", "B", "C", "A2")):
            staffed("contributor", where, name=f"c{number}")
    return users.get(username="planner"), users.get(username="issuer")


def enact_and_undo(wanted: list[dict[str, Any]]) -> None:
    planner, issuer = prepared()
    tables = store.load("default")
    kept = what_holds(tables, wanted)
    assume(kept)
    with transaction.atomic():
        reform = drafted(planner, kept)
        rehearsal = actions.rehearse_reform(
            reform=reform, actor=planner, expected_version=1, at=NOW
        )
        before = snapshot()
        actions.enact_reform(reform=reform, actor=issuer, expected_version=2, at=NOW)
        assert list(store.sound("default")) == []
        assert {o.code for o in rehearsal.offices if o.ends} <= set(OLD)
        assert not {o.code for o in rehearsal.offices if o.ends} & set(
            queries.structure(DAY).offices
        )
        actions.undo_reform(reform=reform, actor=issuer, expected_version=3, reason="x", at=NOW)
        assert snapshot() == before
        assert verify_states() == []
        transaction.set_rollback(True)


@FEW
@given(wanted=CHANGES)
def test_enact_then_undo_on_sqlite(sqlite_ledger: str, wanted: list[dict[str, Any]]) -> None:
    enact_and_undo(wanted)


@settings(FEW, max_examples=4)
@given(wanted=CHANGES)
def test_enact_then_undo_on_postgresql(
    postgresql_ledger: str, wanted: list[dict[str, Any]]
) -> None:
    enact_and_undo(wanted)


@MANY
@given(wanted=st.lists(CHANGES.filter(bool), min_size=1, max_size=1), data=st.data())
def test_regrouping_never_changes_the_sum(wanted: list[list[dict[str, Any]]], data: Any) -> None:
    """Acts one after the other, figures of any day, shown in the structure of any day."""
    tables, events, day = base_tables(), [], DAY
    for act in wanted:
        kept = what_holds(tables, act)
        if kept:
            plan = plan_of(tables, kept)
            events += [Event(day, step.links) for step in plan.steps]
            tables = plan.after
    figures = data.draw(
        st.lists(
            st.builds(
                Figure,
                st.sampled_from((*OLD, "X", "Y")),
                st.dates(date(2018, 1, 1), date(2018, 12, 31)),
                st.integers(-1000, 1000),
                st.sampled_from([None, Matter("patents", "CN"), Matter("trademarks", "CN")]),
            ),
            max_size=8,
        )
    )
    total = sum(figure.value for figure in figures)
    lineage = Lineage(tuple(events))
    for onto in (None, date(2018, 1, 1), DAY - timedelta(days=1), DAY, date(2019, 1, 1)):
        assert sum(lineage.regroup(figures, onto).values(), Fraction()) == total


@MANY
@given(wanted=CHANGES)
def test_any_plan_is_sound_and_shown_in_offices_of_the_day(wanted: list[dict[str, Any]]) -> None:
    tables = base_tables()
    kept = what_holds(tables, wanted)
    assume(kept)

    plan = plan_of(tables, kept)

    assert find_faults(plan.after) == []
    lineage = Lineage(tuple(Event(DAY, step.links) for step in plan.steps))
    for code in OLD:
        parts = lineage.successors(code, date(2018, 1, 1), date(2019, 1, 1))
        assert sum(part.share for part in parts) == 1
        alive = [plan.after.office(part.office) for part in parts]
        assert all(row is not None and row.holds(DAY) for row in alive)


@MANY
@given(wanted=st.lists(CHANGES, min_size=1, max_size=2))
def test_whatever_is_asked_is_done_or_refused_by_a_sentence(
    wanted: list[list[dict[str, Any]]],
) -> None:
    told = refusal_of([change for act in wanted for change in act])
    assert told is None or (told.in_language("zh").strip() and str(told).endswith("."))


def refusal_of(act: list[dict[str, Any]]) -> ActRefused | None:
    try:
        plan_of(base_tables(), act)
    except ActRefused as refusal:
        return refusal
    return None
