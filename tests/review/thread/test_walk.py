"""What hangs on what, both ways, from any thing on the thread; what is hidden is not there."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.programme import actions
from goldthread.review.queries.thread import thread
from goldthread.review.thread.model import Edge, Ref, Thread
from tests.review.building import Reviewed
from tests.review.thread.walked import Walked

FIGURE = "C03;period=2019-H1"
TOP = {"clause": 1, "requirement": 1}
SAID = {"sentence": 1, "frozen": 2, "promise": 1, "next_measure": 1}
"""The figure is frozen for itself and for its change on the year before."""

PARTS = {"task": 2, "assignment": 2, "figure": 1}
ANSWERED = {"proposal": 1, "answer": 1}


def walk(walked: Walked, user: str, kind: str, key: Any) -> Thread | None:
    return thread(walked.world[user] if user else None, kind, str(key), walked.world.at.date())


def counts(found: Thread | None) -> tuple[dict[str, int], dict[str, int]]:
    assert found is not None
    up, down = ({g.name: g.count for g in groups} for groups in (found.up, found.down))
    return up, down


def test_from_every_kind_both_ways(walked: Walked) -> None:
    measure, clause = walked.world.measure.pk, walked.world.requirement.clause_id
    above = TOP | {"measure": 1}
    whole = PARTS | SAID | ANSWERED | {"next_task": 1}
    expected: dict[tuple[str, Any], Any] = {
        # The measure of the promise answers the same requirement, so the clause leads to both.
        ("clause", clause): ({}, whole | {"requirement": 1, "measure": 2}),
        ("measure", measure): (TOP, whole),
        ("task", walked.task.pk): (above, {"assignment": 2, "figure": 1} | SAID),
        ("assignment", walked.regional[0].pk): (above | {"task": 1}, {}),
        ("figure", FIGURE): (above | {"task": 1}, SAID),
        ("sentence", walked.cited.pk): (
            above | {"task": 1, "figure": 1},
            {"promise": 1, "next_measure": 1},
        ),
        ("frozen", walked.frozen.pk): (above | {"task": 1, "figure": 1}, {}),
        ("proposal", walked.proposal.pk): (above, {"answer": 1, "next_task": 1}),
        ("answer", walked.proposal.answers.get().pk): (
            above | {"proposal": 1},
            {"next_task": 1},
        ),
        ("promise", walked.promise.pk): (
            above | {"task": 1, "figure": 1, "sentence": 1},
            {"next_measure": 1},
        ),
        ("measure", walked.promise.measure_id): (TOP | {"promise": 1}, {}),
        ("task", walked.proposal.task_id): (above | ANSWERED, {}),
    }
    found = {each: counts(walk(walked, "planning", *each)) for each in expected}
    assert found == expected


def test_reports_and_evidence_for_who_sees_them(walked: Walked) -> None:
    evidence = walked.regional[0].evidence.get()
    found = walk(walked, "supervision", "evidence", evidence.pk)
    assert counts(found) == (TOP | {"measure": 1, "task": 1, "assignment": 1}, {})
    found = walk(walked, "supervision", "task", walked.task.pk)
    assert counts(found)[1] == {
        "assignment": 2,
        "report": 1,
        "evidence": 1,
        "figure": 1,
        "frozen": 2,
    }


def test_edges_of_a_region(walked: Walked) -> None:
    """Zhejiang sees its own part and the measure, not the national task nor Jiangsu's part."""
    own, other = (str(task.pk) for task in walked.regional)
    found = walk(walked, "zj_head", "assignment", own)
    assert found is not None
    measure = Ref("measure", str(walked.world.measure.pk))
    requirement = Ref("requirement", str(walked.world.requirement.pk))
    assert set(found.edges) == {
        Edge(Ref("clause", str(walked.world.requirement.clause_id)), requirement),
        Edge(requirement, measure),
        Edge(measure, Ref("assignment", own)),
        Edge(Ref("assignment", own), Ref("report", str(walked.report.pk))),
        Edge(Ref("assignment", own), Ref("evidence", str(walked.regional[0].evidence.get().pk))),
    }
    assert walk(walked, "zj_head", "assignment", other) is None
    assert walk(walked, "zj_head", "task", walked.task.pk) is None


def test_the_public_sees_neither_drafts_nor_work(walked: Walked) -> None:
    """The draft measure of the promise, the address, tasks, reports, files, a review at work."""
    found = walk(walked, "", "clause", walked.world.requirement.clause_id)
    assert counts(found) == ({}, {"requirement": 1, "measure": 1} | ANSWERED)
    assert counts(walk(walked, "", "figure", FIGURE)) == ({}, {})
    hidden = (
        ("measure", walked.promise.measure_id),
        ("sentence", walked.cited.pk),
        ("promise", walked.promise.pk),
        ("frozen", walked.frozen.pk),
        ("task", walked.task.pk),
        ("assignment", walked.regional[0].pk),
        ("report", walked.report.pk),
        ("evidence", walked.regional[0].evidence.get().pk),
    )
    assert [walk(walked, "", *each) for each in hidden] == [None] * len(hidden)
    assert [walk(walked, "planning", *each) is None for each in hidden[:6]] == [False] * 6


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 30, "1;2", "²"])
def test_what_is_not_there(walked: Walked, key: str) -> None:
    kinds = ("task", "figure", "nothing")
    assert [walk(walked, "planning", kind, key) for kind in kinds] == [None] * 3


def test_many_assignments_fold_and_cost_no_more(world: Reviewed) -> None:
    task = world.task("in_progress")
    measure = str(world.measure.pk)

    def asked() -> tuple[Thread, int]:
        with CaptureQueriesContext(connection) as queries:
            found = thread(world["supervision"], "measure", measure, world.at.date())
        assert found is not None
        return found, len(queries)

    world.assignment(task, "IPO-ZJ", "assigned")
    few, cost = asked()
    actions.assign_to_offices(task=task, actor=world["supervision"], at=world.at)
    many, cost_of_many = asked()
    [group] = [each for each in many.down if each.name == "assignment"]
    assert (group.count, len(group.nodes), group.folded) == (32, 6, 26)
    assert cost_of_many == cost
    rest = [edge for edge in many.edges if edge.lower == group.fold]
    assert rest == [Edge(Ref("task", str(task.pk)), group.fold)]
    assert len(few.edges) == 4
