"""What answers promised becomes tasks, and these come as far as the story has them come."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from goldthread.demo.seminar.meeting import Meeting
from goldthread.demo.seminar.proposing import Written
from goldthread.demo.seminar.script import Line, script
from goldthread.demo.work.papers import Papers
from goldthread.demo.work.stage import Stage
from goldthread.demo.work.tasks import verifier
from goldthread.programme.models import Cycle, KeyTask, Measure
from goldthread.seminar.models import Proposal

ADOPTED = frozenset(
    {
        *("fulfilled", "not_fulfilled", "rolled_over", "adopted_late"),
        *("adopted_new", "adopted_registered", "adopted_running", "adopted_task"),
    }
)


def next_cycle(stage: Stage, before: Cycle, day: date) -> Cycle:
    """The second half-year, still being prepared, with two measures in draft."""
    planning, titles = stage.cast["planning"], script()["promised_cycle"]
    cycle: Cycle = stage.make(
        Cycle(),
        "prepare",
        planning,
        day,
        key="2019-H2",
        title_zh=titles["zh"],
        title_en=titles["en"],
        starts=date(2019, 7, 1),
        ends=date(2019, 12, 31),
        previous=before.pk,
        clocks={"report_every": "quarter"},
    )
    for number, told in enumerate(script()["next_measures"], 1):
        given = {"number": number, "title_zh": told["zh"], "title_en": told["en"]}
        given |= {"line_of_work": told["line"], "department": told["department"]}
        stage.make(Measure(), "draft", planning, day, cycle=cycle.pk, **given)
    return cycle


def adopt(meeting: Meeting, told: Iterable[Line], found: Written, cycle: Cycle, day: date) -> None:
    """Into the cycle; what an existing task keeps, into that task's own cycle."""
    stage = meeting.stage
    for line in told:
        if line.fate not in ADOPTED:
            continue
        proposal = found[line.key]
        proposal.refresh_from_db()
        into = proposal.task.cycle if proposal.task_id else cycle
        given = {"cycle": into.pk, "measure": _measure(into, line)}
        stage.act(proposal, "adopt", stage.cast["planning"], day, **given)


def _measure(cycle: Cycle, line: Line) -> int:
    """The one that the story names, else that of the line of work, else the first."""
    rows = Measure.objects.filter(cycle=cycle).order_by("number")
    number = line.told.get("measure")
    fits = rows.filter(number=number) if number else rows.filter(line_of_work=line.told["line"])
    found = fits.first() or rows.first()
    assert found is not None
    key: int = found.pk
    return key


def enter(stage: Stage, proposal: Proposal, day: date, *, until: str = "in_progress") -> KeyTask:
    """The task that the adoption drafted, completed and led on to a state."""
    cast = stage.cast
    task: KeyTask = proposal.task
    task.refresh_from_db()
    stage.act(task, "edit", cast["planning"], day, **_completed(task))
    stage.act(task, "register", cast["supervision"], day)
    if until == "registered":
        return task
    stage.act(task, "sign", cast["issuer"], day)
    stage.act(task, "assign", cast["supervision"], day)
    return receive(stage, task, day + timedelta(days=1))


def receive(stage: Stage, task: KeyTask, day: date) -> KeyTask:
    director = stage.cast.head(task.lead.code)
    stage.act(task, "sign_for_receipt", director, day)
    stage.act(task, "work", director, day)
    return task


def _completed(task: KeyTask) -> dict[str, Any]:
    """As the adoption drafted it, with whoever answers for it."""
    return {
        "title_zh": task.title_zh,
        "title_en": task.title_en or script()["titles_of_answers"][task.title_zh],
        "text": task.text,
        "measure": task.measure_id,
        "lead": task.lead.code,
        "responsible": script()["tasks_of_answers"],
        "due": task.due,
    }


def fulfil(stage: Stage, task: KeyTask, papers: Papers) -> None:
    """Done a few days early, proved, verified, settled, written off."""
    cast, director = stage.cast, stage.cast.head(task.lead.code)
    done = task.due - timedelta(days=stage.chance.randrange(3, 9))
    verdicts: dict[str, Any] = {}
    for stone in task.milestones.prefetch_related("criteria"):
        papers.prove(stage, task, stone, director, done)
        given = {"milestone": stone.pk, "done_on": done}
        stage.act(task, "reach_milestone", director, done, **given)
        verdicts |= {str(row.pk): {"met": True, "remark": ""} for row in stone.criteria.all()}
    stage.act(task, "report_done", director, done)
    after = done + timedelta(days=2)
    stage.act(task, "verify", verifier(stage, task), after, verdicts=verdicts)
    stage.act(task, "settle", cast["supervision-head"], after)
    stage.act(task, "write_off", cast["supervision"], after)


def carry_over(stage: Stage, task: KeyTask, into: Cycle, day: date) -> None:
    """Into the next cycle, where it is signed, assigned and worked on anew."""
    cast = stage.cast
    due, reason = date(2019, 10, 31), "口径论证尚未完成，转入下半年。"
    stage.act(task, "carry_over", cast["supervision"], day, into=into.pk, due=due, reason=reason)
    following = KeyTask.objects.get(carried_from=task)
    stage.act(following, "sign", cast["issuer"], day)
    stage.act(following, "assign", cast["supervision"], day)
    receive(stage, following, day + timedelta(days=1))
