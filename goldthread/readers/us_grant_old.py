"""Patent grants of the United States of 2002 to 2004 (`PATDOC`, DTD v2.x).

The elements are named by the INID codes of ST.9: B110 is the number of the document. Only the
bibliographic part, `SDOBI`, is cut and parsed. docs/loading-us-patents.md says what is filled.
"""

from typing import Final

from goldthread.codes import kinds
from goldthread.readers import us_documents as us
from goldthread.readers.documents import outcomes, values
from goldthread.readers.documents.cutting import Context
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
from goldthread.readers.uspto_grant.normal import symbols

_TERM: Final = "B400/B472"
_CITED: Final = "B500/B560"
_RELATED: Final = "B600"
# Element of a parent application, and the relation it tells of, as later documents name it.
_RELATIONS: Final = {
    "B610": "addition",
    "B620": "division",
    "B630/B631": "continuation",
    "B630/B632": "continuation-in-part",
    "B630/B633": "continuing-reissue",
    "B640": "reissue",
    "B641US": "divisional-reissue",
    "B645": "reexamination",
    "B646US": "reexamination",
    "B660": "substitution",
}
_BARE: Final = {"B650": "related-publication", "B680US": "provisional-application"}
_PRIORITY: Final = {"B310": "number", "B320": "date", "B330": "ip_office_code"}


_NAMES: Final = ("PARTY-US/NAM/ONM", "PARTY-US/NAM/SNM", "PARTY-US/NAM/FNM")


def _person(role: str, *paths: str) -> Rows:
    organisation, last, first = _NAMES
    columns = {
        "orgname": at(organisation),
        "last_name": at(last),
        "first_name": at(first),
        "suffix": at("PARTY-US/NAM/SFX"),
        "address": at("PARTY-US/ADR/STR"),
        "city": at("PARTY-US/ADR/CITY"),
        "region_text": at("PARTY-US/ADR/STATE"),
        "postal_code": at("PARTY-US/ADR/PCODE"),
        "country_code": at("PARTY-US/ADR/CTRY", to=values.country),
    }
    needs = ("orgname", "last_name", "first_name")
    return Rows("right_party", tuple(f"B700/{path}" for path in paths), columns, needs,
                {"role": role})  # fmt: skip


def _related(path: str, relation: str) -> Rows:
    parent, granted = "PARENT-US/PDOC/DOC", "PARENT-US/PPUB/DOC"
    columns = {
        "number": at(f"{parent}/DNUM", to=us.application_number),
        "date": at(f"{parent}/DATE", to=values.day),
        "country": at(f"{parent}/CTRY", to=values.country),
        "grant_number": at(f"{granted}/DNUM", to=values.number),
        "grant_date": at(f"{granted}/DATE", to=values.day),
        "grant_country": at(f"{granted}/CTRY", to=values.country),
        "status": at("PARENT-US/PSTA"),
    }
    needs = ("number", "grant_number")
    return Rows("right_relation", (f"{_RELATED}/{path}",), columns, needs, {"relation": relation})


def _bare(path: str, relation: str) -> Rows:
    columns = {
        "number": at("DOC/DNUM", to=us.application_number),
        "date": at("DOC/DATE", to=values.day),
        "country": at("DOC/CTRY", to=values.country),
    }
    return Rows("right_relation", (f"{_RELATED}/{path}",), columns, ("number",),
                {"relation": relation})  # fmt: skip


_PLAN: Final = DocumentMap(
    right={
        "application_number": at("B200/B210/DNUM", to=us.application_number, key=True),
        "filing_date": at("B200/B220/DATE", to=values.day, key=True),
        "publication_number": at("B100/B110/DNUM", to=us.document_number, key=True),
        "publication_kind_code": at("B100/B130", key=True),
        "publication_date": at("B100/B140/DATE", to=values.day, key=True),
        "ip_office_code": at("B100/B190", to=values.country),
        "term_years": at(f"{_TERM}/B474", to=values.years),
        "term_extension_days": at(f"{_TERM}/B474US", to=values.count),
        "n_claims": at("B500/B570/B577", to=values.count),
        "n_drawings": at("B500/B590/B595", to=values.count),
        "n_figures": at("B500/B590/B596", to=values.count),
        "title": at("B500/B540/STEXT"),
        "int_application_number": at("B800/B860/B861/DOC/DNUM", to=values.number),
        "int_filing_date": at("B800/B860/B861/DOC/DATE", to=values.day),
        "national_stage_date": at("B800/B860/B863/DATE", "B800/B860/B864US/DATE",
                                  to=values.day),
        "int_publication_number": at("B800/B870/B871/DOC/DNUM", to=values.number),
        "int_publication_date": at("B800/B870/B871/DOC/DATE", to=values.day),
    },
    rows=(
        _person("inventor", "B720/B721"),
        _person("owner", "B730/B731"),
        _person("agent", "B740/B741"),
        _person("examiner", "B745/B746", "B745/B747"),
        *(_related(path, relation) for path, relation in _RELATIONS.items()),
        *(_bare(path, relation) for path, relation in _BARE.items()),
    ),
    ignored=frozenset({
        "B211US", "B221US", "B222US", "B578US",
        "B580", "B595US", "B597US", "B748US", "CDOC", "KIND", "DTXT", "IID", "EAD", "PPFILE",
    }),
    also=frozenset({
        "PDAT", "STEXT", "HIL", "BOLD", "ITALIC", "SB", "SP", "ULINE", "SMALLCAPS",
        "B300", "B310", "B320", "B330", "B510", "B511", "B512", "B516", "B520", "B521", "B522",
        "B560", "B561", "B562", "PCIT", "NCIT", "PNC", "PIC", "CITED-BY-EXAMINER",
        "CITED-BY-OTHER", "B473", "B473US", "B732US",
    }),
)  # fmt: skip


