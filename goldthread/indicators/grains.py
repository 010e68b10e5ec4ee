"""What a definition may count besides rights: the grains of transactions and of cases, as data.

A grain says which root table is counted, what expressions may name and how its records count.
"""

from dataclasses import dataclass, field
from typing import Final

DISTINCT: Final = ("distinct-rights", "distinct-parties")
# The rows of a transaction over which a rule counts; the others count the transaction itself.
OVER_RIGHTS: Final = ("rights", "distinct-rights", "fraction-rights")
OVER_PARTIES: Final = ("distinct-parties", "fraction-parties")
_TRANSACTION: Final[dict[str, str]] = {
    "ip_office_code": "TEXT",
    "recording_number": "TEXT",
    "tx_type": "TEXT",
    "executed_date": "DATE",
    "recorded_date": "DATE",
    "amount": "INT",
    "currency": "TEXT",
    "from_country": "TEXT",  # of the first-named transferor, pledgor or licensor
    "from_region": "TEXT",
    "to_country": "TEXT",  # of the first-named transferee, pledgee or licensee
    "to_region": "TEXT",
    "n_rights": "INT",  # distinct rights that the transaction names
    "n_undated": "INT",  # those of them of which no day of grant is known
    "ended_date": "DATE",  # the day a release or withdrawal of the whole was recorded
    "received_date": "DATE",
}
# What the condition `rights` may name besides: of a right, as the recording tells it. A day of
# grant that it does not tell is the one that the register knows of the right.
_RIGHT: Final[dict[str, str]] = {
    "right_kind": "TEXT",
    "application_number": "TEXT",
    "registration_number": "TEXT",
    "filing_date": "DATE",
    "publication_date": "DATE",
    "grant_date": "DATE",
    "giving_inventors": "INT",  # givers whom the register has as inventors of the right, by name
}
_CASE: Final[dict[str, str]] = {
    "authority": "TEXT",
    "case_number": "TEXT",
    "case_type": "TEXT",
    "right_kind": "TEXT",
    "accepted_date": "DATE",
    "closed_date": "DATE",
    "outcome": "TEXT",
    "country_code": "TEXT",
    "region_code": "TEXT",
    "amount": "INT",
    "currency": "TEXT",
    "received_date": "DATE",
}


@dataclass(frozen=True)
class Grain:
    """One kind of record that is counted."""

    name: str
    table: str
    key: str
    types: tuple[str, ...]
    countings: tuple[str, ...]
    dimensions: tuple[str, ...]
    columns: dict[str, str] = field(hash=False)
    inner: dict[str, str] = field(default_factory=dict, hash=False)  # of `rights`


TRANSACTION: Final = Grain(
    name="transaction",
    table="transaction",
    key="tx_id",
    types=("flow", "stock", "ratio", "balance"),
    countings=("transactions", *OVER_RIGHTS, *OVER_PARTIES),
    dimensions=(
        *("region", "country", "partner_region", "partner_country"),
        *("office", "kind", "tx_type", "currency", "month"),
    ),
    columns=_TRANSACTION,
    inner=_TRANSACTION | _RIGHT,
)
CASE: Final = Grain(
    name="case",
    table="enforcement_case",
    key="case_id",
    types=("flow", "ratio"),
    countings=("cases",),
    dimensions=("region", "country", "kind", "case_type", "outcome", "currency", "month"),
    columns=_CASE,
)
GRAINS: Final[dict[str, Grain]] = {grain.name: grain for grain in (TRANSACTION, CASE)}
COLUMNS: Final[dict[str, dict[str, str]]] = {
    **{grain.name: grain.columns for grain in GRAINS.values()},
    "right of a transaction": TRANSACTION.inner,
}
