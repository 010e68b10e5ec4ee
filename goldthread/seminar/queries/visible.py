"""Who sees what of a seminar, as the matrix says. Drafts, drafted answers and what is under embargo
are in nobody's list whom they do not concern; pages, API, feeds, exports and search all start here.
"""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from goldthread.offices.emergency import opened
from goldthread.offices.queries import remembering, roles_of
from goldthread.programme.queries.scopes import NOTHING, everywhere, own
from goldthread.seminar.models import (
    Address,
    AgendaItem,
    AgendaRelease,
    Answer,
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
from goldthread.seminar.models.proposal import ANSWERED
from goldthread.seminar.parties import HANDLERS, SPEAKERS, WRITERS
from goldthread.workflow import clock

PREPARING = ("secretariat", "issuer", "planning", "supervision", "supervision_head", "auditor")
"""Who reads what is still being prepared: the working copy of the agenda, a seminar planned."""

DESK = ("secretariat", "issuer", "auditor")
SCREENING = (*DESK, "planning", "supervision", "supervision_head")
TAKING_PART = frozenset(
    (*SCREENING, "national_department", "provincial_head", "provincial_coordinator")
) | {"contributor", "delegate"}
"""Who reads proposals once they are filed, and what is said of them."""

ATTENDING = TAKING_PART | {"press", "statistician"}
FILED = (
    *("filed", "assigned", "in_handling", "answer_pending", *ANSWERED),
    *("merged", "duplicate", "split"),
)
PUBLISHED = Q(state__in=ANSWERED) | Q(redone=True)
"""An answer that is being handled again is out, and stays to be read."""


def seminars_published() -> "QuerySet[Seminar]":
    """Everybody knows of a seminar once its notice is sent; of a cancelled one too."""
    return Seminar.objects.exclude(state="planned")


def proposals_published() -> "QuerySet[Proposal]":
    """What the public and the press read: proposals with a published answer."""
    return Proposal.objects.filter(PUBLISHED)


@remembering()
def seminars_visible_to(user: Any, day: date | None = None) -> "QuerySet[Seminar]":
    on = day or clock.today()
    seen = ~Q(state="planned") | everywhere(user, on, PREPARING) | opened(user, on, Seminar)
    return Seminar.objects.filter(seen)


@remembering()
def releases_visible_to(user: Any, day: date | None = None) -> "QuerySet[AgendaRelease]":
    """What was released of the agenda is for everybody who sees the seminar."""
    return AgendaRelease.objects.filter(seminar__in=seminars_visible_to(user, day))


@remembering()
def sessions_visible_to(user: Any, day: date | None = None) -> "QuerySet[SeminarSession]":
    """The working copy, for those who prepare it and who chairs; readers are shown the released
    version instead."""
    on = day or clock.today()
    seen = everywhere(user, on, PREPARING) | opened(user, on, SeminarSession)
    return SeminarSession.objects.filter(seen | _chaired(user, ""))


@remembering()
def items_visible_to(user: Any, day: date | None = None) -> "QuerySet[AgendaItem]":
    """The working copy, for those who prepare it and who chairs; readers are shown the released
    version instead."""
    on = day or clock.today()
    seen = everywhere(user, on, PREPARING) | opened(user, on, AgendaItem)
    return AgendaItem.objects.filter(seen | _chaired(user, "session__"))


@remembering()
def documents_visible_to(user: Any, day: date | None = None) -> "QuerySet[SeminarDocument]":
    """The secretariat's desk all; others what is released to them and no longer under embargo."""
    on = day or clock.today()
    held = roles_of(user, on)
    audiences = ["public"]
    if held & {*TAKING_PART, "statistician"}:
        audiences += ["delegations", "press"]
    elif "press" in held:
        audiences.append("press")
    out = Q(embargo_until=None) | Q(embargo_until__lte=clock.now())
    seen = Q(state="released", audience__in=audiences) & out & ~Q(seminar__state="planned")
    return SeminarDocument.objects.filter(
        seen | everywhere(user, on, DESK) | opened(user, on, SeminarDocument)
    )


@remembering()
def delegations_visible_to(user: Any, day: date | None = None) -> "QuerySet[Delegation]":
    """The desk all; an office its own; whoever attends those that were approved."""
    on = day or clock.today()
    seen = everywhere(user, on, SCREENING) | own(user, on, SPEAKERS)
    if roles_of(user, on) & ATTENDING:
        seen |= Q(state__in=("approved", "accredited", "checked_in", "attended", "absent"))
    return Delegation.objects.filter(seen | opened(user, on, Delegation))


@remembering()
def interventions_visible_to(user: Any, day: date | None = None) -> "QuerySet[Intervention]":
    """The desk and the chair all; an office its own; who attends the queue and what was said."""
    on = day or clock.today()
    seen = everywhere(user, on, SCREENING) | own(user, on, SPEAKERS, "delegation__office")
    seen |= _chaired(user, "item__session__")
    if roles_of(user, on) & ATTENDING:
        seen |= Q(state__in=("queued", "given", "submitted_in_writing"))
    return Intervention.objects.filter(seen | opened(user, on, Intervention))


@remembering()
def minutes_visible_to(user: Any, day: date | None = None) -> "QuerySet[MinutesEntry]":
    on = day or clock.today()
    seen = everywhere(user, on, SCREENING) | _confirmed_and_open()
    if roles_of(user, on) & TAKING_PART:
        seen |= Q(state__in=("circulated", "confirmed"))
    return MinutesEntry.objects.filter(seen | opened(user, on, MinutesEntry))


def minutes_published() -> "QuerySet[MinutesEntry]":
    return MinutesEntry.objects.filter(_confirmed_and_open())


@remembering()
def corrections_visible_to(user: Any, day: date | None = None) -> "QuerySet[MinutesCorrection]":
    on = day or clock.today()
    seen = everywhere(user, on, DESK) | own(user, on, SPEAKERS, "delegation__office")
    return MinutesCorrection.objects.filter(seen | opened(user, on, MinutesCorrection))


@remembering()
def addresses_visible_to(user: Any, day: date | None = None) -> "QuerySet[Address]":
    """Those who write and clear it; everybody once it was given."""
    on = day or clock.today()
    writing = everywhere(user, on, ("planning", *DESK))
    return Address.objects.filter(Q(state="given") | writing | opened(user, on, Address))


@remembering()
def proposals_visible_to(user: Any, day: date | None = None) -> "QuerySet[Proposal]":
    """The public those with a published answer; whoever takes part those filed; the desk what was
    submitted; an office its own and what it was asked to co-sponsor, drafts too."""
    on = day or clock.today()
    held = roles_of(user, on)
    seen = PUBLISHED
    if held & TAKING_PART:
        seen |= Q(state__in=FILED) | Q(state="withdrawn", filed_on__isnull=False)
    if held & {*SCREENING}:
        seen |= Q(state__in=("submitted", "reference")) | Q(
            state__in=("drafted", "withdrawn"), submitted_on__isnull=False
        )
    if held & {*WRITERS}:
        mine = Sponsorship.objects.filter(own(user, on, WRITERS), state__in=("invited", "accepted"))
        seen |= own(user, on, WRITERS) | Q(pk__in=mine.values("proposal_id"))
    return Proposal.objects.filter(seen | opened(user, on, Proposal))


@remembering()
def sponsorships_visible_to(user: Any, day: date | None = None) -> "QuerySet[Sponsorship]":
    """Who stands behind a proposal is seen with it; who was asked, by both sides and the desk."""
    on = day or clock.today()
    both = own(user, on, WRITERS) | own(user, on, WRITERS, "proposal__office")
    accepted = Q(state="accepted", proposal__in=proposals_visible_to(user, on))
    desk = everywhere(user, on, SCREENING) & Q(proposal__submitted_on__isnull=False)
    return Sponsorship.objects.filter(both | accepted | desk | opened(user, on, Sponsorship))


@remembering()
def answers_visible_to(user: Any, day: date | None = None) -> "QuerySet[Answer]":
    """Published ones with their proposal; drafts by the handlers of the proposal and the desk."""
    on = day or clock.today()
    out = Q(published_at__isnull=False, proposal__in=proposals_visible_to(user, on))
    mine = NOTHING
    if roles_of(user, on) & {*HANDLERS}:
        handled = Handling.objects.filter(own(user, on, HANDLERS)).values("proposal_id")
        mine = Q(proposal__in=handled)
    return Answer.objects.filter(out | mine | everywhere(user, on, DESK))


@remembering()
def stances_visible_to(user: Any, day: date | None = None) -> "QuerySet[Stance]":
    """Named and official, for whoever takes part."""
    on = day or clock.today()
    seen = NOTHING
    if roles_of(user, on) & TAKING_PART:
        seen = Q(proposal__state__in=FILED)
    return Stance.objects.filter(seen | opened(user, on, Stance))


@remembering()
def remarks_visible_to(user: Any, day: date | None = None) -> "QuerySet[Remark]":
    """What was hidden or withdrawn only the desk reads."""
    on = day or clock.today()
    seen = everywhere(user, on, DESK)
    if roles_of(user, on) & TAKING_PART:
        seen |= Q(proposal__state__in=FILED, state="posted")
    return Remark.objects.filter(seen | opened(user, on, Remark))


@remembering()
def batches_visible_to(user: Any, day: date | None = None) -> "QuerySet[AnswerBatch]":
    on = day or clock.today()
    seen = everywhere(user, on, DESK)
    if roles_of(user, on) & TAKING_PART:
        seen |= Q(state="published")
    return AnswerBatch.objects.filter(seen | opened(user, on, AnswerBatch))


def _confirmed_and_open() -> Q:
    return Q(state="confirmed", item__session__seminar__open_minutes=True)


def _chaired(user: Any, session: str) -> Q:
    """What hangs on a session that the user chairs; `session` is the path to it."""
    chair = {f"{session}chair__user_id": _key(user)}
    return Q(**chair) | Q(**{f"{session}seminar__chair__user_id": _key(user)})


def _key(user: Any) -> int:
    """The key of the account, one that nobody has for who is not signed in."""
    key = getattr(user, "pk", None)
    return key if isinstance(key, int) else 0
