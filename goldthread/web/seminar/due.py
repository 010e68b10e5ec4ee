"""What is due at a seminar for whoever reads its page: a sentence, its day, where it is done."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.seminar import queries
from goldthread.seminar.models import Seminar
from goldthread.web.acting.frame import address as link
from goldthread.web.seminar.common import DESK, held
from goldthread.web.seminar.pickers import delegations_of
from goldthread.web.seminar.registering import office_name
from goldthread.workflow import clock

WRITING = frozenset({"contributor", "delegate", "provincial_coordinator", "provincial_head"})


@dataclass(frozen=True)
class Due:
    """`late`: the day is over."""

    text: str
    href: str = ""
    day: date | None = None

    @property
    def late(self) -> bool:
        return self.day is not None and self.day < clock.today()


def due_for(request: HttpRequest, seminar: Seminar) -> list[Due]:
    if not request.user.is_authenticated:
        return []
    found = _for_offices(request, seminar) + _for_writers(request, seminar)
    return found + (_for_desk(request, seminar) if held(request) & DESK else [])


def _for_offices(request: HttpRequest, seminar: Seminar) -> list[Due]:
    """Of the delegations for which the reader speaks."""
    rows = delegations_of(request.user).filter(seminar=seminar).select_related("office")
    found = []
    for row in rows:
        name = {"office": office_name(row, request.lang)}
        href = link(request, f"/delegations/{row.pk}")
        if seminar.state == "nominations_open" and row.state == "invited":
            text = _("Nominate the delegation of %(office)s") % name
            found.append(Due(text, href, seminar.nominations_until))
        if seminar.state == "circulated":
            text = _("Read the minutes and ask for corrections, for %(office)s") % name
            minutes = link(request, f"/seminars/{seminar.key}/minutes")
            found.append(Due(text, minutes, seminar.corrections_until))
    return found


def _for_writers(request: HttpRequest, seminar: Seminar) -> list[Due]:
    if seminar.state not in ("called", "nominations_open") or not held(request) & WRITING:
        return []
    href = link(request, f"/seminars/{seminar.key}/proposals")
    return [Due(_("Hand in proposals"), href, seminar.proposals_until)]


def _for_desk(request: HttpRequest, seminar: Seminar) -> list[Due]:
    """What waits for the secretariat, counted."""
    user, path = request.user, f"/seminars/{seminar.key}"
    delegations = queries.delegations_visible_to(user).filter(seminar=seminar)
    asked = queries.interventions_visible_to(user).filter(delegation__seminar=seminar)
    corrections = queries.corrections_visible_to(user).filter(delegation__seminar=seminar)
    counted = (
        (_nominated, delegations.filter(state="nominated"), "/delegations"),
        (_badges, delegations.filter(state="approved"), "/delegations"),
        (_asked, asked.filter(state="requested"), "/interventions"),
        (_corrections, corrections.filter(state="proposed"), "/minutes"),
    )
    return [
        Due(told(n), link(request, path + where))
        for told, rows, where in counted
        if (n := int(rows.count()))
    ]


def _nominated(n: int) -> str:
    return ngettext(
        "%(n)d nomination waits for approval", "%(n)d nominations wait for approval", n
    ) % {"n": n}


def _badges(n: int) -> str:
    return ngettext(
        "%(n)d approved delegation has no badges yet",
        "%(n)d approved delegations have no badges yet",
        n,
    ) % {"n": n}


def _asked(n: int) -> str:
    return ngettext(
        "%(n)d wish to speak waits for its place",
        "%(n)d wishes to speak wait for their places",
        n,
    ) % {"n": n}


def _corrections(n: int) -> str:
    return ngettext(
        "%(n)d correction of the minutes waits for a decision",
        "%(n)d corrections of the minutes wait for a decision",
        n,
    ) % {"n": n}
