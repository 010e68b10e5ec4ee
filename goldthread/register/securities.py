"""Which release ended which security: a question over the register's transactions.

A release ends the securities that its own words name by their recording number. One that names
none ends those recorded before it that lie on one of its rights, where a creditor of the security
gives the release and a debtor receives it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import duckdb

from goldthread.register.known import Known
from goldthread.register.store import Register

_TABLES: Final = ("transaction", "transaction_party", "transaction_right")
# Punctuation and case differ from recording to recording: "ACME, INC." is "Acme Inc".
_PARTY: Final = "upper(regexp_replace(name, '[^\\p{L}\\p{N}]+', '', 'g'))"
_SQL: Final = f"""
parties AS (SELECT DISTINCT tx, role, {_PARTY} AS name FROM party_rows),
security AS (SELECT * FROM acts WHERE tx_type IN ('security', 'pledge')),
release AS (SELECT * FROM acts WHERE tx_type = 'release'),
named AS (
  SELECT s.tx_id AS security, r.tx_id AS release, true AS by_name FROM release r JOIN security s
  ON s.ip_office_code = r.ip_office_code
  AND list_contains(string_split(r.ends_recording, '; '), s.recording_number)
),
shared AS (
  SELECT DISTINCT s.tx_id AS security, r.tx_id AS release FROM release r
  JOIN right_rows rr ON rr.tx = r.tx_id
  JOIN right_rows sr ON sr.mark = rr.mark
  JOIN security s ON s.tx_id = sr.tx
  WHERE r.ends_recording IS NULL AND s.recorded_date <= r.recorded_date
),
implied AS (
  SELECT h.security, h.release, false AS by_name FROM shared h
  WHERE EXISTS (SELECT 1 FROM parties a JOIN parties b ON a.name = b.name
    WHERE a.tx = h.security AND a.role = 'to' AND b.tx = h.release AND b.role = 'from')
  AND EXISTS (SELECT 1 FROM parties a JOIN parties b ON a.name = b.name
    WHERE a.tx = h.security AND a.role = 'from' AND b.tx = h.release AND b.role = 'to')
)
SELECT s.recording_number, r.recording_number, s.recorded_date, r.recorded_date, p.by_name,
  (SELECT count(DISTINCT mark) FROM right_rows x WHERE x.tx = s.tx_id),
  (SELECT count(DISTINCT x.mark) FROM right_rows x JOIN right_rows y USING (mark)
   WHERE x.tx = s.tx_id AND y.tx = r.tx_id)
FROM (SELECT * FROM named UNION ALL SELECT * FROM implied) p
JOIN security s ON s.tx_id = p.security JOIN release r ON r.tx_id = p.release
ORDER BY s.recorded_date, s.recording_number, r.recorded_date, r.recording_number
"""


@dataclass(frozen=True)
class Ended:
    """A security and a release that ends it, wholly or for some of its rights."""

    security: str  # recording numbers
    release: str
    secured: date
    released: date
    by_name: bool  # the release names the security; else parties and rights say so
    rights_secured: int
    rights_released: int  # of those secured

    @property
    def whole(self) -> bool:
        """Does the release reach every right of the security?"""
        return self.rights_released == self.rights_secured


def ended(register: Register, known: Known) -> Iterator[Ended]:
    """The securities that a release ended, as known then; those not given are still open."""
    acts, parties, rights = (register.relation(name, known) for name in _TABLES)
    sql = (
        f"WITH acts AS ({acts}), "
        f"party_rows AS (SELECT *, tx_id AS tx FROM ({parties})), "
        "right_rows AS (SELECT tx_id AS tx, coalesce(application_number, "
        f"'grant ' || registration_number) AS mark FROM ({rights})),{_SQL}"
    )
    with duckdb.connect() as connection:
        for row in connection.execute(sql).fetchall():
            yield Ended(*row)
