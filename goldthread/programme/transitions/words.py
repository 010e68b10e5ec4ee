"""Words that several tables share, and the short form in which their rows are written."""

from typing import Any

from goldthread.workflow.machine import Machine, Need, State, Transition
from goldthread.workflow.terms import Kind

REASON = Need("reason", {"en": "reason", "zh": "理由"})
TITLES = (
    Need("title_en", {"en": "title in English", "zh": "英文标题"}, required=False),
    Need("title_zh", {"en": "title in Chinese", "zh": "中文标题"}, required=False),
)

PLANNING, SUPERVISION = "role.planning", "role.supervision"
SUPERVISION_HEAD, ISSUER = "role.supervision_head", "role.issuer"
CARRY_OVER, EXTENSION = "system.carry_over", "system.extension"
"""What an effect on one object does to another, in the name of the part itself."""


def state(name: str, en: str, zh: str, *, open: bool = True) -> State:  # noqa: A002
    return State(name, {"en": en, "zh": zh}, open=open)


def row(action: str, en: str, zh: str, sources: str, target: str, who: str, **more: Any) -> Any:
    """One row: `sources` and `who` are names parted by blanks; no source creates the object."""
    return Transition(
        action=action,
        titles={"en": en, "zh": zh},
        sources=tuple(sources.split()),
        target=target,
        who=tuple(who.split()),
        **more,
    )


def need(name: str, en: str, zh: str, kind: Kind = "text", *, required: bool = True) -> Need:
    return Need(name, {"en": en, "zh": zh}, kind, required)


def optional(name: str, en: str, zh: str, kind: Kind = "text") -> Need:
    return need(name, en, zh, kind, required=False)


def machine(name: str, en: str, zh: str, states: Any, rows: Any) -> Machine:
    return Machine(name, {"en": en, "zh": zh}, tuple(states), tuple(rows))
