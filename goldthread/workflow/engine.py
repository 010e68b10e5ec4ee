"""The one place where an object with a life is created or changed.

Each call is one database transaction: the log and the row locked, the expected version, the state,
who, the fields given, the guards, the effect, the new state and version, one event, one row of the
outbox for each notice. A refusal changes nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from django.db import router, transaction

from goldthread.workflow import clock, log, outbox
from goldthread.workflow.errors import (
    GuardUnmet,
    KeyReused,
    NotAllowed,
    OutsideEngine,
    PayloadRefused,
    StaleVersion,
    WrongState,
)
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.machine import Machine, Transition
from goldthread.workflow.models import Event, LogHead
from goldthread.workflow.occasion import Actor, Occasion
from goldthread.workflow.offers import Offer, available, role_of, wrong_state
from goldthread.workflow.payload import as_json, parse
from goldthread.workflow.registry import EFFECTS, FILLINGS, RULES
from goldthread.workflow.texts import Sentence, say

__all__ = ["Offer", "available", "create", "judge", "perform"]

L = TypeVar("L", bound=Lifecycle)
Payload = Mapping[str, object]
KEY_LENGTH = 100


def create(
    obj: Lifecycle,
    action: str,
    *,
    actor: Actor,
    payload: Payload | None = None,
    at: datetime | None = None,
    key: str | None = None,
) -> Event:
    """Begin the life of an unsaved object by one of its machine's creating actions.

    `key` makes repeating safe: the same key again gives the same event, and `obj` becomes the
    object made then. Raises `Refused` with nothing changed.
    """
    using = _database(obj)
    if not obj._state.adding:
        raise OutsideEngine(f"{obj._meta.label} {obj.pk} exists already: perform an action on it.")
    with transaction.atomic(using=using):
        held = log.hold(using)
        earlier = _earlier(key, using)
        if earlier is not None:
            _same_request(earlier, type(obj), None, action, actor, payload or {})
            _copy(_row(type(obj), earlier.object_id, using), onto=obj)
            return earlier
        occasion, role = _judge(obj, action, None, actor, payload or {}, _moment(at, None))
        try:
            _fill(occasion)
            obj._enter(occasion.transition.target, occasion.at)
            obj._write(using)
            if _follow(occasion):
                _hold_state(obj, occasion.transition.target, 1)
                obj._write(using)
            return _record(held, occasion, role, "", key, using)
        except BaseException:
            _unmake(obj)
            raise


def perform(
    obj: Lifecycle,
    action: str,
    *,
    actor: Actor,
    expected_version: int,
    payload: Payload | None = None,
    at: datetime | None = None,
    key: str | None = None,
) -> Event:
    """Do an action to an object whose version the actor saw; afterwards `obj` is as stored.

    The row is read anew under its lock: what the caller changed on `obj` without the engine is not
    part of it. `at` is when it happened (default now), never before the object's last event.
    Raises `Refused` (`StaleVersion`, `WrongState`, `NotAllowed`, `PayloadRefused`, `GuardUnmet`,
    `KeyReused`) with nothing changed.
    """
    using = _database(obj)
    with transaction.atomic(using=using):
        held = log.hold(using)
        earlier = _earlier(key, using)
        if earlier is not None:
            _same_request(earlier, type(obj), obj.pk, action, actor, payload or {})
            _copy(_row(type(obj), obj.pk, using), onto=obj)
            return earlier
        row = _lock(obj, expected_version, using)
        source, version = row.state, row.version
        moment = _moment(at, row.updated_at)
        occasion, role = _judge(row, action, source, actor, payload or {}, moment)
        _fill(occasion)
        _follow(occasion)
        _hold_state(row, source, version)
        row._enter(occasion.transition.lands_in(source), moment)
        row._write(using)
        event = _record(held, occasion, role, source, key, using)
    _copy(row, onto=obj)
    return event


def judge(
    obj: Lifecycle,
    action: str,
    *,
    actor: Actor,
    payload: Payload | None = None,
    at: datetime | None = None,
) -> Transition:
    """The row of the table by which the action would be done now; raises what would refuse it.

    For a preview: nothing is locked and nothing written, so that the doing judges again.
    """
    source, last = (None, None) if obj._state.adding else (obj.state, obj.updated_at)
    occasion, _role = _judge(obj, action, source, actor, payload or {}, _moment(at, last))
    return occasion.transition


def _database(obj: Lifecycle) -> str:
    return obj._state.db or str(router.db_for_write(type(obj), instance=obj))


def _row(model: type[L], pk: object, using: str) -> L:
    found: L = model._base_manager.using(using).get(pk=pk)
    return found


def _lock(obj: L, expected: int, using: str) -> L:
    """The row as it is now, locked; stale where its version is not the expected one."""
    rows = type(obj)._base_manager.using(using).select_for_update(of=("self",))
    row: L | None = rows.filter(pk=obj.pk).first()
    if row is not None and row.version == expected:
        return row
    raise StaleVersion(
        _stale_sentence(row, expected),
        expected=expected,
        current=row,
        since=tuple(Event.objects.using(using).of(obj).filter(version__gt=expected)),
    )


def _stale_sentence(row: Lifecycle | None, expected: int) -> Sentence:
    if row is None:
        return say("It is no longer there.", "此件已不存在。")
    return say(
        "Somebody acted in between: you saw version {expected}, now it is version {version} in the "
        "state: {state}. Look at it again, then decide.",
        "已有他人先行办理：您看到的是第{expected}版，现为第{version}版，状态为{state}。请重新查看后再办理。",
        expected=expected,
        version=row.version,
        state=row.machine.state(row.state).titles,
    )


def _judge(
    obj: Lifecycle, action: str, source: str | None, actor: Actor, payload: Payload, at: datetime
) -> tuple[Occasion, str]:
    """The occasion, once everything the table asks for holds, and the role acted in."""
    machine = type(obj).machine
    row = machine.find(action, source)
    if row is None:
        raise WrongState(wrong_state(machine, action, source))
    given = _if_welcome(obj, machine, row, actor, payload, at)
    occasion = Occasion(obj, machine, row, actor, at, given)
    role = role_of(occasion)
    if isinstance(role, Sentence):
        raise NotAllowed(role)
    for name in row.guards:
        RULES.get(name).check(occasion)
    return occasion, role.name


def _if_welcome(
    obj: Lifecycle,
    machine: Machine,
    row: Transition,
    actor: Actor,
    payload: Payload,
    at: datetime,
) -> Payload:
    """The parsed fields; one who may not act at all is told so before being told of fields."""
    try:
        return parse(row.needs, payload)
    except PayloadRefused:
        if not any(RULES.get(name).reads_payload for name in row.who):
            refusal = role_of(Occasion(obj, machine, row, actor, at, {}))
            if isinstance(refusal, Sentence):
                raise NotAllowed(refusal) from None
        raise


def _moment(at: datetime | None, last: datetime | None) -> datetime:
    """Now, or the time given; an object's life does not run backwards."""
    if at is None:
        now = clock.now()
        return now if last is None else max(now, last)
    if at.tzinfo is None:
        raise GuardUnmet(say("Give the time with its time zone.", "请给出带时区的时间。"))
    if last is not None and at < last:
        raise GuardUnmet(
            say(
                "{at} lies before the last thing that happened to it ({last}).",
                "{at} 早于此件最近一次办理时间（{last}）。",
                at=at.isoformat(),
                last=last.isoformat(),
            )
        )
    return at


