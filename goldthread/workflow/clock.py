"""The site's clock: real time, or, where a demonstration tells of another year, the time told.

`settings.GOLDTHREAD_CLOCK` is how far the site's clock is from the real one; it runs as fast. When
an event was recorded is always real time.
"""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def shift() -> timedelta:
    given: timedelta = getattr(settings, "GOLDTHREAD_CLOCK", timedelta())
    return given


def now() -> datetime:
    return datetime.now(UTC) + shift()


def today() -> date:
    """The site's day."""
    day: date = timezone.localtime(now()).date()
    return day
