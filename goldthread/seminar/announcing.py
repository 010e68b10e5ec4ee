"""The notices that the calendar sends for the seminar: nominations, and embargoes that are over.

Level-triggered, as those of the ledger: every run looks at how things stand, a unique key keeps out
what was announced, and a run that was missed is made up by the next.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import F

from goldthread.offices.days import day_of
from goldthread.programme.announcing import Due, announce_each
from goldthread.programme.clocks import near_until
from goldthread.seminar.models import Delegation, SeminarDocument


def announce_nominations(moment: datetime) -> int:
    """How many notices were new."""
    return announce_each(nominations_due(day_of(moment)), moment)


def announce_opened(moment: datetime) -> int:
    """How many notices were new."""
    return announce_each(opened(moment), moment)


def nominations_due(day: date) -> Iterator[Due]:
    """Delegations not named yet: near the last day, or past it."""
    rows = Delegation.objects.filter(state="invited", seminar__state="nominations_open")
    for each in rows.select_related("seminar__cycle", "office").order_by("pk"):
        until = each.seminar.nominations_until
        if until < day:
            yield Due(each, "delegation.nomination_late", until.isoformat())
        elif until < near_until(each.seminar.cycle, day):
            yield Due(each, "delegation.nomination_due", until.isoformat())


def opened(moment: datetime) -> Iterator[Due]:
    """Documents that were released under an embargo which is over; each embargo once."""
    rows = SeminarDocument.objects.filter(
        state="released", embargo_until__lte=moment, embargo_until__gt=F("entered_at")
    ).exclude(seminar__state="planned")
    for each in rows.select_related("seminar").order_by("pk"):
        yield Due(each, "document.opened", each.embargo_until.isoformat())
