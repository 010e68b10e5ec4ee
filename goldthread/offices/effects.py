"""What the actions on reforms and people do, on the locked row, in the engine's transaction."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from goldthread.offices import days, planning
from goldthread.offices.errors import ActRefused
from goldthread.offices.models import Membership, Office, Person
from goldthread.offices.reforms import changes, store
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect
from goldthread.workflow.texts import say


@effect("reform.set")
def set_reform(occasion: Occasion) -> None:
    reform, given = occasion.obj, occasion.payload
    for name, value in given.items():
        setattr(reform, name, value if value is not None else _blank(name))
    changes.read(reform.changes, reform.effective)
    planning.check_decisions(reform.decisions)
    reform.plan_digest = ""


def _blank(name: str) -> object:
    return {"decisions": {}, "document_date": None}.get(name, "")


@effect("reform.rehearse")
def rehearse(occasion: Occasion) -> None:
    reform = occasion.obj
    if occasion.payload.get("decisions") is not None:
        reform.decisions = occasion.payload["decisions"]
    reform.plan_digest = planning.digest(planning.plan_of(reform, _using(occasion)))


@effect("reform.enact")
def enact(occasion: Occasion) -> None:
    using = _using(occasion)
    store.write(planning.plan_of(occasion.obj, using), occasion.obj, using)


@effect("reform.undo")
def undo(occasion: Occasion) -> None:
    store.take_back(occasion.obj, _using(occasion))


@effect("person.name")
def name(occasion: Occasion) -> None:
    occasion.obj.name_en = occasion.payload["name_en"]
    occasion.obj.name_zh = occasion.payload["name_zh"]


@effect("person.connect")
def connect(occasion: Occasion) -> None:
    occasion.obj.user_id = occasion.payload["user"]


@effect("person.no_password")
def no_password(occasion: Occasion) -> None:
    """Links given before, and the password there was, are good for nothing from now on."""
    account = _account(occasion)
    account.set_unusable_password()
    account.save(update_fields=["password"])


@effect("person.switch")
def switch(occasion: Occasion) -> None:
    account = _account(occasion)
    account.is_active = occasion.payload["active"]
    account.save(update_fields=["is_active"])


def _account(occasion: Occasion) -> Any:
    accounts = get_user_model()._default_manager.using(_using(occasion))
    return accounts.get(pk=occasion.obj.user_id)


@effect("person.grant")
def grant(occasion: Occasion) -> None:
    person, given, using = occasion.obj, occasion.payload, _using(occasion)
    office = office_of(given["office"], using)
    starts, ends = given["starts"], given["ends"]
    if ends is not None and ends <= starts:
        raise ActRefused(
            say(
                "The first day after ({ends}) must lie behind the first day ({starts}).",
                "终止日（{ends}）须晚于起始日（{starts}）。",
                ends=ends.isoformat(),
                starts=starts.isoformat(),
            )
        )
    _within(office, starts, ends)
    _apart(person, office, given["role"], starts, ends, using)
    Membership.objects.using(using).create(
        person=person, office=office, role=given["role"], starts=starts, ends=ends
    )


@effect("person.end_role")
def end_role(occasion: Occasion) -> None:
    given, using = occasion.payload, _using(occasion)
    rows = Membership.objects.using(using).filter(
        person=occasion.obj, role=given["role"], office__code=given["office"]
    )
    _end(rows, given["day"])


@effect("person.leave")
def leave(occasion: Occasion) -> None:
    rows = Membership.objects.using(_using(occasion)).filter(person=occasion.obj)
    _end(rows, occasion.payload["day"])


def office_of(code: str, using: str) -> Office:
    found: Office | None = Office.objects.using(using).filter(code=code).first()
    if found is None:
        raise ActRefused(say("There is no office {code}.", "不存在单位{code}。", code=code[:40]))
    return found


def _end(rows: Any, day: date) -> None:
    """What would hold from the day on holds no longer; what had not begun is taken out."""
    rows.filter(starts__gte=day).delete()
    rows.filter(Q(ends=None) | Q(ends__gt=day)).update(ends=day)


def _within(office: Office, starts: date, ends: date | None) -> None:
    if days.overlap((office.starts, office.ends), (starts, ends)) != (starts, ends):
        raise ActRefused(
            say(
                "{office} exists from {first} to before {last}; the role must lie within.",
                "{office}的有效期为{first}至{last}（不含），任期须在其内。",
                office=office.code,
                first=office.starts.isoformat(),
                last=office.ends.isoformat() if office.ends else "…",
            )
        )


def _apart(
    person: Person, office: Office, role: str, starts: date, ends: date | None, using: str
) -> None:
    rows = Membership.objects.using(using).filter(person=person, office=office, role=role)
    for row in rows:
        if days.overlap((row.starts, row.ends), (starts, ends)):
            raise ActRefused(
                say(
                    "{person} holds this role in {office} from {starts} to before {ends} already; "
                    "end it first.",
                    "{person}自{starts}至{ends}（不含）已在{office}担任该角色，请先终止。",
                    person=person.name_en,
                    office=office.code,
                    starts=row.starts.isoformat(),
                    ends=row.ends.isoformat() if row.ends else "…",
                )
            )


def _using(occasion: Occasion) -> str:
    return str(occasion.obj._state.db or "default")
