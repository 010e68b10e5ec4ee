"""What a person may do with an object now, and why not the rest: for buttons and explanations."""

from dataclasses import dataclass
from datetime import datetime

from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.machine import Machine, Transition
from goldthread.workflow.occasion import Actor, Occasion
from goldthread.workflow.registry import RULES, Rule
from goldthread.workflow.texts import Sentence, in_language, say


@dataclass(frozen=True)
class Offer:
    """`reasons` are the sentences why not; allowed means that there are none."""

    transition: Transition
    reasons: tuple[Sentence, ...]

    @property
    def allowed(self) -> bool:
        return not self.reasons

    def title(self, lang: str) -> str:
        return in_language(self.transition.titles, lang)

    def why_not(self, lang: str) -> str:
        gap = "" if lang.startswith("zh") else " "
        return gap.join(reason.in_language(lang) for reason in self.reasons)


def available(
    obj: Lifecycle, user: Actor, *, at: datetime | None = None, every: bool = False
) -> list[Offer]:
    """The actions of the object's state (of a new one: those that create), in the table's order.

    `every`: also the actions of other states, each with the sentence naming them. Rules that read
    the fields given with an action are judged when it is performed.
    """
    moment = at or clock.now()
    machine = type(obj).machine
    source = None if obj._state.adding else obj.state
    offers: dict[str, Offer] = {}
    for row in machine.transitions:
        occasion = Occasion(obj, machine, row, user, moment, {})
        if machine.find(row.action, source) is row:
            offers[row.action] = Offer(row, tuple(reasons(occasion)))
        elif every and source is not None and machine.find(row.action, source) is None:
            offers.setdefault(row.action, Offer(row, (wrong_state(machine, row.action, source),)))
    return list(offers.values())


def reasons(occasion: Occasion) -> list[Sentence]:
    """Every sentence why not: who may do it; to whoever may, each guard that does not hold.

    What a guard says is about the object, and for nobody else's eyes.
    """
    row = occasion.transition
    refusal = who_not(occasion, [rule for rule in _rules(row.who) if not rule.reads_payload])
    if refusal is not None:
        return [refusal]
    judged = [rule.why_not(occasion) for rule in _rules(row.guards) if not rule.reads_payload]
    return [why_not for why_not in judged if why_not is not None]


def role_of(occasion: Occasion) -> Rule | Sentence:
    """The first of the transition's rules under which the actor may act, or why there is none."""
    rules = _rules(occasion.transition.who)
    for rule in rules:
        if rule.can(occasion):
            return rule
    return _only(occasion, rules)


def who_not(occasion: Occasion, rules: list[Rule]) -> Sentence | None:
    if any(rule.can(occasion) for rule in rules):
        return None
    judged_later = len(rules) < len(occasion.transition.who)
    return None if judged_later else _only(occasion, rules)


def wrong_state(machine: Machine, action: str, source: str | None) -> Sentence:
    """Why an action leads nowhere from a state (None: from nothing)."""
    titles = {row.action: row.titles for row in machine.transitions}
    if action not in titles:
        return say(
            "There is no action {action!r} for {machine}; there are: {known}.",
            "“{machine}”没有操作 {action!r}；可用的有：{known}。",
            action=action[:60],
            machine=machine.titles,
            known=", ".join(machine.actions()),
        )
    places = [machine.state(name).titles for name in machine.sources_of(action)]
    facts = {"action": titles[action], "machine": machine.titles, "places": places}
    if not places:
        return say(
            "“{action}” begins the life of a new {machine}; this one exists.",
            "“{action}”用于新建{machine}，而此件已存在。",
            **facts,
        )
    if source is None:
        return say(
            "“{action}” is done to what exists, in the state: {places}. Create it first.",
            "“{action}”须在{places}状态下办理，请先新建。",
            **facts,
        )
    return say(
        "“{action}” is done in the state: {places}. Now the state is: {now}.",
        "“{action}”须在{places}状态下办理，现为{now}。",
        **facts,
        now=machine.state(source).titles,
    )


def _rules(names: tuple[str, ...]) -> list[Rule]:
    return [RULES.get(name) for name in names]


def _only(occasion: Occasion, rules: list[Rule]) -> Sentence:
    if len(rules) == 1:
        sentence = rules[0].why_not(occasion)
        assert sentence is not None
        return sentence
    return say(
        "“{action}” is done by: {who}.",
        "“{action}”由{who}办理。",
        action=occasion.transition.titles,
        who=[rule.titles for rule in rules],
    )
