"""The separations of the work cycle, each as its sentence says it, tried with real people."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from goldthread.offices.codelists import roles
from goldthread.offices.models import Person
from goldthread.programme import queries
from goldthread.programme.models import Evidence
from goldthread.programme.transitions import MACHINES
from goldthread.workflow.errors import GuardUnmet, NotAllowed, Refused
from tests.programme.permissions.scenes import APRIL, SCENES, TODAY, Matrix, Scene
from tests.programme.permissions.test_actions import act
from tests.programme.rows.harness import unchanged


def moved(world: Matrix, name: str, role: str, office: str) -> Any:
    """From one role to supervision, which verifies."""
    person = Person.objects.get(user=world[name])
    world.act(person, "end_role", "sysadmin", role=role, office=office, day=TODAY)
    return world.hire(name, "supervision", "CNIPA-GO")


def test_who_wrote_or_signed_a_report_does_not_verify_the_task(world: Matrix) -> None:
    """Though both have left the unit and hold a role that verifies."""
    task = world.task("in_progress")
    world.hire("writer", "contributor", "CNIPA-PROT")
    world.hire("signer", "national_department", "CNIPA-PROT")
    world.signed(world.report(task, "writer", end=APRIL), "signer")
    world.prove(task)
    world.act(task, "report_done", "protection")
    given = {"verdicts": world.verdicts(task)}
    for name, role in (("writer", "contributor"), ("signer", "national_department")):
        user = moved(world, name, role, "CNIPA-PROT")
        with unchanged(), pytest.raises(NotAllowed):
            act(world, task, "verify", user, given)
    world.act(task, "verify", "verifier", **given)


def test_who_works_in_a_unit_of_the_task_does_not_verify_it(world: Matrix) -> None:
    inside = world.hire("inside", "supervision", "CNIPA-PROT")
    task = world.task("completion_reported")
    with unchanged(), pytest.raises(NotAllowed):
        act(world, task, "verify", inside, {"verdicts": world.verdicts(task)})


def test_who_uploaded_evidence_does_not_judge_it(world: Matrix) -> None:
    scene = SCENES["evidence of a region"](world)
    moved(world, "zj_contributor", "contributor", "IPO-ZJ")
    evidence = Evidence.objects.get(pk=scene.obj.pk)
    with unchanged(), pytest.raises(NotAllowed):
        act(world, evidence, "find_sufficient", world["zj_contributor"], {"remark": "充分"})


def test_a_contributor_signs_nothing(world: Matrix) -> None:
    for name in ("main report", "part report", "regional report"):
        scene = SCENES[name](world)
        contributor = scene.user(world, "contributor_own")
        for state, action in (("draft", "sign"), ("signed", "take_back"), ("returned", "resubmit")):
            report = scene.enter(state)
            with unchanged(), pytest.raises(NotAllowed):
                act(world, report, action, contributor, {})


def test_a_head_does_not_sign_what_the_head_alone_wrote(world: Matrix) -> None:
    """A department writes and signs: never the same person."""
    task = world.task("in_progress")
    report = world.report(task, "prot_second", end=APRIL)
    with unchanged(), pytest.raises(GuardUnmet):
        act(world, report, "sign", world["prot_second"], {})
    world.signed(report, "protection")


@pytest.mark.parametrize("name", [name for name in SCENES if name != "emergency access"])
def test_a_system_administrator_reads_no_drafts_and_acts_on_no_content(
    world: Matrix, name: str
) -> None:
    if name == "contributor of a region":
        return  # accounts are what an administrator is for
    scene, administrator = SCENES[name](world), world["sysadmin"]
    first = next(row.target for row in scene.machine.transitions if row.creates)
    obj = scene.enter(first)
    seen = (
        *(queries.tasks_visible_to, queries.reports_visible_to, queries.evidence_visible_to),
        *(queries.measures_visible_to, queries.documents_visible_to, queries.cycles_visible_to),
        *(queries.requirements_visible_to, queries.extensions_visible_to),
        queries.notices_visible_to,
    )
    assert not any(obj in set(visible(administrator, TODAY)) for visible in seen)
    for row in scene.machine.exits(first):
        with pytest.raises(NotAllowed):
            act(world, obj, row.action, administrator, scene.given.get(row.action, {}))


def test_press_changes_no_figure_and_nothing_else(world: Matrix) -> None:
    """Every action of every table of the programme, from every state."""
    tried = 0
    for play in SCENES.values():
        with transaction.atomic():
            tried += refused_all(world, play(world), world["press"])
            transaction.set_rollback(True)
    assert tried > 250


def refused_all(world: Matrix, scene: Scene, user: Any) -> int:
    """How many actions were tried, where the object is one of the programme."""
    tried = 0
    for row in scene.machine.transitions if scene.machine in MACHINES else ():
        for state in row.sources or ("new",):
            obj = scene.enter(state)
            with pytest.raises(NotAllowed):
                act(world, obj, row.action, user, scene.given.get(row.action, {}))
            tried += 1
    return tried


def test_a_statistician_changes_no_text_of_progress(world: Matrix) -> None:
    for name in ("main report", "part report", "regional report", "part for a region"):
        scene = SCENES[name](world)
        for action, states in (
            ("edit", ("draft", "returned")),
            ("correct", ("accepted", "accepted_above")),
            ("return_with_remarks", ("under_review",)),
        ):
            for state in states:
                given = {"narrative": "改写", "reason": "改写"} if action != "edit" else {}
                report = scene.enter(state)
                with unchanged(), pytest.raises(NotAllowed):
                    act(world, report, action, world["statistician"], given)


@pytest.mark.parametrize("name", ["sysadmin", "zj_head", "zj_coordinator"])
@pytest.mark.parametrize("role", sorted(set(roles()) - {"public"}))
def test_nobody_grants_a_role_to_oneself(world: Matrix, name: str, role: str) -> None:
    person = Person.objects.get(user=world[name])
    given = {"office": "IPO-ZJ", "role": role, "starts": date(2019, 5, 1)}
    with unchanged(), pytest.raises(Refused):
        act(world, person, "grant", world[name], given)


def test_an_administrator_is_told_that_nobody_grants_a_role_to_oneself(world: Matrix) -> None:
    person = Person.objects.get(user=world["sysadmin"])
    given = {"office": "CNIPA", "role": "issuer", "starts": date(2019, 5, 1)}
    with pytest.raises(GuardUnmet) as refused:
        act(world, person, "grant", world["sysadmin"], given)
    assert refused.value.in_language("en") == "Nobody grants a role to oneself."
