"""The three layouts in which the USPTO tells of a mark, mapped to the same columns."""

from typing import Final

from goldthread.readers.documents import values
from goldthread.readers.documents.maps import DocumentMap, From, Rows, at
from goldthread.readers.st96 import common, people


def _mark(
    base: str, number: str, registration: str, filed: str, registered: str, published: str
) -> dict[str, From]:
    """The columns of a mark that every layout has, at their paths below `base`."""
    return {
        "application_number": at(f"{base}{number}", to=values.number, key=True),
        "registration_number": at(f"{base}{registration}", to=registration_number),
        "filing_date": at(f"{base}{filed}", to=values.day, key=True),
        "grant_date": at(f"{base}{registered}", to=values.day),
        "publication_date": at(f"{base}{published}", to=values.day),
    }


def registration_number(text: str) -> str | None:
    """A registration's number; the daily file writes zeros for none."""
    return values.number(text).lstrip("0") or None


def event_code(text: str) -> str:
    """ST.96 writes the type of an event behind its code: `NA85E` is `NA85`."""
    return text[:-1] if len(text) > 1 else text


_T66: Final = "TransactionData/TradeMarkDetails/TradeMark/"
_CLASS66: Final = (
    f"{_T66}GoodsServicesDetails/GoodsServices/ClassDescriptionDetails/ClassDescription"
)
_BOOK: Final = "ApplicantAddressBook/FormattedNameAddress"
_PLACE: Final = f"{_BOOK}/Address/FormattedAddress"
ST66: Final = DocumentMap(
    right={
        **_mark(_T66, "ApplicationNumber", "RegistrationNumber", "ApplicationDate",
                "RegistrationDate", "PublicationDetails/Publication/PublicationDate"),
        "expiry_date": at(f"{_T66}ExpiryDate", to=values.day),
        "renewal_date": at(f"{_T66}TradeMarkExt/AdditionalMarkDetails/RenewalDate", to=values.day),
        "status_date": at(f"{_T66}MarkCurrentStatusDate", to=values.day),
        "title": at(f"{_T66}WordMarkSpecification/MarkVerbalElementText"),
        "status_text": at(f"{_T66}MarkCurrentStatusCode"),
    },
    rows=(
        Rows(
            "right_party", ("TransactionData/ApplicantDetails/Applicant",),
            {"name": at(f"{_BOOK}/Name/FreeFormatName/FreeFormatNameDetails/FreeFormatNameLine"),
             "country_code": at(f"{_PLACE}/FormattedAddressCountryCode",
                                "ApplicantIncorporationCountryCode", to=values.country),
             "region_text": at(f"{_PLACE}/AddressState"), "city": at(f"{_PLACE}/AddressCity"),
             "postal_code": at(f"{_PLACE}/AddressPostcode"),
             "party": at("ApplicantExt/PartyTypeCode"), "entity": at("ApplicantLegalEntity")},
            ("name",), {"role": "applicant"},
        ),
        Rows(
            "right_party",
            (f"{_T66}RepresentativeDetails/Representative[Comment='Attorney of Record']",),
            {"name": at(
                "RepresentativeAddressBook/FormattedNameAddress/Name/FreeFormatName"
                "/FreeFormatNameDetails/FreeFormatNameLine")},
            ("name",), {"role": "agent"},
        ),
        Rows("right_classification",
             (_CLASS66,),
             {"symbol": at("ClassNumber", to=values.nice)}, ("symbol",), {"scheme": "NICE"}),
        Rows("right_classification",
             (f"{_CLASS66}/ClassDescriptionExt/DomesticClassNumbers",),
             {"symbol": at(".")}, ("symbol",), {"scheme": "NATIONAL"}),
        Rows("right_priority", (f"{_T66}PriorityDetails/Priority",),
             {"ip_office_code": at("PriorityCountryCode", to=values.country),
              "number": at("PriorityNumber", to=values.number),
              "date": at("PriorityDate", "PriorityExt/ForeignApplicationFilingDate",
                         to=values.day)},
             ("number", "date")),
        Rows("status_event", (f"{_T66}MarkEventDetails/MarkEvent",),
             {"event_date": at("MarkEventDate", to=values.day),
              "national_event_code": at("MarkEventCode"),
              "text": at("MarkEventExt/MarkEventInternalDescriptionText")},
             ("event_date", "national_event_code")),
    ),
    ignored=frozenset({
        "TransactionCode", "RegistrationOfficeCode", "FilingPlace",
        "MarkCurrentStatusExternalDescriptionText", "AdditionalInformation", "RegisterCategory",
        "OfficeDetails", "MarkFeatureCode", "RelatedMarkDetails", "TradeDistinctivenessScope",
        "MaintenanceFilingDetails", "PublishPreviouslyRegisteredMarkIndicator",
        "ChangeInRegistrationIndicator", "AmendedToPrincipalRegisterIndicator",
        "AmendedToSupplementalRegisterIndicator", "RestrictionStatementText",
        "KindMark", "MarkFeature", "MarkDescriptionDetails", "MarkDisclaimerDetails",
        "TradeDistinctivenessText", "MarkTranslation", "MarkTransliteration",
        "MarkStandardCharacterIndicator", "MarkImageDetails", "ClassNumberStatusCode",
        "GoodsServicesDescription", "PrimeClassText", "ClassNumberStatusDescriptionText",
        "FilingBasisDetails", "FirstUseDateNumber", "FirstUseInCommerceDate",
        "ActiveClassQuantity", "NiceClassTitleText", "NationalClassTitleText",
        "NationalGoodsServicesExt", "PublicationIdentifier", "PublicationExt", "StaffDetails",
        "MarkEventEntryNumber", "MarkEventProceedingNumber", "AddressBookExt",
        "AddressRoom", "AddressStreet", "FormattedAddressExt", "PartyTypeDescriptionText",
        "ApplicantLegalEntityCode", "IncorporationGeographicRegionCode", "RepresentativeExt",
        "IncorporationGeographicRegionName", "PriorityComment", "AssociatedMarks",
        "AddressBuilding",
        "ContactInformationDetails", "AddressLine", "MarkSoundDetails", "OppositionPeriodEndDate",
        "IncorporationCountryName", "ConveyenceKindText", "ForeignPriorityClaimedIndicator",
        "ForeignRegistartionNumber", "PriorityCountryName",
    }),
    also=frozenset({"Comment"}),
)  # fmt: skip

