"""What the stream reads from the ledger: in one thread, a few times a second, and little."""

from collections.abc import Collection
from typing import NamedTuple

from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.db.models import Max
from django.utils import timezone

from goldthread.offices.models import Person
from goldthread.seminar.models import Seminar
from goldthread.seminar.queries.screen import Audience
from goldthread.web.live.access import Admitted, Bearer, admitted
from goldthread.web.live.shown import Shown, shown
from goldthread.workflow.models import Event

PARTS = ("seminar", "offices")
RIGHTS = (Person._meta.label_lower, Seminar._meta.label_lower)


class Group(NamedTuple):
    """All whose screens are the same."""

    key: str
    audience: Audience
    lang: str


class News(NamedTuple):
    """Did something happen since the last look that a screen may show, or that ends a right?"""

    of_screens: bool
    of_rights: bool


NOTHING, ANYTHING = News(of_screens=False, of_rights=False), News(of_screens=True, of_rights=True)
MANY = 2_000
"""So many events are not looked through."""


class Source:
    """Every method is called from the same thread, which has the one connection."""

    def __init__(self) -> None:
        self._last: int | None = None

    def news(self) -> News:
        """One query on the log's key where nothing happened since somebody was first let in."""
        close_old_connections()
        last, self._last = self._last, _newest()
        if self._last == last:
            return NOTHING
        if last is None or self._last - last > MANY:
            return ANYTHING
        new = Event.objects.filter(sequence__gt=last, sequence__lte=self._last)
        kinds = set(new.order_by().values_list("object_type", flat=True).distinct())
        return News(
            of_screens=any(kind.partition(".")[0] in PARTS for kind in kinds),
            of_rights=not kinds.isdisjoint(RIGHTS),
        )

    def admitted(self, key: str, bearer: Bearer) -> Admitted | None:
        close_old_connections()
        if self._last is None:
            self._last = _newest()
        return admitted(key, bearer)

    def alive(self, sessions: Collection[str]) -> set[str]:
        """Those that nobody ended by signing out and that did not run out."""
        close_old_connections()
        kept = Session.objects.filter(session_key__in=sessions, expire_date__gt=timezone.now())
        return set(kept.values_list("session_key", flat=True))

    def shown(self, group: Group) -> Shown:
        return shown(Seminar.objects.get(key=group.key), group.audience, group.lang)


def _newest() -> int:
    return Event.objects.aggregate(Max("sequence"))["sequence__max"] or 0
