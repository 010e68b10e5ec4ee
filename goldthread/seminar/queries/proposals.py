"""The list of proposals: those a user sees on a day, with what a page of them shows.

As many queries for a page of two thousand as for one row; nothing is asked row by row.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet

from goldthread.offices.models import Office, OfficeVersion
from goldthread.offices.queries import remembering, roles_of
from goldthread.programme.queries.ledger import counted
from goldthread.programme.queries.scopes import own
from goldthread.seminar.models import Handling, Proposal, Seminar, Sponsorship
from goldthread.seminar.models.discussion import SUPPORT
from goldthread.seminar.parties import HANDLERS, WRITERS
from goldthread.seminar.queries.visible import (
    TAKING_PART,
    proposals_visible_to,
    sponsorships_visible_to,
    stances_visible_to,
)
from goldthread.workflow import clock
from goldthread.workflow.texts import Titles

SORTS: dict[str, tuple[str, ...]] = {
    "number": ("-seminar__starts", "number"),
    "office": ("office__code", "number"),
    "state": ("state", "number"),
    "line_of_work": ("line_of_work", "number"),
    "submitted": ("submitted_on", "number"),
    "supporters": ("supporters", "number"),
}
COUNTED = ("taken", "closed")
"""A stance counts once its delegation took or confirmed it."""

LONG = ("background_en", "background_zh", "request_en", "request_zh")
PAGE = 50
SPONSORED, HANDLED = "sponsored", "handled"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the list is narrowed and ordered by; what is not given does not narrow.

    `office` (that makes it), `sponsor` (that stands behind it) and `handler` are codes of offices;
    `own` is `SPONSORED` or `HANDLED`: what the user's own offices stand behind, or handle;
    `text` is a part of a title or of what is asked for, or the beginning of a number; `sort` is a
    name of `SORTS`, descending with "-" before it.
    """

    seminar: Seminar | None = None
    states: tuple[str, ...] = ()
    line_of_work: str = ""
    office: str = ""
    sponsor: str = ""
    handler: str = ""
    own: str = ""
    measure: int | None = None
    item: int | None = None
    answer_class: str = ""
    text: str = ""
    sort: str = ""


ALL = Filters()


@dataclass(frozen=True)
class Row:
    """A proposal with its office's short name, how many offices stand behind it, its stances by
    position, and the codes of its handlers, the lead first."""

    proposal: Proposal
    office: Titles
    sponsors: int
    stances: Mapping[str, int]
    handlers: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """`rows` of a page; `total` of all that fit. `by_state`, `by_line`: how many fit in each
    state (line of work) if it were the one asked for."""

    rows: tuple[Row, ...]
    total: int
    by_state: Mapping[str, int]
    by_line: Mapping[str, int]


@remembering()
def listing(
    user: Any,
    filters: Filters = ALL,
    day: date | None = None,
    *,
    first: int = 0,
    most: int | None = PAGE,
) -> Listing:
    """The rows from number `first` (from 0), at most `most` (None: all of them)."""
    on = day or clock.today()
    found = proposals(user, filters, on)
    page = list(found[first : None if most is None else first + most])
    by_state, by_line = _counted(user, filters, on)
    total = sum(n for state, n in by_state.items() if not filters.states or state in filters.states)
    return Listing(_rows(user, page, on), total, by_state, by_line)


def proposals(user: Any, filters: Filters = ALL, day: date | None = None) -> "QuerySet[Proposal]":
    """The proposals in order, with their office, seminar and task: each of those is read once, not
    once a row, and long texts only where they are asked for."""
    on = day or clock.today()
    rows = proposals_visible_to(user, on).filter(_narrowed(user, filters, on))
    if filters.sort.removeprefix("-") == "supporters":
        support = stances_visible_to(user, on).filter(position=SUPPORT, state__in=COUNTED)
        rows = rows.annotate(
            supporters=counted(support.filter(proposal_id=OuterRef("pk")), "proposal_id")
        )
    rows = rows.defer(*LONG).prefetch_related("office", "seminar", "task")
    return rows.order_by(*_order(filters.sort))


def _order(sort: str) -> list[Any]:
    """By number the latest seminar comes first; downwards each is turned about."""
    down = sort.startswith("-")
    found: list[Any] = []
    for name in SORTS.get(sort.removeprefix("-"), SORTS["number"]):
        field = F(name.removeprefix("-"))
        found.append(field.desc() if down != name.startswith("-") else field.asc())
    return [*found, "pk"]