_T96: Final = "TransactionData/TrademarkBag/Trademark/"
_CLASSES96: Final = (
    f"{_T96}GoodsServicesBag/GoodsServices/GoodsServicesClassificationBag"
    "/GoodsServicesClassification"
)
_APPLICANTS96: Final = people.party("applicant", f"{_T96}ApplicantBag/Applicant")
ST96: Final = DocumentMap(
    right={
        **_mark(_T96, "ApplicationNumber/ApplicationNumberText", "RegistrationNumber",
                "ApplicationDate", "RegistrationDate",
                "PublicationBag/Publication/PublicationDate"),
        "expiry_date": at(f"{_T96}ExpiryDate", to=values.day),
        "renewal_date": at(f"{_T96}NationalTrademarkInformation/RenewalDate", to=values.day),
        "status_date": at(f"{_T96}MarkCurrentStatusDate", to=values.day),
        "title": at(f"{_T96}MarkRepresentation/MarkReproduction/WordMarkSpecification"
                    "/MarkVerbalElementText"),
        "status_text": at(f"{_T96}MarkCurrentStatusCode"),
    },
    rows=(
        Rows(
            "right_party", _APPLICANTS96.paths,
            {**_APPLICANTS96.columns, "party": at("@sequenceNumber"),
             "entity": at("LegalEntityName")},
            _APPLICANTS96.needs, _APPLICANTS96.fixed,
        ),
        people.party("agent", f"{_T96}RecordAttorney"),
        Rows("right_classification", (f"{_CLASSES96}[ClassificationKindCode='Nice']",),
             {"symbol": at("ClassNumber", to=values.nice)}, ("symbol",), {"scheme": "NICE"}),
        Rows("right_classification", (_CLASSES96,), {"symbol": at("NationalClassNumber")},
             ("symbol",), {"scheme": "NATIONAL"}),
        Rows("right_priority", (f"{_T96}PriorityBag/Priority",),
             {"ip_office_code": at("PriorityCountryCode", to=values.country),
              "number": at(*common.NUMBER, to=values.number),
              "date": at("PriorityApplicationFilingDate", to=values.day)},
             ("number", "date")),
        Rows("status_event", (f"{_T96}MarkEventBag/MarkEvent",),
             {"event_date": at("MarkEventDate", to=values.day),
              "national_event_code": at("NationalMarkEvent/MarkEventCode", to=event_code),
              "text": at("NationalMarkEvent/MarkEventDescriptionText")},
             ("event_date", "national_event_code")),
    ),
    ignored=people.IGNORED | {
        "TransactionCategory", "RegistrationOfficeCode", "FilingPlace",
        "AllowanceNoticeDate", "AmendedPrincipalRegisterIndicator",
        "AmendedSupplementalRegisterIndicator", "CurrentlyPlusApplicationIndicator",
        "CurrentlyReducedFeeApplicationIndicator", "FiledAsPlusApplicationIndicator",
        "FiledAsReducedFeeApplicationIndicator", "MaintenanceFilingBag", "RegisterCategory",
        "MarkCurrentStatusExternalDescriptionText", "PreviouslyRegisteredMarkPublicationIndicator",
        "RegistrationChangeIndicator", "RestrictionStatementText", "TradeDistinctivenessScopeText",
        "AssociatedMarkBag", "MarkCategory", "MarkSignificantVerbalElementText",
        "MarkTranslationText", "MarkTransliteration", "MarkStandardCharacterIndicator",
        "MarkImageBag", "MarkSoundBag", "MarkDescriptionBag", "MarkDisclaimerBag",
        "NationalFilingBasis", "ClassDescriptionBag", "PublicationIdentifier",
        "NationalRepresentative", "NationalCorrespondent", "StaffBag", "AssignmentBag",
        "LegalProceedingsBag", "NationalGoodsServices",
        "NationalCaseLocation", "DocketText", "MarkEventCategory", "MarkEventEntryNumber",
        "MarkEventAdditionalText", "MarkRecordBag", "TradeDistinctivenessText",
        "IPOfficeCode", "PriorityStatusCategory", "PriorityRegistrationNumber",
    },
    also=frozenset({"ClassificationKindCode"}),
)  # fmt: skip

