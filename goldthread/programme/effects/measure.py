"""What the actions on a measure do."""

from django.db.models import Max

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.offices.queries import memberships_of
from goldthread.programme.finding import UNIT_ROLES, enacted, found, person_of
from goldthread.programme.models import Comment, Cycle, Measure, MeasureRequirement, Requirement
from goldthread.workflow.engine import create
from goldthread.workflow.occasion import Occasion, SystemActor
from goldthread.workflow.registry import effect, filling

CARRYING = SystemActor("carry_over")


@filling("measure.write")
def fill(occasion: Occasion) -> None:
    measure, given = occasion.obj, occasion.payload
    if measure.cycle_id is None:
        measure.cycle = found(Cycle, given["cycle"])
    for name in ("title_en", "title_zh", "text_en", "text_zh"):
        setattr(measure, name, given[name] or "")
    measure.number, measure.line_of_work = given["number"], given["line_of_work"]
    measure.department = Office.objects.filter(code=given["department"]).first()


@effect("measure.write")
def write_answers(occasion: Occasion) -> None:
    """Requirements left out stay as they are."""
    measure, keys = occasion.obj, occasion.payload["requirements"]
    if keys is None:
        return
    measure.answers.all().delete()
    MeasureRequirement.objects.bulk_create(
        MeasureRequirement(measure=measure, requirement=requirement)
        for requirement in Requirement.objects.filter(pk__in=keys)
    )


@filling("measure.amend")
def amend(occasion: Occasion) -> None:
    """The next edition; what an earlier one said stands in the log."""
    fill(occasion)
    occasion.obj.edition += 1


@effect("measure.amend")
def amend_answers(occasion: Occasion) -> None:
    write_answers(occasion)


@filling("measure.consult")
def consult(occasion: Occasion) -> None:
    occasion.obj.comments_until = occasion.payload["until"]


@effect("measure.comment")
def comment(occasion: Occasion) -> None:
    day = day_of(occasion.at)
    seat = memberships_of(occasion.actor, day).filter(role__in=UNIT_ROLES).order_by("pk").first()
    person = person_of(occasion.actor)
    assert seat is not None
    assert person is not None
    Comment.objects.create(
        measure=occasion.obj,
        office=seat.office,
        person=person,
        at=occasion.at,
        text=occasion.payload["text"],
    )


@filling("measure.assess")
def assess(occasion: Occasion) -> None:
    occasion.obj.assessment = occasion.payload["assessment"]


@effect("measure.carry_over")
def carry_over(occasion: Occasion) -> None:
    """The next cycle's measure comes into being as a draft that leads back to this one."""
    given = {"carried_from": occasion.obj.pk, "cycle": occasion.payload["into"]}
    create(Measure(), "carry_in", actor=CARRYING, payload=given, at=occasion.at)


@filling("measure.carry_in")
def carry_in(occasion: Occasion) -> None:
    measure = occasion.obj
    old = found(Measure, occasion.payload["carried_from"])
    cycle = found(Cycle, occasion.payload["cycle"])
    assert old is not None
    assert cycle is not None
    last = Measure.objects.filter(cycle=cycle).aggregate(last=Max("number"))["last"]
    measure.cycle, measure.carried_from, measure.number = cycle, old, (last or 0) + 1
    for name in ("title_en", "title_zh", "text_en", "text_zh", "line_of_work", "department_id"):
        setattr(measure, name, getattr(old, name))


@filling("measure.supersede")
def supersede(occasion: Occasion) -> None:
    occasion.obj.superseded_by = enacted(occasion.payload["act"])
