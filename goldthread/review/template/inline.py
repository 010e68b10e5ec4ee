"""The tokens within a line: `{{C03 period=this region=CN-31 rank=region}}`, `{{tasks state=open}}`.

A figure is asked for as in the head's address (`seminar.speech.bindings`); its period may also be
`this`, `earlier` or `previous`. `rank` gives its place among all of a dimension.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from goldthread.review.template.blocks import (
    CountToken,
    FigureToken,
    Inline,
    Place,
    Token,
    WordToken,
)
from goldthread.review.template.errors import TemplateRefused, refused
from goldthread.review.template.words import COUNTED, DIVIDED_BY, PERIODS, WORDS
from goldthread.seminar.speech.bindings import Binding, tokens
from goldthread.seminar.speech.errors import TokenRefused
from goldthread.workflow.texts import Sentence, say

_MARK: Final = re.compile(r"\{\{|\}\}")
_RANK: Final = re.compile(r"\s+rank=(?P<by>\S*)")
Periods = Callable[[str], str]
"""From a word of `PERIODS` to the period meant."""


def inline(text: str, line: int, column: int, periods: Periods) -> Inline:
    """The text and the tokens of one line that begins at a place."""
    parts: list[str | Token] = []
    done = 0
    for start, end in _spans(text, line, column):
        parts += [text[done:start]] if text[done:start] else []
        place = Place(line, column + start)
        parts.append(token(text[start + 2 : end - 2], place, periods))
        done = end
    return tuple([*parts, text[done:]] if text[done:] else parts)


def token(inside: str, place: Place, periods: Periods) -> Token:
    words = inside.split()
    first = words[0].lower() if words else ""
    if first in COUNTED:
        return CountToken(place, first, _state(words[1:], first, place))
    if first in WORDS:
        if len(words) > 1:
            raise _fault(place, say("{word} takes nothing", "{word}不带参数", word=first))
        return WordToken(place, first)
    return _figure(inside, place, periods)


def binding(inside: str, place: Place, periods: Periods) -> Binding:
    """What the inside of a token asks for, with the period that its word means."""
    try:
        found = tokens("{{" + inside + "}}")[0].binding
    except TokenRefused as fault:
        raise _fault(place, fault.cause) from None
    period = periods(found.period) if found.period in PERIODS else found.period
    return replace(found, period=period)


def _figure(inside: str, place: Place, periods: Periods) -> FigureToken:
    rank = _RANK.search(inside)
    by = rank["by"] if rank else ""
    found = binding(_RANK.sub("", inside), place, periods)
    if rank and (by not in DIVIDED_BY or len(dict(found.where).get(by, ())) != 1):
        raise _fault(
            place,
            say(
                "rank is {by}, but must be one of {known}, of which the token names one value",
                "rank为{by}，应为{known}之一，且标记中须给出该维度的一个值",
                by=by[:40] or "-",
                known=list(DIVIDED_BY),
            ),
        )
    return FigureToken(place, found, by)


def _state(words: list[str], what: str, place: Place) -> str:
    known = COUNTED[what]
    given = dict(word.split("=", 1) for word in words if word.count("=") == 1)
    if len(given) != len(words) or set(given) - {"state"}:
        cause = say(
            "{what} takes state=…, one of {known}",
            "{what}只带state=…，可为{known}",
            what=what,
            known=list(known),
        )
        raise _fault(place, cause)
    return one_of("state", given.get("state", known[0]), known, place)


def one_of(name: str, value: str, known: tuple[str, ...], place: Place) -> str:
    if value not in known:
        raise _fault(
            place,
            say(
                "{name} is {value}, but may be {known}",
                "{name}为{value}，应为{known}",
                name=name,
                value=value[:40],
                known=list(known),
            ),
        )
    return value


def _spans(text: str, line: int, column: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in _MARK.finditer(text):
        if (mark.group() == "{{") == (opened is not None):
            raise _unbalanced(mark.group(), line, column + mark.start())
        if opened is None:
            opened = mark.start()
        else:
            found.append((opened, mark.end()))
            opened = None
    if opened is not None:
        raise _unbalanced("{{", line, column + opened)
    return found


def _unbalanced(mark: str, line: int, column: int) -> TemplateRefused:
    cause = say("{mark} stands alone in its line", "本行的{mark}未成对", mark=mark)
    return refused(line, column, cause)


def _fault(place: Place, cause: Sentence) -> TemplateRefused:
    return refused(place.line, place.column, cause)
