"""Why a person sees an object of the seminar: the sentence beside each `visible_to`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from goldthread.offices.why import NOTHING, PUBLISHED, Relation, by_role, by_unit, in_emergency
from goldthread.seminar.models import (
    Address,
    AnswerBatch,
    Delegation,
    Intervention,
    MinutesCorrection,
    MinutesEntry,
    Proposal,
    Remark,
    Seminar,
    SeminarDocument,
    Sponsorship,
    Stance,
)
from goldthread.seminar.models.proposal import ANSWERED
from goldthread.seminar.parties import SPEAKERS, WRITERS
from goldthread.seminar.queries.visible import (
    ATTENDING,
    DESK,
    FILED,
    PREPARING,
    SCREENING,
    TAKING_PART,
)
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import Sentence, Titles

PROPOSES = {"en": "proposes it", "zh": "是提案单位"}
SPONSORS = {"en": "sponsors it or was asked to", "zh": "是联名单位或受邀联名"}
DELEGATES = {"en": "sends the delegation", "zh": "派出该代表团"}
ASKED = {"en": "was asked to co-sponsor", "zh": "受邀联名"}
FILED_KIND: Titles = {"en": "proposal that was filed", "zh": "已立案提案"}
DISCUSSED: Titles = {"en": "contribution to a filed proposal", "zh": "已立案提案的讨论"}


def why_seen(obj: Lifecycle, user: Any, day: date) -> Sentence:
    """The sentence; for who does not see it, that nothing shows it."""
    if _published(obj):
        return PUBLISHED
    roles, kind = _wide(obj)
    return (
        by_unit(user, day, _RELATIONS.get(type(obj), _none)(obj))
        or by_role(user, day, roles, kind)
        or in_emergency(user, obj, day)
        or NOTHING
    )


def _published(obj: Any) -> bool:
    """Does everybody see it?"""
    if isinstance(obj, Seminar):
        return bool(obj.state != "planned")
    if isinstance(obj, SeminarDocument):
        return bool(obj.state == "released" and obj.audience == "public")
    if isinstance(obj, MinutesEntry):
        return bool(obj.state == "confirmed" and obj.item.session.seminar.open_minutes)
    if isinstance(obj, Address):
        return bool(obj.state == "given")
    return isinstance(obj, Proposal) and obj.state in ANSWERED


def _wide(obj: Any) -> tuple[tuple[str, ...], Titles]:
    """The roles that see every such object in its state, and what they see."""
    kind: Titles = obj.machine.titles
    if isinstance(obj, Proposal):
        filed = obj.state in FILED or obj.filed_on is not None
        return (tuple(sorted(TAKING_PART)), FILED_KIND) if filed else (SCREENING, kind)
    if isinstance(obj, (Stance, Remark)):
        return tuple(sorted(TAKING_PART)), DISCUSSED
    if isinstance(obj, AnswerBatch):
        return tuple(sorted(TAKING_PART)) if obj.state == "published" else DESK, kind
    if isinstance(obj, Sponsorship):
        return SCREENING, kind
    if isinstance(obj, (Delegation, Intervention, SeminarDocument)):
        return tuple(sorted(ATTENDING)), kind
    if isinstance(obj, MinutesEntry):
        taking_part = obj.state in ("circulated", "confirmed")
        return tuple(sorted(TAKING_PART)) if taking_part else SCREENING, kind
    if isinstance(obj, MinutesCorrection):
        return DESK, kind
    if isinstance(obj, Address):
        return ("planning", *DESK), kind
    return PREPARING, kind


def _none(_obj: Any) -> list[Relation]:
    return []


def _of_proposal(proposal: Proposal) -> list[Relation]:
    stands = proposal.sponsorships.filter(state__in=("invited", "accepted"))
    offices = stands.values_list("office_id", flat=True)
    return [
        Relation(proposal.office_id, PROPOSES, WRITERS),
        *(Relation(office, SPONSORS, WRITERS) for office in offices),
    ]


def _of_sponsorship(sponsorship: Sponsorship) -> list[Relation]:
    return [
        Relation(sponsorship.office_id, ASKED, WRITERS),
        Relation(sponsorship.proposal.office_id, PROPOSES, WRITERS),
    ]


def _of_delegation(delegation: Delegation) -> list[Relation]:
    return [Relation(delegation.office_id, DELEGATES, SPEAKERS)]


def _through_delegation(obj: Any) -> list[Relation]:
    return _of_delegation(obj.delegation)


_RELATIONS: dict[type, Callable[[Any], list[Relation]]] = {
    Proposal: _of_proposal,
    Sponsorship: _of_sponsorship,
    Delegation: _of_delegation,
    Intervention: _through_delegation,
    MinutesCorrection: _through_delegation,
}
