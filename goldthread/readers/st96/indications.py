"""Geographical indications in ST.96: a `GIApplication`."""

from typing import Final

from goldthread.readers.documents import values
from goldthread.readers.documents.cutting import Context
from goldthread.readers.documents.maps import DocumentMap, Element, Record, Rows, at
from goldthread.readers.st96 import common, people
from goldthread.readers.st96.people import party

_DATA: Final = "GIData"
_PRODUCTS: Final = (
    f"{_DATA}/ProductIndicationBag/GoodsServices/GoodsServicesClassificationBag"
    "/GoodsServicesClassification"
)
STATUSES: Final = {
    "filing": "pending",
    "published": "pending",
    "registered": "registered",
    "ended": "lapsed",
}

INDICATION: Final = DocumentMap(
    right={
        "ip_office_code": at(
            f"{_DATA}/ApplicationNumber/IPOfficeCode", f"{_DATA}/@officeCode", "@officeCode",
            to=common.office, key=True,
        ),
        "application_number": at(
            *(f"{_DATA}/{number}" for number in common.NUMBER), *common.NUMBER,
            to=values.number, key=True,
        ),
        "filing_date": at(
            f"{_DATA}/ApplicationDate", "ApplicationDate", to=values.day, key=True
        ),
        "registration_number": at(f"{_DATA}/RegistrationNumber", to=values.number),
        "grant_date": at(f"{_DATA}/RegistrationDate", to=values.day),
        "expiry_date": at(f"{_DATA}/ExpiryDate", to=values.day),
        "termination_date": at(f"{_DATA}/WithdrawalDate", to=values.day),
        "publication_date": at(
            f"{_DATA}/GIPublicationBag/GIPublication/PublicationDate", to=values.day
        ),
        "title": at(f"{_DATA}/GINameBag/GINameText"),
        "title_language": at(f"{_DATA}/GINameBag/GINameText/@languageCode",
                             f"{_DATA}/@languageCode", to=values.language),
        "status_text": at(f"{_DATA}/GIStatusCategory"),
    },
    rows=(
        party("applicant", "ApplicantBag/Applicant"),
        party("agent", "RepresentativeBag/Representative"),
        Rows("right_classification", (_PRODUCTS,), {"symbol": at("ClassNumber", to=values.nice)},
             ("symbol",), {"scheme": "NICE"}),
    ),
    ignored=people.IGNORED | {
        "GINameTranslationText", "FeatureDescriptionBag", "GeographicRegionDescriptionBag",
        "GICategory", "AuthorizedUser", "PaymentBag", "SignatureBag", "DocumentIncludedBag",
        "CorrespondenceAddress", "PublicationIdentifier", "ClassificationKindCode",
        "OriginCertificateBag",
    },
)  # fmt: skip


def completed(record: Record, _document: Element, _: Context) -> None:
    """Complete the record of a geographical indication."""
    right = record.right
    right |= {"right_kind": "GI", "filing_route": "direct"}
    people.completed(record)
    right["n_classes"] = len(record.of("right_classification")) or None
    right["status"] = STATUSES.get(str(right["status_text"] or "").lower())
    if right["status"] is None:
        right["status"] = "registered" if right.get("grant_date") else "pending"
