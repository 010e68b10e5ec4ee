"""What the three layouts of a US mark have in common once they are mapped."""

from datetime import date
from typing import Final

from goldthread.codes import regions, us_marks
from goldthread.readers.documents import outcomes
from goldthread.readers.documents.cutting import Context
from goldthread.readers.documents.maps import Element, Record, Values
from goldthread.readers.st96 import common, people
from goldthread.readers.uspto_grant.normal import applicant_types

_ORIGINAL_APPLICANT: Final = "10"
_PERSONS: Final = frozenset({"INDIVIDUAL", "01", "1"})
# Columns of the maps that the schema does not have.
_ONLY_ST96: Final = ("full", "last")
_LIVE: Final = ("pending", "registered")


def completed(record: Record, _document: Element, _: Context) -> None:
    """Complete the record of a mark, whichever layout told of it."""
    right = record.right
    right |= {"ip_office_code": "US", "right_kind": "TM"}
    if right.get("int_application_number"):
        right["filing_route"] = "madrid"
    else:
        common.routed(record)
    for row in record.of("right_party"):
        _party(row)
    _roles(record)
    right["n_classes"] = len(record.of("right_classification", scheme="NICE")) or None
    _ended(right)
    _expires(right)
    for row in record.of("status_event"):
        row["payload"] = common.told(row, "text")


def _ended(right: Values) -> None:
    """Status by the office's code; what is dead ended on the day told, else on that of the code.

    A day of abandonment that stayed in the file of a mark which lives again is none.
    """
    code, day = str(right["status_text"]), right.pop("status_date")
    right["status"] = us_marks.status(code)
    if right["status"] in _LIVE:
        right["termination_date"] = None
    elif right["status"] is not None and right.get("termination_date") is None:
        right["termination_date"] = day


def _expires(right: Values) -> None:
    """The end of the term that runs: from the last renewal, else from the registration."""
    renewed, granted = right.pop("renewal_date"), right.get("grant_date")
    if right.get("expiry_date") is not None or not isinstance(granted, date):
        return
    begins = max(granted, renewed) if isinstance(renewed, date) else granted
    years = us_marks.term(str(right["application_number"]), begins)
    if years is not None:
        right["expiry_date"] = outcomes.years_after(begins, years)


def _party(row: Values) -> None:
    """Name, region and type; the three layouts differ in how much of an address they give."""
    if any(name in row for name in _ONLY_ST96):
        row["name"] = people.name_of(row)
    row["address"] = row["language"] = None
    if row.get("country_code") is None and regions.resolve("US", str(row.get("region_text"))):
        row["country_code"] = "US"  # the daily file names no country for the office's own
    if row.get("country_code") == "US" and row.get("region_text"):
        row["region_code"] = regions.resolve("US", str(row["region_text"]))
    if row["role"] == "applicant":
        person = str(row.get("entity") or "").upper() in _PERSONS
        told = applicant_types.of_name(str(row["name"]))
        row["applicant_type"] = "IND" if person else told or "ENT"


def _roles(record: Record) -> None:
    """The original applicants, and the newest owners, of a list of all that the mark ever had.

    The office numbers them by time: 10 the original applicant, 20 the owner at publication, 30
    the original registrant, and between them those to whom the mark was assigned.
    """
    parties = record.of("right_party", role="applicant")
    newest = max((str(row.get("party") or "") for row in parties), default="")
    owners = [row for row in parties if str(row.get("party") or "") == newest]
    first = [row for row in parties if row.get("party") == _ORIGINAL_APPLICANT]
    record.rows["right_party"] = [
        *(first or owners),
        *(row | {"role": "owner"} for row in owners),
        *record.of("right_party", role="agent"),
    ]
