"""The record hash against a second, plain reading of its definition."""

import random
import struct
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from goldthread.readers.schema import ROOTS, TABLES
from goldthread.register.hashing import CHUNK, lineage_keys, record_hashes
from goldthread.register.spans import keys_of, spans
from tests.register.deliveries import table, tables

EPOCH = date(1970, 1, 1)


def oracle(root: str, root_row: dict[str, Any], children: dict[str, list[dict[str, Any]]]) -> bytes:
    """The hash of one record, written down as the definition has it, value by value."""
    canonical = _part(root, [root_row], TABLES[root].schema.names)
    for child in ROOTS[root]:
        if len(child.schema) > 1:
            canonical += _part(child.name, children.get(child.name, []), child.schema.names[1:])
    return blake2b(canonical, digest_size=16).digest()


def _part(name: str, rows: list[dict[str, Any]], columns: list[str]) -> bytes:
    kinds = [TABLES[name].schema.field(column).type for column in columns]
    cells, long = b"", b""
    values = [b""] * len(columns)
    for row in rows:
        for place, (column, kind) in enumerate(zip(columns, kinds, strict=True)):
            value = row.get(column)
            raw = _bytes(value, kind)
            values[place] += raw
            if value is None:
                cells += b"\xff"
            elif pa.types.is_string(kind):
                cells += bytes([min(len(raw), 254)])
                long += struct.pack("<I", len(raw)) if len(raw) >= 254 else b""
            else:
                cells += b"\0"
    return struct.pack("<I", len(rows)) + cells + long + b"".join(values)


