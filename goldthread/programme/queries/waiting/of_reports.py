"""What waits with reports, evidence, extensions and supervision notices."""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from goldthread.programme.finding import HEAD_ROLES, UNIT_ROLES
from goldthread.programme.models import (
    Evidence,
    Extension,
    Milestone,
    ProgressReport,
    ReportLine,
    SupervisionNotice,
    Support,
    Target,
)
from goldthread.programme.parties import EVERYBODY, OPEN_CYCLE, WRITERS
from goldthread.programme.queries.scopes import NOTHING
from goldthread.programme.queries.visible import ACCEPTED
from goldthread.programme.queries.waiting.conditions import (
    did,
    either,
    person_of,
    role,
    seats_of,
    supervision,
    unit,
)
from goldthread.programme.queries.waiting.kinds import Condition, waits
from goldthread.programme.rules.evidence import VERIFIERS
from goldthread.programme.rules.extension import RUNNING
from goldthread.programme.rules.report import WRITING

MAIN, PART = Q(part=False), Q(part=True)


def both(first: Condition, second: Q) -> Condition:
    """The first and the second, where the user is anybody at all."""

    def narrowed(user: Any, day: date) -> Q:
        found = first(user, day)
        return found if found == NOTHING else found & second

    return narrowed


_DEPARTMENT = unit(("national_department",), "task__parent__lead")
_RECEIVES_FROM_UNIT = either(supervision, _DEPARTMENT)
_RECEIVER = either(both(unit(HEAD_ROLES, "task__lead"), PART), both(_RECEIVES_FROM_UNIT, MAIN))
_RECEIVER_ABOVE = either(both(_RECEIVES_FROM_UNIT, PART), both(supervision, MAIN))


def not_locked(_user: Any, _day: date) -> Q:
    above = ProgressReport.objects.filter(
        task=OuterRef("task"), period_end=OuterRef("period_end"), part=False, state="accepted_above"
    )
    return Q(office=F("task__lead")) | ~Exists(above)


def to_sign(user: Any, day: date) -> Q:
    """Every line is there, the parts are accepted, and somebody else wrote it."""
    return (
        not_locked(user, day)
        & ~_without_line(Target, "target")
        & ~_without_line(Milestone, "milestone")
        & (PART | ~Exists(_open_parts()))
        & ~did(user, ProgressReport, WRITING)
    )


def _without_line(model: Any, name: str) -> Exists:
    lines = ReportLine.objects.filter(**{"report": OuterRef(OuterRef("pk")), name: OuterRef("pk")})
    return Exists(model.objects.filter(task=OuterRef("task")).exclude(Exists(lines)))


def _open_parts() -> Any:
    accepted = ProgressReport.objects.filter(
        task=OuterRef("task"),
        office=OuterRef("office"),
        period_end=OuterRef(OuterRef("period_end")),
        part=True,
        state__in=ACCEPTED,
    )
    return Support.objects.filter(task=OuterRef("task")).exclude(Exists(accepted))


def to_edit(user: Any, day: date) -> Q:
    return not_locked(user, day) & Q(task__cycle__state=OPEN_CYCLE)


def not_own(user: Any, _day: date) -> Q:
    """Neither written nor signed by the user."""
    signed = Q(signer__isnull=False, signer__in=person_of(user))
    return ~signed & ~did(user, ProgressReport, WRITING)


waits(
    *(ProgressReport, "edit", "reports to be written or corrected", "待填写或修改的报告"),
    "draft returned",
    unit(WRITERS, "office"),
    to_edit,
)
waits(
    *(ProgressReport, "sign", "reports to be signed", "待签发报告", "draft"),
    unit(HEAD_ROLES, "office"),
    to_sign,
)
waits(
    *(ProgressReport, "resubmit", "returned reports to be signed again", "退回后待重新签发"),
    "returned",
    unit(HEAD_ROLES, "office"),
    to_sign,
)
waits(
    *(ProgressReport, "submit", "signed reports to be handed in", "已签发待报送", "signed"),
    unit(("provincial_coordinator", *HEAD_ROLES), "office"),
    lambda _user, day: Q(task__cycle__state=OPEN_CYCLE, period_end__lte=day),
)
waits(
    *(ProgressReport, "take_up", "reports to be taken up", "待受理报告"),
    "submitted resubmitted",
    _RECEIVER,
)
waits(
    *(ProgressReport, "accept", "reports under review", "审核中的报告", "under_review"),
    _RECEIVER,
    not_own,
)
waits(
    *(ProgressReport, "accept_above", "reports to be accepted above", "待上级通过的报告"),
    "accepted",
    _RECEIVER_ABOVE,
)


def in_task(_user: Any, _day: date) -> Q:
    """The unit still leads or supports the task."""
    part = Support.objects.filter(task=OuterRef("task"), office=OuterRef("office"))
    return Q(office=F("task__lead")) | Exists(part)


def _supports_task(user: Any, day: date) -> Q:
    found = unit(("national_department",), "office")(user, day)
    if found == NOTHING:
        return found
    return Q(Exists(Support.objects.filter(task=OuterRef("task")).filter(found)))


def to_judge(user: Any, day: date) -> Q:
    """Of another unit than the user's very own, and uploaded by somebody else."""
    return ~Q(office__in=seats_of(user, day)) & ~did(user, Evidence, ("upload",))


waits(
    *(Evidence, "link", "files to be linked to a criterion", "待关联完成标准的材料", "scanned"),
    unit(EVERYBODY, "office"),
    in_task,
)
waits(
    *(Evidence, "find_sufficient", "evidence to be judged", "待认定材料", "linked"),
    either(
        role(*VERIFIERS),
        unit(("national_department",), "task__lead"),
        _DEPARTMENT,
        _supports_task,
    ),
    to_judge,
)


def to_grant(_user: Any, _day: date) -> Q:
    within = Q(task__parent=None) | Q(task__parent__due__gte=F("due"))
    return Q(task__state__in=RUNNING, due__gt=F("task__due")) & within


waits(
    *(Extension, "agree", "extensions to be agreed to", "待单位同意的延期申请", "requested"),
    unit(HEAD_ROLES, "task__lead"),
)
waits(
    *(Extension, "check", "extensions to be checked", "待审核的延期申请", "agreed"),
    role("supervision"),
)
waits(
    *(Extension, "grant", "extensions to be decided", "待批准的延期申请", "checked"),
    role("supervision_head"),
    to_grant,
)
waits(
    *(SupervisionNotice, "acknowledge", "notices to be signed for", "待签收督办单", "issued"),
    either(
        unit(HEAD_ROLES, "task__lead"),
        both(unit(UNIT_ROLES, "task__lead"), ~Q(colour="red")),
    ),
)
waits(
    *(SupervisionNotice, "answer", "notices to be answered", "待回复督办单"),
    "issued acknowledged",
    unit(HEAD_ROLES, "task__lead"),
)
waits(
    *(SupervisionNotice, "clear", "answers to be looked at", "待审阅的督办回复", "answered"),
    role("supervision"),
)
