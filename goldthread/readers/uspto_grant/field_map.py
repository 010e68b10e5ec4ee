"""The field map: which element of a grant goes to which raw column. Data only; both backends obey.

A raw table's rows are the children, named in `items`, of the element `rows`; `columns` gives each
column the paths (first that has a value) from the item to an element or an `@attribute`. Paths
follow the DTDs v4.0 (2004-12-02) to v4.7; both layouts of a thing stand side by side.
"""

from dataclasses import dataclass
from typing import Final

GRANT: Final = "us-patent-grant"
BIBLIOGRAPHIC: Final = "us-bibliographic-data-grant"


@dataclass(frozen=True, eq=False)
class RawTable:
    """One raw table: a row for each child of `rows` whose name is in `items`."""

    name: str
    rows: str  # from the bibliographic part; "" for the documents themselves
    items: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]
    # Paths with these beginnings occur under these items only.
    only: tuple[tuple[str, frozenset[str]], ...] = ()

    def paths(self, item: str, column: str) -> tuple[str, ...]:
        """The paths of `column` that occur under `item`."""
        return tuple(
            path
            for path in self.columns[column]
            if all(item in items for prefix, items in self.only if path.startswith(prefix))
        )


def _document_id(prefix: str, *paths: str) -> dict[str, tuple[str, ...]]:
    parts = {"country": "country", "number": "doc-number", "kind": "kind", "date": "date"}
    return {
        f"{prefix}{column}": tuple(f"{path}document-id/{part}" for path in paths)
        for column, part in parts.items()
    }


_B = f"{BIBLIOGRAPHIC}/"

_DOCUMENT = RawTable(
    "document",
    "",
    (GRANT,),
    {
        "language": ("@lang",),
        **_document_id("publication_", f"{_B}publication-reference/"),
        "application_type": (f"{_B}application-reference/@appl-type",),
        **_document_id("application_", f"{_B}application-reference/"),
        "term_years": (f"{_B}us-term-of-grant/length-of-grant",),
        "term_extension": (f"{_B}us-term-of-grant/us-term-extension",),
        "disclaimer": (
            f"{_B}us-term-of-grant/disclaimer/text",
            f"{_B}us-term-of-grant/disclaimer/date",
        ),
        "title": (f"{_B}invention-title",),
        "title_language": (f"{_B}invention-title/@lang",),
        "claims": (f"{_B}number-of-claims",),
        "sheets": (f"{_B}figures/number-of-drawing-sheets",),
        "figures": (f"{_B}figures/number-of-figures",),
        **_document_id("int_filing_", f"{_B}pct-or-regional-filing-data/"),
        "national_stage_date": (
            f"{_B}pct-or-regional-filing-data/us-371c124-date/date",
            f"{_B}pct-or-regional-filing-data/us-371c12-date/date",
        ),
        **_document_id("int_publishing_", f"{_B}pct-or-regional-publishing-data/"),
        "hague_filing_date": (f"{_B}hague-agreement-data/international-filing-date/date",),
        "hague_publication_date": (
            f"{_B}hague-agreement-data/international-registration-publication-date/date",
        ),
        "hague_number": (f"{_B}hague-agreement-data/international-registration-number",),
        "hague_date": (f"{_B}hague-agreement-data/international-registration-date/date",),
    },
)

_PERSON = {
    "orgname": ("addressbook/orgname", "orgname"),
    "last_name": ("addressbook/last-name", "last-name"),
    "first_name": ("addressbook/first-name", "first-name"),
    "middle_name": ("addressbook/middle-name", "middle-name"),
    "suffix": ("addressbook/suffix", "suffix"),
    "name": ("addressbook/name", "name"),
    "street": ("addressbook/address/street", "addressbook/address/address-1"),
    "city": ("addressbook/address/city",),
    "state": ("addressbook/address/state",),
    "postcode": ("addressbook/address/postcode",),
    "country": ("addressbook/address/country",),
}
_APPLICANT = {
    **_PERSON,
    "type": ("@app-type",),
    "residence": ("residence/country",),
    "nationality": ("nationality/country",),
}
_ASSIGNEE = {**_PERSON, "code": ("addressbook/role", "role")}
_EXAMINER: Final[dict[str, tuple[str, ...]]] = {
    "last_name": ("last-name",),
    "first_name": ("first-name",),
}

_IPC: Final[dict[str, tuple[str, ...]]] = {
    "version": ("ipc-version-indicator/date",),
    "section": ("section",),
    "class": ("class",),
    "subclass": ("subclass",),
    "group": ("main-group",),
    "subgroup": ("subgroup",),
    "position": ("symbol-position",),
    "value": ("classification-value",),
    "office": ("generating-office/country",),
    "assigned": ("action-date/date",),
}
_CPC: Final[dict[str, tuple[str, ...]]] = {**_IPC, "version": ("cpc-version-indicator/date",)}
_SYMBOLS = ("main-classification", "further-classification")
_SYMBOL: Final[dict[str, tuple[str, ...]]] = {"symbol": (".",)}

_CITATION = {
    **_document_id("", "patcit/"),
    "text": ("nplcit/othercit", "nplcit/text"),
    "category": ("category",),
}
_PRIORITY = {
    "kind": ("@kind",),
    "country": ("country", "office-of-filing/country"),
    "number": ("doc-number",),
    "date": ("date",),
}
# The kinds of earlier or otherwise related document, as the elements name them.
RELATIONS: Final = (
    "addition",
    "division",
    "continuation",
    "continuation-in-part",
    "continuing-reissue",
    "reissue",
    "us-divisional-reissue",
    "reexamination",
    "us-reexamination-reissue-merger",
    "substitution",
    "us-provisional-application",
    "utility-model-basis",
    "correction",
    "related-publication",
)


