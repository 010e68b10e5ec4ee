"""What waits for a person, by SQL, against the engine's own answer about every object."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from goldthread.offices import queries
from goldthread.programme.models import KeyTask, Requirement, SourceDocument
from goldthread.programme.queries.waiting import WAITING, waiting
from goldthread.workflow.offers import available
from tests.programme.reporting import INTAKE, Reporting

NOT_MET = {"key_task.sign_handover"}
"""There is no reform in this world; handovers have a test of their own."""
WHO = (
    *("issuer", "supervision", "supervision_head", "planning", "protection", "utilisation"),
    *("verifier", "zj_head", "zj_second", "zj_coordinator", "zj_contributor", "js_head"),
    *("util_contributor", "statistician", "auditor", "sysadmin"),
)
NARROWER = {"key_task.resume"}
"""Waits only once its day of review is there; the action may be done before."""


@pytest.fixture
def filled(world: Reporting) -> Reporting:
    """Objects of every kind in many states, at home and in regions."""
    world.task("drafted", responsible="")
    for state in ("drafted", "registered", "signed", "suspended", "completion_reported"):
        world.task(state)
    for state in ("verified", "settled", "written_off"):
        world.task(state)
    for state in ("assigned", "received"):
        world.task(state, supports={"CNIPA-UTIL": None})
    busy = world.task("in_progress", supports={"CNIPA-UTIL": "1/3"})
    world.assignment(busy, "IPO-ZJ", "assigned")
    world.assignment(busy, "IPO-JS", "in_progress")
    regions = [world.make_region(world.task("in_progress"), []) for _ in range(6)]
    world.prove(world.task("in_progress"))
    world.task("received")
    _sources(world)
    world.until(date(2019, 3, 5))
    _reports(world, busy, regions)
    _files(world, busy, regions[0])
    _follow_up(world, busy, regions)
    return world


def _sources(world: Reporting) -> None:
    """A document and a requirement not issued yet, a measure in each state before that."""
    clauses = [{"path": "1", "heading": "", "text": "完善机制。"}]
    given = {"key": "second", "title_zh": "通知", "kind": "plan", "language": "zh"}
    world.make(SourceDocument(), "draft", "planning", **given, clauses=clauses)
    clause = world.document.clauses.get(path="1").pk
    asked = {"cycle": world.cycle.pk, "number": "9", "title_zh": "要求", "clause": clause}
    world.make(Requirement(), "draft", "planning", **asked)
    steps = (("consult", "planning"), ("approve", "issuer"), ("issue", "issuer"))
    for number in range(len(steps) + 1):
        measure = world.new_measure(number + 2, issued=False)
        for action, by in steps[:number]:
            until = {"until": world.at.date()} if action == "consult" else {}
            world.act(measure, action, by, **until)


def _reports(world: Reporting, busy: KeyTask, regions: list[KeyTask]) -> None:
    """Zhejiang's reports in each state; the department's own waits for a part."""
    world.report(busy, lines=[])
    part = world.report(busy, "util_contributor", office="CNIPA-UTIL")
    world.taken_up(part, "utilisation", "protection")
    drafts = [world.report(task, "zj_contributor") for task in regions]
    world.signed(drafts[1], "zj_head")
    world.submitted(drafts[2], "zj_head")
    world.taken_up(drafts[3], "zj_head")
    world.accepted(drafts[4], "zj_head", "protection")
    world.taken_up(drafts[5], "zj_head", "protection")
    world.act(drafts[5], "return_with_remarks", "protection", reason="数据不全")


def _files(world: Reporting, busy: KeyTask, mine: KeyTask) -> None:
    world.linked(busy)
    world.linked(mine, "zj_contributor")
    world.act(world.file(mine, "zj_contributor"), "scan", INTAKE)


def _follow_up(world: Reporting, busy: KeyTask, regions: list[KeyTask]) -> None:
    """Extensions in each state; notices once a milestone is past."""
    world.extension(busy, "protection", date(2019, 7, 31))
    for steps in (("agree",), ("agree", "check")):
        extension = world.extension(world.task("in_progress"), "protection", date(2019, 7, 31))
        for step in steps:
            world.act(extension, step, "protection" if step == "agree" else "supervision")
    world.until(date(2019, 4, 1))
    world.notice(regions[0])
    world.act(world.notice(regions[1]), "acknowledge", "zj_coordinator")
    world.act(world.notice(regions[2]), "answer", "zj_head", answer="已整改。")


def by_asking(user: Any, at: Any) -> Iterator[tuple[str, int]]:
    """Every object of every kind asked, one by one."""
    with queries.remembering():
        for model in {kind.model for kind in WAITING}:
            for obj in model.objects.all():
                may = {
                    each.transition.action for each in available(obj, user, at=at) if each.allowed
                }
                for kind in WAITING:
                    if kind.model is model and obj.state in kind.states and kind.action in may:
                        yield kind.key, obj.pk


def test_what_waits_is_what_the_engine_allows(filled: Reporting) -> None:
    day = filled.at.date()
    kinds_met = set()
    for who in WHO:
        user = filled[who]
        rows = [(kind.key, kind.rows(user, day)) for kind in WAITING]
        found = {(key, obj.pk) for key, objs in rows if objs is not None for obj in objs}
        wanted = set(by_asking(user, filled.at))
        assert found - wanted == set(), who
        assert {each for each in wanted - found if each[0] not in NARROWER} == set(), who
        kinds_met |= {key for key, _pk in found}
    never = {kind.key for kind in WAITING} - kinds_met
    assert never == NOT_MET


@pytest.mark.parametrize("copies", [1, 3])
def test_the_groups_cost_as_many_queries_for_three_objects_as_for_one(
    world: Reporting, copies: int, django_assert_num_queries: Any
) -> None:
    for _ in range(copies):
        world.task("assigned", lead="CNIPA-LAW")
    with queries.remembering(), django_assert_num_queries(19):
        groups = waiting(world["law"], world.at.date())
    [receipts] = [group for group in groups if group.kind.key == "key_task.sign_for_receipt"]
    assert (receipts.count, len(receipts.first)) == (copies, copies)


def test_each_kind_of_waiting_names_an_action_of_its_states() -> None:
    wrong = [
        (kind.key, state)
        for kind in WAITING
        for state in kind.states
        if kind.model.machine.find(kind.action, state) is None
    ]
    assert wrong == []
    assert len({kind.key for kind in WAITING}) == len(WAITING)


def test_a_handover_waits_for_each_side_until_it_signed(world: Reporting) -> None:
    task = world.task("in_progress")
    merger = [{"kind": "merged", "offices": ["CNIPA-PROT"], "into": "CNIPA-LAW"}]
    act = world.reform(merger, date(2019, 5, 6))
    world.act(task, "propose_transfer", "supervision", act=act.pk, unit="CNIPA-LAW")
    [kind] = [each for each in WAITING if each.key == "key_task.sign_handover"]

    def waits_for() -> set[str]:
        """Those for whom it waits; the engine says the same of each."""
        day, found = world.at.date(), set()
        task.refresh_from_db()
        for name, user in world.users.items():
            rows = kind.rows(user, day)
            with queries.remembering():
                told = available(task, user, at=world.at)
            offers = {each.transition.action: each for each in told}
            assert bool(rows) == offers["sign_handover"].allowed, name
            found |= {name} if rows else set()
        return found

    both = {"protection", "prot_second", "law"}
    assert waits_for() == both
    world.act(task, "sign_handover", "law")
    assert waits_for() == both - {"law"}
    world.until(date(2019, 5, 6))
    assert waits_for() == {"supervision_head"}
    world.act(task, "sign_handover", "supervision_head")
    assert waits_for() == set()
