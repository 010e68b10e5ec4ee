"""What must hold while a proposal is handled, until its answer is drafted."""

from goldthread.offices.days import day_of
from goldthread.programme.errors import PartRefused
from goldthread.programme.rules.words import readable, told
from goldthread.seminar import handling
from goldthread.seminar.given import answer, handlers
from goldthread.seminar.models import Handling
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import say


@readable("proposal.handlers_readable", told("handlers that can be read", "承办单位可读"))
def handlers_readable(occasion: Occasion) -> None:
    handlers.read(occasion.payload, day_of(occasion.at))


@rule(
    "proposal.is_co_handler",
    told("joint handler", "会办单位"),
    told("An opinion is given by a joint handler.", "会办意见由会办单位提出。"),
)
def is_co_handler(occasion: Occasion) -> bool:
    day = day_of(occasion.at)
    return bool(handling.own(occasion.actor, occasion.obj, day, Handling.JOINT))


@rule(
    "proposal.is_separate_handler",
    told("separate handler", "分办单位"),
    told("An own part is answered by a separate handler.", "分办答复由分办单位提出。"),
)
def is_separate_handler(occasion: Occasion) -> bool:
    day = day_of(occasion.at)
    return bool(handling.own(occasion.actor, occasion.obj, day, Handling.SEPARATE))


@readable("proposal.answer_readable", told("an answer that can be read", "答复可读"))
def answer_readable(occasion: Occasion) -> None:
    given = answer.read(occasion.payload, occasion.actor, day_of(occasion.at))
    if occasion.transition.action == "draft_answer":
        _refuse_dropped_plan(occasion, given)


def _refuse_dropped_plan(occasion: Occasion, given: answer.GivenAnswer) -> None:
    """What a part plans gets its task from the plan of the whole; without one it would be lost."""
    parts = handling.answers(occasion.obj).filter(part=True).exclude(plan="")
    planned = parts.select_related("office").first()
    if planned is not None and not given.plan:
        raise PartRefused(
            say(
                "The part of {unit} promises: “{plan}”. Answer the whole in a class that needs a "
                "task, with a plan, so that a task comes of it.",
                "{unit}的分办答复承诺：“{plan}”。整体答复须选用须落实的类别并填写拟办事项，以便立项。",
                unit=planned.office.code,
                plan=planned.plan,
            )
        )


@rule(
    "proposal.opinions_in",
    told("joint opinions and separate parts are in", "会办意见和分办答复齐全"),
    told(
        "These handlers have not said their part yet: {units}.",
        "以下承办单位尚未提出会办意见或分办答复：{units}。",
    ),
)
def opinions_in(occasion: Occasion) -> bool | Unmet:
    said = set(handling.answers(occasion.obj).filter(part=True).values_list("office_id", flat=True))
    waiting = [row.office.code for row in handling.handlings(occasion.obj) if _waits(row, said)]
    return not waiting or Unmet({"units": ", ".join(waiting)})


def _waits(row: Handling, said: set[int]) -> bool:
    if row.kind == Handling.JOINT:
        return row.opinion_on is None
    return row.kind == Handling.SEPARATE and row.office_id not in said


@rule(
    "proposal.in_no_batch",
    told("in no batch of answers", "未列入答复批次"),
    told(
        "The answer is in the batch “{batch}”; take it out of there first.",
        "答复已列入批次“{batch}”，请先移出。",
    ),
)
def in_no_batch(occasion: Occasion) -> bool | Unmet:
    rows = handling.answers(occasion.obj).exclude(batch=None).select_related("batch")
    found = rows.first()
    if found is None:
        return True
    return Unmet({"batch": {lang: found.batch.title(lang) for lang in ("en", "zh")}})
