"""A small structure, people in it, and acts upon it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

from goldthread.offices import actions
from goldthread.offices import models as m
from goldthread.offices.loading import LOADER
from goldthread.offices.models import Person, Reform
from goldthread.workflow.engine import create, perform
from goldthread.workflow.occasion import SystemActor

SETUP = SystemActor("setup")
BEGIN = date(2010, 1, 1)
NOW = datetime(2018, 3, 20, 9, tzinfo=UTC)
TODAY = NOW.date()
DAY = date(2018, 4, 10)
DOCUMENT = {"title": "Decision on the reform", "number": "2018-7", "date": date(2018, 3, 17)}
TABLES = (
    m.Office,
    m.OfficeVersion,
    m.ParentEdge,
    m.FunctionHolding,
    m.RegionDuty,
    m.Reach,
    m.Membership,
    m.Person,
    m.ChangeEvent,
    m.Succession,
    m.ReformWrite,
)


def office(code: str, kind: str = "national") -> dict[str, Any]:
    return {"code": code, "kind": kind, "en": f"Office {code}", "zh": f"{code}局"}


def held(function: str, territory: str = "CN") -> dict[str, str]:
    return {"function": function, "territory": territory}


BASE: list[dict[str, Any]] = [
    {
        "kind": "established",
        "office": office("A"),
        "functions": [held("patents"), held("enforcement")],
    },
    {"kind": "established", "office": office("B"), "functions": [held("trademarks")]},
    {
        "kind": "established",
        "office": office("A1", "department"),
        "parent": "A",
        "functions": [held("public_services")],
        "regions": ["CN-ZJ", "CN-JS"],
    },
    {"kind": "established", "office": office("A2", "department"), "parent": "A"},
    {"kind": "established", "office": office("A11", "provincial"), "parent": "A1"},
    {
        "kind": "established",
        "office": office("C", "provincial"),
        "functions": [held("patents", "CN-ZJ")],
        "regions": ["CN-ZJ"],
    },
]


def enacted(key: str, day: date, changes: Sequence[dict[str, Any]]) -> Reform:
    """An act that the structure loader enacts at once."""
    reform = Reform(key=key, effective=day)
    payload = {
        "title_en": key,
        "title_zh": key,
        "effective": day,
        "document_title": "Decision",
        "document_number": "1",
        "document_date": date(2009, 1, 1),
        "changes": list(changes),
    }
    at = datetime(2009, 1, 1, tzinfo=UTC)
    create(reform, "draft", actor=LOADER, payload=payload, at=at)
    for action in ("rehearse", "enact"):
        perform(reform, action, actor=LOADER, expected_version=reform.version, at=at)
    return reform


def base() -> Reform:
    return enacted("base", BEGIN, BASE)


def staffed(
    role: str, where: str, *, name: str = "", starts: date = BEGIN, ends: date | None = None
) -> Any:
    """A user whose person holds a role."""
    name = name or f"{role}_{where}".lower()
    user = get_user_model()._default_manager.create(username=name)
    person = actions.register_person(actor=SETUP, name_en=name, name_zh=name, at=NOW)
    actions.connect_account(person=person, actor=SETUP, expected_version=1, user=user, at=NOW)
    given(person, role, where, starts, ends)
    return user


def given(
    person: Person, role: str, where: str, starts: date = BEGIN, ends: date | None = None
) -> None:
    actions.grant_role(
        person=person,
        actor=SETUP,
        expected_version=person.version,
        office=where,
        role=role,
        starts=starts,
        ends=ends,
        at=NOW,
    )


def drafted(planner: Any, changes: Sequence[dict[str, Any]], day: date = DAY) -> Reform:
    return actions.draft_reform(
        actor=planner,
        key="reform-2018",
        title_en="The reform",
        title_zh="改革",
        effective=day,
        changes=changes,
        document=DOCUMENT,
        at=NOW,
    )


def snapshot(*tables: Any) -> list[list[tuple[object, ...]]]:
    """Every column of every row, as the database has it."""
    found = []
    with connection.cursor() as cursor:
        for model in tables or TABLES:
            columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
            cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}" ORDER BY 1')
            rows = [tuple(row) for row in cursor.fetchall()]
            found.append(sorted(rows, key=repr))
    return found
