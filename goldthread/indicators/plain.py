"""What indicators mean, in plain Python over lists of dictionaries: slow, short, the definition.

Every engine is tested to give what this module gives. It shares with them the parsed expressions,
the periods and the code lists, and no SQL.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property, reduce
from math import ceil
from operator import xor
from typing import Any, Final

from sqlglot import exp

from goldthread.indicators.definition import FRACTIONAL, Definition
from goldthread.indicators.dimensions import (
    JOINT_OFFICES,
    TECHNOLOGY_KINDS,
    ancestors,
    regional_offices,
    regions_covered,
)
from goldthread.indicators.expressions import names, parse
from goldthread.indicators.kinds import DEED_COLUMNS, MILESTONE_COLUMNS, SPELL_COLUMNS
from goldthread.indicators.lineage import Lineage, of_keys
from goldthread.indicators.parameters import Where
from goldthread.indicators.periods import Period, month_label, month_of
from goldthread.indicators.plan import OVER
from goldthread.indicators.query import Question

Row = Mapping[str, Any]
Version = tuple[int, int]  # right_id and known_from_load


@dataclass(frozen=True)
class Known:
    """The rows known, as the register gives them; `received` is the day of each load."""

    rights: list[Row]
    parties: list[Row]
    fields: list[Row]
    received: Mapping[int, date]
    spells: list[Row] = field(default_factory=list)  # with the rank of their feed
    milestones: list[Row] = field(default_factory=list)
    observed: Mapping[str, date] = field(default_factory=dict)  # by feed, of its newest load
    # By right, the day, number and lineage key of its recorded assignments, ascending; by office,
    # until when they are observed.
    transfers: Mapping[int, list[tuple[date, int, int]]] = field(default_factory=dict)
    transfers_observed: Mapping[str, date] = field(default_factory=dict)

    @cached_property
    def party_rows(self) -> dict[Version, list[Row]]:
        return _by_version(self.parties)

    @cached_property
    def spell_rows(self) -> dict[int, list[Row]]:
        """By right, the spells of the version that tells best, in their order."""
        found: dict[int, list[Row]] = {}
        for right, rows in _by_right(self.spells).items():
            best = max(rows, key=lambda r: (r["tells"] == "life", *_standing(r)))
            own = [row for row in rows if _version(row) == _version(best)]
            found[right] = sorted(own, key=lambda row: row["begins"] or date.min)
        return found

    @cached_property
    def milestone_rows(self) -> dict[int, list[Row]]:
        """By right, what versions tell of its acts, the best first."""
        rows = _by_right(self.milestones).items()
        return {right: sorted(own, key=_standing, reverse=True) for right, own in rows}

    @cached_property
    def field_rows(self) -> dict[Version, list[Row]]:
        return _by_version(self.fields)


def _by_version(rows: Iterable[Row]) -> dict[Version, list[Row]]:
    found: dict[Version, list[Row]] = {}
    for row in rows:
        found.setdefault(_version(row), []).append(row)
    return found


def _by_right(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["right_id"], []).append(row)
    return found


def _standing(row: Row) -> tuple[int, int]:
    """What decides between two versions: the rank of the feed, then the load."""
    return row["feed_rank"], row["known_from_load"]


def _version(row: Row) -> Version:
    return row["right_id"], row["known_from_load"]


@dataclass
class Cell:
    """The versions of a cell with their shares, hits and days."""

    shares: dict[int, Fraction] = field(default_factory=dict)  # by lineage key
    hits: Fraction = Fraction(0)
    days: list[int] = field(default_factory=list)

    @property
    def amount(self) -> Fraction:
        return sum(self.shares.values(), Fraction(0))

    @property
    def lineage(self) -> Lineage:
        return of_keys(self.shares)

    def percentile(self, p: int) -> int:
        """The value of rank ceil(p n / 100)."""
        return sorted(self.days)[ceil(Fraction(p * len(self.days), 100)) - 1]

    @property
    def median(self) -> Fraction:
        ordered, n = sorted(self.days), len(self.days)
        return Fraction(ordered[(n - 1) // 2] + ordered[n // 2], 2)


def cells(
    known: Known, question: Question, by: tuple[str, ...], where: Where, condition: str = ""
) -> dict[tuple[str, ...], Cell]:
    """The cells of a question by period and codes, as `counts.Direct` counts them."""
    found: dict[tuple[str, ...], Cell] = {}
    versions = list(_counted(known, question.definition, condition))
    for period in question.periods:
        for row in versions:
            if _inside(row, question.definition, period):
                _add(found, known, question, (period, by, where, row))
    return found


def _counted(known: Known, definition: Definition, condition: str) -> Iterator[dict[str, Any]]:
    """The versions that meet the condition, each right once, with what expressions may name.

    Of a stock a right stands once in each of its spells in force.
    """
    best: dict[int, list[dict[str, Any]]] = {}
    for row in known.rights:
        full = [one for one in _told(known, definition, row) if one["day"] is not None]
        other = best.get(row["right_id"])
        if full and (other is None or _standing(full[0]) > _standing(other[0])):
            best[row["right_id"]] = full
    tree = parse(condition or definition.condition, "condition")
    yield from (row for rows in best.values() for row in rows if value(tree, row) is True)


def _told(known: Known, definition: Definition, row: Row) -> Iterator[dict[str, Any]]:
    """A version with its day and all that expressions may name, once for each spell of a stock."""
    named = _named(definition)
    spells = known.spell_rows.get(row["right_id"], [])
    granted = None
    if "grant_date" in named and not definition.counts_stock and row["grant_date"] is None:
        granted = spells[0]["begins"] if spells else None
    if not named & SPELL_COLUMNS.keys() and granted is None:
        spells = []
    wanted = named & MILESTONE_COLUMNS.keys()
    acts = known.milestone_rows.get(row["right_id"], [])
    act = [one for one in acts if any(one[name] is not None for name in wanted)][:1]
    full = dict(row) | _facts(known, row) | {name: act[0][name] if act else None for name in wanted}
    full["grant_date"] = row["grant_date"] or granted
    full["received_date"] = known.received[row["known_from_load"]]
    full["observed_date"] = known.observed.get(row["feed"])
    full["lineage_key"] = _lineage_key([row, *spells[:1], *act])
    if named & DEED_COLUMNS.keys():
        full |= _transferred(known, full)
    for spell in _in_force(spells, row, definition.counts_stock):
        made = full | spell
        yield made | {"day": value(parse(definition.date_basis, "day"), made)}


def _transferred(known: Known, row: Row) -> dict[str, Any]:
    """The first assignment on or after the grant, and until when the office's are observed."""
    observed = known.transfers_observed.get(row["ip_office_code"])
    told = {"transferred_date": None, "transfers_observed_date": observed}
    for day, _, key in known.transfers.get(row["right_id"], []):
        if row["grant_date"] is not None and day >= row["grant_date"]:
            return told | {"transferred_date": day, "lineage_key": row["lineage_key"] ^ key}
    return told


