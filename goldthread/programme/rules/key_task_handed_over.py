"""What must hold when a task passes to another unit under a reform act."""

from goldthread.offices.days import day_of
from goldthread.offices.queries import PUBLISHED_ACTS, roles_of
from goldthread.programme import heirs
from goldthread.programme.finding import HEAD_ROLES, acts_for, enacted, office_on
from goldthread.programme.models import Handover, KeyTask
from goldthread.programme.rules.words import told
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule


def open_handover(task: KeyTask) -> Handover | None:
    """The one that is not done; it lapses when its act is undone before it takes effect."""
    rows = task.handovers.select_related("predecessor", "successor", "reform")
    row: Handover | None = rows.filter(done_on=None, reform__state__in=PUBLISHED_ACTS).first()
    return row


def sides_of(handover: Handover, occasion: Occasion) -> list[str]:
    """The sides for which the actor may still sign, in the order in which they are signed."""
    sides = ("predecessor", "successor")
    open_sides = [side for side in sides if getattr(handover, f"{side}_signed_on") is None]
    return [side for side in open_sides if _signs_for(getattr(handover, side), side, occasion)]


def _signs_for(office: object, side: str, occasion: Occasion) -> bool:
    day = day_of(occasion.at)
    standing = office_on(getattr(office, "code", ""), day)
    if standing is not None:
        return acts_for(occasion.actor, standing, HEAD_ROLES, day)
    return side == "predecessor" and "supervision_head" in roles_of(occasion.actor, day)


@rule(
    "key_task.under_reform",
    told("under an enacted reform act, and no handover open", "依据已颁布的机构改革"),
    told(
        "There is no such reform act, it is not enacted, or the task has an open handover already.",
        "机构改革不存在、尚未颁布，或本事项已有未完成的交接。",
    ),
    reads_payload=True,
)
def under_reform(occasion: Occasion) -> bool:
    act = enacted(occasion.payload["act"])
    return act is not None and open_handover(occasion.obj) is None


@rule(
    "key_task.other_unit",
    told("to a unit that takes over from one of its units", "移交给承接单位"),
    told(
        "Under this act the task may go to: {units}; “{unit}” is none of them.",
        "依据本次改革，本事项可移交给：{units}；“{unit}”不在其中。",
    ),
    reads_payload=True,
)
def other_unit(occasion: Occasion) -> bool | Unmet:
    ways = ways_of(occasion)
    unit = occasion.payload["unit"]
    return unit in ways or Unmet({"units": ", ".join(sorted(ways)) or "0", "unit": unit[:40]})


def ways_of(occasion: Occasion) -> dict[str, str]:
    """Units that may take a part of the task over under the act, each with its predecessor."""
    act = enacted(occasion.payload["act"])
    if act is None:
        return {}
    task = occasion.obj
    lead = [task.lead.code] if task.lead else []
    supports = task.supports.order_by("office__code").values_list("office__code", flat=True)
    ways: dict[str, str] = {}
    for code in (*lead, *supports):
        for successor in heirs.heirs(act, code):
            if successor != code:
                ways.setdefault(successor, code)
    return ways


@rule(
    "key_task.handover_open",
    told("a handover is to be signed", "有待签署的交接单"),
    told("There is no handover to be signed.", "没有待签署的交接单。"),
)
def handover_open(occasion: Occasion) -> bool:
    handover = open_handover(occasion.obj)
    return handover is not None and not (
        handover.predecessor_signed_on and handover.successor_signed_on
    )


@rule(
    "key_task.handover_signed",
    told("signed by both units, and the act's day is reached", "双方已签署且改革已到生效日"),
    told(
        "The handover must be signed by both units, and the reform act have reached its effective "
        "day.",
        "交接单须经双方签署，且机构改革已到生效日。",
    ),
)
def handover_signed(occasion: Occasion) -> bool:
    handover = open_handover(occasion.obj)
    return (
        handover is not None
        and handover.predecessor_signed_on is not None
        and handover.successor_signed_on is not None
        and handover.day <= day_of(occasion.at)
    )
