"""Exchange documents of the EPO's DOCDB: publications of all offices, with their families.

A record is a publication, which is what DOCDB amends, creates and deletes. docs/loading-docdb.md
says what is filled from where.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html.entities import html5
from typing import Any, Final

import pyarrow as pa

from goldthread.codes import countries, kinds, right_numbers
from goldthread.readers.base import Batch, Progress, SourceFile
from goldthread.readers.documents import outcomes, values
from goldthread.readers.documents.cutting import Context, Part
from goldthread.readers.documents.glimpse import Root
from goldthread.readers.documents.maps import (
    DocumentMap,
    Element,
    Record,
    Rows,
    Values,
    at,
    text_at,
)
from goldthread.readers.documents.reader import DocumentReader, Format, Kind
from goldthread.readers.documents.values import Unsound
from goldthread.readers.identity import right_key, surrogate

_NAMESPACE: Final = "http://www.epo.org/exchange"
_DECLARED: Final = b'xmlns:exch="' + _NAMESPACE.encode() + b'"'
_CAPITALS: Final = re.compile(rb"&([A-Z]{3,});")  # &SACUTE; of DOCDB is &Sacute; of ISO
_ST8: Final = re.compile(
    r"[A-H]\d{2}[A-Z]\s*\d{1,4}/\d{2,6}\s+(?P<version>\d{8})[ACS ](?P<position>[FL ])"
    r"(?P<value>[IN ])(?P<assigned>\d{8})[A-Z ][A-Z ](?P<office>[A-Z]{2})"
)
_KIND: Final = re.compile(r"[A-Z]\d?")
_POSITIONS: Final = {"F": "first", "L": "later"}
_VALUES: Final = {"I": "inventive", "N": "additional", "A": "additional"}
_PHASES: Final = {
    "SEA": "examiner",
    "ISR": "examiner",
    "SUP": "examiner",
    "EXA": "examiner",
    "PRS": "examiner",
    "APP": "applicant",
    "OPP": "third party",
    "TPO": "third party",
}
_CHINESE: Final = re.compile(r"\d{12}|\d{8}")
_AMERICAN: Final = re.compile(r"(?:19|20)\d{2}(\d{8})")
_TERM: Final = 20  # years from the filing, article 33 of TRIPS
_DELETED: Final = "D"  # the status of a document; A amends it, C creates it

_BASE: Final = "bibliographic-data"
_DOCDB: Final = "[@data-format='docdb']"
_FILED: Final = f"{_BASE}/application-reference{_DOCDB}/document-id"
_AVAILABLE: Final = f"{_BASE}/dates-of-public-availability"
_GRANTS: Final = ("printed-with-grant", "not-printed-with-grant")
_PRINTED: Final = ("unexamined-printed-without-grant", "examined-printed-without-grant")
_NOT_PRINTED: Final = ("unexamined-not-printed-without-grant", "examined-not-printed-without-grant")
_NAMES: Final = ("docdba", "docdb", "original", "")  # as published in Latin letters goes first
_WO: Final = "WO"


def _st8(name: str, titles: dict[str, str] | None = None) -> values.Convert:
    def found(text: str) -> str | None:
        match = _ST8.match(text)
        part = match[name].strip() if match else ""
        return titles.get(part) if titles else part or None

    return found


def _assigned(text: str) -> object:
    match = _ST8.match(text)
    return values.day(match["assigned"]) if match else None


def _version(text: str) -> str | None:
    match = _ST8.match(text)
    return values.version(match["version"]) if match else None


def _cpc(text: str) -> str | None:
    return "CPC" if text.startswith("CPC") else None


_PLAN: Final = DocumentMap(
    right={
        "ip_office_code": at("@country", to=values.country, key=True),
        "publication_number": at("@doc-number", to=values.number, key=True),
        "publication_kind_code": at("@kind", key=True),
        "publication_date": at("@date-publ", to=values.day),
        "application_number": at(f"{_FILED}/doc-number", to=values.number, key=True),
        "filing_date": at(f"{_FILED}/date", to=values.day),
        "title": at(f"{_BASE}/invention-title[@lang='en']", f"{_BASE}/invention-title"),
        "title_language": at(
            f"{_BASE}/invention-title[@lang='en']/@lang", f"{_BASE}/invention-title/@lang",
            to=values.language,
        ),
    },
    rows=(
        Rows(
            "right_classification", (f"{_BASE}/classifications-ipcr/classification-ipcr",),
            {"symbol": at("text", to=values.ipc), "scheme_version": at("text", to=_version),
             "position": at("text", to=_st8("position", _POSITIONS)),
             "value": at("text", to=_st8("value", _VALUES)),
             "office": at("text", to=_st8("office")), "assigned_date": at("text", to=_assigned)},
            ("symbol",), {"scheme": "IPC"},
        ),
        Rows(
            "right_classification", (f"{_BASE}/patent-classifications/patent-classification",),
            {"scheme": at("classification-scheme/@scheme", to=_cpc),
             "symbol": at("classification-symbol", to=values.ipc),
             "scheme_version": at("classification-scheme/date", to=values.version),
             "position": at("symbol-position", to=_POSITIONS.get),
             "value": at("classification-value", to=_VALUES.get),
             "office": at("generating-office", to=values.country),
             "assigned_date": at("action-date/date", to=values.day)},
            ("scheme",),
        ),
        Rows(
            "right_priority", (f"{_BASE}/priority-claims/priority-claim{_DOCDB}",),
            {"ip_office_code": at("document-id/country", to=values.country),
             "number": at("document-id/doc-number", to=values.number),
             "date": at("document-id/date", to=values.day),
             "kind": at("priority-linkage-type")},
            ("number",),
        ),
        Rows(
            "right_citation", (f"{_BASE}/references-cited/citation",),
            {"cited_office": at("patcit/document-id/country", to=values.country),
             "cited_number": at("patcit/document-id/doc-number", to=values.number),
             "cited_kind": at("patcit/document-id/kind"),
             "cited_date": at("patcit/document-id/date", to=values.day),
             "cited_date_text": at("patcit/document-id/date"),
             "npl_text": at("nplcit/text"), "phase": at("@cited-phase")},
            ("cited_number", "npl_text"),
        ),
        Rows(
            "right_relation", ("patent-family/family-member/publication-reference" + _DOCDB,),
            {"ip_office_code": at("document-id/country", to=values.country),
             "other_number": at("document-id/doc-number", to=values.number),
             "status_text": at("document-id/kind")},
            ("other_number",), {"relation": "family-member"},
        ),
    ),
    ignored=frozenset({
        "abstract", "classification-ipc", "classification-national", "extended-kind-code",
        "language-of-publication", "language-of-filing", "article", "book", "online", "category",
        "rel-claims", "rel-passage", "corresponding-docs", "previously-filed-app",
        "preceding-publication-date", "designation-epc",
    }),
    also=frozenset({
        *_GRANTS, *_PRINTED, *_NOT_PRINTED, "dates-of-public-availability", "parties",
        "applicants", "applicant", "applicant-name", "inventors", "inventor", "inventor-name",
        "name", "residence", "address", "kind", "application-reference", "publication-reference",
        "country", "designation-of-states", "designation-pct", "regional", "region", "national",
        "classification-status", "classification-data-source",
        "priority-active-indicator", "claims-only-available", "gazette-reference",
        "modified-first-page-pub", "modified-complete-spec-pub", "invalidation-of-patent",
        "gazette-pub-announcement",
    }),
)  # fmt: skip


def _complete(record: Record, document: Element, _: Context) -> None:
    right = record.right
    check(right)
    right["right_kind"] = right_kind(right)
    right["application_number"] = own_number(
        str(right["ip_office_code"]), str(right["application_number"])
    )
    _priorities(record)
    _people(record, document)
    _designated(record, document)
    _family(record, document)
    for row in record.of("right_citation"):
        row["category"] = _PHASES.get(str(row.get("phase")), "other")
    _available(record, document)


def own_number(office: str, number: str) -> str:
    """An application number as the office itself writes it, where its form follows from DOCDB's.

    DOCDB leaves out China's check digit, and writes the year before the series code and the serial
    number of the United States. What it writes of other offices stays: of Japan it is the office's.
    """
    if office == "CN" and _CHINESE.fullmatch(number):
        return f"{number}.{right_numbers.check_digit(number)}"
    if office == "US" and (found := _AMERICAN.fullmatch(number)):
        return found[1]
    return number


def check(right: Values) -> None:
    """Raise Unsound when office or kind of a publication are none."""
    office, code = str(right["ip_office_code"]), str(right["publication_kind_code"])
    if not countries.is_st3(office):
        raise Unsound("bad-office", f"{values.shown(office)} is no code of ST.3.")
    if not _KIND.fullmatch(code):
        raise Unsound("bad-kind", f"{values.shown(code)} is no kind of document (ST.16).")


def right_kind(right: Values) -> str:
    """By the office's list of kinds, else by the letters of ST.16 for all offices."""
    code = str(right["publication_kind_code"])
    told = kinds.kind(str(right["ip_office_code"]), code)
    if told is not None:
        return told.right_kind
    return {"U": "UM", "Y": "UM", "Z": "UM", "S": "DS"}.get(code[0], "PT")


