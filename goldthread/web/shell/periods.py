"""Periods as readers name them: 2019, 2019-H1, 2019-Q3, 2019-07."""

import re
from functools import lru_cache

from babel.dates import get_month_names
from django.utils.translation import gettext as _

FORM = re.compile(r"([0-9]{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?")
FIRST_YEAR, LAST_YEAR = 1900, 2099
MONTHS_IN = {"year": 12, "half": 6, "quarter": 3, "month": 1}


def check(text: str) -> str:
    """The period itself, or a ValueError that says which forms there are."""
    if FORM.fullmatch(text) and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        return text
    raise ValueError(
        _(
            "A period is a year (2019), a half-year (2019-H1), a quarter (2019-Q3) "
            "or a month (2019-07)."
        )
    )


def split(period: str) -> tuple[int, str, int]:
    """`2019-Q3` is (2019, "quarter", 3); a year is its only one."""
    found = FORM.fullmatch(period)
    assert found, period
    year, half, quarter, month = found.groups()
    if half:
        return int(year), "half", int(half)
    if quarter:
        return int(year), "quarter", int(quarter)
    return (int(year), "month", int(month)) if month else (int(year), "year", 1)


def join(year: int, size: str, number: int) -> str:
    form = {"year": "{y}", "half": "{y}-H{n}", "quarter": "{y}-Q{n}", "month": "{y}-{n:02d}"}
    return form[size].format(y=year, n=number)


def shift(period: str, steps: int) -> str:
    """The period so many periods of its size later (or earlier)."""
    year, size, number = split(period)
    in_year = 12 // MONTHS_IN[size]
    index = year * in_year + number - 1 + steps
    return join(index // in_year, size, index % in_year + 1)


def year_earlier(period: str) -> str:
    year, size, number = split(period)
    return join(year - 1, size, number)


def months(period: str) -> list[str]:
    """The months of a period, in order."""
    year, size, number = split(period)
    first = (number - 1) * MONTHS_IN[size]
    return [join(year, "month", first + step + 1) for step in range(MONTHS_IN[size])]


def holding(month: str, size: str) -> str:
    """The period of a size that holds a month."""
    year, _size, number = split(month)
    return join(year, size, (number - 1) // MONTHS_IN[size] + 1)


@lru_cache(maxsize=4096)
def title(period: str, lang: str) -> str:
    """`first half of 2019`, `2019年上半年`; the language is the active one."""
    year, size, number = split(period)
    if size == "month":
        return _month(year, number, lang)
    forms = {
        ("year", 1): _("%(year)d"),
        ("half", 1): _("first half of %(year)d"),
        ("half", 2): _("second half of %(year)d"),
        ("quarter", 1): _("first quarter of %(year)d"),
        ("quarter", 2): _("second quarter of %(year)d"),
        ("quarter", 3): _("third quarter of %(year)d"),
        ("quarter", 4): _("fourth quarter of %(year)d"),
    }
    return forms[size, number] % {"year": year}


def _month(year: int, number: int, lang: str) -> str:
    if lang == "zh":
        return f"{year}年{number}月"
    return f"{get_month_names('wide', locale='en')[number]} {year}"
