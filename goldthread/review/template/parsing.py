"""A template as a text into its blocks; TemplateRefused names the line, the character, the cause.

# Title                 the first line
## Heading              ### a heading below it
- an item of a list
@table C03 period=this by=region | Caption
anything else           a paragraph: lines up to a blank one
"""

import re
from collections.abc import Iterator
from typing import Final

from goldthread.review.template.blocks import Block, Drawn, Inline, Place, Text
from goldthread.review.template.errors import TemplateRefused, refused
from goldthread.review.template.inline import Periods, binding, inline, one_of
from goldthread.review.template.words import (
    BACK,
    COUNTED,
    DIVIDED_BY,
    DRAWN,
    MOST,
    OF_FIGURES,
)
from goldthread.seminar.speech.bindings import Binding
from goldthread.workflow.texts import say

LONGEST: Final = 200_000
MOST_BLOCKS: Final = 1_000
_HEADING: Final = re.compile(r"(#{1,6})\s+(?=\S)")
_BLOCK: Final = re.compile(r"@(?P<name>\S*)\s*")
_HAN: Final = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


def parse(text: str, periods: Periods) -> list[Block]:
    """Every block in order; the first is the title."""
    if len(text) > LONGEST:
        cause = say("a template has at most {n} characters", "模板最多{n}个字符", n=f"{LONGEST:,}")
        raise refused(1, 1, cause)
    found = list(_Reader(text, periods).blocks())
    if not found or not isinstance(found[0], Text) or found[0].kind != "title":
        raise refused(
            1,
            1,
            say(
                "a template begins with its title, a line such as “# Review”",
                "模板须以标题行开头，如“# 考核评估报告”",
            ),
        )
    if len(found) > MOST_BLOCKS:
        last = found[MOST_BLOCKS].place
        cause = say("a template has at most {n} blocks", "模板最多{n}个段落", n=MOST_BLOCKS)
        raise refused(last.line, last.column, cause)
    return found


