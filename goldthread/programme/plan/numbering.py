"""Numbers that open a heading or a task: 一、 (一) 1. ① 第一 第二章 and I. 1. (1) (a) A. Chapter 1.

`candidates` finds everything that looks like one; `outline` decides which of them are.
"""

import re
import unicodedata
from dataclasses import dataclass

from goldthread.programme.plan.folding import is_cjk

_CN = "一二三四五六七八九十百〇零"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_WORDS = {
    word: value
    for value, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        start=1,
    )
}

# Each name is a kind of number; the group `<kind>_n` holds the numeral.
_PATTERN = re.compile(
    rf"""
      (?P<chapter>第\s?(?P<chapter_n>[{_CN}]{{1,5}}|\d{{1,3}})\s?[章编篇]
        |\b(?:Chapter|CHAPTER|Part|PART)\s(?P<chapter_en>\d{{1,3}}|[IVXL]{{1,6}}\b|[A-Z][a-z]{{2,5}}\b)
          \s?[.:—–-]?)
    | (?P<section>第\s?(?P<section_n>[{_CN}]{{1,5}}|\d{{1,3}})\s?节
        |\b(?:Section|SECTION)\s(?P<section_en>\d{{1,3}}|[IVXL]{{1,6}}\b)\s?[.:—–-]?)
    | (?P<article>第\s?(?P<article_n>[{_CN}]{{1,5}}|\d{{1,3}})\s?条)
    | (?P<ordinal>第\s?(?P<ordinal_n>[{_CN}]{{1,3}})\s?[,、:](?![第{_CN}]))
    | (?P<hanparen>\(\s?(?P<hanparen_n>[{_CN}]{{1,4}})\s?\)[、.]?(?![期批项款条类级号次审线至到、]))
    | (?P<hanenum>(?<![第{_CN}\d])(?P<hanenum_n>[{_CN}]{{1,4}})\s?[、.](?![{_CN}]))
    | (?P<numparen>\(\s?(?P<numparen_n>\d(?:\s?\d){{0,2}})\s?\)[、.]?(?![期批项款条类级号次审线]))
    | (?P<alphaparen>\(\s?(?P<alphaparen_n>[a-z]{{1,5}}|[A-Z])\s?\))
    | (?P<decimal>(?<![\d.])(?P<decimal_n>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})[.、]?
        (?=\s+[^\W\d]|[\u4e00-\u9fff《“])(?!\s?[月年日]))
    | (?P<numhalf>(?<![\d.(])(?P<numhalf_n>\d{{1,3}})\s?\)(?=\s?[^\W\d]|\s?[《“]))
    | (?P<arabic>(?<![\d.])(?P<arabic_n>\d(?:[ ]?\d){{0,2}})\s?[.、]
        (?!\d(?!(?:\s?\d){{3}}\s?年|(?:\s?\d)?\s?月)))
    | (?P<roman>(?<![A-Za-z.])(?P<roman_n>[IVXL]{{1,6}})\s?[.、](?=\s|[A-Z\u4e00-\u9fff《“]))
    | (?P<alpha>(?<![A-Za-z.])(?P<alpha_n>[A-Za-z])[.)](?=\s?[A-Z“"\u4e00-\u9fff]))
    | (?P<sign>[\u2460-\u2473\u2474-\u249b\u3220-\u3229\u2160-\u216b\u3251-\u325f\u32b1-\u32bf]
        [.、]?)
    """,
    re.VERBOSE,
)
_NAMES = [
    "chapter",
    "section",
    "article",
    "ordinal",
    "hanparen",
    "hanenum",
    "numparen",
    "alphaparen",
    "decimal",
    "numhalf",
    "arabic",
    "roman",
    "alpha",
    "sign",
]

# What stands before a number that belongs to the sentence: "Article 2.", "No. 1.", 第1.
_REFERENCE = re.compile(
    r"(?:\b(?:article|section|chapter|phase|part|step|table|figure|fig|no|nos|annex|class|item|"
    r"paragraph|para|rule|version|stage|level|type|group|plan|category|appendix|and|or|to|art|vol)"
    r"\.?|第|至|到|和|或|及)\s*$",
    re.IGNORECASE,
)
_ENDS = "。；;.!?！？：:)"
_ONLY_AT_LINE_START = {"article", "decimal", "numhalf"}
_ONLY_AFTER_AN_END = {"chapter", "section", "roman", "alpha", "alphaparen", "ordinal"}


@dataclass(frozen=True)
class Candidate:
    """What looks like a number: where it stands and every way to read it.

    `place` is `line` (opens a line), `end` (follows the end of a sentence or a bracket), `glued`
    (follows a word with no space) or `spaced` (follows a word and a space).
    """

    start: int
    end: int
    label: str
    readings: tuple[tuple[str, int], ...]
    place: str
    prefix: tuple[int, ...] = ()  # the 2 of 2.1


