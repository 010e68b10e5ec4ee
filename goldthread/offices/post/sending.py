"""Sending the mails that are due: each claimed by one sender, sent, and noted.

A mail is claimed in a short transaction of its own (on PostgreSQL others pass over a row that is
being claimed) and is in hand for a while; no lock is held while a server is talked to. A sender
that dies in between leaves a claim that lapses, and the mail goes out once more under the same
Message-ID: the one case in which SMTP cannot tell what became of it.
"""

import logging
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection, transaction
from django.db.models import Q

from goldthread.offices.calendar import site_calendar
from goldthread.offices.days import day_of
from goldthread.offices.models import Delivery, Mail
from goldthread.offices.models.post import PENDING, REFUSED, SENT
from goldthread.offices.post.digest import digest_in
from goldthread.offices.post.gathering import close_notices
from goldthread.offices.post.letter import letter
from goldthread.offices.post.wishes import refuse_address

IN_HAND = timedelta(minutes=15)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
MOST_TRIES_OF_CONTENT = 5
MOST_BREAKS = 3
PERMANENT = 500
LONGEST_ERROR = 500

log = logging.getLogger(__name__)


@dataclass
class Sendings:
    """What one run did; `trouble` is the last failure that is not one recipient's."""

    sent: int = 0
    refused: int = 0
    waiting: int = 0
    trouble: str = ""


def send_due(moment: datetime) -> Sendings:
    """Send every mail whose time has come, on a working day. What fails is tried again later."""
    done, breaks = Sendings(), 0
    if not site_calendar().is_working_day(day_of(moment)):
        return done
    server = get_connection()
    try:
        while breaks < MOST_BREAKS and (mail := claim(moment)) is not None:
            breaks = 0 if _send(mail, server, moment, done) else breaks + 1
    finally:
        server.close()
    close_notices(moment)
    return done


@transaction.atomic
def claim(moment: datetime) -> Mail | None:
    """Take the next mail in hand, or None: no two senders ever have the same one."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=moment)
    rows = Mail.objects.filter(free, state=PENDING, next_attempt_at__lte=moment)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    mail: Mail | None = rows.order_by("next_attempt_at", "pk").first()
    if mail is not None:
        mail.claimed_until = moment + IN_HAND
        mail.attempts += 1
        mail.save(update_fields=["claimed_until", "attempts"])
    return mail


def _send(mail: Mail, server: Any, moment: datetime, done: Sendings) -> bool:
    """False where the connection broke or was never made."""
    digest = digest_in(mail, moment)
    message = letter(digest, to=mail.address, key=mail.key, at=mail.created_at)
    mail.subject = digest.subject[:300]
    try:
        server.open()
        server.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refusal:
        _recipient_refused(mail, refusal, moment, done)
    except smtplib.SMTPDataError as refusal:
        _content_refused(mail, refusal, moment, done)
    except (smtplib.SMTPException, OSError) as failure:
        server.close()
        _later(mail, _told(failure), moment, done)
        done.trouble = _told(failure)
        return False
    else:
        _sent(mail, moment, done)
    return True


@transaction.atomic
def _sent(mail: Mail, moment: datetime, done: Sendings) -> None:
    Delivery.objects.filter(mail=mail).update(settled_at=moment, outcome="mailed")
    _note(mail, state=SENT, sent_at=moment, claimed_until=None, last_error="")
    done.sent += 1


def _recipient_refused(
    mail: Mail, refusal: smtplib.SMTPRecipientsRefused, moment: datetime, done: Sendings
) -> None:
    code, reply = refusal.recipients[mail.address]
    told = f"{code} {_text(reply)}"
    if code < PERMANENT:
        _later(mail, told, moment, done)
    else:
        _give_up(mail, told, moment, done)


def _content_refused(
    mail: Mail, refusal: smtplib.SMTPDataError, moment: datetime, done: Sendings
) -> None:
    """A server that refuses what is said may do so by mistake: for good only after some tries."""
    if refusal.smtp_code >= PERMANENT and mail.attempts >= MOST_TRIES_OF_CONTENT:
        _give_up(mail, _told(refusal), moment, done)
    else:
        _later(mail, _told(refusal), moment, done)


@transaction.atomic
def _give_up(mail: Mail, told: str, moment: datetime, done: Sendings) -> None:
    """What the mail was to carry waits again, until the person has another address."""
    refuse_address(mail.person, mail.address, told, moment)
    Delivery.objects.filter(mail=mail).update(mail=None)
    _note(mail, state=REFUSED, claimed_until=None, last_error=told[:LONGEST_ERROR])
    log.warning("The mail %s was refused by the server for good: %s", mail.key, told)
    done.refused += 1


def _later(mail: Mail, told: str, moment: datetime, done: Sendings) -> None:
    wait = min(FIRST_WAIT * 2 ** min(mail.attempts - 1, 10), LONGEST_WAIT)
    _note(mail, next_attempt_at=moment + wait, claimed_until=None, last_error=told[:LONGEST_ERROR])
    done.waiting += 1


def _note(mail: Mail, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(mail, name, value)
    mail.save(update_fields=[*facts, "subject"])


def _told(failure: Exception) -> str:
    if isinstance(failure, smtplib.SMTPResponseException):
        return f"{failure.smtp_code} {_text(failure.smtp_error)}"
    return f"{type(failure).__name__}: {failure}"


def _text(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply


def mail_is_set_up() -> bool:
    return bool(getattr(settings, "GOLDTHREAD_MAIL", False))
