"""The sentences that promise something: "we will ... by the end of the year", 力争年底前……"""

import re
from dataclasses import dataclass
from functools import cache

from goldthread.seminar.speech.bindings import covered
from goldthread.seminar.speech.clauses import Names, kept_by
from goldthread.seminar.speech.facts import MeasureFact, TaskFact
from goldthread.seminar.speech.patterns import compiled, data
from goldthread.seminar.speech.sentences import Part, sentences


@dataclass(frozen=True)
class Promised:
    """`number` counts the sentences of the text from 1; `mark` is where its promise begins."""

    number: int
    part: Part
    mark: int

    def key(self, lang: str) -> str:
        return f"{lang}:{self.number}"


def promises(text: str, lang: str) -> list[Promised]:
    found = []
    for number, part in enumerate(sentences(text), start=1):
        mark = promise_in(part.text, lang)
        if mark is not None:
            found.append(Promised(number, part, mark))
    return found


def promise_in(sentence: str, lang: str) -> int | None:
    """Where the words that promise begin; None where the sentence promises nothing."""
    hidden = covered(sentence)
    if _pattern("not_promises", lang).search(hidden):
        return None
    hit = _pattern("promises", lang).search(hidden)
    return hit.start() if hit else None


def keepers(sentence: str, lang: str, names: Names) -> list[TaskFact | MeasureFact]:
    """The tasks and measures that stand and that the promise names, or whose title it repeats."""
    named = names.named(sentence, lang)
    found: list[TaskFact | MeasureFact] = [*named.tasks, *named.measures]
    if not found:
        tasks = [task for task in names.facts.tasks if not task.parent]
        found += [task for task in tasks if kept_by(sentence, task.titles, lang)]
        found += [each for each in names.facts.measures if kept_by(sentence, each.titles, lang)]
    return [fact for fact in found if fact.stands]


@cache
def _pattern(name: str, lang: str) -> "re.Pattern[str]":
    return compiled("words", data("words")[name][lang])
