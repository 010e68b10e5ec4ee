"""A task is carried over, cancelled or handed over; what hangs on it goes with it."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from goldthread.offices.queries import rehearse
from goldthread.programme import actions, queries
from goldthread.programme.models import Cycle, KeyTask, ProgressReport
from goldthread.workflow.engine import available
from goldthread.workflow.errors import GuardUnmet
from goldthread.workflow.models import Event
from goldthread.workflow.occasion import SystemActor
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.building import World
from tests.programme.rows.harness import unchanged
from tests.programme.rows.test_key_task import EFFECTIVE, MERGER, TARGET

LATER = date(2019, 9, 30)


def carry(world: World, task: KeyTask, into: Cycle) -> None:
    given = {"into": into.pk, "due": LATER, "reason": "未完成"}
    world.act(task, "carry_over", "supervision", **given)


def test_carried_over_task_leads_back_and_keeps_what_it_had(world: World) -> None:
    task = world.task("in_progress", supports={"IPO-ZJ": "1/3"}, targets=[TARGET])
    world.act(task, "extend", SystemActor("extension"), due=date(2019, 6, 30))

    carry(world, task, world.next_cycle())

    new = task.carried_to
    assert (task.state, new.state, new.cycle.key) == ("carried_over", "registered", "2019-H2")
    assert (new.original_due, new.due) == (date(2019, 6, 28), LATER)
    assert (new.extensions_granted, new.ledger_number, new.signed_on) == (1, "", None)
    # 2019-06-30 to 2019-09-30 are 92 days; each milestone moves by as many.
    days = [(row.title, row.due) for row in new.milestones.all()]
    assert days == [("方案印发", date(2019, 6, 29)), ("全部完成", date(2019, 9, 28))]
    texts = [each.text for row in new.milestones.all() for each in row.criteria.all()]
    assert texts == ["方案已印发", "任务已分解", "总结报告已报送"]
    [target] = new.targets.all()
    assert (target.indicator, target.region, target.period) == ("C03", "CN-ZJ", "2019-H1")
    [support] = new.supports.all()
    assert (support.share_n, support.share_d, support.signed_on) == (1, 3, None)
    assert [e.actor_name for e in Event.objects.of(new)] == ["carry_over"]


def test_open_assignments_go_with_their_national_task(world: World) -> None:
    parent = world.task("in_progress")
    open_one = world.assignment(parent, "IPO-ZJ", "in_progress")
    settled = world.assignment(parent, "IPO-JS", "settled")
    into = world.next_cycle()

    carry(world, parent, into)

    for each in (open_one, settled):
        each.refresh_from_db()
    assert (open_one.state, settled.state) == ("carried_over", "settled")
    assert open_one.carried_to.parent == parent.carried_to
    assert open_one.carried_to.lead.code == "IPO-ZJ"

    new = parent.carried_to
    world.act(new, "sign", "issuer")
    world.act(new, "assign", "supervision")
    [again] = actions.assign_again(task=new, actor=world["supervision"], at=world.at)
    assert (new.ledger_number, again.ledger_number) == ("2019-H2-001", "2019-H2-001-ZJ")
    assert again.state == "assigned"


def test_cycle_is_carried_over_and_concluded(world: World) -> None:
    world.task("in_progress")
    world.assignment(world.task("assigned"), "IPO-ZJ")
    world.task("written_off")
    draft = world.draft()
    into = world.next_cycle()

    made = actions.carry_over_cycle(
        cycle=world.cycle,
        into=into,
        due=LATER,
        reason="未完成",
        actor=world["supervision"],
        at=world.at,
    )

    assert sorted(each.carried_from.ledger_number for each in made) == [
        "2019-H1-001",
        "2019-H1-002",
    ]
    world.act(draft, "cancel", "issuer", document="9")
    for action, by in (("close_reporting", "supervision"), ("review", "supervision")):
        world.act(world.cycle, action, by)
    world.act(world.cycle, "conclude", "issuer")
    assert world.cycle.state == "concluded"
    assert verify_chain() == verify_states() == []


def test_cancelling_ends_open_assignments_by_the_same_document(world: World) -> None:
    parent = world.task("in_progress")
    parts = [world.assignment(parent, office) for office in ("IPO-ZJ", "IPO-JS")]
    settled = world.assignment(parent, "IPO-BJ")
    world.hire("bj_head", "provincial_head", "IPO-BJ")
    world.act(settled, "sign_for_receipt", "bj_head")

    world.act(parent, "cancel", "issuer", document="国知发〔2019〕9号")

    states = {t.lead.code: t.state for t in parent.assignments.select_related("lead")}
    assert states == dict.fromkeys(("IPO-ZJ", "IPO-JS", "IPO-BJ"), "cancelled")
    for part in parts:
        event = Event.objects.of(part).last()
        assert event is not None
        assert event.payload == {"document": "国知发〔2019〕9号"}


def test_all_regional_offices_at_once(world: World) -> None:
    """31 provinces and the Corps; who has the task is passed over."""
    parent = world.task("assigned")
    world.assignment(parent, "IPO-ZJ")

    made = actions.assign_to_offices(task=parent, actor=world["supervision"], at=world.at)

    assert len(made) == 31
    assert parent.assignments.count() == 32
    numbers = {row.lead.code: row.ledger_number for row in made}
    assert numbers["IPO-XPCC"] == "2019-H1-001-XPCC"
    assert "IPO-ZJ" not in numbers


def test_one_refusal_assigns_to_none(world: World) -> None:
    parent = world.task("assigned")

    with unchanged(), pytest.raises(GuardUnmet, match="CNIPA-LAW is no regional office"):
        actions.assign_to_offices(
            task=parent,
            actor=world["supervision"],
            offices=["IPO-ZJ", "CNIPA-LAW"],
            at=world.at,
        )


def test_reform_is_rehearsed_with_tasks_and_every_task_has_a_way_on(world: World) -> None:
    led = world.task("in_progress", supports={"IPO-ZJ": "1/3"}, targets=[TARGET])
    part = world.task("in_progress", lead="CNIPA-UTIL", supports={"CNIPA-PROT": "1/4"})
    world.task("written_off")
    act = world.reform(MERGER, EFFECTIVE, enact=False)

    things = rehearse(act).things
    kinds = [(thing.kind, thing.predecessor, thing.proposed) for thing in things]
    to_law = (("CNIPA-LAW", Fraction(1)),)
    assert [
        kind for kind in kinds if kind[0] in ("task", "part", "target", "report", "notice")
    ] == [
        ("task", "CNIPA-PROT", to_law),
        ("part", "CNIPA-PROT", to_law),
        ("target", "CNIPA-PROT", to_law),
    ]

    world.act(act, "enact", "issuer")
    proposed = actions.transfer_under_reform(reform=act, actor=world["supervision"], at=world.at)
    assert proposed == [led, part]
    sheet: dict[str, Any] = {"predecessor": "CNIPA-PROT", "successor": "CNIPA-LAW"}
    for head in ("protection", "law"):
        done = actions.sign_handovers(reform=act, actor=world[head], at=world.at, **sheet)
        assert done == [led, part]
    world.until(EFFECTIVE)
    assert set(queries.stranded_tasks(EFFECTIVE)) == {led, part}
    moved = actions.transfer_signed(reform=act, actor=world["supervision"], at=world.at)

    assert moved == [led, part]
    assert list(queries.stranded_tasks(EFFECTIVE)) == []
    led.refresh_from_db()
    assert led.lead.code == "CNIPA-LAW"
    [row] = part.supports.select_related("office")
    assert (row.office.code, row.share_n, row.share_d) == ("CNIPA-LAW", 1, 4)
    assert [h.part for h in (led.handovers.get(), part.handovers.get())] == [False, True]


def test_head_of_supervision_signs_for_a_unit_that_has_ceased(world: World) -> None:
    task = world.task("in_progress")
    act = world.reform(MERGER, EFFECTIVE)
    world.until(date(2019, 5, 6))
    world.act(task, "propose_transfer", "supervision", act=act.pk, unit="CNIPA-LAW")

    world.act(task, "sign_handover", "law")
    world.act(task, "sign_handover", "supervision_head")
    world.act(task, "transfer", "supervision")

    assert task.handovers.get().done_on == date(2019, 5, 6)


def test_days_late_before_the_handover_stay_with_the_predecessor(world: World) -> None:
    """Due on 30 April; handed over on 6 May; looked at on 10 May."""
    milestones = [{"title": "完成", "due": "2019-04-30", "criteria": ["完成"]}]
    task = world.task("in_progress", due=date(2019, 4, 30), milestones=milestones)
    act = world.reform(MERGER, EFFECTIVE)
    world.act(task, "propose_transfer", "supervision", act=act.pk, unit="CNIPA-LAW")
    for head in ("protection", "law"):
        world.act(task, "sign_handover", head)
    world.until(date(2019, 5, 6))
    world.act(task, "transfer", "supervision")

    late = queries.lateness(task, date(2019, 5, 10))

    assert [(part.office, part.days) for part in late.parts] == [
        ("CNIPA-PROT", 5),
        ("CNIPA-LAW", 5),
    ]


def test_support_that_takes_over_the_lead_is_no_longer_a_support(world: World) -> None:
    task = world.task("in_progress", supports={"CNIPA-LAW": "1/3"})
    act = world.reform(MERGER, EFFECTIVE)
    actions.transfer_under_reform(reform=act, actor=world["supervision"], at=world.at)
    for head in ("protection", "law"):
        world.act(task, "sign_handover", head)
    world.until(EFFECTIVE)
    world.act(task, "transfer", "supervision")

    assert (task.lead.code, task.supports.count()) == ("CNIPA-LAW", 0)


def test_merged_parts_add_up(world: World) -> None:
    task = world.task(
        "in_progress", lead="CNIPA-UTIL", supports={"CNIPA-PROT": "1/4", "CNIPA-LAW": "1/3"}
    )
    act = world.reform(MERGER, EFFECTIVE)
    actions.transfer_under_reform(reform=act, actor=world["supervision"], at=world.at)
    for head in ("protection", "law"):
        world.act(task, "sign_handover", head)
    world.until(EFFECTIVE)
    world.act(task, "transfer", "supervision")

    [row] = task.supports.select_related("office")
    assert (row.office.code, Fraction(row.share_n, row.share_d)) == ("CNIPA-LAW", Fraction(7, 12))


def test_two_regions_merged_keep_both_assignments(world: World) -> None:
    parent = world.task("assigned")
    parts = [world.assignment(parent, office, "in_progress") for office in ("IPO-ZJ", "IPO-JS")]
    act = world.reform([{"kind": "merged", "offices": ["IPO-JS"], "into": "IPO-ZJ"}], EFFECTIVE)
    actions.transfer_under_reform(reform=act, actor=world["supervision"], at=world.at)
    for head in ("js_head", "zj_head"):
        world.act(parts[1], "sign_handover", head)
    world.until(EFFECTIVE)
    world.act(parts[1], "transfer", "supervision")

    leads = parent.assignments.values_list("lead__code", "ledger_number")
    assert sorted(leads) == [("IPO-ZJ", "2019-H1-001-JS"), ("IPO-ZJ", "2019-H1-001-ZJ")]


def test_author_of_a_report_does_not_verify(world: World) -> None:
    """Somebody wrote a report for the lead, then moved to supervision."""
    world.hire("turncoat", "contributor", "CNIPA-PROT", ends=date(2019, 3, 1))
    world.hire("turncoat", "supervision", "CNIPA-GO", starts=date(2019, 3, 1))
    world.hire("mover", "contributor", "CNIPA-PROT", ends=date(2019, 3, 1))
    world.hire("mover", "supervision", "CNIPA-GO", starts=date(2019, 3, 1))
    task = world.task("in_progress")
    given = {"task": task.pk, "office": "CNIPA-PROT", "period_end": date(2019, 1, 31)}
    world.make(ProgressReport(), "draft", "turncoat", narrative="按计划", **given)
    world.prove(task)
    world.act(task, "report_done", "protection")
    world.until(date(2019, 3, 4))

    offers = {
        name: {o.transition.action: o.allowed for o in available_to(world, task, name)}["verify"]
        for name in ("turncoat", "mover", "protection")
    }
    assert offers == {"turncoat": False, "mover": True, "protection": False}


def available_to(world: World, task: KeyTask, name: str) -> Any:
    return available(task, world[name], at=world.at)


def test_waiver_signed_by_the_issuer_stands_in_for_the_figure(world: World) -> None:
    task = world.task("completion_reported", targets=[TARGET])
    world.act(task, "waive", "issuer", reason="登记系统停机")

    world.act(task, "verify", "verifier", verdicts=world.verdicts(task))

    assert (task.state, task.verified_by.name_en) == ("verified", "verifier")
    assert [(v.round, v.met) for v in task.verdicts.all()] == [(1, True)] * 3


def test_each_round_of_verification_is_kept(world: World) -> None:
    task = world.task("completion_reported")
    world.act(task, "send_back", "verifier", reason="材料不足", verdicts=world.verdicts(task, 0, 2))
    assert (task.state, task.done_on) == ("in_progress", None)
    world.act(task, "report_done", "protection")
    world.act(task, "verify", "verifier", verdicts=world.verdicts(task))

    rounds = task.verdicts.order_by("round", "criterion_id").values_list("round", "met")
    assert list(rounds) == [(1, False), (1, True), (1, False), (2, True), (2, True), (2, True)]


def test_handover_lapses_with_an_act_that_is_undone(world: World) -> None:
    task = world.task("in_progress")
    act = world.reform(MERGER, EFFECTIVE)
    actions.transfer_under_reform(reform=act, actor=world["supervision"], at=world.at)
    world.act(act, "undo", "issuer", reason="推迟")
    with unchanged(), pytest.raises(GuardUnmet, match="no handover to be signed"):
        world.act(task, "sign_handover", "protection")
    assert actions.transfer_signed(reform=act, actor=world["supervision"], at=world.at) == []

    world.act(act, "enact", "issuer")
    world.act(act, "undo", "issuer", reason="再推迟")
    world.act(act, "enact", "issuer")
    assert task.handovers.get().done_on is None


def test_carried_over_task_keeps_its_first_day_and_its_measure_when_edited(world: World) -> None:
    task = world.task("in_progress")
    carry(world, task, world.next_cycle())
    new = task.carried_to
    given = {"title_en": "Centres", "measure": world.measure.pk, "lead": "CNIPA-PROT"}
    given |= {"responsible": "Li", "due": date(2019, 10, 31)}

    world.act(new, "edit", "supervision", **given)

    assert (new.original_due, new.due) == (date(2019, 6, 28), date(2019, 10, 31))
    assert new.measure == world.measure


def test_edited_assignment_stays_within_the_national_task(world: World) -> None:
    part = world.assignment(world.task("assigned"), "IPO-ZJ")
    world.act(part, "hand_back", "zj_head", reason="时限过紧")
    given = {"title_en": "Centres", "measure": world.measure.pk, "lead": "IPO-ZJ"}

    with unchanged(), pytest.raises(GuardUnmet, match="due by 2019-06-28, the due day of the nat"):
        world.act(part, "edit", "supervision", due=date(2019, 7, 1), **given)


def test_edit_after_signing_must_be_signed_again(world: World) -> None:
    task = world.task("signed")
    given = {"title_en": "Centres", "measure": world.measure.pk, "lead": "CNIPA-PROT"}
    given |= {"responsible": "Li", "due": date(2019, 6, 28)}

    world.act(task, "edit", "supervision", **given)

    assert task.signed_on is None
    assert task.milestones.count() == 2
