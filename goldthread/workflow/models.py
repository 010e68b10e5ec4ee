"""The log of everything that happened, its head, and the outbox."""

from typing import Any, Never

from django.db import models

from goldthread.workflow.errors import AppendOnly

HASH_LENGTH = 64
GENESIS = "0" * HASH_LENGTH


class EventQuerySet(models.QuerySet):
    """Events are read; only the engine's log adds one."""

    def _refuse(self, *_: object, **__: object) -> Never:
        raise AppendOnly(
            "The log of events is only ever added to, and only by the engine; "
            "to correct something, perform another action."
        )

    update = delete = create = bulk_create = bulk_update = _refuse
    get_or_create = update_or_create = _refuse

    def of(self, obj: models.Model) -> "EventQuerySet":
        """The life of one object, oldest first."""
        found: EventQuerySet = self.filter(
            object_type=obj._meta.label_lower, object_id=str(obj.pk)
        ).order_by("sequence")
        return found


class Event(models.Model):
    """One thing that happened, chained to the one before by its hash.

    `at` is when it happened, `recorded_at` when it was written down. `role` is the rule under
    which the actor was allowed. `actor_name` is the name at the time. A created object comes
    from the state "".
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_id = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=254)
    role = models.CharField(max_length=80)
    object_type = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    machine = models.CharField(max_length=40)
    action = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    key = models.CharField(max_length=100, null=True, unique=True)
    payload = models.JSONField()
    previous_hash = models.CharField(max_length=HASH_LENGTH)
    hash = models.CharField(max_length=HASH_LENGTH)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["object_type", "object_id", "version"], name="event_one_per_version"
            ),
        )
        indexes = (
            models.Index(fields=["actor_id", "sequence"], name="event_by_actor"),
            models.Index(fields=["at"], name="event_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.sequence}: {self.action} {self.object_type} {self.object_id}"

    def save(self, *_: Any, **__: Any) -> Never:
        raise AppendOnly(f"Event {self.sequence} cannot be saved: only the engine adds to the log.")

    def delete(self, *_: Any, **__: Any) -> Never:
        raise AppendOnly(f"Event {self.sequence} cannot be deleted: the log is only added to.")


class LogHead(models.Model):
    """The one row that says how long the log is and where its chain ends; also its lock."""

    sequence = models.BigIntegerField()
    hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="log_head_is_one"),)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"


class Notice(models.Model):
    """One notice to be sent once: `key` says what it is about, so that it is not put in twice.

    `recipients` are the keys, as text, of the persons who were to be told when it was put in.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=80)
    level = models.CharField(max_length=20)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="notices")
    object_type = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    recipients = models.JSONField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["id"], condition=models.Q(sent_at=None), name="notice_pending"),
            models.Index(fields=["object_type", "object_id"], name="notice_by_object"),
        )

    def __str__(self) -> str:
        return str(self.key)


RUNNING, DONE, FAILED = "running", "done", "failed"


class JobRun(models.Model):
    """One attempt at one job: `slot` is the time it was due, `told` what it did, by language.

    Job, slot and attempt are unique: of two runners that begin the same, one is turned away by
    the database. `machine` is the host and process that runs it.
    """

    job = models.CharField(max_length=80)
    slot = models.DateTimeField()
    attempt = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=RUNNING)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    told = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    idle = models.BooleanField(default=False)
    error = models.TextField(blank=True)
    machine = models.CharField(max_length=300)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["job", "slot", "attempt"], name="job_run_once"),
            models.CheckConstraint(
                condition=models.Q(state=RUNNING, ended_at__isnull=True)
                | models.Q(state__in=(DONE, FAILED), ended_at__isnull=False),
                name="job_run_ended",
            ),
        )
        indexes = (models.Index(fields=["-started_at"], name="job_run_newest"),)

    def __str__(self) -> str:
        return f"{self.job} {self.slot:%Y-%m-%d %H:%M} ({self.attempt})"
