"""The ledger and the thread: what a page shows, and in how many queries."""

from datetime import date
from typing import Any

import pytest

from goldthread.offices.queries import remembering
from goldthread.programme import queries
from goldthread.programme.clocks import near_until
from goldthread.programme.heirs import ONE_DAY
from goldthread.programme.queries import Filters
from goldthread.workflow.timing import Timing, timing
from tests.programme.building import World

TODAY = date(2019, 3, 20)


def numbers(world: World, user: str, day: date = TODAY, **filters: Any) -> list[str]:
    rows = queries.ledger(world[user], day, Filters(**filters))
    return [row.ledger_number for row in rows]


@pytest.fixture
def tasks(world: World) -> World:
    """001 with parts for two regions, 002 led by another department, 003 a mere draft."""
    first = world.task("assigned", supports={"CNIPA-LAW": "1/4"})
    for office in ("IPO-ZJ", "IPO-JS"):
        world.assignment(first, office, "in_progress")
    milestones = [{"title": "完成", "due": "2019-03-15", "criteria": ["完成"]}]
    world.task(
        "in_progress",
        lead="CNIPA-UTIL",
        title_en="Pledges",
        due=date(2019, 3, 15),
        milestones=milestones,
    )
    world.draft()
    return world


def test_each_sees_own_rows(tasks: World) -> None:
    everything = ["", "2019-H1-001", "2019-H1-001-JS", "2019-H1-001-ZJ", "2019-H1-002"]
    assert numbers(tasks, "supervision") == everything
    assert numbers(tasks, "auditor") == everything
    assert numbers(tasks, "protection") == ["2019-H1-001", "2019-H1-001-JS", "2019-H1-001-ZJ"]
    assert numbers(tasks, "law") == ["2019-H1-001", "2019-H1-001-JS", "2019-H1-001-ZJ"]
    assert numbers(tasks, "zj_head") == ["2019-H1-001-ZJ"]
    assert numbers(tasks, "zj_contributor") == ["2019-H1-001-ZJ"]
    assert numbers(tasks, "press") == []
    assert numbers(tasks, "sysadmin") == []
    assert [row["ledger_number"] for row in queries.tasks_published()] == [
        "2019-H1-001",
        "2019-H1-002",
    ]


def test_rows_are_narrowed_and_ordered(tasks: World) -> None:
    assert numbers(tasks, "issuer", national=False) == ["2019-H1-001-JS", "2019-H1-001-ZJ"]
    assert numbers(tasks, "issuer", lead="CNIPA-UTIL") == ["2019-H1-002"]
    assert numbers(tasks, "issuer", support="CNIPA-LAW") == ["2019-H1-001"]
    assert numbers(tasks, "issuer", states=("assigned",)) == ["2019-H1-001"]
    assert numbers(tasks, "issuer", timing=Timing.LATE) == ["2019-H1-002"]
    assert numbers(tasks, "issuer", text="pledge") == ["2019-H1-002"]
    assert numbers(tasks, "issuer", text="2019-H1-001-Z") == ["2019-H1-001-ZJ"]
    assert numbers(tasks, "issuer", sort="due", national=True)[0] == "2019-H1-002"
    assert numbers(tasks, "issuer", sort="-number")[0] == "2019-H1-002"
    assert numbers(tasks, "issuer", cycle=tasks.next_cycle()) == []


def test_timing_is_that_of_the_workflow(tasks: World) -> None:
    """For every row and many days; near by the cycle's own limit in working days."""
    for day in (date(2019, 3, 4), date(2019, 3, 5), date(2019, 3, 15), date(2019, 3, 16), TODAY):
        limit = near_until(tasks.cycle, day)
        for row in queries.ledger(tasks["issuer"], day, Filters(cycle=tasks.cycle)):
            assert row.timing == timing(row, day, near=limit - day - ONE_DAY).value


def test_a_page_is_a_part_of_the_rows_in_their_order(
    tasks: World, django_assert_num_queries: Any
) -> None:
    rows = queries.ledger(tasks["issuer"], TODAY, Filters(sort="-number", text="2019"))
    with django_assert_num_queries(1):
        second = [(row.ledger_number, row.lead_zh) for row in queries.page_of(rows, 1, 3)]
    assert second == [("2019-H1-001-ZJ", "浙江局"), ("2019-H1-001-JS", "江苏局")]
    late = queries.ledger(tasks["issuer"], TODAY, Filters(timing=Timing.LATE))
    assert [row.ledger_number for row in queries.page_of(late, 0, 50)] == ["2019-H1-002"]
    assert queries.page_of(late, 1, 50) == []


def test_row_shows_what_a_page_needs(tasks: World) -> None:
    [row] = queries.ledger(tasks["zj_head"], TODAY)

    assert (row.lead_en, row.lead_zh) == ("Zhejiang IPO", "浙江局")
    assert (row.timing, row.open_notices, row.reported_on) == ("ahead", 0, None)


def test_states_of_assignments(tasks: World) -> None:
    rows = list(queries.ledger(tasks["issuer"], TODAY))
    [first] = [row for row in rows if row.ledger_number == "2019-H1-001"]

    assert queries.states_of_assignments(rows) == {first.pk: {"in_progress": 2}}


def test_leads_in_the_structure_of_another_day(tasks: World) -> None:
    rows = list(queries.ledger(tasks["zj_head"], TODAY))
    assert rows[0].lead.code == "IPO-ZJ"
    heirs = queries.heirs_in(rows, TODAY, date(2018, 1, 1))

    [heir] = heirs["IPO-ZJ"]
    assert (heir.part.office, heir.part.share, heir.names["zh"]) == (
        "IPO-ZJ",
        1,
        "浙江省知识产权局",
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries(world: World, rows: int, django_assert_num_queries: Any) -> None:
    parent = world.task("assigned")
    for _ in range(rows - 1):
        world.assignment(world.task("assigned"), "IPO-ZJ", "in_progress")
    world.assignment(parent, "IPO-ZJ", "in_progress")
    head = world["zj_head"]

    with remembering():
        queries.ledger(head, TODAY)  # the roles are read once a page
        with django_assert_num_queries(1):
            page = list(queries.ledger(head, TODAY)[:50])
        with django_assert_num_queries(1):
            assert queries.ledger(head, TODAY).count() == rows
    assert len(page) == rows
    with django_assert_num_queries(1):
        queries.states_of_assignments([*page, parent])
    with django_assert_num_queries(2):
        queries.heirs_in(page, TODAY, date(2018, 1, 1))
    with django_assert_num_queries(2):
        task = queries.thread(parent).task
    with django_assert_num_queries(1):
        queries.lateness(task, TODAY)


def test_thread_leads_up_to_the_clause_and_down_to_the_evidence(tasks: World) -> None:
    task = tasks.task("completion_reported")

    thread = queries.thread(task)

    assert [f"{c.document.key}#{c.path}" for c in thread.clauses] == ["outline-2019#1.1"]
    assert [row.number for row in thread.requirements] == ["1"]
    assert thread.measure == tasks.measure
    assert thread.counts == {
        "assignments": 0,
        "reports": 0,
        "evidence": 2,
        "targets": 0,
        "notices": 0,
    }
