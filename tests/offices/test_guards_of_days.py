"""The database itself refuses overlaps and rows outside their office, written past every rule."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from goldthread.offices import guards_of_days
from goldthread.offices.models import (
    FunctionHolding,
    Membership,
    Office,
    OfficeVersion,
    ParentEdge,
    Person,
    Reach,
    RegionDuty,
)
from tests.offices.building import base, snapshot, staffed

D1, D2 = date(2015, 1, 1), date(2016, 1, 1)


def _id(code: str) -> int:
    return int(Office.objects.get(code=code).pk)


def _copy(model: Any, **where: Any) -> Any:
    row = model.objects.filter(**where).first()
    row.pk = None
    row.starts, row.ends = D1, D2
    return row


OVERLAPS: dict[str, Callable[[], Any]] = {
    "version": lambda: _copy(OfficeVersion, office__code="A"),
    "edge": lambda: ParentEdge(office_id=_id("A1"), parent_id=_id("B"), starts=D1, ends=D2),
    "holding": lambda: _copy(FunctionHolding, function="enforcement"),
    "exclusive": lambda: FunctionHolding(
        office_id=_id("B"), function="patents", territory="CN", exclusive=True, starts=D1
    ),
    "duty": lambda: _copy(RegionDuty, office__code="C"),
    "membership": lambda: _copy(Membership),
    "reach": lambda: _copy(Reach, office__code="A11"),
}
OUTSIDE: dict[str, Callable[[], Any]] = {
    "version": lambda: OfficeVersion(office_id=_id("A"), kind="national", starts=date(2009, 1, 1)),
    "edge": lambda: ParentEdge(office_id=_id("B"), parent_id=_id("A"), starts=date(2009, 1, 1)),
    "holding": lambda: FunctionHolding(
        office_id=_id("A"),
        function="copyright",
        territory="CN",
        exclusive=True,
        starts=date(2009, 1, 1),
    ),
    "duty": lambda: RegionDuty(office_id=_id("A"), region="CN-BJ", starts=date(2009, 12, 31)),
    "membership": lambda: Membership(
        office_id=_id("A"), person=Person.objects.get(), role="press", starts=date(2009, 12, 31)
    ),
}


def refused(write: Callable[[], Any]) -> None:
    before = snapshot()
    with pytest.raises(DatabaseError), transaction.atomic():
        write()
    assert snapshot() == before


def test_raw_writes_are_refused(ledger: str) -> None:
    base()
    staffed("planning", "A")
    for make in (*OVERLAPS.values(), *OUTSIDE.values()):
        row = make()
        refused(lambda row=row: row.save_base(force_insert=True))

    refused(lambda: Office.objects.filter(code="A").update(ends=D1))
    refused(lambda: Office.objects.filter(code="A").update(starts=D1))
    refused(lambda: OfficeVersion.objects.filter(office__code="A").update(starts="2009-01-01"))
    refused(lambda: ParentEdge.objects.filter(office__code="A1").update(parent_id=_id("A1")))
    refused(lambda: OfficeVersion.objects.filter(office__code="A").update(ends="2010-01-01"))


def test_touching_days_do_not_overlap(ledger: str) -> None:
    """The first ends on the day on which the second starts: half-open."""
    base()
    rows = FunctionHolding.objects.filter(function="patents", territory="CN")
    rows.update(ends=D1)
    FunctionHolding.objects.create(
        office_id=_id("B"), function="patents", territory="CN", exclusive=True, starts=D1
    )
    assert rows.count() == 2


def test_a_not_exclusive_function_has_several_holders(ledger: str) -> None:
    base()
    FunctionHolding.objects.create(
        office_id=_id("B"), function="enforcement", territory="CN", exclusive=False, starts=D1
    )
    assert FunctionHolding.objects.filter(function="enforcement").count() == 2


def test_migrating_again_keeps_the_guards(ledger: str) -> None:
    call_command("migrate", verbosity=0)
    base()
    row = OVERLAPS["exclusive"]()
    refused(lambda: row.save_base(force_insert=True))


def test_guards_off_let_the_same_writes_through(sqlite_ledger: str) -> None:
    """What is refused above is refused by the guards, not by something else."""
    base()
    staffed("planning", "A")
    guards_of_days.take_off("default")
    for make in (*OVERLAPS.values(), *OUTSIDE.values()):
        with transaction.atomic():
            make().save_base(force_insert=True)
            transaction.set_rollback(True)
    assert connection.vendor == "sqlite"
