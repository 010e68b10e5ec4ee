"""What can be chosen in the forms of proposals: only what the user may see.

What is written on a proposal knows it from the address: `asked.obj` has it, where the user may see
it. An office is chosen by its code, whatever else by its key.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.offices.codelists import kinds
from goldthread.offices.models import OfficeVersion
from goldthread.offices.queries import offices_named_on
from goldthread.programme.codelists import titles_of
from goldthread.programme.finding import REGIONAL, found
from goldthread.seminar import queries
from goldthread.seminar.codelists import AnswerClass, answer_classes
from goldthread.seminar.models import Answer, AnswerBatch, Delegation, Proposal, Remark, Seminar
from goldthread.seminar.parties import SPEAKERS, WRITERS
from goldthread.seminar.rules.discussion import POSITIONS
from goldthread.web.acting.widgets import Asked, Choice
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

TAKING = ("called", "nominations_open", "documents_closed", "in_session")
"""States of a seminar in which proposals may be written for it."""


def given(request: HttpRequest, name: str) -> str:
    """What the address or the form says of a field."""
    return request.POST.get(name, "") or request.GET.get(name, "")


def seen_seminar(request: HttpRequest) -> Seminar | None:
    seminar = found(Seminar, given(request, "seminar"), "cycle")
    rows = queries.seminars_visible_to(request.user)
    return seminar if seminar is not None and rows.filter(pk=seminar.pk).exists() else None


def seen_proposal(request: HttpRequest, name: str = "proposal") -> Proposal | None:
    """The proposal that the address names, where the user sees it."""
    proposal = found(Proposal, given(request, name), "seminar__cycle", "office")
    rows = queries.proposals_visible_to(request.user)
    return proposal if proposal is not None and rows.filter(pk=proposal.pk).exists() else None


def seminars(asked: Asked) -> list[Choice]:
    """Those that still take proposals; of what is begun in one, that one."""
    if getattr(asked.obj, "seminar_id", None):
        rows: Iterable[Seminar] = [asked.obj.seminar]
    else:
        rows = queries.seminars_visible_to(asked.request.user).filter(state__in=TAKING)
    return [Choice(str(row.pk), row.title(asked.lang)) for row in rows]


def own_offices_of(user: Any) -> frozenset[int]:
    """The offices, with what stands under them, for which the user writes proposals."""
    return offices.scope_of(user, clock.today(), WRITERS)


def own_offices(asked: Asked) -> list[Choice]:
    """The user's own offices that may propose."""
    today = clock.today()
    own = own_offices_of(asked.request.user)
    rows = offices_named_on(today).filter(office_id__in=own, kind=REGIONAL)
    return _named(rows, asked.lang)


def other_offices(asked: Asked) -> list[Choice]:
    """Who may be asked to co-sponsor: regional offices that are not sponsors yet."""
    rows = offices_named_on(clock.today()).filter(kind=REGIONAL)
    if asked.obj.proposal_id:
        stands = asked.obj.proposal.sponsorships.filter(state__in=("invited", "accepted"))
        rows = rows.exclude(office_id__in=stands.values("office_id"))
    return _named(rows, asked.lang)


def departments(asked: Asked) -> list[Choice]:
    """Who handles proposals: the departments of the national office."""
    return _named(offices_named_on(clock.today()).filter(kind="department"), asked.lang)


def task_leads(asked: Asked) -> list[Choice]:
    """Who can lead what an answer promises."""
    rows = offices_named_on(clock.today()).filter(kind__in=("department", REGIONAL))
    return _named(rows, asked.lang)


def _named(rows: Iterable[OfficeVersion], lang: str) -> list[Choice]:
    """By kind and code."""
    order = list(kinds())
    found = sorted(rows, key=lambda row: (order.index(row.kind), row.office.code))
    return [Choice(r.office.code, r.name_zh if lang == "zh" else r.name_en) for r in found]


def lines_of_work(asked: Asked) -> list[Choice]:
    return [
        Choice(code, in_language(titles, asked.lang))
        for code, titles in titles_of("lines_of_work").items()
    ]


def items(asked: Asked) -> list[Choice]:
    """What is planned or under way on the agenda of the proposal's seminar."""
    rows = queries.items_visible_to(asked.request.user).filter(
        session__seminar=asked.obj.seminar_id,
        session__state="planned",
        state__in=("planned", "under_way"),
    )
    rows = rows.select_related("session").order_by("session__starts", "position", "pk")
    return [
        Choice(str(row.pk), row.title(asked.lang), row.session.title(asked.lang)) for row in rows
    ]


