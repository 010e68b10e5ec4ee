"""Who is told of a proposal: those who stand behind it of what becomes of it, the secretariat of
what waits for it, handlers of what is asked of them."""

from goldthread.offices.days import day_of
from goldthread.offices.queries import people_in
from goldthread.programme.finding import holders
from goldthread.seminar import handling, lineage, sponsors
from goldthread.seminar.models import Proposal, Rating, Sponsorship
from goldthread.seminar.parties import HANDLERS, HEADS, SPEAKERS, WRITERS
from goldthread.workflow.registry import Telling, notice

DESK = ("secretariat",)


def _sponsors(telling: Telling) -> tuple[str, ...]:
    return sponsors.told([telling.obj], day_of(telling.at))


def _desk(telling: Telling) -> tuple[str, ...]:
    return holders(DESK, day_of(telling.at))


def _handlers(telling: Telling) -> tuple[str, ...]:
    offices = [row.office_id for row in handling.handlings(telling.obj)]
    return people_in(offices, HANDLERS, day_of(telling.at))


def _family(telling: Telling) -> tuple[str, ...]:
    """Those who stand behind it and behind what it comes from."""
    keys = lineage.ancestors([telling.obj.pk])
    above = list(Proposal.objects.filter(pk__in=keys))
    return sponsors.told([telling.obj, *above], day_of(telling.at))


@notice("proposal.submitted", {"en": "A proposal was submitted", "zh": "有提案提交"}, "action")
def submitted(telling: Telling) -> tuple[str, ...]:
    return _desk(telling)


@notice("proposal.filed", {"en": "Proposal filed", "zh": "提案已立案"}, "information")
def filed(telling: Telling) -> tuple[str, ...]:
    return _sponsors(telling)


@notice(
    "proposal.returned",
    {"en": "Proposal returned to be completed", "zh": "提案退回补充"},
    "action",
)
def returned(telling: Telling) -> tuple[str, ...]:
    return people_in([telling.obj.office_id], WRITERS, day_of(telling.at))


@notice("proposal.not_filed", {"en": "Proposal not filed", "zh": "提案不予立案"}, "warning")
def not_filed(telling: Telling) -> tuple[str, ...]:
    return _sponsors(telling)


@notice(
    "proposal.merged",
    {"en": "Proposal goes on in another one", "zh": "提案已并入其他提案"},
    "action",
)
def merged(telling: Telling) -> tuple[str, ...]:
    """Both sides; whoever stood behind it stands behind the other by now."""
    proposal = telling.obj
    into = [each for each in (proposal.merged_into, proposal.duplicate_of) if each is not None]
    return sponsors.told([proposal, *into], day_of(telling.at))


@notice("proposal.split", {"en": "Proposal split", "zh": "提案已拆分"}, "information")
def split(telling: Telling) -> tuple[str, ...]:
    return _sponsors(telling)


@notice(
    "proposal.discussed",
    {"en": "Proposal put up for discussion", "zh": "提案提交讨论"},
    "action",
)
def discussed(telling: Telling) -> tuple[str, ...]:
    """The delegations, who take stances."""
    offices = telling.obj.seminar.delegations.order_by("office_id")
    keys = list(offices.values_list("office_id", flat=True))
    return people_in(keys, SPEAKERS, day_of(telling.at))


@notice("proposal.assigned", {"en": "Proposal assigned", "zh": "提案已交办"}, "action")
def assigned(telling: Telling) -> tuple[str, ...]:
    return tuple({*_handlers(telling), *_sponsors(telling)})


@notice("proposal.handed_back", {"en": "Proposal handed back", "zh": "提案被退回交办"}, "action")
def handed_back(telling: Telling) -> tuple[str, ...]:
    return _desk(telling)


@notice("proposal.answer_drafted", {"en": "Answer drafted", "zh": "答复已起草"}, "action")
def answer_drafted(telling: Telling) -> tuple[str, ...]:
    return _desk(telling)


@notice("proposal.answer_returned", {"en": "Answer returned", "zh": "答复被退回"}, "action")
def answer_returned(telling: Telling) -> tuple[str, ...]:
    return _handlers(telling)


@notice("proposal.answered", {"en": "Answer published", "zh": "答复已公布"}, "action")
def answered(telling: Telling) -> tuple[str, ...]:
    return tuple({*_family(telling), *_handlers(telling)})


@notice("proposal.adopted", {"en": "Proposal adopted", "zh": "提案已采纳立项"}, "information")
def adopted(telling: Telling) -> tuple[str, ...]:
    lead = telling.obj.task.lead_id
    unit = people_in([lead] if lead else [], HANDLERS, day_of(telling.at))
    return tuple({*_family(telling), *_handlers(telling), *unit})


@notice(
    "proposal.followed",
    {"en": "What became of a promise", "zh": "承诺事项进展"},
    "information",
)
def followed(telling: Telling) -> tuple[str, ...]:
    return tuple({*_family(telling), *_handlers(telling)})


@notice("proposal.withdrawn", {"en": "Proposal withdrawn", "zh": "提案已撤回"}, "information")
def withdrawn(telling: Telling) -> tuple[str, ...]:
    """Of a draft nobody but those who stand behind it ever knew."""
    if telling.obj.submitted_on is None:
        return _sponsors(telling)
    return tuple({*_sponsors(telling), *_desk(telling), *_handlers(telling)})


@notice("proposal.rating_due", {"en": "An answer is to be rated", "zh": "答复待评价"}, "action")
def rating_due(telling: Telling) -> tuple[str, ...]:
    """The heads of the offices that stand behind it and have not rated the answer."""
    proposal = telling.obj
    rated = Rating.objects.filter(proposal=proposal, round=handling.round_of(proposal))
    rows = Sponsorship.objects.filter(proposal=proposal, state="accepted")
    rows = rows.exclude(office__in=rated.values("office_id")).order_by("office_id")
    return people_in(list(rows.values_list("office_id", flat=True)), HEADS, day_of(telling.at))
