"""A plan becomes one SQLGlot SELECT over the relations of the register and `loads`.

The steps are CTEs: spells, milestones, told, known, facts, kept, celled, placed, shares. What
stands in the text comes from checked trees and from this module; users' values are parameters,
named in `parameters`.
"""

from collections.abc import Iterator
from typing import Final

from sqlglot import exp, parse_one

from goldthread.indicators.acts.deeds import DEEDS, KEY, SAME
from goldthread.indicators.cells import carried_column, cell_expressions
from goldthread.indicators.dimensions import ancestors
from goldthread.indicators.events import milestones, spells, told
from goldthread.indicators.expressions import DIALECT, parse
from goldthread.indicators.kinds import (
    LOAD_COLUMNS,
    MILESTONE_COLUMNS,
    PARTY_COLUMNS,
    RIGHT_COLUMNS,
    SPELL_COLUMNS,
)
from goldthread.indicators.parameters import (
    OneShape,
    Values,
    code_name,
    prefix_name,
    span_names,
)
from goldthread.indicators.plan import OVER, Keep, Place, Tally

VERSION: Final = ("right_id", "known_from_load", "lineage_key")
# Counts of a cell: n rows of one share 1/k, the versions they belong to, and three sums over the
# versions' lineage keys that do not depend on order (the two halves keep a sum within BIGINT).
COUNTS: Final = ("n", "versions", "low", "high", "mix")
_FACTS: Final = {
    "inventor_countries": "COUNT(DISTINCT CASE WHEN p.role = 'inventor' THEN p.country_code END)",
    "resident_inventors": "COUNT(CASE WHEN p.role = 'inventor' "
    "AND p.country_code = k.ip_office_code THEN 1 END)",
    "foreign_owners": "CASE WHEN COUNT(CASE WHEN p.role = 'owner' THEN 1 END) > 0 "
    "THEN COUNT(CASE WHEN p.role = 'owner' AND p.country_code <> k.ip_office_code THEN 1 END) "
    "ELSE COUNT(CASE WHEN p.role = 'applicant' AND p.country_code <> k.ip_office_code "
    "THEN 1 END) END",
}


def select(*columns: str | exp.Expr) -> exp.Select:
    return exp.select(*columns, dialect=DIALECT)


def sql(text: str) -> exp.Expr:
    return parse_one(text, read=DIALECT)


def month_of(day: str) -> str:
    """SQL of the month a day lies in, counted from year 0."""
    return f"CAST(EXTRACT(YEAR FROM {day}) * 12 + EXTRACT(MONTH FROM {day}) - 1 AS INT)"


def relations_of(tally: Tally) -> tuple[str, ...]:
    """The relations that a plan reads."""
    over = OVER.get(tally.of.rule)
    parties = tally.needs_parties or over in ("inventor", "applicant")
    needed = {
        "ip_right": True,
        "right_party": parties,
        "right_field": over == "field",
        "right_spell": tally.needs_spells,
        "right_milestone": bool(tally.milestones),
        "transaction": tally.needs_deeds,
        "transaction_right": tally.needs_deeds,
        "loads": tally.needs_loads or tally.needs_deeds,
    }
    return tuple(name for name, is_needed in needed.items() if is_needed)


def regions_of(tally: Tally, values: Values) -> tuple[str, ...]:
    """The regions whose first-named applicants alone a plan asks for; none where any may matter.

    Where several feeds describe a right, its version of another region may be the one that stands.
    """
    if tally.of.of.of.once:
        return ()
    for name, codes, _, carried in tally.of.where:
        if carried and carried_column(tally.of.rule, name) == "k.applicant_region":
            return tuple(str(values[code_name(name, n)]) for n in range(codes))
    return ()


