"""What must hold: more time to answer is granted once, to a later day."""

from goldthread.offices.days import day_of
from goldthread.programme.rules.words import told
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule


@rule(
    "proposal.answer_not_extended",
    told("no more time was granted yet", "尚未延长答复期限"),
    told("More time was granted once, until {day}.", "答复期限已延长一次，至{day}。"),
)
def not_extended(occasion: Occasion) -> bool | Unmet:
    proposal = occasion.obj
    return not proposal.answer_extended or Unmet({"day": proposal.answer_due.isoformat()})


@rule(
    "proposal.later_answer_day",
    told("the new day is later", "新的时限晚于原时限"),
    told(
        "The new day must lie ahead and be later than {day}.", "新的答复时限须晚于{day}且尚未到期。"
    ),
    reads_payload=True,
)
def later_day(occasion: Occasion) -> bool | Unmet:
    new, old = occasion.payload["answer_due"], occasion.obj.answer_due
    ahead = new > day_of(occasion.at) and (old is None or new > old)
    return ahead or Unmet({"day": (old or day_of(occasion.at)).isoformat()})