def key_of(right: Values) -> str:
    """The key of a publication's record: it is not the application that DOCDB amends."""
    number = f"{right['publication_number']}{right['publication_kind_code']}"
    return right_key(str(right["ip_office_code"]), right_kind(right), number)


def _priorities(record: Record) -> None:
    """Part the claims from what DOCDB lists among them: earlier applications of other kinds."""
    right, claims = record.right, record.rows.pop("right_priority", [])
    for row in claims:
        linkage, row["kind"] = row["kind"], None
        if linkage is None:
            record.add("right_priority", **row)
        elif linkage == "W":
            right["int_application_number"] = row["number"]
            right["int_filing_date"] = row["date"]
        else:
            record.add(
                "right_relation", relation="linked", other_kind="application",
                ip_office_code=row["ip_office_code"], other_number=row["number"],
                other_date=row["date"], status_text=linkage,
            )  # fmt: skip
    if right["ip_office_code"] != _WO:
        outcomes.routed(record)
        return
    right["filing_route"] = "pct"
    right["int_application_number"] = right["application_number"]
    right["int_filing_date"] = right["filing_date"]
    right["int_publication_number"] = right["publication_number"]
    right["int_publication_date"] = right["publication_date"]


def _people(record: Record, document: Element) -> None:
    for role in ("applicant", "inventor"):
        by_place: dict[str, dict[str, Element]] = {}
        for element in document.findall(f"{_BASE}/parties/{role}s/{role}"):
            forms = by_place.setdefault(element.get("sequence") or "", {})
            forms.setdefault(element.get("data-format") or "", element)
        for forms in by_place.values():
            _person(record, role, [forms[name] for name in _NAMES if name in forms])


