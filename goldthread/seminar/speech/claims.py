"""What a sentence claims of tasks, measures and reports, held against the ledger.

A clause that speaks of what will, should or might be claims nothing. A claim is of the tasks that
its clause and those before it name, else of all where it says so; of what cannot be told whom it
means, nothing is said.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from goldthread.seminar.speech.clauses import Clause, Named, Names, clauses
from goldthread.seminar.speech.facts import (
    COMPLETED,
    SETTLED,
    VERIFIED,
    Facts,
    MeasureFact,
    Outstanding,
    TaskFact,
)
from goldthread.seminar.speech.finding import Finding, finding
from goldthread.seminar.speech.patterns import compiled, data
from goldthread.seminar.speech.sentences import Part
from goldthread.workflow.texts import Titles, say

STATES = {
    "completed": COMPLETED,
    "settled": SETTLED,
    "verified": VERIFIED,
    "written_off": ("written_off",),
}
TIMELY = ("on_time", "none_overdue")
REPORTS = ("reported", "accepted")
MEASURE_DONE = ("achieved", "closed")
SHOWN = 3
"""So many contradicting facts are named in a sentence; of the others the count."""


@dataclass(frozen=True)
class Claim:
    """`start`, `end`: of the words, within the sentence. `every`: what it is said of as a whole.
    `of_tasks`: its clause speaks of tasks."""

    kind: str
    start: int
    end: int
    negated: bool
    every: str
    of_tasks: bool


@dataclass(frozen=True)
class Against:
    """One fact that a claim contradicts."""

    told: Titles
    task: str = ""
    measure: str = ""


def claims_of(clause: Clause, lang: str) -> list[Claim]:
    """What a clause claims; nothing where it speaks of what is to come."""
    if _pattern("unreal", lang).search(clause.text) or _pattern("hedged", lang).search(clause.text):
        return []
    every = next((n for n in _scopes() if _scope(n, lang).search(clause.text)), "")
    of_tasks = bool(_pattern("of_tasks", lang).search(clause.text))
    found = []
    for kind in data("words")["claims"]:
        hit = _claim(kind, lang).search(clause.text)
        if hit is not None:
            negated = kind != "none_overdue" and _negated(clause.text[: hit.end()], lang)
            start = clause.start + hit.start()
            end = clause.start + hit.end()
            found.append(Claim(kind, start, end, negated, every, of_tasks))
    return found


def claims_reports(text: str, lang: str) -> bool:
    """Does the text claim anything of reports, so that their facts are needed at all?"""
    return any(_claim(kind, lang).search(text) for kind in REPORTS)


def check_claims(part: Part, lang: str, names: Names) -> Iterator[Finding]:
    """The claims of a sentence that the ledger contradicts, and numbers it does not have."""
    if excepting(part.text, lang):
        return
    topic, pending = Named(), Named()
    for clause in clauses(part.text):
        named = names.named(_pattern("aside", lang).sub(" ", clause.text), lang)
        yield from _unknown(part, lang, clause, named.unknown)
        scope = (pending + named) or topic
        for claim in claims_of(clause, lang):
            against = list(_against(claim, scope, named, names.facts))
            if against:
                yield _contradiction(part, lang, claim, against)
        if named and lists_only(clause.text, lang, named):
            pending = pending + named
        elif named:
            topic, pending = pending + named, Named()


def excepting(text: str, lang: str) -> bool:
    """Does the sentence except somebody from what it says (除江苏外, all but two)?"""
    return bool(_pattern("excepting", lang).search(text))


def lists_only(clause: str, lang: str, named: Named) -> bool:
    """Does the clause but name, so that the claim is in one that follows ("A, B and C have")?"""
    told = [(str(task.number), task.titles) for task in named.tasks]
    told += [(str(measure.number), measure.titles) for measure in named.measures]
    words = {word for number, titles in told for word in (number, *titles.values()) if word}
    rest = clause
    for word in sorted(words, key=len, reverse=True):
        rest = re.sub(re.escape(word), "", rest, flags=re.IGNORECASE)
    return bool(_pattern("list_only", lang).fullmatch(rest))


def _unknown(part: Part, lang: str, clause: Clause, numbers: Iterable[str]) -> Iterator[Finding]:
    for number in numbers:
        at = clause.start + clause.text.index(number)
        why = say(
            "The ledger has no task {number}.", "台账中没有编号为{number}的事项。", number=number
        )
        yield finding("unknown", lang, part, why, (at, at + len(number)))


def _against(claim: Claim, scope: Named, own: Named, facts: Facts) -> Iterator[Against]:
    """`own`: what the clause of the claim names itself; of a measure nothing else is meant."""
    if claim.kind in REPORTS:
        yield from _reports_against(claim, scope, facts)
        return
    tasks = _tasks_meant(claim, scope, facts)
    measures = own.measures
    if not scope and claim.every == "measures":
        measures = tuple(m for m in facts.measures if m.stands and not m.coming)
    for task in tasks:
        if _task_says_otherwise(claim, task):
            yield Against(_told(task), task=task.key)
    for measure in measures if claim.kind == "completed" else ():
        if (measure.state in MEASURE_DONE) == claim.negated:
            yield Against(_told_measure(measure), measure=measure.key)


def _tasks_meant(claim: Claim, scope: Named, facts: Facts) -> tuple[TaskFact, ...]:
    """The named tasks, of "all regions" their assignments; else all where it is said of all."""
    if scope.tasks and claim.every == "regions":
        parents = {task.key for task in scope.tasks}
        parts = tuple(task for task in facts.tasks if task.parent in parents)
        return _standing(parts or scope.tasks)
    if scope:
        return scope.tasks
    if claim.every == "tasks" or claim.kind == "none_overdue":
        return _standing(task for task in facts.tasks if not task.parent)
    if claim.every == "regions" and claim.of_tasks:
        return _standing(task for task in facts.tasks if task.parent)
    return ()


def _standing(tasks: Iterable[TaskFact]) -> tuple[TaskFact, ...]:
    return tuple(task for task in tasks if task.stands and not task.coming)


def _task_says_otherwise(claim: Claim, task: TaskFact) -> bool:
    if claim.kind in TIMELY:
        late = task.overdue or (task.done_late and claim.kind == "on_time")
        return late != claim.negated
    return (task.state in STATES[claim.kind]) == claim.negated


def _reports_against(claim: Claim, scope: Named, facts: Facts) -> Iterator[Against]:
    """Said of all offices, or of the tasks named: who still owes a report, or is not accepted."""
    if claim.negated or not (scope.tasks or claim.every in ("regions", "reports", "tasks")):
        return
    rows = facts.unreported if claim.kind == "reported" else facts.unaccepted
    wanted = {task.key for task in scope.tasks}
    parts = {task.key for task in facts.tasks if task.parent in wanted}
    seen: dict[str, Outstanding] = {}
    for row in rows:
        if not wanted or row.task in wanted | parts:
            seen.setdefault(row.office["en"], row)
    for row in seen.values():
        yield Against(row.office, task=row.task)


def _contradiction(part: Part, lang: str, claim: Claim, against: list[Against]) -> Finding:
    more = len(against) - SHOWN
    rest = (
        {"en": f"; and {more} more", "zh": f"；另有{more}项"} if more > 0 else {"en": "", "zh": ""}
    )
    told = {
        each: glue.join(row.told[each] for row in against[:SHOWN]) + rest[each]
        for each, glue in (("en", "; "), ("zh", "；"))
    }
    why = say(
        "The sentence says “{claim}”, the ledger says otherwise: {told}.",
        "句中称“{claim}”，与台账不符：{told}。",
        claim=_claimed(claim),
        told=told,
    )
    return finding(
        "contradiction",
        lang,
        part,
        why,
        (claim.start, claim.end),
        tasks=tuple(row.task for row in against if row.task),
        measures=tuple(row.measure for row in against if row.measure),
    )


def _claimed(claim: Claim) -> Titles:
    titles: Titles = data("words")["claims"][claim.kind]["titles"]
    return {"en": f"not {titles['en']}", "zh": f"非{titles['zh']}"} if claim.negated else titles


def _told(task: TaskFact) -> Titles:
    late = {"en": "", "zh": ""}
    if task.overdue:
        late = {"en": ", overdue", "zh": "，已逾期"}
    elif task.done_late:
        late = {"en": ", completed late", "zh": "，逾期完成"}
    name = {lang: task.number or task.titles.get(lang) or task.titles["en"] for lang in late}
    return {
        "en": f"{name['en']} ({task.state_titles['en']}{late['en']})",
        "zh": f"{name['zh']}（{task.state_titles['zh']}{late['zh']}）",
    }


def _told_measure(measure: MeasureFact) -> Titles:
    states = measure.state_titles
    return {
        "en": f"measure {measure.number} ({states['en']})",
        "zh": f"举措{measure.number}（{states['zh']}）",
    }


def _negated(before: str, lang: str) -> bool:
    return bool(_pattern("negated", lang).search(before))


@cache
def _pattern(name: str, lang: str) -> "re.Pattern[str]":
    return compiled("words", data("words")[name][lang])


@cache
def _claim(kind: str, lang: str) -> "re.Pattern[str]":
    return compiled("words", data("words")["claims"][kind][lang])


@cache
def _scope(name: str, lang: str) -> "re.Pattern[str]":
    return compiled("words", data("words")["scopes"][name][lang])


def _scopes() -> list[str]:
    return list(data("words")["scopes"])
