"""Small registers of transactions and cases, and the rows that the plain engine counts."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from goldthread.indicators.acts import plain
from goldthread.indicators.engine import ask_duckdb
from goldthread.readers.identity import right_key, surrogate
from goldthread.register.store import Register
from tests.indicators.support import Record

Party = tuple[str | None, str | None, str | None]  # name, country, region
Right = tuple[str, str | None, str | None]  # kind, number of the application, day of grant


def act(
    number: str,
    tx_type: str,
    recorded: str | None,
    givers: Iterable[Party] = (),
    takers: Iterable[Party] = (),
    rights: Iterable[Right] = (),
    office: str = "CN",
    **columns: Any,
) -> Record:
    """A transaction with its parties and rights, in their order."""
    key = f"{office}|{number}"
    tx_id = surrogate(key)
    main = {
        "tx_id": tx_id,
        "record_key": key,
        "ip_office_code": office,
        "recording_number": number,
        "tx_type": tx_type,
        "recorded_date": recorded,
        **columns,
    }
    sides = {"from": list(givers), "to": list(takers)}
    parties = [
        {
            "tx_id": tx_id,
            "role": role,
            "sequence": sequence,
            "name": name,
            "country_code": country,
            "region_code": region,
        }
        for role, named in sides.items()
        for sequence, (name, country, region) in enumerate(named, 1)
    ]
    listed = [_right(tx_id, office, sequence, *one) for sequence, one in enumerate(list(rights), 1)]
    return {"transaction": [main], "transaction_party": parties, "transaction_right": listed}


def _right(
    tx_id: int, office: str, sequence: int, kind: str, number: str | None, grant: str | None
) -> Record:
    return {
        "tx_id": tx_id,
        "sequence": sequence,
        "right_id": None if number is None else surrogate(right_key(office, kind, number)),
        "ip_office_code": office,
        "right_kind": kind,
        "application_number": number,
        "grant_date": grant,
    }


def case(number: str, accepted: str | None, closed: str | None = None, **columns: Any) -> Record:
    """A case of enforcement."""
    key = f"{columns.get('authority', 'office')}|{number}"
    row = {
        "case_id": surrogate(key),
        "record_key": key,
        "case_number": number,
        "accepted_date": accepted,
        "closed_date": closed,
        "case_type": "admin",
        "right_kind": "PT",
        "country_code": "CN",
        **columns,
    }
    return {"enforcement_case": [row]}


@lru_cache(maxsize=16)
def known_rows(register: Register, table: str, as_of: int | None = None) -> plain.Known:
    """The rows of a grain's table as the register gives them."""
    known = register.known(as_of)

    def rows(name: str) -> list[plain.Row]:
        found = ask_duckdb(register.relation(name, known), {}, "to_arrow_table")
        return list(found.to_pylist())

    received = {m.load: m.received_at.date() for m in register.manifests()}
    parties, rights = rows("transaction_party"), rows("transaction_right")
    held = sorted(rows("ip_right"), key=lambda r: (r["feed_rank"], r["known_from_load"]))
    granted = {r["right_id"]: r["grant_date"] for r in held if r["grant_date"] is not None}
    inventors: dict[int, set[str]] = {}
    for party in rows("right_party"):
        if party["role"] == "inventor":
            inventors.setdefault(party["right_id"], set()).add(party["name"])
    return plain.Known(rows(table), parties, rights, received, granted, inventors)
