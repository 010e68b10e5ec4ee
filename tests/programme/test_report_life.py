"""The life of a progress report: each row of its table done, and each refused with its sentence."""

from datetime import date
from typing import Any

import pytest

from goldthread.offices.models import Office
from goldthread.programme.models import ProgressReport
from goldthread.programme.transitions import PROGRESS_REPORT
from goldthread.workflow.models import Event, Notice
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.reporting import FEBRUARY, MARCH, Reporting, lines, refusal

pytestmark = pytest.mark.django_db


def notices(report: ProgressReport) -> list[tuple[str, list[str]]]:
    rows = Notice.objects.filter(object_type="programme.progressreport", object_id=str(report.pk))
    return [(row.kind, row.recipients) for row in rows.order_by("id")]


def people(world: Reporting, *names: str) -> list[str]:
    return sorted(str(world[name].person.pk) for name in names)


def test_every_action_of_the_table_in_one_life(world: Reporting) -> None:
    task = world.task("in_progress")
    world.until(date(2019, 3, 1))
    report = world.report(task, lines=None)
    assert (report.state, report.part, report.due) == ("draft", False, date(2019, 3, 5))
    assert report.author == world["prot_contributor"].person
    world.act(report, "edit", "prot_contributor", lines=lines(task), confidence=3)
    world.act(report, "sign", "protection")
    world.act(report, "take_back", "protection")
    assert report.signer is None
    world.act(report, "sign", "protection")
    world.act(report, "submit", "protection")
    assert report.submitted_on == date(2019, 3, 1)
    world.act(report, "take_up", "supervision")
    remarks = [{"milestone": task.milestones.first().pk, "remark": "请说明进度依据"}]
    world.act(report, "return_with_remarks", "supervision", reason="依据不足", remarks=remarks)
    assert [line.remark for line in report.lines.order_by("milestone__position")] == [
        "请说明进度依据",
        "",
    ]
    world.act(report, "edit", "prot_contributor", narrative="方案已印发。")
    world.act(report, "resubmit", "protection")
    assert {line.remark for line in report.lines.all()} == {""}
    world.act(report, "take_up", "supervision")
    world.act(report, "accept", "supervision")
    world.act(report, "accept_above", "supervision_head")
    world.act(report, "correct", "protection", reason="笔误", narrative="方案已于二月印发。")

    events = Event.objects.of(report)
    assert {event.action for event in events} == set(PROGRESS_REPORT.actions())
    returned = events.get(action="return_with_remarks").payload
    assert returned == {"reason": "依据不足", "remarks": remarks}
    assert (report.state, report.narrative) == ("accepted_above", "方案已于二月印发。")
    unit = people(world, "prot_contributor", "prot_second", "protection")
    supervision = people(world, "supervision", "verifier")
    assert notices(report) == [
        ("report.submitted", supervision),
        ("report.returned", unit),
        ("report.submitted", supervision),
        ("report.accepted", unit),
        ("report.accepted", unit),
        (
            "report.corrected",
            people(
                world, "supervision", "verifier", "supervision_head", "protection", "prot_second"
            ),
        ),
    ]
    assert verify_chain() == verify_states() == []


def test_parts_are_accepted_by_the_lead_before_its_own_is_signed(world: Reporting) -> None:
    task = world.task("received", supports={"CNIPA-UTIL": "1/4"})
    world.act(task, "work", "protection")
    world.until(date(2019, 3, 1))
    main = world.report(task)
    assert refusal(world.act, main, "sign", "protection") == (
        "The parts of these supporting units are not accepted yet: CNIPA-UTIL.",
        "以下配合单位的报告尚未通过：CNIPA-UTIL。",
    )
    part = world.report(task, "util_contributor", office="CNIPA-UTIL")
    assert part.part is True
    world.submitted(part, "utilisation")
    assert refusal(world.act, part, "take_up", "supervision") == (
        (
            "A part is received by the head of the lead unit, a region's report by the department "
            "that leads the national task or by supervision, any other by supervision."
        ),
        "配合单位的报告由牵头单位负责人受理，地方报告由上级任务牵头部门或督办受理，其他报告由督办受理。",
    )
    assert notices(part) == [("report.submitted", people(world, "prot_second", "protection"))]
    world.act(part, "take_up", "prot_second")
    world.act(part, "accept", "prot_second")
    world.signed(main)
    assert main.state == "signed"


