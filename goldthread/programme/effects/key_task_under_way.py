"""A task is carried out, reported done, sent back or verified, suspended and resumed."""

from django.db.models import Max

from goldthread.offices.days import day_of
from goldthread.programme.effects.key_task_written import put_supports
from goldthread.programme.finding import found, person_of
from goldthread.programme.given import supports, verdicts
from goldthread.programme.models import Milestone, Verdict
from goldthread.programme.rules.key_task_under_way import criteria_of
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling


@effect("key_task.share_out")
def share_out(occasion: Occasion) -> None:
    put_supports(occasion.obj, supports.read(occasion.payload["supports"]))


@effect("key_task.reach_milestone")
def reach_milestone(occasion: Occasion) -> None:
    milestone = found(Milestone, occasion.payload["milestone"])
    assert milestone is not None
    milestone.done_on = occasion.payload["done_on"]
    milestone.save(update_fields=["done_on"])


@filling("key_task.report_done")
def report_done(occasion: Occasion) -> None:
    occasion.obj.done_on = day_of(occasion.at)


@filling("key_task.waive")
def waive(occasion: Occasion) -> None:
    occasion.obj.waiver = occasion.payload["reason"]


@filling("key_task.send_back")
def not_done(occasion: Occasion) -> None:
    occasion.obj.done_on = None


@filling("key_task.verify")
def verified(occasion: Occasion) -> None:
    occasion.obj.verified_by = person_of(occasion.actor)


@effect("key_task.send_back")
def judge_and_send_back(occasion: Occasion) -> None:
    _judge(occasion)


@effect("key_task.verify")
def judge(occasion: Occasion) -> None:
    _judge(occasion)


def _judge(occasion: Occasion) -> None:
    """One round of findings, beside those of earlier rounds."""
    task, person = occasion.obj, person_of(occasion.actor)
    assert person is not None
    given = verdicts.read(occasion.payload["verdicts"], criteria_of(task))
    last = task.verdicts.aggregate(last=Max("round"))["last"] or 0
    Verdict.objects.bulk_create(
        Verdict(
            task=task,
            criterion_id=each.criterion,
            round=last + 1,
            met=each.met,
            remark=each.remark,
            day=day_of(occasion.at),
            person=person,
        )
        for each in given
    )


@filling("key_task.suspend")
def suspend(occasion: Occasion) -> None:
    occasion.obj.review_on = occasion.payload["review_on"]


@filling("key_task.resume")
def resume(occasion: Occasion) -> None:
    occasion.obj.review_on = None
