"""Each guard of the key task's table: its sentence in both languages, and no row changed."""

from datetime import date

import pytest

from goldthread.programme.models import KeyTask
from goldthread.programme.transitions import KEY_TASK
from tests.programme.building import MILESTONES, World
from tests.programme.rows.harness import Guarded, Try, guards_of, refused
from tests.programme.rows.key_task_settings import (
    a_number_twice,
    asked_twice,
    assignment_alone,
    before_the_day,
    drafted,
    edited_assignment,
    emptied,
    foreign_milestone,
    half_proved,
    half_signed,
    handed_back_of_ended,
    into_the_same,
    long_ago,
    milestones,
    missed_target,
    new,
    of_a_drafted_task,
    of_an_assignment,
    on,
    once_passed_on,
    one_finding_short,
    only_rehearsed,
    other_shares,
    passed,
    proposed_twice,
    region_asked_twice,
    signed_already,
    signed_for,
    to_a_stranger,
    verdicts,
    with_assignment,
    with_notice,
    without_parts,
)
from tests.programme.rows.test_key_task import (
    TARGET,
    fields,
)

BY = {
    "draft": "planning",
    "edit": "planning",
    "sign": "issuer",
    "waive": "issuer",
    "hand_back": "protection",
    "work": "protection",
    "share_out": "protection",
    "reach_milestone": "protection",
    "report_done": "protection",
    "sign_for_part": "zj_head",
    "settle": "supervision_head",
    "suspend": "supervision_head",
    "sign_handover": "protection",
}


