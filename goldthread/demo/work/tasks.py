"""The key tasks of the half-year: each comes as far as chance takes it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from goldthread.demo.work import reports
from goldthread.demo.work.papers import Papers
from goldthread.demo.work.script import TaskLine
from goldthread.demo.work.stage import NOW, Stage
from goldthread.programme.models import Clause, Cycle, Extension, KeyTask, Measure

ASSIGNED = date(2019, 1, 21)
FATES = (
    *(("written_off", 46), ("settled", 10), ("verified", 7), ("completion_reported", 10)),
    *(("in_progress", 16), ("sent_back", 4), ("suspended", 3), ("cancelled", 2), ("received", 2)),
)
REGIONAL_FATES = (
    *(("written_off", 12), ("verified", 3), ("completion_reported", 5), ("in_progress", 52)),
    *(("received", 20), ("assigned", 8)),
)
END = ("completion_reported", "verified", "settled", "written_off")
VERIFIERS = (
    *(("verifier", "CNIPA-HR"), ("supervision", "CNIPA-GO"), ("cnipa-law-director", "CNIPA-LAW")),
    ("cnipa-int-director", "CNIPA-INT"),
)
EXTENDED = ("granted", "requested")
"""The demo has two extensions: one granted, one waiting for the head of the unit."""

NUMBERS = {"target": ("P02", "", "2019", "12", "11.5", "11"), "target2": ("A04", "", "2019", "660")}


def draft(stage: Stage, cycle: Cycle, measure: Measure, line: TaskLine) -> KeyTask:
    """A national task, registered, signed and assigned."""
    cast = stage.cast
    day = ASSIGNED - timedelta(days=stage.chance.randrange(1, 4))
    task: KeyTask = stage.make(
        KeyTask(),
        "draft",
        cast["planning"],
        day,
        cycle=cycle.pk,
        measure=measure.pk,
        clause=_clause(measure),
        title_zh=line.zh,
        title_en=line.en,
        text=f"{line.halfway}；按时完成并报送总结。",
        lead=line.lead,
        responsible="司局负责人",
        due=line.due,
        supports=[{"office": o, "share": s, "duty": ""} for o, s in line.supports],
        milestones=_milestones(line),
        targets=_targets(line),
    )
    stage.act(task, "register", cast["supervision"], day)
    stage.act(task, "sign", cast["issuer"], day)
    stage.act(task, "assign", cast["supervision"], ASSIGNED)
    return task


def _clause(measure: Measure) -> int:
    """The clause of the measure's first requirement."""
    answer = measure.answers.order_by("requirement__number").first()
    found: int = Clause.objects.get(requirements__answered_by=answer).pk
    return found


def _milestones(line: TaskLine) -> list[dict[str, Any]]:
    middle = ASSIGNED + (min(line.due, date(2019, 6, 30)) - ASSIGNED) * 11 // 20
    return [
        {"title": line.halfway, "due": middle.isoformat(), "criteria": ["阶段成果已形成并报送"]},
        {
            "title": "全部完成",
            "due": line.due.isoformat(),
            "criteria": [f"“{line.zh}”各项内容完成，总结已报送"],
        },
    ]


def _targets(line: TaskLine) -> list[dict[str, Any]]:
    if not line.target:
        return []
    indicator, region, period, value, *bands = NUMBERS[line.target]
    row: dict[str, Any] = {
        "indicator": indicator,
        "region": region,
        "period": period,
        "direction": "at_least" if bands else "at_most",
        "value": value,
    }
    row |= dict(zip(("compliance", "action"), bands, strict=False))
    return [row]


def live(stage: Stage, task: KeyTask, papers: Papers, extension: str = "", *, whole: bool) -> None:
    """The life of a national task until today; `whole`: it also has a report of the quarter."""
    director = stage.cast.head(task.lead.code)
    fate = "in_progress" if extension or task.due > NOW else stage.next_of("tasks", FATES)
    stage.act(task, "sign_for_receipt", director, ASSIGNED + timedelta(days=1))
    for support in task.supports.all():
        if fate != "received" and stage.chance.random() < 0.9:
            signer = stage.cast.head(support.office.code)
            stage.act(task, "sign_for_part", signer, ASSIGNED + timedelta(days=2))
    if fate != "received":
        stage.act(task, "work", director, ASSIGNED + timedelta(days=4))
        reports.of_quarter(stage, task, whole=whole)
        _work(stage, task, papers, fate, extension)