_HEADER: Final = "case-file-header/"
DAILY: Final = DocumentMap(
    right={
        "application_number": at("serial-number", to=values.number, key=True),
        "registration_number": at("registration-number", to=registration_number),
        "filing_date": at(f"{_HEADER}filing-date", to=values.day, key=True),
        "grant_date": at(f"{_HEADER}registration-date", to=values.day),
        "publication_date": at(f"{_HEADER}published-for-opposition-date", to=values.day),
        "termination_date": at(
            f"{_HEADER}cancellation-date", f"{_HEADER}abandonment-date", to=values.day
        ),
        "title": at(f"{_HEADER}mark-identification"),
        "status_text": at(f"{_HEADER}status-code"),
        "status_date": at(f"{_HEADER}status-date", to=values.day),
        "renewal_date": at(f"{_HEADER}renewal-date", to=values.day),
        "int_application_number": at(
            "international-registration/international-registration-number", to=values.number
        ),
    },
    rows=(
        Rows(
            "right_party", ("case-file-owners/case-file-owner",),
            {"name": at("party-name"),
             "country_code": at("country", "nationality/country", to=values.country),
             "region_text": at("state"), "city": at("city"), "postal_code": at("postcode"),
             "party": at("party-type"), "entity": at("legal-entity-type-code")},
            ("name",), {"role": "applicant"},
        ),
        Rows("right_party", ("case-file-header",), {"name": at("attorney-name")}, ("name",),
             {"role": "agent"}),
        Rows("right_classification", ("classifications/classification/international-code",),
             {"symbol": at(".", to=values.nice)}, ("symbol",), {"scheme": "NICE"}),
        Rows("right_classification", ("classifications/classification/us-code",),
             {"symbol": at(".")}, ("symbol",), {"scheme": "NATIONAL"}),
        Rows("right_priority", ("foreign-applications/foreign-application",),
             {"ip_office_code": at("country", to=values.country),
              "number": at("application-number", to=values.number),
              "date": at("filing-date", to=values.day)},
             ("number", "date")),
        Rows("status_event", ("case-file-event-statements/case-file-event-statement",),
             {"event_date": at("date", to=values.day), "national_event_code": at("code"),
              "text": at("description-text")},
             ("event_date", "national_event_code")),
    ),
    ignored=frozenset({
        "transaction-date", "case-file-statements", "prior-registration-applications",
        "correspondent", "design-searches", "madrid-international-filing-requests",
        "mark-drawing-code", "attorney-docket-number", "current-location",
        "location-date", "employee-name", "law-office-assigned-location-code", "entry-number",
        "international-code-total-no", "us-code-total-no", "status-code", "first-use-anywhere-date",
        "first-use-in-commerce-date", "primary-code", "address-1", "address-2", "dba-aka-text",
        "composed-of-statement", "name-change-explanation", "number", "type",
    }),
)  # fmt: skip