VERDICTS_MISSING = (
    "Give a finding for every criterion; there is none for: 方案已印发",
    "请逐项填写核查结论，尚缺：方案已印发",
)
TITLE = ("Give a title in English, in Chinese, or both.", "请填写英文或中文标题。")
UNDER_REFORM = (
    "There is no such reform act, it is not enacted, or the task has an open handover already.",
    "机构改革不存在、尚未颁布，或本事项已有未完成的交接。",
)
NEXT_CYCLE = (
    (
        "A task is carried into the cycle that follows its own and is preparing or open, with a "
        "due day after the present one and not before that cycle begins."
    ),
    "事项须结转至紧接其后、处于筹备或进行中的周期，新时限须晚于现时限且不早于该周期起始日。",
)
HANDOVER_SIGNED = (
    "The handover must be signed by both units, and the reform act have reached its effective day.",
    "交接单须经双方签署，且机构改革已到生效日。",
)
PARENT = (
    "There is no such national task, or it is not assigned and running.",
    "上级任务不存在，或未交办、已报结。",
)
GUARDED = (
    *drafted("key_task.titled", *TITLE, title_en=None),
    Guarded(
        "draft",
        "key_task.references_known",
        lambda w: Try(KeyTask(), new(w, cycle="9")),
        "There is no such cycle, or it is closed for new tasks.",
        "周期不存在，或已不再接收新的事项。",
        "cycle",
    ),
    *drafted(
        "key_task.references_known",
        "There is no such measure in this cycle, or it was withdrawn or superseded.",
        "本周期没有该举措，或其已撤回、已被取代。",
        "measure",
        measure="99",
    ),
    *drafted(
        "key_task.references_known",
        "There is no such clause, or its document was withdrawn or superseded.",
        "来源条款不存在，或其文件已撤回、已被取代。",
        "clause",
        clause="99",
    ),
    *drafted(
        "key_task.one_lead",
        "“CNIPA-PROT、IPO-ZJ” is no unit: give the code of exactly one office.",
        "“CNIPA-PROT、IPO-ZJ”不是单位：请填写一个单位的代码。",
        "two",
        lead="CNIPA-PROT、IPO-ZJ",
    ),
    *drafted(
        "key_task.one_lead",
        "CNIPA-PROT is named both as lead and as supporting unit; a task has exactly one lead.",
        "CNIPA-PROT同时列为牵头单位和配合单位；每项督办事项只能有一个牵头单位。",
        "also-support",
        supports=[{"office": "CNIPA-PROT", "share": "1/2"}],
    ),
    *drafted(
        "key_task.one_lead",
        "SAIC does not exist on 2019-06-28; name the unit that does the work on that day.",
        "SAIC在2019-06-28不存在，请填写当日承担该项工作的单位。",
        "ceased",
        lead="SAIC",
    ),
    *drafted(
        "key_task.one_lead",
        "The shares of the supporting units add up to 1; they must stay below 1, since the rest is "
        "the lead's.",
        "配合单位份额合计为1，须小于1，其余部分由牵头单位承担。",
        "shares",
        supports=[
            {"office": "IPO-ZJ", "share": "1/3"},
            {"office": "IPO-JS", "share": "2/3"},
        ],
    ),
    Guarded(
        "edit",
        "key_task.one_lead",
        edited_assignment,
        "CNIPA-PROT is no regional office; a task is assigned to regional offices.",
        "CNIPA-PROT不是地方局；事项只能分解交办给地方局。",
        "region",
    ),
    *drafted(
        "key_task.milestones_readable",
        "milestone 2: its day 2019-03-01 lies before that of the one above (2019-04-01); put them "
        "in order.",
        "第2项时间节点：日期2019-03-01早于上一节点（2019-04-01），请按日期先后排列。",
        "order",
        milestones=milestones("2019-04-01", "2019-03-01"),
    ),
    *drafted(
        "key_task.milestones_readable",
        "milestone 1: its day 2019-06-29 lies after the due day of the task, 2019-06-28.",
        "第1项时间节点：日期2019-06-29晚于事项完成时限2019-06-28。",
        "late",
        milestones=milestones("2019-06-29"),
    ),
    Guarded(
        "edit",
        "key_task.milestones_readable",
        lambda w: Try(w.draft(), fields(w, due=date(2019, 5, 1), milestones=None)),
        "The milestone “全部完成” (2019-06-28) lies after the due day of the task, 2019-05-01.",
        "时间节点“全部完成”（2019-06-28）晚于事项完成时限2019-05-01。",
        "kept",
    ),
    *drafted(
        "key_task.targets_readable",
        "target 1: there is no indicator Z99; look its code up in the catalogue.",
        "第1项目标：没有指标Z99，请在指标目录中查找代码。",
        targets=[{**TARGET, "indicator": "Z99"}],
    ),
    Guarded(
        "register",
        "key_task.sourced",
        on("drafted", draft={"measure": None}),
        "Name the measure or the clause that asks for this task.",
        "请填写本事项所依据的举措或来源条款。",
    ),
    Guarded(
        "register",
        "key_task.complete",
        on("drafted", draft={"lead": None, "responsible": None, "due": None, "milestones": []}),
        "The task is not complete; it lacks: exactly one lead unit, a responsible person, a due "
        "day, a milestone.",
        "事项要素不全，尚缺：唯一的牵头单位、责任人、完成时限、时间节点。",
    ),
    Guarded(
        "register",
        "key_task.complete",
        on("drafted", draft={"milestones": milestones("2019-06-01", criteria=False)}),
        "The task is not complete; it lacks: criteria of “节点1”.",
        "事项要素不全，尚缺：“节点1”的完成标准。",
        "criteria",
    ),
    Guarded(
        "sign",
        "key_task.unsigned",
        signed_already,
        "The assignment was signed on 2019-01-07.",
        "已于2019-01-07签批。",
    ),
    Guarded(
        "assign",
        "key_task.complete",
        lambda w: Try(emptied(w)),
        "The task is not complete; it lacks: a responsible person.",
        "事项要素不全，尚缺：责任人。",
    ),
    Guarded(
        "assign",
        "key_task.signed",
        on("registered"),
        "The issuer has not signed the assignment.",
        "签发人尚未签批。",
    ),
    Guarded(
        "assign",
        "key_task.parent_running",
        handed_back_of_ended,
        "The national task is not assigned and running; assign it first.",
        "上级任务未在办，请先交办上级任务。",
    ),
    Guarded(
        "assign",
        "key_task.number_free",
        a_number_twice,
        "The ledger number 2019-H1-001 is taken in this cycle, or has over 40 characters.",
        "台账编号2019-H1-001在本周期已被使用，或超过40个字符。",
    ),
    Guarded(
        "assign",
        "key_task.asked_once",
        asked_twice,
        "CNIPA-PROT is asked for C03 (2019-H1 CN-ZJ) by the task 2019-H1-001 already; refer to "
        "that task instead of asking again.",
        "CNIPA-PROT已在事项2019-H1-001中填报C03（2019-H1 CN-ZJ），请引用该事项，不再重复索取。",
    ),
    Guarded(
        "pass_on",
        "key_task.asked_once",
        region_asked_twice,
        "IPO-ZJ is asked for C03 (2019-H1 CN-ZJ) by the task 2019-H1-001-ZJ already; refer to that "
        "task instead of asking again.",
        "IPO-ZJ已在事项2019-H1-001-ZJ中填报C03（2019-H1 CN-ZJ），请引用该事项，不再重复索取。",
    ),
    Guarded("pass_on", "key_task.parent_assigned", of_a_drafted_task, *PARENT),
    Guarded("pass_on", "key_task.parent_assigned", of_an_assignment, *PARENT, "of a part"),
    Guarded(
        "pass_on",
        "key_task.regional_office",
        passed(lead="CNIPA-LAW"),
        "CNIPA-LAW is no regional office; a task is assigned to regional offices.",
        "CNIPA-LAW不是地方局；事项只能分解交办给地方局。",
    ),
    Guarded(
        "pass_on",
        "key_task.office_has_none",
        once_passed_on,
        "IPO-ZJ has this task already: 2019-H1-001-ZJ.",
        "IPO-ZJ已承接本事项：2019-H1-001-ZJ。",
    ),
    Guarded(
        "pass_on",
        "key_task.within_parent",
        passed(due=date(2019, 6, 29)),
        "An assignment is due by 2019-06-28, the due day of the national task, and not before its "
        "last milestone, 2019-06-28.",
        "分解交办的完成时限不得晚于上级任务时限2019-06-28，且不得早于其最后时间节点2019-06-28。",
    ),
    Guarded(
        "pass_on",
        "key_task.targets_readable",
        passed(targets=[{**TARGET, "value": "many"}]),
        "target 1: the value must be a number such as 1234.5, with at most 4 decimals.",
        "第1项目标：目标值须为数值，如1234.5，小数不超过4位。",
    ),
    Guarded(
        "sign_for_part",
        "key_task.part_open",
        signed_for,
        "Your unit has signed for its part already.",
        "贵单位已签收。",
    ),
    Guarded(
        "hand_back",
        "key_task.within_hand_back",
        long_ago,
        "A task is handed back within 3 working days of its assignment; the last day was "
        "2019-01-10.",
        "事项须在交办后3个工作日内退回，最后期限为2019-01-10。",
    ),
    Guarded(
        "work",
        "key_task.shares_stated",
        on("received", draft={"supports": {"IPO-ZJ": None, "IPO-JS": "1/4"}}),
        "State the shares of the supporting units first; missing: IPO-ZJ.",
        "请先明确配合单位分工，尚缺：IPO-ZJ。",
    ),
    Guarded(
        "share_out",
        "key_task.supports_readable",
        other_shares,
        "State a share for each supporting unit of the task and for no other: IPO-JS, IPO-ZJ.",
        "请为且仅为本事项的配合单位逐一填写份额：IPO-JS, IPO-ZJ。",
    ),
    Guarded(
        "reach_milestone",
        "key_task.milestone_open",
        foreign_milestone,
        "This is no milestone of the task that is still to be reached, or the day lies ahead.",
        "该节点不属于本事项、已完成，或完成日期尚未到来。",
    ),
    Guarded(
        "report_done",
        "key_task.evidence_complete",
        half_proved,
        "There is no evidence linked to: 全部完成. Upload it and link it to a criterion.",
        "以下时间节点尚无佐证材料：全部完成。请上传并关联完成标准。",
    ),
    Guarded(
        "report_done",
        "key_task.parts_in",
        without_parts,
        "No accepted part-report of: IPO-JS, IPO-ZJ. Ask for it and accept it.",
        "尚无已通过的配合单位分报告：IPO-JS, IPO-ZJ。请催报并审核。",
    ),
    Guarded(
        "waive",
        "key_task.has_target",
        on("in_progress", reason="无"),
        "The task has no target that could be waived.",
        "本事项未设可豁免的目标。",
    ),
    Guarded(
        "send_back",
        "key_task.verdicts_readable",
        lambda w: one_finding_short(w, reason="材料不足"),
        *VERDICTS_MISSING,
    ),
    Guarded("verify", "key_task.verdicts_readable", one_finding_short, *VERDICTS_MISSING),
    Guarded(
        "verify",
        "key_task.criteria_met",
        lambda w: verdicts(w, 1),
        "These criteria are not met: 任务已分解. Send the task back with the reasons.",
        "以下完成标准未达到：任务已分解。请注明理由退办。",
    ),
    Guarded(
        "verify",
        "key_task.target_met",
        missed_target,
        "The computed figures do not meet these targets: C03 2019-H1. Send the task back, or have "
        "the issuer sign a waiver.",
        "核算数据未达到以下目标：C03 2019-H1。请退办，或由签发人签批豁免。",
    ),
    Guarded(
        "settle",
        "key_task.assignments_settled",
        lambda w: with_assignment(w, "verified"),
        "1 assignments to regional offices are not settled yet.",
        "尚有1项地方局分解事项未办结。",
    ),
    Guarded(
        "write_off",
        "key_task.assignments_ended",
        lambda w: with_assignment(w, "settled"),
        "1 assignments to regional offices are still open; write them off first.",
        "尚有1项地方局分解事项未销号，请先销号。",
    ),
    Guarded(
        "write_off",
        "key_task.notices_answered",
        with_notice,
        "These supervision notices are not answered: 2019-H1-B-001.",
        "以下督办单尚未回复：2019-H1-B-001。",
    ),
    Guarded(
        "suspend",
        "key_task.review_ahead",
        on("in_progress", reason="x", review_on=date(2019, 1, 7)),
        "The day of review must lie ahead; 2019-01-07 does not.",
        "复核日期须晚于今日，2019-01-07不符。",
    ),
    Guarded("propose_transfer", "key_task.under_reform", only_rehearsed, *UNDER_REFORM),
    Guarded("propose_transfer", "key_task.under_reform", proposed_twice, *UNDER_REFORM, "twice"),
    Guarded(
        "propose_transfer",
        "key_task.other_unit",
        to_a_stranger,
        "Under this act the task may go to: CNIPA-LAW; “IPO-ZJ” is none of them.",
        "依据本次改革，本事项可移交给：CNIPA-LAW；“IPO-ZJ”不在其中。",
    ),
    Guarded(
        "sign_handover",
        "key_task.handover_open",
        on("assigned"),
        "There is no handover to be signed.",
        "没有待签署的交接单。",
    ),
    Guarded("transfer", "key_task.handover_signed", half_signed, *HANDOVER_SIGNED),
    Guarded("transfer", "key_task.handover_signed", before_the_day, *HANDOVER_SIGNED, "early"),
    Guarded(
        "carry_over",
        "key_task.national",
        assignment_alone,
        "An assignment is carried over with its national task; carry that over.",
        "分解事项随上级任务一并结转，请结转上级任务。",
    ),
    Guarded("carry_over", "key_task.next_cycle", into_the_same, *NEXT_CYCLE),
)


@pytest.mark.parametrize("row", GUARDED, ids=lambda row: row.name)
def test_guard(world: World, row: Guarded) -> None:
    refused(world, row, BY.get(row.action, "supervision"))


def test_every_guard_is_here() -> None:
    assert {(g.action, g.guard) for g in GUARDED} == guards_of(KEY_TASK)
    assert MILESTONES[0]["title"] == "方案印发"
