"""Who may, and what must hold: the key task. Who acts for whom; the rest stands by its stage."""

from goldthread.offices.days import day_of
from goldthread.offices.queries import roles_of
from goldthread.programme.finding import HEAD_ROLES, UNIT_ROLES, acts_for, person_of, works_in
from goldthread.programme.models import KeyTask, ProgressReport
from goldthread.programme.rules import (  # noqa: F401
    key_task_assigned,
    key_task_ended,
    key_task_handed_over,
    key_task_under_way,
    key_task_written,
)
from goldthread.programme.rules.key_task_handed_over import open_handover, sides_of
from goldthread.programme.rules.words import told
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule

VERIFIERS = ("supervision", "supervision_head", "national_department")


@rule(
    "key_task.lead_unit",
    told("lead unit", "牵头单位"),
    told(
        "This is done by the lead unit, {unit}: its department, head or coordinator.",
        "此项由牵头单位{unit}（部门、负责人或联络员）办理。",
    ),
)
def lead_unit(occasion: Occasion) -> bool | Unmet:
    task = occasion.obj
    day = day_of(occasion.at)
    return acts_for(occasion.actor, task.lead, UNIT_ROLES, day) or _unit(task)


@rule(
    "key_task.lead_head",
    told("head of the lead unit", "牵头单位负责人"),
    told("This is done by the head of the lead unit, {unit}.", "此项由牵头单位{unit}负责人办理。"),
)
def lead_head(occasion: Occasion) -> bool | Unmet:
    task = occasion.obj
    day = day_of(occasion.at)
    return acts_for(occasion.actor, task.lead, HEAD_ROLES, day) or _unit(task)


def _unit(task: KeyTask) -> Unmet:
    return Unmet({"unit": task.lead.code if task.lead else "?"})


@rule(
    "key_task.supporting_unit",
    told("supporting unit", "配合单位"),
    told("This is done by a supporting unit of the task.", "此项由事项的配合单位办理。"),
)
def supporting_unit(occasion: Occasion) -> bool:
    day = day_of(occasion.at)
    rows = occasion.obj.supports.select_related("office")
    return any(acts_for(occasion.actor, each.office, UNIT_ROLES, day) for each in rows)


@rule(
    "key_task.verifier",
    told("verifier of another unit", "其他单位的核查人"),
    told(
        "A verifier holds a role in supervision or a national department, works in no unit of the "
        "task, and neither wrote nor signed a report on it.",
        "核查人须担任督办或局内部门角色，不在事项的牵头或配合单位任职，且未填写或签发过其进展报告。",
    ),
)
def verifier(occasion: Occasion) -> bool:
    day = day_of(occasion.at)
    return (
        acts_as(occasion, VERIFIERS)
        and not works_in(occasion.actor, units_of(occasion.obj), day)
        and not has_reported(occasion.actor, occasion.obj)
    )


def acts_as(occasion: Occasion, roles: tuple[str, ...]) -> bool:
    return bool(roles_of(occasion.actor, day_of(occasion.at)) & set(roles))


def units_of(task: KeyTask) -> list[int]:
    """The offices that lead and support the task now."""
    supports = task.supports.values_list("office_id", flat=True)
    return [office for office in (task.lead_id, *supports) if office is not None]


def has_reported(actor: object, task: KeyTask) -> bool:
    """Did the actor write or sign a report on the task?"""
    person = person_of(actor)
    if person is None:
        return False
    rows = ProgressReport.objects.filter(task=task)
    return bool(rows.filter(author=person).exists() or rows.filter(signer=person).exists())


@rule(
    "key_task.handover_party",
    told("unit that hands over or takes over", "移交或承接单位"),
    told(
        "The handover is signed by the head of the unit that hands over and of the unit that takes "
        "over; for a unit that has ceased, by the head of supervision.",
        "交接单由移交单位、承接单位负责人签署；移交单位已撤销的，由督办负责人代签。",
    ),
)
def handover_party(occasion: Occasion) -> bool:
    handover = open_handover(occasion.obj)
    return handover is None or bool(sides_of(handover, occasion))
