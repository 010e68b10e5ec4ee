"""What a phone read at the door, perhaps hours ago and for several delegations, taken in at once.

Sending it again changes nothing and gives the same answer; of each badge it is told what became of
it, and one that is refused keeps no other out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from goldthread.programme.errors import PartRefused
from goldthread.seminar.effects.seminar import GOING_ON
from goldthread.seminar.given import badges
from goldthread.seminar.given.badges import Read
from goldthread.seminar.models import Delegate, Delegation, Seminar
from goldthread.workflow import clock
from goldthread.workflow.engine import perform
from goldthread.workflow.errors import NotAllowed, PayloadRefused, Refused
from goldthread.workflow.log import hold
from goldthread.workflow.occasion import Actor
from goldthread.workflow.texts import Sentence, say

MOST = 2_000
GOING = ("documents_closed", "in_session")
Became = Literal["checked_in", "again", "refused"]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class CheckedIn:
    """What became of the row sent at `number` (from 1); `again`: the earlier time stands."""

    number: int
    badge: str
    became: Became
    at: datetime | None = None
    why_not: Sentence | None = None


def check_in(
    *, actor: Actor, seminar: Seminar, rows: Sequence[Row], at: datetime | None = None
) -> list[CheckedIn]:
    """In the order of the rows sent. Raises `NotAllowed` for who is not at the door, and
    `PayloadRefused` for what is no list of badges, with nothing changed."""
    _refuse_unreadable(rows)
    now = at or clock.now()
    told: dict[int, CheckedIn] = {}
    with transaction.atomic():
        hold("default")
        for delegation, numbered in _by_delegation(seminar, rows, told).items():
            _take(delegation, _right(delegation, numbered, now, told), actor, now, told)
    return [told[number] for number in sorted(told)]


def _refuse_unreadable(rows: object) -> None:
    readable = isinstance(rows, list | tuple) and all(isinstance(row, Mapping) for row in rows)
    if not readable or not 0 < len(rows) <= MOST:  # type: ignore[arg-type]
        raise PayloadRefused(
            say(
                "Send a list of 1 to {most} badges with their times.",
                "请发送1至{most}个证件号及时间的列表。",
                most=MOST,
            )
        )


def _by_delegation(
    seminar: Seminar, rows: Sequence[Row], told: dict[int, CheckedIn]
) -> dict[Delegation, list[tuple[int, Row]]]:
    """The rows with their numbers; of a badge that nobody was given it is told at once."""
    written = [str(row.get("badge") or "").strip() for row in rows]
    known = Delegate.objects.filter(delegation__seminar=seminar, badge__in=set(written))
    owners = {
        row.badge: row.delegation
        for row in known.select_related("delegation__seminar", "delegation__office")
    }
    found: dict[Delegation, list[tuple[int, Row]]] = {}
    for number, (badge, row) in enumerate(zip(written, rows, strict=True), 1):
        if badge in owners:
            found.setdefault(owners[badge], []).append((number, row))
        else:
            told[number] = CheckedIn(number, badge[:40], "refused", why_not=_unknown(badge))
    return found


def _unknown(badge: str) -> Sentence:
    return say(
        "{badge} is no badge of this seminar.",
        "{badge}不是本座谈会的证件。",
        badge=badge[:40] or "-",
    )


def _right(
    delegation: Delegation,
    rows: list[tuple[int, Row]],
    now: datetime,
    told: dict[int, CheckedIn],
) -> list[tuple[int, Read]]:
    """Those that can be read; of each other one it is told why not."""
    found = []
    for number, row in rows:
        try:
            [read] = badges.read([row], delegation, now)
        except PartRefused as fault:
            badge = str(row["badge"]).strip()
            told[number] = CheckedIn(number, badge, "refused", why_not=fault.sentence)
        else:
            found.append((number, read))
    return found


def _take(
    delegation: Delegation,
    numbered: list[tuple[int, Read]],
    actor: Actor,
    now: datetime,
    told: dict[int, CheckedIn],
) -> None:
    """One action of the delegation for all of them; none where everything is known already."""
    before = _times(delegation)
    news = [read for _, read in numbered if _is_news(read, before[read.badge])]
    try:
        if news:
            with transaction.atomic():
                _perform(delegation, news, actor, now)
    except NotAllowed:
        raise
    except Refused as refusal:
        for number, read in numbered:
            known = before[read.badge]
            told[number] = _again(number, read, known) or CheckedIn(
                number, read.badge, "refused", why_not=refusal.sentence
            )
        return
    after = _times(delegation)
    for number, read in numbered:
        became: Became = "again" if before[read.badge] is not None else "checked_in"
        told[number] = CheckedIn(number, read.badge, became, after[read.badge])


def _again(number: int, read: Read, known: datetime | None) -> CheckedIn | None:
    return None if known is None else CheckedIn(number, read.badge, "again", known)


def _is_news(read: Read, known: datetime | None) -> bool:
    return known is None or read.at < known


def _times(delegation: Delegation) -> dict[str, datetime | None]:
    rows = delegation.delegates.filter(badge__isnull=False, replaced_at=None)
    return dict(rows.values_list("badge", "checked_in_at"))


def _perform(delegation: Delegation, news: list[Read], actor: Actor, now: datetime) -> None:
    """After the seminar was closed, whoever had come took part too."""
    listed = [{"badge": read.badge, "at": read.at.isoformat()} for read in news]
    moment = max(now, delegation.updated_at)
    perform(
        delegation,
        "check_in",
        actor=actor,
        expected_version=delegation.version,
        payload={"badges": listed},
        at=moment,
    )
    if delegation.seminar.state not in GOING:
        perform(
            delegation,
            "note_attendance",
            actor=GOING_ON,
            expected_version=delegation.version,
            at=moment,
        )
