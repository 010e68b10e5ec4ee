"""Records of the register, written back into the workbook they can be loaded from.

What stands there loads as the same records. The amount stands in units; what is said of a whole
transaction stands in its first row, and the dates by which a row is read stand in every row.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

import duckdb

from goldthread.documents.xlsx.model import FormError, Lang, Row
from goldthread.errors import UsageError
from goldthread.register.columns import sql_text
from goldthread.register.known import Known
from goldthread.register.store import Register
from goldthread.spreadsheets import templates

Record = Mapping[str, Any]
_ENDS: Final = "release"
# What the types of the schema do not tell apart is told by the words beside them.
_WORDS: Final = ("sole licence", "cross-licence", "sublicence")


@dataclass(frozen=True)
class _Transaction:
    """A transaction with its children."""

    root: Record
    parties: Sequence[Record]
    rights: Sequence[Record]

    def people(self, role: str, *, region_beside: bool) -> str | None:
        """The names in a role; the first without its region where a column beside has it."""
        named = [party for party in self.parties if party["role"] == role]
        shown = [
            _named(party, plain=region_beside and place == 0 and bool(party["region_code"]))
            for place, party in enumerate(named)
        ]
        return "; ".join(shown) or None

    def region(self, role: str) -> str | None:
        first = next((party for party in self.parties if party["role"] == role), None)
        return first["region_code"] if first else None


def write_records(
    target: Path | IO[bytes],
    name: str,
    register: Register,
    known: Known,
    *,
    lang: Lang = "en",
    country: str | None = None,
    feed: str | None = None,
) -> int:
    """Writes the template `name` with the records of its feed as known then; gives the rows.

    `feed` is another one that was filled by the template. Records of feeds that were not may hold
    what the template has no column for; a value that none can take is a UsageError.
    """
    with duckdb.connect() as connection:
        rows = list(_WRITERS[name](_Reading(register, known, connection, feed or name)))
    regions = {str(v) for row in rows for k, v in row.items() if k.endswith("region") and v}
    made = templates.template(name, country, regions, _places(rows))
    try:
        templates.write(target, made, rows, lang=lang)
    except FormError as error:
        raise UsageError(
            f"The feed {feed or name} holds what the template {name} has no place for: {error}"
        ) from None
    return len(rows)


def _places(rows: Sequence[Row]) -> int:
    """Two decimal places, or all that the register keeps where an amount has more."""
    amounts = [row["amount"] for row in rows if row.get("amount") is not None]
    return 2 if all(isinstance(a, Decimal) and a == round(a, 2) for a in amounts) else 4


@dataclass(frozen=True)
class _Reading:
    register: Register
    known: Known
    connection: Any
    feed: str

    def roots(self, table: str, order: str) -> list[dict[str, Any]]:
        """The records of the feed."""
        return self.rows(table, order, f"feed = {sql_text(self.feed)}")

    def rows(self, table: str, order: str, where: str = "true") -> list[dict[str, Any]]:
        select = self.register.relation(table, self.known)
        found = self.connection.execute(f"SELECT * FROM ({select}) WHERE {where} ORDER BY {order}")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _cases(reading: _Reading) -> Iterator[Row]:
    for case in reading.roots("enforcement_case", "accepted_date, authority, case_number"):
        yield {
            "authority": case["authority"],
            "case_number": case["case_number"],
            "case_type": case["case_type"],
            "right_kind": case["right_kind"],
            "accepted": case["accepted_date"],
            "closed": case["closed_date"],
            "outcome": case["outcome"],
            "outcome_words": case["outcome_text"],
            "country": case["country_code"],
            "region": case["region_code"],
            "amount": case["amount"],
            "currency": case["currency"],
        }


def _transactions(reading: _Reading) -> tuple[list[_Transaction], list[_Transaction]]:
    """The acts of a feed, and the ends of some of them."""
    roots = reading.roots("transaction", "recorded_date, record_key")
    parties = _by_act(reading.rows("transaction_party", "tx_id, role, sequence"))
    rights = _by_act(reading.rows("transaction_right", "tx_id, sequence"))
    made = [
        _Transaction(root, parties.get(_version(root), ()), rights.get(_version(root), ()))
        for root in roots
    ]
    ends = [one for one in made if one.root["tx_type"] == _ENDS]
    return [one for one in made if one.root["tx_type"] != _ENDS], ends


def _by_act(rows: Sequence[Record]) -> dict[tuple[int, int], list[Record]]:
    made: dict[tuple[int, int], list[Record]] = {}
    for row in rows:
        made.setdefault(_version(row), []).append(row)
    return made


def _version(row: Record) -> tuple[int, int]:
    """What a transaction's children share with it, and not with that of another feed."""
    return row["tx_id"], row["known_from_load"]