def _lineage_key(versions: Iterable[Row]) -> int:
    """The exclusive or of the keys of distinct versions."""
    keys = {one["known_from_load"]: one["lineage_key"] for one in versions}
    key: int = reduce(xor, keys.values())
    return key


def _named(definition: Definition) -> frozenset[str]:
    """The columns that a definition's own expressions name."""
    texts = (
        (definition.condition, "condition"),
        (definition.date_basis, "day"),
        (definition.until, "day"),
        (definition.hit, "condition"),
        (definition.measured(), "number"),
        (definition.weight, "number"),
    )
    return frozenset().union(*(names(parse(text, kind)) for text, kind in texts if text))


def _in_force(spells: list[Row], row: Row, stock: bool) -> list[dict[str, Any]]:
    """When the right is in force: by the spells of the version that tells best, else by columns."""
    if not spells or spells[0]["tells"] == "grant":
        ends = [day for day in (row["termination_date"], row["expiry_date"]) if day is not None]
        begins = row["grant_date"] or (spells[0]["begins"] if spells else None)
        return [_spell(begins, min(ends, default=None), "columns")]
    days = [(one["begins"] or row["grant_date"], one["ends"]) for one in spells]
    if not stock:
        days = [(days[0][0], days[-1][1])]
    return [_spell(begin, _until(begin, end, row["expiry_date"]), "events") for begin, end in days]


def _spell(begins: date | None, ends: date | None, told_by: str) -> dict[str, Any]:
    return {"in_force_from": begins, "in_force_until": ends, "in_force_by": told_by}


def _until(begins: date | None, ends: date | None, expiry: date | None) -> date | None:
    """The end of a spell: the expiry when it comes first, unless it came before the beginning."""
    lasts = begins is not None and expiry is not None and expiry > begins
    return min((day for day in (ends, expiry if lasts else None) if day is not None), default=None)


