"""The patent documents of CNIPA: inventions, utility models and designs, in its two layouts.

The new standard's documents (`business:PatentDocumentAndRelated`) and the old ones
(`cn-patent-document`) give the same record. docs/loading-cnipa.md says what is filled from where.
"""

import re
from datetime import date
from typing import Final

from goldthread.codes import kinds, regions
from goldthread.readers.documents import outcomes, places, values
from goldthread.readers.documents.cutting import Context
from goldthread.readers.documents.maps import DocumentMap, Element, Record, Rows, Values, at
from goldthread.readers.documents.reader import DocumentReader, Format, Kind
from goldthread.readers.documents.values import Unsound
from goldthread.readers.uspto_grant.normal import applicant_types

_NUMBER: Final = re.compile(r"(?:CN|ZL)?\s*(\d{12}|\d{8})\.?([\dX])", re.IGNORECASE)
# The digit behind the year: invention, utility model, design; 8 and 9 are PCT entries, whose
# serial numbers begin anew, so that ST.13 cannot be derived from them.
_ST13_TYPES: Final = {"1": "10", "2": "20", "3": "30"}
_TERMS: Final = {"PT": 20, "UM": 10}
# Article 42 of the Patent Law as amended: designs filed from this day last 15 years, before 10.
_DESIGN_TERM_CHANGED: Final = date(2021, 6, 1)
_AGENCY_CODE: Final = re.compile(r"\s+\d{5}$")
_FIRM: Final = re.compile(r"(?:公司|集团|厂|企业|合作社|事务所)$|株式会社")
_PUBLIC: Final = re.compile(r"(?:委员会|政府|局|部)$")
_PERSON: Final = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+(?:[·•][\u3400-\u9fffA-Z]+)+")

_BODY: Final = frozenset({"Abstract", "Description", "Claims", "Drawings", "DesignImages"})
_OLD_BODY: Final = frozenset({"abstract", "application-body", "description", "claims", "drawings"})


def _number(text: str) -> str:
    """An application number as the office writes it today: `201410408762.5`."""
    found = _NUMBER.fullmatch(text)
    return f"{found[1]}.{found[2].upper()}" if found else values.number(text)


_ORIGINAL: Final = "[@dataFormat='original']"


def _person(role: str, path: str) -> Rows:
    book = "AddressBook"
    columns = {
        "name": at(f"{book}/Name", f"{book}/OrganizationName", "Name"),
        "language": at(f"{book}/@lang", "@lang", to=values.language),
        "country_code": at(f"{book}/Address/WIPOST3Code", to=values.country),
        "region_text": at(f"{book}/Address/Province"),
        "city": at(f"{book}/Address/City"),
        "postal_code": at(f"{book}/Address/PostCode"),
        "address": at(f"{book}/Address/Text"),
    }
    return Rows("right_party", (f"*/Parties/{path}",), columns, ("name",), {"role": role})


_NEW: Final = DocumentMap(
    right={
        "application_number": at(
            f"*/ApplicationReference{_ORIGINAL}/DocumentID/DocNumber",
            "*/ApplicationReference/DocumentID/DocNumber", to=_number, key=True,
        ),
        "application_number_st13": at(
            "*/ApplicationReference[@dataFormat='standard']/DocumentID/DocNumber"
        ),
        "filing_date": at("*/ApplicationReference/DocumentID/Date", to=values.day, key=True),
        "publication_number": at(
            f"*/PublicationReference{_ORIGINAL}/DocumentID/DocNumber", "@docNumber",
            to=values.number, key=True,
        ),
        "publication_kind_code": at("*/PublicationReference/DocumentID/Kind", "@kind", key=True),
        "publication_date": at(
            "*/PublicationReference/DocumentID/Date", "@datePublication", to=values.day, key=True
        ),
        "title": at("*/InventionTitle", "*/DesignTitle"),
        "title_language": at("*/InventionTitle/@lang", "*/DesignTitle/@lang", to=values.language),
    },
    rows=(
        _person("applicant", "ApplicantDetails/Applicant"),
        _person("inventor", "InventorDetails/Inventor"),
        _person("inventor", "DesignerDetails/Designer"),
        _person("owner", "AssigneeDetails/Assignee"),
        _person("examiner", "ExaminerDetails/Examiner"),
        Rows(
            "right_party", ("*/Parties/AgentDetails/Agent",),
            {"name": at("Agency/AddressBook/OrganizationName", "AddressBook/Name"),
             "language": at("@lang", to=values.language)},
            ("name",), {"role": "agent"},
        ),
        Rows(
            "right_classification", ("*/ClassificationIPCRDetails/ClassificationIPCR",),
            {"symbol": at("Text", to=values.ipc),
             "scheme_version": at("IPCVersionDate", to=values.version),
             "office": at("GeneratingOffice/WIPOST3Code", to=values.country)},
            ("symbol",), {"scheme": "IPC"},
        ),
        Rows(
            "right_classification",
            ("*/ClassificationLocarno", "*/ClassificationLocarnoDetails/ClassificationLocarno"),
            {"symbol": at("MainClassification", "Text", ".", to=values.locarno)},
            ("symbol",), {"scheme": "LOCARNO"},
        ),
        Rows(
            "right_priority", (f"*/PriorityDetails/Priority{_ORIGINAL}",),
            {"ip_office_code": at("WIPOST3Code", to=values.country),
             "number": at("DocNumber", to=values.number), "date": at("Date", to=values.day),
             "kind": at("@kind")},
            ("number",),
        ),
        Rows(
            "right_relation", ("*/RelatedDocuments/Division/DocumentsRelation/ParentDocument",),
            {"ip_office_code": at("DocumentID/WIPOST3Code", to=values.country),
             "other_number": at("DocumentID/DocNumber", to=_number),
             "other_date": at("DocumentID/Date", to=values.day)},
            ("other_number",), {"relation": "division", "other_kind": "application"},
        ),
        Rows(
            "right_citation", ("*/ReferencesCited/Citation",),
            {"cited_office": at(".//DocumentID/WIPOST3Code", to=values.country),
             "cited_number": at(".//DocumentID/DocNumber", to=values.number),
             "cited_kind": at(".//DocumentID/Kind"),
             "cited_date": at(".//DocumentID/Date", to=values.day),
             "cited_date_text": at(".//DocumentID/Date"), "npl_text": at(".//Text")},
            ("cited_number", "npl_text"), {"category": "examiner"},
        ),
    ),
    ignored=_BODY | {"PublicAvailabilityDate", "ChildDocument", "CustomerNumber",
                     "OrganizationCode", "DesignBriefExplanation", "FullDocImage"},
    also=frozenset({
        "BibliographicData", "DesignBibliographicData", "PatentNumber", "AddressLine",
        "AddressMailCode", "PostBox", "AddressRoom", "AddressFloor", "AddressBuilding", "Street",
        "AddressCity", "County", "Section", "MainClass", "Subclass", "MainGroup", "Subgroup",
        "ClassificationDataSource", "ApplicationCitation", "PublicationReference",
    }),
)  # fmt: skip


