"""Ledger numbers (台账编号): `2019-H1-017`, of an assignment `2019-H1-017-ZJ`.

They are made under the lock of the log, so that no two tasks get the same.
"""

import re
from datetime import date

from goldthread.offices.days import on
from goldthread.offices.models import Office, RegionDuty
from goldthread.programme.models import Cycle, KeyTask
from goldthread.programme.models.base import NUMBER_LENGTH

DIGITS = 3


def national(cycle: Cycle) -> str:
    """The number after the highest one made in the cycle."""
    own = re.compile(rf"{re.escape(cycle.key)}-(\d{{1,9}})", re.ASCII)
    rows = KeyTask.objects.filter(cycle=cycle, ledger_number__startswith=f"{cycle.key}-")
    there = rows.values_list("ledger_number", flat=True)
    taken = [int(found[1]) for number in there if (found := own.fullmatch(number))]
    return f"{cycle.key}-{max(taken, default=0) + 1:0{DIGITS}}"


def assignment(parent: KeyTask, office: Office, day: date) -> str:
    """The number of the national task with the region the office answers for, else with its code.

    Where that is taken (offices were merged, or the task was assigned anew), a count is added.
    """
    suffix = _region(office, day) or office.code
    stem = f"{parent.ledger_number}-{suffix}"[: NUMBER_LENGTH - DIGITS]
    rows = KeyTask.objects.filter(cycle_id=parent.cycle_id, ledger_number__startswith=stem)
    taken = set(rows.values_list("ledger_number", flat=True))
    tries = (stem if n == 1 else f"{stem}.{n}" for n in range(1, len(taken) + 2))
    return next(number for number in tries if number not in taken)


def _region(office: Office, day: date) -> str:
    """The region without its country, where the office answers for exactly one."""
    regions = RegionDuty.objects.filter(on(day), office=office).values_list("region", flat=True)
    codes = list(regions[:2])
    return codes[0].partition("-")[2] if len(codes) == 1 else ""
