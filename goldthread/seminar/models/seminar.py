"""The seminar, the working copy of its agenda, the versions released, its documents."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from goldthread.offices.models import Person
from goldthread.programme.models import Cycle
from goldthread.programme.models.base import Titled, titled
from goldthread.seminar.transitions import (
    AGENDA_ITEM,
    SEMINAR,
    SEMINAR_DOCUMENT,
    SEMINAR_SESSION,
)
from goldthread.workflow.lifecycle import Lifecycle, state_constraint


class Seminar(Titled, Lifecycle):
    """`rooms`: rows of `key`, `en`, `zh`. `members`, `observers`: how many a delegation may have.
    `quorum`: the delegations that must have taken stances before a consensus map is drawn.
    `screen`: the number in the address of the hall's screen; earlier ones no longer hold."""

    machine = SEMINAR

    key = models.CharField(max_length=20, unique=True)
    cycle: Any = models.ForeignKey(Cycle, models.PROTECT, related_name="seminars")
    theme_en = models.CharField(max_length=500, blank=True)
    theme_zh = models.CharField(max_length=500, blank=True)
    place_en = models.CharField(max_length=200, blank=True)
    place_zh = models.CharField(max_length=200, blank=True)
    text_en = models.TextField(blank=True)
    text_zh = models.TextField(blank=True)
    starts = models.DateField()
    ends = models.DateField()
    rooms = models.JSONField(default=list)
    chair: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    nominations_until = models.DateField()
    proposals_until = models.DateField()
    members = models.PositiveIntegerField()
    observers = models.PositiveIntegerField()
    objection_days = models.PositiveIntegerField()
    answer_days = models.PositiveIntegerField(default=60)
    quorum = models.PositiveIntegerField()
    open_minutes = models.BooleanField(default=False)
    corrections_until = models.DateField(null=True)
    screen = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            state_constraint(SEMINAR),
            titled("seminar"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="seminar_days_in_order"
            ),
        )
        ordering = ("-starts", "key")


class SeminarSession(Titled, Lifecycle):
    """`room`: the key of one of the seminar's rooms. Times are of the site's time zone."""

    machine = SEMINAR_SESSION

    seminar: Any = models.ForeignKey(Seminar, models.PROTECT, related_name="sessions")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    room = models.CharField(max_length=40, blank=True)
    chair: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            state_constraint(SEMINAR_SESSION),
            titled("seminar_session"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="seminar_session_times_in_order"
            ),
        )
        ordering = ("starts", "id")


class AgendaItem(Titled, Lifecycle):
    """`kind`: a code of `data/item_kinds.yaml`. `speakers`: rows of `office` (a code, or blank),
    `en`, `zh`: who speaks, by role."""

    machine = AGENDA_ITEM

    session: Any = models.ForeignKey(SeminarSession, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    minutes = models.PositiveIntegerField()
    speakers = models.JSONField(default=list)

    class Meta:
        constraints = (
            state_constraint(AGENDA_ITEM),
            titled("agenda_item"),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(state="under_way"),
                name="agenda_item_one_under_way",
            ),
        )
        ordering = ("session__starts", "session", "position", "id")


class AgendaRelease(models.Model):
    """A released version of the agenda: `content` is the copy that readers see, by the items' keys.

    Written by `release_agenda` only, and never changed.
    """

    seminar: Any = models.ForeignKey(Seminar, models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    remark = models.TextField(blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["seminar", "number"], name="agenda_release_once"),
        )
        ordering = ("seminar", "number")

    def __str__(self) -> str:
        return f"v{self.number}"


class SeminarDocument(Titled, Lifecycle):
    """`audience`: a code of `data/audiences.yaml`. Released, it is read from `embargo_until` on."""

    machine = SEMINAR_DOCUMENT

    seminar: Any = models.ForeignKey(Seminar, models.PROTECT, related_name="documents")
    item: Any = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="documents")
    audience = models.CharField(max_length=20)
    embargo_until = models.DateTimeField(null=True)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)

    class Meta:
        constraints = (state_constraint(SEMINAR_DOCUMENT), titled("seminar_document"))
        indexes = (
            models.Index(fields=["seminar", "state"], name="seminar_document_by_seminar"),
            models.Index(fields=["sha256"], name="seminar_document_by_hash"),
        )
