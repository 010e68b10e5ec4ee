"""What a field of an action names, told so that another site finds its own row for it.

An object with a life goes by its name (`identity`), an account by its user name, and any other row,
such as a milestone, by what tells it apart and what it belongs to. Where not exactly one row
answers to that, the request is refused: a number is never taken for another site's number.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.apps import apps
from django.db import models

from goldthread.handover.errors import refusal
from goldthread.handover.identity import Names
from goldthread.handover.tables import plain
from goldthread.workflow.lifecycle import Lifecycle

USER: Final = "auth.user"
KINDS: Final[Mapping[str, str]] = {
    "cycle": "programme.cycle",
    "previous": "programme.cycle",
    "into": "programme.cycle",
    "successor": "programme.sourcedocument",
    "clause": "programme.clause",
    "requirements": "programme.requirement",
    "measure": "programme.measure",
    "task": "programme.keytask",
    "parent": "programme.keytask",
    "report": "programme.progressreport",
    "replacement": "programme.evidence",
    "criterion": "programme.criterion",
    "milestone": "programme.milestone",
    "target": "programme.target",
    "office": "offices.office",
    "unit": "offices.office",
    "lead": "offices.office",
    "department": "offices.office",
    "act": "offices.reform",
    "chair": "offices.person",
    "user": USER,
    "seminar": "seminar.seminar",
    "session": "seminar.seminarsession",
    "delegation": "seminar.delegation",
    "item": "seminar.agendaitem",
    "proposal": "seminar.proposal",
    "proposals": "seminar.proposal",
    "reply_to": "seminar.remark",
    "entry": "seminar.minutesentry",
    "review": "review.review",
}
"""By the name of a field; `carried_from` names an object of the action's own model."""

NATURAL: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    USER: (("username",), ""),
    "offices.office": (("code",), ""),
    "programme.clause": (("path",), "document"),
    "programme.milestone": (("position", "title"), "task"),
    "programme.criterion": (("position", "text"), "milestone"),
    "programme.target": (("position", "indicator"), "task"),
}
"""Rows without a life of their own: the fields that tell them apart, and what they belong to."""

BY_KEY: Final[Mapping[str, str]] = {"verdicts": "programme.criterion"}
"""Fields that are objects whose keys name rows."""

Told = dict[str, Any]
Change = Callable[[str, str], str]


def told_of(payload: Any, label: str, names: Names) -> dict[str, Told]:
    """Every row that a payload names, by `model key`."""
    found: dict[str, Told] = {}
    for kind, key in _named(payload, label):
        row = apps.get_model(kind)._base_manager.filter(pk=key).first()
        if row is not None:
            found[f"{kind} {key}"] = describe(row, names)
    return found


def translated(
    payload: Any, label: str, told: Mapping[str, Told], find: Callable[[Told], Any]
) -> Any:
    """The payload with our keys; what was not told of is refused."""

    def ours(kind: str, key: str) -> str:
        if f"{kind} {key}" not in told:
            raise not_here(kind)
        return str(find(told[f"{kind} {key}"]).pk)

    return _changed(payload, label, ours)


def describe(row: models.Model, names: Names) -> Told:
    label = row._meta.label_lower
    if isinstance(row, Lifecycle):
        return {"model": label, "name": names.of_object(label, row.pk)}
    fields, owner = NATURAL[label]
    said: Told = {"model": label, "fields": {each: plain(getattr(row, each)) for each in fields}}
    return said | ({"owner": describe(getattr(row, owner), names)} if owner else {})


def find(told: Told, names: Names) -> Any:
    """Our row that was told of; refused where there is none, or more than one."""
    label = str(told["model"])
    rows: list[Any] = []
    if "name" in told and label in KINDS.values():
        rows = [names.object(label, str(told["name"]))]
    elif label in NATURAL:
        fields, owner = NATURAL[label]
        where = {each: told["fields"][each] for each in fields}
        if owner:
            where[owner] = find(told["owner"], names)
        rows = list(apps.get_model(label)._base_manager.filter(**where)[:2])
    if len(rows) != 1 or rows[0] is None:
        raise not_here(label)
    return rows[0]


def _named(value: Any, label: str, name: str = "") -> Iterator[tuple[str, str]]:
    seen: list[tuple[str, str]] = []

    def noted(kind: str, key: str) -> str:
        seen.append((kind, key))
        return key

    _changed(value, label, noted, name)
    yield from seen


def _changed(value: Any, label: str, change: Change, name: str = "") -> Any:
    """The same JSON with every key of a row changed."""
    if isinstance(value, dict):
        by_key = BY_KEY.get(name)
        return {
            (change(by_key, each) if by_key and each.isdigit() else each): _changed(
                inner, label, change, each
            )
            for each, inner in value.items()
        }
    if isinstance(value, list):
        return [_changed(each, label, change, name) for each in value]
    kind = label if name == "carried_from" else KINDS.get(name)
    if kind is None or isinstance(value, bool) or not str(value).isdigit():
        return value
    changed = change(kind, str(value))
    return int(changed) if isinstance(value, int) else changed


def not_here(label: str) -> Exception:
    kind = apps.get_model(label)._meta.verbose_name if label in KINDS.values() else label
    return refusal(
        "It names a row ({kind}) that was not found here, or not without doubt.",
        "其中所指的记录（{kind}）在本站点未找到，或无法唯一确定。",
        kind=kind,
    )