def _facts(known: Known, row: Row) -> dict[str, int]:
    own = known.party_rows.get(_version(row), [])
    office = row["ip_office_code"]
    inventors = [p["country_code"] for p in own if p["role"] == "inventor"]
    owners = [p["country_code"] for p in own if p["role"] == "owner"]
    holders = owners or [p["country_code"] for p in own if p["role"] == "applicant"]
    return {
        "inventor_countries": len(set(inventors) - {None}),
        "resident_inventors": sum(country == office for country in inventors),
        "foreign_owners": sum(c is not None and c != office for c in holders),
    }


def _inside(row: Row, definition: Definition, period: Period) -> bool:
    if definition.until is None:
        return bool(period.start <= row["day"] <= period.end)
    until = value(parse(definition.until, "day"), row)
    return bool(row["day"] <= period.end and (until is None or until > max(row["day"], period.end)))


def _add(
    found: dict[tuple[str, ...], Cell],
    known: Known,
    question: Question,
    at: tuple[Period, tuple[str, ...], Where, Row],
) -> None:
    period, by, where, row = at
    measure = question.definition.measured(period.end)
    days = None if measure is None else value(parse(measure, "number"), row)
    if measure is not None and days is None:
        return
    parts = _parts(known, row, question.counting)
    for part in parts:
        codes = _codes(row, part, question.counting)
        if all(_among(name, codes[name], values) for name, values in where):
            for key in _keys(codes, by, dict(where)):
                cell = found.setdefault((period.label, *key), Cell())
                _count(cell, row, question.definition, Fraction(1, len(parts)), days)


def _count(cell: Cell, row: Row, definition: Definition, share: Fraction, days: int | None) -> None:
    """Count a version with its share, or its weight, and with its days if it is measured."""
    if definition.weight is not None:
        share *= value(parse(definition.weight, "number"), row) or 0
    key, hit = row["lineage_key"], definition.hit
    cell.shares[key] = cell.shares.get(key, Fraction(0)) + share
    cell.hits += share if hit is None or value(parse(hit, "condition"), row) is True else 0
    if days is not None:
        cell.days.append(days)


def _parts(known: Known, row: Row, counting: str) -> list[Row]:
    """What a right is shared over: itself, or its inventors, applicants or fields."""
    if counting not in FRACTIONAL:
        return [row]
    over = OVER[counting]
    if over == "field":
        return known.field_rows.get(_version(row)) or [{}]
    own = known.party_rows.get(_version(row), [])
    return [party for party in own if party["role"] == over] or [{}]


_COLUMNS: Final = {
    "first-inventor": ("inventor_country", "inventor_region"),
    "fraction-inventors": ("country_code", "region_code"),
    "fraction-applicants": ("country_code", "region_code"),
}


def _codes(row: Row, part: Row, counting: str) -> dict[str, str]:
    """The code of every dimension."""
    names = _COLUMNS.get(counting, ("applicant_country", "applicant_region"))
    party = row if names[0] in row else part
    country, region = party.get(names[0]), party.get(names[1])
    if counting == "regional-office":
        region = dict(regional_offices()).get(str(region), region)
    typed = part if counting == "fraction-applicants" else row
    number = part.get("field") if counting == "fraction-fields" else row["field"]
    office = row["ip_office_code"]
    joint = office in JOINT_OFFICES
    abroad = country is not None and country != office
    absent = "_U" if row["right_kind"] in TECHNOLOGY_KINDS else "_Z"
    home = "_Z" if joint else "_U" if country is None else "N" if abroad else "R"
    return {
        "region": "_Z" if abroad and not joint else region or "_U",
        "country": country or "_U",
        "kind": row["right_kind"],
        "field": absent if number is None else str(number),
        "applicant_type": typed.get("applicant_type") or "_U",
        "office": office,
        "resident": home,
        "route": row["filing_route"] or "_U",
        "month": month_label(month_of(row["day"])),
    }


def _among(name: str, code: str, values: tuple[str, ...]) -> bool:
    return regions_covered(code, values) if name == "region" else code in values


