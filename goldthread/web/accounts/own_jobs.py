"""The site's own tidying, each night: what nobody needs any more of what pages leave behind."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from goldthread.programme.files import prune, sweep
from goldthread.programme.models import Held
from goldthread.workflow.jobs import NOTHING, Did, job
from goldthread.workflow.texts import say

HELD = timedelta(days=30)
SIGNING_IN = timedelta(days=90)
"""How long it is kept who signed in, or tried to; a lock is over long before."""
NAMED_BY = "sha256"
"""The field by which a row names a file, in whatever model."""


@job("site.tidy", {"en": "Tidy the site up", "zh": "清理站点数据"}, "15 3 * * *")
def tidy(moment: datetime) -> Did:
    """By the real clock where a row or a file was dated by it."""
    now = timezone.now()
    held, _ = Held.objects.filter(
        Q(done_at__lt=moment - HELD) | Q(done_at=None, made_at__lt=now - HELD)
    ).delete()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    tries = sum(
        model.objects.filter(attempt_time__lt=now - SIGNING_IN).delete()[0]
        for model in (AccessAttempt, AccessFailureLog, AccessLog)
    )
    folder = Path(settings.GOLDTHREAD_HOME) / "files"
    files = sweep(folder) + prune(folder, named)
    if not held + sessions + tries + files:
        return NOTHING
    return Did(
        say(
            "Taken out: {held} things held for later, {sessions} ended sessions, {tries} old rows "
            "of signing in, {files} files that no row names.",
            "已清理：暂存内容{held}项、过期会话{sessions}个、旧登录记录{tries}条、"
            "无记录引用的文件{files}个。",
            held=held,
            sessions=sessions,
            tries=tries,
            files=files,
        )
    )


def named(hashes: Sequence[str]) -> set[str]:
    """Those of some hashes that any row of the ledger names: withdrawn evidence does too."""
    found: set[str] = set()
    for model in _naming():
        rows = model._base_manager.filter(**{f"{NAMED_BY}__in": hashes})
        found.update(rows.order_by().values_list(NAMED_BY, flat=True))
    return found


def _naming() -> Iterator[Any]:
    for model in apps.get_models():
        if any(field.name == NAMED_BY for field in model._meta.concrete_fields):
            yield model
