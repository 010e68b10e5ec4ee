"""What the words of the key task's table mean, over the columns of the cases' task."""

from collections.abc import Iterable
from datetime import timedelta

from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Telling, Unmet, effect, notice, rule


def role_rule(name: str, role: str, en: str, zh: str) -> None:
    """Whoever holds a role."""
    rule(
        name,
        {"en": en, "zh": zh},
        {"en": f"Only the {en} may do this.", "zh": f"只有{zh}可以办理。"},
    )(lambda occasion: role in occasion.actor.roles)


role_rule("task.issuer", "issuer", "issuer", "签发领导")
role_rule("task.supervision", "supervision", "supervision", "督查部门")
role_rule("task.supervision_head", "supervision_head", "head of supervision", "督查部门负责人")
role_rule("task.planning", "planning", "planning", "规划部门")


def _unit_rule(name: str, en: str, zh: str):
    return rule(
        name,
        {"en": en, "zh": zh},
        {"en": f"Only the {en} may do this.", "zh": f"只有{zh}可以办理。"},
    )


@_unit_rule("task.lead", "lead unit", "牵头单位")
def lead(occasion: Occasion) -> bool:
    return occasion.actor.unit == occasion.obj.lead


@_unit_rule("task.lead_head", "head of the lead unit", "牵头单位负责人")
def lead_head(occasion: Occasion) -> bool:
    return lead(occasion) and "head" in occasion.actor.roles


@_unit_rule("task.support", "supporting unit", "配合单位")
def support(occasion: Occasion) -> bool:
    return occasion.actor.unit in occasion.obj.shares


@_unit_rule("task.verifier", "verifier of another unit", "其他单位的核查人员")
def verifier(occasion: Occasion) -> bool:
    return "verifier" in occasion.actor.roles and not (lead(occasion) or support(occasion))


def _guard(name: str, en: str, zh: str, unmet_en: str, unmet_zh: str, **kind: bool):
    return rule(name, {"en": en, "zh": zh}, {"en": unmet_en, "zh": unmet_zh}, **kind)


@_guard("task.clause", "source clause", "有来源条款", "Name the clause.", "请注明来源条款。")
def clause(occasion: Occasion) -> bool:
    return bool(occasion.obj.clause)


@_guard(
    "task.complete",
    "milestone, one lead, responsible person",
    "有时间节点、一个牵头单位、责任人",
    "Still missing: {missing}.",
    "尚缺：{missing}。",
)
def complete(occasion: Occasion) -> bool | Unmet:
    task = occasion.obj
    wanted = {
        "a milestone": bool(task.milestones),
        "the lead unit": bool(task.lead),
        "the responsible person": bool(task.responsible),
    }
    missing = [name for name, there in wanted.items() if not there]
    return Unmet({"missing": ", ".join(missing)}) if missing else True


@_guard("task.signed", "issuer's signature", "领导签批", "The issuer has not signed.", "尚未签批。")
def signed(occasion: Occasion) -> bool:
    return bool(occasion.obj.signed_by_issuer)


@_guard(
    "task.part_open",
    "own part not yet signed for",
    "本单位尚未签收",
    "Your unit has signed for its part already.",
    "贵单位已签收。",
)
def part_open(occasion: Occasion) -> bool:
    return occasion.actor.unit not in occasion.obj.parts_received


@_guard(
    "task.in_days",
    "within 3 days",
    "3日内",
    "It could be handed back until {last}.",
    "退回期限为 {last}。",
)
def in_days(occasion: Occasion) -> bool | Unmet:
    entered = occasion.obj.entered_at
    days = (occasion.at - entered).days
    return days < 3 or Unmet({"last": entered.date() + timedelta(days=3)})


@_guard(
    "task.shares",
    "shares of supporting units",
    "已明确配合单位分工",
    "No share is given for: {units}.",
    "未明确分工：{units}。",
)
def shares(occasion: Occasion) -> bool | Unmet:
    without = [unit for unit, share in occasion.obj.shares.items() if not share]
    return Unmet({"units": ", ".join(without)}) if without else True


@_guard(
    "task.evidence",
    "evidence for every milestone",
    "各节点均有佐证",
    "{count} milestones have no evidence: {names}.",
    "{count}个时间节点无佐证材料：{names}。",
)
def evidence(occasion: Occasion) -> bool | Unmet:
    names = [name for name, proved in occasion.obj.milestones.items() if not proved]
    return Unmet({"count": len(names), "names": ", ".join(names)}) if names else True


@_guard(
    "task.met",
    "target met by computed value, or waiver",
    "指标按系统计算值完成，或已获豁免",
    "The computed value does not meet the target, and no waiver is signed.",
    "系统计算值未达目标，且未获豁免。",
)
def met(occasion: Occasion) -> bool:
    return occasion.obj.target_met or occasion.obj.waiver


@_guard(
    "task.answered",
    "all notices answered",
    "督办单均已答复",
    "{count} supervision notices are unanswered.",
    "{count}份督办单尚未答复。",
)
def answered(occasion: Occasion) -> bool | Unmet:
    open_notices = occasion.obj.open_notices
    return Unmet({"count": open_notices}) if open_notices else True


@_guard(
    "task.handover",
    "handover signed",
    "交接单已签",
    "The handover sheet is not signed.",
    "交接单尚未签署。",
)
def handover(occasion: Occasion) -> bool:
    return bool(occasion.obj.handover_signed)


@_guard(
    "task.other_unit",
    "another unit",
    "移交其他单位",
    "It is with that unit already.",
    "该任务已由该单位负责。",
    reads_payload=True,
)
def other_unit(occasion: Occasion) -> bool:
    return occasion.payload["unit"] != occasion.obj.lead


@effect("task.enter_in_ledger")
def enter_in_ledger(occasion: Occasion) -> None:
    occasion.obj.ledger_number = occasion.payload["ledger_number"]


@effect("task.sign_part")
def sign_part(occasion: Occasion) -> None:
    occasion.obj.parts_received = [*occasion.obj.parts_received, occasion.actor.unit]


@effect("task.hand_over")
def hand_over(occasion: Occasion) -> None:
    occasion.obj.lead = occasion.payload["unit"]


def _told(name: str, en: str, zh: str, level: str = "information"):
    return notice(name, {"en": en, "zh": zh}, level)


@_told("task.assigned", "A task was assigned to you", "任务已交办", "action")
def tell_units(telling: Telling) -> Iterable[object]:
    return [telling.obj.lead, *telling.obj.shares]


@_told("task.to_supervision", "A task came back", "任务退回")
def tell_supervision(telling: Telling) -> Iterable[object]:
    return ["General Office"]


@_told("task.verification_asked", "Verification is asked for", "提请核查", "action")
def tell_verifiers(telling: Telling) -> Iterable[object]:
    return ["Law Department"]


@_told("task.verified", "Result of the verification", "核查结果")
def tell_lead(telling: Telling) -> Iterable[object]:
    return [telling.obj.lead]


@_told("task.transferred", "A task was transferred", "任务移交", "action")
def tell_new_lead(telling: Telling) -> Iterable[object]:
    return [telling.obj.lead]
