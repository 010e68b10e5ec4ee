"""Trademarks in ST.96: the marks of a `TrademarkApplication`."""

from typing import Final

from goldthread.readers.documents import values
from goldthread.readers.documents.cutting import Context
from goldthread.readers.documents.maps import DocumentMap, Element, Record, Rows, Values, at
from goldthread.readers.st96 import common, people
from goldthread.readers.st96.people import party

_WORDS: Final = "MarkRepresentation/MarkReproduction/WordMarkSpecification"
_IMAGE: Final = "MarkRepresentation/MarkReproduction/MarkImageBag/MarkImage"
_CLASSES: Final = (
    "GoodsServicesBag/GoodsServices/GoodsServicesClassificationBag/GoodsServicesClassification"
)
_INTERNATIONAL: Final = "InternationalMarkIdentifierBag/InternationalMarkIdentifier"
# The standard's own categories; an office may write a code of its own instead.
STATUSES: Final = {
    **dict.fromkeys(
        ("application filed", "filing date accorded", "classification checked",
         "application accepted", "application published", "opposition pending",
         "appeal pending"), "pending",
    ),
    **dict.fromkeys(("registered", "registration published"), "registered"),
    "application refused": "refused",
    "application withdrawn": "withdrawn",
    "registration cancelled": "annulled",
    "registration surrendered": "lapsed",
}  # fmt: skip

MARK: Final = DocumentMap(
    right={
        "ip_office_code": at(
            "ApplicationNumber/IPOfficeCode", "RegistrationOfficeCode", "ReceivingOfficeCode",
            to=common.office, key=True,
        ),
        "application_number": at(*common.NUMBER, to=values.number, key=True),
        "application_number_st13": at("ApplicationNumber/ST13ApplicationNumber", to=common.st13),
        "filing_date": at("ApplicationDate", "ApplicationDateTime", to=values.day, key=True),
        "registration_number": at("RegistrationNumber", to=values.number),
        "grant_date": at("RegistrationDate", to=values.day),
        "publication_date": at("PublicationBag/Publication/PublicationDate", to=values.day),
        "expiry_date": at("ExpiryDate", to=values.day),
        "termination_date": at("TerminationDate", to=values.day),
        "int_application_number": at(
            f"{_INTERNATIONAL}/InternationalRegistrationNumber", to=values.number
        ),
        "title": at(
            f"{_WORDS}/MarkVerbalElementText", f"{_WORDS}/MarkSignificantVerbalElementText"
        ),
        "title_language": at(f"{_WORDS}/MarkVerbalElementText/@languageCode",
                             "ApplicationLanguageCode", to=values.language),
        "status_text": at("MarkCurrentStatusCode"),
    },
    rows=(
        party("applicant", "ApplicantBag/Applicant"),
        party("agent", "RepresentativeBag/Representative", "NationalRepresentative",
              "RecordAttorney"),
        Rows("right_classification", (_CLASSES,),
             {"kind": at("ClassificationKindCode"), "symbol": at("ClassNumber", to=values.nice),
              "scheme_version": at("ClassificationVersion")},
             ("symbol",), {"scheme": "NICE"}),
        Rows("right_classification", (_CLASSES,),
             {"kind": at("ClassificationKindCode"), "symbol": at("NationalClassNumber")},
             ("symbol",), {"scheme": "NATIONAL"}),
        Rows("right_classification",
             (f"{_IMAGE}/ViennaClassificationBag/ViennaClassification",),
             {"symbol": at("ViennaClassificationText", ".")},
             ("symbol",), {"scheme": "VIENNA"}),
        common.priorities("PriorityBag/Priority"),
        Rows("status_event", ("MarkEventBag/MarkEvent",),
             {"event_date": at("MarkEventDate", "MarkEventDateTime", to=values.day),
              "national_event_code": at("NationalMarkEvent/MarkEventCode"),
              "text": at("NationalMarkEvent/MarkEventDescriptionText", "CommentText"),
              "category": at("MarkEventCategory")},
             ("event_date", "national_event_code")),
    ),
    ignored=people.IGNORED | {
        "ReceivingOfficeDate", "OtherDate", "FilingPlace", "ApplicantFileReference",
        "SecondLanguageCode", "CorrespondenceLanguageCode", "MarkCurrentStatusDate",
        "AssociatedMarkBag", "MarkCategory", "MarkDisclaimerBag", "MarkDescriptionBag",
        "NationalFilingBasis", "ClassDescriptionBag", "NationalCorrespondent", "StaffBag",
        "NationalTrademarkInformation", "NationalGoodsServices", "NationalCaseLocation",
        "MarkRecordBag", "TrademarkDocumentBag", "AssignmentBag", "LegalProceedingsBag",
        "CorrespondenceAddress", "NationalDesignSearchCodeBag", "FileName", "ColourIndicator",
        "MarkImageColourClaimedText", "MarkStandardCharacterIndicator", "MarkEventEntryNumber",
        "MarkEventAdditionalText", "PublicationIdentifier", "MarkEventDocumentIdentifier",
        "MarkEventResponseDate",
        "OppositionPeriodStartDate", "OppositionPeriodEndDate",
    },
)  # fmt: skip


def completed(record: Record, _document: Element, _: Context) -> None:
    """Complete the record of a mark."""
    right = record.right
    right["right_kind"] = "TM"
    if right.get("int_application_number"):
        right["filing_route"] = "madrid"
    else:
        common.routed(record)
    people.completed(record)
    _classes(record)
    symbols = record.of("right_classification", scheme="NICE")
    right["n_classes"] = len(symbols) or None
    right["status"] = STATUSES.get(str(right["status_text"] or "").lower())
    if right["status"] is None and right.get("grant_date") and not right.get("termination_date"):
        right["status"] = "registered"
    for row in record.of("status_event"):
        row["payload"] = common.told(row, "text", "category")


def _classes(record: Record) -> None:
    """Each class once: offices repeat the primary one under another kind."""
    seen: set[tuple[object, object]] = set()
    kept: list[Values] = []
    for row in record.of("right_classification"):
        if (key := (row["scheme"], row["symbol"])) not in seen:
            seen.add(key)
            kept.append(row)
    record.rows["right_classification"] = kept
