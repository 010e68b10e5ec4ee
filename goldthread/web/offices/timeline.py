"""The names of an office over its days, drawn as bars: where one ends, an act took effect."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from goldthread.offices.one_office import Life
from goldthread.web.offices import telling

X = Callable[[date], float]
WIDTH = 720.0
LEAST = 6.0
"""A name of a few days still shows."""


@dataclass(frozen=True)
class Bar:
    """`text` only where it fits; the table below says everything."""

    x: float
    width: float
    text: str
    title: str
    now: bool


@dataclass(frozen=True)
class Mark:
    x: float
    year: int


@dataclass(frozen=True)
class Timeline:
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    today: float | None


def timeline(life: Life, day: date, lang: str) -> Timeline:
    first = life.versions[0].starts
    ends = life.versions[-1].ends
    last = max(day, ends or day, first)
    scale = WIDTH / max((last - first).days, 1)

    def x(of: date) -> float:
        return round((of - first).days * scale, 1)

    return Timeline(
        tuple(_bars(life, x, last, day, lang)),
        tuple(_marks(first, last, x)),
        x(day) if first <= day <= last else None,
    )


def _bars(life: Life, x: X, last: date, day: date, lang: str) -> Iterator[Bar]:
    em = 15.0 if lang == "zh" else 7.8
    for version in life.versions:
        left, right = x(version.starts), x(version.ends or last)
        name = telling.short_of(version, lang)
        width = max(right - left - 2, LEAST)
        yield Bar(
            left,
            round(width, 1),
            name if len(name) * em + 12 < width else "",
            f"{name}: {telling.span(version.starts, version.ends, lang)}",
            version.starts <= day and (version.ends is None or day < version.ends),
        )


def _marks(first: date, last: date, x: X) -> Iterator[Mark]:
    years = range(first.year, last.year + 1)
    step = max(1, len(years) // 8)
    for year in years[::step]:
        start = date(year, 1, 1)
        if first <= start <= last:
            yield Mark(x(start), year)
