"""The record versions behind a number, with the share each has in it: proof that it re-adds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from goldthread.indicators.cells import cell_expressions
from goldthread.indicators.compile import (
    VERSION,
    compile_placed,
    measures,
    nest,
    parameter,
    regions_of,
    relations_of,
    select,
    sql,
)
from goldthread.indicators.definition import FRACTIONAL
from goldthread.indicators.engine import Records, Session
from goldthread.indicators.errors import QueryError
from goldthread.indicators.events import by_columns
from goldthread.indicators.expressions import DIALECT
from goldthread.indicators.lineage import Lineage
from goldthread.indicators.parameters import (
    Values,
    Where,
    day_values,
    shape_of,
    span_names,
    where_values,
)
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
_APPLICANT: Final = "applicant_name"  # of the first-named
# What is listed of a right after its key, and the column of ip_right it stands in.
_LISTED: Final = {n: n for n in (*SHOWN[1:-1], "applicant", SHOWN[-1])} | {"applicant": _APPLICANT}
ADDED_UP: Final = 500  # records that are fetched and added up here rather than asked for twice
_CELLS: Final = ("office", "kind", "region", "country", "field", "applicant_type")
_RAW: Final = (
    *("ip_office_code", "right_kind", "field", "applicant_type", "applicant_country"),
    *("applicant_region", "inventor_country", "inventor_region"),
)
SORTS: Final = (*_LISTED, *_CELLS, "share", "days", "load")


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
    session = Session(register, query.as_of)
    if question.definition.grain != "right":
        from goldthread.indicators.acts.records import page as page_of_acts

        return page_of_acts(session, question, limit, offset, sort)
    return page(session, question, limit, offset, sort)


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
    order = tuple(_order(sort, question))
    tally = _tally(session, question)
    values, periods = values_of(question, tally, question.where), len(question.periods)
    session = session.within(regions_of(tally, values))
    counted, listed = _texts(tally, periods, order, limit is not None)
    rows = max(limit, ADDED_UP) if limit and not offset else limit
    asked = values | {"page_from": offset} | ({} if limit is None else {"page_size": rows})
    if limit is None:
        table = session.table(listed, asked, relations_of(tally))
    else:  # a short page is planned once as rows, twice as Arrow
        table = _table(session.rows(listed, asked, relations_of(tally)), tally)
    if offset == 0 and table.num_rows < (rows or 0):
        total, count, lineage = _sum(_all_rows(table))  # there are no others
    else:
        total, count, lineage = _sum(session.rows(counted, values, relations_of(tally)))
    table = table.slice(0, limit)
    table = with_files(table, session)
    return RecordPage(question, session.known.newest, total, count, lineage, table, offset, limit)


def _all_rows(table: "pa.Table") -> Iterable[Sequence[Any]]:
    """k, m, 1, lineage key, lineage key of each row, as the engine sums them up."""
    names = ("share_denominator", "share_numerator", "lineage_key")
    for k, m, key in zip(*(table.column(name).to_pylist() for name in names), strict=True):
        yield k, m, 1, key, key


def _order(sort: str | None, question: Question) -> list[str]:
    if sort is None:
        day = by_columns(question.definition.date_basis, "day")
        return [day if day in SHOWN else "month", "record_key"]
    name = sort.removeprefix("-")
    if name not in SORTS or (name == "days" and question.definition.measured() is None):
        raise QueryError(f"'{sort}' is no column to sort by; there are {', '.join(SORTS)}.")
    return [f"{name} {'DESC' if sort.startswith('-') else 'ASC'} NULLS LAST", "record_key"]


def _tally(session: Session, question: Question) -> Tally:
    return plan(
        question.definition,
        question.counting,
        (),
        shape_of(question.where),
        once=session.once,
        spells=session.spells,
        bounded=True,
        carry=tuple(sorted({*SHOWN, *_SOURCE, *_RAW, _APPLICANT})),
        on=question.periods[-1].end,
    )


@lru_cache(maxsize=256)
def _texts(tally: Tally, periods: int, order: tuple[str, ...], limited: bool) -> tuple[str, str]:
    """The SQL of the sum over all records and of a page of them."""
    counted = _counted(tally, periods)
    total = select("k", "SUM(m)", "COUNT(*)", "SUM(lineage_key)", "BIT_XOR(lineage_key)")
    total = nest(counted.copy(), "counted", total.from_("counted").group_by("k"))
    return total.sql(DIALECT), _listed(counted, tally, list(order), limited).sql(DIALECT)


def _counted(tally: Tally, periods: int) -> exp.Select:
    """Each version counted, once, with m of its k parts."""
    keys = [*VERSION, "month", "k", *(n for n in measures(tally) if n == "days")]
    columns = [*keys, *(f"own_{name}" for name in tally.of.carry)]
    share = "COUNT(*)" if tally.of.shares else "1" if tally.weight is None else "weight"
    query = select(*columns, f"{share} AS m").from_("placed")
    query = query.where(inside(tally, periods), *(["hit"] if "hit" in measures(tally) else []))
    query = query.group_by(*columns) if tally.of.shares else query
    return nest(compile_placed(tally), "placed", query)


def inside(tally: Tally, periods: int) -> exp.Expr:
    """The condition under which a placed row is in the periods: of a stock, in force at the end."""
    if tally.until is not None:
        return exp.paren(sql("month <= $last_0 AND (leaves IS NULL OR leaves > $last_0)"))
    spans = (f"month BETWEEN $first_{n} AND $last_{n}" for n in range(periods))
    return exp.paren(sql(" OR ".join(spans)))


def values_of(question: Question, tally: Tally, where: Where) -> Values:
    """The parameters of `inside` and of the plan."""
    values = day_values(months_of(question.periods)) | where_values(where)
    for number, period in enumerate(question.periods):
        _, first, last = span_names(number)
        values |= {first: period.first_month, last: period.last_month}
    if tally.until is not None:
        del values["first_0"], values["first_day"]
    return values


def _sum(rows: Iterable[Sequence[Any]]) -> tuple[Fraction, int, Lineage]:
    """What all the shares add up to, how many versions there are and which."""
    total, lineage = Fraction(0), Lineage()
    for k, m, versions, keys, mix in rows:
        total += Fraction(int(m), k)
        lineage += Lineage(versions, int(keys), mix)
    return total, lineage.versions, lineage


def _listed(counted: exp.Select, tally: Tally, order: list[str], limited: bool) -> exp.Select:
    """The rows of a page."""
    cells = _cells(tally.of.rule)
    first = ["right_id", f"own_{SHOWN[0]} AS {SHOWN[0]}", *cells]
    page = select(*first, *(f"own_{column} AS {name}" for name, column in _LISTED.items()))
    page = page.select("m AS share_numerator", "k AS share_denominator")
    page = page.select("CAST(m AS DOUBLE) / k AS share", "known_from_load AS load")
    page = page.select(*(f"own_{name} AS {name}" for name in _SOURCE), "lineage_key")
    page = page.select("days") if tally.measure is not None else page
    page = page.from_("counted AS n").order_by(*order, dialect=DIALECT)
    page = page.offset(parameter("page_from"))
    return nest(counted, "counted", page.limit(parameter("page_size")) if limited else page)


def _table(rows: Sequence[tuple[Any, ...]], tally: Tally) -> "pa.Table":
    """The rows of a page, which has the columns of `_listed`, as an Arrow table."""
    import pyarrow as pa

    from goldthread.register.columns import stored

    own = {field.name: field.type for field in stored("ip_right")} | {"feed": pa.string()}
    share = {"share_numerator": pa.int32(), "share_denominator": pa.int32(), "share": pa.float64()}
    kinds = {"right_id": pa.int64(), SHOWN[0]: pa.string(), **dict.fromkeys(_CELLS, pa.string())}
    kinds |= {name: own[column] for name, column in _LISTED.items()}
    kinds |= share | {"load": pa.int32()}
    kinds |= {name: own[name] for name in (*_SOURCE, "lineage_key")}
    kinds |= {"days": pa.int64()} if tally.measure is not None else {}
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    arrays = [pa.array(c, kind) for c, kind in zip(columns, kinds.values(), strict=True)]
    return pa.table(arrays, names=list(kinds))


def _cells(rule: str) -> list[str]:
    """The codes a record has in each dimension: of its first party, where parties share it."""
    first = "first-inventor" if rule == "fraction-inventors" else "first-applicant"
    cells = cell_expressions(first if rule in FRACTIONAL else rule)
    return [f"{cells[name].replace('k.', 'n.own_')} AS {name}" for name in _CELLS]


def with_files(table: "pa.Table", session: Session) -> "pa.Table":
    """The name of the delivered file in the place of its number."""
    import pyarrow as pa

    names = {(m.load, s.file_id): s.name for m in session.register.manifests() for s in m.sources}
    places = zip(
        table.column("load").to_pylist(), table.column("source_file_id").to_pylist(), strict=True
    )
    found = pa.array([names.get(place) for place in places], pa.string())
    at = table.schema.get_field_index("source_file_id")
    return table.set_column(at, "source_file", found)