def _related(prefix: str, *paths: str) -> dict[str, tuple[str, ...]]:
    """A related document's identification without its kind, which the schema has no place for."""
    columns = _document_id(prefix, *paths)
    return {name: paths for name, paths in columns.items() if name != f"{prefix}kind"}


_BARE = frozenset({"us-provisional-application", "related-publication"})
_US_RELATION = frozenset({"us-divisional-reissue"})
_RELATION = {
    **_related("", "relation/parent-doc/", "us-relation/parent-doc/", ""),
    "status": ("relation/parent-doc/parent-status", "us-relation/parent-doc/parent-status"),
    **_related(
        "grant_",
        "relation/parent-doc/parent-grant-document/",
        "us-relation/parent-doc/parent-grant-document/",
    ),
    **_related(
        "pct_",
        "relation/parent-doc/parent-pct-document/",
        "us-relation/parent-doc/parent-pct-document/",
    ),
}
_RELATION_ONLY = (
    ("document-id/", _BARE),
    ("us-relation/", _US_RELATION),
    ("relation/", frozenset(RELATIONS) - _BARE - _US_RELATION),
)

TABLES: Final = (
    _DOCUMENT,
    RawTable("applicant_until_2012", "parties/applicants", ("applicant",), _APPLICANT),
    RawTable("applicant", "us-parties/us-applicants", ("us-applicant",), _APPLICANT),
    RawTable("inventor_until_2012", "parties/inventors", ("inventor",), _APPLICANT),
    RawTable("inventor", "us-parties/inventors", ("inventor", "deceased-inventor"), _APPLICANT),
    RawTable("agent_until_2012", "parties/agents", ("agent",), _PERSON),
    RawTable("agent", "us-parties/agents", ("agent",), _PERSON),
    RawTable("assignee", "assignees", ("assignee",), _ASSIGNEE),
    RawTable("examiner", "examiners", ("primary-examiner", "assistant-examiner"), _EXAMINER),
    RawTable("ipc", "classifications-ipcr", ("classification-ipcr",), _IPC),
    RawTable("ipc_until_2005", "classification-ipc", ("edition", *_SYMBOLS), _SYMBOL),
    RawTable("cpc_main", "classifications-cpc/main-cpc", ("classification-cpc",), _CPC),
    RawTable("cpc_further", "classifications-cpc/further-cpc", ("classification-cpc",), _CPC),
    RawTable("locarno", "classification-locarno", ("edition", *_SYMBOLS), _SYMBOL),
    RawTable("national", "classification-national", _SYMBOLS, _SYMBOL),
    RawTable("priority", "priority-claims", ("priority-claim",), _PRIORITY),
    RawTable("relation", "us-related-documents", RELATIONS, _RELATION, _RELATION_ONLY),
    RawTable("citation_until_2012", "references-cited", ("citation",), _CITATION),
    RawTable("citation", "us-references-cited", ("us-citation",), _CITATION),
)

# Markup inside titles and citations: the tags go, the text stays.
INLINE: Final = ("b", "i", "u", "o", "sub", "sup", "sub2", "sup2", "smallcaps", "br")

# Elements known to the DTDs from which the schema takes nothing, each with what it would say.
IGNORED: Final = (
    # numbering and flags
    "us-application-series-code", "us-exemplary-claim", "rule-47-flag",
    "us-issued-on-continued-prosecution-application", "us-sir-flag", "us-microform-quantity",
    "us-claim-statement",
    # what the examiner searched
    "field-of-search", "us-field-of-classification-search", "additional-info",
    "us-classifications-ipcr", "us-classification-cpc-text", "classification-cpc-text",
    "classification-ipcr-text",
    # how a symbol was assigned
    "classification-level", "classification-status", "classification-data-source",
    "scheme-origination-code", "edition", "combination-set", "combination-rank", "group-number",
    "rank-number", "classification-cpc-combination-text", "main-classification-text",
    # plants, sequences
    "us-botanic", "latin-name", "variety", "us-sequence-list-doc", "sequence-list", "us-deposit",
    # people beyond name and place
    "department", "prefix", "iid", "role", "registered-number", "email", "phone", "fax", "url",
    "ead", "dtext", "synonym", "us-rights", "designated-states", "designated-states-as-inventor",
    "designated-states-as-applicant", "correspondence-address", "customer-number", "addressbook",
    "address-2", "address-3", "address-4", "address-5", "mailcode", "pobox", "room",
    "address-floor", "building", "county", "text", "lapse-of-patent", "terminal-disclaimer",
    # links of a chain of applications: each earlier one has a row of its own as a parent
    "child-doc", "parent-filing-date", "international-filing-date",
    "priority-doc-requested", "priority-doc-attached", "bio-deposit", "crossref", "rel-passage",
    "passage", "srchterm", "article", "book", "online", "date-cited",
)  # fmt: skip


def known_names() -> frozenset[str]:
    """Every element name that is read, or is knowingly not read."""
    names = {GRANT, BIBLIOGRAPHIC, *INLINE, *IGNORED}
    for table in TABLES:
        paths = [table.rows, *table.items, *(p for ps in table.columns.values() for p in ps)]
        names.update(step for path in paths for step in path.split("/"))
    return frozenset(name for name in names if name and name != "." and not name.startswith("@"))
