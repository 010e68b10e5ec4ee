"""What the office delivers when: each month the new and the changed, some of it late or wrong."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goldthread.demo.facts import FIRST_DAY, KINDS, MONTHS, origins
from goldthread.demo.lives import LAPSED, NEVER, STARTS, Days
from goldthread.demo.people import Index, entities
from goldthread.demo.records import NONE, Records

BACKFILE: Final = -1  # the delivery of what stood in the register when the period began
GRANT_FILES_FROM: Final = 18  # July 2018: weekly files of grants begin
EVENTS_FROM: Final = 24  # January 2019: the loss of patents is told by an event feed
GAZETTES: Final = MONTHS - 1  # June 2019: the gazettes of its weeks are delivered
_BEFORE_ALL, _AFTER_ALL = -2, 99
_LATE_SHARE, _LATE_MOST = 0.015, 5
_FIXED_SHARE, _FIXED_MOST = 0.012, 9
_DOCUMENTS_FOR_A_CUT: Final = 110
_PLAIN_TYPES: Final = ("ENT", "UNI", "IND")
_START: Final = int(FIRST_DAY.astype(np.int64))
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass
class Calendar:
    """For each right the delivery (month from 0, BACKFILE, or none) that first says a thing.

    Until `fixed` the office's rows say `wrong_applicant` and `wrong_filed`.
    """

    records: Records
    entered: Index
    published: Index
    granted: Index
    ended: Index
    fixed: Index
    wrong_applicant: Index
    wrong_filed: Days
    by_gazette: Mask  # the news of the last month is told by a gazette alone
    by_grant_file: Mask  # the grant is told by a weekly grant file
    cut: Mask  # its document in that file is cut off: the next extract tells the grant

    def rows(self, month: int, *kinds: str) -> Rows:
        """The rights with news in a monthly extract, ceased ones left to `ceased`."""
        news = (self.entered == month) | (self.published == month) | (self.fixed == month)
        news |= (self.granted == month) & ~self.by_grant_file
        news |= (self.granted == month - 1) & self.cut
        news &= (self.ended != month) | self._by_event(month)
        if month == GAZETTES:
            news &= ~self.by_gazette
        return np.flatnonzero(news & self._of(kinds))

    def ceased(self, month: int, *kinds: str) -> Rows:
        """The rights and applications that the month's list says have ended."""
        listed = (self.ended == month) & ~self._by_event(month)
        return np.flatnonzero(listed & self._of(kinds))

    def lapsed(self, month: int) -> Rows:
        """The patents whose lapse the month's event feed tells."""
        return np.flatnonzero((self.ended == month) & self._by_event(month))

    def in_gazettes(self, *kinds: str) -> Rows:
        """The rights whose news the last month's gazettes tell."""
        return np.flatnonzero(self.by_gazette & self._of(kinds))

    def granted_by_file(self, month: int) -> Rows:
        """The rights whose grant the month's weekly files tell, in the order of their days."""
        rows = np.flatnonzero((self.granted == month) & self.by_grant_file)
        return rows[np.argsort(self.records.lives.granted[rows], kind="stable")]

    def applicant(self, rows: Rows, month: int) -> Index:
        """The applicants as the office has them in a month."""
        known = self.fixed[rows] <= month
        return np.where(known, self.records.applicant[rows], self.wrong_applicant[rows])

    def filed(self, rows: Rows, month: int) -> Days:
        """The filing days as the office has them in a month."""
        known = self.fixed[rows] <= month
        return np.where(known, self.records.lives.filed[rows], self.wrong_filed[rows])

    def _by_event(self, month: int) -> Mask:
        """Patents of which an event feed would tell the end: those that stood in the register."""
        lives = self.records.lives
        known = (self.entered < month) & (lives.kind == 0)
        return np.asarray(known & (lives.end == LAPSED) & (month >= EVENTS_FROM))

    def _of(self, kinds: tuple[str, ...]) -> Mask:
        return np.isin(self.records.lives.kind, [KINDS.index(kind) for kind in kinds])


def calendar(rng: np.random.Generator, records: Records) -> Calendar:
    """When each right's news arrive."""
    lives = records.lives
    entered = _month(lives.filed)
    entered = _late(rng, entered)
    fixed, wrong_applicant, wrong_filed = _corrections(rng, records, entered)
    granted = _told(lives.granted, entered)
    published, ended = _told(lives.published, entered), _told(lives.ended, entered)
    by_file = _by_grant_file(records, entered, granted)
    quiet = (entered < GAZETTES) & (fixed != GAZETTES) & (ended != GAZETTES)
    return Calendar(
        records=records,
        entered=entered,
        published=published,
        granted=granted,
        ended=ended,
        fixed=fixed,
        by_gazette=quiet & _in_gazette(records, published, granted),
        wrong_applicant=wrong_applicant,
        wrong_filed=wrong_filed,
        by_grant_file=by_file,
        cut=_cut(by_file, granted),
    )