def classes(asked: Asked) -> list[Choice]:
    """The classes of answers, each with what it asks for."""
    return [
        Choice(each.code, f"{each.code} · {class_title(each, asked.lang)}")
        for each in answer_classes().values()
    ]


def class_title(found: AnswerClass, lang: str) -> str:
    asks = [
        _("needs a task or a plan") if found.needs_task else "",
        _("needs a reason") if found.needs_reason else "",
    ]
    said = _("; ").join(filter(None, asks))
    title = in_language(found.titles, lang)
    return _("%(title)s (%(asks)s)") % {"title": title, "asks": said} if said else title


def positions(asked: Asked) -> list[Choice]:
    return [Choice(code, in_language(titles, asked.lang)) for code, titles in POSITIONS.items()]


def proposals(asked: Asked) -> list[Choice]:
    """The proposal that something new is said of."""
    return [_one(asked.obj.proposal, asked.lang)] if asked.obj.proposal_id else []


def _one(proposal: Proposal, lang: str) -> Choice:
    return Choice(str(proposal.pk), f"{proposal.number} {proposal.title(lang)}".strip())


def delegations(asked: Asked) -> list[Choice]:
    """The user's own delegations to the seminar of the proposal."""
    if not asked.obj.proposal_id:
        return []
    rows = own_delegations(asked.request.user, asked.obj.proposal.seminar_id)
    names = {row.office_id: row for row in offices_named_on(clock.today())}
    zh = asked.lang == "zh"
    found = [(row, names.get(row.office_id)) for row in rows]
    return [
        Choice(str(row.pk), (name.name_zh if zh else name.name_en) if name else row.office.code)
        for row, name in found
    ]


def own_delegations(user: Any, seminar: int) -> list[Delegation]:
    """Those that the user speaks for."""
    own = offices.scope_of(user, clock.today(), SPEAKERS)
    rows = queries.delegations_visible_to(user).filter(seminar=seminar, office__in=own)
    return list(rows.select_related("office").order_by("office__code"))


def remarks(asked: Asked) -> list[Choice]:
    """The remark that is answered; a form for all of them would be as long as the discussion."""
    if not asked.obj.proposal_id:
        return []
    answered = found(Remark, given(asked.request, "reply_to"))
    rows = queries.remarks_visible_to(asked.request.user).filter(
        proposal=asked.obj.proposal_id, state="posted", pk=answered.pk if answered else None
    )
    return [Choice(str(row.pk), excerpt(row.text)) for row in rows]


def excerpt(text: str, most: int = 80) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def pending(asked: Asked) -> list[Choice]:
    """Proposals whose answer is drafted and in no other batch."""
    batch: AnswerBatch = asked.obj
    if not batch.seminar_id:
        return []
    rows = waiting(asked.request.user, batch)
    return [
        Choice(str(row.pk), f"{row.number} {row.title(asked.lang)}", row.latest_class)
        for row in rows
    ]


def waiting(user: Any, batch: AnswerBatch) -> "QuerySet[Proposal]":
    """What the batch may hold, with `latest_class`: the class of the answer that is drafted."""
    rows = queries.proposals_visible_to(user).filter(
        seminar=batch.seminar_id, state="answer_pending"
    )
    own = Q(answers__batch=batch.pk) if batch.pk else Q(pk__in=())
    latest = _drafted(user).order_by("-round").values("answer_class")[:1]
    rows = rows.annotate(latest_class=Subquery(latest))
    return rows.filter(_free(user) | own).order_by("latest_class", "number").distinct()


def unbatched(user: Any) -> dict[int, int]:
    """By seminar, how many drafted answers are in no batch: one query."""
    rows = queries.proposals_visible_to(user).filter(_free(user), state="answer_pending")
    return dict(rows.order_by().values_list("seminar_id").annotate(n=Count("pk")))


def _drafted(user: Any) -> "QuerySet[Answer]":
    return queries.answers_visible_to(user).filter(
        proposal=OuterRef("pk"), part=False, published_at=None
    )


def _free(user: Any) -> Q:
    return Q(~Exists(_drafted(user).filter(batch__state="gathered")))
