"""Answers are gathered in a batch and published together: all of them or none."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import found
from goldthread.seminar import handling
from goldthread.seminar.models import Answer, Proposal, Seminar
from goldthread.workflow.engine import perform
from goldthread.workflow.occasion import Occasion, SystemActor
from goldthread.workflow.registry import effect, filling

PUBLISHING = SystemActor("answer_batch")


@filling("answer_batch.write")
def write(occasion: Occasion) -> None:
    batch, given = occasion.obj, occasion.payload
    if "seminar" in given:
        batch.seminar = found(Seminar, given["seminar"])
    batch.title_en, batch.title_zh = given["title_en"] or "", given["title_zh"] or ""


@effect("answer_batch.write")
def gather(occasion: Occasion) -> None:
    """The answers of the proposals named, parts of separate handlers with them, and no others."""
    batch = occasion.obj
    Answer.objects.filter(batch=batch).update(batch=None)
    for proposal in Proposal.objects.filter(pk__in=occasion.payload["proposals"]):
        handling.answers(proposal).update(batch=batch)


@filling("answer_batch.publish")
def publish(occasion: Occasion) -> None:
    occasion.obj.published_on = day_of(occasion.at)


@effect("answer_batch.publish")
def publish_each(occasion: Occasion) -> None:
    answers = Answer.objects.filter(batch=occasion.obj, part=False)
    rows = Proposal.objects.filter(pk__in=answers.values("proposal_id"))
    for proposal in rows.order_by("number", "pk"):
        perform(
            proposal,
            "publish",
            actor=PUBLISHING,
            expected_version=proposal.version,
            at=max(occasion.at, proposal.updated_at),
        )


@effect("answer_batch.dissolve")
def dissolve(occasion: Occasion) -> None:
    Answer.objects.filter(batch=occasion.obj).update(batch=None)
