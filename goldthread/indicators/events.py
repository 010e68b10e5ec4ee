"""What events tell of a right, joined to its versions: SQL of the steps spells, milestones, told.

A feed of events describes rights that another feed describes better. So what its events tell is
joined by the right, not by the version: of the versions that tell anything, those that tell of an
end come first, then the feed with the highest rank, then the latest load. Where no event tells of
a right's life its columns do: from the grant to the termination or the expiry.
"""

from functools import lru_cache
from typing import Final

from sqlglot import exp, parse_one

from goldthread.indicators.expressions import DIALECT, names, parse

BY_COLUMNS: Final = {
    "in_force_from": "grant_date",
    "in_force_until": "least(termination_date, expiry_date)",
    "in_force_by": "'columns'",
}
# An expiry on or before the day a spell begins is not that spell's: the office did not yet say
# until when it renewed.
_BEGINS: Final = "COALESCE(s.begins, r.grant_date)"
_ENDS: Final = f"LEAST(s.ends, CASE WHEN r.expiry_date > {_BEGINS} THEN r.expiry_date END)"
_SPELL: Final = {
    "in_force_from": f"CASE WHEN s.tells = 'life' THEN {_BEGINS} "
    "ELSE COALESCE(r.grant_date, s.begins) END",
    "in_force_until": f"CASE WHEN s.tells = 'life' THEN {_ENDS} "
    "ELSE LEAST(r.termination_date, r.expiry_date) END",
    "in_force_by": "CASE WHEN s.tells = 'life' THEN 'events' ELSE 'columns' END",
}


@lru_cache(maxsize=1024)
def by_columns(text: str, kind: str) -> str:
    """The expression as it reads where no event tells when a right is in force."""
    tree = parse(text, kind)
    if not names(tree) & BY_COLUMNS.keys():
        return text
    return tree.copy().transform(_by_column).sql(DIALECT)


def _by_column(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Column) and node.name in BY_COLUMNS:
        return parse_one(BY_COLUMNS[node.name], read=DIALECT)
    return node


def spells(once: bool, apart: bool) -> str:
    """SQL of the spells of each right: apart for a stock, else from the first to the last."""
    rows = "SELECT right_id, known_from_load, begins, ends, tells, lineage_key FROM right_spell"
    if once:
        rows += f" QUALIFY {_best('tells DESC, ')}"  # a life before a grant
    if apart:
        return rows
    return (
        "SELECT right_id, known_from_load, "
        "CASE WHEN COUNT(*) = COUNT(begins) THEN MIN(begins) END AS begins, "
        "CASE WHEN COUNT(*) = COUNT(ends) THEN MAX(ends) END AS ends, "
        f"ANY_VALUE(tells) AS tells, ANY_VALUE(lineage_key) AS lineage_key FROM ({rows}) AS v "
        "GROUP BY right_id, known_from_load"
    )


def milestones(once: bool, acts: tuple[str, ...]) -> str:
    """SQL of the days of some acts, of the best version that tells any of them."""
    told = " OR ".join(f"NOT {name} IS NULL" for name in acts)
    rows = f"SELECT right_id, known_from_load, {', '.join(acts)}, lineage_key FROM right_milestone"
    return f"{rows} WHERE {told}" + (f" QUALIFY {_best()}" if once else "")


def _best(first: str = "") -> str:
    order = f"{first}feed_rank DESC, known_from_load DESC"
    return f"RANK() OVER (PARTITION BY right_id ORDER BY {order}) = 1"


def told(once: bool, acts: tuple[str, ...], *, in_force: bool, granted: bool) -> str:
    """SQL of every version with what events tell of its right.

    With `granted` a version without a day of grant takes it from them. The lineage key is then the
    exclusive or of the version's own and those of the versions that tell.
    """
    joined = [alias for alias, used in (("s", in_force or granted), ("m", bool(acts))) if used]
    unused = "" if in_force else "NOT r.grant_date IS NULL OR s.begins IS NULL"
    replaced = [f"{_lineage(joined, unused)} AS lineage_key"]
    replaced += ["COALESCE(r.grant_date, s.begins) AS grant_date"] if granted else []
    columns = [f"r.* REPLACE ({', '.join(replaced)})"]
    columns += [f"{text} AS {name}" for name, text in _SPELL.items()] if in_force else []
    columns += [f"m.{name}" for name in acts]
    same = "{0}.right_id = r.right_id"
    same += "" if once else " AND {0}.known_from_load = r.known_from_load"
    tables = {"s": "spells", "m": "milestones"}
    joins = "".join(f" LEFT JOIN {tables[a]} AS {a} ON {same.format(a)}" for a in joined)
    return f"SELECT {', '.join(columns)} FROM ip_right AS r{joins}"


def _lineage(joined: list[str], unused: str) -> str:
    """SQL of the exclusive or of the keys of the distinct versions that a row rests on.

    `unused` is the condition under which the row takes nothing from spells.
    """
    found, counted = "r.lineage_key", {"r": ""}
    for alias in joined:
        same = [f"{alias}.known_from_load IS NULL"]
        same += [f"({alias}.known_from_load = {o}.known_from_load{c})" for o, c in counted.items()]
        same += [unused] if unused and alias == "s" else []
        other = f"XOR({found}, {alias}.lineage_key)"
        found = f"CASE WHEN {' OR '.join(same)} THEN {found} ELSE {other} END"
        counted[alias] = f" AND NOT ({unused})" if unused else ""
    return found
