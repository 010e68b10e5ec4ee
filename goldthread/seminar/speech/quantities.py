"""The numbers of a sentence: which of them are quantities somebody claims, and which are not.

Dates, years, ordinals, numbering, numbers of documents, articles and tasks, names that hold a
number and time limits are no claims of fact (`data/numbers.yaml`).
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from goldthread.seminar.speech.bindings import COVER
from goldthread.seminar.speech.numerals import HAN, value_of
from goldthread.seminar.speech.patterns import compiled, data

QUANTITY = "quantity"
_ENDLESS = re.compile(rf"[0-9０-９{HAN}]{{40,}}|(?:\d+[-–/.,， ]){{20,}}|(?:[A-Za-z]+-){{20,}}")
"""Runs of digits that are no number anybody means: covered, so that they cost nothing."""

_TITLE = re.compile(r"《[^》\n]{1,300}》|〈[^〉\n]{1,300}〉")


@dataclass(frozen=True)
class Number:
    """`kind`: `quantity` is claimed; else what it is instead (`date`, `ordinal`, ...).

    `value` is None of what is no quantity, and of a quantity in words (half, doubled).
    """

    start: int
    end: int
    text: str
    kind: str
    value: Fraction | None = None


def numbers(text: str) -> list[Number]:
    """Every number of a sentence in order, told apart; titles in 《》 hold none."""
    taken = [False] * len(text)
    text = _ENDLESS.sub(lambda run: COVER * len(run.group()), text)
    for title in _TITLE.finditer(text):
        taken[title.start() : title.end()] = [True] * len(title.group())
    found: list[Number] = []
    for kind, rule in _rules():
        for hit in rule.finditer(text):
            if not any(taken[hit.start() : hit.end()]):
                taken[hit.start() : hit.end()] = [True] * len(hit.group())
                found += _number(kind, hit)
    return sorted(found, key=lambda number: number.start)


def quantities(text: str) -> list[Number]:
    """The numbers that claim something."""
    return [number for number in numbers(text) if number.kind == QUANTITY]


@cache
def _rules() -> tuple[tuple[str, "re.Pattern[str]"], ...]:
    return tuple(
        (row["kind"], compiled("numbers", row["pattern"], exact=row.get("exact", False)))
        for row in data("numbers")["rules"]
    )


@cache
def _idioms() -> tuple[str, ...]:
    return tuple(data("numbers")["idioms"].split())


@cache
def _core() -> "re.Pattern[str]":
    """The numeral at the beginning of a quantity, without its unit."""
    return compiled(
        "numbers",
        r"~HAN~+分之(?:~HN~|~AR~)|~AR~\s?(?:万亿|[十百千万亿]+)?"
        r"(?:\s*(?:hundred|thousand|million|billion|dozen)\b)?|~HN~",
    )


def _number(kind: str, hit: "re.Match[str]") -> list[Number]:
    """The number of a match; none where it is an idiom that counts nothing (千方百计)."""
    bare = hit.group().strip()
    if not bare or (kind == QUANTITY and hit.string.startswith(_idioms(), hit.start())):
        return []
    start = hit.start() + hit.group().index(bare)
    value = _value(bare) if kind == QUANTITY else None
    return [Number(start, start + len(bare), bare, kind, value)]


def _value(text: str) -> Fraction | None:
    core = _core().match(text)
    return value_of(core.group().strip()) if core else None