def _person(record: Record, role: str, forms: Sequence[Element]) -> None:
    names = [text_at(one, f"{role}-name/name", "name") for one in forms]
    lands = [text_at(one, "residence/country") for one in forms]
    if (name := next(filter(None, names), None)) is not None:
        land = next(filter(None, lands), None)
        country = values.country(land) if land else None
        record.add("right_party", role=role, name=name, country_code=country)


def _designated(record: Record, document: Element) -> None:
    """The offices designated by the PCT: regional ones as such, not their members."""
    base = f"{_BASE}/designation-of-states/designation-pct"
    found = [*document.findall(f"{base}/regional/region/country")]
    found += document.findall(f"{base}/national/country")
    codes = dict.fromkeys(values.country(one.text or "") for one in found)
    for code in filter(None, codes):
        record.add("designation", designated_office=code, treaty="PCT", status="designated")


def _family(record: Record, document: Element) -> None:
    """The number of the simple family, then its other publications, each once."""
    right, rows = record.right, record.rows.pop("right_relation", [])
    own = (right["ip_office_code"], right["publication_number"], right["publication_kind_code"])
    if number := text_at(document, "@family-id"):
        record.add(
            "right_relation", relation="simple-family", ip_office_code="EP", other_number=number
        )
    seen = {own}
    for row in rows:
        mark = (row["ip_office_code"], row["other_number"], row["status_text"])
        if row["relation"] != "family-member" or mark not in seen:
            record.add("right_relation", **row)
            seen.add(mark)


