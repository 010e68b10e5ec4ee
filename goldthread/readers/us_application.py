"""Published patent applications of the United States (`us-patent-application`, DTD v4.x).

Their bibliographic part is built as that of the grants, and is read by the grants' own map; the
number of the application is the key of both. What is filled from where: docs/loading-us-patents.md.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from goldthread.codes import kinds
from goldthread.readers import us_documents as us
from goldthread.readers.documents import outcomes, values
from goldthread.readers.documents.cutting import Context
from goldthread.readers.documents.maps import (
    DocumentMap,
    Element,
    From,
    Record,
    Rows,
    Values,
    at,
    text_at,
)
from goldthread.readers.documents.reader import DocumentReader, Format, Kind
from goldthread.readers.documents.values import Convert, Unsound
from goldthread.readers.uspto_grant import field_map
from goldthread.readers.uspto_grant.normal import symbols

_B: Final = "us-bibliographic-data-application"
_TABLES: Final = {table.name: table for table in field_map.TABLES}
_BY_LAW: Final = "applicant-inventor"  # until 2012 US law made every inventor an applicant
_POSITIONS: Final = {"F": "first", "L": "later"}
# An additional symbol is N in the IPC, A in the CPC.
_VALUES: Final = {"I": "inventive", "N": "additional", "A": "additional"}

# Columns of the grants' raw tables, with what they are called here and how they are read.
_PERSON: Final[Mapping[str, tuple[str, Convert]]] = {
    "orgname": ("orgname", values.plain),
    "last_name": ("last_name", values.plain),
    "first_name": ("first_name", values.plain),
    "middle_name": ("middle_name", values.plain),
    "suffix": ("suffix", values.plain),
    "name": ("whole_name", values.plain),
    "street": ("address", values.plain),
    "city": ("city", values.plain),
    "state": ("region_text", values.plain),
    "postcode": ("postal_code", values.plain),
    "country": ("country_code", values.country),
    "type": ("type", values.plain),
    "code": ("code", values.plain),
    "residence": ("residence", values.country),
    "nationality": ("nationality", values.country),
}
_SYMBOL: Final[Mapping[str, tuple[str, Convert]]] = {
    "section": ("section", values.plain),
    "class": ("class", values.plain),
    "subclass": ("subclass", values.plain),
    "group": ("group", values.plain),
    "subgroup": ("subgroup", values.plain),
    "version": ("scheme_version", values.version),
    "position": ("position", _POSITIONS.get),
    "value": ("value", _VALUES.get),
    "office": ("office", values.country),
    "assigned": ("assigned_date", values.day),
}
_PRIORITY: Final[Mapping[str, tuple[str, Convert]]] = {
    "country": ("ip_office_code", values.country),
    "number": ("number", values.number),
    "date": ("date", values.day),
    "kind": ("kind", values.plain),
}


def _of_document(name: str, to: Convert = values.plain, *, key: bool = False) -> From:
    """A column of the grant's document, at the same place of an application."""
    paths = _TABLES["document"].columns[name]
    return at(*(path.replace(field_map.BIBLIOGRAPHIC, _B, 1) for path in paths), to=to, key=key)


def _rows(
    name: str, table: str, columns: Mapping[str, tuple[str, Convert]], needs: tuple[str, ...],
    fixed: Values,
) -> Rows:  # fmt: skip
    """The rows of one of the grant's tables, at the same place of an application."""
    raw = _TABLES[name]
    paths = tuple(f"{_B}/{raw.rows}/{item}" for item in raw.items)
    chosen = {
        here: at(*raw.columns[there], to=convert)
        for there, (here, convert) in columns.items()
        if there in raw.columns
    }
    return Rows(table, paths, chosen, needs, fixed)


def _people(role: str, *names: str) -> Iterator[Rows]:
    needs = ("orgname", "last_name", "first_name", "whole_name")
    for name in names:
        yield _rows(name, "right_party", _PERSON, needs, {"role": role})


def _numbers(item: str) -> tuple[str, ...]:
    """Where a related document may have a number."""
    raw = _TABLES["relation"]
    names = [name for name in raw.columns if name.endswith("number")]
    return tuple(path for name in names for path in raw.paths(item, name))


def _related() -> Iterator[Rows]:
    raw = _TABLES["relation"]
    for item in raw.items:
        columns = {
            name: at(*raw.paths(item, name), to=_converted(name))
            for name in raw.columns
            if raw.paths(item, name)
        }
        columns["told"] = at(*_numbers(item))  # whether or not it is sound
        fixed = {"relation": item.removeprefix("us-")}
        yield Rows("right_relation", (f"{_B}/{raw.rows}/{item}",), columns, ("told",), fixed)


def _converted(name: str) -> Convert:
    sorts: dict[str, Convert] = {
        "number": values.number, "date": values.day, "country": values.country,
    }  # fmt: skip
    return sorts.get(name.rpartition("_")[2], values.plain)


