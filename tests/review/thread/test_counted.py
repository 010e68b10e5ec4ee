"""What a page has counted is what the files tell one by one, for everyone and from everywhere."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from goldthread.programme.models import Evidence, KeyTask, ProgressReport
from goldthread.review.queries.thread import ALL, BY_WAY_OF, thread
from goldthread.review.thread.model import Edge, Ref, Thread
from goldthread.workflow.occasion import SystemActor
from tests.programme.reporting import TARGET
from tests.review.building import Reviewed

JUNE = date(2019, 6, 30)
INTAKE: Any = SystemActor("intake")


def file_of(world: Reviewed, task: KeyTask, report: ProgressReport | None) -> Evidence:
    given = {"task": task.pk, "office": task.lead.code, "name": "report.pdf", "size": 1000}
    given |= {"sha256": f"{Evidence.objects.count() + 1:064x}", "media_type": "application/pdf"}
    if report is not None:
        given["report"] = report.pk
    evidence = world.make(Evidence(), "upload", "zj_head", **given)
    world.act(evidence, "scan", INTAKE)
    return evidence


@pytest.fixture
def reported(world: Reviewed) -> list[tuple[str, int]]:
    """Three tasks with a part in Zhejiang and one in Jiangsu. Each of Zhejiang's has a report, the
    second one with a line on its target, two files of the report and one of none. Gives a thing
    of each kind."""
    for n in range(3):
        national = world.task("in_progress")
        world.assignment(national, "IPO-JS", "in_progress")
        given = {"parent": national.pk, "lead": "IPO-ZJ"}
        given |= {"targets": [TARGET]} if n == 1 else {}
        part = world.make(KeyTask(), "pass_on", "supervision", **given)
        world.act(part, "sign_for_receipt", "zj_head")
        world.act(part, "work", "zj_head")
        file_of(world, part, None)
        lines = [
            {"target": each.pk, "status": "value", "value": "7"} for each in part.targets.all()
        ]
        given = {"task": part.pk, "office": "IPO-ZJ", "period_end": JUNE, "narrative": "推进。"}
        given |= {"lines": lines} if lines else {}
        report = world.make(ProgressReport(), "draft", "zj_contributor", **given)
        file_of(world, part, report)
        file_of(world, part, report)
    return [
        ("clause", world.requirement.clause_id),
        ("measure", world.measure.pk),
        ("task", national.pk),
        ("assignment", part.pk),
        ("report", report.pk),
        ("evidence", Evidence.objects.latest("pk").pk),
    ]


Told = tuple[dict[str, tuple[int, list[str]]], set[Edge]]


def folded(found: Thread, most: int) -> Told:
    """What a page of so many of each step has to tell."""
    groups = (*found.up, *found.down)
    places = {node.ref: group.fold for group in groups for node in group.nodes[most:]}
    edges = {Edge(*(places.get(ref, ref) for ref in edge)) for edge in found.edges}
    over = {(edge.upper.kind, edge.lower) for edge in edges}
    straight = {
        edge
        for edge in edges
        if (BY_WAY_OF.get((edge.upper.kind, edge.lower.kind)), edge.lower) not in over
    }
    return {g.name: (g.count, [n.ref.key for n in g.nodes[:most]]) for g in groups}, straight


def test_a_page_tells_by_counts_what_the_files_tell(
    world: Reviewed, reported: list[tuple[str, int]]
) -> None:
    users = [world[name] for name in ("supervision", "zj_head", "js_head", "protection")]
    compared = 0
    for user, (kind, key) in product([*users, None], reported):
        files = thread(user, kind, str(key), world.at.date(), ALL)
        for most in (1, 2, 4, 50):
            page = thread(user, kind, str(key), world.at.date(), most)
            assert (page is None) == (files is None)
            if page is not None and files is not None:
                assert folded(page, most) == folded(files, most), (kind, most)
                compared += 1
    assert compared > len(reported) * 4


def test_how_many_there_are(world: Reviewed, reported: list[tuple[str, int]]) -> None:
    """Counted by hand: three reports and nine files in all; none of them are Jiangsu's."""
    counts: dict[str, list[tuple[int, ...]]] = {}
    for name, (kind, key) in product(("supervision", "zj_head", "js_head"), reported):
        found = thread(world[name], kind, str(key), world.at.date())
        groups = found.down if found is not None else ()
        below = {group.name: group.count for group in groups}
        told = tuple(below.get(each, 0) for each in ("report", "evidence", "figure"))
        counts.setdefault(kind, []).append(told)
    assert counts == {
        "clause": [(3, 9, 1), (3, 9, 1), (0, 0, 0)],
        "measure": [(3, 9, 1), (3, 9, 1), (0, 0, 0)],
        "task": [(1, 3, 0), (0, 0, 0), (0, 0, 0)],
        "assignment": [(1, 3, 0), (1, 3, 0), (0, 0, 0)],
        "report": [(0, 2, 0), (0, 2, 0), (0, 0, 0)],
        "evidence": [(0, 0, 0)] * 3,
    }


def test_what_is_not_told_leads_to_the_figure_in_one_edge(
    world: Reviewed, reported: list[tuple[str, int]]
) -> None:
    """The second report has the line on the target: with one told it is in the rest."""
    figure, rest = Ref("figure", "C03;period=2019-H1"), {}
    for most in (1, 2):
        found = thread(
            world["supervision"], "measure", str(world.measure.pk), world.at.date(), most
        )
        assert found is not None
        [reports] = [group for group in found.down if group.name == "report"]
        upper = [edge.upper for edge in found.edges if edge.lower == figure]
        rest[most] = [ref == reports.fold for ref in upper if ref.kind == "report"]
    assert rest == {1: [True], 2: [False]}
