"""Synthetic rights written straight as a sealed register: what `bench figures` measures on.

One feed: `count` rights in a sealed segment of two loads, the second of which changed some; then
an open weekly load that adds rights and changes others. Rights spread over 31 regions, 35 fields
and 20 years by a hash of their number, so that every run makes the same ones.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from goldthread.register.columns import fingerprint, stored
from goldthread.register.layout import Layout
from goldthread.register.manifest import Manifest, Source, StoredFile
from goldthread.register.parquet import GROUP_ROWS
from goldthread.register.segment import USUAL, Part, copy_rights, group_rows
from goldthread.register.units import Current, Unit, segment_text, write_current

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FEED: Final = "bench"
WEEKS: Final = 1040  # a week's load is this part of the register: twenty years of weeks
_REGIONS: Final = (
    *("BJ", "TJ", "HE", "SX", "NM", "LN", "JL", "HL", "SH", "JS", "ZJ", "AH", "FJ", "JX", "SD"),
    *(
        "HA",
        "HB",
        "HN",
        "GD",
        "GX",
        "HI",
        "CQ",
        "SC",
        "GZ",
        "YN",
        "XZ",
        "SN",
        "GS",
        "QH",
        "NX",
        "XJ",
    ),
)
_COMPANY: Final = "'Company ' || (hash(i) % 100000)"
_FOREIGN: Final = ("US", "JP", "DE", "KR", "FR")
MEMORY: Final = "3GB"  # the most that writing may take
RUNS: Final = 16  # in which parties are sorted
CHANGED: Final = 50  # load 2 changed every fiftieth right


@dataclass(frozen=True)
class Made:
    """A register in `home` of `count` rights; loads 1 and 2 are sealed."""

    home: Path
    count: int


def make(home: Path, count: int) -> Made:
    """Write the register; `home` is an empty folder."""
    layout = Layout(home.absolute() / "register")
    layout.create()
    layout.settle()
    folder = layout.sealed / FEED / "made"
    folder.mkdir(parents=True)
    files, rights = _segment(folder, count)
    spans = {part.name: part.span for part in rights if part.span}
    unit = Unit(FEED, folder, (1, 2), files, {}, count, sealed=True, parts=spans)
    (folder / "segment.json").write_text(segment_text(unit, fingerprint()), "utf-8")
    write_current(layout, FEED, Current(("made",)))
    _load(layout, 1, {}, count, {})
    _load(layout, 2, {}, count // CHANGED, {1: count // CHANGED})
    return Made(home, count)


def add_week(made: Made, load: int, changing: bool) -> None:
    """A week's load, 3 or later, left open: new rights and, when `changing`, as many changed."""
    layout = Layout(made.home.absolute() / "register")
    folder = layout.load(FEED, load)
    folder.mkdir(parents=True)
    week = max(made.count // WEEKS, 10)
    start = made.count + load * week
    # Numbers one after a multiple of CHANGED: versions of load 1 still in force.
    step = made.count // week // CHANGED * CHANGED
    changed = f"range(1, {1 + week * step}, {step})"
    more = f" UNION ALL SELECT range AS i FROM {changed}" if changing else ""
    ids = f"(SELECT range AS i FROM range({start}, {start + week}){more})"
    files = {
        "ip_right.parquet": f"{_rights(ids, f'{load}')} ORDER BY right_id",
        "right_party.parquet": f"{_parties(ids, f'{load}')} ORDER BY right_id",
    }
    if changing:
        closes = (
            f"SELECT 'ip_right' AS root, {_id('range')} AS key, 1::INT AS known_from_load, "
            f"{load}::INT AS known_to_load, 'changed' AS reason FROM {changed}"
        )
        files["closes.parquet"] = f"{closes} ORDER BY key"
    stored = {name: _copy(folder / name, [rows]) for name, rows in files.items()}
    _load(layout, load, stored, 2 * week if changing else week, {1: week} if changing else {})


def _segment(folder: Path, count: int) -> tuple[dict[str, StoredFile], list[Part]]:
    """Every right as now known, and the earlier versions of those that load 2 changed."""
    every, old = f"range({count})", f"range(0, {count}, {CHANGED})"
    load = f"CASE WHEN i % {CHANGED} = 0 THEN 2 ELSE 1 END"
    ended = ", 2::INT AS known_to_load"
    groups = group_rows(count, root=True), group_rows(count, root=False)
    every_id, old_id = (f"(SELECT range AS i FROM {numbers})" for numbers in (every, old))
    rows = {
        "ip_right.past": (_by_region(_rights(old_id, "1", ended)), groups[0]),
        "right_party": (_by_right(_parties(every_id, load)), groups[1]),
        "right_party.past": (_by_right(_parties(old_id, "1", ended)), groups[1]),
    }
    with _runs(folder, _by_region(_rights(every_id, load))) as (database, rights):
        parts = copy_rights(database, rights, folder, USUAL)
    files = {p.name: StoredFile(p.rows, (folder / p.name).stat().st_size, "") for p in parts}
    for name, (runs, group) in rows.items():
        files[f"{name}.parquet"] = _copy(folder / f"{name}.parquet", runs, group)
    return files, parts


def _by_region(rights: str) -> list[str]:
    """Rights as a segment sorts them, region by region, so that no sort holds them all."""
    codes = [f"= 'CN-{code}'" for code in sorted(_REGIONS)]
    return [
        f"SELECT * FROM ({rights}) AS r WHERE applicant_region {one} "
        "ORDER BY field, filing_date, right_id"
        for one in (*codes, "IS NULL")
    ]


def _by_right(parties: str) -> list[str]:
    """Parties as a segment sorts them, by runs of their rights' numbers."""
    width = 2**63 // RUNS
    return [
        f"SELECT * FROM ({parties}) AS p WHERE right_id // {width} = {run} ORDER BY right_id"
        for run in range(RUNS)
    ]


def _load(
    layout: Layout, load: int, files: dict[str, StoredFile], records: int, closed: dict[int, int]
) -> None:
    """The manifest of a load; loads 1 and 2 lie in the segment alone."""
    folder = layout.load(FEED, load)
    folder.mkdir(parents=True, exist_ok=True)
    received = datetime(2020, 1, 1 + 7 * (load - 1), tzinfo=UTC)
    changed = sum(closed.values())
    manifest = Manifest(
        load=load,
        feed=FEED,
        delivery="delta",
        reader="made",
        reader_version="1",
        rank=0,
        received_at=received,
        created_at=received,
        content_sha256=f"{load}",
        schema_fingerprint=fingerprint(),
        sources=(Source(1, f"made-{load}", f"{load}", 0, "none"),),
        files=files,
        records=records,
        new=records - changed,
        changed=changed,
        holds=(("CN", "PT", records), ("CN", "UM", records), ("CN", "DS", records)),
        closed=closed,
    )
    (folder / "manifest.json").write_text(manifest.as_text(), "utf-8")


def _copy(path: Path, runs: list[str], group: int = GROUP_ROWS) -> StoredFile:
    """Write the rows of some queries to one file."""
    with _runs(path.parent, runs) as (database, rows):
        made: Any = database.execute(
            f"COPY ({rows}) TO '{path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group})"
        ).fetchone()
    return StoredFile(int(made[0]), path.stat().st_size, "")


@contextmanager
def _runs(folder: Path, queries: list[str]) -> Iterator[tuple["DuckDBPyConnection", str]]:
    """A database, and a SELECT of the rows of some queries one after the other.

    Each is written to a file first, so that no sort holds them all.
    """
    import duckdb

    with duckdb.connect() as database:
        for setting in ("enable_progress_bar = false", f"memory_limit = '{MEMORY}'"):
            database.execute(f"SET {setting}")
        written = [folder / f"run.{number}" for number in range(len(queries))]
        for path, rows in zip(written, queries, strict=True):
            database.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet, COMPRESSION lz4)")
        listed = ", ".join(f"'{path}'" for path in written)
        yield database, f"SELECT * FROM read_parquet([{listed}])"
    for path in written:
        path.unlink()


