"""What somebody gave is kept between its preview and its confirmation: here, not in the browser.

The text, the file or the choice that was looked at is the one that is confirmed; the browser holds
its key only. A person keeps a few of them; the oldest make room.
"""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import person_of
from goldthread.programme.models import Held
from goldthread.workflow.texts import say

MOST = 20
"""Things kept of one person."""

NAME_LENGTH = 200


def hold_for_later(
    *, actor: Any, kind: str, name: str, content: bytes, given: dict[str, Any] | None = None
) -> Held:
    """Keep what was given for the person who gave it; nobody else finds it."""
    person = person_of(actor)
    if person is None:
        raise PartRefused(
            say(
                "Your account stands for no person of the site; ask who registers people.",
                "您的账号未对应站内人员，请联系人员登记的负责人。",
            )
        )
    with transaction.atomic():
        rows = Held.objects.filter(person=person).order_by("-made_at", "-pk")
        old = list(rows.values_list("pk", flat=True)[MOST - 1 :])
        Held.objects.filter(pk__in=old).delete()
        held: Held = Held.objects.create(
            key=secrets.token_urlsafe(18),
            person=person,
            kind=kind,
            name=name[:NAME_LENGTH],
            sha256=sha256(content).hexdigest(),
            content=content,
            given=given or {},
        )
        return held


def choose(*, held: Held, done_at: datetime | None = None, **given: Any) -> None:
    """Keep what was chosen about it, beside what was chosen before."""
    held.given = {**held.given, **given}
    held.done_at = done_at or held.done_at
    held.save(update_fields=["given", "done_at"])
