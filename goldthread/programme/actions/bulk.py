"""One action on many tasks: said beforehand for each, then done to those that it can be done to.

What may be done to many at once is read from the table: actions that need nothing of each row, or
only what is common to all. Two more are actions on the task's behalf: to every regional office, and
a blue notice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from goldthread.offices.queries import remembering
from goldthread.programme.actions.assigning import assign_to_offices
from goldthread.programme.models import KeyTask, SupervisionNotice
from goldthread.programme.transitions import KEY_TASK
from goldthread.workflow.engine import create, judge, perform
from goldthread.workflow.errors import Refused, StaleVersion
from goldthread.workflow.log import hold
from goldthread.workflow.machine import Need, Transition
from goldthread.workflow.occasion import Actor
from goldthread.workflow.terms import Kind
from goldthread.workflow.texts import Sentence, Titles, say

COMMON: tuple[Kind, ...] = ("text", "date")
"""Kinds of fields that can be the same for many tasks."""
EACH_ITS_OWN = frozenset({"edit", "verify", "send_back", "share_out", "reach_milestone"})
"""Actions that say something of one task."""
TO_OFFICES, BLUE = "assign_to_offices", "issue_blue"
MOST = 2_000


@dataclass(frozen=True)
class Bulk:
    """An action on many: `needs` are asked once and hold for all; `sources` its states."""

    name: str
    titles: Titles
    needs: tuple[Need, ...]
    sources: frozenset[str]


@dataclass(frozen=True)
class Chosen:
    """A task that somebody chose, in the version that was shown."""

    pk: int
    version: int


@dataclass(frozen=True)
class Outcome:
    """What will happen to a task (or another object), or has: the state after it, or why not."""

    task: Any
    after: str = ""
    why_not: Sentence | None = None


def bulks() -> dict[str, Bulk]:
    """By name, in the table's order."""
    found: dict[str, Bulk] = {}
    for row in KEY_TASK.transitions:
        if _for_many(row):
            earlier = found.get(row.action)
            sources = frozenset(row.sources) | (earlier.sources if earlier else frozenset())
            needs = tuple(need for need in row.needs if need.required)
            found[row.action] = Bulk(row.action, row.titles, needs, sources)
    return found | {bulk.name: bulk for bulk in (_to_offices(), _blue())}


def _for_many(row: Transition) -> bool:
    by_people = any(not name.startswith("system.") for name in row.who)
    needs = [need for need in row.needs if need.required]
    common = all(need.kind in COMMON for need in needs)
    return bool(row.sources) and by_people and common and row.action not in EACH_ITS_OWN


def _to_offices() -> Bulk:
    titles = {"en": "assign to all regional offices", "zh": "分解交办至全部地方局"}
    states = ("assigned", "received", "in_progress")
    return Bulk(TO_OFFICES, titles, (), frozenset(states))


def _blue() -> Bulk:
    titles = {"en": "issue a blue notice", "zh": "发出蓝色督办单"}
    row = SupervisionNotice.machine.find("issue", None)
    assert row is not None
    needs = tuple(need for need in row.needs if need.name == "text")
    states = frozenset(state.name for state in KEY_TASK.states if state.open)
    return Bulk(BLUE, titles, needs, states)


def preview(
    *, bulk: Bulk, tasks: Iterable[Any], chosen: Sequence[Chosen], actor: Actor, given: Any
) -> list[Outcome]:
    """What would happen to each, by the rules and guards as they stand; nothing is written."""
    versions = {each.pk: each.version for each in chosen}
    with remembering():
        return [_previewed(bulk, task, versions[task.pk], actor, given) for task in tasks]


def _previewed(
    bulk: Bulk, task: Any, version: int, actor: Actor, given: Mapping[str, Any]
) -> Outcome:
    if task.version != version:
        return Outcome(task, why_not=_moved(task, version))
    try:
        return Outcome(task, _judged(bulk, task, actor, given))
    except Refused as refusal:
        return Outcome(task, why_not=refusal.sentence)


def _judged(bulk: Bulk, task: Any, actor: Actor, given: Mapping[str, Any]) -> str:
    """The state after it."""
    if bulk.name == BLUE:
        payload = _notice(task, given)
        judge(SupervisionNotice(), "issue", actor=actor, payload=payload)
        return str(task.state)
    if bulk.name == TO_OFFICES:
        try:
            with transaction.atomic():
                raise _Undone(len(assign_to_offices(task=task, actor=actor)))
        except _Undone as undone:
            if not undone.made:
                raise Refused(_nobody_left()) from None
        return str(task.state)
    row = judge(task, bulk.name, actor=actor, payload=given)
    return row.lands_in(task.state)


class _Undone(Exception):
    def __init__(self, made: int) -> None:
        super().__init__()
        self.made = made


def carry_out(
    *,
    bulk: Bulk,
    tasks: Iterable[Any],
    chosen: Sequence[Chosen],
    actor: Actor,
    given: Mapping[str, Any],
    key: str,
) -> list[Outcome]:
    """Done to those that it can be done to, in one transaction; the others are told why not.

    `key` makes repeating safe: what was done under it is not done again.
    """
    versions = {each.pk: each.version for each in chosen}
    with transaction.atomic(), remembering():
        hold("default")
        return [
            _carried(bulk, task, versions[task.pk], actor, given, f"{key}-{task.pk}")
            for task in tasks
        ]


def _carried(
    bulk: Bulk, task: Any, version: int, actor: Actor, given: Mapping[str, Any], key: str
) -> Outcome:
    try:
        with transaction.atomic():
            _do(bulk, task, version, actor, given, key)
        return Outcome(task, str(task.state))
    except Refused as refusal:
        return Outcome(task, why_not=refusal.sentence)


def _do(
    bulk: Bulk, task: Any, version: int, actor: Actor, given: Mapping[str, Any], key: str
) -> None:
    if bulk.name not in (BLUE, TO_OFFICES):
        payload = dict(given)
        perform(task, bulk.name, actor=actor, expected_version=version, payload=payload, key=key)
        return
    if task.version != version:
        sentence = _moved(task, version)
        raise StaleVersion(sentence, expected=version, current=task, since=())
    if bulk.name == BLUE:
        create(SupervisionNotice(), "issue", actor=actor, payload=_notice(task, given), key=key)
    elif not assign_to_offices(task=task, actor=actor):
        raise Refused(_nobody_left())


def _notice(task: KeyTask, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"task": task.pk, "colour": "blue", **given}


def _moved(task: Any, version: int) -> Sentence:
    return say(
        "Somebody acted since it was chosen: it was version {seen}, now it is version {version} in "
        "the state: {state}.",
        "选取后已有他人办理：选取时为第{seen}版，现为第{version}版，状态为{state}。",
        seen=version,
        version=task.version,
        state=task.machine.state(task.state).titles,
    )


def _nobody_left() -> Sentence:
    return say(
        "Every regional office has it already.",
        "全部地方局均已承办此项。",
    )
