"""Deadlines in the wording of a task: 2019年底前, 第三季度, "by the end of June".

A phrase is a deadline only by its own words (前, 底, 内, by, before, within): a mere date or the
years of a title are none. Where the year, or the meaning, is open, the reader says so.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goldthread.programme.plan.numbering import number

_MONTHS = {
    name: index
    for index, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}


@dataclass(frozen=True)
class Deadline:
    """A phrase and the day it names; `day` is None where the year is not known.

    `doubt` is a sentence where the phrase may be read in another way.
    """

    phrase: str
    day: date | None
    doubt: str = ""


def deadlines(text: str, year: int | None, *, cell: bool = False) -> list[Deadline]:
    """Every deadline in a text whose titles are covered, in order.

    A year named in the text holds for the phrases after it; `year` holds before that. In the
    cell of a column of deadlines (`cell`) a mere date is a deadline too.
    """
    found: list[Deadline] = []
    known = year
    for match, pattern in _matches(_closed_up(text), cell):
        deadline, named = _read(match, pattern, known, year)
        known = named or known
        if deadline:
            found.append(deadline)
    return found


_HAN_N = r"(?:\d\s?\d?|[一二三四五六七八九十]{1,3})"
_HAN_YEAR = r"(?P<year>(?:\d\s?){4}|[一二三四五六七八九〇○零]{4}|今|本|当|明|次|翌)\s?年度?\s?"
_QUARTER = r"(?:第?(?P<quarter>[一二三四1-4])季度(?:末|底)?|(?P<half>[上下])半年)"
_BEFORE = r"(?:之?前|以前)"
_VERB = (
    r"(?=完成|形成|印发|出台|启动|提交|报送|上报|制定|建成|实现|发布|办结|召开|组织|开展"
    r"|[,;。]|底|末|$)"
)
_PART = r"(?:底|末|(?P<part>[上中下])旬)"

_HAN = (
    ("day", rf"(?:{_HAN_YEAR})?(?P<month>{_HAN_N})\s?月\s?(?P<day>{_HAN_N})\s?[日号]\s?{_BEFORE}"),
    ("month", rf"(?:{_HAN_YEAR})?(?P<month>{_HAN_N})\s?月(?:份)?\s?{_PART}\s?{_BEFORE}?"),
    ("before-month", rf"(?:{_HAN_YEAR})?(?P<month>{_HAN_N})\s?月(?:份)?\s?{_BEFORE}"),
    ("quarter", rf"(?:{_HAN_YEAR})?{_QUARTER}\s?(?:{_BEFORE}|内)"),
    ("quarter", rf"(?<![总较比与和及是度])(?:{_HAN_YEAR})?{_QUARTER}{_VERB}"),
    ("year", rf"(?:到|至)?{_HAN_YEAR}年?(?:[底末]\s?{_BEFORE}?|以?内)"),
    ("year", rf"(?<![\d每历去全半])年(?:[底末]\s?{_BEFORE}?|内(?!的|部))"),
    ("before-year", rf"{_HAN_YEAR}{_BEFORE}"),
    ("target-year", r"(?:到|至)\s?(?P<year>(?:\d\s?){4})\s?年(?=[,，])"),
    ("month", rf"(?:{_HAN_YEAR})?(?P<month>{_HAN_N})\s?月(?:份)?(?=(?:完成|印发|出台|办结|建成))"),
)  # fmt: skip
_HAN_CELL = (
    ("iso", r"(?P<year>\d{4})\s?[-./]\s?(?P<month>\d{1,2})(?:\s?[-./]\s?(?P<day>\d{1,2}))?(?!\d)"),
    ("day", rf"(?:{_HAN_YEAR})?(?P<month>{_HAN_N})\s?月\s?(?P<day>{_HAN_N})\s?[日号]"),
    ("month", rf"(?:{_HAN_YEAR})?(?P<month>{_HAN_N})\s?月(?:份)?"),
    ("quarter", rf"(?:{_HAN_YEAR})?{_QUARTER}"),
    ("year", rf"{_HAN_YEAR}"),
)
_EN_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_EN_YEAR = r"(?:,?\s*(?:of\s+)?(?P<year>(?:19|20)\d\d)\b)?"
_EN_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_CUE = (
    r"\b(?P<cue>by|before|no\s+later\s+than|not\s+later\s+than|within|until|in|during"
    r"|prior\s+to)\s+"
)
_ORDINAL = r"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter|Q(?P<quarter_n>[1-4])"
_THIS = r"(?:\s+of\s+(?:the|this)\s+year)?"
_END = r"(?:the\s+)?(?:end|close)\s+of\s+(?:the\s+)?"
_YEAR_END = r"year(?:['’]s\s+end|-end|\s+end)?\b"
_HALF = r"(?P<half>first|second)\s+half"
_LATIN = (
    ("month", rf"(?:{_CUE}|\bat\s+){_END}{_EN_MONTH}{_EN_YEAR}"),
    ("quarter", rf"(?:{_CUE}|\bat\s+){_END}(?:{_ORDINAL}|{_HALF}){_THIS}{_EN_YEAR}"),
    ("year", rf"(?:{_CUE}|\bat\s+)(?:{_END})(?P<year>(?:19|20)\d\d)\b"),
    ("year", rf"(?:{_CUE}|\bat\s+)(?:{_END}|the\s+)?(?:this\s+|current\s+)?{_YEAR_END}"),
    ("day", rf"{_CUE}(?:the\s+)?{_EN_DAY}\s+(?:of\s+)?{_EN_MONTH}{_EN_YEAR}"),
    ("day", rf"{_CUE}{_EN_MONTH}\s+{_EN_DAY}(?!\d){_EN_YEAR}"),
    ("iso", rf"{_CUE}(?P<year>\d{{4}})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d)"),
    ("en-month", rf"{_CUE}{_EN_MONTH}{_EN_YEAR}"),
    ("quarter", rf"{_CUE}(?:the\s+)?(?:{_ORDINAL}|{_HALF}){_THIS}{_EN_YEAR}"),
    ("en-year", rf"{_CUE}(?P<year>(?:19|20)\d\d)(?![\d-])\b"),
)  # fmt: skip
_LATIN_CELL = (
    ("iso", _HAN_CELL[0][1]),
    ("day", rf"{_EN_DAY}\s+{_EN_MONTH}{_EN_YEAR}"),
    ("day", rf"{_EN_MONTH}\s+{_EN_DAY}(?!\d){_EN_YEAR}"),
    ("month", rf"{_EN_MONTH}{_EN_YEAR}"),
    ("quarter", rf"(?:{_ORDINAL}|{_HALF}){_THIS}{_EN_YEAR}"),
    ("year", r"(?P<year>(?:19|20)\d\d)(?!\d)"),
)
_ORDER = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def _compiled(rules: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in rules)


_IN_TEXT = _compiled(_HAN + _LATIN)
_IN_CELL = _compiled(_HAN_CELL + _LATIN_CELL)


def _closed_up(text: str) -> str:
    """The text without the spaces that pasting puts into Chinese dates (20 19 年 6 月)."""
    text = re.sub(r"(?<=\d)\s+(?=\d[\d ]{0,4}\s?[年月日号])", "", text)
    return re.sub(
        r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff\d])|(?<=\d)\s+(?=[\u4e00-\u9fff])", "", text
    )


def _matches(text: str, cell: bool) -> Iterator[tuple[re.Match[str], str]]:
    """Matches in order, none inside another; earlier rules and longer phrases first."""
    rules = _IN_TEXT + _IN_CELL if cell else _IN_TEXT
    found = [
        (match.start(), -match.end(), order, match, kind)
        for order, (kind, pattern) in enumerate(rules)
        for match in pattern.finditer(text)
    ]
    reached = 0
    for start, end, _, match, kind in sorted(found, key=lambda hit: hit[:3]):
        if start >= reached and not _is_range(text, match):
            reached = -end
            yield match, kind


def _is_range(text: str, match: re.Match[str]) -> bool:
    """2018—2019年 and 2018年至2019年 name a span, not a deadline."""
    before = text[max(0, match.start() - 3) : match.start()]
    return bool(re.search(r"\d\s?[-—–~～]\s?$", before)) and not text[match.start()].isalpha()


def _read(
    match: re.Match[str], kind: str, known: int | None, plan: int | None
) -> tuple[Deadline | None, int | None]:
    """The deadline of a match, and the year it names, if it names one."""
    groups = match.groupdict()
    phrase = match.group().strip(" ,.")
    year, named = _year(groups.get("year"), known, plan)
    if kind in {"en-month", "en-year"} and groups["cue"].lower() in {"in", "during", "until"}:
        return None, named
    try:
        day, doubt = _day(kind, groups, year or 2000, phrase)
    except ValueError:
        return Deadline(phrase, None, f"“{phrase}” is no day of the calendar."), named
    if year is None:
        return Deadline(phrase, None, f"“{phrase}” names no year, and the plan gives none."), named
    return Deadline(phrase, day, doubt), named


def _year(text: str | None, known: int | None, plan: int | None) -> tuple[int | None, int | None]:
    if not text:
        return known, None
    if text in "今本当":
        return plan, None
    if text in "明次翌":
        base = plan if text == "明" else known
        return (base + 1 if base else None), None
    year = number(text.replace("○", "〇"))
    return (year, year) if 1980 <= year <= 2200 else (known, None)


def _day(kind: str, groups: dict[str, str | None], year: int, phrase: str) -> tuple[date, str]:
    cue = (groups.get("cue") or "").lower()
    if kind == "year":
        return date(year, 12, 31), ""
    if kind == "target-year" or (kind == "en-year" and cue != "before"):
        doubt = f"“{phrase}” was read as the end of {year}." if cue != "within" else ""
        return date(year, 12, 31), doubt
    if kind in {"before-year", "en-year"}:
        return date(year, 12, 31), f"“{phrase}” may mean the beginning or the end of {year}."
    if kind == "quarter":
        return _quarter(groups, year), ""
    month = _month(groups["month"] or "")
    if kind == "before-month" or (kind == "en-month" and cue in {"before", "prior to"}):
        last = _end(year, month - 1) if month > 1 else date(year - 1, 12, 31)
        return last, f"“{phrase}” was read as up to {last:%d %B}: it may mean the month's end."
    if groups.get("day"):
        return date(year, month, number(groups["day"] or "")), ""
    part = groups.get("part")
    if part in {"上", "中"}:
        return date(year, month, 10 if part == "上" else 20), ""
    return _end(year, month), ""


def _quarter(groups: dict[str, str | None], year: int) -> date:
    if groups.get("half"):
        return _end(year, 6 if groups["half"] in {"上", "first", "First"} else 12)
    text = groups.get("quarter") or groups.get("quarter_n") or ""
    return _end(year, 3 * (_ORDER.get(text.lower()) or number(text)))


def _month(text: str) -> int:
    month = _MONTHS.get(text.lower()) or number(text)
    if not 1 <= month <= 12:
        raise ValueError(text)
    return month


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


_TITLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SPAN = re.compile(r"(?:19|20)\d\d\s*年?\s*[-—–~～至到/]\s*(?:(?:19|20)\d\d|\d\d)")
_PLAN_YEAR = re.compile(r"((?:19|20)\d\d)\s*年度?(?=[\w“”]{0,20}(?:计划|任务|工作|要点|方案|分工))")


def plan_year(title: str, preamble: str) -> tuple[int | None, str]:
    """The one year a plan is for, from its title or else its preamble; or why there is none."""
    for text, pattern in ((title, _TITLE_YEAR), (preamble, _PLAN_YEAR), (preamble, _TITLE_YEAR)):
        years = sorted({int(year) for year in pattern.findall(text)})
        if _SPAN.search(text) and text == title and years:
            return None, f"The plan's title names more than one year ({_SPAN.findall(text)[0]})."
        if len(years) == 1 and not _SPAN.search(text):
            return years[0], ""
        if len(years) > 1 and text == title:
            return None, f"The plan's title names the years {', '.join(map(str, years))}."
    return None, "Neither the title nor the preamble names one year."