def compile_tally(tally: Tally) -> exp.Select:
    """Counts by month, cell and k: rows that add up to any period and to coarser cells.

    Columns: month, the dimensions of `by` but month, k, days of a duration, hit of a ratio, COUNTS.
    """
    placed = compile_placed(tally)
    if not tally.of.shares:
        counted = "COUNT(*)" if tally.weight is None else "SUM(weight)"
        return nest(placed, "placed", _sums(tally, "placed", counted))
    return nest(nest(placed, "placed", _shares(tally)), "shares", _sums(tally, "shares", "SUM(m)"))


def compile_placed(tally: Tally) -> exp.Select:
    """One row for each counted version, or each share of it, in each cell it stands in.

    Columns: VERSION, month, leaves of a stock, days, hit, k, weight, the dimensions of `by`.
    """
    query = nest(_kept_rows(tally), "kept", _celled(tally))
    return nest(query, "celled", _placed(tally))


def _kept_rows(tally: Tally) -> exp.Select:
    """The versions counted; read in one step where that is enough: engines plan it faster."""
    events = tally.needs_spells or bool(tally.milestones)
    joined = tally.needs_parties or tally.needs_loads or tally.needs_deeds
    if not (tally.of.of.of.once or joined or events):
        kept = _kept(tally, "ip_right AS k")
        return kept.where(_present(parse(tally.of.of.of.day, "day")))
    query = nest(_known(tally), "known", _kept(tally, "known AS k"))
    steps = _take_steps(query)
    if tally.needs_parties:
        steps.append(_step("facts", _facts(tally)))
    if tally.needs_deeds:
        deeds = _step("deeds", sql(DEEDS))  # type: ignore[arg-type]
        # DuckDB 2.0 loses a column ("Failed to bind column reference") when it pushes the filter
        # on a day below these left joins.
        deeds.set("materialized", True)
        steps.append(deeds)
    query.set("with_", exp.With(expressions=steps))
    return query


def nest(inner: exp.Select, name: str, outer: exp.Select) -> exp.Select:
    """`outer` reading `inner` under a name; the steps of `inner` stay flat before it."""
    steps = [*_take_steps(inner), _step(name, inner), *_take_steps(outer)]
    outer.set("with_", exp.With(expressions=steps))
    return outer


def _take_steps(query: exp.Select) -> list[exp.Expr]:
    """The steps before a query, taken from it (moved, not copied: plans are compiled often)."""
    steps = query.args.get("with_")
    query.set("with_", None)
    return list(steps.expressions) if steps is not None else []


def _step(name: str, query: exp.Select) -> exp.CTE:
    return exp.CTE(this=query, alias=exp.TableAlias(this=exp.to_identifier(name)))


def measures(tally: Tally) -> tuple[str, ...]:
    """What a counted row carries besides its cell."""
    carried = {"leaves": tally.until, "days": tally.measure, "hit": tally.numerator}
    return tuple(name for name, text in carried.items() if text is not None)


def weighed(tally: Tally) -> tuple[str, ...]:
    """The column of what a row counts for, where that is not one."""
    return () if tally.weight is None else ("weight",)


def _known(tally: Tally) -> exp.Select:
    """The versions that have a day, each right once: of a stock, once in each of its spells."""
    known, events = tally.of.of.of, tally.needs_spells or bool(tally.milestones)
    named = RIGHT_COLUMNS.keys() | SPELL_COLUMNS.keys() | MILESTONE_COLUMNS.keys()
    deeds = {"grant_date"} if tally.needs_deeds else set()
    columns = sorted({*VERSION, *_carried(tally), *(tally.columns & named), *deeds})
    query = select(*(f"r.{name}" for name in columns))
    query = query.from_("told AS r" if events else "ip_right AS r")
    if tally.needs_loads:
        query = query.select(*(f"l.{name}" for name in sorted(tally.columns & LOAD_COLUMNS.keys())))
        query = query.join("loads AS l", on=sql("r.known_from_load = l.load_id"))
    query = query.where(_present(_of("r", known.day)))
    if known.once:
        query = (
            _ranked(query, tally) if events or tally.needs_loads else _unbeaten(query, known.day)
        )
    return _with_events(query, tally) if events else query


