"""Why a person sees an object of the seminar: the sentence beside each `visible_to`."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from goldthread.offices.codelists import roles as all_roles
from goldthread.offices.why import NOTHING, PUBLISHED, Relation, by_role, by_unit, in_emergency
from goldthread.programme.finding import person_of
from goldthread.seminar.models import (
    Address,
    AgendaItem,
    AnswerBatch,
    Delegation,
    Intervention,
    MinutesCorrection,
    MinutesEntry,
    Proposal,
    Remark,
    Seminar,
    SeminarDocument,
    SeminarSession,
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
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import Sentence, Titles, say

APPROVED = ("approved", "accredited", "checked_in", "attended", "absent")
HEARD = ("queued", "given", "submitted_in_writing")
EVERYBODY = tuple(all_roles())
CHAIRS = say("You see this because you chair it.", "您主持本会议，可查看此件。")

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
        or _by_chair(obj, user)
        or in_emergency(user, obj, day)
        or NOTHING
    )


def _published(obj: Any) -> bool:
    """Does everybody see it?"""
    if isinstance(obj, Seminar):
        return bool(obj.state != "planned")
    if isinstance(obj, SeminarDocument):
        return _out(obj) and obj.audience == "public"
    if isinstance(obj, MinutesEntry):
        return bool(obj.state == "confirmed" and obj.item.session.seminar.open_minutes)
    if isinstance(obj, Address):
        return bool(obj.state == "given")
    return isinstance(obj, Proposal) and (obj.state in ANSWERED or obj.redone)


def _out(document: SeminarDocument) -> bool:
    over = document.embargo_until is None or document.embargo_until <= clock.now()
    return bool(document.state == "released" and over and document.seminar.state != "planned")


def _by_chair(obj: Any, user: Any) -> Sentence | None:
    """A session's chair, else the seminar's, sees what is said and planned there."""
    if isinstance(obj, (Intervention, AgendaItem)):
        session = obj.item.session if isinstance(obj, Intervention) else obj.session
    elif isinstance(obj, SeminarSession):
        session = obj
    else:
        return None
    chairs = {session.chair_id, session.seminar.chair_id} - {None}
    person = person_of(user)
    return CHAIRS if person is not None and person.pk in chairs else None


def _wide(obj: Any) -> tuple[Iterable[str], Titles]:
    """The roles that see every such object in its state, and what they see."""
    return _ROLES.get(type(obj), _preparing)(obj), _KINDS.get(type(obj), obj.machine.titles)


def _preparing(_obj: Any) -> Iterable[str]:
    return PREPARING


def _of_filed(proposal: Proposal) -> Iterable[str]:
    if proposal.state in FILED or (proposal.state == "withdrawn" and proposal.filed_on):
        return TAKING_PART
    submitted = proposal.state in ("submitted", "reference") or proposal.submitted_on
    return SCREENING if submitted else ()


def _of_stance(stance: Stance) -> Iterable[str]:
    return TAKING_PART if stance.proposal.state in FILED else ()


def _of_remark(remark: Remark) -> Iterable[str]:
    shown = remark.state == "posted" and remark.proposal.state in FILED
    return TAKING_PART if shown else DESK


def _of_accepted(sponsorship: Sponsorship) -> Iterable[str]:
    """Who stands behind a proposal is seen with it."""
    proposal = sponsorship.proposal
    if sponsorship.state == "accepted":
        return EVERYBODY if proposal.state in ANSWERED else _of_filed(proposal)
    return SCREENING if proposal.submitted_on else ()


def _of_document(document: SeminarDocument) -> Iterable[str]:
    if not _out(document) or document.audience == "secretariat":
        return DESK
    return ATTENDING if document.audience == "press" else ATTENDING - {"press"}


def _from(states: tuple[str, ...], wide: Iterable[str], else_: Iterable[str]) -> Any:
    """The wide circle in the states, the narrow one in the others."""
    return lambda obj: wide if obj.state in states else else_


_ROLES: dict[type, Callable[[Any], Iterable[str]]] = {
    Proposal: _of_filed,
    Stance: _of_stance,
    Remark: _of_remark,
    Sponsorship: _of_accepted,
    SeminarDocument: _of_document,
    AnswerBatch: _from(("published",), TAKING_PART, DESK),
    Delegation: _from(APPROVED, ATTENDING, SCREENING),
    Intervention: _from(HEARD, ATTENDING, SCREENING),
    MinutesEntry: _from(("circulated", "confirmed"), TAKING_PART, SCREENING),
    MinutesCorrection: lambda _obj: DESK,
    Address: lambda _obj: ("planning", *DESK),
}
_KINDS: dict[type, Titles] = {Proposal: FILED_KIND, Stance: DISCUSSED, Remark: DISCUSSED}


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
