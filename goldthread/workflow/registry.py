"""Named rules, effects and notices: what the words of a transition table mean."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from goldthread.workflow.errors import GuardUnmet, UnknownName
from goldthread.workflow.machine import Machine
from goldthread.workflow.occasion import Actor, Occasion
from goldthread.workflow.texts import Sentence, Titles, missing_languages

T = TypeVar("T")
Effect = Callable[[Occasion], None]
Audience = Callable[["Telling"], Iterable[object]]
Level = Literal["information", "action", "warning"]


@dataclass(frozen=True)
class Unmet:
    """A rule's "no" with facts for its sentence, such as which milestones lack evidence."""

    facts: Mapping[str, object] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return False


Test = Callable[[Occasion], "bool | Unmet"]


@dataclass(frozen=True)
class Rule:
    """A predicate that stands twice: `check` raises a sentence, `can` answers true or false.

    `titles` name it in lists and drawings ("lead unit"); `unmet` is the sentence told when it does
    not hold. `reads_payload`: it can only be judged once the fields are given.
    """

    name: str
    titles: Titles
    unmet: Titles
    test: Test
    reads_payload: bool = False

    def why_not(self, occasion: Occasion) -> Sentence | None:
        answer = self.test(occasion)
        if answer:
            return None
        return Sentence(self.unmet, answer.facts if isinstance(answer, Unmet) else {})

    def can(self, occasion: Occasion) -> bool:
        return self.why_not(occasion) is None

    def check(self, occasion: Occasion) -> None:
        sentence = self.why_not(occasion)
        if sentence is not None:
            raise GuardUnmet(sentence)


@dataclass(frozen=True)
class Telling:
    """What an audience is chosen by; `actor` is None where the clock, not a transition, tells."""

    obj: Any
    at: datetime
    actor: Actor | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NoticeKind:
    """A notice that transitions send; `audience` gives the keys of those who are told."""

    name: str
    titles: Titles
    level: Level
    audience: Audience


class Registry(Generic[T]):
    """Items by name; a name given twice, or asked for in vain, is an error that says so."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._items: dict[str, T] = {}

    def add(self, name: str, item: T) -> None:
        if name in self._items:
            raise UnknownName(f"The {self._what} {name!r} is registered twice; rename one.")
        self._items[name] = item

    def get(self, name: str) -> T:
        if name not in self._items:
            known = ", ".join(sorted(self._items)) or "none"
            raise UnknownName(f"There is no {self._what} {name!r}; registered are: {known}.")
        return self._items[name]

    def __contains__(self, name: str) -> bool:
        return name in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)


RULES: Registry[Rule] = Registry("rule")
EFFECTS: Registry[Effect] = Registry("effect")
FILLINGS: Registry[Effect] = Registry("filling")
NOTICES: Registry[NoticeKind] = Registry("notice")


def rule(
    name: str, titles: Titles, unmet: Titles, *, reads_payload: bool = False
) -> Callable[[Test], Test]:
    """Register a predicate of an occasion as a rule; it answers True, False or `Unmet(facts)`."""
    _need_languages(name, titles, unmet)

    def register(test: Test) -> Test:
        RULES.add(name, Rule(name, titles, unmet, test, reads_payload))
        return test

    return register


def effect(name: str) -> Callable[[Effect], Effect]:
    """Register what a transition does besides changing the state, in its transaction."""

    def register(function: Effect) -> Effect:
        EFFECTS.add(name, function)
        return function

    return register


def filling(name: str) -> Callable[[Effect], Effect]:
    """Register what an effect sets in the object's own columns.

    It runs before the effect of the same name, where there is one, and of a new object before its
    row first stands: the database then never sees a row without what it must have.
    """

    def register(function: Effect) -> Effect:
        FILLINGS.add(name, function)
        return function

    return register


def notice(name: str, titles: Titles, level: Level) -> Callable[[Audience], Audience]:
    """Register a notice by the function that says who is told."""
    _need_languages(name, titles)

    def register(audience: Audience) -> Audience:
        NOTICES.add(name, NoticeKind(name, titles, level, audience))
        return audience

    return register


def unknown_names(machine: Machine) -> list[str]:
    """A sentence for each word of the machine that nobody registered."""
    faults = []
    for row in machine.transitions:
        wanted: list[tuple[str, Registry[Any], str]]
        wanted = [("rule", RULES, name) for name in (*row.who, *row.guards)]
        if row.effect and row.effect not in FILLINGS:
            wanted += [("effect", EFFECTS, row.effect)]
        wanted += [("notice", NOTICES, name) for name in row.notices]
        faults += [
            f"Machine {machine.name!r}: the action {row.action!r} names the {what} {name!r}, "
            "which is not registered."
            for what, known, name in wanted
            if name not in known
        ]
    return faults


def _need_languages(name: str, *titles: Titles) -> None:
    for each in titles:
        for lang in missing_languages(each):
            raise UnknownName(f"{name!r} has no text in {lang!r}; give one.")
