"""Every write of this part, through the engine; each is one transaction and one event."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from goldthread.offices import queries
from goldthread.offices.loading import load_structure
from goldthread.offices.models import Person, Reform
from goldthread.offices.rehearsal import Rehearsal
from goldthread.workflow.engine import create, perform
from goldthread.workflow.models import Event
from goldthread.workflow.occasion import Actor, SystemActor

__all__ = [
    "cancel_reform",
    "clear_second_step",
    "connect_account",
    "draft_reform",
    "edit_reform",
    "enact_reform",
    "end_role",
    "give_link",
    "grant_role",
    "leave",
    "load_structure",
    "register_person",
    "rehearse_reform",
    "rename_person",
    "switch_account",
    "take_due_effects",
    "take_effect",
    "undo_reform",
]


def draft_reform(
    *,
    actor: Actor,
    key: str,
    title_en: str,
    title_zh: str,
    effective: date,
    changes: Sequence[Mapping[str, Any]],
    decisions: Mapping[str, str] | None = None,
    document: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Reform:
    """Draft an act. `document`: title, number, date; needed to enact, not to draft."""
    reform = Reform(key=key, effective=effective)
    act = _act(title_en, title_zh, effective, changes, decisions, document)
    create(reform, "draft", actor=actor, payload=act, at=at)
    return reform


def edit_reform(
    *,
    reform: Reform,
    actor: Actor,
    expected_version: int,
    title_en: str,
    title_zh: str,
    effective: date,
    changes: Sequence[Mapping[str, Any]],
    decisions: Mapping[str, str] | None = None,
    document: Mapping[str, Any] | None = None,
    at: datetime | None = None,
) -> Event:
    """Write the whole act anew; it is a draft again."""
    act = _act(title_en, title_zh, effective, changes, decisions, document)
    return perform(
        reform, "edit", actor=actor, expected_version=expected_version, payload=act, at=at
    )


def rehearse_reform(
    *,
    reform: Reform,
    actor: Actor,
    expected_version: int,
    decisions: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> Rehearsal:
    """Settle who takes what; only what was rehearsed can be enacted."""
    payload = {} if decisions is None else {"decisions": dict(decisions)}
    perform(
        reform, "rehearse", actor=actor, expected_version=expected_version, payload=payload, at=at
    )
    return queries.rehearse(reform)


def enact_reform(
    *, reform: Reform, actor: Actor, expected_version: int, at: datetime | None = None
) -> Event:
    """Write the versions, edges, functions, regions and memberships of the effective day."""
    return perform(reform, "enact", actor=actor, expected_version=expected_version, at=at)


def undo_reform(
    *,
    reform: Reform,
    actor: Actor,
    expected_version: int,
    reason: str,
    at: datetime | None = None,
) -> Event:
    """Before the effective day: every row as it was."""
    return perform(
        reform,
        "undo",
        actor=actor,
        expected_version=expected_version,
        payload={"reason": reason},
        at=at,
    )


def take_effect(
    *, reform: Reform, actor: Actor, expected_version: int, at: datetime | None = None
) -> Event:
    return perform(reform, "take_effect", actor=actor, expected_version=expected_version, at=at)


def take_due_effects(*, moment: datetime) -> list[Reform]:
    """The clock's daily work; days on which it did not run are made up."""
    due = list(queries.due_to_take_effect(moment))
    for reform in due:
        take_effect(
            reform=reform, actor=SystemActor("clock"), expected_version=reform.version, at=moment
        )
    return due


def cancel_reform(
    *,
    reform: Reform,
    actor: Actor,
    expected_version: int,
    reason: str,
    at: datetime | None = None,
) -> Event:
    return perform(
        reform,
        "cancel",
        actor=actor,
        expected_version=expected_version,
        payload={"reason": reason},
        at=at,
    )


def register_person(
    *, actor: Actor, name_en: str, name_zh: str, at: datetime | None = None
) -> Person:
    person = Person()
    create(person, "register", actor=actor, payload={"name_en": name_en, "name_zh": name_zh}, at=at)
    return person


def rename_person(
    *,
    person: Person,
    actor: Actor,
    expected_version: int,
    name_en: str,
    name_zh: str,
    at: datetime | None = None,
) -> Event:
    return perform(
        person,
        "rename",
        actor=actor,
        expected_version=expected_version,
        payload={"name_en": name_en, "name_zh": name_zh},
        at=at,
    )


def connect_account(
    *,
    person: Person,
    actor: Actor,
    expected_version: int,
    user: Any = None,
    at: datetime | None = None,
) -> Event:
    """Give the person a Django user to sign in as; None takes it away."""
    return perform(
        person,
        "connect",
        actor=actor,
        expected_version=expected_version,
        payload={"user": user.pk if user else None},
        at=at,
    )


def give_link(
    *, person: Person, actor: Actor, expected_version: int, at: datetime | None = None
) -> Event:
    """The person sets a password anew; the one there was, and links before, are good no longer."""
    return perform(person, "link", actor=actor, expected_version=expected_version, at=at)


def switch_account(
    *,
    person: Person,
    actor: Actor,
    expected_version: int,
    active: bool,
    at: datetime | None = None,
) -> Event:
    """Off: nobody signs in with it, and its sessions end."""
    payload = {"active": active}
    return perform(
        person, "switch", actor=actor, expected_version=expected_version, payload=payload, at=at
    )


def clear_second_step(
    *,
    person: Person,
    actor: Actor,
    expected_version: int,
    reason: str,
    at: datetime | None = None,
) -> Event:
    """Note who took the second step of signing in away, and why; the caller takes it away."""
    return perform(
        person,
        "clear_second_step",
        actor=actor,
        expected_version=expected_version,
        payload={"reason": reason},
        at=at,
    )


def grant_role(
    *,
    person: Person,
    actor: Actor,
    expected_version: int,
    office: str,
    role: str,
    starts: date,
    ends: date | None = None,
    at: datetime | None = None,
) -> Event:
    """The role from the day `starts` until before `ends`, in the office of a code."""
    return perform(
        person,
        "grant",
        actor=actor,
        expected_version=expected_version,
        payload={"office": office, "role": role, "starts": starts, "ends": ends},
        at=at,
    )


def end_role(
    *,
    person: Person,
    actor: Actor,
    expected_version: int,
    office: str,
    role: str,
    day: date,
    at: datetime | None = None,
) -> Event:
    """The role gives nothing from `day` on."""
    return perform(
        person,
        "end_role",
        actor=actor,
        expected_version=expected_version,
        payload={"office": office, "role": role, "day": day},
        at=at,
    )


def leave(
    *, person: Person, actor: Actor, expected_version: int, day: date, at: datetime | None = None
) -> Event:
    """Every role of the person ends on the day."""
    return perform(
        person,
        "leave",
        actor=actor,
        expected_version=expected_version,
        payload={"day": day},
        at=at,
    )


def _act(
    title_en: str,
    title_zh: str,
    effective: date,
    changes: Sequence[Mapping[str, Any]],
    decisions: Mapping[str, str] | None,
    document: Mapping[str, Any] | None,
) -> dict[str, object]:
    named = {f"document_{name}": (document or {}).get(name) for name in ("title", "number", "date")}
    return {
        "title_en": title_en,
        "title_zh": title_zh,
        "effective": effective,
        "changes": list(changes),
        "decisions": dict(decisions or {}),
        **named,
    }
