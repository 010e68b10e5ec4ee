"""Patents in ST.96: publications (`PatentPublication`) and legal status (`PatentLegalStatus`)."""

import re
from typing import Final

from goldthread.codes import kinds, st27
from goldthread.readers.documents import outcomes, values
from goldthread.readers.documents.cutting import Context
from goldthread.readers.documents.maps import DocumentMap, Element, Record, Rows, Values, at
from goldthread.readers.documents.values import Unsound
from goldthread.readers.st27 import code, history
from goldthread.readers.st96 import common, people
from goldthread.readers.st96.people import party

_B: Final = "BibliographicData"
_PUBLICATION: Final = f"{_B}/PatentPublicationIdentification"
_GRANT: Final = f"{_B}/PatentGrantIdentification"
_APPLICATION: Final = f"{_B}/ApplicationIdentification"
_FILING: Final = f"{_B}/InternationalFilingData"
_PUBLISHING: Final = (
    f"{_B}/InternationalPublishingData/PatentDocumentIdentification/PatentPublicationIdentification"
)
_CLASSES: Final = f"{_B}/PatentClassificationBag"
_CITATION: Final = "PatentCitation/CitedPatentDocumentIdentification"
_PARENT: Final = "ParentDocument/PatentDocumentIdentification"
_POSITIONS: Final = {"F": "first", "L": "later"}
_VALUES: Final = {"I": "inventive", "A": "additional", "N": "additional"}
_RELATIONS: Final = {
    "Addition": "addition",
    "Division": "division",
    "Continuation": "continuation",
    "PartialContinuation": "continuation-in-part",
    "ContinuingReissue": "continuing-reissue",
    "Reissue": "reissue",
    "Substitution": "substitution",
    "UtilityModelBasis": "utility-model-basis",
    "ProvisionalApplication": "provisional-application",
    "Correction": "correction",
}
_FILLED: Final = re.compile(r"^([A-Z]{0,2})0+([0-9])")
_CITING: Final = {
    "Examiner": "examiner",
    "Applicant": "applicant",
    "Third party": "third party",
    "Opponent": "third party",
}


def _symbols(scheme: str, section: str, value: str, *paths: str) -> Rows:
    """Symbols in parts, which `_joined` puts together."""
    columns = {
        "section": at(section),
        "class": at("Class"),
        "subclass": at("Subclass"),
        "group": at("MainGroup"),
        "subgroup": at("Subgroup"),
        "scheme_version": at("ClassificationVersionDate", to=values.version),
        "position": at("SymbolPositionCode", to=_POSITIONS.get),
        "value": at(value, to=_VALUES.get),
        "office": at("GeneratingOfficeCode", to=values.country),
        "assigned_date": at("ActionDate", to=values.day),
    }
    return Rows("right_classification", paths, columns, ("section",), {"scheme": scheme})


def _related(element: str) -> Rows:
    columns = {
        "ip_office_code": at(f"{_PARENT}/ApplicationIdentification/IPOfficeCode",
                             "PatentDocumentIdentification/ApplicationIdentification/IPOfficeCode"),
        "other_number": at(
            *(f"{_PARENT}/ApplicationIdentification/{number}" for number in common.NUMBER),
            *(f"PatentDocumentIdentification/ApplicationIdentification/{number}"
              for number in common.NUMBER),
            to=values.number,
        ),
        "other_date": at(f"{_PARENT}/ApplicationIdentification/FilingDate",
                         "PatentDocumentIdentification/ApplicationIdentification/FilingDate",
                         to=values.day),
        "status_text": at("ParentDocument/ParentDocumentStatusCode"),
    }  # fmt: skip
    fixed = {"relation": _RELATIONS[element], "other_kind": "application"}
    path = f"{_B}/RelatedDocumentBag/{element}"
    return Rows("right_relation", (path,), columns, ("other_number",), fixed)


