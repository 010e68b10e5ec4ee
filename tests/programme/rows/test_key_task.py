"""Every row of the key task's table, from each of its states, by everybody."""

from datetime import date
from typing import Any

import pytest

from goldthread.programme.models import KeyTask
from goldthread.programme.transitions import KEY_TASK
from tests.programme.building import DUE, MILESTONES, World
from tests.programme.rows.harness import Row, Try, steps_of, who_may

ISSUER, HEAD = frozenset({"issuer"}), frozenset({"supervision_head"})
PLANNING, SUPERVISION = frozenset({"planning"}), frozenset({"supervision", "verifier"})
LEAD, SUPPORT = frozenset({"protection"}), frozenset({"zj_head", "zj_coordinator"})
VERIFIERS = SUPERVISION | HEAD | {"utilisation", "law"}
CARRYING = frozenset({"system:carry_over"})
OPEN = (
    *("drafted", "registered", "assigned", "received", "in_progress"),
    *("completion_reported", "verified", "settled", "suspended"),
)
TARGET = {
    "indicator": "C03",
    "region": "CN-ZJ",
    "period": "2019-H1",
    "direction": "at_least",
    "value": "100",
}
MERGER = [{"kind": "merged", "offices": ["CNIPA-PROT"], "into": "CNIPA-LAW"}]
EFFECTIVE = date(2019, 5, 1)


def fields(world: World, **more: Any) -> dict[str, Any]:
    given = {"title_en": "Centres", "measure": world.measure.pk, "lead": "CNIPA-PROT"}
    given |= {"responsible": "Li", "due": DUE, "milestones": list(MILESTONES)}
    return given | more


def row(action: str, source: str, target: str, who: frozenset[str], **payload: Any) -> Row:
    return Row(action, source, target, who, lambda w: Try(w.task(source), payload))


def supported(action: str, source: str, target: str, who: frozenset[str], **payload: Any) -> Row:
    """The task has a supporting unit with its share stated."""
    return Row(
        action,
        source,
        target,
        who,
        lambda w: Try(w.task(source, supports={"IPO-ZJ": "1/3"}), payload),
    )


def signed(world: World) -> Try:
    return Try(world.task("signed"))


def passed_on(world: World) -> Try:
    return Try(KeyTask(), {"parent": world.task("assigned").pk, "lead": "IPO-ZJ"})


def carried_in(world: World) -> Try:
    given = {"carried_from": world.task("assigned").pk, "cycle": world.next_cycle().pk}
    return Try(KeyTask(), {**given, "due": date(2019, 9, 30)})


def with_milestone(world: World) -> Try:
    task = world.task("in_progress")
    return Try(task, {"milestone": task.milestones.get(position=1).pk, "done_on": date(2019, 1, 7)})


def with_evidence(world: World) -> Try:
    task = world.task("in_progress")
    world.prove(task)
    return Try(task)


def with_target(world: World, state: str) -> Try:
    return Try(world.task(state, targets=[TARGET]), {"reason": "登记系统停机"})


def judged(world: World, **more: Any) -> Try:
    task = world.task("completion_reported")
    return Try(task, {"verdicts": world.verdicts(task), **more})


def carried_over(world: World, state: str) -> Try:
    given = {"into": world.next_cycle().pk, "due": date(2019, 9, 30), "reason": "未完成"}
    return Try(world.task(state), given)


def proposed(world: World, state: str, *, propose: bool = True) -> Try:
    task = world.task(state)
    given = {"act": world.reform(MERGER, EFFECTIVE).pk, "unit": "CNIPA-LAW"}
    if propose:
        world.act(task, "propose_transfer", "supervision", **given)
    return Try(task, {} if propose else given)


def to_be_transferred(world: World, state: str) -> Try:
    given = proposed(world, state)
    for head in ("protection", "law"):
        world.act(given.obj, "sign_handover", head)
    world.until(EFFECTIVE)
    return given


ROWS = (
    Row(
        "draft",
        "",
        "drafted",
        PLANNING | SUPERVISION,
        lambda w: Try(KeyTask(), fields(w, cycle=w.cycle.pk)),
    ),
    Row(
        "edit",
        "drafted",
        "drafted",
        PLANNING | SUPERVISION,
        lambda w: Try(w.task("drafted"), fields(w)),
    ),
    Row(
        "edit",
        "registered",
        "registered",
        SUPERVISION,
        lambda w: Try(w.task("registered"), fields(w)),
    ),
    row("register", "drafted", "registered", SUPERVISION),
    row("sign", "registered", "registered", ISSUER),
    Row("assign", "registered", "assigned", SUPERVISION, signed),
    Row("pass_on", "", "assigned", SUPERVISION, passed_on),
    Row("carry_in", "", "registered", CARRYING, carried_in),
    *(
        row("extend", s, s, frozenset({"system:extension"}), due=date(2019, 7, 31))
        for s in ("assigned", "received", "in_progress", "suspended")
    ),
    row("sign_for_receipt", "assigned", "received", LEAD, responsible="Wang"),
    *(supported("sign_for_part", s, s, SUPPORT) for s in ("assigned", "received", "in_progress")),
    row("hand_back", "assigned", "registered", LEAD, reason="不属本司职责"),
    row("work", "received", "in_progress", LEAD),
    *(
        supported("share_out", s, s, LEAD, supports=[{"office": "IPO-ZJ", "share": "0.25"}])
        for s in ("received", "in_progress")
    ),
    Row("reach_milestone", "in_progress", "in_progress", LEAD, with_milestone),
    Row("report_done", "in_progress", "completion_reported", LEAD, with_evidence),
    *(
        Row("waive", s, s, ISSUER, lambda w, s=s: with_target(w, s))
        for s in ("in_progress", "completion_reported")
    ),
    Row(
        "send_back",
        "completion_reported",
        "in_progress",
        VERIFIERS,
        lambda w: judged(w, reason="材料不足"),
    ),
    Row("verify", "completion_reported", "verified", VERIFIERS, judged),
    row("settle", "verified", "settled", HEAD),
    row("write_off", "settled", "written_off", SUPERVISION),
    row("suspend", "in_progress", "suspended", HEAD, reason="等待", review_on=date(2019, 4, 1)),
    row("resume", "suspended", "in_progress", HEAD),
    *(
        Row("propose_transfer", s, s, SUPERVISION, lambda w, s=s: proposed(w, s, propose=False))
        for s in OPEN
    ),
    *(
        Row("sign_handover", s, s, frozenset({"protection", "law"}), lambda w, s=s: proposed(w, s))
        for s in OPEN
    ),
    *(Row("transfer", s, s, SUPERVISION, lambda w, s=s: to_be_transferred(w, s)) for s in OPEN),
    *(
        Row(
            "carry_over",
            s,
            "carried_over",
            SUPERVISION | CARRYING,
            lambda w, s=s: carried_over(w, s),
        )
        for s in OPEN
        if s not in ("drafted", "settled")
    ),
    *(
        row("cancel", s, "cancelled", ISSUER, document="国知发〔2019〕9号")
        for s in OPEN
        if s != "settled"
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_who_may(world: World, row: Row) -> None:
    who_may(world, row)


def test_every_row_is_here() -> None:
    assert {(r.action, r.source, r.target) for r in ROWS} == steps_of(KEY_TASK)
