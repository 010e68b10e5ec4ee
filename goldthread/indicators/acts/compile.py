"""A question about transactions or cases becomes one SQL text over the register's relations.

The steps are CTEs: known, best, base, acts, kept, fitting, items, celled, placed. An *act* is a
transaction or a case; a *fitting* right is one of a transaction that the definition's `rights` lets
count; an *item* is what a rule counts of an act: itself, each right, each party. Conditions come
from checked trees; users' values are parameters. Transactions are few beside rights: no cube is
kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlglot import exp

from goldthread.indicators.acts.cells import OTHER, cell_texts
from goldthread.indicators.acts.rights import add_rights
from goldthread.indicators.acts.text import BEST, Text, parameter, same, where_of
from goldthread.indicators.definition import Definition
from goldthread.indicators.dimensions import ancestors, covered, whole_countries
from goldthread.indicators.expressions import DIALECT, names, parse
from goldthread.indicators.grains import (
    DISTINCT,
    GRAINS,
    OVER_PARTIES,
    OVER_RIGHTS,
    TRANSACTION,
    Grain,
)
from goldthread.indicators.parameters import Where
from goldthread.indicators.periods import Period, period
from goldthread.register.securities import ended_dates

Spans = tuple[tuple[str, int, int], ...]
UNITS: Final = 10_000  # parts of an amount: the register keeps four places after the point
_REGIONS: Final[tuple[str, ...]] = ("region", "partner_region")
_PLACES: Final = (*_REGIONS, "country", "partner_country")
# What is gathered from the parties, rights and releases of a transaction.
GATHERED: Final = {
    *("from_country", "from_region", "to_country", "to_region"),
    *("n_rights", "n_undated", "ended_date"),
}
_PARTIES: Final = ("from_country", "from_region", "to_country", "to_region")
# Punctuation and case differ from recording to recording: "ACME, INC." is "Acme Inc".
NAME: Final = "upper(regexp_replace({}, '[^\\p{{L}}\\p{{N}}]+', '', 'g'))"


@dataclass(frozen=True)
class Asked:
    """What is counted: a definition by a rule, divided by dimensions, within some values.

    `once` says that several feeds may tell of one act. `carry` are columns of an act that each
    placed row keeps, as own_<name>; `condition` stands for the definition's own when given.
    """

    definition: Definition
    counting: str
    by: tuple[str, ...]
    where: Where
    spans: Spans
    once: bool
    condition: str | None = None
    carry: tuple[str, ...] = ()
    rolled: bool = True

    @property
    def grain(self) -> Grain:
        return GRAINS[self.definition.grain]

    @property
    def distinct(self) -> bool:
        return self.counting in DISTINCT

    @property
    def balance(self) -> bool:
        return self.definition.type == "balance" and self.condition is None

    @property
    def rights(self) -> str | None:
        """Which rights count: every one where another condition stands for the definition's."""
        return self.definition.rights if self.condition is None else None

    @property
    def numerator(self) -> str | None:
        return self.definition.numerator if self.condition is None else None

    @property
    def used(self) -> tuple[str, ...]:
        """Every dimension whose codes are needed."""
        return tuple(sorted({*self.by, *(name for name, _ in self.where)}))

    @property
    def named(self) -> frozenset[str]:
        """The columns that expressions name."""
        d = self.definition
        parts = [(d.date_basis, "day"), (self.condition or d.where, "condition")]
        parts += [(d.until, "day")] if d.until else []
        parts += [(self.numerator, "condition")] if self.numerator else []
        trees = [parse(text, kind, d.grain) for text, kind in parts]
        if self.rights:
            trees.append(parse(self.rights, "condition", "right of a transaction"))
        return frozenset().union(*map(names, trees))

    @property
    def places(self) -> bool:
        """Does anything need the places of the first-named parties?"""
        needed = {*_PLACES, *_PARTIES}
        return bool(needed & {*self.used, *self.named, *self.carry})

    def sql(self, text: str, kind: str) -> str:
        """A checked expression as the engine reads it."""
        return f"({parse(text, kind, self.definition.grain).sql(DIALECT)})"


