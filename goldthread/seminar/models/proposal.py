"""Proposals: who stands behind them, where they come from, who handles them, what was answered."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from goldthread.offices.models import Office, Person
from goldthread.programme.models import KeyTask, Measure
from goldthread.programme.models.base import NUMBER_LENGTH, Titled, titled
from goldthread.seminar.models.seminar import AgendaItem, Seminar
from goldthread.seminar.transitions import ANSWER_BATCH, PROPOSAL, SPONSORSHIP
from goldthread.workflow.lifecycle import Lifecycle, state_constraint

ANSWERED = (
    "answered",
    "satisfied",
    "basically_satisfied",
    "not_satisfied",
    "adopted",
    "rolled_over",
    "fulfilled",
    "not_fulfilled",
)
ADOPTED = ("adopted", "rolled_over", "fulfilled", "not_fulfilled")
MERGE, DUPLICATE, SPLIT = "merge", "duplicate", "split"


class Proposal(Titled, Lifecycle):
    """`office` proposes it; `number` is given when it is first submitted.

    `discussion`: blank before stances are asked for, then `open`, then `closed` by the chair.
    `answer_due`: the seminar's working days after it was assigned; put off once at most.
    `answer_class`, `answered_by`, `answered_on`, `needs_task` (of the class) and `plan_due` stand
    once an answer is published; `task` once it is adopted, or where the answer named one.
    """

    machine = PROPOSAL

    seminar: Any = models.ForeignKey(Seminar, models.PROTECT, related_name="proposals")
    number = models.CharField(max_length=NUMBER_LENGTH, blank=True)
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="proposals")
    author: Any = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    line_of_work = models.CharField(max_length=40)
    measure: Any = models.ForeignKey(Measure, models.PROTECT, null=True, related_name="proposals")
    background_en = models.TextField(blank=True)
    background_zh = models.TextField(blank=True)
    request_en = models.TextField(blank=True)
    request_zh = models.TextField(blank=True)
    submitted_on = models.DateField(null=True)
    filed_on = models.DateField(null=True)
    item: Any = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="proposals")
    discussion = models.CharField(max_length=10, blank=True)
    merged_into: Any = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged_from"
    )
    duplicate_of: Any = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="duplicates"
    )
    merged_on = models.DateField(null=True)
    answer_due = models.DateField(null=True)
    answer_extended = models.BooleanField(default=False)
    redone = models.BooleanField(default=False)
    answer_class = models.CharField(max_length=10, blank=True)
    answered_by: Any = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    needs_task = models.BooleanField(default=False)
    plan_due = models.DateField(null=True)
    task: Any = models.ForeignKey(KeyTask, models.PROTECT, null=True, related_name="proposals")

    class Meta:
        constraints = (
            state_constraint(PROPOSAL),
            titled("proposal"),
            models.UniqueConstraint(
                fields=["seminar", "number"],
                condition=~Q(number=""),
                name="proposal_one_per_number",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("drafted", "withdrawn")) | ~Q(number=""),
                name="proposal_submitted_with_number",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into=None),
                name="proposal_merged_into",
            ),
            models.CheckConstraint(
                condition=Q(state="duplicate", duplicate_of__isnull=False)
                | ~Q(state="duplicate") & Q(duplicate_of=None),
                name="proposal_duplicate_of",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="proposal_not_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("id")),
                name="proposal_not_its_duplicate",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED)
                | ~Q(answer_class="") & Q(answered_by__isnull=False, answered_on__isnull=False),
                name="proposal_answered_by_class",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED)
                | Q(needs_task=False)
                | Q(task__isnull=False)
                | Q(plan_due__isnull=False),
                name="proposal_planned_has_task",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ADOPTED) | Q(task__isnull=False),
                name="proposal_adopted_has_task",
            ),
            models.CheckConstraint(
                condition=Q(discussion__in=("", "open", "closed")), name="proposal_discussion"
            ),
        )
        indexes = (
            models.Index(fields=["seminar", "state", "number"], name="proposal_by_seminar"),
            models.Index(fields=["office", "state"], name="proposal_by_office"),
            models.Index(fields=["item"], name="proposal_by_item"),
            models.Index(fields=["state", "answer_due"], name="proposal_by_answer_due"),
            models.Index(fields=["task"], name="proposal_by_task"),
            models.Index(fields=["measure"], name="proposal_by_measure"),
        )
        ordering = ("seminar", "number", "id")


class Descent(models.Model):
    """A proposal goes on in another one: merged into it, a duplicate of it, or split into it.

    A trigger refuses a row that would make a loop. `ended_at`: the merger was undone.
    """

    ancestor: Any = models.ForeignKey(Proposal, models.PROTECT, related_name="goes_on_in")
    descendant: Any = models.ForeignKey(Proposal, models.PROTECT, related_name="comes_from")
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=(MERGE, DUPLICATE, SPLIT)), name="descent_kind"
            ),
            models.CheckConstraint(
                condition=~Q(ancestor=F("descendant")), name="descent_not_of_itself"
            ),
            models.UniqueConstraint(
                fields=["ancestor", "descendant"],
                condition=Q(ended_at=None),
                name="descent_once",
            ),
        )
        indexes = (models.Index(fields=["descendant"], name="descent_by_descendant"),)
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.ancestor_id} → {self.descendant_id}"


class Sponsorship(Lifecycle):
    """An office stands behind a proposal. `origin`: the proposal from which it came here."""

    machine = SPONSORSHIP

    proposal: Any = models.ForeignKey(Proposal, models.PROTECT, related_name="sponsorships")
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="sponsorships")
    proposes = models.BooleanField(default=False)
    origin: Any = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    objection = models.TextField(blank=True)
    objected_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)

    class Meta:
        constraints = (
            state_constraint(SPONSORSHIP),
            models.UniqueConstraint(
                fields=["proposal", "office"],
                condition=Q(state__in=("invited", "accepted")),
                name="sponsorship_once",
            ),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(proposes=True), name="sponsorship_one_proposer"
            ),
        )
        indexes = (models.Index(fields=["office", "state"], name="sponsorship_by_office"),)


class Handling(models.Model):
    """An office that handles a proposal: as its lead, jointly, or separately for its own part."""

    LEAD, JOINT, SEPARATE = "lead", "joint", "separate"

    proposal: Any = models.ForeignKey(Proposal, models.PROTECT, related_name="handlings")
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="handlings")
    kind = models.CharField(max_length=10)
    accepted_on = models.DateField(null=True)
    opinion = models.TextField(blank=True)
    opinion_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("lead", "joint", "separate")), name="handling_kind"
            ),
            models.UniqueConstraint(fields=["proposal", "office"], name="handling_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(kind="lead"), name="handling_one_lead"
            ),
        )
        indexes = (models.Index(fields=["office"], name="handling_by_office"),)
        ordering = ("proposal", "id")

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.office_id}"


class AnswerBatch(Titled, Lifecycle):
    machine = ANSWER_BATCH

    seminar: Any = models.ForeignKey(Seminar, models.PROTECT, related_name="batches")
    published_on = models.DateField(null=True)

    class Meta:
        constraints = (state_constraint(ANSWER_BATCH), titled("answer_batch"))


class Answer(models.Model):
    """What a handler answers; private until `published_at`. `round` is 2 after the one redo.

    `part`: of a separate handler. `plan`, `plan_lead`, `plan_due`: the task that a class which
    needs one promises, where none is named that there is already.
    """

    proposal: Any = models.ForeignKey(Proposal, models.PROTECT, related_name="answers")
    round = models.PositiveIntegerField(default=1)
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="+")
    part = models.BooleanField(default=False)
    answer_en = models.TextField(blank=True)
    answer_zh = models.TextField(blank=True)
    answer_class = models.CharField(max_length=10)
    reason = models.TextField(blank=True)
    task: Any = models.ForeignKey(KeyTask, models.PROTECT, null=True, related_name="+")
    plan = models.CharField(max_length=500, blank=True)
    plan_lead: Any = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    plan_due = models.DateField(null=True)
    drafted_at = models.DateTimeField()
    batch: Any = models.ForeignKey(AnswerBatch, models.PROTECT, null=True, related_name="answers")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["proposal", "round", "office", "part"], name="answer_of_handler_once"
            ),
            models.CheckConstraint(
                condition=~Q(answer_en="") | ~Q(answer_zh=""), name="answer_has_text"
            ),
        )
        ordering = ("proposal", "round", "part", "id")

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.round}"


class Rating(models.Model):
    """What a sponsor thinks of an answer: `rating` is one of the proposal's three states."""

    proposal: Any = models.ForeignKey(Proposal, models.PROTECT, related_name="ratings")
    round = models.PositiveIntegerField()
    office: Any = models.ForeignKey(Office, models.PROTECT, related_name="+")
    rating = models.CharField(max_length=20)
    remark = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["proposal", "round", "office"], name="rating_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(rating__in=("satisfied", "basically_satisfied", "not_satisfied")),
                name="rating_known",
            ),
        )
        ordering = ("proposal", "round", "at")

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.rating}"