_PLAN: Final = DocumentMap(
    right={
        "application_number": _of_document("application_number", us.application_number, key=True),
        "filing_date": _of_document("application_date", values.day, key=True),
        "publication_number": _of_document("publication_number", values.number, key=True),
        "publication_kind_code": _of_document("publication_kind", key=True),
        "publication_date": _of_document("publication_date", values.day, key=True),
        "ip_office_code": _of_document("publication_country", values.country),
        "int_application_number": _of_document("int_filing_number", values.number),
        "int_filing_date": _of_document("int_filing_date", values.day),
        "int_publication_number": _of_document("int_publishing_number", values.number),
        "int_publication_date": _of_document("int_publishing_date", values.day),
        "national_stage_date": _of_document("national_stage_date", values.day),
        "title": _of_document("title"),
        "title_language": at(
            f"{_B}/invention-title/@lang", f"{_B}/@lang", "@lang", to=values.language
        ),
    },
    rows=(
        *_people("applicant", "applicant_until_2012", "applicant"),
        *_people("inventor", "inventor_until_2012", "inventor"),
        *_people("owner", "assignee"),
        *_people("agent", "agent_until_2012", "agent"),
        *(
            _rows(name, "right_classification", _SYMBOL, ("subclass",), {"scheme": scheme})
            for name, scheme in (("ipc", "IPC"), ("cpc_main", "CPC"), ("cpc_further", "CPC"))
        ),
        _rows("priority", "right_priority", _PRIORITY, ("number",), {}),
        *_related(),
    ),
    ignored=frozenset({
        "abstract", "description", "claims", "drawings", "us-chemistry", "us-math",
        "us-publication-filing-type",
    }),
    also=field_map.known_names(),
)  # fmt: skip


def _complete(record: Record, document: Element, _: Context) -> None:
    right = record.right
    code = str(right["publication_kind_code"])
    kind = kinds.kind(us.OFFICE, code)
    if kind is None or kind.stage not in ("application", "correction"):
        raise Unsound(
            "bad-kind", f"{values.shown(code)} is no kind of a published application of the USPTO."
        )
    design = document.find(f"{_B}/application-reference").get("appl-type") == "design"
    right["ip_office_code"] = right["ip_office_code"] or us.OFFICE
    right["right_kind"] = "DS" if design else "PT"
    right["n_claims"] = len(document.findall("claims/claim")) or None
    _inventors_by_law(record)
    us.people(record)
    _in_order(record, document)
    us.related(record)
    us.claimed(record)
    _symbols(record, document)
    outcomes.routed(record, date=right["national_stage_date"])
    outcomes.published(record)


def _inventors_by_law(record: Record) -> None:
    """Such applicants are inventors, where the document does not list those by themselves."""
    listed = record.of("right_party", role="inventor")
    kept: list[Values] = []
    for row in record.of("right_party"):
        if row["role"] == "applicant" and row["type"] == _BY_LAW:
            if listed:
                continue
            row["role"] = "inventor"
        kept.append(row)
    record.rows["right_party"] = kept


def _in_order(record: Record, document: Element) -> None:
    """The related documents as they stand; the map has taken them relation by relation."""
    raw = _TABLES["relation"]
    waiting = {
        item: iter(record.of("right_relation", relation=item.removeprefix("us-")))
        for item in raw.items
    }
    record.rows["right_relation"] = [
        next(waiting[element.tag])
        for element in document.findall(f"{_B}/{raw.rows}/*")
        if element.tag in waiting and text_at(element, *_numbers(element.tag))
    ]


def _symbols(record: Record, document: Element) -> None:
    """Symbols in parts are put together; those of older layouts stand in fixed columns."""
    for row in record.of("right_classification"):
        subclass = "".join(str(row[part] or "") for part in ("section", "class", "subclass"))
        whole = row["group"] and row["subgroup"]
        row["symbol"] = f"{subclass} {row['group']}/{row['subgroup']}" if whole else subclass
    edition = text_at(document, f"{_B}/classification-ipc/edition")
    _listed(record, document, "ipc_until_2005", symbols.old_ipc, scheme="IPC",
            scheme_version=edition)  # fmt: skip
    edition = text_at(document, f"{_B}/classification-locarno/edition")
    _listed(record, document, "locarno", symbols.locarno, scheme="LOCARNO", scheme_version=edition)
    _listed(record, document, "national", symbols.us_class, scheme="NATIONAL", office=us.OFFICE)


def _listed(
    record: Record, document: Element, name: str, meaning: Callable[[str], str | None],
    **more: object,
) -> None:  # fmt: skip
    for item in ("main-classification", "further-classification"):
        position = "first" if item.startswith("main") else "later"
        for element in document.findall(f"{_B}/{_TABLES[name].rows}/{item}"):
            if symbol := meaning(us.fixed_columns(element)):
                record.add("right_classification", symbol=symbol, position=position, **more)


FORMAT: Final = Format(
    name="us_application",
    version="1",
    feed="us-application",
    kinds={"us-patent-application": Kind(_PLAN, _complete)},
    roots={"us-patent-application": ""},
    rank=40,
)


def reader() -> DocumentReader:
    """A new reader of published US applications."""
    return DocumentReader(FORMAT)
