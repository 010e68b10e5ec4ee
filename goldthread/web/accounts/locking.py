"""Too many failures: when to try again, and not a word about whether the name exists."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from goldthread.web.shell import pages


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The name failures are counted for: the same however it is written, as its account is."""
    given = (credentials or {}).get("username") or request.POST.get("login") or ""
    return unicodedata.normalize("NFKC", str(given)).casefold().strip()[:150]


def locked(
    request: HttpRequest, _response: HttpResponse | None, credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """The same page for a name that exists and one that does not."""
    minutes = max(1, ceil((_until(request, credentials) - timezone.now()) / timedelta(minutes=1)))
    sentence = _(
        "Too many attempts to sign in failed. Try again in %(minutes)d minutes; until then this "
        "name is not asked about from where you are. Whoever administers the accounts can give "
        "you a new link to set a password."
    ) % {"minutes": minutes}
    answer = pages.stopped(request, _("Signing in is closed for a while"), sentence, 429)
    answer.headers["Retry-After"] = str(minutes * 60)
    return answer


def _until(request: HttpRequest, credentials: Mapping[str, Any] | None) -> datetime:
    attempts = AxesProxyHandler.get_implementation().get_user_attempts(request, credentials)
    last = max((row.attempt_time for rows in attempts for row in rows), default=timezone.now())
    return last + (get_cool_off(request) or timedelta())
