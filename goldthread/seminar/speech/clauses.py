"""The clauses of a sentence, the tasks and measures that they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from goldthread.seminar.speech.facts import Facts, MeasureFact, TaskFact
from goldthread.seminar.speech.numerals import value_of
from goldthread.seminar.speech.patterns import compiled, data
from goldthread.workflow.texts import Titles

_BREAK = re.compile(r"[，；,;]\s*|\s+(?:while|whereas|but)\s+|而(?!且)|但是?")
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3})")
_LEAST_LETTERS = {"en": 8, "zh": 4}
SIMILAR = 0.75
"""The share of a title's pairs of letters that a sentence must hold to be of that title."""


@dataclass(frozen=True)
class Clause:
    start: int
    text: str


@dataclass(frozen=True)
class Named:
    tasks: tuple[TaskFact, ...] = ()
    measures: tuple[MeasureFact, ...] = ()
    unknown: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tasks or self.measures)

    def __add__(self, other: "Named") -> "Named":
        return Named(
            tuple(dict.fromkeys(self.tasks + other.tasks)),
            tuple(dict.fromkeys(self.measures + other.measures)),
            self.unknown + other.unknown,
        )


def clauses(text: str) -> Iterator[Clause]:
    """Parts between commas and semicolons; commas within a number part nothing."""
    hidden = _THOUSANDS.sub("\ue002", text)
    start = 0
    for mark in [*_BREAK.finditer(hidden), None]:
        end = len(text) if mark is None else mark.start()
        if text[start:end].strip():
            yield Clause(start, text[start:end])
        start = end if mark is None else mark.end()


@dataclass(frozen=True)
class Names:
    """Finds by number and by title what a text names."""

    facts: Facts

    def named(self, text: str, lang: str) -> Named:
        titled = [each for each in self.facts.tasks if not each.parent and in_text(each, text)]
        unknown = tuple(n for n in self._numbers(text) if n.upper() not in self._by_number)
        return Named(
            tuple(dict.fromkeys(self.numbered(text) + titled)),
            tuple(self._measures(text, lang)),
            unknown,
        )

    def numbered(self, text: str) -> list[TaskFact]:
        """The tasks whose ledger numbers stand in the text."""
        known = (self._by_number.get(number.upper()) for number in self._numbers(text))
        return [task for task in known if task is not None]

    def _numbers(self, text: str) -> list[str]:
        """What looks like a ledger number."""
        return [hit.group() for hit in self._shapes.finditer(text)] if self._shapes else []

    @cached_property
    def _by_number(self) -> dict[str, TaskFact]:
        return {each.number.upper(): each for each in self.facts.tasks if each.number}

    @cached_property
    def _shapes(self) -> "re.Pattern[str] | None":
        """What a ledger number looks like, from those there are; longer shapes first."""
        shapes = {_shape(number) for number in self._by_number}
        if not shapes:
            return None
        listed = "|".join(sorted(shapes, key=len, reverse=True))
        return re.compile(
            rf"(?<![A-Za-z0-9\-])(?:{listed})(?![A-Za-z0-9\-])", re.IGNORECASE | re.ASCII
        )

    def _measures(self, text: str, lang: str) -> Iterator[MeasureFact]:
        pattern = compiled("words", data("words")["measure_number"][lang])
        wanted = set()
        for hit in pattern.finditer(text):
            value = value_of(next(group for group in hit.groups() if group))
            wanted.add(int(value) if value is not None else 0)
        for each in self.facts.measures:
            if (each.number in wanted and not each.coming) or in_text(each, text):
                yield each


def in_text(fact: TaskFact | MeasureFact, text: str) -> bool:
    """Does the text hold one of the titles, word for word?"""
    folded = text.casefold()
    return any(
        len(title) >= _LEAST_LETTERS.get(lang, 8) and title.casefold() in folded
        for lang, title in fact.titles.items()
    )


def kept_by(text: str, titles: Titles, lang: str) -> bool:
    """Is a sentence so much like a title that it speaks of the same thing?"""
    title = _letters(titles.get(lang, ""))
    pairs = _pairs(title)
    if len(title) < _LEAST_LETTERS[lang]:
        return False
    return len(pairs & _pairs(_letters(text))) >= SIMILAR * len(pairs)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _pairs(text: str) -> set[str]:
    """Pairs of Chinese characters, and whole words of other scripts."""
    found = {word for word in re.findall(r"[a-z0-9]{3,}", text) if word not in _SMALL_WORDS}
    for run in re.findall(r"[\u3400-\u9fff]+", text):
        found |= {run[at : at + 2] for at in range(len(run) - 1)}
    return found


_SMALL_WORDS = frozenset(
    ("the", "and", "for", "with", "from", "into", "all", "new", "its", "their", "our")
)


def _shape(number: str) -> str:
    return re.sub(r"[A-Z]+|\d+", lambda hit: _run(hit.group()), re.escape(number))


def _run(part: str) -> str:
    return f"[A-Z]{{{len(part)}}}" if part.isalpha() else rf"\d{{{len(part)}}}"
