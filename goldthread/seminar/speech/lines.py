"""The line of work that a promise belongs to, where its words leave no doubt."""

from collections.abc import Mapping

from goldthread.seminar.speech.patterns import compiled, data

NEUTRAL = "administration_and_service"
"""Where the words name no line, or more than one: whoever plans the measure decides."""


def line_of_work(said: Mapping[str, str]) -> str:
    """A code of the lines of work, by the sentence in each language."""
    words = data("words")["lines_of_work"]
    found = {
        line
        for line, patterns in words.items()
        for lang, pattern in patterns.items()
        if compiled("words", pattern).search(said.get(lang, ""))
    }
    return found.pop() if len(found) == 1 else NEUTRAL
