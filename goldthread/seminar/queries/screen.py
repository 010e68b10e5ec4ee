"""What the hall's screen shows: the items now and next, the queue, the proposals under discussion.

One state for everybody who takes part and a shorter one for others who attend, so that it is made
once for a hall. Texts of the agenda are those of the released version: the working copy only says
which item is under way or over. Nothing here is more than `visible_to` gives a delegate.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Count

from goldthread.offices.models import OfficeVersion
from goldthread.offices.queries import offices_named_on, roles_of
from goldthread.seminar.codelists import item_kinds
from goldthread.seminar.models import (
    AgendaItem,
    Delegation,
    Intervention,
    Proposal,
    Seminar,
    Stance,
)
from goldthread.seminar.models.discussion import ABSTAIN, OPPOSE, SUPPORT
from goldthread.seminar.queries.agenda import ShownItem, ShownSession, released
from goldthread.seminar.queries.visible import (
    ATTENDING,
    FILED,
    TAKING_PART,
)
from goldthread.workflow import clock
from goldthread.workflow.texts import Titles

Audience = Literal["delegates", "attending"]
"""Who takes part reads proposals and stances; the press and others who attend do not."""

MOST_IN_QUEUE, MOST_PROPOSALS = 5, 4
PRESENT = ("accredited", "checked_in", "attended")
HELD = ("taken", "closed")


@dataclass(frozen=True)
class Item:
    """Of the released agenda; `begins` is when it was to begin."""

    key: int
    titles: Titles
    kind: Titles
    session: Titles
    room: Titles
    begins: datetime
    minutes: int
    speakers: tuple[Titles, ...]


@dataclass(frozen=True)
class Speaking:
    place: int
    office: Titles
    subject: str
    minutes: int


@dataclass(frozen=True)
class Debated:
    """A proposal with the stances taken on it; `carried` ones wait to be confirmed, and of the
    delegations there, `silent` ones have said nothing."""

    key: int
    number: str
    titles: Titles
    office: Titles
    support: int
    oppose: int
    abstain: int
    carried: int
    silent: int

    @property
    def waiting(self) -> int:
        """Delegations whose stance is not known yet."""
        return self.carried + self.silent


@dataclass(frozen=True)
class Screen:
    seminar: Titles
    in_session: bool
    now: tuple[Item, ...]
    next: Item | None
    queue: tuple[Speaking, ...]
    queued: int
    proposals: tuple[Debated, ...]
    debated: int


def audience_of(user: Any, day: date | None = None) -> Audience | None:
    """Which state of a screen the user may see; None for whoever does not attend."""
    held = roles_of(user, day or clock.today())
    if held & TAKING_PART:
        return "delegates"
    return "attending" if held & ATTENDING else None


def screen(seminar: Seminar, audience: Audience) -> Screen:
    """As things stand now: at most eight queries, whatever there is."""
    agenda = _agenda(seminar)
    states = dict(AgendaItem.objects.filter(session__seminar=seminar).values_list("pk", "state"))
    now = tuple(item for item in agenda if states.get(item.key) == "under_way")
    offices = _Names()
    queue = _queue(now, offices)
    debated = _debated(seminar, now, offices) if audience == "delegates" else []
    return Screen(
        seminar={"en": seminar.title_en, "zh": seminar.title_zh},
        in_session=seminar.state == "in_session",
        now=now,
        next=_next(agenda, states),
        queue=tuple(queue[:MOST_IN_QUEUE]),
        queued=len(queue),
        proposals=tuple(debated[:MOST_PROPOSALS]),
        debated=len(debated),
    )


def _agenda(seminar: Seminar) -> list[Item]:
    """The items of the last release, in its order."""
    agenda = released(seminar)
    return [] if agenda is None else [_item(*each) for each in agenda.items()]


def _item(session: ShownSession, item: ShownItem) -> Item:
    return Item(
        key=int(item.key),
        titles=item.titles,
        kind=item_kinds()[item.kind].titles,
        session=session.titles,
        room=session.room or {"en": "", "zh": ""},
        begins=item.begins,
        minutes=item.minutes,
        speakers=tuple(each.titles for each in item.speakers),
    )


def _next(agenda: Sequence[Item], states: Mapping[int, str]) -> Item | None:
    """The earliest not begun; what was to begin before the last one begun was passed over.

    By the time, not by the place in the agenda: sessions go on side by side.
    """
    begun = [item for item in agenda if states.get(item.key) in ("under_way", "done")]
    last = max((item.begins for item in begun), default=None)
    rest = [item for item in agenda if item not in begun]
    rest = [item for item in rest if last is None or item.begins >= last]
    return min(rest, key=lambda item: item.begins, default=None)


class _Names:
    """Names of offices today, asked for once for all that a screen shows."""

    def __init__(self) -> None:
        self._found: dict[int, Titles] | None = None

    def __getitem__(self, office: int) -> Titles:
        if self._found is None:
            self._found = {row.office_id: _short(row) for row in offices_named_on(clock.today())}
        return self._found.get(office, {"en": "", "zh": ""})


def _short(row: OfficeVersion) -> Titles:
    return {"en": row.short_en or row.name_en, "zh": row.short_zh or row.name_zh}


def _queue(now: Iterable[Item], offices: _Names) -> list[Speaking]:
    keys = [item.key for item in now]
    rows = Intervention.objects.filter(item__in=keys, state="queued")
    rows = rows.order_by("item__session__starts", "item", "position", "pk")
    return [
        Speaking(
            row["position"], offices[row["delegation__office"]], row["subject"], row["minutes"]
        )
        for row in rows.values("position", "delegation__office", "subject", "minutes")
    ]


def _debated(seminar: Seminar, now: Iterable[Item], offices: _Names) -> list[Debated]:
    """Those of the items under way first, then by number."""
    keys = {item.key for item in now}
    rows = list(
        Proposal.objects.filter(seminar=seminar, state__in=FILED, discussion="open").values(
            "pk", "number", "title_en", "title_zh", "office", "item"
        )
    )
    rows.sort(key=lambda row: (row["item"] not in keys, row["number"]))
    if not rows:
        return []
    there = Delegation.objects.filter(seminar=seminar, state__in=PRESENT).count()
    counted = _counted([row["pk"] for row in rows[:MOST_PROPOSALS]])
    return [_debate(row, counted, there, offices) for row in rows]


def _counted(proposals: list[int]) -> Counter[tuple[int, str]]:
    """Stances by proposal and position; those not yet confirmed as `carried`."""
    rows = Stance.objects.filter(proposal__in=proposals, state__in=("carried", *HELD))
    found: Counter[tuple[int, str]] = Counter()
    for proposal, state, position, count in rows.values_list(
        "proposal", "state", "position"
    ).annotate(Count("pk")):
        found[proposal, position if state in HELD else "carried"] += count
    return found


def _debate(
    row: dict[str, Any], counted: Counter[tuple[int, str]], there: int, offices: _Names
) -> Debated:
    key = row["pk"]
    said = {name: counted[key, name] for name in (SUPPORT, OPPOSE, ABSTAIN, "carried")}
    return Debated(
        key=key,
        number=row["number"],
        titles={"en": row["title_en"], "zh": row["title_zh"]},
        office=offices[row["office"]],
        silent=max(0, there - sum(said.values())),
        **said,
    )