def _old_person(role: str, path: str, *names: str) -> Rows:
    columns = {
        "name": at(*names),
        "language": at("addressbook/@lang", to=values.language),
        "address": at("addressbook/address/text"),
    }
    base = "cn-bibliographic-data/cn-parties"
    return Rows("right_party", (f"{base}/{path}",), columns, ("name",), {"role": role})


_OLD_BASE: Final = "cn-bibliographic-data"
_OLD_PCT: Final = f"{_OLD_BASE}/pct-or-regional-filing-data/document-id"
_OLD_PCT_PUBLICATION: Final = f"{_OLD_BASE}/pct-or-regional-publishing-data/document-id"
_OLD_PUBLICATION: Final = f"{_OLD_BASE}/cn-publication-reference/document-id"
_OLD_APPLICATION: Final = f"{_OLD_BASE}/application-reference/document-id"
_OLD: Final = DocumentMap(
    right={
        "application_number": at(f"{_OLD_APPLICATION}/doc-number", to=_number, key=True),
        "filing_date": at(f"{_OLD_APPLICATION}/date", to=values.day, key=True),
        "publication_number": at(f"{_OLD_PUBLICATION}/doc-number", to=values.number, key=True),
        "publication_kind_code": at(f"{_OLD_PUBLICATION}/kind", key=True),
        "publication_date": at(f"{_OLD_PUBLICATION}/date", to=values.day, key=True),
        "int_application_number": at(f"{_OLD_PCT}/doc-number", to=values.number),
        "int_filing_date": at(f"{_OLD_PCT}/date", to=values.day),
        "int_publication_number": at(f"{_OLD_PCT_PUBLICATION}/doc-number", to=values.number),
        "int_publication_date": at(f"{_OLD_PCT_PUBLICATION}/date", to=values.day),
        "national_stage_date": at(
            f"{_OLD_BASE}/date-pct-article-22-39-fulfilled/date", to=values.day
        ),
        "title": at(f"{_OLD_BASE}/invention-title"),
        "title_language": at(f"{_OLD_BASE}/invention-title/@lang", "@lang", to=values.language),
    },
    rows=(
        _old_person("applicant", "cn-applicants/cn-applicant", "addressbook/name", "name"),
        _old_person("inventor", "cn-inventors/cn-inventor", "name", "addressbook/name"),
        _old_person("owner", "cn-assignees/cn-assignee", "addressbook/name", "name"),
        _old_person("agent", "cn-agents/cn-agent", "cn-agency/name", "name"),
        Rows(
            "right_classification", (f"{_OLD_BASE}/classifications-ipcr/classification-ipcr",),
            {"symbol": at("text", to=values.ipc),
             "scheme_version": at("text", to=values.ipc_version)},
            ("symbol",), {"scheme": "IPC"},
        ),
        Rows(
            "right_classification", (f"{_OLD_BASE}/classification-locarno",),
            {"symbol": at("main-classification", "text", to=values.locarno)},
            ("symbol",), {"scheme": "LOCARNO"},
        ),
        Rows(
            "right_priority", (f"{_OLD_BASE}/priority-claims/priority-claim",
                               f"{_OLD_BASE}/cn-priority-claims/priority-claim"),
            {"ip_office_code": at("country", to=values.country),
             "number": at("doc-number", to=values.number), "date": at("date", to=values.day),
             "kind": at("@kind")},
            ("number",),
        ),
        Rows(
            "right_relation",
            (f"{_OLD_BASE}/cn-related-documents/division/relation/parent-doc/document-id",),
            {"ip_office_code": at("country", to=values.country),
             "other_number": at("doc-number", to=_number), "other_date": at("date", to=values.day)},
            ("other_number",), {"relation": "division", "other_kind": "application"},
        ),
    ),
    ignored=_OLD_BODY | {"gazette-reference", "child-doc"},
    also=frozenset({"cn-related-publication"}),
)  # fmt: skip


