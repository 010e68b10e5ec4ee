"""What the actions do, on the locked row, in the engine's transaction: the supervision notice."""

from goldthread.offices.days import day_of
from goldthread.programme.clocks import deadline
from goldthread.programme.finding import found
from goldthread.programme.following import before
from goldthread.programme.models import KeyTask, SupervisionNotice
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import filling


@filling("supervision_notice.begin")
def begin(occasion: Occasion) -> None:
    """By the fields given, whatever the caller put there."""
    notice, given, day = occasion.obj, occasion.payload, day_of(occasion.at)
    task = found(KeyTask, given["task"], "cycle")
    assert task is not None
    notice.task, notice.colour, notice.text = task, given["colour"], given["text"]
    notice.number = _number(task, notice.colour)
    notice.issued_on = day
    notice.answer_due = deadline(task.cycle, day, f"{notice.colour}_answer")
    notice.previous = before(task)


def _number(task: KeyTask, colour: str) -> str:
    """`2019-H1-B-003`: the third blue one of the cycle. The log's lock keeps numbers apart."""
    letter = colour[0].upper()
    rows = SupervisionNotice.objects.filter(task__cycle=task.cycle, colour=colour)
    return f"{task.cycle.key}-{letter}-{rows.count() + 1:03}"


@filling("supervision_notice.answer")
def answer(occasion: Occasion) -> None:
    occasion.obj.answer = occasion.payload["answer"]
    occasion.obj.answered_on = day_of(occasion.at)


@filling("supervision_notice.ask_again")
def ask_again(occasion: Occasion) -> None:
    """The limit begins anew; the log keeps the answer that did not do."""
    notice = occasion.obj
    notice.answered_on = None
    cycle = notice.task.cycle
    notice.answer_due = deadline(cycle, day_of(occasion.at), f"{notice.colour}_answer")