def _acts(
    reading: _Reading,
    name: str,
    columns: tuple[str, str],
    of_act: Callable[[_Transaction], dict[str, Any]],
) -> Iterator[Row]:
    """A row a right: `columns` are of the two sides, `of_act` is what else the first row says."""
    acts, ends = _transactions(reading)
    ended = _ended(ends)
    for act in acts:
        said = _said(act, columns) | of_act(act)
        for place, right in enumerate(act.rights):
            beside = said if place == 0 else {}
            yield _right(act, right, name, ended) | beside


def _ended(ends: Sequence[_Transaction]) -> dict[tuple[Any, ...], date]:
    return {
        (end.root["ip_office_code"], end.root["ends_recording"], *_mark(right)): end.root[
            "recorded_date"
        ]
        for end in ends
        for right in end.rights
    }


def _mark(right: Record) -> tuple[Any, Any]:
    return right["right_kind"], right["application_number"]


def _right(
    act: _Transaction, right: Record, name: str, ended: Mapping[tuple[Any, ...], date]
) -> dict[str, Any]:
    root = act.root
    row = {
        "number": root["recording_number"],
        "office": root["ip_office_code"],
        "right_kind": right["right_kind"],
        "right_number": right["application_number"],
        "title": right["title"],
        "filed": right["filing_date"],
        "granted": right["grant_date"],
        "registered": root["recorded_date"],
    }
    if name == "transfers":
        row["transfer_type"] = root["tx_type"]  # left out, a row that begins one is an assignment
    if column := _END_COLUMNS.get(name):
        key = (root["ip_office_code"], root["recording_number"], *_mark(right))
        row[column] = ended.get(key)
    return row


def _said(act: _Transaction, columns: tuple[str, str]) -> dict[str, Any]:
    root = act.root
    giver, taker = columns
    beside = taker != "pledgee"  # who has a column for the region
    made = {
        giver: act.people("from", region_beside=True),
        f"{giver}_region": act.region("from"),
        taker: act.people("to", region_beside=beside),
        "executed": root["executed_date"],
        "amount": root["amount"],
        "currency": root["currency"],
    }
    return made | ({f"{taker}_region": act.region("to")} if beside else {})


def _named(party: Record, *, plain: bool) -> str:
    place = party["region_code"] or party["country_code"]
    return str(party["name"]) if plain or not place else f"({place}) {party['name']}"


def _pledges(reading: _Reading) -> Iterator[Row]:
    return _acts(reading, "pledges", ("pledgor", "pledgee"), _remarks)


def _licences(reading: _Reading) -> Iterator[Row]:
    return _acts(reading, "licences", ("licensor", "licensee"), _licence)


def _licence(act: _Transaction) -> dict[str, Any]:
    words = act.root["conveyance_text"]
    return {"licence_type": words if words in _WORDS else act.root["tx_type"]}


def _transfers(reading: _Reading) -> Iterator[Row]:
    return _acts(reading, "transfers", ("assignor", "assignee"), _remarks)


def _remarks(act: _Transaction) -> dict[str, Any]:
    return {"remarks": act.root["conveyance_text"]}


_END_COLUMNS: Final = {"pledges": "released", "licences": "ended"}
_WRITERS: Final[Mapping[str, Callable[[_Reading], Iterator[Row]]]] = {
    "enforcement": _cases,
    "pledges": _pledges,
    "licences": _licences,
    "transfers": _transfers,
}