def _ranked(query: exp.Select, tally: Tally) -> exp.Select:
    """Of the versions of a right the first; a version has a row for each spell."""
    ranked = "RANK" if tally.needs_spells else "ROW_NUMBER"
    rank = (
        f"{ranked}() OVER (PARTITION BY r.right_id "
        "ORDER BY r.feed_rank DESC, r.known_from_load DESC, r.lineage_key) = 1"
    )
    return query.qualify(sql(rank))


def _unbeaten(query: exp.Select, day: str) -> exp.Select:
    """The same, said so that the engine reads only the cell asked for, and of all others four
    columns: no version of the right stands before this one."""
    places = (f"({t}.feed_rank, {t}.known_from_load, ~{t}.lineage_key)" for t in ("b", "r"))
    before = exp.and_(
        sql("b.right_id = r.right_id"), _present(_of("b", day)), sql(" > ".join(places))
    )
    return query.join("ip_right AS b", on=before, join_type="anti")


def _of(name: str, day: str) -> exp.Expr:
    """The day, its columns those of a relation; the days of loads stay as they are."""
    tree = parse(day, "day").copy()
    for column in tree.find_all(exp.Column):
        if column.name not in LOAD_COLUMNS:
            column.set("table", exp.to_identifier(name))
    return tree


def _with_events(query: exp.Select, tally: Tally) -> exp.Select:
    """The query with the steps before it that join to every version what events tell."""
    once, acts = tally.of.of.of.once, tally.milestones
    in_force = bool(tally.columns & SPELL_COLUMNS.keys())
    steps = {}
    if tally.needs_spells:
        steps["spells"] = spells(once, apart=tally.kind == "stock")
    if acts:
        steps["milestones"] = milestones(once, acts)
    steps["told"] = told(once, acts, in_force=in_force, granted=tally.grants_by_events)
    ctes = [_step(name, sql(text)) for name, text in steps.items()]  # type: ignore[arg-type]
    query.set("with_", exp.With(expressions=ctes))
    return query


def _present(tree: exp.Expr) -> exp.Expr:
    return exp.Not(this=exp.Is(this=exp.paren(tree.copy()), expression=exp.null()))


def _carried(tally: Tally) -> set[str]:
    """The columns of ip_right that cells are made from."""
    place = tally.of
    cells = cell_expressions(place.rule)
    used = {*place.by, *place.within} - {"month"}
    found = {column.name for name in used for column in sql(cells[name]).find_all(exp.Column)}
    return (found & RIGHT_COLUMNS.keys()) | {"ip_office_code", *place.carry}


def _facts(tally: Tally) -> exp.Select:
    """What the parties of each version say about it, for the columns that are asked for."""
    wanted = sorted(tally.columns & PARTY_COLUMNS.keys())
    same = "p.right_id = k.right_id AND p.known_from_load = k.known_from_load"
    query = select("k.right_id", "k.known_from_load").from_("known AS k")
    query = query.join("right_party AS p", on=sql(same), join_type="left")
    query = query.select(*(exp.alias_(sql(_FACTS[name]), name) for name in wanted))
    return query.group_by("k.right_id", "k.known_from_load")


def _kept(tally: Tally, source: str) -> exp.Select:
    """The versions counted, with their day and what the kind needs."""
    keep = tally.of.of
    day = parse(keep.of.day, "day")
    own = {name: f"k.{name}" for name in sorted({*VERSION, *_carried(tally)})}
    if tally.needs_deeds:
        own["lineage_key"] = KEY
    query = select(*(f"{text} AS {name}" for name, text in own.items()))
    query = query.select(exp.alias_(day.copy(), "day")).from_(source)
    if tally.needs_deeds:
        query = query.join("deeds AS d", on=sql(SAME))
    if tally.needs_parties:
        same = "f.right_id = k.right_id AND f.known_from_load = k.known_from_load"
        query = query.join("facts AS f", on=sql(same))
    query = query.where(exp.paren(parse(keep.condition, "condition").copy()))
    query = query.where(*_within(day, keep), *_pruning(tally.of))
    return _measured(query, tally, day)