def _late(rng: np.random.Generator, entered: Index) -> Index:
    """Some rights enter some months late; within the period all of them do."""
    late = entered + rng.integers(1, _LATE_MOST + 1, len(entered))
    chosen = (entered >= 0) & (rng.random(len(entered)) < _LATE_SHARE) & (late < MONTHS)
    return np.where(chosen, late, entered)


def _month(day: Days) -> Index:
    """The month's number from 0; BACKFILE before the period, later than all after it."""
    month = np.searchsorted(STARTS, day, "right") - 1
    return np.asarray(np.where(month >= MONTHS, _AFTER_ALL, month))


def _told(day: Days, entered: Index) -> Index:
    """An event is told in its month, or when the record enters if that is later."""
    month = np.where(day >= NEVER, _AFTER_ALL, _month(day))
    return np.asarray(np.maximum(month, entered))


def _corrections(
    rng: np.random.Generator, records: Records, entered: Index
) -> tuple[Index, Index, Days]:
    """Some rows are corrected months later: the first applicant, or the day of filing."""
    count, lives = len(records), records.lives
    chosen = (rng.random(count) < _FIXED_SHARE) & (entered < MONTHS)
    month = np.maximum(entered, 0) + rng.integers(1, _FIXED_MOST + 1, count)
    fixed = np.where(chosen, np.where(month < MONTHS, month, _AFTER_ALL), _BEFORE_ALL)
    # Half of the corrections move the right to another province, a third change the type of
    # its applicant, and the rest the filing day. What is never corrected stays wrong.
    luck = rng.random(count)
    origin = np.where(luck < 0.5, rng.integers(0, origins().residents, count), lives.origin)
    other = entities().draw(rng, origin, rng.integers(0, 2, count))
    wrong_applicant = np.where(chosen & (luck < 0.8), other, records.applicant)
    dated = chosen & (luck >= 0.8) & (entered >= 0)
    wrong_filed = lives.filed - np.where(dated, rng.integers(10, 75, count), 0)
    return fixed, wrong_applicant, wrong_filed


def _by_grant_file(records: Records, entered: Index, granted: Index) -> Mask:
    """From July 2018 on, inventions filed before the period, but for those of public bodies."""
    types = np.array([entity.type for entity in entities().rows])[records.applicant]
    old = (records.lives.kind == 0) & (records.lives.filed < _START) & (entered == BACKFILE)
    return np.asarray(old & (types != "GOV") & (granted >= GRANT_FILES_FROM))


def _in_gazette(records: Records, published: Index, granted: Index) -> Mask:
    """What the gazettes of the last month print: applications for inventions, models and designs.

    Of residents whose name tells what they are, since a gazette does not say it.
    """
    lives = records.lives
    bodies = [(entity.type, entity.origin) for entity in entities().rows]
    plain = np.array([t in _PLAIN_TYPES and o < origins().residents for t, o in bodies])
    told = np.where(lives.kind == 0, published, granted) == GAZETTES
    alone = (lives.kind != 0) | (granted != GAZETTES)
    partner = (records.partner == NONE) | plain[records.partner]
    return np.asarray(told & alone & plain[records.applicant] & partner)


def _cut(by_file: Mask, granted: Index) -> Mask:
    """One grant document in so many is cut off: fewer than the limit of one in a hundred."""
    cut = np.zeros(len(by_file), bool)
    for month in range(GRANT_FILES_FROM, MONTHS):
        rows = np.flatnonzero(by_file & (granted == month))
        cut[rows[_DOCUMENTS_FOR_A_CUT - 1 :: _DOCUMENTS_FOR_A_CUT]] = True
    return cut


def event_days(records: Records, rows: Rows, month: int) -> tuple[Days, Days, Days, Index]:
    """Publication, grant, end and kind of end as far as they had happened by a month's end."""
    lives, stop = records.lives, int(STARTS[month + 1])
    days = [
        np.where(day[rows] < stop, day[rows], NEVER)
        for day in (lives.published, lives.granted, lives.ended)
    ]
    return days[0], days[1], days[2], np.where(days[2] < NEVER, lives.end[rows], 0)