def _id(number: str) -> str:
    return f"CAST(hash({number}) >> 1 AS BIGINT)"


def _among(values: tuple[str, ...], number: str) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"([{listed}])[1 + CAST({number} % {len(values)} AS INT)]"


def _rights(ids: str, load: str, more: str = "") -> str:
    """SQL of rights: h is a hash of the number, from which every value is cut."""
    values = {
        "right_id": _id("i"),
        "record_key": "'CN|PT|' || i",
        "ip_office_code": "'CN'",
        "right_kind": "CASE WHEN h % 10 < 5 THEN 'PT' WHEN h % 10 < 8 THEN 'UM' ELSE 'DS' END",
        "application_number": "i::VARCHAR",
        "filing_date": "filed",
        "publication_date": "filed + 540",
        "publication_kind_code": "'A'",
        "registration_number": "CASE WHEN h % 5 < 3 THEN 'CN' || i END",
        "grant_date": "CASE WHEN h % 5 < 3 THEN filed + (400 + (h >> 24) % 1500)::INT END",
        "expiry_date": "filed + 7305",
        "termination_date": "CASE WHEN h % 7 = 0 THEN filed + (2000 + (h >> 30) % 4000)::INT END",
        "filing_route": "CASE WHEN h % 11 = 0 THEN 'pct' ELSE 'direct' END",
        "n_claims": "(1 + h % 20)::INT",
        "title": "'Device number ' || i",
        "title_language": "'en'",
        "status": "'registered'",
        "applicant_name": _COMPANY,
        "applicant_country": "country",
        "applicant_region": "region",
        "applicant_type": _among(("ENT", "ENT", "ENT", "UNI", "RES", "IND"), "(h >> 9)"),
        "inventor_country": "country",
        "inventor_region": "region",
        "field": "CASE WHEN h % 10 < 8 THEN (1 + (h >> 14) % 35)::SMALLINT END",
        "known_from_load": f"({load})::INT",
        "source_file_id": "1::INT",
        "source_locator": "'row ' || i",
        "record_hash": f"unhex(md5(({load}) || ' ' || i))",
        "lineage_key": f"CAST(hash(i * 10 + ({load})) >> 1 AS BIGINT)",
    }
    regions = _among(tuple(f"CN-{code}" for code in _REGIONS), "(h >> 3)")
    country = f"CASE WHEN h % 12 = 0 THEN {_among(_FOREIGN, '(h >> 5)')} ELSE 'CN' END"
    drawn = (
        f"SELECT i, h, {country} AS country, CASE WHEN h % 12 > 0 THEN {regions} END AS region, "
        "DATE '2000-01-01' + ((h >> 18) % 7300)::INT AS filed FROM "
        f"(SELECT i, hash(i) AS h FROM {ids} AS numbers) AS hashed"
    )
    return f"SELECT {_typed('ip_right', values)}{more} FROM ({drawn}) AS drawn"


def _parties(ids: str, load: str, more: str = "") -> str:
    """SQL of one applicant for each right."""
    values = {
        "right_id": _id("i"),
        "role": "'applicant'",
        "sequence": "1",
        "name": _COMPANY,
        "role_count": "1",
        "known_from_load": f"({load})::INT",
    }
    return f"SELECT {_typed('right_party', values)}{more} FROM {ids} AS numbers"


def _typed(table: str, values: dict[str, str]) -> str:
    from goldthread.register.columns import sql_type

    return ", ".join(
        f"CAST({values.get(field.name, 'NULL')} AS {sql_type(field.type)}) AS {field.name}"
        for field in stored(table)
    )
