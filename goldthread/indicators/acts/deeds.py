"""What transactions tell of a right that is counted: the first transfer after its grant.

It is joined by the right, as what events tell; the lineage key of the version is then the exclusive
or of its own and of the transaction's. How long transfers are observed is said office by office:
until the newest load of the feed that brings them, of several the one that is furthest behind.
"""

from typing import Final

TRANSFERS: Final = "assignment"  # no merger, no change of name
# The first transfer of each version's right, and until when its office's transfers are observed.
DEEDS: Final = f"""
SELECT k.right_id, k.known_from_load, t.recorded_date AS transferred_date,
  t.lineage_key AS deed_key, o.transfers_observed_date
FROM known AS k
LEFT JOIN (
  SELECT ip_office_code, MIN(observed) AS transfers_observed_date FROM (
    SELECT x.ip_office_code, x.feed, MAX(l.observed_date) AS observed FROM "transaction" AS x
    JOIN loads AS l ON x.known_from_load = l.load_id
    WHERE x.tx_type = '{TRANSFERS}' GROUP BY x.ip_office_code, x.feed
  ) AS f GROUP BY ip_office_code
) AS o ON o.ip_office_code = k.ip_office_code
LEFT JOIN (
  SELECT n.right_id, b.tx_id, b.recorded_date, b.lineage_key FROM transaction_right AS n
  JOIN (
    SELECT * FROM "transaction" WHERE NOT recorded_date IS NULL QUALIFY ROW_NUMBER() OVER (
      PARTITION BY tx_id ORDER BY feed_rank DESC, known_from_load DESC, lineage_key) = 1
  ) AS b ON b.tx_id = n.tx_id AND b.known_from_load = n.known_from_load
  WHERE b.tx_type = '{TRANSFERS}'
) AS t ON t.right_id = k.right_id AND t.recorded_date >= k.grant_date
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY k.right_id, k.known_from_load ORDER BY t.recorded_date NULLS LAST, t.tx_id) = 1
"""
SAME: Final = "d.right_id = k.right_id AND d.known_from_load = k.known_from_load"
KEY: Final = (
    "CASE WHEN d.deed_key IS NULL THEN k.lineage_key ELSE XOR(k.lineage_key, d.deed_key) END"
)
