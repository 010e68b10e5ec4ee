"""Industrial designs in ST.96: a `DesignApplication` with its designs is one record."""

from typing import Final

from goldthread.readers.documents import values
from goldthread.readers.documents.cutting import Context
from goldthread.readers.documents.maps import DocumentMap, Element, Record, Rows, Values, at
from goldthread.readers.st96 import common, people
from goldthread.readers.st96.people import party

_DESIGN: Final = "DesignBag/Design"
_CLASSES: Final = f"{_DESIGN}/DesignClassificationBag"
STATUSES: Final = {
    "filed": "pending",
    "registered": "registered",
    "rejected": "refused",
    "withdrawn": "withdrawn",
    "cancelled": "annulled",
    "expired": "lapsed",
}

DESIGN: Final = DocumentMap(
    right={
        "ip_office_code": at(
            "ApplicationNumber/IPOfficeCode", "RegistrationOfficeCode", "ReceivingOfficeCode",
            to=common.office, key=True,
        ),
        "application_number": at(
            *common.NUMBER, "InternationalRegistrationNumber", to=values.number, key=True
        ),
        "application_number_st13": at("ApplicationNumber/ST13ApplicationNumber", to=common.st13),
        "filing_date": at("ApplicationDate", "ApplicationDateTime", to=values.day, key=True),
        "registration_number": at(f"{_DESIGN}/RegistrationNumber", to=values.number),
        "grant_date": at(
            f"{_DESIGN}/RegistrationDate", f"{_DESIGN}/RightEffectiveDate", to=values.day
        ),
        "publication_number": at(
            f"{_DESIGN}/PublicationBag/Publication/PublicationIdentifier", to=values.number
        ),
        "publication_date": at(
            f"{_DESIGN}/PublicationBag/Publication/PublicationDate", to=values.day
        ),
        "expiry_date": at(f"{_DESIGN}/ExpiryDate", to=values.day),
        "int_application_number": at("InternationalRegistrationNumber", to=values.number),
        "n_designs": at("DesignTotalQuantity", to=values.count),
        "n_drawings": at(f"{_DESIGN}/RepresentationSheetTotalQuantity", to=values.count),
        "title": at(f"{_DESIGN}/DesignTitleText"),
        "title_language": at(f"{_DESIGN}/DesignTitleText/@languageCode",
                             "DesignApplicationLanguageCode", to=values.language),
        "status_text": at(
            f"{_DESIGN}/DesignCurrentStatusCategory", "DesignApplicationCurrentStatusCategory"
        ),
    },
    rows=(
        party("applicant", "ApplicantBag/Applicant", f"{_DESIGN}/ApplicantBag/Applicant"),
        party("inventor", f"{_DESIGN}/DesignerBag/Designer"),
        party("agent", "RepresentativeBag/Representative",
              f"{_DESIGN}/RepresentativeBag/Representative"),
        Rows("right_classification",
             (f"{_CLASSES}/LocarnoClassificationBag/LocarnoClassificationText",),
             {"symbol": at(".", to=values.locarno)}, ("symbol",), {"scheme": "LOCARNO"}),
        Rows("right_classification",
             (f"{_CLASSES}/NationalDesignClassificationBag/NationalDesignClassification",),
             {"symbol": at(".")}, ("symbol",), {"scheme": "NATIONAL"}),
        common.priorities(f"{_DESIGN}/PriorityBag/Priority"),
        Rows("right_citation",
             (f"{_DESIGN}/PatentIdentificationBag/CitedPatentDocumentIdentification",),
             {"cited_office": at("IPOfficeCode", to=values.country),
              "cited_number": at("DocumentNumber", to=values.number),
              "cited_kind": at("PatentDocumentKindCode"),
              "cited_date": at("PatentDocumentDate", to=values.day),
              "cited_date_text": at("PatentDocumentDate")},
             ("cited_number",)),
        Rows("status_event",
             ("DesignApplicationEventBag/DesignApplicationEvent",
              f"{_DESIGN}/DesignEventBag/DesignEvent"),
             {"event_date": at("DesignApplicationEventDate", "DesignEventDate", to=values.day),
              "category": at("DesignApplicationEventCategory", "DesignEventCategory"),
              "text": at("CommentText")},
             ("event_date", "text")),
        Rows("designation", ("DesignatedCountryBag/DesignatedCountry",),
             {"designated_office": at("DesignatedCountryCode", "CountryCode", ".",
                                      to=values.country)},
             ("designated_office",), {"treaty": "Hague", "status": "designated"}),
    ),
    ignored=(people.IGNORED - {"CommentText"}) | {
        "CorrespondenceLanguageCode", "DesignIdentifier", "DesignDescriptionText", "DesignClaim",
        "PublicationKindDescription", "ColourIndicator", "BlackWhiteViewTotalQuantity",
        "ColourViewTotalQuantity", "DesignCurrentStatusDate", "DesignRepresentationBag",
        "StaffBag", "EntityName", "DesignApplicationCurrentStatusDate", "DocumentIncludedBag",
        "PaymentBag", "SignatureBag", "SecondLanguageCode", "ApplicantFileReference",
    },
    also=frozenset({"LocarnoClassificationEdition", "CommentText"}),
)  # fmt: skip


def completed(record: Record, document: Element, _: Context) -> None:
    """Complete the record of a design application."""
    right = record.right
    right["right_kind"] = "DS"
    right["n_designs"] = right["n_designs"] or len(document.findall(_DESIGN)) or None
    common.routed(record, "hague" if right.get("int_application_number") else "")
    people.completed(record)
    people.applicants_of(record, "inventor")
    edition = document.findtext(f"{_CLASSES}/LocarnoClassificationBag/LocarnoClassificationEdition")
    for row in record.of("right_classification", scheme="LOCARNO"):
        row["scheme_version"] = values.tidy(edition or "")
    right["status"] = STATUSES.get(str(right["status_text"] or "").lower())
    events: list[Values] = record.of("status_event")
    for row in events:
        row["payload"] = common.told(row, "text", "category")