def acts(asked: Asked, text: Text) -> None:
    """The versions that may count, each act once, with every column that expressions may name.

    `base` holds those that meet what the act's own columns decide, so that the parties and rights
    of the others are not looked at.
    """
    grain, named = asked.grain, asked.named
    text.relations.add(grain.table)
    text.steps["known"] = _known(asked, text)
    day = asked.sql(asked.definition.date_basis, "day")
    choice = f" QUALIFY ROW_NUMBER() OVER (PARTITION BY {grain.key} ORDER BY {BEST}) = 1"
    text.steps["best"] = (
        f"SELECT *, {day} AS day FROM known WHERE {day} IS NOT NULL{choice if asked.once else ''}"
    )
    conditions = [*own_conditions(asked), *_within(asked, text)]
    text.steps["base"] = f"SELECT * FROM best{where_of(conditions)}"
    columns: list[str] = ["k.*"]
    joins: list[str] = []
    if grain is TRANSACTION:
        if asked.places:
            _sides(text, columns, joins)
        add_rights(named, text)
    if named & {"n_rights", "n_undated"}:
        columns += [f"coalesce(n.{name}, 0) AS {name}" for name in ("n_rights", "n_undated")]
        joins.append(
            "LEFT JOIN (SELECT tx_id, known_from_load, COUNT(*) AS n_rights, "
            "COUNT(*) FILTER (grant_date IS NULL) AS n_undated FROM rights "
            f"GROUP BY ALL) AS n ON {same('n')}"
        )
    if "ended_date" in named:
        text.relations |= {"transaction_party", "transaction_right"}
        columns.append("e.ended_date")
        joins.append(f"LEFT JOIN ({ended_dates()}) AS e ON e.tx_id = k.tx_id")
    text.steps["acts"] = f"SELECT {', '.join(columns)} FROM base AS k {' '.join(joins)}"


def _known(asked: Asked, text: Text) -> str:
    if "received_date" not in asked.named:
        return f"SELECT * FROM {asked.grain.table}"
    text.relations.add("loads")
    return (
        f"SELECT r.*, l.received_date FROM {asked.grain.table} AS r "
        "JOIN loads AS l ON r.known_from_load = l.load_id"
    )


def own_conditions(asked: Asked) -> Iterator[str]:
    """The parts of the condition, joined by and, that the act's own columns decide."""
    tree = parse(asked.condition or asked.definition.where, "condition", asked.definition.grain)
    for part in tree.flatten() if isinstance(tree, exp.And) else [tree]:
        if not names(part) & GATHERED:
            yield f"({part.sql(DIALECT)})"


def _within(asked: Asked, text: Text) -> Iterator[str]:
    """The days that the periods asked for can hold; of a stock, every day up to the last."""
    first, last = (
        Period(month, month, "")
        for month in (min(s[1] for s in asked.spans), max(s[2] for s in asked.spans))
    )
    if not asked.definition.counts_stock:
        yield f"day >= {parameter(text, first.start)}"
    yield f"day <= {parameter(text, last.end)}"


def _sides(text: Text, columns: list[str], joins: list[str]) -> None:
    """The place of the first-named party of each role."""
    text.relations.add("transaction_party")
    text.steps["sides"] = (
        "SELECT tx_id, known_from_load, role, country_code, region_code FROM transaction_party "
        "SEMI JOIN base USING (tx_id, known_from_load) WHERE role IN ('from', 'to') "
        "QUALIFY ROW_NUMBER() OVER "
        "(PARTITION BY tx_id, known_from_load, role ORDER BY sequence) = 1"
    )
    for role in ("from", "to"):
        columns += [f"{role}_.{c}_code AS {role}_{c}" for c in ("country", "region")]
        joins.append(
            f"LEFT JOIN sides AS {role}_ ON {same(f'{role}_')} AND {role}_.role = '{role}'"
        )


