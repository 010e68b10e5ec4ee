"""Times of day as people write them: "09:00", "9:00", also in full-width signs."""

import re
import unicodedata
from datetime import date, datetime, time

from django.utils import timezone

from goldthread.programme.errors import PartRefused
from goldthread.workflow.texts import Titles, say

_TIME = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def read(given: str, field: Titles) -> time:
    """The time of day that a text says."""
    match = _TIME.fullmatch(unicodedata.normalize("NFKC", given).strip())
    if match is not None and int(match[1]) < 24 and int(match[2]) < 60:
        return time(int(match[1]), int(match[2]))
    raise PartRefused(
        say(
            "{field}: “{given}” is no time; write it such as 09:00.",
            "{field}：“{given}”不是时间，请按09:00的形式填写。",
            field=field,
            given=given[:20],
        )
    )


def at(day: date, when: time) -> datetime:
    """The moment at the site."""
    moment: datetime = timezone.make_aware(datetime.combine(day, when))
    return moment
