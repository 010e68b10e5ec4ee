"""The addresses of the July seminar: one given, one cleared, one in draft. They are bound to the
register, so they are written once that is loaded."""

from datetime import date, timedelta
from typing import Any

from goldthread.demo.seminar import july
from goldthread.demo.seminar.meeting import at
from goldthread.demo.seminar.script import script
from goldthread.demo.work.cast import Cast
from goldthread.demo.work.stage import SEED, Stage

DRAFTED, CLEARED = date(2019, 7, 22), date(2019, 7, 29)


def speak() -> None:
    """Those that are there stay."""
    from django.db import transaction

    from goldthread.offices import queries
    from goldthread.seminar.models import Address

    if Address.objects.exists():
        return
    with transaction.atomic(), queries.remembering():
        _tell(Stage(Cast.of_ledger(), SEED))


def _tell(stage: Stage) -> None:
    from goldthread.programme.models import Cycle
    from goldthread.seminar.models import AgendaItem, Seminar

    seminar = Seminar.objects.get(key=july.KEY)
    items = AgendaItem.objects.filter(session__seminar=seminar)
    opening, closing = items.get(kind="address"), items.get(kind="closing")
    given = _draft(stage, seminar, "given", opening)
    _clear(stage, given, CLEARED)
    into = Cycle.objects.get(key="2019-H2")
    moment = at(july.FIRST, 10, 4)
    stage.act(given, "give", stage.cast["planning"], moment, into=into.pk)
    _clear(stage, _draft(stage, seminar, "cleared", closing), at(july.FIRST, 18))
    _draft(stage, seminar, "drafted", None)


def _draft(stage: Stage, seminar: Any, name: str, item: Any) -> Any:
    from goldthread.seminar.models import Address

    return stage.make(
        Address(),
        "draft",
        stage.cast["planning"],
        DRAFTED,
        seminar=seminar.pk,
        item=item.pk if item else None,
        **script()["addresses"][name],
    )


def _clear(stage: Stage, address: Any, day: date) -> None:
    """What the check still asks about is accepted with a reason."""
    from goldthread.seminar.queries.checking import checked

    waiting = checked(address, None, july.FIRST - timedelta(days=1)).open_warnings()
    accepted = [{"finding": each.key, "reason": script()["acceptance"]} for each in waiting]
    stage.act(address, "clear", stage.cast["issuer"], day, accepted=accepted)