def placed(asked: Asked, text: Text) -> None:
    """A row for each item counted in each cell it stands in, added to `text` as `placed`.

    Columns: id, load, lineage_key, day, month, leaves (a stock), hit, k and m (m of k parts, or
    ten-thousandths of an amount), item, the dimensions of `by`, own_<name>.
    """
    acts(asked, text)
    _kept(asked, text)
    if asked.grain is TRANSACTION:
        _fitting(asked, text)
    text.steps["items"] = _items(asked, text)
    text.steps["celled"] = _celled(asked)
    text.steps["placed"] = _placed(asked, text)


def _kept(asked: Asked, text: Text) -> None:
    """The acts that meet the whole condition, with what the type needs."""
    d = asked.definition
    made = ["true AS hit" if asked.numerator is None else _hit(asked)]
    conditions = [asked.sql(asked.condition or d.where, "condition")]
    if d.until is not None:
        until = asked.sql(d.until, "day")
        made.append(f"{until} AS until")
        conditions.append(f"({until} IS NULL OR {until} > day)")
    text.steps["kept"] = f"SELECT *, {', '.join(made)} FROM acts{where_of(conditions)}"


def _hit(asked: Asked) -> str:
    assert asked.numerator is not None, "a ratio's hits"
    return f"coalesce({asked.sql(asked.numerator, 'condition')}, false) AS hit"


def _fitting(asked: Asked, text: Text) -> None:
    """The rights of the acts kept that count."""
    own = [n for n in TRANSACTION.columns if n in asked.named]
    needed = ", ".join(f"k.{name}" for name in sorted({*own, "tx_id", "known_from_load"}))
    columns = {*TRANSACTION.inner, "publication_number"} - TRANSACTION.columns.keys()
    columns -= {"giving_inventors"} - asked.named
    rights = ", ".join(f"r.{name}" for name in sorted(columns))
    rows = (
        f"SELECT {needed}, {rights}, r.mark, r.sequence FROM kept AS k "
        f"JOIN rights AS r ON {same('r')}"
    )
    condition = ""
    if asked.rights is not None:
        tree = parse(asked.rights, "condition", "right of a transaction")
        condition = f" WHERE {tree.sql(DIALECT)}"
    text.steps["fitting"] = f"SELECT * FROM ({rows}) AS w{condition}"


def _items(asked: Asked, text: Text) -> str:
    """What the rule counts of each act kept."""
    if asked.grain is not TRANSACTION:
        return "SELECT k.*, 1 AS parts, NULL AS item FROM kept AS k"
    rule, needed = asked.counting, asked.rights is not None
    join = "JOIN" if needed else "LEFT JOIN"
    first = (
        "(SELECT tx_id, known_from_load, right_kind FROM fitting QUALIFY ROW_NUMBER() OVER "
        "(PARTITION BY tx_id, known_from_load ORDER BY sequence) = 1)"
    )
    if rule in OVER_RIGHTS:
        inner = "JOIN" if rule != "fraction-rights" else join
        return (
            "SELECT k.*, f.right_kind, f.mark AS item, "
            f"COUNT(*) OVER (PARTITION BY k.tx_id, k.known_from_load) AS parts "
            f"FROM kept AS k {inner} fitting AS f ON {same('f')}"
        )
    head = f"kept AS k {join} {first} AS f ON {same('f')}"
    if rule not in OVER_PARTIES:
        return f"SELECT k.*, f.right_kind, NULL AS item, 1 AS parts FROM {head}"
    inner = "JOIN" if rule == "distinct-parties" else "LEFT JOIN"
    role = asked.definition.party
    text.relations.add("transaction_party")
    return (
        f"SELECT k.*, f.right_kind, {NAME.format('p.name')} AS item, "
        "COUNT(*) OVER (PARTITION BY k.tx_id, k.known_from_load) AS parts, "
        "p.country_code AS party_country, p.region_code AS party_region "
        f"FROM {head} {inner} transaction_party AS p ON {same('p')} AND p.role = '{role}'"
    )


