"""Who takes over from a unit under a reform act, as the act passed it on."""

from datetime import timedelta
from fractions import Fraction

from goldthread.offices.models import Reform, Succession
from goldthread.offices.queries import lineage

ONE_DAY = timedelta(days=1)


def heirs(reform: Reform, office: str) -> dict[str, Fraction]:
    """Codes with shares; the office itself where it goes on. Functions alone pass without a share.

    A task is no function: it goes with the whole office unless somebody decides otherwise, so a
    unit that took over only a function has the share 0.
    """
    day = reform.effective
    found = {part.office: part.share for part in lineage().successors(office, day - ONE_DAY, day)}
    special = Succession.objects.filter(change__reform=reform, predecessor__code=office)
    for code in special.exclude(function="").values_list("successor__code", flat=True):
        found.setdefault(code, Fraction(0))
    return found


def heir(reform: Reform, office: str) -> str:
    """The largest share, first by code: what cannot be divided goes there."""
    shares = heirs(reform, office)
    return min(shares, key=lambda code: (-shares[code], code))
