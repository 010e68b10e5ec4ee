"""Why a number is another than it was: parts that sum to the difference, each with its rights."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from goldthread.indicators.answer import currencies
from goldthread.indicators.counts import Direct
from goldthread.indicators.coverage import coverage
from goldthread.indicators.definition import Definition
from goldthread.indicators.differences import Differences, Side, differences
from goldthread.indicators.engine import Records, Session, ask_duckdb
from goldthread.indicators.errors import QueryError
from goldthread.indicators.figure import Figure, figure_of
from goldthread.indicators.query import AsOf, Query, Question, ask
from goldthread.indicators.values import NOT_APPLICABLE, Cell, plain

PARTS: Final[dict[str, dict[str, str]]] = {
    "definition": {"en": "the definition changed", "zh": "定义变更"},
    "new": {"en": "new rights", "zh": "新增权利"},
    "withdrawn": {"en": "rights withdrawn from the register", "zh": "从登记簿撤出的权利"},
    "changed-in": {"en": "rights changed that now count", "zh": "因变更而计入的权利"},
    "changed-out": {
        "en": "rights changed that no longer count",
        "zh": "因变更不再计入的权利",
    },
    "changed": {"en": "rights that count otherwise after a change", "zh": "变更后计法不同的权利"},
    "reclassified-in": {"en": "rights that moved into this cell", "zh": "移入本单元格的权利"},
    "reclassified-out": {"en": "rights that moved to another cell", "zh": "移至其他单元格的权利"},
    "reclassified": {"en": "rights whose shares were divided anew", "zh": "份额重新分配的权利"},
    "region-reform-in": {
        "en": "rights gained by a region reform",
        "zh": "因区划调整移入的权利",
    },
    "region-reform-out": {"en": "rights lost by a region reform", "zh": "因区划调整移出的权利"},
    "denominator": {"en": "the denominator was revised", "zh": "分母修订"},
}
# What the titles call the records of the other grains.
WORDS: Final = {"transaction": ("transactions", "交易登记"), "case": ("cases", "案件")}
LISTED: Final = 100  # rights listed of a part unless asked otherwise


@dataclass(frozen=True)
class Part:
    """One reason: what it adds to the value (null when a value is missing), and its rights."""

    name: str
    value: Fraction | None
    records: int
    listed: tuple[Mapping[str, Any], ...] = ()
    grain: str = "right"

    @property
    def title(self) -> dict[str, str]:
        """The reason in words, of the records that are counted."""
        en, zh = WORDS.get(self.grain, ("rights", "权利"))
        told = PARTS[self.name]
        return {"en": told["en"].replace("rights", en), "zh": told["zh"].replace("权利", zh)}

    def as_dict(self) -> dict[str, Any]:
        return {
            "part": self.name,
            "title": self.title,
            "value": plain(self.value),
            "records": self.records,
            "listed": [dict(row) for row in self.listed],
        }


@dataclass(frozen=True)
class Explanation:
    """Two values of one number and the parts of their difference, which sum to it exactly."""

    question: Question
    before: Figure
    after: Figure
    parts: tuple[Part, ...]

    @property
    def difference(self) -> Fraction | None:
        old, new = self.before.total.value, self.after.total.value
        return None if old is None or new is None else new - old

    def as_dict(self) -> dict[str, Any]:
        """The explanation as `explain --json` prints it."""
        return {
            "indicator": self.question.definition.id,
            "version": self.question.definition.version,
            "definition": self.question.definition.sha256,
            "parameters": self.after.parameters,
            "from": _side(self.before),
            "to": _side(self.after),
            "difference": plain(self.difference),
            "parts": [part.as_dict() for part in self.parts],
        }


def _side(figure: Figure) -> dict[str, Any]:
    told = {"as_of": figure.as_of, "known": figure.known, "definition": figure.definition.sha256}
    return told | figure.total.as_dict()


def explain(
    register: Records,
    query: Query,
    from_as_of: AsOf,
    to_as_of: AsOf,
    *,
    from_definition: Definition | None = None,
    limit: int | None = LISTED,
) -> Explanation:
    """Why the total of a query is another as known at `to_as_of` than at `from_as_of`.

    `from_definition` is the definition the earlier value was made with, when it was another one.
    At most `limit` rights of each part are listed.
    """
    question = ask(query, register.home)
    if len(question.periods) != 1 or question.by:
        raise QueryError("One number is explained: give one period, and --where instead of --by.")
    sessions = Session(register, from_as_of), Session(register, to_as_of)
    _check_currency(sessions, question)
    before, after = (_figure(session, question) for session in sessions)
    parts = []
    if from_definition is not None and from_definition.sha256 != question.definition.sha256:
        old = ask(query, register.home, from_definition)
        first = _figure(sessions[0], old)
        redefined = Side(sessions[0], old), Side(sessions[0], question)
        parts += _parts(redefined, first.total, before.total, True, limit)
        before, middle = first, before
    else:
        middle = before
    sides = Side(sessions[0], question), Side(sessions[1], question)
    parts += _parts(sides, middle.total, after.total, False, limit)
    return Explanation(question, before, after, tuple(parts))


def _check_currency(sessions: tuple[Session, Session], question: Question) -> None:
    """An amount of yuan and one of dollars have no difference."""
    if question.definition.sums is None:
        return
    before, after = (currencies(Direct(session), question) for session in sessions)
    if before and after and before != after:
        told = f"{', '.join(sorted(before))} before and in {', '.join(sorted(after))} after"
        raise QueryError(f"The amounts are in {told}: name one by --where currency=CNY.")


def _figure(session: Session, question: Question) -> Figure:
    return figure_of(Direct(session), question, coverage(session, question.definition))


def _parts(
    sides: tuple[Side, Side], old: Cell, new: Cell, redefined: bool, limit: int | None
) -> list[Part]:
    before, after = sides
    with differences(before, after, redefined) as found:
        values = _values(after.question.definition, found, old, new)
        counts = dict(found.rows("part, COUNT(*)", "GROUP BY part"))
        names = [name for name in PARTS if name in counts or name in values]
        return [
            Part(name, values.get(name), counts.get(name, 0), listed, found.grain)
            for name in names
            for listed in (tuple(_listed(found, name, limit)),)
        ]


def _values(
    definition: Definition, found: Differences, old: Cell, new: Cell
) -> dict[str, Fraction | None]:
    """What each part adds to the value."""
    if definition.is_ranked:
        return dict(_duration_values(definition, found, old, new))
    amounts = _amounts(found)
    if definition.sums is not None and NOT_APPLICABLE in (old.status, new.status):
        return dict.fromkeys(amounts)
    if not definition.is_share:
        return dict(amounts)
    return _ratio_values(definition, amounts, old, new)


def _amounts(found: Differences) -> dict[str, Fraction]:
    """The change of the amount counted (of a ratio: of its numerator) in each part."""
    values: dict[str, Fraction] = {}
    for number, sign in ((1, -1), (2, 1)):
        columns = f"part, k{number}, SUM(CASE WHEN hit{number} THEN m{number} ELSE 0 END)"
        rows = found.rows(columns, f"WHERE NOT k{number} IS NULL GROUP BY part, k{number}")
        for part, k, m in rows:
            values[part] = values.get(part, Fraction(0)) + sign * Fraction(int(m), k)
    return values


def _ratio_values(
    definition: Definition, amounts: Mapping[str, Fraction], old: Cell, new: Cell
) -> dict[str, Fraction | None]:
    """Changes of the numerator at the old denominator, then the change of the denominator."""
    if old.value is None or new.value is None:
        return dict.fromkeys((*amounts, "denominator"))
    assert old.denominator is not None
    assert new.numerator is not None
    scale = definition.scale
    values: dict[str, Fraction | None] = {
        part: amount / old.denominator * scale for part, amount in amounts.items()
    }
    if old.denominator != new.denominator:
        values["denominator"] = new.value - new.numerator / old.denominator * scale
    return values


def _duration_values(
    definition: Definition, found: Differences, old: Cell, new: Cell
) -> Iterable[tuple[str, Fraction | None]]:
    """The change of the statistic as rights come, part by part, and then go, part by part."""
    days: Counter[int] = Counter(dict(_histogram(found.held)))
    steps = [(part, number) for number in (2, 1) for part in PARTS]
    moved = {
        (part, number): Counter(dict(_histogram(found.table, number, part)))
        for part, number in steps
    }
    values: dict[str, Fraction | None] = {}
    missing = old.value is None or new.value is None
    for part, number in steps:
        step = moved[part, number]
        if not step:
            continue
        earlier = None if missing else _statistic(definition, days)
        days = days + step if number == 2 else days - step
        later = None if missing else _statistic(definition, days)
        change = None if earlier is None or later is None else later - earlier
        values[part] = None if change is None else (values.get(part) or Fraction(0)) + change
    return values.items()


def _histogram(table: str, number: int | None = None, part: str = "") -> list[tuple[int, int]]:
    """How many rights have how many days; of a part, before (1) or after (2)."""
    days = "days" if number is None else f"days{number}"
    within = "" if number is None else f"AND part = '{part}' "
    where = f"WHERE NOT {days} IS NULL {within}"
    found: list[tuple[int, int]] = ask_duckdb(
        f"SELECT {days}, COUNT(*) FROM {table} {where}GROUP BY {days}", {}
    )
    return found


def _statistic(definition: Definition, days: Counter[int]) -> Fraction:
    n = days.total()
    if definition.statistic == "mean":
        return Fraction(sum(value * times for value, times in days.items()), n)
    return Fraction(_ranked(days, (n + 1) // 2) + _ranked(days, n // 2 + 1), 2)


def _ranked(days: Counter[int], rank: int) -> int:
    upto = 0
    for value in sorted(days):
        upto += days[value]
        if upto >= rank:
            return value
    raise AssertionError("a rank lies within the count")


def _listed(found: Differences, part: str, limit: int | None) -> Iterable[dict[str, Any]]:
    """The rights of a part with their share (and days) before and after."""
    columns = ("right_id", *found.shown, "m1", "k1", "days1", "load1", "m2", "k2", "days2", "load2")
    most = "" if limit is None else f"LIMIT {int(limit)}"
    rest = f"WHERE part = '{part}' ORDER BY record_key {most}"
    for row in found.rows(", ".join(columns), rest):
        one = dict(zip(columns, row, strict=True))
        own = {found.key: one["right_id"], **{name: one[name] for name in found.shown}}
        yield own | {
            side: _contribution(one, number) for side, number in (("before", 1), ("after", 2))
        }


def _contribution(one: Mapping[str, Any], number: int) -> dict[str, Any] | None:
    if one[f"k{number}"] is None:
        return None
    told = {
        "share_numerator": one[f"m{number}"],
        "share_denominator": one[f"k{number}"],
        "load": one[f"load{number}"],
    }
    days = one[f"days{number}"]
    return told if days is None else told | {"days": days}