PUBLICATION: Final = DocumentMap(
    right={
        "ip_office_code": at(
            f"{_PUBLICATION}/IPOfficeCode", f"{_APPLICATION}/IPOfficeCode", "IPOfficeCode",
            to=common.office, key=True,
        ),
        "application_number": at(
            *(f"{_APPLICATION}/{number}" for number in common.NUMBER), to=values.number, key=True
        ),
        "application_number_st13": at(
            f"{_APPLICATION}/ApplicationNumber/ST13ApplicationNumber", to=common.st13
        ),
        "filing_date": at(f"{_APPLICATION}/FilingDate", to=values.day, key=True),
        "publication_number": at(f"{_PUBLICATION}/PublicationNumber", to=values.number, key=True),
        "publication_kind_code": at(f"{_PUBLICATION}/PatentDocumentKindCode", key=True),
        "publication_date": at(
            f"{_PUBLICATION}/PublicationDate", "@documentPublicationDate", to=values.day, key=True
        ),
        "matter": at(f"{_APPLICATION}/InventionSubjectMatterCategory"),
        "registration_number": at(f"{_GRANT}/PatentNumber", to=values.number),
        "grant_date": at(f"{_GRANT}/GrantDate", f"{_B}/GrantPublicationDate", to=values.day),
        "int_application_number": at(
            *(f"{_FILING}/ApplicationIdentification/{number}" for number in common.NUMBER),
            to=values.number,
        ),
        "int_filing_date": at(f"{_FILING}/ApplicationIdentification/FilingDate", to=values.day),
        "int_publication_number": at(f"{_PUBLISHING}/PublicationNumber", to=values.number),
        "int_publication_date": at(f"{_PUBLISHING}/PublicationDate", to=values.day),
        "national_stage_date": at(
            f"{_B}/PCTNationalPhaseEntryDate", f"{_FILING}/NationalStageFilingDate", to=values.day
        ),
        "term_years": at(f"{_B}/GrantTerm/GrantLengthQuantity", to=values.years),
        "term_extension_days": at(f"{_B}/GrantTerm/TermExtensionQuantity", to=values.count),
        "n_claims": at(f"{_B}/ClaimTotalQuantity", to=values.count),
        "n_drawings": at(f"{_B}/FigureBag/DrawingSheetTotalQuantity", to=values.count),
        "n_figures": at(f"{_B}/FigureBag/FigureTotalQuantity", to=values.count),
        "title": at(f"{_B}/InventionTitleBag/InventionTitle"),
        "title_language": at(
            f"{_B}/InventionTitleBag/InventionTitle/@languageCode", "@languageCode",
            to=values.language,
        ),
    },
    rows=(
        party("applicant", f"{_B}/PartyBag/ApplicantBag/Applicant"),
        party("inventor", f"{_B}/PartyBag/InventorBag/Inventor"),
        party("owner", f"{_B}/PartyBag/AssigneeBag/Assignee"),
        party("agent", f"{_B}/PartyBag/RegisteredPractitionerBag/RegisteredPractitioner",
              f"{_B}/PartyBag/RepresentativeBag/Representative"),
        party("examiner", f"{_B}/PartyBag/ExaminerBag/PrimaryExaminer",
              f"{_B}/PartyBag/ExaminerBag/AssistantExaminer"),
        _symbols("IPC", "Section", "IPCClassificationValueCode",
                 f"{_CLASSES}/IPCRClassificationBag/IPCRClassification"),
        _symbols("CPC", "CPCSection", "CPCClassificationValueCode",
                 f"{_CLASSES}/CPCClassificationBag/MainCPC/CPCClassification",
                 f"{_CLASSES}/CPCClassificationBag/FurtherCPC/CPCClassification"),
        Rows(
            "right_priority", (f"{_B}/PriorityClaimBag/PriorityClaim",),
            {"ip_office_code": at("IPOfficeCode", to=values.country),
             "number": at(*common.NUMBER, to=values.number),
             "date": at("FilingDate", to=values.day),
             "kind": at("ApplicationFilingCategory", to=str.lower)},
            ("number",),
        ),
        *(_related(element) for element in _RELATIONS),
        Rows(
            "right_relation", (f"{_B}/RelatedDocumentBag/RelatedPublication",),
            {"ip_office_code": at(
                "PatentDocumentIdentification/PatentPublicationIdentification/IPOfficeCode"),
             "other_number": at(
                "PatentDocumentIdentification/PatentPublicationIdentification/PublicationNumber",
                to=values.number),
             "other_date": at(
                "PatentDocumentIdentification/PatentPublicationIdentification/PublicationDate",
                to=values.day)},
            ("other_number",), {"relation": "related-publication", "other_kind": "publication"},
        ),
        Rows(
            "right_citation", (f"{_B}/ReferenceCitationBag/ReferenceCitation",),
            {"cited_office": at(f"{_CITATION}/IPOfficeCode", to=values.country),
             "cited_number": at(f"{_CITATION}/DocumentNumber", to=values.number),
             "cited_kind": at(f"{_CITATION}/PatentDocumentKindCode"),
             "cited_date": at(f"{_CITATION}/PatentDocumentDate", to=values.day),
             "cited_date_text": at(f"{_CITATION}/PatentDocumentDate"),
             "npl_text": at("NPLCitation/NPLCitationText", "NPLCitation"),
             "category": at("@citingPartyCategory", to=_CITING.get)},
            ("cited_number", "npl_text"),
        ),
    ),
    ignored=people.IGNORED | {
        "Description", "ClaimStatement", "Claims", "Abstract", "Drawings", "ExternalDocumentBag",
        "SearchField", "ExemplaryClaimBag", "CPCCombinationSet", "ChildDocument",
        "PatentClassificationLevelCode", "IPCClassificationStatusCode",
        "CPCClassificationStatusCode", "PatentClassificationDataSourceCode", "PCTDocumentParent",
    },
    also=frozenset({"PatentDocumentKindCode"}),
)  # fmt: skip