def _complete(record: Record, document: Element, _: Context) -> None:
    right = record.right
    code = str(right["publication_kind_code"])
    kind = kinds.kind(us.OFFICE, code)
    if kind is None:
        raise Unsound("bad-kind", f"{values.shown(code)} is no kind of document of the USPTO.")
    reissue = kind.stage == "reissue"
    series = str(right["application_number"])[:2]
    design = kind.right_kind == "DS" or (reissue and series in us.DESIGN_SERIES)
    right["ip_office_code"] = right["ip_office_code"] or us.OFFICE
    right |= {"right_kind": "DS" if design else "PT", "title_language": "en"}
    right["n_designs"] = 1 if design else None
    _codes(record, document)
    _at_home(record)
    us.people(record)
    us.related(record)
    _priorities(record, document)
    us.claimed(record)
    _classes(record, document, design=design)
    _citations(record, document)
    outcomes.routed(record, date=right["national_stage_date"])
    right["registration_number"] = right["publication_number"]
    right["status"] = "registered"
    if kind.stage in ("grant", "reissue"):
        outcomes.granted(record, None)
        disclaimed = document.find(f"{_TERM}/B473US") is not None or bool(
            text_at(document, f"{_TERM}/B473")
        )
        right["expiry_date"] = us.expires(record, reissue=reissue, disclaimed=disclaimed)


def _codes(record: Record, document: Element) -> None:
    """The code of each assignee follows it."""
    owners = iter(record.of("right_party", role="owner"))
    owner: Values | None = None
    for element in document.findall("B700/B730/*"):
        if element.tag == "B731":
            owner = next(owners, None) if text_at(element, *_NAMES) else None
        elif element.tag == "B732US" and owner is not None:
            owner["code"] = text_at(element, ".")


def _at_home(record: Record) -> None:
    """These documents name no country for a place in one of the States."""
    for row in record.of("right_party"):
        if row["country_code"] is None and row["region_text"]:
            row["country_code"] = us.OFFICE


def _priorities(record: Record, document: Element) -> None:
    """Number, day and country stand one after another, claim after claim."""
    for element in document.findall("B300/*"):
        name = _PRIORITY.get(element.tag)
        if name is None:
            continue
        if name == "number":
            record.add("right_priority", number=None, date=None, ip_office_code=None)
        text, claims = text_at(element, "."), record.of("right_priority")
        if text and claims:
            claims[-1][name] = _converted(record, name, text)


def _converted(record: Record, name: str, text: str) -> object:
    convert = {"number": values.number, "date": values.day, "ip_office_code": values.country}
    try:
        return convert[name](text)
    except Unsound as fault:
        record.notes.append(f"{name}: {fault.detail}")
        return None


def _classes(record: Record, document: Element, *, design: bool) -> None:
    edition = text_at(document, "B500/B510/B516")
    scheme, meaning = ("LOCARNO", symbols.locarno) if design else ("IPC", symbols.old_ipc)
    for name in ("B511", "B512"):
        for text in _columns(document, f"B500/B510/{name}"):
            _classified(record, scheme, meaning(text), name == "B511", scheme_version=edition)
    for name in ("B521", "B522"):
        for text in _columns(document, f"B500/B520/{name}"):
            _classified(record, "NATIONAL", symbols.us_class(text), name == "B521",
                        office=us.OFFICE)  # fmt: skip


def _columns(document: Element, path: str) -> list[str]:
    return [us.fixed_columns(element) for element in document.findall(f"{path}/PDAT")]


def _classified(
    record: Record, scheme: str, symbol: str | None, main: bool, **more: object
) -> None:
    if symbol:
        position = "first" if main else "later"
        record.add("right_classification", scheme=scheme, symbol=symbol, position=position, **more)


def _citations(record: Record, document: Element) -> None:
    """Patents and literature in the order of the document."""
    for element in document.findall(f"{_CITED}/*"):
        parts = {child.tag: child for child in reversed(element)}  # the first of a name
        row = _cited(record, element.tag, parts)
        if row.get("cited_number") or row.get("npl_text"):
            by_other = "other" if "CITED-BY-OTHER" in parts else None
            row["category"] = "examiner" if "CITED-BY-EXAMINER" in parts else by_other
            record.add("right_citation", **row)


def _cited(record: Record, name: str, parts: dict[str, Element]) -> Values:
    if name == "B562" and "NCIT" in parts:
        return {"npl_text": text_at(parts["NCIT"], ".")}
    cited = parts["PCIT"].find("DOC") if name == "B561" and "PCIT" in parts else None
    if cited is None:
        return {}
    told = {child.tag: text_at(child, ".") for child in reversed(cited)}
    number, day = told.get("DNUM"), told.get("DATE")
    # Of US documents the country is not named.
    office = values.country(told.get("CTRY") or us.OFFICE)
    return {
        "cited_office": office,
        "cited_number": us.cited_number(number, office) if number else None,
        "cited_kind": told.get("KIND"),
        "cited_date": _converted(record, "date", day) if day else None,
        "cited_date_text": day,
    }


FORMAT: Final = Format(
    name="us_grant_old",
    version="1",
    feed="us-grant-old",
    kinds={"SDOBI": Kind(_PLAN, _complete)},
    roots={"PATDOC": ""},
)


def reader() -> DocumentReader:
    """A new reader of US grants of 2002 to 2004."""
    return DocumentReader(FORMAT)
