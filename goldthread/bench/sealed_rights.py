"""Synthetic rights written straight as a sealed register: what `bench figures` measures on.

One feed, one load of `count` rights in a sealed segment, then a weekly load that adds rights and
changes others. Rights spread over 31 regions, 35 fields and 20 years by a hash of their number, so
that every run makes the same ones.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from goldthread.readers.schema import OPEN_LOAD
from goldthread.register.columns import fingerprint, stored
from goldthread.register.layout import Layout
from goldthread.register.manifest import Manifest, Source, StoredFile
from goldthread.register.units import Current, Unit, segment_text, write_current

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
_FOREIGN: Final = ("US", "JP", "DE", "KR", "FR")
_ROW_GROUP: Final = 122_880


@dataclass(frozen=True)
class Made:
    """A register in `home` of `count` rights in load 1, and load 2 of a week."""

    home: Path
    count: int


def make(home: Path, count: int) -> Made:
    """Write the register; `home` is an empty folder."""
    layout = Layout(home.absolute() / "register")
    layout.create()
    folder = layout.sealed / FEED / "made"
    folder.mkdir(parents=True)
    files = _segment(folder, count)
    unit = Unit(FEED, folder, (1,), files, {}, count, sealed=True)
    (folder / "segment.json").write_text(segment_text(unit, fingerprint()), "utf-8")
    write_current(layout, FEED, Current(("made",)))
    _load(layout, 1, {}, count, ())
    return Made(home, count)


def add_week(made: Made) -> None:
    """A weekly load: new rights, and as many changed ones."""
    layout = Layout(made.home.absolute() / "register")
    folder = layout.load(FEED, 2)
    folder.mkdir(parents=True)
    week = max(made.count // WEEKS, 10)
    new = f"range({made.count}, {made.count + week})"
    step = made.count // week
    changed = f"range(0, {week * step}, {step})"
    ids = f"(SELECT range AS i FROM {new} UNION ALL SELECT range AS i FROM {changed})"
    files = {"ip_right.parquet": _copy(folder / "ip_right.parquet", _rights(ids, 2), "right_id")}
    files["right_party.parquet"] = _copy(
        folder / "right_party.parquet", _parties(ids, 2), "right_id"
    )
    closes = (
        f"SELECT 'ip_right' AS root, {_id('range')} AS key, 1::INT AS known_from_load, "
        f"2::INT AS known_to_load, 'changed' AS reason FROM {changed}"
    )
    files["closes.parquet"] = _copy(folder / "closes.parquet", closes, "key")
    _load(layout, 2, files, 2 * week, ((1, week),))


def _segment(folder: Path, count: int) -> dict[str, StoredFile]:
    ids = f"(SELECT range AS i FROM range({count}))"
    order = "applicant_region, field, filing_date, right_id"
    sealed = f", {OPEN_LOAD}::INT AS known_to_load"
    rights, parties = _rights(ids, 1, sealed), _parties(ids, 1, sealed)
    return {
        "ip_right.parquet": _copy(folder / "ip_right.parquet", rights, order),
        "right_party.parquet": _copy(folder / "right_party.parquet", parties, "right_id"),
    }


def _load(
    layout: Layout,
    load: int,
    files: dict[str, StoredFile],
    records: int,
    closed: tuple[tuple[int, int], ...],
) -> None:
    """The manifest of a load; load 1 lies in the segment alone."""
    folder = layout.load(FEED, load)
    folder.mkdir(parents=True, exist_ok=True)
    received = datetime(2020, 1, 1 + 7 * (load - 1), tzinfo=UTC)
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
        new=records - sum(n for _, n in closed),
        changed=sum(n for _, n in closed),
        holds=(("CN", "PT", records), ("CN", "UM", records), ("CN", "DS", records)),
        closed=dict(closed),
    )
    (folder / "manifest.json").write_text(manifest.as_text(), "utf-8")


def _copy(path: Path, rows: str, order: str) -> StoredFile:
    import duckdb

    with duckdb.connect() as database:
        database.execute("SET enable_progress_bar = false")
        made: Any = database.execute(
            f"COPY (SELECT * FROM ({rows}) ORDER BY {order}) TO '{path}' "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        ).fetchone()
    return StoredFile(int(made[0]), path.stat().st_size, "")


def _id(number: str) -> str:
    return f"CAST(hash({number}) >> 1 AS BIGINT)"


def _among(values: tuple[str, ...], number: str) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"([{listed}])[1 + CAST({number} % {len(values)} AS INT)]"


def _rights(ids: str, load: int, more: str = "") -> str:
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
        "applicant_country": "country",
        "applicant_region": "region",
        "applicant_type": _among(("ENT", "ENT", "ENT", "UNI", "RES", "IND"), "(h >> 9)"),
        "inventor_country": "country",
        "inventor_region": "region",
        "field": "CASE WHEN h % 10 < 8 THEN (1 + (h >> 14) % 35)::SMALLINT END",
        "known_from_load": f"{load}::INT",
        "source_file_id": "1::INT",
        "source_locator": "'row ' || i",
        "record_hash": f"unhex(md5('{load} ' || i))",
        "lineage_key": f"CAST(hash(i * 10 + {load}) >> 1 AS BIGINT)",
    }
    regions = _among(tuple(f"CN-{code}" for code in _REGIONS), "(h >> 3)")
    country = f"CASE WHEN h % 12 = 0 THEN {_among(_FOREIGN, '(h >> 5)')} ELSE 'CN' END"
    drawn = (
        f"SELECT i, h, {country} AS country, CASE WHEN h % 12 > 0 THEN {regions} END AS region, "
        "DATE '2000-01-01' + ((h >> 18) % 7300)::INT AS filed FROM "
        f"(SELECT i, hash(i) AS h FROM {ids} AS numbers) AS hashed"
    )
    return f"SELECT {_typed('ip_right', values)}{more} FROM ({drawn}) AS drawn"


def _parties(ids: str, load: int, more: str = "") -> str:
    """SQL of one applicant for each right."""
    values = {
        "right_id": _id("i"),
        "role": "'applicant'",
        "sequence": "1",
        "name": "'Company ' || (hash(i) % 100000)",
        "role_count": "1",
        "known_from_load": f"{load}::INT",
    }
    return f"SELECT {_typed('right_party', values)}{more} FROM {ids} AS numbers"


def _typed(table: str, values: dict[str, str]) -> str:
    from goldthread.register.columns import sql_type

    return ", ".join(
        f"CAST({values.get(field.name, 'NULL')} AS {sql_type(field.type)}) AS {field.name}"
        for field in stored(table)
    )