def published(record: Record, _document: Element, _: Context) -> None:
    """Complete the record of a publication."""
    right = record.right
    _american(right)
    office, code = str(right["ip_office_code"]), str(right["publication_kind_code"]).upper()
    kind = kinds.kind(office, code)
    if right.pop("matter", None) == "Design":
        right["right_kind"] = "DS"
    else:
        right["right_kind"] = kind.right_kind if kind else "PT"
    _joined(record)
    people.completed(record)
    people.applicants_of(record, "owner", "inventor")
    outcomes.routed(record, date=right.get("national_stage_date"))
    if kind is None and right.get("grant_date") is None:
        record.notes.append(f"{office} {code} is no kind of document that ST.16 lists here.")
    if right.get("grant_date") or (kind and kind.stage in ("grant", "reissue")):
        right["grant_date"] = right.get("grant_date") or right["publication_date"]
        _granted(record)
    else:
        outcomes.published(record)


def _american(right: Values) -> None:
    """Numbers of the US office without the zeros that fill them up, as its own reader has them."""
    if right["ip_office_code"] == "US":
        for name in ("publication_number", "registration_number"):
            if right.get(name):
                right[name] = _FILLED.sub(r"\1\2", str(right[name]))


def _granted(record: Record) -> None:
    """The grant as the document tells it; the term is a matter of the office's law."""
    right = record.right
    given, number = right["grant_date"], right.get("registration_number")
    outcomes.granted(record, None)
    right["grant_date"] = given
    right["registration_number"] = number or right["publication_number"]
    (event,) = record.of("status_event")
    event["event_date"] = given
    event["detailed_event_code"] = st27.unmapped("F")


def _joined(record: Record) -> None:
    for row in record.of("right_classification"):
        subclass = "".join(str(row[name] or "") for name in ("section", "class", "subclass"))
        groups = [str(row[name]) for name in ("group", "subgroup") if row[name]]
        row["symbol"] = f"{subclass} {'/'.join(groups)}".strip()