def _work(stage: Stage, task: KeyTask, papers: Papers, fate: str, extension: str) -> None:
    cast, director = stage.cast, stage.cast.head(task.lead.code)
    first, last = task.milestones.order_by("position")
    if fate == "cancelled":
        document = "演示〔2019〕21号"
        stage.act(task, "cancel", cast["issuer"], date(2019, 5, 8), document=document)
        return
    reached = first.due - timedelta(days=stage.chance.randrange(-6, 12))
    papers.prove(stage, task, first, director, reached)
    stage.act(task, "reach_milestone", director, reached, milestone=first.pk, done_on=reached)
    if extension:
        _extend(stage, task, extension)
    elif fate == "suspended":
        stage.act(
            task,
            "suspend",
            cast["supervision-head"],
            date(2019, 5, 20),
            reason="所依据的规章尚在修订，暂缓推进。",
            review_on=date(2019, 8, 1),
        )
    elif fate != "in_progress":
        _complete(stage, task, papers, fate, last)


def _complete(stage: Stage, task: KeyTask, papers: Papers, fate: str, last: Any) -> None:
    cast, director = stage.cast, stage.cast.head(task.lead.code)
    done = min(task.due - timedelta(days=stage.chance.randrange(-6, 14)), date(2019, 7, 5))
    papers.prove(stage, task, last, director, done)
    stage.act(task, "report_done", director, done)
    verdicts = {
        str(criterion.pk): {"met": True, "remark": ""}
        for stone in task.milestones.prefetch_related("criteria")
        for criterion in stone.criteria.all()
    }
    after = done + timedelta(days=2)
    if fate == "sent_back":
        for row in list(verdicts.values())[-1:]:
            row |= {"met": False, "remark": "总结未附数据来源，请补充。"}
        reason = "佐证材料不充分。"
        stage.act(task, "send_back", verifier(stage, task), after, reason=reason, verdicts=verdicts)
        return
    steps: dict[str, tuple[str, Any, dict[str, Any]]] = {
        "verified": ("verify", verifier(stage, task), {"verdicts": verdicts}),
        "settled": ("settle", cast["supervision-head"], {}),
        "written_off": ("write_off", cast["supervision"], {}),
    }
    for name in END[1 : END.index(fate) + 1]:
        action, actor, payload = steps[name]
        ended = ("settled", "written_off")
        if name in ended and task.assignments.exclude(state__in=ended).exists():
            return
        stage.act(task, action, actor, after, **payload)


def verifier(stage: Stage, task: KeyTask) -> Any:
    """Somebody who works in no unit of the task."""
    units = {task.lead.code, *task.supports.values_list("office__code", flat=True)}
    found = next(name for name, office in VERIFIERS if office not in units)
    return stage.cast[found]


def _extend(stage: Stage, task: KeyTask, how: str) -> None:
    director, cast = stage.cast.head(task.lead.code), stage.cast
    day = task.due - timedelta(days=9)
    extension = stage.make(
        Extension(),
        "request",
        director,
        day,
        task=task.pk,
        due=task.due + timedelta(days=60),
        reason="征求意见范围扩大，需要重新论证。",
        progress="已完成初稿，正在第二轮征求意见。",
    )
    if how == "granted":
        stage.act(extension, "agree", director, day)
        stage.act(extension, "check", cast["supervision"], day + timedelta(days=1))
        stage.act(extension, "grant", cast["supervision-head"], day + timedelta(days=2))
        task.refresh_from_db()


def assign_to_regions(stage: Stage, task: KeyTask, offices: Sequence[str]) -> list[KeyTask]:
    day = ASSIGNED + timedelta(days=7)
    return [
        stage.make(
            KeyTask(),
            "pass_on",
            stage.cast["supervision"],
            day,
            parent=task.pk,
            lead=office,
            responsible="局负责人",
        )
        for office in offices
    ]


def live_in_region(stage: Stage, task: KeyTask, papers: Papers) -> None:
    """The life of an assignment until today."""
    head, coordinator = stage.cast.head(task.lead.code), stage.cast.coordinator(task.lead.code)
    fate = stage.next_of("assignments", REGIONAL_FATES)
    if fate == "assigned":
        return
    day = ASSIGNED + timedelta(days=8 + stage.chance.randrange(3))
    stage.act(task, "sign_for_receipt", coordinator, day)
    if fate == "received":
        return
    stage.act(task, "work", coordinator, day + timedelta(days=2))
    if fate == "in_progress":
        return
    first, last = task.milestones.order_by("position")
    papers.prove(stage, task, first, coordinator, first.due - timedelta(days=3))
    done = min(task.due - timedelta(days=stage.chance.randrange(10)), date(2019, 7, 4))
    papers.prove(stage, task, last, coordinator, done)
    stage.act(task, "report_done", head, done)
    if fate == "completion_reported":
        return
    verdicts = {
        str(criterion.pk): {"met": True, "remark": ""}
        for stone in (first, last)
        for criterion in stone.criteria.all()
    }
    after = done + timedelta(days=2)
    stage.act(task, "verify", verifier(stage, task), after, verdicts=verdicts)
    if fate == "written_off":
        stage.act(task, "settle", stage.cast["supervision-head"], after)
        stage.act(task, "write_off", stage.cast["supervision"], after)