def _narrowed(user: Any, filters: Filters, day: date) -> Q:
    found = Q()
    plain: dict[str, Any] = {
        "seminar": filters.seminar,
        "state__in": filters.states,
        "line_of_work": filters.line_of_work,
        "office__code": filters.office,
        "measure_id": filters.measure,
        "item_id": filters.item,
        "answer_class": filters.answer_class,
    }
    for name, value in plain.items():
        found &= Q(**{name: value}) if value else Q()
    if filters.sponsor:
        rows = sponsorships_visible_to(user, day).filter(
            office__code=filters.sponsor, state="accepted"
        )
        found &= Q(pk__in=rows.values("proposal_id"))
    if filters.handler:
        found &= Q(pk__in=_handled_by(user, filters.handler, day))
    return found & _own(user, filters.own, day) & _holding(filters.text)


def _own(user: Any, how: str, day: date) -> Q:
    """What the user's own offices stand behind, or were asked to; or what they handle."""
    if how == SPONSORED:
        stands = Sponsorship.objects.filter(
            own(user, day, WRITERS), state__in=("invited", "accepted")
        )
        return own(user, day, WRITERS) | Q(pk__in=stands.values("proposal_id"))
    if how == HANDLED:
        handled = Handling.objects.filter(own(user, day, HANDLERS))
        return Q(pk__in=handled.values("proposal_id"))
    return Q()


def _handled_by(user: Any, code: str, day: date) -> "QuerySet[Any]":
    """Who handles what is known inside; others know who answered."""
    if roles_of(user, day) & TAKING_PART:
        return Handling.objects.filter(office__code=code).values("proposal_id")
    return Proposal.objects.filter(answered_by__code=code).values("pk")


def _holding(text: str) -> Q:
    if not text:
        return Q()
    found = Q(number__istartswith=text)
    for name in ("title_en", "title_zh", "request_en", "request_zh"):
        found |= Q(**{f"{name}__icontains": text})
    return found


def _counted(user: Any, filters: Filters, day: date) -> tuple[dict[str, int], dict[str, int]]:
    """By state within the line of work asked for, by line of work within the states: one query."""
    wide = replace(filters, states=(), line_of_work="")
    rows = proposals_visible_to(user, day).filter(_narrowed(user, wide, day)).order_by()
    by_state: Counter[str] = Counter()
    by_line: Counter[str] = Counter()
    for state, line, n in rows.values_list("state", "line_of_work").annotate(n=Count("pk")):
        if filters.line_of_work in ("", line):
            by_state[state] += n
        if not filters.states or state in filters.states:
            by_line[line] += n
    return dict(by_state), dict(by_line)


def _rows(user: Any, page: Sequence[Proposal], day: date) -> tuple[Row, ...]:
    keys = [each.pk for each in page]
    names = _names({each.office_id for each in page}, day)
    sponsors = _sponsors(keys)
    stances = tallies(user, keys, day)
    handlers = _handlers(keys) if roles_of(user, day) & TAKING_PART else {}
    return tuple(
        Row(
            each,
            names.get(each.office_id, _code(each.office)),
            sponsors[each.pk],
            stances.get(each.pk, {}),
            tuple(handlers.get(each.pk, ())),
        )
        for each in page
    )


def _code(office: Office) -> Titles:
    return {"en": office.code, "zh": office.code}


def _names(offices: set[int], day: date) -> dict[int, Titles]:
    """The short names on the day, the last ones of offices that have ceased."""
    rows = OfficeVersion.objects.filter(office_id__in=offices, starts__lte=day).order_by("starts")
    found = rows.values_list("office_id", "short_en", "short_zh")
    return {office: {"en": en, "zh": zh} for office, en, zh in found}


def _sponsors(keys: Sequence[int]) -> Counter[int]:
    """Who stands behind a proposal is seen with it, and these are seen."""
    rows = Sponsorship.objects.filter(proposal_id__in=keys, state="accepted")
    grouped = rows.order_by().values_list("proposal_id").annotate(n=Count("pk"))
    return Counter(dict(grouped))


def tallies(user: Any, keys: Sequence[int], day: date) -> dict[int, dict[str, int]]:
    """Of each proposal, how many delegations hold which position; one query."""
    rows = stances_visible_to(user, day).filter(proposal_id__in=keys, state__in=COUNTED)
    grouped = rows.order_by().values_list("proposal_id", "position").annotate(n=Count("pk"))
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for proposal, position, n in grouped:
        found[proposal][position] = n
    return dict(found)


def _handlers(keys: Sequence[int]) -> dict[int, list[str]]:
    rows = Handling.objects.filter(proposal_id__in=keys).order_by("pk")
    found: dict[int, list[str]] = defaultdict(list)
    for proposal, code in rows.values_list("proposal_id", "office__code"):
        found[proposal].append(code)
    return dict(found)
