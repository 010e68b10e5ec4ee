"""Objects, what may be done to them, events and tables as JSON."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from goldthread.api.kind import Work
from goldthread.api.work import linked
from goldthread.offices.queries import names_of_accounts, roles_of
from goldthread.programme.queries.upstream import INSIDE
from goldthread.workflow import clock
from goldthread.workflow.drawing.words import names_of_rules
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.machine import Machine, Need, Transition
from goldthread.workflow.models import Event
from goldthread.workflow.offers import Offer, available
from goldthread.workflow.registry import RULES
from goldthread.workflow.texts import in_language

ROOT = "/api/v1"
BOTH = ("en", "zh")


def address(work: Work, key: object) -> str:
    return f"{ROOT}/{work.name}/{key}"


def item(work: Work, obj: Any, lang: str) -> dict[str, Any]:
    """One row of a list: no question is asked for it alone."""
    offices = {name: getattr(obj, name) for name in work.offices}
    return {
        "machine": work.name,
        "key": str(obj.pk),
        "state": obj.state,
        "state_title": obj.state_title(lang),
        "version": obj.version,
        "since": moment(obj.entered_at),
        "fields": {name: plain(getattr(obj, name)) for name in work.fields}
        | {name: office.code if office else None for name, office in offices.items()},
        "self": address(work, obj.pk),
    }


def whole(work: Work, obj: Any, user: Any, lang: str) -> dict[str, Any]:
    """An object with what the user may do to it, why not the rest, and where it leads.

    Who does not work here may do nothing, and is not told which conditions fail.
    """
    every = available(obj, user, every=True) if works_here(user) else []
    offers = [offer for offer in every if _of_people(offer)]
    actions = [_offer(work, obj, offer, lang) for offer in offers]
    return item(work, obj, lang) | {"actions": actions, "links": links(work, obj, user)}


def _of_people(offer: Offer) -> bool:
    """Not what only the site itself does, nor what begins an object."""
    row = offer.transition
    return not row.creates and not all(name.startswith("system.") for name in row.who)


def _offer(work: Work, obj: Lifecycle, offer: Offer, lang: str) -> dict[str, Any]:
    row = offer.transition
    return {
        "action": row.action,
        "title": offer.title(lang),
        "allowed": offer.allowed,
        "why_not": list(dict.fromkeys(each.in_language(lang) for each in offer.reasons)),
        "to": row.lands_in(obj.state),
        "address": f"{address(work, obj.pk)}/actions/{row.action}",
    }


def links(work: Work, obj: Any, user: Any) -> dict[str, str]:
    """The work that it hangs on, as far as the user sees it, and its events."""
    found = {"events": f"{address(work, obj.pk)}/events"}
    for name in work.links:
        key = getattr(obj, f"{name}_id")
        other = linked(work, name)
        if key is not None and other.sees(user).filter(pk=key).exists():
            found[name] = address(other, key)
    return found


def history(work: Work, obj: Lifecycle, user: Any) -> "QuerySet[Event]":
    """The events that the user may see, newest first."""
    return work.events(user, obj).order_by("-sequence")


def events(work: Work, rows: Iterable[Event], user: Any, lang: str) -> list[dict[str, Any]]:
    """Who acted and what was given is told to whoever works here; others see what happened."""
    found = list(rows)
    if not works_here(user):
        return [_event(work.machine, each, lang, None) for each in found]
    names = names_of_accounts({each.actor_id for each in found}, lang)
    return [_event(work.machine, each, lang, names) for each in found]


def works_here(user: Any) -> bool:
    """Has the user today one of the roles that read the work in any state?"""
    return bool(roles_of(user, clock.today()) & INSIDE)


def _event(
    machine: Machine, event: Event, lang: str, names: dict[str, str] | None
) -> dict[str, Any]:
    row = machine.find(event.action, event.from_state or None)
    by_site = str(event.actor_id).startswith("system:")
    known = {need.name for need in row.needs} if row else set()
    told = names is not None
    return {
        "version": event.version,
        "at": moment(event.at),
        "action": event.action,
        "title": in_language(row.titles, lang) if row else event.action,
        "from": event.from_state or None,
        "to": event.to_state,
        "role": in_language(RULES.get(event.role).titles, lang)
        if event.role in RULES
        else event.role,
        "who": (names or {}).get(event.actor_id, event.actor_name) if told and not by_site else "",
        "given": {name: each for name, each in event.payload.items() if name in known}
        if told
        else {},
    }


def table(work: Work) -> dict[str, Any]:
    """The very table that drives the engine, in both languages."""
    machine = work.machine
    return {
        "name": machine.name,
        "titles": both(machine.titles),
        "states": [
            {"name": state.name, "titles": both(state.titles), "open": state.open}
            for state in machine.states
        ],
        "transitions": [_transition(row) for row in machine.transitions],
        "filters": ["state", *work.filters],
        "self": f"{ROOT}/{work.name}",
    }


def _transition(row: Transition) -> dict[str, Any]:
    return {
        "action": row.action,
        "titles": both(row.titles),
        "from": list(row.sources),
        "to": row.target,
        "who": [_rule(name) for name in row.who],
        "guards": [_rule(name) for name in row.guards],
        "needs": [_need(need) for need in row.needs],
    }


def _rule(name: str) -> dict[str, Any]:
    return {"name": name, "titles": {lang: names_of_rules((name,), lang)[0] for lang in BOTH}}


def _need(need: Need) -> dict[str, Any]:
    return {
        "name": need.name,
        "titles": both(need.titles),
        "kind": need.kind,
        "required": need.required,
    }


def both(titles: Any) -> dict[str, str]:
    return {lang: in_language(titles, lang) for lang in BOTH}


def plain(value: Any) -> Any:
    """Days as ISO text; there are no fractions among the fields."""
    return value.isoformat() if isinstance(value, date) else value


def moment(at: datetime) -> str:
    return at.isoformat()
