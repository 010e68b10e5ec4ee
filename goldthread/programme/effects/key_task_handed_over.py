"""A task passes to another unit: proposed, signed by both, done."""

from fractions import Fraction

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.programme.effects.key_task_written import as_pair
from goldthread.programme.finding import enacted
from goldthread.programme.models import Handover, KeyTask, Support
from goldthread.programme.rules.key_task_handed_over import open_handover, sides_of, ways_of
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling


@effect("key_task.propose_transfer")
def propose_transfer(occasion: Occasion) -> None:
    act = enacted(occasion.payload["act"])
    assert act is not None
    task, unit = occasion.obj, occasion.payload["unit"]
    task.handovers.filter(done_on=None).delete()  # under an act that was undone since
    giver = ways_of(occasion)[unit]
    offices = {o.code: o for o in Office.objects.filter(code__in=[unit, giver])}
    Handover.objects.create(
        task=task,
        reform=act,
        predecessor=offices[giver],
        successor=offices[unit],
        part=task.lead is None or task.lead.code != giver,
        day=act.effective,
    )


@effect("key_task.sign_handover")
def sign_handover(occasion: Occasion) -> None:
    """The first side for which the actor may sign; one who acts for both signs twice."""
    handover = open_handover(occasion.obj)
    assert handover is not None
    column = f"{sides_of(handover, occasion)[0]}_signed_on"
    setattr(handover, column, day_of(occasion.at))
    handover.save(update_fields=[column])


@filling("key_task.transfer")
def transfer(occasion: Occasion) -> None:
    """The lead or the supporting part passes on; the days late so far stay where they were."""
    task = occasion.obj
    handover = open_handover(task)
    assert handover is not None
    if handover.part:
        _pass_part(task, handover)
    else:
        task.lead = handover.successor
        task.supports.filter(office=handover.successor).delete()
    handover.done_on = day_of(occasion.at)
    handover.save(update_fields=["done_on"])


def _pass_part(task: KeyTask, handover: Handover) -> None:
    """A part that comes to the lead is the lead's; one that comes to a supporting unit adds up."""
    part = task.supports.get(office=handover.predecessor)
    there = task.supports.filter(office=handover.successor).first()
    if task.lead_id == handover.successor_id:
        part.delete()
    elif there is None:
        part.office, part.signed_on = handover.successor, None
        part.save(update_fields=["office", "signed_on"])
    else:
        _join(part, there)


def _join(part: Support, there: Support) -> None:
    stated = part.share_n is not None and there.share_n is not None
    total = (
        Fraction(part.share_n, part.share_d) + Fraction(there.share_n, there.share_d)
        if stated
        else None
    )
    there.share_n, there.share_d = as_pair(total)
    there.duty = "\n".join(duty for duty in (there.duty, part.duty) if duty)
    part.delete()
    there.save(update_fields=["share_n", "share_d", "duty"])
