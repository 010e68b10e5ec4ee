"""What the pages of records do by what is counted: rights, transactions or cases."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from goldthread.indicators.acts.records import HEADLINE as OF_ACTS
from goldthread.indicators.acts.records import sorts as sorts_of_acts
from goldthread.indicators.definition import Definition
from goldthread.indicators.records import SORTS

# The root table of a grain, its key, and the address of one of its records.
ROOT = {"right": "ip_right", "transaction": "transaction", "case": "enforcement_case"}
KEY = {"right": "right_id", "transaction": "tx_id", "case": "case_id"}
PATH = {"right": "/records", "transaction": "/transactions", "case": "/cases"}
FACTS = {"right": _("The right"), "transaction": _("The transaction"), "case": _("The case")}
# What a page shows of a record; the downloads hold every column.
HEADLINE = {
    "right": (
        *("application_number", "registration_number", "title", "applicant", "region", "field"),
        *("filing_date", "grant_date", "status", "days", "share", "load"),
    ),
    **{name: tuple(c for c in shown if c != "source_file") for name, shown in OF_ACTS.items()},
}
# By these rules every record counts whole, so that its share says nothing.
WHOLE = ("transactions", "cases")
# What a record is called by: the first of these that it says.
NUMBERS = {
    "right": ("registration_number", "application_number"),
    "transaction": ("recording_number",),
    "case": ("case_number",),
}
TITLES = {"right": "title", "transaction": "conveyance_text", "case": "authority"}
COUNTS = {
    "right": _("Counts rights where"),
    "transaction": _("Counts transactions where"),
    "case": _("Counts cases where"),
}


def sorts(definition: Definition) -> tuple[str, ...]:
    """The columns that the records of an indicator can be sorted by."""
    return SORTS if definition.grain == "right" else sorts_of_acts(definition.grain)


def number(grain: str, row: Mapping[str, Any]) -> str:
    """The number a record is called by."""
    told = (row.get(name) for name in NUMBERS[grain])
    return str(next((one for one in told if one), row["record_key"]))


def name(grain: str, row: Mapping[str, Any]) -> str:
    """The number and the title of a record."""
    return f"{number(grain, row)} {row.get(TITLES[grain]) or ''}".strip()