def _bytes(value: Any, kind: pa.DataType) -> bytes:
    if value is None:
        return b""
    if pa.types.is_string(kind):
        return bytes(value.encode())
    if isinstance(value, date):
        value = (value - EPOCH).days
    if isinstance(value, Decimal):
        value = int(value.scaleb(kind.scale))
    return int(value).to_bytes(kind.bit_width // 8, "little", signed=True)


def hashes(given: dict[str, pa.Table], root: str = "ip_right") -> list[bytes]:
    key = TABLES[root].key
    keys = keys_of(given[root], key)
    places = {
        name: spans(keys, keys_of(rows, key), name) for name, rows in given.items() if name != root
    }
    return [row.tobytes() for row in record_hashes(root, given, places)]


def test_hash_of_a_written_out_record() -> None:
    """Computed by hand from the definition, so that it can never change unseen."""
    record = {"number": "1", "title": "灯", "parties": [{"role": "applicant", "sequence": 1}]}
    given = tables([(record, "line 1")])
    row = given["ip_right"].to_pylist()[0]
    names = TABLES["ip_right"].schema.names
    cells = bytearray(b"\xff" * len(names))
    values = b""
    for name, raw in (
        ("right_id", row["right_id"].to_bytes(8, "little")),
        ("record_key", b"XX|PT|1"),
        ("ip_office_code", b"XX"),
        ("right_kind", b"PT"),
        ("title", b"\xe7\x81\xaf"),
    ):
        cells[names.index(name)] = 0 if name == "right_id" else len(raw)
        values += raw
    party = b"\x01\0\0\0" + b"\x09\0" + b"\xff" * 13 + b"applicant" + b"\x01\0"
    nothing = b"\0\0\0\0"
    canonical = b"\x01\0\0\0" + bytes(cells) + values + party + nothing * 6
    assert hashes(given) == [blake2b(canonical, digest_size=16).digest()]


def _random_rows(rng: random.Random, count: int) -> list[tuple[dict[str, Any], str]]:
    texts = [None, "", "a", "灯", "x" * 253, "y" * 254, "z" * 255, "長" * 400, "\xff", "a\x1fb"]
    days = [None, "1883-03-20", "2019-03-05"]
    numbers = [None, 0, 1, -1, 32767]

    def child(*names: str) -> dict[str, Any]:
        return {"sequence": rng.choice(numbers)} | {name: rng.choice(texts) for name in names}

    records = []
    for number in range(count):
        record: dict[str, Any] = {"number": str(number), "title": rng.choice(texts)}
        record |= {"filing_date": rng.choice(days), "n_claims": rng.choice(numbers)}
        record["parties"] = [child("name", "city") for _ in range(rng.randrange(4))]
        record["citations"] = [child("npl_text") for _ in range(rng.randrange(3))]
        record["priorities"] = [
            child("number") | {"date": rng.choice(days)} for _ in range(rng.randrange(2))
        ]
        records.append((record, f"line {number}"))
    return records


def _oracles(given: dict[str, pa.Table]) -> list[bytes]:
    children: dict[int, dict[str, list[dict[str, Any]]]] = {}
    for name, rows in given.items():
        for row in rows.to_pylist() if name != "ip_right" else []:
            children.setdefault(row["right_id"], {}).setdefault(name, []).append(row)
    return [
        oracle("ip_right", row, children.get(row["right_id"], {}))
        for row in given["ip_right"].to_pylist()
    ]


@pytest.mark.parametrize("seed", range(5))
def test_hash_of_random_records_is_the_defined_one(seed: int) -> None:
    given = tables(_random_rows(random.Random(seed), 60))
    assert hashes(given) == _oracles(given)


def test_hash_does_not_depend_on_the_batch() -> None:
    records = _random_rows(random.Random(9), 40)
    alone = [hashes(tables([record]))[0] for record in records]
    assert hashes(tables(records)) == alone


def test_hash_does_not_depend_on_how_arrow_holds_the_rows() -> None:
    records = _random_rows(random.Random(3), 50)
    given = tables(records)
    chunked = {
        name: pa.concat_tables([rows.slice(0, 7), rows.slice(7)]) for name, rows in given.items()
    }
    sliced = {
        name: pa.concat_tables([rows.slice(0, 1), rows]).combine_chunks().slice(1)
        for name, rows in given.items()
    }
    assert hashes(chunked) == hashes(given)
    assert hashes(sliced) == hashes(given)


def test_hash_ignores_bytes_hidden_under_a_missing_text() -> None:
    given = tables([({"number": "1"}, "line 1"), ({"number": "2", "title": "b"}, "line 2")])
    offsets = pa.py_buffer(np.array([0, 6, 7], np.int32))
    data = [pa.py_buffer(b"\x02"), offsets, pa.py_buffer(b"hiddenb")]
    title = pa.Array.from_buffers(pa.string(), 2, data, null_count=1)
    at = given["ip_right"].schema.get_field_index("title")
    hidden = {"ip_right": given["ip_right"].set_column(at, "title", title)}
    assert hashes(hidden) == hashes(given)


def test_hash_ignores_bytes_hidden_under_a_missing_number() -> None:
    given = tables([({"number": "1"}, "line 1"), ({"number": "2", "n_claims": 5}, "line 2")])
    data = [pa.py_buffer(b"\x02"), pa.py_buffer(np.array([77, 5], np.int32))]
    claims = pa.Array.from_buffers(pa.int32(), 2, data, null_count=1)
    at = given["ip_right"].schema.get_field_index("n_claims")
    hidden = {"ip_right": given["ip_right"].set_column(at, "n_claims", claims)}
    assert hashes(hidden) == hashes(given)


def test_hash_ignores_where_the_record_stands() -> None:
    record = {"number": "1", "title": "a"}
    assert hashes(tables([(record, "line 1")], 1)) == hashes(tables([(record, "line 9")], 2))


@pytest.mark.parametrize(
    "other",
    [
        {"title": "ab", "status_text": None},
        {"title": "a", "status_text": ""},
        {"title": "", "status_text": "ab"},
        {"title": None, "status_text": "ab"},
        {"title": "a", "status_text": "b", "n_claims": 0},
        {"title": "a", "status_text": "b", "parties": [{"role": "applicant"}]},
        {"title": "a", "status_text": "b", "parties": [{"role": "applicant", "sequence": 0}]},
    ],
)
def test_hash_tells_records_apart_that_look_alike(other: dict[str, Any]) -> None:
    base = {"number": "1", "title": "a", "status_text": "b"}
    assert hashes(tables([(base, "x")])) != hashes(tables([({"number": "1"} | other, "x")]))


def test_hash_of_more_records_than_are_hashed_at_a_time() -> None:
    count = CHUNK + 3
    given = tables([({"number": str(n), "title": str(n)}, "x") for n in range(count)])
    some = [0, CHUNK - 1, CHUNK, count - 1]
    chosen = [given["ip_right"].to_pylist()[row] for row in some]
    assert [hashes(given)[row] for row in some] == [oracle("ip_right", row, {}) for row in chosen]


def test_hash_of_amounts() -> None:
    rows = [
        {"cell_id": n, "record_key": str(n), "value": value, "source_file_id": 1}
        | {"source_locator": "x", "printed_change": Decimal("-4.5")}
        for n, value in enumerate([Decimal("1.5"), Decimal("-0.0001"), Decimal(10) ** 15, None])
    ]
    given = {"aggregate_cell": table("aggregate_cell", rows)}
    assert hashes(given, "aggregate_cell") == [oracle("aggregate_cell", row, {}) for row in rows]


def test_lineage_key_is_the_first_63_bits() -> None:
    digests = np.frombuffer(bytes(range(16)) + b"\xff" * 16, np.uint8).reshape(2, 16)
    assert lineage_keys(digests).tolist() == [0x0001020304050607 >> 1, (1 << 63) - 1]