def _available(record: Record, document: Element) -> None:
    """What the publication did: a grant, or an application made public."""
    right = record.right
    if (day := _first_day(document, _GRANTS)) is not None:
        right["grant_date"], right["registration_number"] = day, right["publication_number"]
        filed = right.get("filing_date")
        if right["right_kind"] == "PT" and isinstance(filed, date):
            right["expiry_date"] = outcomes.years_after(filed, _TERM)
        _event(record, day, "4", "F10", "F00")
    elif (day := _first_day(document, _PRINTED)) is not None:
        _event(record, day, "0", "Q10", "Q12")
    elif (day := _first_day(document, _NOT_PRINTED)) is not None:
        _event(record, day, "0", "Q10", "Q00")


def _first_day(document: Element, names: Sequence[str]) -> date | None:
    text = text_at(document, *(f"{_AVAILABLE}/{name}/document-id/date" for name in names))
    try:
        found = values.day(text) if text else None
    except Unsound:
        return None
    return found if isinstance(found, date) else None


def _event(record: Record, day: date, stage: str, key: str, detailed: str) -> None:
    record.add(
        "status_event", event_date=day, publication_date=day, state_code="A", stage_code=stage,
        key_event_code=key, detailed_event_code=detailed,
        national_event_code=record.right["publication_kind_code"],
    )  # fmt: skip


class DocdbReader(DocumentReader):
    """Reads exchange documents; a deleted one withdraws its record."""

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        """The files' publications in order; raises ReadError for a file that cannot be read."""
        self._gone: list[int] = []
        for batch in super().read(files, progress):
            if self._gone:
                batch.withdrawn["ip_right"] = pa.array(self._gone, pa.int64())
                self._gone = []
            yield batch

    def _take(self, file: SourceFile, named: tuple[str, Part], gathered: Any) -> None:
        before = len(gathered.located)
        super()._take(file, named, gathered)
        for one in gathered.located[before:]:
            if one.record.right.get("status_text") == _DELETED:
                self._gone.append(one.record.right["right_id"])
                gathered.located.remove(one)

    def _record(self, part: Part, batch: Batch) -> Record:
        document = self._parsed(part)
        if document.get("status") == _DELETED:
            return _deleted(document)
        record = self._mapped(document, part, batch)
        key = key_of(record.right)
        record.right |= {"record_key": key, "right_id": surrogate(key)}
        return record

    def _parsed(self, part: Part) -> Element:
        """The document; one taken out of its file need not declare its prefix."""
        context = part.context
        if not any(one.startswith(b"xmlns:exch=") for one in context.namespaces):
            context = context._replace(namespaces=(*context.namespaces, _DECLARED))
        data = _CAPITALS.sub(_character, part.data)
        return super()._parsed(part._replace(context=context, data=data))


def _deleted(document: Element) -> Record:
    """The record of a publication that DOCDB takes out, of which it may say no more than which."""
    names = {"ip_office_code": "country", "publication_number": "doc-number"}
    right: Values = {name: document.get(source) for name, source in names.items()}
    right |= {"publication_kind_code": document.get("kind"), "status_text": _DELETED}
    for name, value in right.items():
        if not value:
            raise Unsound("no-key", f"The document gives no {name.replace('_', ' ')}.")
    check(right)
    return Record(right | {"right_id": surrogate(key_of(right))})


def _character(match: re.Match[bytes]) -> bytes:
    name = match[1].decode("ascii")
    text = None if f"{name};" in html5 else html5.get(f"{name.capitalize()};")
    return match[0] if text is None else "".join(f"&#{ord(one)};" for one in text).encode()


class _Exchange(Format):
    """The format; single documents are also handed on without their namespace."""

    def takes(self, root: Root) -> bool:
        return root.name in self.roots and root.namespace in ("", _NAMESPACE)


FORMAT: Final = _Exchange(
    name="docdb",
    version="1",
    feed="docdb",
    kinds={"exchange-document": Kind(_PLAN, _complete)},
    roots={"exchange-documents": _NAMESPACE, "exchange-document": _NAMESPACE},
    rank=30,
)


def reader() -> DocdbReader:
    """A new reader of DOCDB's exchange documents."""
    return DocdbReader(FORMAT)
