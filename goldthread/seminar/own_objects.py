"""What this part's objects are called in notices and digests, who sees them, and what is due.

A session or an item is never called by its title here: the working copy's is not out yet.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from goldthread.offices import emergency
from goldthread.offices.days import on
from goldthread.offices.models import Membership, Person
from goldthread.offices.post import describe, due
from goldthread.offices.post.describe import SEEN_BY, Described
from goldthread.offices.post.due import Due
from goldthread.seminar import queries
from goldthread.seminar.models import (
    Address,
    AgendaItem,
    AgendaRelease,
    AnswerBatch,
    Delegation,
    Handling,
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
from goldthread.seminar.parties import HANDLERS, NOMINATORS
from goldthread.workflow.texts import Titles


def _titles(obj: Any, before: str = "") -> Titles:
    return {lang: f"{before}{obj.title(lang)}" for lang in ("en", "zh")}


def _said(en: str, zh: str, of: Titles) -> Titles:
    return {"en": f"{en}: {of['en']}", "zh": f"{zh}：{of['zh']}"}


def proposal_titles(proposal: Proposal) -> Titles:
    return _titles(proposal, f"{proposal.number} " if proposal.number else "")


def _proposal(each: Proposal) -> Described:
    return Described(proposal_titles(each), f"/proposals/{each.pk}")


def _seminar(each: Seminar) -> Described:
    return Described(_titles(each), f"/seminars/{each.key}")


def _on_proposal(en: str, zh: str) -> Callable[[Any], Described]:
    def described(each: Any) -> Described:
        titles = _said(en, zh, proposal_titles(each.proposal))
        return Described(titles, f"/proposals/{each.proposal_id}")

    return described


def _of_seminar(en: str, zh: str, page: str) -> Callable[[Any], Described]:
    """By what it is; `page` is the page of the seminar that shows it."""

    def described(each: Any) -> Described:
        seminar = _seminar_of(each)
        return Described(_said(en, zh, _titles(seminar)), f"/seminars/{seminar.key}/{page}")

    return described


def _seminar_of(each: Any) -> Seminar:
    if isinstance(each, SeminarSession):
        return each.seminar  # type: ignore[no-any-return]
    if isinstance(each, (MinutesEntry, Intervention)):
        return each.item.session.seminar  # type: ignore[no-any-return]
    if isinstance(each, MinutesCorrection):
        return each.entry.item.session.seminar  # type: ignore[no-any-return]
    return each.session.seminar  # type: ignore[no-any-return]


def _document(each: SeminarDocument) -> Described:
    return Described(_titles(each), f"/seminars/{each.seminar.key}/documents")


def _delegation(each: Delegation) -> Described:
    code = each.office.code
    titles = _said(f"Delegation of {code}", f"{code}代表团", _titles(each.seminar))
    return Described(titles, f"/delegations/{each.pk}")


def _release(each: AgendaRelease) -> Described:
    """A version of the agenda; it has no life, hence nothing of it is opened in an emergency."""
    titles = _said(
        f"Agenda, version {each.number}", f"议程第{each.number}版", _titles(each.seminar)
    )
    return Described(titles, f"/seminars/{each.seminar.key}/agenda")


def _address(each: Address) -> Described:
    return Described(_titles(each), f"/addresses/{each.pk}")


def _batch(each: AnswerBatch) -> Described:
    return Described(_titles(each), f"/answers/{each.pk}")


_DESCRIBED: dict[Any, tuple[Callable[[Any], Described], tuple[str, ...], Any]] = {
    Seminar: (_seminar, (), queries.seminars_visible_to),
    SeminarSession: (
        _of_seminar("Session", "会议阶段", "agenda"),
        ("seminar",),
        queries.sessions_visible_to,
    ),
    AgendaItem: (
        _of_seminar("Agenda item", "议程事项", "agenda"),
        ("session__seminar",),
        queries.items_visible_to,
    ),
    SeminarDocument: (_document, ("seminar",), queries.documents_visible_to),
    Delegation: (_delegation, ("seminar", "office"), queries.delegations_visible_to),
    Intervention: (
        _of_seminar("Intervention", "发言", "interventions"),
        ("item__session__seminar",),
        queries.interventions_visible_to,
    ),
    Address: (_address, (), queries.addresses_visible_to),
    Proposal: (_proposal, (), queries.proposals_visible_to),
    Sponsorship: (
        _on_proposal("Co-sponsoring", "联名"),
        ("proposal",),
        queries.sponsorships_visible_to,
    ),
    Stance: (_on_proposal("Stance", "表态"), ("proposal",), queries.stances_visible_to),
    Remark: (_on_proposal("Remark", "讨论发言"), ("proposal",), queries.remarks_visible_to),
    AnswerBatch: (_batch, (), queries.batches_visible_to),
    MinutesEntry: (
        _of_seminar("Minutes", "纪要", "minutes"),
        ("item__session__seminar",),
        queries.minutes_visible_to,
    ),
    MinutesCorrection: (
        _of_seminar("Correction of the minutes", "纪要更正", "minutes"),
        ("entry__item__session__seminar",),
        queries.corrections_visible_to,
    ),
}
"""By model: how it is described, the relations that this follows, who sees it."""

for _model, (_function, _related, _visible) in _DESCRIBED.items():
    describe.register(_model, _function, related=_related)
    SEEN_BY.register(_model, _visible)
    emergency.openable(_model, "key" if _model is Seminar else "pk")

describe.register(AgendaRelease, _release, related=("seminar",))
SEEN_BY.register(AgendaRelease, queries.releases_visible_to)


@due.register
def due_of(person: Person, day: date) -> Iterator[Due]:
    """Nominations, invitations to co-sponsor, proposals to accept: of the person's own offices."""
    nominating = _offices(person, day, NOMINATORS)
    if nominating:
        yield from _nominations(nominating, day)
        yield from _invitations(nominating, day)
    handling = _offices(person, day, HANDLERS)
    if handling:
        yield from _handlings(handling)


