"""The gazettes of the Japan Patent Office (`jp-official-gazette`): publications A and grants B.

docs/loading-jpo.md says what is filled from where.
"""

import re
from typing import Final

from goldthread.codes import kinds
from goldthread.readers.documents import outcomes, places, values
from goldthread.readers.documents.cutting import Context
from goldthread.readers.documents.maps import DocumentMap, Element, Record, Rows, Values, at
from goldthread.readers.documents.reader import DocumentReader, Format, Kind
from goldthread.readers.documents.values import Unsound
from goldthread.readers.uspto_grant.normal import applicant_types

# ST.8: symbol, version, level, position, value, action date, status, source, office.
_ST8: Final = re.compile(
    r"(?P<symbol>[A-H]\d{2}[A-Z]\s*\d{1,4}/\d{2,6})\s+(?P<version>\d{8})[ACS](?P<position>[FL])"
    r"(?P<value>[IN])(?P<assigned>\d{8})[A-Z]?[A-Z]?(?P<office>[A-Z]{2})?"
)
_POSITIONS: Final = {"F": "first", "L": "later"}
_VALUES: Final = {"I": "inventive", "N": "additional"}
_YEAR_AND_SERIAL: Final = re.compile(r"((?:19|20)\d{2})(\d{6})")
_ST13_TYPES: Final = {"PT": "10", "UM": "20"}
_TERMS: Final = {
    "PT": 20,
    "UM": 10,
}  # articles 67 of the Patent Act and 15 of the Utility Model Act
_KIND_TEXT: Final = re.compile(r"[(\uff08]([A-Z]\d?)[)\uff09]")
_FIRM: Final = re.compile(r"株式会社|有限会社|合同会社|合資会社|会社|カンパニー|コーポレ|法人")
_PERSON: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,4} [\u3040-\u30ff\u3400-\u9fff]{1,4}")

_ID: Final = "bibliographic-data/publication-reference/document-id"
_FILED: Final = "bibliographic-data/application-reference/document-id"
_PEOPLE: Final = "bibliographic-data/parties"
_TEAM: Final = f"{_PEOPLE}/applicants-agents-article/applicants-agents"
_PCT: Final = "bibliographic-data/pct-or-regional-filing-data/document-id"
_PCT_PUBLICATION: Final = "bibliographic-data/pct-or-regional-publishing-data/document-id"


def _part(name: str) -> values.Convert:
    """One part of a symbol written by ST.8; nothing for a text that is none."""

    def found(text: str) -> str | None:
        match = _ST8.match(text)
        return match[name] if match else None

    return found


def _assigned(text: str) -> object:
    match = _ST8.match(text)
    return values.day(match["assigned"]) if match else None


def _position(text: str) -> str | None:
    match = _ST8.match(text)
    return _POSITIONS[match["position"]] if match else None


def _value(text: str) -> str | None:
    match = _ST8.match(text)
    return _VALUES[match["value"]] if match else None


def _version(text: str) -> str | None:
    match = _ST8.match(text)
    return values.version(match["version"]) if match else None


def _person(role: str, *paths: str) -> Rows:
    columns = {
        "name": at("addressbook/name", "name"),
        "language": at("addressbook/@lang", to=values.language),
        "address": at("addressbook/address/text"),
    }
    return Rows("right_party", paths, columns, ("name",), {"role": role})