def _fill(occasion: Occasion) -> None:
    name = occasion.transition.effect
    if name and name in FILLINGS:
        FILLINGS.get(name)(occasion)


def _follow(occasion: Occasion) -> bool:
    """Do what the action does beside filling the row; is there any such thing?"""
    name = occasion.transition.effect
    if not name or (name in FILLINGS and name not in EFFECTS):
        return False
    EFFECTS.get(name)(occasion)
    return True


def _hold_state(obj: Lifecycle, state: str, version: int) -> None:
    if (obj.state, obj.version) != (state, version):
        raise OutsideEngine(
            f"An effect changed the state or the version of {obj._meta.label} {obj.pk}; "
            "the engine alone writes them."
        )


def _record(
    held: LogHead, occasion: Occasion, role: str, source: str, key: str | None, using: str
) -> Event:
    obj, actor = occasion.obj, occasion.actor
    event = log.append(
        held,
        using,
        at=occasion.at,
        actor_id=str(actor.pk),
        actor_name=actor.get_username(),
        role=role,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        machine=occasion.machine.name,
        action=occasion.transition.action,
        from_state=source,
        to_state=obj.state,
        version=obj.version,
        key=key,
        payload=as_json(occasion.payload),
    )
    outbox.put_for_event(event, obj, occasion.transition.notices, actor, occasion.payload)
    return event


def _earlier(key: str | None, using: str) -> Event | None:
    if key is None:
        return None
    if not 0 < len(key) <= KEY_LENGTH:
        raise KeyReused(
            say(
                "The idempotency key must have 1 to {limit} characters.",
                "幂等键须为 1 至 {limit} 个字符。",
                limit=KEY_LENGTH,
            )
        )
    found: Event | None = Event.objects.using(using).filter(key=key).first()
    return found


def _same_request(
    event: Event,
    model: type[Lifecycle],
    pk: object,
    action: str,
    actor: Actor,
    payload: Payload,
) -> None:
    """The key stands for one request: same object, action, actor and fields."""
    row = model.machine.find(event.action, event.from_state or None)
    asked = (model._meta.label_lower, action, str(actor.pk), str(pk) if pk else event.object_id)
    done = (event.object_type, event.action, event.actor_id, event.object_id)
    creates = not event.from_state
    same = asked == done and creates == (pk is None) and row is not None
    if not same or as_json(parse(row.needs if row else (), payload)) != event.payload:
        raise KeyReused(
            say(
                "The idempotency key {key} was already used for something else.",
                "幂等键 {key} 已用于其他请求。",
                key=event.key,
            )
        )


def _copy(row: Lifecycle, *, onto: Lifecycle) -> None:
    for field in row._meta.concrete_fields:
        setattr(onto, field.attname, getattr(row, field.attname))
    onto._state.adding = False
    onto._state.db = row._state.db


def _unmake(obj: Lifecycle) -> None:
    """An object whose creation failed is unsaved again."""
    obj.pk = None
    obj._state.adding = True
    obj.state, obj.version = "", 0