def _keys(
    codes: Mapping[str, str], by: tuple[str, ...], where: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """The cells a part stands in: its own, and those of the regions that its region lies in."""
    own = codes["region"]
    places = [own, *(above for code, above in ancestors() if code == own)]
    asked = where.get("region")
    held = [place for place in places if asked is None or regions_covered(place, asked)]
    choices = held if "region" in by else [own]
    return [tuple(place if n == "region" else codes[n] for n in by) for place in choices]


def value(node: exp.Expr, row: Row) -> Any:
    """The value of a checked expression for one version; None is SQL's null."""
    for form, rule in _RULES:
        if isinstance(node, form):
            return rule(node, row)
    raise AssertionError(f"{type(node).__name__} passed the check of expressions")


def _and(node: exp.Expr, row: Row) -> bool | None:
    parts = value(node.this, row), value(node.expression, row)
    return False if False in parts else None if None in parts else True


def _or(node: exp.Expr, row: Row) -> bool | None:
    parts = value(node.this, row), value(node.expression, row)
    return True if True in parts else None if None in parts else False


def _not(node: exp.Expr, row: Row) -> bool | None:
    inner = value(node.this, row)
    return None if inner is None else not inner


def _in(node: exp.Expr, row: Row) -> bool | None:
    one, others = value(node.this, row), [value(other, row) for other in node.expressions]
    if one is None:
        return None
    return True if one in others else None if None in others else False


def _between(node: exp.Expr, row: Row) -> bool | None:
    low, high = node.args["low"], node.args["high"]
    one, a, b = (value(part, row) for part in (node.this, low, high))
    if one is None or (a is None and b is None):
        return None
    sides = [None if a is None else one >= a, None if b is None else one <= b]
    return False if False in sides else None if None in sides else True


def _like(node: exp.Expr, row: Row) -> bool | None:
    from re import DOTALL, escape, fullmatch

    text, pattern = value(node.this, row), value(node.expression, row)
    if text is None or pattern is None:
        return None
    parts = (".*" if c == "%" else "." if c == "_" else escape(c) for c in pattern)
    found = fullmatch("".join(parts), text, DOTALL) is not None
    return found != bool(node.args.get("negate"))


def _case(node: exp.Expr, row: Row) -> Any:
    for branch in node.args["ifs"]:
        if value(branch.this, row) is True:
            return value(branch.args["true"], row)
    default = node.args.get("default")
    return None if default is None else value(default, row)


def _known_of(node: exp.Expr, row: Row) -> list[Any]:
    found = (value(part, row) for part in (node.this, *node.expressions))
    return [one for one in found if one is not None]


def _binary(act: Callable[[Any, Any], Any]) -> Callable[[exp.Expr, Row], Any]:
    def rule(node: exp.Expr, row: Row) -> Any:
        a, b = value(node.this, row), value(node.expression, row)
        return None if a is None or b is None else act(a, b)

    return rule


def _negative(node: exp.Expr, row: Row) -> int | None:
    inner = value(node.this, row)
    return None if inner is None else -inner


_RULES: Final[tuple[tuple[type, Callable[[exp.Expr, Row], Any]], ...]] = (
    (exp.Column, lambda node, row: row[node.name]),
    (exp.Literal, lambda node, _row: node.name if node.is_string else int(node.name)),
    (exp.Boolean, lambda node, _row: bool(node.this)),
    (exp.Null, lambda _node, _row: None),
    (exp.Paren, lambda node, row: value(node.this, row)),
    (exp.And, _and),
    (exp.Or, _or),
    (exp.Not, _not),
    (exp.EQ, _binary(lambda a, b: a == b)),
    (exp.NEQ, _binary(lambda a, b: a != b)),
    (exp.GT, _binary(lambda a, b: a > b)),
    (exp.GTE, _binary(lambda a, b: a >= b)),
    (exp.LT, _binary(lambda a, b: a < b)),
    (exp.LTE, _binary(lambda a, b: a <= b)),
    (exp.Is, lambda node, row: value(node.this, row) is None),
    (exp.In, _in),
    (exp.Between, _between),
    (exp.Like, _like),
    (exp.Add, _binary(lambda a, b: a + b)),
    (exp.Sub, _binary(lambda a, b: a - b)),
    (exp.Mul, _binary(lambda a, b: a * b)),
    (exp.Neg, _negative),
    (exp.Coalesce, lambda node, row: next(iter(_known_of(node, row)), None)),
    (exp.Least, lambda node, row: min(_known_of(node, row), default=None)),
    (exp.Greatest, lambda node, row: max(_known_of(node, row), default=None)),
    (exp.Case, _case),
    (exp.DateDiff, _binary(lambda to, start: (to - start).days)),
    (exp.Cast, lambda node, _row: date.fromisoformat(node.this.name)),
)
