"""What waits with key tasks, from registration to writing off."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from goldthread.offices.days import on
from goldthread.offices.models import Office
from goldthread.programme.finding import HEAD_ROLES, UNIT_ROLES
from goldthread.programme.models import (
    Criterion,
    Evidence,
    Handover,
    KeyTask,
    Milestone,
    ProgressReport,
    SupervisionNotice,
    Support,
)
from goldthread.programme.queries.scopes import NOTHING
from goldthread.programme.queries.visible import ACCEPTED
from goldthread.programme.queries.waiting.conditions import (
    above_own,
    either,
    person_of,
    role,
    unit,
)
from goldthread.programme.queries.waiting.kinds import waits
from goldthread.programme.rules.key_task import VERIFIERS
from goldthread.programme.rules.key_task_assigned import RUNNING
from goldthread.programme.rules.key_task_ended import ANSWERED, SETTLED
from goldthread.programme.rules.key_task_under_way import PROVES
from goldthread.programme.touched import OPEN


def _of(model: Any, task: str = "task", **more: Any) -> Any:
    return model.objects.filter(**{task: OuterRef("pk")}, **more)


def complete(_user: Any, _day: date) -> Q:
    """One lead, a responsible person, a day, milestones, each with a criterion."""
    bare = _of(Milestone).exclude(pk__in=Criterion.objects.values("milestone_id"))
    named = ~Q(responsible="") | Q(parent__isnull=False)
    whole = Q(lead__isnull=False, due__isnull=False) & named
    return whole & Exists(_of(Milestone)) & ~Exists(bare)


def to_register(user: Any, day: date) -> Q:
    sourced = Q(measure__isnull=False) | Q(clause__isnull=False) | Q(parent__isnull=False)
    return complete(user, day) & sourced


def to_assign(user: Any, day: date) -> Q:
    signed = Q(signed_on__isnull=False) | Q(parent__signed_on__isnull=False)
    running = Q(parent=None) | Q(parent__state__in=RUNNING)
    return complete(user, day) & signed & running


def to_report_done(_user: Any, _day: date) -> Q:
    """Each milestone has evidence; each supporting unit, or its predecessor, an accepted part."""
    proved = Evidence.objects.filter(state__in=PROVES, task=OuterRef("task"))
    proved = proved.filter(criterion__milestone=OuterRef("pk"))
    bare = _of(Milestone).exclude(Exists(proved))
    parts = ProgressReport.objects.filter(task=OuterRef("task"), part=True, state__in=ACCEPTED)
    passed = Handover.objects.filter(task=OuterRef("task"), successor=OuterRef("office"))
    handed = passed.filter(done_on__isnull=False).filter(
        Exists(
            ProgressReport.objects.filter(
                task=OuterRef("task"),
                office=OuterRef("predecessor"),
                part=True,
                state__in=ACCEPTED,
            )
        )
    )
    lacking = _of(Support).exclude(Exists(parts.filter(office=OuterRef("office"))))
    return ~Exists(bare) & ~Exists(lacking.exclude(Exists(handed)))


def of_another_unit(user: Any, day: date) -> Q:
    """Works in no unit of the task and neither wrote nor signed a report on it."""
    mine, me = above_own(user, day), person_of(user)
    reported = _of(ProgressReport).filter(Q(author__in=me) | Q(signer__in=me))
    return ~Q(lead__in=mine) & ~Exists(_of(Support).filter(office__in=mine)) & ~Exists(reported)


def _handing_over(side: str) -> Any:
    """Handovers which the user's unit still has to sign on one side."""

    def who(user: Any, day: date) -> Q:
        found = unit(HEAD_ROLES, side)(user, day)
        if found == NOTHING:
            return found
        rows = _of(Handover).filter(**{"done_on": None, f"{side}_signed_on": None})
        return Q(Exists(rows.filter(found)))

    return who


def for_ceased(user: Any, day: date) -> Q:
    """The head of supervision signs for a unit that hands over and is no more."""
    found = role("supervision_head")(user, day)
    if found == NOTHING:
        return found
    rows = _of(Handover).filter(done_on=None, predecessor_signed_on=None)
    return Q(Exists(rows.exclude(predecessor__in=Office.objects.filter(on(day)))))


def _own_parts(user: Any, day: date) -> Q:
    """Tasks in which the user's unit has a part that it has not signed for."""
    found = unit(UNIT_ROLES, "office")(user, day)
    if found == NOTHING:
        return found
    return Q(Exists(_of(Support, signed_on=None).filter(found)))


waits(
    *(KeyTask, "register", "tasks to be registered", "待立项事项", "drafted"),
    role("supervision"),
    to_register,
)
waits(
    *(KeyTask, "sign", "assignments to be signed", "待签批交办", "registered"),
    role("issuer"),
    lambda _user, _day: Q(signed_on=None),
)
waits(
    *(KeyTask, "assign", "signed tasks to be assigned", "已签批待交办", "registered"),
    role("supervision"),
    to_assign,
)
waits(
    *(KeyTask, "sign_for_receipt", "tasks to be signed for", "待签收事项", "assigned"),
    unit(UNIT_ROLES, "lead"),
)
waits(
    *(KeyTask, "sign_for_part", "own parts to be signed for", "待签收的配合任务"),
    "assigned received in_progress",
    _own_parts,
)
waits(
    *(KeyTask, "work", "tasks received, to be carried out", "已签收待承办", "received"),
    unit(UNIT_ROLES, "lead"),
    lambda _user, _day: ~Exists(_of(Support, share_n=None)),
)
waits(
    *(KeyTask, "report_done", "tasks whose completion can be reported", "可报结事项"),
    "in_progress",
    unit(HEAD_ROLES, "lead"),
    to_report_done,
)
waits(
    *(KeyTask, "send_back", "tasks to be verified", "待核查事项", "completion_reported"),
    role(*VERIFIERS),
    of_another_unit,
)
waits(
    *(KeyTask, "settle", "verified tasks to be settled", "已核查待办结", "verified"),
    role("supervision_head"),
    lambda _user, _day: ~Exists(_of(KeyTask, "parent").exclude(state__in=SETTLED)),
)
waits(
    *(KeyTask, "write_off", "settled tasks to be written off", "已办结待销号", "settled"),
    role("supervision"),
    lambda _user, _day: (
        ~Exists(_of(SupervisionNotice).exclude(state__in=ANSWERED))
        & ~Exists(_of(KeyTask, "parent", state__in=OPEN))
    ),
)
waits(
    *(KeyTask, "resume", "suspended tasks whose review is due", "中止事项到期复核", "suspended"),
    role("supervision_head"),
    lambda _user, day: Q(review_on__lte=day),
)
waits(
    *(KeyTask, "sign_handover", "handovers to be signed", "待签署交接单", " ".join(OPEN)),
    either(_handing_over("predecessor"), _handing_over("successor"), for_ceased),
)