class _Reader:
    def __init__(self, text: str, periods: Periods) -> None:
        self._lines = text.replace("\r\n", "\n").split("\n")
        self._periods = periods
        self._titled = False

    def blocks(self) -> Iterator[Block]:
        waiting: list[tuple[int, str]] = []
        for number, line in enumerate(self._lines, 1):
            if line.strip() and not line.startswith(("#", "- ", "@")):
                waiting.append((number, line))
                continue
            yield from self._paragraph(waiting)
            waiting = []
            if line.strip():
                yield self._line(number, line)
        yield from self._paragraph(waiting)

    def _paragraph(self, lines: list[tuple[int, str]]) -> Iterator[Text]:
        """Lines that were wrapped are joined: by a blank, but not between Chinese characters."""
        if not lines:
            return
        joined: list[object] = []
        for number, line in lines:
            bare = line.strip()
            column = line.index(bare[0]) + 1
            if joined and not _joins(lines, number):
                joined.append(" ")
            joined += self._inline(bare, number, column)
        yield Text(Place(lines[0][0], 1), "paragraph", tuple(joined))  # type: ignore[arg-type]

    def _line(self, number: int, line: str) -> Block:
        if line.startswith("@"):
            return self._drawn(number, line)
        if line.startswith("- "):
            return Text(Place(number, 1), "item", self._inline(line[2:].strip(), number, 3))
        mark = _HEADING.match(line)
        if mark is None or len(mark[1]) > 3:
            raise refused(number, 1, _NO_HEADING)
        level = len(mark[1]) - 1
        words = self._inline(line[mark.end() :].rstrip(), number, mark.end() + 1)
        if level == 0 and self._titled:
            raise refused(number, 1, say("there is a title already", "标题已经给出"))
        self._titled = self._titled or level == 0
        return Text(Place(number, 1), "heading" if level else "title", words, level)

    def _drawn(self, number: int, line: str) -> Drawn:
        head, bar, caption = line.partition("|")
        mark = _BLOCK.match(head)
        assert mark is not None
        place, kind = Place(number, 1), mark["name"]
        if kind not in DRAWN:
            cause = say(
                "there is no block @{name}; there are {known}",
                "没有@{name}，可用的有{known}",
                name=kind[:40],
                known=", ".join(f"@{each}" for each in DRAWN),
            )
            raise refused(number, 1, cause)
        start = len(head) + 1 + len(caption) - len(caption.lstrip()) + 1
        written = self._inline(caption.strip(), number, start)
        if not bar or not written:
            cause = say(
                "a block needs a caption after a bar, such as | Grants by region",
                "须在竖线后给出图表标题，如| 各省授权量",
            )
            raise refused(number, len(line.rstrip()) + 1, cause)
        words = head[mark.end() :].split()
        own = {word.split("=", 1)[0]: word for word in words if _is_own(word, kind)}
        given = {name: word.split("=", 1)[1] for name, word in own.items()}
        rest = [word for word in words if word not in own.values()]
        _check(given, kind, place)
        return Drawn(place, kind, written, self._bindings(rest, kind, given, place), given)

    def _bindings(
        self, words: list[str], kind: str, given: dict[str, str], place: Place
    ) -> tuple[Binding, ...]:
        if kind not in OF_FIGURES:
            if words:
                raise _unexpected(words[0], kind, place)
            return ()
        names = words[0].split(",") if words and "=" not in words[0] else [""]
        rest = " ".join(words[1:])
        found = tuple(binding(f"{name} {rest}", place, self._periods) for name in names)
        if kind != "table" and len(found) > 1:
            cause = say("@{kind} shows one indicator", "@{kind}只展示一个指标", kind=kind)
            raise refused(place.line, place.column, cause)
        by = "region" if kind == "map" else given.get("by", "")
        if by and by in dict(found[0].where):
            cause = say(
                "{by} is both what is divided by and a condition",
                "{by}不能同时作为分组和条件",
                by=by,
            )
            raise refused(place.line, place.column, cause)
        return found

    def _inline(self, text: str, number: int, column: int) -> Inline:
        return inline(text, number, column, self._periods)


_NO_HEADING = say(
    "a heading is #, ## or ###, a blank and its words",
    "标题行须为#、##或###，后接空格和文字",
)


def _is_own(word: str, kind: str) -> bool:
    return word.split("=", 1)[0] in DRAWN[kind] and "=" in word


def _check(given: dict[str, str], kind: str, place: Place) -> None:
    if "by" in given:
        one_of("by", given["by"], DIVIDED_BY, place)
    if "state" in given:
        one_of("state", given["state"], COUNTED[kind], place)
    for name, most in (("most", MOST), ("back", BACK)):
        if name in given and given[name] not in {str(n) for n in range(1, most + 1)}:
            cause = say(
                "{name} is {value}, but may be 1 to {most}",
                "{name}为{value}，应为1至{most}",
                name=name,
                value=given[name][:40],
                most=most,
            )
            raise refused(place.line, place.column, cause)
    if kind == "chart" and ("by" in given) == ("back" in given):
        cause = say(
            "a chart takes either back=… (the years before) or by=… (a dimension)",
            "图须带back=…（回溯年数）或by=…（维度）之一",
        )
        raise refused(place.line, place.column, cause)


def _unexpected(word: str, kind: str, place: Place) -> TemplateRefused:
    cause = say(
        "@{kind} does not take {word}, only {known}",
        "@{kind}不带{word}，只带{known}",
        kind=kind,
        word=word[:40],
        known=", ".join(f"{each}=…" for each in DRAWN[kind]),
    )
    return refused(place.line, place.column, cause)


def _joins(lines: list[tuple[int, str]], number: int) -> bool:
    """Does a line go on without a blank after the one before it?"""
    before = next(line for n, line in lines if n == number - 1).rstrip()
    after = next(line for n, line in lines if n == number).lstrip()
    return bool(_HAN.match(before[-1]) or _HAN.match(after[0]))
