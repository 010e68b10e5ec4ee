"""Badges that were read at the door: [{badge, at}], as a phone sends them, perhaps much later."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from goldthread.programme.given import reading
from goldthread.seminar.models import Delegate, Delegation
from goldthread.workflow.texts import Titles

WHAT: Titles = {"en": "badge", "zh": "证件"}
BADGE: Titles = {"en": "code of the badge", "zh": "证件号"}
KEYS = frozenset({"badge", "at"})
MOST = 500
EARLY = timedelta(days=7)
"""How long before the first day somebody may check in."""
AHEAD = timedelta(minutes=10)
"""How far the clock of a phone may be ahead."""


@dataclass(frozen=True)
class Read:
    badge: str
    at: datetime


def read(given: object, delegation: Delegation, now: datetime) -> tuple[Read, ...]:
    """Each of the delegation and not replaced, each at a time that can be."""
    rows = reading.rows(WHAT, given, KEYS, MOST)
    if not rows:
        reading.wrong(WHAT, 1, "read one badge at least.", "请至少读取一个证件。")
    known = {row.badge: row for row in Delegate.objects.filter(delegation=delegation)}
    found = []
    for number, row in enumerate(rows, 1):
        badge = reading.text(WHAT, number, row.get("badge"), BADGE, 40)
        _refuse_unknown(number, badge, known.get(badge))
        found.append(Read(badge, moment(number, badge, row.get("at"), delegation, now)))
    return tuple(found)


def _refuse_unknown(number: int, badge: str, row: Delegate | None) -> None:
    if row is None:
        reading.wrong(
            WHAT,
            number,
            "{badge} is no badge of this delegation.",
            "{badge}不是本代表团的证件。",
            badge=badge,
        )
    if row.replaced_at is not None:
        reading.wrong(
            WHAT,
            number,
            "{badge} is void: who bore it ({name}) was replaced.",
            "{badge}已失效：持证人（{name}）已被更换。",
            badge=badge,
            name=str(row),
        )


def moment(
    number: int, badge: str, given: object, delegation: Delegation, now: datetime
) -> datetime:
    """When it was read; a phone's clock may be a little ahead, never is it later than now."""
    try:
        at = datetime.fromisoformat(given if isinstance(given, str) else "")
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        reading.wrong(
            WHAT,
            number,
            "give the time of {badge} with its time zone, such as 2019-07-30T08:45:00+08:00.",
            "请填写{badge}带时区的时间，如2019-07-30T08:45:00+08:00。",
            badge=badge,
        )
    if at > now + AHEAD or at.date() < delegation.seminar.starts - EARLY:
        reading.wrong(
            WHAT,
            number,
            "{badge} was read at {at}, which cannot be; set the clock of the phone right.",
            "{badge}的读取时间{at}不合理，请校正手机时钟。",
            badge=badge,
            at=at.isoformat(),
        )
    return min(at, now)
