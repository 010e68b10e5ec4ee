"""Which release ended which security: a question over the register's transactions.

A release ends the securities that its own words name by their recording number; where an office
gives one number to a pledge and to a licence, the one whose parties it has. One that names none
ends those recorded before it that lie on one of its rights, where a creditor of the security gives
the release and a debtor receives it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import duckdb

from goldthread.register.known import Known
from goldthread.register.store import Register

_TABLES: Final = ("transaction", "transaction_party", "transaction_right")
SECURITIES: Final = ("security", "pledge")
# What else a recording may end by its number: an offer withdrawn, a licence cancelled.
_ENDED_BY_NAME: Final = ("open_offer", "licence", "licence_excl", "licence_nonexcl", "compulsory")
# Punctuation and case differ from recording to recording: "ACME, INC." is "Acme Inc".
_PARTY: Final = "upper(regexp_replace(name, '[^\\p{L}\\p{N}]+', '', 'g'))"
_MARK: Final = "coalesce(application_number, 'grant ' || registration_number)"


def _listed(types: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in types)


# Steps over the relations `act_rows`, `party_rows` and `right_rows`: pairs of an act and what ends
# it. Of an act that several feeds tell of, the version of the highest-ranking one stands.
_PAIRS: Final = f"""
deeds AS (
  SELECT * FROM (
    SELECT * FROM act_rows WHERE recorded_date IS NOT NULL QUALIFY ROW_NUMBER() OVER (
      PARTITION BY tx_id ORDER BY feed_rank DESC, known_from_load DESC, lineage_key) = 1
  ) WHERE tx_type = 'release' OR tx_type IN ({_listed(SECURITIES + _ENDED_BY_NAME)})
),
parties AS (
  SELECT DISTINCT tx_id AS tx, role, {_PARTY} AS name FROM party_rows
  SEMI JOIN deeds USING (tx_id, known_from_load)
),
marks AS (
  SELECT DISTINCT tx_id AS tx, {_MARK} AS mark FROM right_rows
  SEMI JOIN deeds USING (tx_id, known_from_load) WHERE {_MARK} IS NOT NULL
),
security AS (SELECT * FROM deeds WHERE tx_type <> 'release'),
release AS (SELECT * FROM deeds WHERE tx_type = 'release'),
numbered AS (
  SELECT s.tx_id AS security, r.tx_id AS release,
    count(*) OVER (PARTITION BY r.tx_id, s.recording_number) AS of_this_number
  FROM (SELECT tx_id, ip_office_code, unnest(string_split(ends_recording, '; ')) AS number
    FROM release) AS r
  JOIN security s ON s.ip_office_code = r.ip_office_code AND s.recording_number = r.number
),
named AS (
  SELECT n.security, n.release, true AS by_name FROM numbered n
  WHERE n.of_this_number = 1 OR EXISTS (SELECT 1 FROM parties a JOIN parties b
    ON a.name = b.name AND a.role <> b.role WHERE a.tx = n.security AND b.tx = n.release)
),
shared AS (
  SELECT DISTINCT s.tx_id AS security, r.tx_id AS release FROM release r
  JOIN marks rr ON rr.tx = r.tx_id
  JOIN marks sr ON sr.mark = rr.mark
  JOIN security s ON s.tx_id = sr.tx AND s.tx_type IN ({_listed(SECURITIES)})
  WHERE r.ends_recording IS NULL AND s.recorded_date <= r.recorded_date
),
implied AS (
  SELECT h.security, h.release, false AS by_name FROM shared h
  WHERE EXISTS (SELECT 1 FROM parties a JOIN parties b ON a.name = b.name
    WHERE a.tx = h.security AND a.role = 'to' AND b.tx = h.release AND b.role = 'from')
  AND EXISTS (SELECT 1 FROM parties a JOIN parties b ON a.name = b.name
    WHERE a.tx = h.security AND a.role = 'from' AND b.tx = h.release AND b.role = 'to')
),
pairs AS (SELECT * FROM named UNION ALL SELECT * FROM implied)
"""
_ENDED: Final = f"""
SELECT s.recording_number, r.recording_number, s.recorded_date, r.recorded_date, p.by_name,
  (SELECT count(*) FROM marks x WHERE x.tx = s.tx_id),
  (SELECT count(DISTINCT x.mark) FROM marks x JOIN marks y USING (mark)
   WHERE x.tx = s.tx_id AND y.tx = r.tx_id)
FROM pairs p
JOIN security s ON s.tx_id = p.security AND s.tx_type IN ({_listed(SECURITIES)})
JOIN release r ON r.tx_id = p.release
ORDER BY s.recorded_date, s.recording_number, r.recorded_date, r.recording_number
"""
# An act without rights, or a release that names it and lists none, is of the whole.
_DATES: Final = """
ends AS (
  SELECT p.security, m.mark, min(r.recorded_date) AS day
  FROM pairs p JOIN release r ON r.tx_id = p.release
  LEFT JOIN marks m ON m.tx = p.security
  WHERE m.mark IS NULL OR NOT EXISTS (SELECT 1 FROM marks y WHERE y.tx = r.tx_id)
  OR EXISTS (SELECT 1 FROM marks y WHERE y.tx = r.tx_id AND y.mark = m.mark)
  GROUP BY p.security, m.mark
)
SELECT security AS tx_id, max(day) AS ended_date FROM ends e GROUP BY security
HAVING count(mark) = (SELECT count(*) FROM marks m WHERE m.tx = e.security)
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
    relations = (register.relation(name, known) for name in _TABLES)
    steps = zip(("act_rows", "party_rows", "right_rows"), relations, strict=True)
    sql = f"WITH {', '.join(f'{name} AS ({rows})' for name, rows in steps)}, {_PAIRS}{_ENDED}"
    with duckdb.connect() as connection:
        for row in connection.execute(sql).fetchall():
            yield Ended(*row)


def ended_dates() -> str:
    """SQL over the relations of transactions: tx_id and ended_date of every act that has ended.

    An act ends on the day by which releases recorded have reached all of its rights.
    """
    return (
        "WITH act_rows AS (SELECT * FROM transaction), party_rows AS (SELECT * FROM "
        f"transaction_party), right_rows AS (SELECT * FROM transaction_right), {_PAIRS}, {_DATES}"
    )
