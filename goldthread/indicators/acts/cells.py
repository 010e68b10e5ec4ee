"""How the code of each dimension is read from a transaction or a case: SQL by dimension."""

from typing import Final

from goldthread.indicators.cells import region_cell
from goldthread.indicators.grains import TRANSACTION, Grain

OTHER: Final = {"from": "to", "to": "from"}  # the role of the other party


def cell_texts(grain: Grain, role: str, *, by_parties: bool = False) -> dict[str, str]:
    """The SQL of each dimension's code of the row `k`.

    Places are those of the first-named party of a role or, with `by_parties`, of the party that
    the row is about.
    """
    kind, month = "coalesce(k.right_kind, '_U')", "strftime(k.day, '%Y-%m')"
    shared = {"kind": kind, "month": month, "currency": "coalesce(k.currency, '_U')"}
    if grain is not TRANSACTION:
        return shared | {
            "region": "coalesce(k.region_code, '_U')",
            "country": "coalesce(k.country_code, '_U')",
            "case_type": "coalesce(k.case_type, '_U')",
            "outcome": "coalesce(k.outcome, if(k.closed_date IS NULL, '_Z', '_U'))",
        }
    own = "party" if by_parties else role
    other = OTHER[role]
    return shared | {
        "region": region_cell(f"k.{own}_country", f"k.{own}_region"),
        "country": f"coalesce(k.{own}_country, '_U')",
        "partner_region": region_cell(f"k.{other}_country", f"k.{other}_region"),
        "partner_country": f"coalesce(k.{other}_country, '_U')",
        "office": "coalesce(k.ip_office_code, '_U')",
        "tx_type": "coalesce(k.tx_type, '_U')",
    }
