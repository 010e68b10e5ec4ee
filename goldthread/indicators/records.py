"""The record versions behind a number, with the share each has in it: proof that it re-adds."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from goldthread.indicators.cells import cell_expressions
from goldthread.indicators.compile import (
    VERSION,
    Parameters,
    compile_placed,
    measures,
    nest,
    relations_of,
    select,
    sql,
)
from goldthread.indicators.definition import FRACTIONAL
from goldthread.indicators.engine import Records, Session
from goldthread.indicators.errors import QueryError
from goldthread.indicators.lineage import Lineage
from goldthread.indicators.periods import months_of
from goldthread.indicators.plan import Tally, plan
from goldthread.indicators.query import Query, Question, ask
from goldthread.indicators.values import plain

if TYPE_CHECKING:
    import pyarrow as pa

# What a listed record says of itself, beside its share and where it came from.
SHOWN: Final = (
    *("record_key", "application_number", "registration_number", "publication_number"),
    *("filing_date", "publication_date", "grant_date", "expiry_date", "termination_date"),
    *("title", "status"),
)
_SOURCE: Final = ("feed", "source_file_id", "source_locator")
_CELLS: Final = ("office", "kind", "region", "country", "field", "applicant_type")
_RAW: Final = (
    *("ip_office_code", "right_kind", "field", "applicant_type", "applicant_country"),
    *("applicant_region", "inventor_country", "inventor_region"),
)
SORTS: Final = (*SHOWN[1:], *_CELLS, "share", "days", "load")


@dataclass(frozen=True)
class RecordPage:
    """Some of the record versions a number counts, and what all of them add up to.

    `total` is the sum of the shares of all of them: the value of a flow or stock, the numerator of
    a ratio, the number of rights of a duration. `count` is how many versions there are. `table`
    holds `limit` rows from `offset`.
    """

    question: Question
    as_of: int
    total: Fraction
    count: int
    lineage: Lineage
    table: "pa.Table"
    offset: int
    limit: int | None

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The page as dictionaries; days are `datetime.date`."""
        found: list[dict[str, Any]] = self.table.to_pylist()
        return found

    def as_dict(self) -> dict[str, Any]:
        """The page as `records --json` prints it."""
        return {
            "indicator": self.question.definition.id,
            "version": self.question.definition.version,
            "definition": self.question.definition.sha256,
            "as_of": self.as_of,
            "counting": self.question.counting,
            "total": plain(self.total),
            "numerator": self.total.numerator,
            "denominator": self.total.denominator,
            "count": self.count,
            "lineage": self.lineage.digest,
            "offset": self.offset,
            "records": [_shown(row) for row in self.rows],
        }


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()}


def records(
    register: Records,
    query: Query,
    *,
    limit: int | None = None,
    offset: int = 0,
    sort: str | None = None,
) -> RecordPage:
    """The record versions counted in the total of a query, by day or by `sort`.

    `sort` is one of SORTS, with a minus before it for the greatest first.
    """
    question = ask(query, register.home)
    _check(question, limit, offset)
    return page(Session(register, query.as_of), question, limit, offset, sort)


def _check(question: Question, limit: int | None, offset: int) -> None:
    if question.by:
        raise QueryError("Records are listed for one cell: write --where instead of --by.")
    if len(question.periods) > 1 and (question.definition.counts_stock or not question.disjoint):
        raise QueryError("Records are listed for one period, or for several that do not overlap.")
    if offset < 0 or (limit is not None and limit < 0):
        raise QueryError("A page begins at 0 or later and has 0 records or more.")


def page(
    session: Session, question: Question, limit: int | None, offset: int, sort: str | None
) -> RecordPage:
    """A page of the records of a checked question."""
    order = _order(sort, question)
    parameters = Parameters()
    counted, tally = _counted(session, question, parameters)
    relations = [*relations_of(tally), *(["loads"] if tally.needs_loads else [])]
    total, count, lineage = _sum(session, counted, parameters, relations)
    listed = _listed(counted.copy(), question, order, limit, offset)
    relations = list(dict.fromkeys([*relations, "right_party"]))
    table = session.arrow(listed, parameters.values, relations)
    named = _with_files(table, session)
    known = session.known.newest
    return RecordPage(question, known, total, count, lineage, named, offset, limit)


def _order(sort: str | None, question: Question) -> list[str]:
    if sort is None:
        day = question.definition.date_basis
        return [day if day in SHOWN else "month", "record_key"]
    name = sort.removeprefix("-")
    if name not in SORTS or (name == "days" and question.definition.measure is None):
        raise QueryError(f"'{sort}' is no column to sort by; there are {', '.join(SORTS)}.")
    column = "CAST(m AS DOUBLE) / k" if name == "share" else name
    return [f"{column} {'DESC' if sort.startswith('-') else 'ASC'} NULLS LAST", "record_key"]


