"""Moments and kinds as the pages of the meeting write them."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy

from goldthread.seminar.models.delegation import HEAD, MEMBER, OBSERVER
from goldthread.web.shell import numbers

DELEGATE_KINDS = {
    HEAD: gettext_lazy("head of delegation"),
    MEMBER: gettext_lazy("member"),
    OBSERVER: gettext_lazy("observer"),
}


def moment(at: datetime, lang: str) -> str:
    """`30 July 2019 09:00`, in the site's time zone."""
    local = timezone.localtime(at)
    return f"{numbers.day(local.date(), lang)} {local:%H:%M}"


def clock_time(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M}" if at is not None else ""