def test_an_accepted_report_above_locks_the_parts_below(world: Reporting) -> None:
    task = world.task("received", supports={"CNIPA-UTIL": None})
    task.supports.all().delete()
    world.act(task, "work", "protection")
    world.until(date(2019, 3, 1))
    main = world.accepted(world.report(task))
    world.act(main, "accept_above", "supervision_head")
    task.supports.create(office=Office.objects.get(code="CNIPA-UTIL"))
    assert refusal(world.report, task, "util_contributor", office="CNIPA-UTIL") == (
        (
            "The lead's report of 2019-02-28 was accepted above and locks the parts below; "
            "correct by "
            "an erratum of that report."
        ),
        "牵头单位2019-02-28的报告已经上级通过，其下分报告已锁定；请以该报告的更正办理。",
    )


def test_a_regions_report_goes_to_the_leading_department_then_to_supervision(
    world: Reporting,
) -> None:
    task = world.assignment(world.task("assigned"), "IPO-ZJ", "in_progress")
    world.until(date(2019, 3, 1))
    report = world.report(task, "zj_contributor")
    world.signed(report, "zj_head")
    world.act(report, "submit", "zj_coordinator")
    assert notices(report) == [("report.submitted", people(world, "prot_second", "protection"))]
    who = refusal(world.act, report, "take_up", "utilisation")
    assert who[1].startswith("配合单位的报告由牵头单位负责人受理")
    world.act(report, "take_up", "protection")
    world.act(report, "accept", "protection")
    assert refusal(world.act, report, "accept_above", "protection") == (
        (
            "A part is accepted above by whoever receives the lead's report, any other report by "
            "supervision."
        ),
        "配合单位的报告由牵头单位报告的受理方进行上级通过，其他报告由督办进行上级通过。",
    )
    world.act(report, "accept_above", "supervision")
    assert report.state == "accepted_above"


DRAFT_REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "no such task": (
        {"task": 999_999},
        "Name a task and an office that are there.",
        "请注明存在的督办事项和单位。",
    ),
    "an office that has no part in it": (
        {"office": "CNIPA-LAW", "by": "law_contributor"},
        "CNIPA-LAW neither leads nor supports this task.",
        "CNIPA-LAW既非本事项的牵头单位，也非配合单位。",
    ),
    "a day that is none of its reporting days": (
        {"period_end": date(2019, 2, 27)},
        (
            "No report of 2019-02-27 is asked for on this task; reports are asked for of: "
            "2019-01-31, "
            "2019-02-28, 2019-03-31, 2019-04-30, 2019-05-31, 2019-06-30."
        ),
        (
            "本事项不需填报2019-02-27的报告；应报日期为：2019-01-31, 2019-02-28, 2019-03-31, "
            "2019-04-30, 2019-05-31, 2019-06-30。"
        ),
    ),
    "a period that has not begun": (
        {"period_end": date(2019, 4, 30)},
        "The period that ends on 2019-04-30 has not begun.",
        "截至2019-04-30的报告期尚未开始。",
    ),
    "twice": (
        {"period_end": FEBRUARY},
        "There is a report of this unit as of 2019-02-28 already (draft); go on with that one.",
        "该单位2019-02-28的报告已存在（草稿），请在原报告上办理。",
    ),
    "lines that cannot be read": (
        {"lines": [{"target": 0, "status": "value"}]},
        "Line 1: the task has no target 0; leave the line out.",
        "第1行：本事项没有编号为0的目标，请删去该行。",
    ),
    "another unit's contributor": (
        {"by": "util_contributor"},
        "“draft” is done by: contributor, coordinator or department.",
        "“填报”由填报人、联络员或部门办理。",
    ),
}


def test_who_may_not_draft_what_and_is_told_why(world: Reporting) -> None:
    task = world.task("in_progress")
    world.until(date(2019, 3, 1))
    world.report(task)
    told = {}
    for name, (given, *_) in DRAFT_REFUSED.items():
        row = {"task": task.pk, "office": "CNIPA-PROT", "period_end": MARCH} | given
        by = row.pop("by", "prot_contributor")
        told[name] = refusal(world.make, ProgressReport(), "draft", by, **row)
    assert told == {name: (en, zh) for name, (_, en, zh) in DRAFT_REFUSED.items()}


