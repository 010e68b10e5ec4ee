"""How each person wants to be told, what reached whom, and which mails carried it."""

from typing import Any

from django.db import models
from django.db.models import Q

from goldthread.offices.models.people import Person
from goldthread.workflow.models import Notice

DAILY, WEEKLY, NONE = "daily", "weekly", "none"
RHYTHMS = (DAILY, WEEKLY, NONE)
LANGUAGES = ("en", "zh")
PENDING, SENT, REFUSED = "pending", "sent", "refused"


class Wish(models.Model):
    """A person's own wish; blank `language` and `email`: the site's and the account's.

    `refused_address` is the address that a mail server refused for good, with its reply: nothing
    more is sent there, and what gathers waits until another address is given.
    """

    person: Any = models.OneToOneField(Person, models.PROTECT, related_name="wish")
    rhythm = models.CharField(max_length=10, default=DAILY)
    language = models.CharField(max_length=10, blank=True)
    email = models.EmailField(blank=True)
    refused_address = models.EmailField(blank=True)
    refused_reply = models.CharField(max_length=500, blank=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(rhythm__in=RHYTHMS), name="wish_rhythm"),
            models.CheckConstraint(
                condition=Q(language__in=("", *LANGUAGES)), name="wish_language"
            ),
        )


class LastLook(models.Model):
    """Since when a person has not looked at the own notices."""

    person: Any = models.OneToOneField(Person, models.PROTECT, related_name="last_look")
    at = models.DateTimeField()


class Mail(models.Model):
    """One mail to one person, kept from when it is due; `key` says which, so that it is sent once.

    `claimed_until`: a sender has it in hand until then. A mail that was refused for good keeps the
    server's reply; what it was to carry waits for another address.
    """

    person: Any = models.ForeignKey(Person, models.PROTECT, related_name="mails")
    key = models.CharField(max_length=100, unique=True)
    address = models.EmailField()
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=300, blank=True)
    notices = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, default=PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=(PENDING, SENT, REFUSED)), name="mail_state"
            ),
            models.CheckConstraint(
                condition=Q(state=SENT, sent_at__isnull=False)
                | (~Q(state=SENT) & Q(sent_at__isnull=True)),
                name="mail_sent_when",
            ),
        )
        indexes = (
            models.Index(
                fields=["next_attempt_at", "id"], condition=Q(state=PENDING), name="mail_pending"
            ),
            models.Index(fields=["person", "-created_at"], name="mail_by_person"),
        )

    def __str__(self) -> str:
        return str(self.key)


class Delivery(models.Model):
    """One notice for one person: on the person's page at once, in a digest later.

    `settled_at` empty: it waits for a digest, or is in a mail not sent yet. `outcome` says what
    became of it: mailed, unwanted, no_address, left.
    """

    notice: Any = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries")
    person: Any = models.ForeignKey(Person, models.PROTECT, related_name="deliveries")
    created_at = models.DateTimeField()
    mail: Any = models.ForeignKey(Mail, models.PROTECT, null=True, related_name="deliveries")
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["notice", "person"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="")
                | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="delivery_settled_how",
            ),
        )
        indexes = (
            models.Index(
                fields=["person", "created_at"],
                condition=Q(settled_at=None),
                name="delivery_waiting",
            ),
            models.Index(fields=["person", "-created_at"], name="delivery_by_person"),
        )
