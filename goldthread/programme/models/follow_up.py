"""Extensions of a due day, and the notices that go out when a task falls behind."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from goldthread.programme.models.base import NUMBER_LENGTH
from goldthread.programme.models.task import KeyTask
from goldthread.programme.transitions import EXTENSION, SUPERVISION_NOTICE
from goldthread.workflow.lifecycle import Lifecycle, state_constraint

COLOURS = ("blue", "yellow", "red")


class Extension(Lifecycle):
    machine = EXTENSION

    task: Any = models.ForeignKey(KeyTask, models.PROTECT, related_name="extensions")
    from_due = models.DateField()
    due = models.DateField()
    reason = models.TextField()
    progress = models.TextField()
    decision = models.TextField(blank=True)

    class Meta:
        constraints = (
            state_constraint(EXTENSION),
            models.CheckConstraint(condition=Q(due__gt=F("from_due")), name="extension_later_day"),
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(state__in=("requested", "agreed", "checked")),
                name="extension_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} → {self.due}"


class SupervisionNotice(Lifecycle):
    """A numbered notice; `answer_due` is its limit by the cycle's clocks."""

    machine = SUPERVISION_NOTICE

    task: Any = models.ForeignKey(KeyTask, models.PROTECT, related_name="supervision_notices")
    colour = models.CharField(max_length=10)
    number = models.CharField(max_length=NUMBER_LENGTH, unique=True)
    issued_on = models.DateField()
    answer_due = models.DateField()
    answered_on = models.DateField(null=True)
    text = models.TextField()
    answer = models.TextField(blank=True)
    previous: Any = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")

    class Meta:
        constraints = (
            state_constraint(SUPERVISION_NOTICE),
            models.CheckConstraint(condition=Q(colour__in=COLOURS), name="notice_colour"),
        )
        indexes = (models.Index(fields=["task", "state"], name="notice_by_task"),)

    def __str__(self) -> str:
        return str(self.number)

    def due_day(self) -> date | None:
        return self.answer_due  # type: ignore[no-any-return]

    def done_day(self) -> date | None:
        return self.answered_on  # type: ignore[no-any-return]