def _within(day: exp.Expr, keep: Keep) -> Iterator[exp.Expr]:
    if keep.not_before:
        yield exp.GTE(this=exp.paren(day.copy()), expression=parameter("first_day"))
    if keep.not_after:
        yield exp.LTE(this=exp.paren(day.copy()), expression=parameter("last_day"))


def _pruning(place: Place) -> Iterator[exp.Expr]:
    """What the cells asked for imply about plain columns: it lets engines skip row groups."""
    for name, codes, _, carried in place.where:
        column = carried_column(place.rule, name)
        if carried and column is not None:
            listed: list[exp.Expr] = [parameter(code_name(name, n)) for n in range(codes)]
            if name == "field":
                listed = [exp.cast(code, "SMALLINT") for code in listed]
            one = exp.EQ(this=sql(column), expression=listed[0])
            yield one if codes == 1 else exp.In(this=sql(column), expressions=listed)


def parameter(name: str) -> exp.Placeholder:
    return exp.Placeholder(this=name)


def _measured(query: exp.Select, tally: Tally, day: exp.Expr) -> exp.Select:
    if tally.until is not None:
        until = exp.paren(parse(tally.until, "day").copy())
        ends = exp.GT(this=until.copy(), expression=exp.paren(day.copy()))
        query = query.select(exp.alias_(until, "until"))
        query = query.where(exp.or_(exp.Is(this=until.copy(), expression=exp.null()), ends))
    if tally.measure is not None:
        days = parse(tally.measure, "number")
        query = query.select(exp.alias_(days.copy(), "days")).where(_present(days))
    if tally.numerator is not None:
        hit = exp.paren(parse(tally.numerator, "condition").copy())
        query = query.select(exp.alias_(exp.func("COALESCE", hit, exp.false()), "hit"))
    if tally.weight is not None:
        weight = exp.paren(parse(tally.weight, "number").copy())
        query = query.select(exp.alias_(exp.func("COALESCE", weight, sql("0")), "weight"))
    return query


def _celled(tally: Tally) -> exp.Select:
    """Each version, or each share of it, with its month and the code of each dimension in use."""
    place = tally.of
    used = sorted({*place.by, *place.within} - {"month"})
    cells = cell_expressions(place.rule)
    first = f"CAST(${span_names(0)[1]} AS INT)"
    month = first if tally.together else month_of("k.day")
    query = select(*(f"k.{name}" for name in VERSION), f"{month} AS month")
    if tally.until is not None:
        query = query.select(f"{month_of('k.until')} AS leaves")
    kept = (*measures(tally), *weighed(tally))
    query = query.select(*(f"k.{name}" for name in kept if name != "leaves"))
    query = query.select(exp.alias_(sql(_count_of(place)), "k"))
    query = query.select(*(f"k.{name} AS own_{name}" for name in place.carry))
    query = query.select(*(exp.alias_(sql(cells[name]), name) for name in used))
    return _spread(query.from_("kept AS k"), place)


def _count_of(place: Place) -> str:
    if not place.shares:
        return "1"
    column = "field_count" if OVER[place.rule] == "field" else "role_count"
    return f"COALESCE(CAST(p.{column} AS INT), 1)"


def _spread(query: exp.Select, place: Place) -> exp.Select:
    """A row for each inventor, applicant or field; a version without any keeps one."""
    if not place.shares:
        return query
    over = OVER[place.rule]
    same = "p.right_id = k.right_id AND p.known_from_load = k.known_from_load"
    if over == "field":
        return query.join("right_field AS p", on=sql(same), join_type="left")
    return query.join("right_party AS p", on=sql(f"{same} AND p.role = '{over}'"), join_type="left")


