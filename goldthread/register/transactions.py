"""The transactions that name a right, and which of the rights a transaction names are held."""

from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from goldthread.register.known import Known
from goldthread.register.store import Register

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TABLES: Final = ("transaction", "transaction_party", "transaction_right")
# Of a transaction that several feeds tell of, the version of the highest-ranking one stands.
_OF_RIGHT: Final = """
named AS (SELECT DISTINCT tx_id, known_from_load FROM transaction_right WHERE right_id = $right),
best AS (
  SELECT t.* FROM transaction t SEMI JOIN (SELECT tx_id FROM named) n USING (tx_id)
  QUALIFY ROW_NUMBER() OVER (PARTITION BY tx_id
    ORDER BY feed_rank DESC, known_from_load DESC, lineage_key) = 1
),
parties AS (
  SELECT tx_id, known_from_load,
    string_agg(name, '; ' ORDER BY sequence) FILTER (role = 'from') AS givers,
    string_agg(name, '; ' ORDER BY sequence) FILTER (role = 'to') AS takers
  FROM transaction_party SEMI JOIN best USING (tx_id, known_from_load)
  GROUP BY tx_id, known_from_load
)
SELECT b.tx_id, b.recording_number, b.tx_type, b.recorded_date, p.givers, p.takers, b.amount,
  b.currency
FROM best b SEMI JOIN named USING (tx_id, known_from_load)
LEFT JOIN parties p USING (tx_id, known_from_load)
ORDER BY b.recorded_date, b.recording_number
"""


@dataclass(frozen=True)
class Named:
    """A transaction that names a right."""

    tx_id: int
    recording_number: str | None
    tx_type: str | None
    recorded_date: date | None
    givers: str | None
    takers: str | None
    amount: Decimal | None
    currency: str | None

    @property
    def told(self) -> tuple[object, ...]:
        """What it says, in this order, after its key."""
        return astuple(self)[1:]


def of_right(
    register: Register, known: Known, right_id: int, connection: "DuckDBPyConnection"
) -> list[Named]:
    """The transactions known that name a right, oldest first."""
    steps = ", ".join(f"{name} AS ({register.relation(name, known)})" for name in _TABLES)
    rows = connection.execute(f"WITH {steps}, {_OF_RIGHT}", {"right": right_id}).fetchall()
    return [Named(*row) for row in rows]


def held(
    register: Register, known: Known, right_ids: list[int], connection: "DuckDBPyConnection"
) -> set[int]:
    """Those of some rights that the register holds."""
    rows = connection.execute(
        f"SELECT DISTINCT right_id FROM ({register.relation('ip_right', known)}) AS r "
        "WHERE right_id IN (SELECT unnest($rights))",
        {"rights": right_ids},
    ).fetchall()
    return {right_id for (right_id,) in rows}
