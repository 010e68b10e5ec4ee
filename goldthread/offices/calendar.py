"""The site's working days: those of its country, with the days that the office adds for itself."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from goldthread.codes.workdays import OwnDays, WorkCalendar, read_own

OWN_DAYS = "workdays.yaml"


def site_calendar() -> WorkCalendar:
    """By `country` of settings.toml and `workdays.yaml` in the site's home, where there is one."""
    path = Path(settings.GOLDTHREAD_HOME) / OWN_DAYS
    changed = path.stat().st_mtime_ns if path.is_file() else None
    return _calendar(getattr(settings, "GOLDTHREAD_COUNTRY", None) or "", path, changed)


@lru_cache(maxsize=8)
def _calendar(country: str, path: Path, changed: int | None) -> WorkCalendar:
    return WorkCalendar(country, OwnDays() if changed is None else read_own(path))
