"""An answer is published, rated, handled again; what it promises is adopted and followed."""

import re
from typing import Any

from goldthread.offices.days import day_of
from goldthread.programme.finding import found
from goldthread.programme.models import Cycle, KeyTask, Measure
from goldthread.seminar import handling, sponsors
from goldthread.seminar.codelists import answer_classes
from goldthread.seminar.effects import answer_clock
from goldthread.seminar.lineage import close_stances
from goldthread.seminar.models import Answer, Handling, Proposal, Rating
from goldthread.seminar.parties import HEADS
from goldthread.workflow.engine import create
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

_CHINESE = re.compile(r"[\u3400-\u9fff]")


@filling("proposal.publish")
def publish(occasion: Occasion) -> None:
    """What the whole answer says stands on the proposal; nothing is discussed any more."""
    proposal, answer = occasion.obj, handling.whole_answer(occasion.obj)
    assert answer is not None
    proposal.answer_class = answer.answer_class
    proposal.needs_task = answer_classes()[answer.answer_class].needs_task
    proposal.answered_by_id, proposal.answered_on = answer.office_id, day_of(occasion.at)
    proposal.plan_due, proposal.task = answer.plan_due, answer.task
    proposal.discussion = "closed" if proposal.discussion else ""


@effect("proposal.publish")
def publish_answers(occasion: Occasion) -> None:
    handling.answers(occasion.obj).update(published_at=occasion.at)
    close_stances(occasion.obj, occasion.at)


@effect("proposal.rate")
def rate(occasion: Occasion) -> None:
    """For each of the actor's offices that stand behind the proposal and have not rated it."""
    proposal = occasion.obj
    round_ = handling.round_of(proposal)
    rated = Rating.objects.filter(proposal=proposal, round=round_)
    rows = sponsors.own(occasion.actor, proposal, HEADS, day_of(occasion.at))
    for row in rows.exclude(office__in=rated.values("office_id")):
        Rating.objects.create(
            proposal=proposal,
            round=round_,
            office_id=row.office_id,
            rating=occasion.transition.action.removeprefix("rate_"),
            remark=occasion.payload["remark"] or "",
            at=occasion.at,
        )


@filling("proposal.redo")
def redo(occasion: Occasion) -> None:
    """The second round begins; what was answered in the first stays to be read."""
    occasion.obj.redone = True
    answer_clock.start(occasion)


@effect("proposal.redo")
def ask_again(occasion: Occasion) -> None:
    """Joint handlers say their opinion anew; the former one stays in the log."""
    rows = Handling.objects.filter(proposal=occasion.obj, kind=Handling.JOINT)
    rows.update(opinion="", opinion_on=None)


@effect("proposal.adopt")
def adopt(occasion: Occasion) -> None:
    """The task named now, else the one that the answer named, else a new one for its plan."""
    proposal, given = occasion.obj, occasion.payload
    if given["task"]:
        proposal.task = found(KeyTask, given["task"])
    elif proposal.task_id is None:
        proposal.task = _drafted(occasion)


def _drafted(occasion: Occasion) -> KeyTask:
    """As a draft of the acting planning person, which supervision then registers.

    Plans of separate handlers are milestones of the one task, their offices support it.
    """
    proposal, given = occasion.obj, occasion.payload
    plans = list(
        handling.answers(proposal)
        .exclude(plan="")
        .select_related("plan_lead")
        .order_by("plan_due", "pk")
    )
    whole = next(row for row in plans if not row.part)
    task = KeyTask()
    payload = {
        "cycle": given["cycle"],
        "title_zh" if _CHINESE.search(whole.plan) else "title_en": whole.plan,
        "text": proposal.request_zh or proposal.request_en,
        "measure": _measure(occasion),
        "lead": whole.plan_lead.code,
        "due": plans[-1].plan_due,
        "supports": _supports(whole, plans),
        "milestones": [_milestone(proposal, row) for row in plans],
    }
    create(task, "draft", actor=occasion.actor, payload=payload, at=occasion.at)
    return task


def _measure(occasion: Occasion) -> Any:
    """The one given, else the one that the proposal concerns where it is of the cycle."""
    if occasion.payload["measure"]:
        return occasion.payload["measure"]
    measure: Measure | None = occasion.obj.measure
    cycle = found(Cycle, occasion.payload["cycle"])
    assert cycle is not None
    fits = measure is not None and measure.is_open and measure.cycle_id == cycle.pk
    return measure.pk if measure is not None and fits else None


def _supports(whole: Answer, plans: list[Answer]) -> list[dict[str, Any]]:
    others = {row.plan_lead.code: row.plan for row in plans if row.part}
    others.pop(whole.plan_lead.code, None)
    return [{"office": code, "duty": plan} for code, plan in sorted(others.items())]


def _milestone(proposal: Proposal, answer: Answer) -> dict[str, Any]:
    criterion = f"{proposal.number}: {answer.plan}"
    due = answer.plan_due.isoformat()
    return {"title": answer.plan, "due": due, "criteria": [criterion]}


@filling("proposal.roll_over")
def roll_over(occasion: Occasion) -> None:
    occasion.obj.task = found(KeyTask, occasion.payload["task"])
