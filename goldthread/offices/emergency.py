"""Break-glass: a system administrator, who sees no content, reads one object for a few hours.

It takes a reason, every auditor is told at once, the object's page says so while it lasts, and it
gives reading only: who may act is judged by roles, and this gives none.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from goldthread.offices import queries
from goldthread.offices.days import day_of
from goldthread.offices.models import EmergencyAccess, Membership, Person
from goldthread.workflow import clock
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Telling, Unmet, filling, notice, rule
from goldthread.workflow.texts import Titles

ROLE = "system_administrator"
LEAST_REASON, MOST_HOURS, MOST_DIGITS = 20, 4, 18

OPENABLE: dict[str, tuple[type[Model], str]] = {}
"""By label: the models that may be opened, and the field by which an address names their rows."""


def openable(model: type[Model], key: str = "pk") -> None:
    """An app says that its model may be opened; its `visible_to` asks `opened`."""
    OPENABLE[model._meta.label_lower] = (model, key)


def in_force() -> "QuerySet[EmergencyAccess]":
    """What is open and has not expired."""
    return EmergencyAccess.objects.filter(state="opened", until__gt=timezone.now())


def opened(user: Any, day: date, model: type[Model]) -> Q:
    """Rows of the model that the user reads in an emergency now: one indexed subquery."""
    if ROLE not in queries.roles_of(user, day):
        return Q(pk__in=())
    own = in_force().filter(person__user_id=user.pk, object_type=model._meta.label_lower)
    return Q(pk__in=own.values("object_key"))


def opened_now(obj: Model) -> "QuerySet[EmergencyAccess]":
    """Who reads the object in an emergency now: for its page."""
    rows = in_force().filter(object_type=obj._meta.label_lower, object_key=obj.pk)
    return rows.select_related("person").order_by("opened_at")


def visible_to(user: Any, on: date | None = None) -> "QuerySet[EmergencyAccess]":
    """All for auditors; for others those that they opened."""
    day = on or clock.today()
    rows = EmergencyAccess.objects.order_by("-opened_at", "-pk")
    held = queries.roles_of(user, day)
    if "auditor" in held:
        return rows
    return rows.filter(person__user_id=user.pk) if ROLE in held else rows.none()


def found(kind: str, key: str) -> Model | None:
    """The object that an address names."""
    if kind not in OPENABLE:
        return None
    model, field = OPENABLE[kind]
    if field == "pk" and not (key.isascii() and key.isdecimal() and len(key) <= MOST_DIGITS):
        return None
    row: Model | None = model._default_manager.filter(**{field: key}).first()
    return row


def _told(en: str, zh: str) -> Titles:
    return {"en": en, "zh": zh}


@rule(
    "emergency_access.own",
    _told("whoever opened it", "开启人"),
    _told("This is done by whoever opened it.", "此项由开启人办理。"),
)
def own(occasion: Occasion) -> bool:
    return bool(occasion.obj.person.user_id == occasion.actor.pk)


@rule(
    "emergency_access.object_known",
    _told("the object is there", "对象存在"),
    _told(
        "There is no such object: choose its kind and give the last part of its page's address, "
        "such as 12 of /tasks/12.",
        "没有这一对象：请选择类别，并填写其页面网址的末段，如 /tasks/12 中的12。",
    ),
    reads_payload=True,
)
def object_known(occasion: Occasion) -> bool:
    given = occasion.payload
    return found(given["object_type"], given["object_key"].strip()) is not None


@rule(
    "emergency_access.reason_given",
    _told("a reason of at least 20 characters", "理由不少于20个字符"),
    _told(
        "Say in at least {least} characters why; there are {count}. The auditors read it at once.",
        "请用不少于{least}个字符说明理由，现有{count}个；审计人员将即时看到。",
    ),
    reads_payload=True,
)
def reason_given(occasion: Occasion) -> bool | Unmet:
    count = len(" ".join(occasion.payload["reason"].split()))
    return count >= LEAST_REASON or Unmet({"least": LEAST_REASON, "count": count})


@rule(
    "emergency_access.few_hours",
    _told("1 to 4 hours", "1至4小时"),
    _told("It is opened for 1 to {most} hours.", "开启时长须为1至{most}小时。"),
    reads_payload=True,
)
def few_hours(occasion: Occasion) -> bool | Unmet:
    return 1 <= occasion.payload["hours"] <= MOST_HOURS or Unmet({"most": MOST_HOURS})


@filling("emergency_access.open")
def fill(occasion: Occasion) -> None:
    access, given = occasion.obj, occasion.payload
    obj = found(given["object_type"], given["object_key"].strip())
    assert obj is not None
    access.person = Person.objects.get(user_id=occasion.actor.pk)
    access.object_type, access.object_key = given["object_type"], obj.pk
    access.reason = " ".join(given["reason"].split())
    access.opened_at = timezone.now()
    access.until = access.opened_at + timedelta(hours=given["hours"])


@filling("emergency_access.close")
def close(occasion: Occasion) -> None:
    occasion.obj.closed_at = timezone.now()


@notice(
    "emergency_access.opened",
    _told("Opened for reading in an emergency", "已开启应急查阅"),
    "warning",
)
def auditors(telling: Telling) -> tuple[str, ...]:
    rows = Membership.objects.filter(role="auditor")
    offices = rows.values_list("office_id", flat=True).distinct()
    return queries.people_in(offices, ("auditor",), day_of(telling.at))
