"""The reports of the demo: the first quarter's are done, the half-year's are in every state."""

from datetime import date, timedelta
from typing import Any

from goldthread.demo.work.stage import NOW, Stage
from goldthread.programme.models import KeyTask, ProgressReport
from goldthread.programme.periods import owed

QUARTER, HALF = date(2019, 3, 31), date(2019, 6, 30)
NARRATIVES = (
    "按计划推进，阶段成果已形成，下一步完成报送。",
    "已完成调研和部署，正在汇总各单位意见。",
    "牵头召开两次协调会，时间节点可控。",
    "相关数据已核对，报告正在起草。",
    "已印发通知并开展自查，总体进展顺利。",
)
STATES = (
    *(("accepted_above", 34), ("accepted", 22), ("under_review", 12), ("submitted", 12)),
    *(("returned", 6), ("resubmitted", 4), ("signed", 4), ("draft", 6), ("", 4)),
)
WAY = ("draft", "signed", "submitted", "under_review", "accepted", "accepted_above")


def of_quarter(stage: Stage, task: KeyTask, *, whole: bool = True) -> None:
    """The first quarter's report; not `whole`: the supporting units' parts alone."""
    _parts(stage, task, QUARTER)
    if whole:
        state = stage.chance.choice(("accepted_above",) * 4 + ("accepted",))
        _main(stage, task, QUARTER, state)


def of_half(stage: Stage, task: KeyTask) -> None:
    """The half-year's report, where one is owed, as far as it has come."""
    task.refresh_from_db()  # what is cancelled takes its assignments with it
    state = stage.next_of("reports", STATES)
    if state and task.state != "assigned" and HALF in owed(task):
        if state != "draft":
            _parts(stage, task, HALF)
        _main(stage, task, HALF, state)


def _parts(stage: Stage, task: KeyTask, day: date) -> None:
    for support in task.supports.select_related("office"):
        _part(stage, task, day, support.office.code)


def _begin(stage: Stage, task: KeyTask, day: date, office: str) -> ProgressReport:
    soon = day + timedelta(days=2 + stage.chance.randrange(4))
    made: ProgressReport = stage.make(
        ProgressReport(),
        "draft",
        stage.cast.coordinator(office),
        min(soon, NOW - timedelta(days=6)),
        task=task.pk,
        office=office,
        period_end=day,
        narrative=stage.chance.choice(NARRATIVES),
        confidence=stage.chance.choice((3, 4, 4, 5, 2)),
        lines=_lines(stage, task, day),
    )
    return made


def _part(stage: Stage, task: KeyTask, day: date, office: str) -> None:
    """A supporting unit's part, accepted by the lead."""
    made, lead = _begin(stage, task, day, office), stage.cast.head(task.lead.code)
    begun = day + timedelta(days=2)
    stage.act(made, "sign", stage.cast.head(office), begun)
    stage.act(made, "submit", stage.cast.head(office), begun)
    stage.act(made, "take_up", lead, begun)
    stage.act(made, "accept", lead, begun)


def _main(stage: Stage, task: KeyTask, day: date, state: str) -> None:
    cast, code = stage.cast, task.lead.code
    made, head = _begin(stage, task, day, code), cast.head(code)
    receiver = cast.head(task.parent.lead.code) if task.parent_id else cast["supervision"]
    steps = {
        "signed": ("sign", head),
        "submitted": ("submit", head),
        "under_review": ("take_up", receiver),
        "accepted": ("accept", receiver),
        "accepted_above": ("accept_above", cast["verifier"]),
    }
    end = "under_review" if state in ("returned", "resubmitted") else state
    for name in WAY[1 : WAY.index(end) + 1]:
        action, actor = steps[name]
        stage.act(made, action, actor, day + timedelta(days=3))
    if end != state:
        stage.act(
            made,
            "return_with_remarks",
            receiver,
            day + timedelta(days=5),
            reason="请补充数据来源。",
            remarks=_remarks(task),
        )
    if state == "resubmitted":
        stage.act(made, "resubmit", head, day + timedelta(days=8))


def _lines(stage: Stage, task: KeyTask, day: date) -> list[dict[str, Any]]:
    """Milestones in per cent; a target's figure as the unit has it, not quite the register's."""
    found: list[dict[str, Any]] = []
    for stone in task.milestones.all():
        done = stone.done_on is not None and stone.done_on <= day
        value = 100 if done else stage.chance.randrange(20, 95, 5)
        found.append({"milestone": stone.pk, "status": "value", "value": str(value)})
    for target in task.targets.all():
        if task.parent_id and stage.chance.random() < 0.1:
            found.append({"target": target.pk, "status": "missing"})
        else:
            stated = f"{float(target.value) * (0.96 + stage.chance.random() * 0.12):.2f}"
            found.append({"target": target.pk, "status": "value", "value": stated})
    return found


def _remarks(task: KeyTask) -> list[dict[str, Any]]:
    stone = task.milestones.order_by("position").last()
    return (
        [{"milestone": stone.pk, "remark": "完成比例与佐证材料不一致，请核对。"}] if stone else []
    )
