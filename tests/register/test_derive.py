"""Derived columns, against what a person reads from the record."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from goldthread.register.derive import Deriver
from goldthread.register.spans import keys_of, spans
from tests.register.conftest import Office
from tests.register.deliveries import key_of, tables

# Symbols of a made-up classification: its first letter decides.
FIELDS = {"A": 1, "B": 2, "C": 3}


def field_of(symbol: str) -> int | None:
    return FIELDS.get(symbol[0])


def derived(*records: dict[str, Any]) -> dict[str, pa.Table]:
    given = tables([(record, "x") for record in records])
    keys = keys_of(given["ip_right"], "right_id")
    places = {
        name: spans(keys, keys_of(rows, "right_id"), name)
        for name, rows in given.items()
        if name != "ip_right"
    }
    Deriver(field_of).add("ip_right", given, places, 7 + np.arange(len(keys)))
    return given


def party(role: str | None, sequence: int | None, country: str | None = None, **more: Any) -> Any:
    return {"role": role, "sequence": sequence, "country_code": country, **more}


def symbol(scheme: str | None, sequence: int | None, value: str | None) -> dict[str, Any]:
    return {"scheme": scheme, "sequence": sequence, "symbol": value}


def test_first_named_applicant_and_inventor_give_name_country_region_and_type() -> None:
    rights = derived(
        {
            "number": "1",
            "parties": [
                party("agent", 1, "DE", region_code="DE-BY", name="Anwalt"),
                party("applicant", 1, "CN", region_code="CN-ZJ", applicant_type="ENT", name="浙大"),
                party("applicant", 2, "US", region_code="US-CA", applicant_type="UNI", name="UC"),
                party("inventor", 1, "JP", region_code="JP-13", applicant_type="IND"),
                party("inventor", 2, "FR"),
            ],
        },
        {"number": "2"},
        {"number": "3", "parties": [party("inventor", 1, "KR")]},
        {"number": "4", "parties": [party("applicant", 1), party("applicant", 2, "CL")]},
    )["ip_right"]
    assert rights.column("applicant_name").to_pylist() == ["浙大", None, None, None]
    assert rights.column("applicant_country").to_pylist() == ["CN", None, None, None]
    assert rights.column("applicant_region").to_pylist() == ["CN-ZJ", None, None, None]
    assert rights.column("applicant_type").to_pylist() == ["ENT", None, None, None]
    assert rights.column("inventor_country").to_pylist() == ["JP", None, "KR", None]
    assert rights.column("inventor_region").to_pylist() == ["JP-13", None, None, None]


def test_first_named_is_the_lowest_sequence_not_the_first_row() -> None:
    record = {
        "number": "1",
        "parties": [
            party("applicant", None, "FR"),
            party("applicant", 2, "US"),
            party("applicant", 1, "CN"),
        ],
    }
    assert derived(record)["ip_right"].column("applicant_country").to_pylist() == ["CN"]


def test_role_count_counts_the_parties_of_a_role_in_the_record() -> None:
    roles = ["applicant", "inventor", "inventor", None, "inventor", None]
    parties = derived(
        {"number": "1", "parties": [party(role, n) for n, role in enumerate(roles)]},
        {"number": "2", "parties": [party("inventor", 1)]},
    )["right_party"]
    assert parties.column("role_count").to_pylist() == [1, 3, 3, 2, 3, 2, 1]


def test_field_is_that_of_the_first_ipc_symbol() -> None:
    rights = derived(
        {"number": "1", "classes": [symbol("CPC", 1, "C1"), symbol("IPC", 1, "B1")]},
        {"number": "2", "classes": [symbol("IPC", 2, "A1"), symbol("IPC", 1, "B1")]},
        {"number": "3", "classes": [symbol("CPC", 1, "C1"), symbol("CPC", 2, "A1")]},
        {"number": "4", "classes": [symbol("LOCARNO", 1, "A1")]},
        {"number": "5", "classes": [symbol("IPC", 1, "Z9"), symbol("IPC", 2, "A1")]},
        {"number": "6", "classes": [symbol("IPC", 1, None), symbol(None, 1, "A1")]},
        {"number": "7"},
    )["ip_right"]
    assert rights.column("field").to_pylist() == [2, 2, 3, None, None, None, None]


def test_right_field_holds_the_distinct_fields_of_ipc_else_cpc() -> None:
    fields = derived(
        {
            "number": "1",
            "classes": [
                symbol("IPC", 1, "B1"),
                symbol("IPC", 2, "B2"),
                symbol("IPC", 3, "A1"),
                symbol("CPC", 1, "C1"),
            ],
        },
        {"number": "2", "classes": [symbol("CPC", 1, "C1"), symbol("CPC", 2, "Z1")]},
        {"number": "3", "classes": [symbol("IPC", 1, "Z1"), symbol("CPC", 1, "C1")]},
    )["right_field"]
    assert fields.to_pylist() == [
        {"right_id": key_of("1"), "field": 1, "field_count": 2},
        {"right_id": key_of("1"), "field": 2, "field_count": 2},
        {"right_id": key_of("2"), "field": 3, "field_count": 1},
    ]


def test_no_field_makes_no_right_field() -> None:
    assert "right_field" not in derived({"number": "1", "classes": [symbol("IPC", 1, "Z1")]})


def test_subclasses_and_citations_are_counted_where_there_are_any() -> None:
    cites = [{"cited_number": "7"}, {"cited_number": "8"}, {"npl_text": "A book."}]
    rights = derived(
        {
            "number": "1",
            "classes": [symbol("IPC", 1, "H04L 9/32"), symbol("IPC", 2, "H04L 9/00")],
            "citations": cites,
        },
        {"number": "2", "classes": [symbol("CPC", 1, "A61K 9/00"), symbol("CPC", 2, "B1")]},
        {"number": "3", "classes": [symbol("NICE", 1, "9")], "citations": cites[2:]},
        {"number": "4"},
    )["ip_right"]
    assert rights.column("n_subclasses").to_pylist() == [1, 2, None, None]
    assert rights.column("n_cited_patents").to_pylist() == [2, None, 0, None]
    assert rights.column("n_cited_literature").to_pylist() == [1, None, 1, None]


def test_columns_have_the_types_of_the_schema() -> None:
    made = derived(
        {"number": "1", "parties": [party("applicant", 1)], "classes": [symbol("IPC", 1, "A1")]}
    )
    assert made["right_party"].schema.field("role_count").type == pa.int16()
    assert made["ip_right"].schema.field("field").type == pa.int16()
    assert made["right_field"].schema.field("field_count").type == pa.int16()


def test_other_roots_have_no_derived_columns() -> None:
    given = {"reference_series": pa.table({"a": [1]})}
    Deriver(field_of).add("reference_series", given, {}, np.zeros(1, np.int64))
    assert given["reference_series"].schema.names == ["a"]


# WIPO's concordance: H04L (but not 9/..) is field 4, digital communication; A61K 6 to 9 and later
# is field 16, pharmaceuticals; B60L is field 32, transport.
@pytest.mark.parametrize(
    ("ipc", "field"), [("H04L 12/28", 4), ("A61K 31/00", 16), ("B60L 3/00", 32)]
)
def test_loaded_field_is_that_of_wipos_concordance(office: Office, ipc: str, field: int) -> None:
    office.deliver({"number": "1", "classes": [symbol("IPC", 1, ipc)]})
    assert office.rows("field") == [(field,)]
    assert office.rows("field, field_count", table="right_field") == [(field, 1)]
