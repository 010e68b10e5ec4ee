"""Sentences of a text with their offsets: Chinese and English, quotes, abbreviations, decimals.

A line break ends a sentence, but where a line was merely wrapped. What stands in a token is
covered first, so that nothing in it ends anything. What is longer than any sentence is cut.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goldthread.seminar.speech.bindings import COVER, covered

LONGEST = 2_000
_PAUSES = "，；,; "
_OPENS, _CLOSES = "“‘「『（(《〈【[", "”’」』）)》〉】]"
_HAN_ENDS = "。！？"
_LATIN_ENDS = ".!?"
_GOES_ON = "，、；：,;:—的地得等中之"
"""After the end of a quotation: the sentence that quotes it goes on."""

_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:approx|incl|resp|vs|cf|al|viz|mr|mrs|ms|dr|prof|st|gen|dept|govt|ed|eds"
    r"|[a-z]|(?:[a-z]\.)+[a-z])$",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(
    r"(?:^|[\s(“\"])(?:nos?|arts?|figs?|paras?|secs?|pp|vols?|chs?|cls?|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec)$",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"\s*(?:\(?\d{1,3}\)?|[ivx]{1,5}|[A-Za-z]|\d+(?:\.\d+)+)$", re.IGNORECASE)
_NEXT = re.compile(r"[A-Z0-9“‘\"'(\[\u3400-\u9fff\ue001《「]")


@dataclass(frozen=True)
class Part:
    """A sentence: `text` is `whole[start:end]`, with no blank at either end."""

    start: int
    end: int
    text: str


def sentences(text: str) -> list[Part]:
    hidden = covered(text)
    found = []
    start = 0
    for end in _cut(hidden, [*_ends(hidden), len(text)]):
        part = text[start:end]
        bare = part.strip()
        if bare:
            begin = start + len(part) - len(part.lstrip())
            found.append(Part(begin, begin + len(bare), bare))
        start = end
    return found


def _cut(text: str, ends: list[int]) -> Iterator[int]:
    """The same ends with others between them, at a pause where there is one, never in a token."""
    start = 0
    for end in ends:
        while end - start > LONGEST:
            last = start + LONGEST
            pause = max(text.rfind(mark, start, last) for mark in _PAUSES) + 1
            cut = pause if pause > start else last
            while cut > start + 1 and text[cut - 1] == text[cut] == COVER:
                cut -= 1
            yield cut
            start = cut
        yield end
        start = end


def _ends(text: str) -> Iterator[int]:
    """Where a sentence ends: after its mark and the quotes and brackets that close after it."""
    depth, start, at = 0, 0, 0
    while at < len(text):
        char = text[at]
        end = 0
        if char == "\n":
            end, depth = (0 if _wrapped(text, at) else at + 1), 0
        elif char in _OPENS:
            depth += 1
        elif char in _CLOSES and not _apostrophe(text, at):
            depth = max(0, depth - 1)
        elif char in _HAN_ENDS or (char in _LATIN_ENDS and _ends_latin(text, start, at)):
            end, depth = _closed(text, at + 1, depth)
        if end:
            yield end
            start = end
        at = max(at + 1, end)


def _closed(text: str, at: int, depth: int) -> tuple[int, int]:
    """The place after marks and closing quotes, or 0 where the sentence goes on around them."""
    while at < len(text) and text[at] in _HAN_ENDS + _LATIN_ENDS:
        at += 1
    quoted = False
    while at < len(text) and text[at] in _CLOSES + "\"'" and (depth or text[at] in "\"'"):
        depth -= text[at] not in "\"'"
        quoted = True
        at += 1
    goes_on = quoted and at < len(text) and (text[at] in _GOES_ON or _lower_next(text, at))
    return (0, depth) if depth > 0 or goes_on else (at, 0)


def _lower_next(text: str, at: int) -> bool:
    return bool(re.match(r"\s+[a-z]", text[at:]))


def _ends_latin(text: str, start: int, at: int) -> bool:
    """Is this mark the end of a sentence, and no decimal point, abbreviation or numbering?"""
    after = re.match(r"[.!?]*[”’」』）)》】\]\"']*(\s*)", text[at + 1 :])
    assert after is not None
    following = text[at + 1 + after.end() : at + 2 + after.end()]
    if following and not after.group(1):
        return text[at] in "!?" and bool(re.match(r"[\u3400-\u9fff]", following))
    if text[at] != ".":
        return True
    before = text[start:at]
    if _NUMBERING.fullmatch(before) or (following and _ABBREVIATION.search(before)):
        return False
    if following.isdigit() and _BEFORE_NUMBER.search(before):
        return False
    return not following or "\n" in after.group(1) or bool(_NEXT.match(following))


def _apostrophe(text: str, at: int) -> bool:
    return text[at] == "’" and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()


def _wrapped(text: str, at: int) -> bool:
    """Was the line broken within a sentence? A small letter or a comma before it, one after."""
    return bool(re.search(r"[a-z,\-]\s*$", text[:at])) and bool(re.match(r"[a-z]", text[at + 1 :]))
