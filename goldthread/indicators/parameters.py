"""Users' values: they travel beside the SQL, by name, and never through the compiler.

A plan knows only the shape of a condition (which dimension, how many values), so one compiled text
serves every page that asks the same way.
"""

from goldthread.indicators.dimensions import ABSENT, covered, whole_countries
from goldthread.indicators.periods import Period, period

Where = tuple[tuple[str, tuple[str, ...]], ...]
# Of each dimension: how many codes, how many countries that cover their regions by prefix, and
# whether every code is one that records carry (no code for the absent, no country).
OneShape = tuple[str, int, int, bool]
Shape = tuple[OneShape, ...]
Values = dict[str, object]


def shape_of(where: Where) -> Shape:
    return tuple(_one_shape(name, values) for name, values in where)


def _one_shape(name: str, values: tuple[str, ...]) -> OneShape:
    prefixes = len(_prefixes(name, values))
    carried = not prefixes and not set(values) & set(ABSENT)
    return name, len(codes(name, values)), prefixes, carried


def where_values(where: Where) -> Values:
    """The parameters of a condition, named as `code_name` and `prefix_name` say."""
    found: Values = {}
    for name, values in where:
        found |= {code_name(name, n): code for n, code in enumerate(codes(name, values))}
        found |= {prefix_name(n): prefix for n, prefix in enumerate(_prefixes(name, values))}
    return found


def codes(name: str, values: tuple[str, ...]) -> tuple[str | int, ...]:
    """The values as rows carry them: a month as a number, a region with all that lie in it."""
    if name == "month":
        return tuple(period(value).first_month for value in values)
    return covered(values) if name == "region" else values


def _prefixes(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{c}-" for c in whole_countries(values)) if name == "region" else ()


def code_name(dimension: str, number: int) -> str:
    return f"{dimension}_{number}"


def prefix_name(number: int) -> str:
    return f"prefix_{number}"


def day_values(months: tuple[int, int]) -> Values:
    """The first and the last day of a run of months."""
    first, last = (Period(month, month, "") for month in months)
    return {"first_day": first.start, "last_day": last.end}


def span_values(spans: tuple[tuple[str, int, int], ...]) -> Values:
    """The labels and months of periods."""
    found: Values = {}
    for number, (label, first, last) in enumerate(spans):
        found |= dict(zip(span_names(number), (label, first, last), strict=True))
    return found


def span_names(number: int) -> tuple[str, str, str]:
    return f"label_{number}", f"first_{number}", f"last_{number}"
