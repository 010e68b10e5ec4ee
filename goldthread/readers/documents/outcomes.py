"""What a gazette's document does to a right: it publishes an application, or it grants."""

from datetime import MAXYEAR, date
from typing import Final

from goldthread.readers.documents.maps import Record, Values

# A document of patents or utility models, by the stage at which ST.27 sees it.
_UNSPECIFIED, _GRANTED = "0", "4"
# How a grant is reached: patents after examination in substance, utility models without one. Of
# designs ST.27 does not tell, so that their grant is not mapped any closer.
_GRANTS: Final = {"PT": "F11", "UM": "F12"}
_NOT_MAPPED: Final = "F00"


def published(record: Record) -> None:
    """The document publishes an application that is pending."""
    record.right["status"] = "pending"
    record.add("status_event", **_event(record.right, _UNSPECIFIED, "Q10", "Q12"))


def granted(record: Record, years: int | None) -> None:
    """The document grants the right, which lasts so many years from its filing."""
    right = record.right
    right["status"] = "registered"
    right["registration_number"] = right["publication_number"]
    right["grant_date"] = right["publication_date"]
    filed = right["filing_date"]
    if isinstance(filed, date) and years:
        right["expiry_date"] = years_after(filed, years)
    detailed = _GRANTS.get(str(right["right_kind"]), _NOT_MAPPED)
    record.add("status_event", **_event(right, _GRANTED, "F10", detailed))


def routed(record: Record, **of_the_entry: object) -> None:
    """How the application came: by the PCT, with a priority from abroad, or directly."""
    right, office = record.right, record.right["ip_office_code"]
    if right.get("int_application_number"):
        right["filing_route"] = "pct"
        entry = {"treaty": "PCT", "status": "national stage"} | of_the_entry
        record.add("designation", designated_office=office, **entry)
        return
    foreign = [row for row in record.of("right_priority") if row["ip_office_code"] != office]
    right["filing_route"] = "paris" if foreign else "direct"


def years_after(day: date, years: int) -> date | None:
    """The same day so many years on; 29 February becomes 28 in a year without it.

    None beyond the year 9999, where no calendar goes.
    """
    if day.year + years > MAXYEAR:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _event(right: Values, stage: str, key: str, detailed: str) -> Values:
    day = right["publication_date"]
    return {
        "event_date": day,
        "publication_date": day,
        "state_code": "A",
        "stage_code": stage,
        "key_event_code": key,
        "detailed_event_code": detailed,
        "national_event_code": right["publication_kind_code"],
    }