def _offices(person: Person, day: date, roles: tuple[str, ...]) -> set[int]:
    rows = Membership.objects.filter(on(day), person=person, role__in=roles)
    return set(rows.values_list("office_id", flat=True))


def _nominations(offices: set[int], day: date) -> Iterator[Due]:
    rows = Delegation.objects.filter(
        office__in=offices, state="invited", seminar__state="nominations_open"
    )
    for each in rows.select_related("seminar").order_by("seminar__starts", "pk"):
        titles = _said("Nominate the delegation", "代表团报名", _titles(each.seminar))
        yield Due(titles, max(each.seminar.nominations_until, day), f"/delegations/{each.pk}")


def _invitations(offices: set[int], day: date) -> Iterator[Due]:
    rows = Sponsorship.objects.filter(
        office__in=offices, state="invited", proposal__state="drafted"
    )
    for each in rows.select_related("proposal__seminar").order_by("pk"):
        titles = _said(
            "Answer the invitation to co-sponsor", "答复联名邀请", _titles(each.proposal)
        )
        until = max(each.proposal.seminar.proposals_until, day)
        yield Due(titles, until, f"/proposals/{each.proposal_id}")


def _handlings(offices: set[int]) -> Iterator[Due]:
    rows = Handling.objects.filter(
        office__in=offices, proposal__state__in=("assigned", "in_handling")
    )
    rows = rows.exclude(kind=Handling.JOINT, opinion_on__isnull=False)
    rows = rows.exclude(proposal__answer_due=None)
    for each in rows.select_related("proposal").order_by("proposal__answer_due", "pk"):
        titles = _said("Answer the proposal", "答复提案", proposal_titles(each.proposal))
        yield Due(titles, each.proposal.answer_due, f"/proposals/{each.proposal_id}")