def candidates(marks: str) -> list[Candidate]:
    """Every candidate in folded, covered text, in order."""
    found = (_candidate(marks, match) for match in _PATTERN.finditer(marks))
    return [candidate for candidate in found if candidate is not None]


def opens_line(folded: str) -> bool:
    """True if a line begins with what looks like a number."""
    match = _PATTERN.match(folded)
    return match is not None and bool(_readings(match))


def _candidate(marks: str, match: re.Match[str]) -> Candidate | None:
    kind = _kind(match)
    place = _place(marks, match.start())
    if not _may_stand(kind, place) or not (readings := _readings(match)):
        return None
    if place != "line" and _REFERENCE.search(marks, max(0, match.start() - 12), match.start()):
        return None
    prefix = tuple(int(part) for part in match["decimal_n"].split(".")) if kind == "decimal" else ()
    label = re.sub(r"\s+(?=\d)|(?<=[(第])\s+|\s+(?=[)章节条])|[\s.、:,—–-]+$", "", match.group())
    if kind in {"chapter", "section"}:
        label = re.sub(r"[\s.、:,—–-]+$", "", match.group())
    return Candidate(match.start(), match.end(), _bare(label), readings, place, prefix)


def _bare(label: str) -> str:
    return label[:-1] if label.endswith(")") and not label.startswith("(") else label


def _kind(match: re.Match[str]) -> str:
    return next(name for name in _NAMES if match[name] is not None)


def _may_stand(kind: str, place: str) -> bool:
    if place == "line":
        return True
    return kind not in _ONLY_AT_LINE_START and (kind not in _ONLY_AFTER_AN_END or place == "end")


def _place(marks: str, start: int) -> str:
    before = start - 1
    while before >= 0 and marks[before] in " \t\v":
        before -= 1
    if before < 0 or marks[before] == "\n" or (marks[before] in "#*•>-" and _bullet(marks, before)):
        return "line"
    if marks[before] in _ENDS or marks[before] in '”"':
        return "end"
    return "glued" if before == start - 1 else "spaced"


def _bullet(marks: str, position: int) -> bool:
    for before in range(position - 1, max(-1, position - 8), -1):
        if marks[before] not in "#*•>- \t":
            return marks[before] == "\n"
    return position < 8


def _readings(match: re.Match[str]) -> tuple[tuple[str, int], ...]:
    kind = _kind(match)
    if kind == "sign":
        return _sign(match["sign"][0])
    if kind == "decimal":
        parts = match["decimal_n"].split(".")
        return ((f"decimal{len(parts)}", int(parts[-1])),)
    numeral = match[f"{kind}_n"] or match[f"{kind}_en"]
    if kind in {"alpha", "alphaparen"}:
        return _letters(kind, numeral)
    value = number(numeral)
    readings: tuple[tuple[str, int], ...] = ((kind, value),) if value else ()
    if kind == "roman" and len(numeral) == 1:
        readings += (("alpha-upper", ord(numeral) - 64),)
    return readings


def _letters(kind: str, numeral: str) -> tuple[tuple[str, int], ...]:
    case = "upper" if numeral.isupper() else "lower"
    readings: tuple[tuple[str, int], ...] = ()
    if len(numeral) == 1:
        readings = ((f"{kind}-{case}", ord(numeral.upper()) - 64),)
    if case == "lower" and set(numeral) <= set("ivx") and (value := number(numeral.upper())):
        readings += ((f"{kind}-roman", value),)
    return readings


def _sign(char: str) -> tuple[tuple[str, int], ...]:
    if 0x249C <= ord(char) <= 0x24FF:
        return ()
    value = int(unicodedata.numeric(char, 0))
    for first, last, kind in (
        ("\u2474", "\u2487", "numparen"),
        ("\u2488", "\u249b", "arabic"),
        ("\u3220", "\u3229", "hanparen"),
        ("\u2160", "\u216b", "roman"),
    ):
        if first <= char <= last:
            return ((kind, value),)
    return (("circled", value),)


def number(numeral: str) -> int:
    """The value of a numeral in digits, Chinese, Roman or an English word; 0 if it is none."""
    plain = re.sub(r"\s", "", numeral)
    if plain.isdecimal():
        return int(plain)
    if all(is_cjk(char) for char in plain):
        return _chinese(plain)
    if set(plain) <= set(_ROMAN):
        return _roman(plain)
    return _WORDS.get(plain.lower(), 0)


def _chinese(numeral: str) -> int:
    if not set(numeral) & set("十百"):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total, digit = 0, 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
    return total + digit


def _roman(numeral: str) -> int:
    """The value, or 0 for letters that are no well-formed Roman numeral up to 89 (IIX, VV)."""
    if not re.fullmatch(r"L?(?:X{0,3}|XL)(?:IX|IV|V?I{0,3})", numeral):
        return 0
    values = [_ROMAN[char] for char in numeral]
    return sum(
        -value if value < max(values[index:]) else value for index, value in enumerate(values)
    )
