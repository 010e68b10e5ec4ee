"""Numbers of proposals: `P-001`, counted in each seminar.

They are made under the lock of the log, so that no two proposals get the same.
"""

import re

from goldthread.seminar.models import Proposal, Seminar

DIGITS = 3
_NUMBER = re.compile(r"P-(\d{1,9})", re.ASCII)


def next_number(seminar: Seminar) -> str:
    """The number after the highest one made in the seminar."""
    there = Proposal.objects.filter(seminar=seminar, number__startswith="P-")
    numbers = there.values_list("number", flat=True)
    taken = [int(found[1]) for number in numbers if (found := _NUMBER.fullmatch(number))]
    return f"P-{max(taken, default=0) + 1:0{DIGITS}}"