_STATUS_CODE: Final = "StatusEventCode"
_CODES: Final = {
    "state_code": "StateCode",
    "prev_stage_code": "PreviousStageCode",
    "stage_code": "CurrentStageCode",
    "key_event_code": "KeyEventCode",
    "detailed_event_code": "DetailedEventCode",
    "event_indicator_code": "EventIndicatorCode",
    "national_event_code": "NationalEventCode",
}
_CORRECTED: Final = "CorrectionEventData/StatusEventIdentification"
LEGAL_STATUS: Final = DocumentMap(
    right={
        "ip_office_code": at(
            "ApplicationIdentification/IPOfficeCode",
            "ApplicationIdentification/ApplicationNumber/IPOfficeCode", to=common.office,
        ),
        "application_number": at(
            *(f"ApplicationIdentification/{number}" for number in common.NUMBER),
            to=values.number, key=True,
        ),
        "application_number_st13": at(
            "ApplicationIdentification/ApplicationNumber/ST13ApplicationNumber", to=common.st13
        ),
        "filing_date": at("ApplicationIdentification/FilingDate", to=values.day),
        "publication_number": at(
            "PatentPublicationIdentification/PublicationNumber", to=values.number
        ),
        "publication_kind_code": at("PatentPublicationIdentification/PatentDocumentKindCode"),
        "publication_date": at("PatentPublicationIdentification/PublicationDate", to=values.day),
        "registration_number": at("PatentGrantIdentification/PatentNumber", to=values.number),
        "grant_date": at("PatentGrantIdentification/GrantDate", to=values.day),
        "category": at("IPRightKindCategory"),
    },
    rows=(
        Rows(
            "status_event", ("StatusEventDataBag/StatusEventData",),
            {**{name: at(f"{_STATUS_CODE}/{path}") for name, path in _CODES.items()},
             "event_date": at("EventDate", to=values.day),
             "effective_date": at("EffectiveDate", to=values.day),
             "publication_date": at("PublicationDate", to=values.day),
             history.IDENTIFIER: at("StatusEventIdentifier"),
             f"{history.CORRECTED}{history.IDENTIFIER}": at(f"{_CORRECTED}/StatusEventIdentifier"),
             **{f"{history.CORRECTED}{name}": at(f"{_CORRECTED}/{_STATUS_CODE}/{path}")
                for name, path in _CODES.items()},
             history.CORRECTED_DAY: at(
                 *(f"{_CORRECTED}/{day}" for day in ("EventDate", "EffectiveDate",
                                                     "PublicationDate")), to=values.day)},
            ("key_event_code", "detailed_event_code", "national_event_code"),
        ),
    ),
    # The supplementary data of each category, which the schema has no place for.
    ignored=frozenset({
        "RelatedApplicationIdentification", "SPCIdentification",
        "ApplicationFilingEventData", "ApplicationDiscontinuationEventData",
        "ApplicationRevivalEventData", "SearchExaminationEventData",
        "PreGrantReviewRequestEventData", "IPRightGrantEventData",
        "ProtectionBeyondIPRightTermEventData", "IPRightCessationEventData",
        "IPRightRevivalEventData", "IPRightReviewRequestEventData", "IPRightMaintenanceEventData",
        "PermanentTerminationEventData", "DocumentModificationEventData",
        "DocumentPublicationEventData", "PartyChangeEventData", "LicensingInformationEventData",
        "AdministrativeProcedureAdjustmentEventData", "PaymentEventData", "AppealEventData",
        "OtherEventData", "EffectiveCountryBag", "GazetteNumber", "CommentText", "PriorEventDate",
        "PreviousPublication", "CorrectionPublication", "EventDescriptionText",
    }),
)  # fmt: skip
_KINDS: Final = {"Utility model": "UM", "Design patent": "DS", "SPC": "SPC"}


def legal_status(record: Record, _document: Element, context: Context) -> None:
    """Complete the record of a right's legal status, from its events in their order."""
    right = record.right
    right["ip_office_code"] = right.get("ip_office_code") or _delivering(context)
    right["right_kind"] = _KINDS.get(str(right.pop("category", None)), "PT")
    for row in record.of("status_event"):
        code.check(row)
    history.told(record)


def _delivering(context: Context) -> str:
    told = dict(context.attributes).get("officeCode")
    if told is None:
        raise Unsound("no-key", "The document gives no ip office code.")
    return common.office(told)
