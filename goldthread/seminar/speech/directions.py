"""Whether the words around a bound change (rose, 下降) agree with its sign."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from goldthread.seminar.speech.bindings import Binding, Token, covered
from goldthread.seminar.speech.clauses import Clause, clauses
from goldthread.seminar.speech.finding import Finding, finding
from goldthread.seminar.speech.patterns import compiled, data
from goldthread.seminar.speech.rendering import Shown, written
from goldthread.seminar.speech.sentences import Part
from goldthread.workflow.texts import say

SIGNS = {"up": 1, "down": -1, "flat": 0}


def check_directions(
    part: Part, lang: str, tokens: list[Token], figures: Mapping[str, Shown]
) -> Iterator[Finding]:
    """`tokens` of this sentence; those whose change the register has are judged."""
    for token in tokens:
        shown = figures.get(token.binding.asked)
        if token.binding.change and shown is not None and shown.value is not None:
            start = token.start - part.start
            found = _judge(part, lang, token, shown, start)
            if found is not None:
                yield found


def _judge(part: Part, lang: str, token: Token, shown: Shown, start: int) -> Finding | None:
    assert shown.value is not None
    sign = (shown.value > 0) - (shown.value < 0)
    end = start + token.end - token.start
    hidden = covered(part.text)
    word = _nearest(hidden, lang, start, end)
    if word is None:
        told_before = token.binding.signed or _said_before(hidden, lang, start, sign)
        return None if told_before else _unsigned(part, lang, token, (start, end))
    name, told = word
    if name == "negated" or SIGNS[name] == sign:
        return None
    value = {each: written(_signed(token), shown, each) for each in ("en", "zh")}
    why = say(
        "The sentence says “{word}”, but the figure is {value}.",
        "句中称“{word}”，而数据为{value}。",
        word=told,
        value=value,
    )
    return finding("direction", lang, part, why, (start, end), figures=(token.binding.asked,))


def _unsigned(part: Part, lang: str, token: Token, at: tuple[int, int]) -> Finding:
    why = say(
        "The change is written without its sign and no word says whether it rose or fell.",
        "增减幅未标正负，句中也未说明是增是减。",
    )
    return finding("unsigned", lang, part, why, at, figures=(token.binding.asked,))


def _signed(token: Token) -> Binding:
    return replace(token.binding, signed=True)


def _nearest(text: str, lang: str, start: int, end: int) -> tuple[str, str] | None:
    """The word of direction nearest before the token in its clause, else the nearest after it."""
    clause = next(c for c in clauses(text) if c.start <= start < c.start + len(c.text))
    hits = list(_hits(clause, lang))
    before = [hit for hit in hits if hit[1] <= start]
    after = [hit for hit in hits if hit[0] >= end]
    if not hits or not (before or after):
        return None
    first, _last, name, told = before[-1] if before else after[0]
    ahead = clause.text[: first - clause.start]
    return ("negated" if _negated(lang).search(ahead) else name), told


def _said_before(text: str, lang: str, start: int, sign: int) -> bool:
    """Does an earlier clause end on the right direction ("rose again, by ...")? A wrong one there
    may speak of something else, so that it is no fault, but no help either."""
    hits = [hit for clause in clauses(text) for hit in _hits(clause, lang) if hit[1] <= start]
    return bool(hits) and SIGNS[hits[-1][2]] == sign


def _hits(clause: Clause, lang: str) -> Iterator[tuple[int, int, str, str]]:
    found = [
        (hit.start() + clause.start, hit.end() + clause.start, name, hit.group())
        for name in SIGNS
        for hit in _word(name, lang).finditer(clause.text)
    ]
    yield from sorted(found)


@cache
def _word(name: str, lang: str) -> "re.Pattern[str]":
    return compiled("words", data("words")["directions"][name][lang])


@cache
def _negated(lang: str) -> "re.Pattern[str]":
    return compiled("words", data("words")["negated"][lang])