_IPC: Final = "bibliographic-data/classification-ipc"
_NATIONAL: Final = "bibliographic-data/classification-national"
_PLAN: Final = DocumentMap(
    right={
        "application_number": at(f"{_FILED}/doc-number", to=values.number, key=True),
        "filing_date": at(f"{_FILED}/date", to=values.day, key=True),
        "publication_number": at(f"{_ID}/doc-number", to=values.number, key=True),
        "publication_kind_code": at("@kind-of-st16", f"{_ID}/kind", key=True),
        "publication_date": at(f"{_ID}/date", to=values.day, key=True),
        "int_application_number": at(f"{_PCT}/doc-number", to=values.number),
        "int_filing_date": at(f"{_PCT}/date", to=values.day),
        "int_publication_number": at(f"{_PCT_PUBLICATION}/doc-number", to=values.number),
        "int_publication_date": at(f"{_PCT_PUBLICATION}/date", to=values.day),
        "n_claims": at("bibliographic-data/number-of-claims", to=values.count),
        "title": at("bibliographic-data/invention-title"),
        "title_language": at(
            "bibliographic-data/invention-title/@lang", "bibliographic-data/@lang", "@lang",
            to=values.language,
        ),
        "status_text": at(f"{_ID}/kind", "@kind-of-jp"),
    },
    rows=(
        _person("applicant", f"{_TEAM}/applicant"),
        _person("inventor", f"{_PEOPLE}/inventors/inventor"),
        _person("owner", f"{_PEOPLE}/assignees/assignee", "bibliographic-data/assignees/assignee"),
        _person("agent", f"{_TEAM}/agent"),
        _person("examiner", "bibliographic-data/examiners/primary-examiner"),
        Rows(
            "right_classification", (f"{_IPC}/main-clsf", f"{_IPC}/further-clsf"),
            {"symbol": at(".", to=values.ipc), "scheme_version": at(".", to=_version),
             "position": at(".", to=_position), "value": at(".", to=_value),
             "office": at(".", to=_part("office")), "assigned_date": at(".", to=_assigned)},
            ("symbol",), {"scheme": "IPC"},
        ),
        Rows(
            "right_classification", (f"{_NATIONAL}/main-clsf", f"{_NATIONAL}/further-clsf"),
            {"symbol": at(".")}, ("symbol",), {"scheme": "NATIONAL", "office": "JP"},
        ),
        Rows(
            "right_priority", ("bibliographic-data/priority-claims/priority-claim",),
            {"ip_office_code": at("country", to=values.country),
             "number": at("doc-number", to=values.number), "date": at("date", to=values.day),
             "kind": at("@kind")},
            ("number",),
        ),
        Rows(
            "right_citation", ("bibliographic-data/references-cited/citation",),
            {"cited_office": at("patcit/document-id/country", to=values.country),
             "cited_number": at("patcit/document-id/doc-number", to=values.number),
             "cited_kind": at("patcit/document-id/kind"),
             "npl_text": at("nplcit/text", "patcit/text")},
            ("cited_number", "npl_text"), {"category": "examiner"},
        ),
    ),
    ignored=frozenset({
        "description", "claims", "abstract", "drawings", "image-of-bibliographic-data",
        "image-of-chosen-drawing", "overflow", "written-amendment-group", "figure-to-publish",
        "theme-code-info", "f-term-info",
    }),
    also=frozenset({
        "country", "edition", "registered-number", "attorney", "request-for-examination",
        "filing-form", "total-pages",
    }),
)  # fmt: skip


def _complete(record: Record, _document: Element, _: Context) -> None:
    right = record.right
    code = _kind_code(str(right["publication_kind_code"]))
    kind = kinds.kind("JP", code)
    if kind is None:
        raise Unsound("bad-kind", f"{values.shown(code)} is no kind of gazette of the JPO (ST.16).")
    right |= {
        "publication_kind_code": code,
        "ip_office_code": "JP",
        "right_kind": kind.right_kind,
        "title_language": right.get("title_language") or "ja",
    }
    right["application_number_st13"] = _st13(right)
    outcomes.routed(record)
    if kind.stage == "grant":
        outcomes.granted(record, _TERMS.get(kind.right_kind))
    else:
        outcomes.published(record)
    for row in record.of("right_party"):
        row["language"] = row.get("language") or "ja"
        _placed(row)


def _kind_code(text: str) -> str:
    """The code of ST.16, which older documents print behind the words: `特許公報(B2)`."""
    found = _KIND_TEXT.search(text)
    return found[1] if found else text.upper()


def _st13(right: Values) -> str | None:
    found = _YEAR_AND_SERIAL.fullmatch(str(right["application_number"]))
    kind = _ST13_TYPES.get(str(right["right_kind"]))
    return values.st13(kind, found[1], found[2]) if found and kind else None


def _placed(row: Values) -> None:
    if row.get("address"):
        place = places.japanese(str(row["address"]))
        row["country_code"], row["region_text"] = place.country, place.region_text
    if row["role"] in ("applicant", "owner"):
        row["applicant_type"] = applicant_type(str(row["name"]))


def applicant_type(name: str) -> str | None:
    """University or institute by words of its name; then firm, then person."""
    if (told := applicant_types.of_name(name)) is not None:
        return told
    if _FIRM.search(name):
        return "ENT"
    return "IND" if _PERSON.fullmatch(name) else None


FORMAT: Final = Format(
    name="jpo",
    version="1",
    feed="jpo",
    kinds={"jp-official-gazette": Kind(_PLAN, _complete, looks_inside=False)},
    roots={"jp-official-gazette": ""},
)


def reader() -> DocumentReader:
    """A new reader of the JPO's gazettes."""
    return DocumentReader(FORMAT)