def _counted(
    session: Session, question: Question, parameters: Parameters
) -> tuple[exp.Select, Tally]:
    """Each version counted, once, with m of its k parts."""
    tally = plan(
        question.definition,
        question.counting,
        (),
        question.where,
        once=session.once,
        months=months_of(question.periods),
        carry=tuple(sorted({*SHOWN, *_SOURCE, *_RAW})),
    )
    placed = compile_placed(tally, parameters)
    keys = [*VERSION, "month", "k", *(n for n in measures(tally) if n == "days")]
    columns = [*keys, *(f"own_{name}" for name in tally.of.carry)]
    shares = question.counting in FRACTIONAL
    query = select(*columns, "COUNT(*) AS m" if shares else "1 AS m").from_("placed")
    query = query.where(inside(question, tally), *(["hit"] if "hit" in measures(tally) else []))
    return nest(placed, "placed", query.group_by(*columns) if shares else query), tally


def inside(question: Question, tally: Tally) -> exp.Expr:
    """The condition under which a placed row is in the periods: of a stock, in force at the end."""
    if tally.kind == "stock":
        last = question.periods[0].last_month
        return exp.paren(sql(f"month <= {last} AND (leaves IS NULL OR leaves > {last})"))
    spans = ((p.first_month, p.last_month) for p in question.periods)
    return exp.paren(sql(" OR ".join(f"month BETWEEN {a} AND {b}" for a, b in spans)))


def _sum(
    session: Session, counted: exp.Select, parameters: Parameters, relations: list[str]
) -> tuple[Fraction, int, Lineage]:
    """What all the shares add up to, how many versions there are and which."""
    query = select("k", "SUM(m)", "COUNT(*)", "SUM(lineage_key)", "BIT_XOR(lineage_key)")
    query = nest(counted.copy(), "counted", query.from_("counted").group_by("k"))
    total, lineage = Fraction(0), Lineage()
    for k, m, versions, keys, mix in session.run(query, parameters.values, relations):
        total += Fraction(int(m), k)
        lineage += Lineage(versions, int(keys), mix)
    return total, lineage.versions, lineage


def _listed(
    counted: exp.Select, question: Question, order: list[str], limit: int | None, offset: int
) -> exp.Select:
    """The rows of a page; the first-named applicant is looked up for them alone."""
    named = select("right_id", "lineage_key", *(f"own_{name} AS {name}" for name in SHOWN))
    named = named.select(*(f"own_{name} AS {name}" for name in _SOURCE), "known_from_load AS load")
    named = named.select("month", "m", "k", *_cells(question))
    if question.definition.measure is not None:
        named = named.select("days")
    chosen = select("*").from_("named").order_by(*order, dialect="duckdb").offset(offset)
    chosen = chosen if limit is None else chosen.limit(limit)
    parts = [f"c.{name}" for name in ("right_id", *SHOWN[:1], *_CELLS, *SHOWN[1:])]
    shown = select(*parts, "p.name AS applicant").from_("chosen AS c")
    shown = shown.select("c.m AS share_numerator", "c.k AS share_denominator")
    shown = shown.select("CAST(c.m AS DOUBLE) / c.k AS share", "c.load", *_source())
    if question.definition.measure is not None:
        shown = shown.select("c.days")
    first = "p.right_id = c.right_id AND p.known_from_load = c.load AND p.role = 'applicant'"
    same = sql(f"{first} AND p.sequence = 1")
    shown = shown.join("right_party AS p", on=same, join_type="left")
    shown = shown.order_by(*(f"c.{part}" if part[0] != "C" else part for part in order))
    steps = nest(counted, "counted", named.from_("counted AS n"))
    return nest(nest(steps, "named", chosen), "chosen", shown)


def _source() -> list[str]:
    return [*(f"c.{name}" for name in _SOURCE), "c.lineage_key"]


def _cells(question: Question) -> list[str]:
    """The codes a record has in each dimension: of its first party, where parties share it."""
    rule = {"fraction-inventors": "first-inventor"}.get(question.counting, question.counting)
    whole = "first-applicant" if rule in FRACTIONAL else rule
    cells = cell_expressions(whole)
    return [f"{cells[name].replace('k.', 'n.own_')} AS {name}" for name in _CELLS]


def _with_files(table: "pa.Table", session: Session) -> "pa.Table":
    """The name of the delivered file in the place of its number."""
    import pyarrow as pa

    names = {(m.load, s.file_id): s.name for m in session.register.manifests() for s in m.sources}
    places = zip(
        table.column("load").to_pylist(), table.column("source_file_id").to_pylist(), strict=True
    )
    found = pa.array([names.get(place) for place in places], pa.string())
    at = table.schema.get_field_index("source_file_id")
    return table.set_column(at, "source_file", found)
