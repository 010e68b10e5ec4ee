"""The day on which a right ends by its term alone, as far as its own document tells.

Patents (utility, plant, and their reissues; 35 U.S.C. 154): filed on or after 8 June 1995, twenty
years from the earliest of the filing date, the international filing date and the filing dates of
the US parents whose benefit is claimed (provisionals do not count), plus the days of extension;
filed before, the longer of that and seventeen years from the grant (a reissue's: of the original),
but the seventeen where they had run out before that day (35 U.S.C. 154(c)(1)).
Designs (35 U.S.C. 173): from the grant, the years the document says, else fifteen when filed on or
after 13 May 2015 and fourteen before. Unknown where a terminal disclaimer ties the end to another
patent, where a reissue does not date its original, and for what is no patent (kind H).
Fees that were not paid are no matter of the document.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from goldthread.readers.uspto_grant.normal.dates import Days, years_after

_URUGUAY: Final = np.datetime64("1995-06-08")
_HAGUE: Final = np.datetime64("2015-05-13")
_NEVER: Final = np.datetime64("NaT", "D")

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Terms:
    """What the term is computed from, one value a document; NaT and 0 where nothing is given."""

    filed: Days
    granted: Days
    international: Days
    benefit: Days
    original_granted: Days
    years: npt.NDArray[np.int64]
    extension: npt.NDArray[np.int64]
    design: Flags
    reissue: Flags
    disclaimed: Flags
    patent: Flags  # False for a statutory invention registration


def expiry(terms: Terms) -> Days:
    """The last day of each right's term; NaT where it cannot be told."""
    days = np.where(terms.design, _design(terms), _patent(terms)).astype("datetime64[D]")
    days[terms.disclaimed | ~terms.patent] = _NEVER
    return days


def _design(terms: Terms) -> Days:
    usual = np.where(terms.filed >= _HAGUE, 15, 14)
    years = np.where(terms.years > 0, terms.years, usual)
    untold = (terms.years <= 0) & np.isnat(terms.filed)
    # A reissue of a design lasts as long as the original would have.
    start = np.where(terms.reissue, terms.original_granted, terms.granted).astype("datetime64[D]")
    days = years_after(start, years)
    days[untold] = _NEVER
    return days


def _patent(terms: Terms) -> Days:
    start = np.fmin(np.fmin(terms.filed, terms.international), terms.benefit)
    # Twenty years from the original's filing; a reissue that does not date it cannot be told.
    start[terms.reissue & np.isnat(terms.benefit)] = _NEVER
    new = years_after(start, 20)
    granted = np.where(terms.reissue, terms.original_granted, terms.granted)
    filed = np.where(terms.reissue, start, terms.filed).astype("datetime64[D]")
    seventeen = years_after(granted.astype("datetime64[D]"), 17)
    old = np.where(seventeen < _URUGUAY, seventeen, np.maximum(new, seventeen))
    days = np.where(filed >= _URUGUAY, new, old).astype("datetime64[D]")
    days[np.isnat(filed)] = _NEVER
    extended: Days = days + terms.extension.astype("timedelta64[D]")
    return extended