def _placed(tally: Tally) -> exp.Select:
    """The rows within what was asked for, each in every cell whose figure holds it."""
    place = tally.of
    own = [f"own_{name}" for name in place.carry]
    measured = (*measures(tally), *weighed(tally))
    kept = [f"c.{name}" for name in (*VERSION, "month", *measured, "k", *own)]
    cells = [f"c.{name}" for name in place.by if name not in ("month", "region")]
    query = select(*kept, *cells).from_("celled AS c")
    for one in place.where:
        query = query.where(among(f"c.{one[0]}", one))
    return _rolled(query, place) if "region" in place.by else query


def _rolled(query: exp.Select, place: Place) -> exp.Select:
    """A row of a region that lies in another stands in both their cells."""
    if not (place.rolled and ancestors()):
        return query.select("c.region")
    query = query.join(rolls(), on=sql("u.code = c.region"), join_type="left")
    cell = "COALESCE(u.cell, c.region)"
    for one in place.where:
        if one[0] == "region":
            query = query.where(among(cell, one))
    return query.select(f"{cell} AS region")


def rolls() -> exp.Expr:
    """The relation u(code, cell): the cells in which a region that lies in another is counted."""
    pairs = sorted({(code, code) for code, _ in ancestors()} | set(ancestors()))
    rows = [exp.tuple_(exp.Literal.string(a), exp.Literal.string(b)) for a, b in pairs]
    return exp.values(rows, alias="u", columns=["code", "cell"])


def among(column: str, shape: OneShape) -> exp.Expr:
    """The condition that a row lies in one of the values asked for."""
    name, codes, prefixes, _ = shape
    listed: list[exp.Expr] = [parameter(code_name(name, n)) for n in range(codes)]
    found: exp.Expr = exp.In(this=sql(column), expressions=listed)
    for number in range(prefixes):
        start = sql(f"SUBSTR({column}, 1, 3)")
        found = exp.or_(found, exp.EQ(this=start, expression=parameter(prefix_name(number))))
    return found


def _shares(tally: Tally) -> exp.Select:
    """A version once in each cell, with the number m of its k parts that lie there."""
    keys = [*VERSION, "month", *measures(tally), "k", *tally.of.by]
    columns = list(dict.fromkeys(keys))
    return select(*columns, "COUNT(*) AS m").from_("placed").group_by(*columns)


def _sums(tally: Tally, source: str, rows: str) -> exp.Select:
    cells = [name for name in tally.of.by if name != "month"]
    keys = [*cells, "k", *(name for name in measures(tally) if name != "leaves")]
    sums = {
        "n": rows,
        "versions": "COUNT(*)",
        "low": "SUM(lineage_key & 4294967295)",
        "high": "SUM(lineage_key >> 32)",
    }
    mix = "CAST(BIT_XOR(lineage_key) AS BIGINT) AS mix"
    if tally.until is None:
        counts = [f"CAST({text} AS BIGINT) AS {name}" for name, text in sums.items()]
        return select("month", *keys, *counts, mix).from_(source).group_by("month", *keys)
    return _movements(keys, sums, mix).from_(source)


def _movements(keys: list[str], sums: dict[str, str], mix: str) -> exp.Select:
    """One pass counts comings (+) by month and goings (-) by the month they leave."""
    sign = "CASE WHEN GROUPING(month) = 0 THEN 1 ELSE -1 END"
    month = "CASE WHEN GROUPING(month) = 0 THEN month ELSE leaves END AS month"
    counts = [f"CAST({sign} * {text} AS BIGINT) AS {name}" for name, text in sums.items()]
    query = select(month, *keys, *counts, mix)
    sets = [sql(f"({', '.join((first, *keys))})") for first in ("month", "leaves")]
    query.set("group", exp.Group(grouping_sets=[exp.GroupingSets(expressions=sets)]))
    return query.having(sql("GROUPING(month) = 0 OR NOT leaves IS NULL"))
