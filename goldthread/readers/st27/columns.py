"""The columns of an events table: the names of ST.27 and ST.96, however their words are joined."""

from collections.abc import Sequence
from typing import Final

from goldthread.readers.base import ReadError
from goldthread.readers.st27 import history
from goldthread.readers.table.cells import fold

# By our column, the headings that name it, folded: `applicationNumber` is `application_number` is
# `Application Number`. The first of each is the name that the documentation gives.
RIGHT: Final = {
    "ip_office_code": ("ipOfficeCode", "officeCode", "office"),
    "kind": ("ipRightKindCategory", "rightKind"),
    "application_number": ("applicationNumber", "applicationNumberText"),
    "application_number_st13": ("st13ApplicationNumber",),
    "filing_date": ("filingDate",),
    "publication_number": ("publicationNumber",),
    "publication_kind_code": ("patentDocumentKindCode",),
    "registration_number": ("patentNumber", "registrationNumber"),
    "grant_date": ("grantDate",),
    "expiry_date": ("expiryDate",),
}
CODE: Final = "joined"
EVENT: Final = {
    CODE: ("statusEventCode",),
    "state_code": ("stateCode", "state"),
    "prev_stage_code": ("previousStageCode", "previousStage"),
    "stage_code": ("currentStageCode", "stageCode", "stage"),
    "key_event_code": ("keyEventCode", "keyEvent"),
    "detailed_event_code": ("detailedEventCode", "detailedEvent"),
    "event_indicator_code": ("eventIndicatorCode", "eventIndicator", "indicator"),
    "national_event_code": ("nationalEventCode", "nationalCode"),
    "event_date": ("eventDate",),
    "effective_date": ("effectiveDate",),
    "publication_date": ("publicationDate",),
    history.IDENTIFIER: ("statusEventIdentifier", "eventIdentifier"),
    "text": ("eventDescriptionText", "commentText"),
    f"{history.CORRECTED}{history.IDENTIFIER}": ("correctedStatusEventIdentifier",),
    f"{history.CORRECTED}{CODE}": ("correctedStatusEventCode",),
    history.CORRECTED_DAY: ("priorEventDate",),
}
DAYS: Final = ("event_date", "effective_date", "publication_date")
_NAMES: Final = {
    fold(heading): column
    for columns in (RIGHT, EVENT)
    for column, headings in columns.items()
    for heading in headings
}


def column_of(heading: str) -> str | None:
    """The column that a heading names."""
    return _NAMES.get(fold(heading))


def is_events(headings: Sequence[str]) -> bool:
    """Are these the headings of an events table: a right's number, an event's code and a day?"""
    found = {column_of(heading) for heading in headings}
    coded = CODE in found or "key_event_code" in found
    return "application_number" in found and coded and bool(found & set(DAYS))


def placed(headings: Sequence[str], where: str) -> dict[str, int]:
    """Where each column stands; ReadError for a table that lacks one, or has one twice."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        column = column_of(heading)
        if column is None:
            continue
        if column in places:
            first = headings[places[column]]
            raise ReadError(f"{where}: the columns {first!r} and {heading!r} say the same.")
        places[column] = place
    if not is_events(headings):
        shown = ", ".join(repr(one[:40]) for one in headings[:20] if one) or "none"
        raise ReadError(
            f"{where} is no table of events by ST.27: it needs the columns applicationNumber, "
            f"statusEventCode or keyEventCode, and one of eventDate, effectiveDate and "
            f"publicationDate; the columns found are {shown}."
        )
    return places
