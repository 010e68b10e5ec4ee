"""The clock of an answer: it starts when the proposal is assigned and is put off once."""

from goldthread.codes.workdays import add_working_days
from goldthread.offices.days import day_of
from goldthread.programme.clocks import country
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import filling


@filling("proposal.assign")
def start(occasion: Occasion) -> None:
    """Assigned anew after a handing back, or to be answered anew, it starts anew."""
    proposal = occasion.obj
    days = proposal.seminar.answer_days
    proposal.answer_due = add_working_days(day_of(occasion.at), days, country())
    proposal.answer_extended = False


@filling("proposal.extend_answer")
def extend(occasion: Occasion) -> None:
    occasion.obj.answer_due = occasion.payload["answer_due"]
    occasion.obj.answer_extended = True
