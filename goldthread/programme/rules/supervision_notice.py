"""Who may, and what must hold: the supervision notice."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import HEAD_ROLES, UNIT_ROLES, acts_for
from goldthread.programme.following import (
    COLOUR_TITLES,
    UNDECIDED,
    before,
    colour_fitting,
    next_colour,
)
from goldthread.programme.models import Extension, SupervisionNotice
from goldthread.programme.models.follow_up import COLOURS
from goldthread.programme.parties import holds_one
from goldthread.programme.rules.report import task_of
from goldthread.programme.rules.words import told
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule

ISSUERS = {
    "blue": ("supervision", "supervision_head"),
    "yellow": ("supervision", "supervision_head"),
    "red": ("supervision_head", "issuer"),
}
ANY_ISSUER = ("supervision", "supervision_head", "issuer")


def colour_of(occasion: Occasion) -> str:
    return str(occasion.payload.get("colour") or occasion.obj.colour or "")


@rule(
    "supervision_notice.issuer",
    told("supervision; a red one: its head or the issuer", "督办；红色督办单由督办负责人或签发人"),
    told(
        "Blue and yellow notices are issued by supervision, a red one by the head of supervision "
        "or the issuer.",
        "蓝色、黄色督办单由督办发出，红色督办单由督办负责人或签发人发出。",
    ),
)
def issuer(occasion: Occasion) -> bool:
    """Before the colour is chosen, whoever may issue one at all."""
    roles = ISSUERS.get(colour_of(occasion), ANY_ISSUER)
    return holds_one(occasion.actor, roles, day_of(occasion.at))


@rule(
    "supervision_notice.unit",
    told("the unit that got it", "收单单位"),
    told(
        "The lead unit signs for it; a red one its head.",
        "由牵头单位签收，红色督办单由其负责人签收。",
    ),
)
def unit(occasion: Occasion) -> bool:
    notice = occasion.obj
    roles = HEAD_ROLES if notice.colour == "red" else UNIT_ROLES
    return acts_for(occasion.actor, notice.task.lead, roles, day_of(occasion.at))


@rule(
    "supervision_notice.unit_head",
    told("head of the unit that got it", "收单单位负责人"),
    told("The head of the lead unit answers.", "由牵头单位负责人回复。"),
)
def unit_head(occasion: Occasion) -> bool:
    return acts_for(occasion.actor, occasion.obj.task.lead, HEAD_ROLES, day_of(occasion.at))


@rule(
    "supervision_notice.colour_fits",
    told("the colour fits the delay", "等级与进度相符"),
    told("{fault}", "{fault}"),
    reads_payload=True,
)
def colour_fits(occasion: Occasion) -> bool | Unmet:
    task, colour = task_of(occasion), colour_of(occasion)
    if task is None or colour not in COLOURS:
        return Unmet(
            {
                "fault": told(
                    "Name a task that is there, and blue, yellow or red.",
                    "请注明存在的督办事项，以及蓝色、黄色或红色（blue、yellow、red）。",
                )
            }
        )
    fitting = colour_fitting(task, day_of(occasion.at))
    if fitting is not None and COLOURS.index(colour) <= COLOURS.index(fitting.colour):
        return True
    fault = _too_early(colour) if fitting is None else _too_strong(colour, fitting.colour)
    return Unmet({"fault": fault})


def _too_early(colour: str) -> object:
    name = COLOUR_TITLES[colour]
    return told(
        f"A {name['en']} notice does not fit: the task is not carried out now, or it is neither "
        "near its due day nor behind.",
        f"不宜发出{name['zh']}督办单：事项不在承办中，或既未临近到期也未滞后。",
    )


def _too_strong(colour: str, fitting: str) -> object:
    name, other = COLOUR_TITLES[colour], COLOUR_TITLES[fitting]
    return told(
        f"A {name['en']} notice does not fit: as things stand {other['en']} does.",
        f"不宜发出{name['zh']}督办单：按目前进度应为{other['zh']}。",
    )


@rule(
    "supervision_notice.previous_unanswered",
    told("the colours in their order", "按等级顺序"),
    told("{fault}", "{fault}"),
    reads_payload=True,
)
def previous_unanswered(occasion: Occasion) -> bool | Unmet:
    task, colour = task_of(occasion), colour_of(occasion)
    if task is None:
        return False
    last = before(task)
    wanted = next_colour(last, day_of(occasion.at))
    if wanted == colour:
        return True
    return Unmet({"fault": _wait(last) if wanted is None else _in_order(wanted)})


def _wait(last: SupervisionNotice | None) -> object:
    assert last is not None
    return told(
        f"The notice {last.number} is open and its answer is due by {last.answer_due}, is being "
        "looked at, or is the last colour; no other follows now.",
        f"督办单{last.number}尚未办结：或回复期限（{last.answer_due}）未到，或回复待审，"
        "或已为最高等级，暂不得发出新的督办单。",
    )


def _in_order(wanted: str) -> object:
    name = COLOUR_TITLES[wanted]
    return told(
        f"The colours go blue, yellow, red, each after the one before was left unanswered past "
        f"its limit; the next one of this task is {name['en']}.",
        f"督办单按蓝、黄、红逐级发出，前一级逾期未回复方可升级；本事项下一级为{name['zh']}。",
    )


@rule(
    "supervision_notice.no_open_extension",
    told("no extension is being decided", "无未决延期"),
    told(
        "An extension is being decided; decide it first.",
        "延期申请尚未办结，请先作出决定。",
    ),
)
def no_open_extension(occasion: Occasion) -> bool:
    task = task_of(occasion)
    rows = Extension.objects.filter(task=task, state__in=UNDECIDED)
    return task is None or not rows.exists()