def _complete(record: Record, document: Element, _: Context) -> None:
    right = record.right
    code = str(right["publication_kind_code"]).upper()
    kind = kinds.kind("CN", code)
    if kind is None:
        raise Unsound("bad-kind", f"{values.shown(code)} is no kind of document of CNIPA (ST.16).")
    right |= {"ip_office_code": "CN", "right_kind": kind.right_kind}
    right["application_number_st13"] = _st13(right)
    right["title_language"] = right.get("title_language") or "zh"
    if kind.right_kind == "DS":
        right["n_designs"] = 1
    outcomes.routed(record, date=right.get("national_stage_date"))
    if code[0] == "A":
        outcomes.published(record)
    else:
        outcomes.granted(record, _years(right))
    _people(record, document)


def _st13(right: Values) -> object:
    """By the office's own standard form where the document gives it, else from the number."""
    told = str(right.get("application_number_st13") or "")
    if re.fullmatch(r"\d{15}", told):
        return told
    number = str(right["application_number"])
    kind = _ST13_TYPES.get(number[4:5]) if len(number) == 14 else None
    return values.st13(kind, number[:4], number[5:12]) if kind else None


def _years(right: Values) -> int | None:
    kind, filed = str(right["right_kind"]), right["filing_date"]
    if kind == "DS" and isinstance(filed, date):
        return 15 if filed >= _DESIGN_TERM_CHANGED else 10
    return _TERMS.get(kind)


def _people(record: Record, document: Element) -> None:
    language = values.language(document.get("lang") or "zh")
    parties = record.of("right_party")
    agencies: set[object] = set()
    kept = []
    for row in parties:
        row["language"] = row.get("language") or language
        if row["role"] == "agent":  # one row for the firm, however many of its agents act
            row["name"] = _AGENCY_CODE.sub("", str(row["name"]))
            if row["name"] in agencies:
                continue
            agencies.add(row["name"])
        elif row["role"] in ("applicant", "owner"):
            _placed(row)
            row["applicant_type"] = applicant_type(str(row["name"]))
        kept.append(row)
    record.rows["right_party"] = kept
    if not record.of("right_party", role="applicant"):
        owners = record.of("right_party", role="owner")
        record.rows["right_party"] += [row | {"role": "applicant"} for row in owners]


def _placed(row: Values) -> None:
    """Country and province, from the parts of the address, else from its text."""
    text = places.given(_text(row.get("address")))
    found = places.chinese(text) if text else places.Place()
    province = places.given(_text(row.get("region_text")))
    country = row.get("country_code") or found.country
    region = regions.resolve("CN", province) if province else None
    if country in ("CN", "HK", "MO", "TW"):
        row["region_code"] = region or found.region
        row["region_text"] = province or found.region_text
    else:
        row["region_code"] = row["region_text"] = None
    row["country_code"] = country
    row["city"] = places.given(_text(row.get("city")))
    row["postal_code"] = places.given(_text(row.get("postal_code"))) or found.postal
    row["address"] = text


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def applicant_type(name: str) -> str | None:
    """A firm by the end of its name; university, institute, government by words; else a person."""
    if _FIRM.search(name):
        return "ENT"
    if (told := applicant_types.of_name(name)) is not None:
        return told
    if "学院" in name:  # an academy of sciences (科学院) is no college
        return "RES" if "科学院" in name else "UNI"
    if _PUBLIC.search(name):
        return "GOV"
    return "IND" if _PERSON.fullmatch(name) else None


FORMAT: Final = Format(
    name="cnipa",
    version="1",
    feed="cnipa",
    kinds={
        "PatentDocumentAndRelated": Kind(_NEW, _complete, looks_inside=False),
        "cn-patent-document": Kind(_OLD, _complete, looks_inside=False),
    },
    roots={
        "PatentDocumentAndRelated": "http://www.sipo.gov.cn/XMLSchema/business",
        "cn-patent-document": "",
    },
)


def reader() -> DocumentReader:
    """A new reader of CNIPA's documents."""
    return DocumentReader(FORMAT)