def test_a_task_not_signed_for_has_no_report_yet(world: Reporting) -> None:
    task = world.task("assigned")
    world.until(date(2019, 2, 1))
    assert refusal(world.report, task, end=date(2019, 1, 31)) == (
        "Sign for receipt of the task first.",
        "请先签收本事项。",
    )


def test_signing_needs_every_line_and_another_hand(world: Reporting) -> None:
    task = world.task("in_progress", targets=[])
    world.until(date(2019, 3, 1))
    report = world.report(task, lines=lines(task)[:1])
    assert refusal(world.act, report, "sign", "protection") == (
        "These lines are missing: 全部完成. What was not reported or does not apply is said so.",
        "以下内容未填报：全部完成。未报告或不适用的，请如实注明。",
    )
    last = [{"milestone": task.milestones.last().pk, "status": "missing"}]
    world.act(report, "edit", "protection", lines=last)
    assert refusal(world.act, report, "sign", "protection") == (
        "Who wrote a report, or any of it, does not sign it; let another head of the unit sign.",
        "参与填写报告的人员不得签发本报告，请由本单位其他负责人签发。",
    )
    assert refusal(world.act, report, "sign", "prot_contributor") == (
        "This is done by the head of the reporting unit.",
        "此项由填报单位负责人办理。",
    )
    world.act(report, "edit", "prot_contributor", narrative="接着写。")
    assert refusal(world.act, report, "sign", "protection")[1].startswith("参与填写")
    world.act(report, "sign", "prot_second")
    assert report.signer == world["prot_second"].person


def test_a_report_is_handed_in_from_its_day_on_while_reporting_is_open(world: Reporting) -> None:
    task = world.task("in_progress")
    world.until(date(2019, 2, 27))
    report = world.signed(world.report(task))
    assert refusal(world.act, report, "submit", "protection") == (
        "The report tells the state of affairs on 2019-02-28; hand it in from that day on.",
        "本报告反映2019-02-28的情况，请自当日起报送。",
    )
    world.until(FEBRUARY)
    world.act(world.cycle, "close_reporting", "supervision")
    closed = (
        "Reporting in the cycle 2019-H1 is not open (the cycle is reporting closed).",
        "周期2019-H1未开放填报（当前状态：填报截止）。",
    )
    assert refusal(world.act, report, "submit", "protection") == closed
    world.act(report, "take_back", "protection")
    assert refusal(world.act, report, "edit", "prot_contributor") == closed
    assert refusal(world.report, task, end=date(2019, 1, 31)) == closed


def test_receiving_refuses_unreadable_remarks_and_ones_own_report(world: Reporting) -> None:
    world.hire("prot_contributor", "supervision", "CNIPA-GO")
    task = world.task("in_progress")
    world.until(date(2019, 3, 1))
    report = world.taken_up(world.report(task))
    key = task.milestones.first().pk
    for remarks, told in (
        (
            "soon",
            ("Give the remarks as a list.", "逐项意见须为列表。"),
        ),
        (
            [{"milestone": key, "remark": " "}],
            (
                "Line 1: write one remark of 1 to 2000 characters about 方案印发.",
                "第1行：请就“方案印发”填写一条1至2000字的意见。",
            ),
        ),
        (
            [{"milestone": key, "value": "1"}],
            (
                "Line 1: a remark names a target or a milestone, and says the `remark`.",
                "第1行：意见须注明所指目标或节点，并填写 `remark`。",
            ),
        ),
    ):
        given = {"reason": "依据不足", "remarks": remarks}
        done = refusal(world.act, report, "return_with_remarks", "supervision", **given)
        assert done == told
    assert refusal(world.act, report, "accept", "prot_contributor") == (
        "Who wrote or signed a report does not accept it.",
        "报告的填报人或签发人不得通过本报告。",
    )
    world.hire("protection", "supervision", "CNIPA-GO")
    assert refusal(world.act, report, "accept", "protection")[0].startswith("Who wrote")


def test_a_role_that_ended_yesterday_gives_nothing(world: Reporting) -> None:
    task = world.task("in_progress")
    world.hire("leaver", "contributor", "CNIPA-PROT", date(2019, 1, 1), date(2019, 3, 1))
    world.until(date(2019, 3, 1))
    assert refusal(world.report, task, "leaver") == (
        "“draft” is done by: contributor, coordinator or department.",
        "“填报”由填报人、联络员或部门办理。",
    )
