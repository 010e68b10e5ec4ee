"""The tokens by which an address asks for its figures: `{{C03 period=2019-H1 region=CN-31}}`.

    token  = "{{" indicator { blank name "=" value } "}}"
    name   = "period" | a dimension | "counting" | "change" | "unit" | "decimals" | "sign"
    value  = characters other than blanks, "{", "}" and "="

A dimension takes several values parted by commas. `change` is `difference` or `percent`, on the
same period a year earlier. `unit` is `none`, or words in place of the indicator's own unit, `_` for
a blank; 万, 亿, `thousand` or `million` at its beginning divides the value. A change is written
without its sign, which the words of the sentence tell, unless `sign=yes`. Nothing is executed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from goldthread.seminar.speech.errors import TokenRefused
from goldthread.workflow.texts import Sentence, say

LONGEST: Final = 300
CHANGES: Final = ("difference", "percent")
SCALES: Final = {"亿": 100_000_000, "万": 10_000, "thousand": 1_000, "million": 1_000_000}
MOST_DECIMALS: Final = 6
DIMENSIONS: Final = (
    *("region", "country", "kind", "field", "applicant_type", "office", "month"),
    *("resident", "route"),
)
NAMES: Final = ("period", *DIMENSIONS, "counting", "change", "unit", "decimals", "sign")

_MARK = re.compile(r"\{\{|\}\}")
_INDICATOR = re.compile(r"[A-Za-z][A-Za-z0-9]{1,9}", re.ASCII)
_PART = re.compile(r"(?P<name>[a-z_]+)=(?P<value>[^\s={}]+)", re.ASCII)


@dataclass(frozen=True)
class Binding:
    """What a token asks for, and how it wants it written."""

    indicator: str
    period: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    counting: str = ""
    change: str = ""
    unit: str = ""
    scale: int = 1
    decimals: int | None = None
    signed: bool = False

    @property
    def asked(self) -> str:
        """The figure alone, however it is written: the same text for the same figure."""
        parts = [self.indicator, f"period={self.period}"]
        parts += [f"{name}={','.join(values)}" for name, values in self.where]
        parts += [f"counting={self.counting}"] if self.counting else []
        parts += [f"change={self.change}"] if self.change else []
        return " ".join(parts)


@dataclass(frozen=True)
class Token:
    start: int
    end: int
    binding: Binding


def tokens(text: str) -> list[Token]:
    """Every token in order; TokenRefused names the line, the place in it and the fault."""
    return [
        Token(start, end, _Reader(text, start).binding(text[start + 2 : end - 2]))
        for start, end in _spans(text)
    ]


def covered(text: str) -> str:
    """The text with every token covered by as many signs that belong to no word."""
    return re.sub(r"\{\{.*?\}\}", lambda found: COVER * len(found.group()), text, flags=re.DOTALL)


COVER: Final = "\ue001"


def _spans(text: str) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    for mark in _MARK.finditer(text):
        if mark.group() == "{{":
            if opened is not None:
                raise _fault(text, opened, *_NOT_CLOSED)
            opened = mark.start()
        elif opened is None:
            raise _fault(text, mark.start(), "“}}}}” closes no “{{{{”", "“}}}}”之前没有“{{{{”")
        else:
            yield opened, mark.end()
            opened = None
    if opened is not None:
        raise _fault(text, opened, *_NOT_CLOSED)


_NOT_CLOSED = ("“{{{{” is not closed by “}}}}”", "“{{{{”未以“}}}}”结束")
"""Templates: braces are doubled."""


class _Reader:
    """Reads the inside of one token that begins at a place of the text."""

    def __init__(self, text: str, start: int) -> None:
        self._text, self._start = text, start

    def binding(self, inside: str) -> Binding:
        if len(inside) > LONGEST - 4:
            raise self._refuse("a token has at most {n} characters", "标记最多{n}个字符", n=LONGEST)
        words = inside.split()
        if not words or not _INDICATOR.fullmatch(words[0]):
            raise self._refuse(
                "it must begin with an indicator such as C03", "标记须以指标编号（如C03）开头"
            )
        given = self._given(words[1:])
        if "period" not in given:
            raise self._refuse("it names no period", "未注明期间（period）")
        scale, unit = _scaled(given.get("unit", ""))
        return Binding(
            indicator=words[0].upper(),
            period=given["period"].upper(),
            where=self._where(given),
            counting=given.get("counting", ""),
            change=self._one_of("change", given, CHANGES),
            unit=unit,
            scale=scale,
            decimals=self._decimals(given),
            signed=self._one_of("sign", given, ("yes", "no")) == "yes",
        )

    def _given(self, words: list[str]) -> dict[str, str]:
        given: dict[str, str] = {}
        for word in words:
            part = _PART.fullmatch(word)
            if part is None:
                raise self._refuse(
                    "{word} is not name=value", "{word}不是“名称=值”", word=word[:40]
                )
            name = part["name"]
            if name not in NAMES:
                raise self._refuse(
                    "there is no {name}; there are {known}",
                    "没有{name}，可用的有{known}",
                    name=name[:40],
                    known=", ".join(NAMES),
                )
            if name in given:
                raise self._refuse("{name} is given twice", "{name}重复", name=name)
            given[name] = part["value"]
        return given

    def _where(self, given: dict[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        named = sorted(name for name in given if name in DIMENSIONS)
        return tuple((name, self._values(name, given[name])) for name in named)

    def _values(self, name: str, value: str) -> tuple[str, ...]:
        values = tuple(value.split(","))
        if not all(values):
            raise self._refuse("{name} has an empty value", "{name}含空值", name=name)
        return values

    def _one_of(self, name: str, given: dict[str, str], known: tuple[str, ...]) -> str:
        value = given.get(name, "")
        if value and value not in known:
            raise self._refuse(
                "{name} is {value}, but may be {known}",
                "{name}为{value}，应为{known}",
                name=name,
                value=value[:40],
                known=list(known),
            )
        return value

    def _decimals(self, given: dict[str, str]) -> int | None:
        value = given.get("decimals")
        if value is None:
            return None
        if value not in tuple(str(n) for n in range(MOST_DECIMALS + 1)):
            raise self._refuse(
                "decimals is {value}, but may be 0 to {most}",
                "decimals为{value}，应为0至{most}",
                value=value[:40],
                most=MOST_DECIMALS,
            )
        return int(value)

    def _refuse(self, en: str, zh: str, **facts: object) -> TokenRefused:
        return _fault(self._text, self._start, en, zh, **facts)


def _scaled(unit: str) -> tuple[int, str]:
    """The divisor at the beginning of a unit, and the unit as it is written."""
    written = unit.replace("_", " ").strip()
    for word, size in SCALES.items():
        if written.startswith(word):
            return size, written
    return 1, written


def _fault(text: str, at: int, en: str, zh: str, **facts: object) -> TokenRefused:
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    cause = say(en, zh, **facts)
    return TokenRefused(place(line, column, cause), cause)


def place(line: int, column: int, cause: Sentence) -> Sentence:
    return say(
        "Line {line}, character {column}: {cause}.",
        "第{line}行第{column}个字符：{cause}。",
        line=line,
        column=column,
        cause=cause,
    )
