"""What reads and writes by SQL of its own does the same on SQLite and on PostgreSQL."""

from datetime import date

from goldthread.programme import actions, queries
from goldthread.programme.queries import Filters
from goldthread.workflow.timing import Timing
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.building import World
from tests.programme.founding import Here

TODAY, EFFECTIVE = date(2019, 3, 20), date(2019, 5, 1)


def test_assigned_read_and_handed_over(world_here: Here) -> None:
    world = world_here(World)
    task = world.task("in_progress", supports={"CNIPA-UTIL": "1/3"})
    made = actions.assign_to_offices(task=task, actor=world["supervision"], at=world.at)

    rows = queries.ledger(world["protection"], TODAY, Filters(cycle=world.cycle, sort="-due"))
    assert (rows.count(), len(rows[:50]), len(made)) == (33, 33, 32)
    assert [row.pk for row in queries.page_of(rows, 20, 30)] == [row.pk for row in rows][20:30]
    assert queries.states_of_assignments(rows) == {task.pk: {"assigned": 32}}
    [row] = queries.ledger(
        world["zj_head"], TODAY, Filters(timing=Timing.AHEAD, text="2019-h1-001-zj")
    )
    assert (row.lead_zh, row.open_notices, row.reported_on) == ("浙江局", 0, None)
    assert queries.thread(task).counts["assignments"] == 32

    act = world.reform(
        [{"kind": "merged", "offices": ["CNIPA-PROT"], "into": "CNIPA-LAW"}], EFFECTIVE
    )
    actions.transfer_under_reform(reform=act, actor=world["supervision"], at=world.at)
    for head in ("protection", "law"):
        actions.sign_handovers(
            reform=act,
            actor=world[head],
            predecessor="CNIPA-PROT",
            successor="CNIPA-LAW",
            at=world.at,
        )
    world.until(EFFECTIVE)
    assert list(queries.stranded_tasks(EFFECTIVE)) == [task]
    actions.transfer_signed(reform=act, actor=world["supervision"], at=world.at)

    task.refresh_from_db()
    assert task.lead.code == "CNIPA-LAW"
    [heir] = queries.heirs_in([task], EFFECTIVE, EFFECTIVE)["CNIPA-LAW"]
    assert heir.names["en"] == "Legal Affairs Department"

    into = world.next_cycle()
    new = actions.carry_over_cycle(
        cycle=world.cycle,
        into=into,
        due=date(2019, 9, 30),
        reason="未完成",
        actor=world["supervision"],
        at=world.at,
    )
    assert len(new) == 1
    assert new[0].assignments.count() == 32
    assert verify_chain() == verify_states() == []


def test_long_document_is_entered_in_steps(world_here: Here) -> None:
    """600 clauses of 200 characters: ten times what one step may hold."""
    world = world_here(World)
    clauses = [{"path": f"{n}", "heading": "", "text": "知" * 200} for n in range(1, 601)]

    document = actions.enter_document(
        actor=world["planning"],
        clauses=clauses,
        at=world.at,
        key="outline-2035",
        title_zh="强国建设纲要",
        kind="strategy",
        language="zh",
    )

    rows = list(document.clauses.values_list("path", "position"))
    assert rows == [(f"{n}", n) for n in range(1, 601)]
    assert document.version == 13