def _celled(asked: Asked) -> str:
    """Each item with its month and the code of each dimension in use; of a balance, both sides."""
    role = asked.definition.party
    if not asked.balance:
        return _side(asked, role or "", 1)
    assert role is not None, "a balance is of transactions"
    return f"{_side(asked, role, 1)} UNION ALL {_side(asked, OTHER[role], -1)}"


def _side(asked: Asked, role: str, sign: int) -> str:
    d = asked.definition
    cells = cell_texts(asked.grain, role, by_parties=asked.counting in OVER_PARTIES)
    shown = [f"{cells[name]} AS {name}" for name in asked.used]
    shown += [f"k.{name} AS own_{name}" for name in asked.carry]
    parts = "k.parts" if asked.counting.startswith("fraction") else "1"
    unit, share = str(sign), parts
    if d.sums is not None and asked.condition is None:
        unit = f"CAST(coalesce(k.{d.sums}, 0) * {UNITS} AS HUGEINT)"
        share = f"{UNITS} * {parts}"
    columns = [
        f"k.{asked.grain.key} AS id",
        "k.known_from_load AS load",
        *("k.lineage_key", "k.day", f"{_month('k.day')} AS month_no"),
        *([f"{_month('k.until')} AS leaves"] if d.until else []),
        *("k.hit", f"{share} AS k", f"{unit} AS m", "k.item"),
    ]
    return f"SELECT {', '.join((*columns, *shown))} FROM items AS k"


def _month(day: str) -> str:
    return f"CAST(EXTRACT(YEAR FROM {day}) * 12 + EXTRACT(MONTH FROM {day}) - 1 AS INT)"


def _placed(asked: Asked, text: Text) -> str:
    """The rows within what was asked for, each in every cell whose figure holds it."""
    kept = ["id", "load", "lineage_key", "day", "month_no", "hit", "k", "m", "item"]
    kept += ["leaves"] if asked.definition.until else []
    kept += [f"own_{name}" for name in asked.carry]
    rolls = [n for n in _REGIONS if n in asked.by and asked.rolled and ancestors()]
    cells = [n if n not in rolls else f"coalesce({n}_.cell, {n}) AS {n}" for n in asked.by]
    conditions = list(_conditions(asked, rolls, text))
    joins = " ".join(f"LEFT JOIN {_rolls()} AS {n}_(code, cell) ON {n}_.code = {n}" for n in rolls)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT {', '.join((*kept, *cells))} FROM celled {joins}{where}"


def _rolls() -> str:
    """The cells in which a region that lies in another is counted."""
    pairs = sorted({(code, code) for code, _ in ancestors()} | set(ancestors()))
    rows = ", ".join(f"('{code}', '{cell}')" for code, cell in pairs)
    return f"(VALUES {rows})"


def _conditions(asked: Asked, rolls: list[str], text: Text) -> Iterator[str]:
    for name, values in asked.where:
        yield _among(name, name, values, text)
        if name in rolls:
            yield _among(name, f"coalesce({name}_.cell, {name})", values, text)


def _among(name: str, column: str, values: tuple[str, ...], text: Text) -> str:
    """The condition that a code lies in one of the values asked for."""
    codes = covered(values) if name in _REGIONS else values
    if name == "month":
        codes = tuple(period(value).label for value in values)
    countries = whole_countries(values) if name in _REGIONS else ()
    listed = ", ".join(parameter(text, code) for code in codes)
    found = [f"{column} IN ({listed})"]
    found += [f"starts_with({column}, {parameter(text, f'{c}-')})" for c in countries]
    return f"({' OR '.join(found)})"
