"""Days as this part keeps them: half-open. `starts` is the first day on which a thing holds,
`ends` the first day on which it no longer does; None: no end is known.

One thing ends on the very day on which the next starts, so that nothing is added or taken away
when rows are cut and joined. (The code lists of regions print both ends inclusive.)
"""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

FOREVER = date.max


def day_of(moment: datetime) -> date:
    """The site's day on which a moment lies."""
    day: date = timezone.localtime(moment).date()
    return day


def holds(starts: date, ends: date | None, day: date) -> bool:
    return starts <= day and (ends is None or day < ends)


def overlap(
    one: tuple[date, date | None], other: tuple[date, date | None]
) -> tuple[date, date | None] | None:
    """The days that two spans share, or None."""
    starts = max(one[0], other[0])
    last = min(one[1] or FOREVER, other[1] or FOREVER)
    return (starts, None if last == FOREVER else last) if starts < last else None


def on(day: date, prefix: str = "") -> Q:
    """The rows that hold on a day; `prefix` leads to the dated table, such as "office__"."""
    still = Q(**{f"{prefix}ends": None}) | Q(**{f"{prefix}ends__gt": day})
    return Q(**{f"{prefix}starts__lte": day}) & still
