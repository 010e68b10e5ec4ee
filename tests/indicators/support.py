"""Small registers for tests: records as JSON lines, read by a reader of our own, really loaded."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from goldthread.indicators.catalogue import read
from goldthread.indicators.errors import DefinitionError
from goldthread.readers.base import Batch, Delivery, Progress, SourceFile
from goldthread.readers.identity import right_key, surrogate
from goldthread.readers.schema import LOCATION_COLUMNS, TABLES
from goldthread.register.store import Register

Record = dict[str, Any]
ST27 = 3  # characters of a code
DATES = ("filing_date", "publication_date", "grant_date", "expiry_date", "termination_date")


class LinesReader:
    """One JSON object a line: a right with its parties and classifications, or an observation."""

    name = "lines"
    version = "1"

    def __init__(self, feed: str = "office", delivery: Delivery = "delta", rank: int = 0) -> None:
        self.feed = feed
        self.delivery = delivery
        self.rank = rank

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        for file in files:
            lines = file.path.read_text("utf-8").splitlines()
            records = [(n, json.loads(line)) for n, line in enumerate(lines, 1)]
            progress(file.size)
            yield Batch(tables=dict(_tables(file.file_id, records)))


def _tables(file_id: int, records: list[tuple[int, Record]]) -> Iterator[tuple[str, pa.Table]]:
    rows: dict[str, list[Record]] = {}
    for line, record in records:
        for table, found in record.items():
            place = {"source_file_id": file_id, "source_locator": f"line {line}"}
            own = place if TABLES[table].is_root else {}
            rows.setdefault(table, []).extend(row | own for row in found)
    for table, found in rows.items():
        schema = TABLES[table].schema
        if TABLES[table].is_root:
            schema = pa.schema([*schema, *LOCATION_COLUMNS])
        yield table, pa.Table.from_pylist([_typed(row) for row in found], schema=schema)


def _typed(row: Record) -> Record:
    return {name: _value(name, value) for name, value in row.items()}


def _value(name: str, value: Any) -> Any:
    if name == "amount" and isinstance(value, str):
        return Decimal(value)
    return _day(value) if name.endswith("_date") else value


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


def right(
    number: str,
    office: str = "CL",
    kind: str = "PT",
    applicants: Iterable[tuple[str | None, str | None, str | None]] = (),
    inventors: Iterable[tuple[str | None, str | None]] = (),
    owners: Iterable[tuple[str | None, str | None]] = (),
    symbols: Iterable[str] = (),
    events: Iterable[tuple[str | None, str]] = (),
    cited: tuple[int, int] = (0, 0),
    **columns: Any,
) -> Record:
    """A right: applicants as (country, region, type), inventors and owners as (country, region),
    events as (day, detailed event of ST.27, or an office's own code), cited as the number of
    patents and of other literature.
    """
    key = right_key(office, kind, number)
    right_id = surrogate(key)
    named = {"record_key": key, "ip_office_code": office, "right_kind": kind}
    parties = [
        *(_party(right_id, "applicant", n, *one) for n, one in enumerate(applicants, 1)),
        *(_party(right_id, "inventor", n, *one) for n, one in enumerate(inventors, 1)),
        *(_party(right_id, "owner", n, *one) for n, one in enumerate(owners, 1)),
    ]
    classes = [
        {"right_id": right_id, "scheme": "IPC", "sequence": n, "symbol": symbol}
        for n, symbol in enumerate(symbols, 1)
    ]
    told = [
        {"right_id": right_id, "sequence": n, "event_date": day} | _coded(code)
        for n, (day, code) in enumerate(events, 1)
    ]
    cites = [{"right_id": right_id, "cited_number": f"{n}"} for n in range(cited[0])]
    cites += [{"right_id": right_id, "npl_text": f"book {n}"} for n in range(cited[1])]
    main = {"right_id": right_id, **named, "application_number": number, **columns}
    children = {"right_party": parties, "right_classification": classes, "status_event": told}
    children |= {"right_citation": cites}
    return {"ip_right": [main]} | children


def _coded(code: str) -> dict[str, str]:
    """A detailed event of ST.27 with the key event of its category, else a national code."""
    if len(code) == ST27:
        return {"key_event_code": f"{code[0]}10", "detailed_event_code": code}
    return {"national_event_code": code}


def _party(
    right_id: int,
    role: str,
    sequence: int,
    country: str | None,
    region: str | None,
    applicant_type: str | None = None,
) -> Record:
    return {
        "right_id": right_id,
        "role": role,
        "sequence": sequence,
        "name": f"{role} {sequence}",
        "country_code": country,
        "region_code": region,
        "applicant_type": applicant_type,
    }


def people(place: str, year: int, value: int, series: str = "population") -> Record:
    """An observation of the population of a place, or of another series."""
    key = f"{series}|{place}|{year}"
    row = {
        "observation_id": surrogate(key),
        "record_key": key,
        "series": series,
        "region_code": place,
        "period": str(year),
        "value": value,
        "unit": "people",
    }
    return {"reference_series": [row]}


def load(
    home: Path,
    records: Iterable[Record],
    received: str = "2020-01-01",
    feed: str = "office",
    delivery: Delivery = "delta",
    rank: int = 0,
) -> Register:
    """Load records as one delivery; the register they went to."""
    register = Register(home)
    folder = home / "in"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{feed}-{len(list(folder.iterdir())):03}.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")
    reader = LinesReader(feed, delivery, rank)
    report = register.load(reader, [path], received=date.fromisoformat(received))
    assert report.quarantined == 0
    return register


def write(home: Path, text: str, name: str = "own.yaml") -> Path:
    """A definition of the site's own."""
    folder = home / "indicators"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


def refuses(path: Path, message: str) -> None:
    """A definition that cannot be meant: one sentence that names the file."""
    with pytest.raises(DefinitionError, match=message) as refused:
        read(path)
    assert str(refused.value).startswith(str(path))
    assert "\n" not in str(refused.value)
