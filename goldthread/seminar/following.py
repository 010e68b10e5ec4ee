"""Following what was promised: a proposal says of its task what became of it, and whose rating is
still due. Level-triggered: run twice, it does nothing the second time.
"""

from collections.abc import Iterator
from datetime import datetime

from goldthread.codes.workdays import add_working_days
from goldthread.offices.days import day_of
from goldthread.offices.queries import remembering
from goldthread.programme.clocks import country
from goldthread.programme.models import KeyTask
from goldthread.seminar import handling
from goldthread.seminar.models import Proposal, Sponsorship
from goldthread.workflow.engine import perform
from goldthread.workflow.errors import StaleVersion
from goldthread.workflow.jobs import NOTHING, Did
from goldthread.workflow.occasion import SystemActor
from goldthread.workflow.outbox import announce
from goldthread.workflow.texts import say

FOLLOWING = SystemActor("following")
FOLLOWED = ("adopted", "rolled_over")
ENDED = {"settled": "fulfil", "written_off": "fulfil", "cancelled": "fail"}
"""The state of a task to what is noted of its proposal."""

CARRIED = "carried_over"
MOST_CYCLES = 40
RATING_DAYS = 10
"""Working days after which those who have not rated an answer are reminded."""


def follow(moment: datetime) -> Did:
    """Note what became of every promise, and remind of ratings due."""
    with remembering():
        noted = sum(_follow(proposal, moment) for proposal in _to_follow())
        reminded = sum(_remind(proposal, moment) for proposal in _unrated(moment))
    if not noted and not reminded:
        return NOTHING
    return Did(
        say(
            "{noted} promises noted as kept, not kept or rolled over; {reminded} reminders to rate "
            "an answer.",
            "已记录{noted}项承诺的落实、未落实或转期情况；已提醒评价{reminded}件答复。",
            noted=noted,
            reminded=reminded,
        )
    )


def _to_follow() -> list[Proposal]:
    rows = Proposal.objects.filter(
        state__in=FOLLOWED, task__state__in=(*ENDED, CARRIED)
    ).select_related("task")
    return list(rows.order_by("pk"))


def _follow(proposal: Proposal, moment: datetime) -> int:
    """Along the tasks of later cycles to where things stand; how much was noted."""
    noted, task = 0, proposal.task
    while task.state == CARRIED and noted < MOST_CYCLES:
        following = KeyTask.objects.filter(carried_from=task).first()
        if following is None or not _note(proposal, "roll_over", moment, task=following.pk):
            return noted
        noted, task = noted + 1, following
    if task.state in ENDED:
        noted += _note(proposal, ENDED[task.state], moment)
    return noted


def _note(proposal: Proposal, action: str, moment: datetime, **payload: int) -> bool:
    """False where somebody else noted it first; the next run looks again."""
    try:
        perform(
            proposal,
            action,
            actor=FOLLOWING,
            expected_version=proposal.version,
            payload=payload,
            at=max(moment, proposal.updated_at),
        )
    except StaleVersion:
        return False
    return True


def _unrated(moment: datetime) -> Iterator[Proposal]:
    """Answered a while ago, neither adopted nor closed, with somebody who has not rated it."""
    last = add_working_days(day_of(moment), -RATING_DAYS, country())
    states = ("answered", "satisfied", "basically_satisfied", "not_satisfied")
    for proposal in Proposal.objects.filter(state__in=states, answered_on__lte=last):
        standing = Sponsorship.objects.filter(proposal=proposal, state="accepted").count()
        if proposal.ratings.filter(round=handling.round_of(proposal)).count() < standing:
            yield proposal


def _remind(proposal: Proposal, moment: datetime) -> bool:
    """Once a round."""
    key = f"round/{handling.round_of(proposal)}"
    return announce(proposal, "proposal.rating_due", key=key, at=moment) is not None
