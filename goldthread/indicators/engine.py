"""DuckDB, embedded: one in-memory database a process, a cursor a question, nothing to install."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Protocol

from goldthread.indicators.errors import IndicatorError
from goldthread.register.publications import left_to_offices

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    import pyarrow as pa
    from sqlglot import exp

    from goldthread.register.known import AsOf, Known
    from goldthread.register.manifest import Manifest


class Records(Protocol):
    """What figures need of a register (`goldthread.register.store.Register`)."""

    home: "Path"

    def manifests(self) -> "list[Manifest]": ...

    def known(self, as_of: "AsOf" = None) -> "Known": ...

    def relation(self, table: str, known: "Known", regions: "Collection[str]" = ()) -> str: ...

    def overlapping(self, known: "Known") -> bool: ...

    def publications(self, known: "Known") -> bool: ...

    def holds(self, table: str, known: "Known") -> bool: ...


_starting = Lock()


# What is not GLOBAL holds for one connection, and a cursor is a connection of its own.
_SETTINGS = (
    "GLOBAL TimeZone = 'UTC'",
    "enable_progress_bar = false",
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "preserve_insertion_order = false",
    "GLOBAL parquet_metadata_cache = true",
    # DuckDB 2.0 turns a long IN list into a join and then loses its column ("Failed to bind
    # column reference") when a filter is pushed below a left join; lists here are short.
    "disabled_optimizers = 'in_clause'",
)
WRITING: Final = "512MB"  # of memory for rows that are written; what is more waits on the disk


@lru_cache(maxsize=1)
def _database() -> Any:
    return _connected(*_SETTINGS)


def _connected(*settings: str) -> Any:
    import duckdb

    database = duckdb.connect(":memory:")
    for setting in settings:
        database.execute(f"SET {setting}")
    return database


def cursor() -> Any:
    """A cursor of the process's database, for one thread."""
    with _starting:
        return _database().cursor()


@lru_cache(maxsize=1)
def engine_name() -> str:
    import duckdb

    return f"DuckDB {duckdb.__version__}"


class Session:
    """A register as it was known, open for the questions of one figure.

    The relations name files, which a register may write anew: a session is not kept for long.
    """

    def __init__(
        self,
        register: Records,
        as_of: "AsOf" = None,
        known: "Known | None" = None,
        regions: "Collection[str]" = (),
    ) -> None:
        self.register = register
        self.known = register.known(as_of) if known is None else known
        self.once = register.overlapping(self.known)
        # Do events tell of any right when it was in force? If not, nothing is joined to ask.
        self.spells = register.holds("right_spell", self.known)
        self._regions = regions
        self._relations: dict[str, str] = {}

    def within(self, regions: "Collection[str]") -> "Session":
        """The same for questions about first-named applicants of some regions alone."""
        return Session(self.register, known=self.known, regions=regions) if regions else self

    def run(
        self, query: "exp.Expr", parameters: Mapping[str, object], relations: "Iterable[str]"
    ) -> Sequence[tuple[Any, ...]]:
        """The rows of a query over the register's relations."""
        return self.rows(query.sql("duckdb"), parameters, relations)

    def table(
        self, text: str, parameters: Mapping[str, object], relations: "Iterable[str]"
    ) -> "pa.Table":
        """The rows of a compiled query as an Arrow table."""
        return ask_duckdb(self.complete(text, relations), parameters, "to_arrow_table")

    def store(
        self,
        table: str,
        query: "exp.Expr",
        parameters: Mapping[str, object],
        relations: "Iterable[str]",
    ) -> None:
        """Keep the rows of a query as a table of the process's database."""
        execute(f"CREATE OR REPLACE TABLE {table} AS {self.text(query, relations)}", parameters)

    def rows(
        self, text: str, parameters: Mapping[str, object], relations: "Iterable[str]"
    ) -> Sequence[tuple[Any, ...]]:
        """The rows of a compiled query over the register's relations."""
        rows: list[tuple[Any, ...]] = ask_duckdb(self.complete(text, relations), parameters)
        return rows

    def text(self, query: "exp.Expr", relations: "Iterable[str]") -> str:
        """The SQL of a query with the relations it reads."""
        return self.complete(query.sql("duckdb"), relations)

    def complete(self, body: str, relations: "Iterable[str]") -> str:
        """A compiled query with the relations it reads before it."""
        steps = [f"{name} AS NOT MATERIALIZED ({self.relation(name)})" for name in relations]
        joined = ", ".join(steps)
        if not steps:
            return body
        return f"WITH {joined}, {body[5:]}" if body.startswith("WITH ") else f"WITH {joined} {body}"

    def relation(self, name: str) -> str:
        if name not in self._relations:
            own = self._loads() if name == "loads" else self._rows(name)
            if name == "ip_right" and self.once and self.register.publications(self.known):
                own = left_to_offices(own)
            self._relations[name] = own
        return self._relations[name]

    def _rows(self, name: str) -> str:
        return self.register.relation(name, self.known, self._regions)

    def _loads(self) -> str:
        """The day (UTC) of each load, and that of the newest load known of its feed."""
        days = {m.load: f"DATE '{m.received_at.date().isoformat()}'" for m in self._manifests()}
        newest = {feed: days.get(load, "NULL") for feed, load in self.known.loads.items()}
        rows = ", ".join(
            f"({m.load}, {days[m.load]}, CAST({newest.get(m.feed, 'NULL')} AS DATE))"
            for m in self._manifests()
        )
        columns = "load_id", "received_date", "observed_date"
        if not rows:
            kinds = zip(("INT", "DATE", "DATE"), columns, strict=True)
            return f"SELECT {', '.join(f'CAST(NULL AS {kind}) AS {name}' for kind, name in kinds)}"
        return f"SELECT * FROM (VALUES {rows}) AS v({', '.join(columns)})"

    def _manifests(self) -> "list[Manifest]":
        return self.register.manifests()


def quoted(path: "Path") -> str:
    """A file's name as a SQL string."""
    escaped = str(path).replace("'", "''")
    return f"'{escaped}'"


def execute(text: str, parameters: Mapping[str, object]) -> None:
    """Run a statement that gives no rows, such as CREATE TABLE AS."""
    import duckdb

    try:
        cursor().execute(text, dict(parameters))
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise IndicatorError(f"{engine_name()} could not answer: {first}") from error


def write(rows: str, path: "Path") -> None:
    """Write the rows of a SELECT as Parquet, in a database of its own that takes little memory.

    What does not fit waits in a folder beside the file, gone afterwards.
    """
    import duckdb

    spill = path.with_name(f"{path.name}.spill")
    bounds = f"memory_limit = '{WRITING}'", f"temp_directory = {quoted(spill)}"
    try:
        with _connected(*_SETTINGS, *bounds) as database:
            database.execute(f"COPY ({rows}) TO {quoted(path)} (FORMAT parquet)")
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise IndicatorError(f"{engine_name()} could not answer: {first}") from error


def ask_duckdb(text: str, parameters: Mapping[str, object], form: str = "fetchall") -> Any:
    """The answer to a SELECT in a form such as fetchall; IndicatorError says what went wrong."""
    import duckdb

    try:
        if form == "fetchall":
            return cursor().execute(text, dict(parameters)).fetchall()
        return getattr(cursor().sql(text, params=dict(parameters)), form)()
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise IndicatorError(f"{engine_name()} could not answer: {first}") from error
