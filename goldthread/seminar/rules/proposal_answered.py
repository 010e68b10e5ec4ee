"""What must hold when an answer is rated, handled again, adopted."""

from goldthread.offices.days import day_of
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found
from goldthread.programme.models import Cycle, KeyTask, Measure
from goldthread.programme.rules.source import WRITING
from goldthread.programme.rules.words import readable, told
from goldthread.seminar import handling, sponsors
from goldthread.seminar.models import Rating
from goldthread.seminar.parties import HEADS
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import say


@rule(
    "proposal.not_rated_yet",
    told("not rated by the own office yet", "本单位尚未评价"),
    told("Your office has rated this answer already.", "贵单位已对本答复作出评价。"),
)
def not_rated_yet(occasion: Occasion) -> bool:
    proposal = occasion.obj
    rated = Rating.objects.filter(proposal=proposal, round=handling.round_of(proposal))
    own = sponsors.own(occasion.actor, proposal, HEADS, day_of(occasion.at))
    return own.exclude(office__in=rated.values("office_id")).exists() or not own.exists()


@rule(
    "proposal.not_redone_yet",
    told("not handled again yet", "尚未重新办理"),
    told("A proposal is handled again once; this one was.", "提案只重新办理一次，本件已重新办理。"),
)
def not_redone_yet(occasion: Occasion) -> bool:
    return not occasion.obj.redone


@rule(
    "proposal.class_adopts",
    told("an answer whose class needs a task", "答复类别须落实"),
    told(
        "The answer is of class {class}, which promises no task.",
        "答复为{class}类，未承诺落实事项。",
    ),
)
def class_adopts(occasion: Occasion) -> bool | Unmet:
    proposal = occasion.obj
    return bool(proposal.needs_task) or Unmet({"class": proposal.answer_class})


@readable(
    "proposal.adoption_readable", told("cycle, measure and task are known", "周期、举措、事项存在")
)
def adoption_readable(occasion: Occasion) -> None:
    given = occasion.payload
    cycle = found(Cycle, given["cycle"])
    if cycle is None or cycle.state not in WRITING:
        raise PartRefused(
            say(
                "There is no such cycle, or it is closed for new tasks.",
                "周期不存在，或已不再接收新的事项。",
            )
        )
    measure = found(Measure, given["measure"])
    if given["measure"] and (
        measure is None or measure.cycle_id != cycle.pk or not measure.is_open
    ):
        raise PartRefused(
            say(
                "There is no such measure in this cycle, or it was withdrawn or superseded.",
                "本周期没有该举措，或其已撤回、已被取代。",
            )
        )
    if given["task"]:
        _refuse_unfit(found(KeyTask, given["task"]), cycle, given["task"])


def _refuse_unfit(task: KeyTask | None, cycle: Cycle, key: str) -> None:
    if task is None or task.parent_id or not task.is_open or task.cycle_id != cycle.pk:
        raise PartRefused(
            say(
                "There is no open national task {key} in this cycle.",
                "本周期没有在办事项{key}。",
                key=key[:40],
            )
        )
