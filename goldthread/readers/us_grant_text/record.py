"""A document's groups as a record of the schema: what stands where, and what follows from it."""

from datetime import date
from typing import Final

from goldthread.codes import kinds
from goldthread.readers import us_documents as us
from goldthread.readers.documents import outcomes, values
from goldthread.readers.documents.maps import Record, Values
from goldthread.readers.documents.values import Convert, Unsound
from goldthread.readers.us_grant_text import numbers
from goldthread.readers.us_grant_text.fields import Document, Group
from goldthread.readers.uspto_grant.normal import symbols

# The type of application (APT), and the letters of the number (WKU), by kind of document of ST.16.
_TYPES: Final = {"1": "A", "2": "E", "3": "I5", "4": "S", "5": "I4", "6": "P", "7": "H"}
_LETTERS: Final = {"": "A", "RE": "E", "B": "I5", "D": "S", "T": "I4", "PP": "P", "H": "H"}
# Since 2 January 2001 the kinds have a digit; the text does not tell B1 from B2, nor P2 from P3.
_WITH_DIGIT: Final = date(2001, 1, 2)
_DIGITS: Final = {"A": None, "P": None, "E": "E1", "S": "S1", "H": "H1"}
_GRANTED: Final = ("grant", "reissue")
# The parent's code (COD) where it is certain. Others tell of chains of parents.
_RELATIONS: Final = {"71": "continuation", "72": "continuation-in-part", "74": "division"}
_FIRMS: Final = frozenset({"2", "3", "6", "7", "8", "9"})  # role codes of what is no person
_PERSONS: Final = "; "
_AGENTS: Final = ("FRM", "FR2", "AAT", "AGT", "ATT", "NAM")  # a firm, then attorneys and agents
_DESIGN_CLASS: Final = "D"


def record(document: Document) -> Record:
    """The record of a document; Unsound where what it hangs on is missing or none."""
    made = Record(notes=list(document.notes))
    patent = document.only("PATN")
    code = _numbered(made, patent)
    _dated(made, patent)
    kind = kinds.kind(us.OFFICE, code)
    assert kind is not None  # _TYPES and _LETTERS name listed kinds alone
    reissue = kind.stage == "reissue"
    design = kind.right_kind == "DS" or (reissue and _is_design(document, patent))
    _filed(made, patent, design=design)
    made.right |= _described(made, document, design=design)
    _kind_of(made, code)
    _people(made, document)
    _priorities(made, document)
    _related(made, document)
    us.claimed(made)
    _classes(made, document, design=design)
    _citations(made, document)
    outcomes.routed(made, date=made.right["national_stage_date"])
    made.right["status"] = "registered"
    if kind.stage in _GRANTED:
        outcomes.granted(made, None)
        made.right["expiry_date"] = _expires(made, patent, reissue=reissue)
    return made


def _numbered(made: Record, patent: Group) -> str:
    """The kind that the publication's number tells; both are needed."""
    number, letters, fits = numbers.document_number(_needed(patent, "WKU", "publication number"))
    if not fits:
        made.notes.append("publication number: its check digit does not fit")
    code = _LETTERS.get(letters)
    told = patent.first("APT")
    if code is None or (told is not None and told not in _TYPES):
        shown = values.shown(letters if code is None else f"APT {told}")
        raise Unsound("bad-kind", f"{shown} is no kind of document of the USPTO.")
    if told is not None and _TYPES[told] != code:
        made.notes.append(f"APT {told} is not the type that the number's letters tell")
    made.right |= {
        "ip_office_code": us.OFFICE,
        "publication_number": number,
        "registration_number": number,
    }
    return code


def _dated(made: Record, patent: Group) -> None:
    issued = _day("publication date", _needed(patent, "ISD", "publication date"))
    if issued is None:
        raise Unsound("no-key", "The document gives no publication date.")
    filed = patent.first("APD")
    made.right["publication_date"] = issued
    made.right["filing_date"] = _day("filing date", filed) if filed else None


def _filed(made: Record, patent: Group, *, design: bool) -> None:
    """The application's number in eight digits: that of its series, then its own."""
    serial, fits = numbers.serial_number(_needed(patent, "APN", "application number"))
    if not fits:
        made.notes.append("application number: its check digit does not fit")
    filed = made.right["filing_date"]
    known = filed if isinstance(filed, date) else None
    series = numbers.series(patent.first("SRC"), known, design=design)
    if series is None:
        detail = "The application number has no series: neither SRC nor a filing date tells it."
        raise Unsound("no-key", detail)
    made.right["application_number"] = f"{series}{serial}"


def _described(made: Record, document: Document, *, design: bool) -> Values:
    patent, pct = document.only("PATN"), document.only("PCTA")
    claims = patent.first("NCL")
    counted = len(document.of("DCLM")) or document.claims or None

    def of(group: Group, name: str, convert: Convert, *codes: str) -> object:
        return _first(made, group, name, convert, *codes)

    return {
        "right_kind": "DS" if design else "PT",
        "title": patent.first("TTL"),
        "title_language": "en",
        "n_claims": of(patent, "n_claims", values.count, "NCL") if claims else counted,
        "n_drawings": of(patent, "n_drawings", values.count, "NDR"),
        "n_figures": of(patent, "n_figures", values.count, "NFG"),
        "n_designs": 1 if design else None,
        "term_years": of(patent, "term_years", values.years, "TRM"),
        "term_extension_days": None,
        "int_application_number": of(pct, "int_application_number", values.number, "PCN"),
        "int_filing_date": of(pct, "int_filing_date", values.day, "PD3"),
        "national_stage_date": of(pct, "national_stage_date", values.day, "PD1", "PD2"),
        "int_publication_number": of(pct, "int_publication_number", values.number, "PCP"),
        "int_publication_date": of(pct, "int_publication_date", values.day, "PCD"),
    }


def _kind_of(made: Record, code: str) -> None:
    issued = made.right["publication_date"]
    with_digit = isinstance(issued, date) and issued >= _WITH_DIGIT
    made.right["publication_kind_code"] = _DIGITS.get(code, code) if with_digit else code


def _is_design(document: Document, patent: Group) -> bool:
    """A reissue is of a design when its series, or else its class, is one of designs."""
    if (patent.first("SRC") or "") in us.DESIGN_SERIES:
        return True
    return (document.only("CLAS").first("OCL") or "").startswith(_DESIGN_CLASS)


def _people(made: Record, document: Document) -> None:
    for group in document.of("INVT"):
        _party(made, "inventor", group, _named(group.first("NAM")))
    for group in document.of("ASSG"):
        code = group.first("COD")
        firm = (code or "")[-1:] in _FIRMS
        name = group.first("NAM")
        told: Values = {"orgname": name} if firm else _named(name)
        _party(made, "owner", group, told | {"code": code})
    for group in document.of("LREP"):
        _without_place(made, "agent", group, *_AGENTS)
    _without_place(made, "examiner", document.only("PATN"), "EXP", "EXA")
    us.people(made)


def _named(name: str | None) -> Values:
    """A person is `Last; First`; a name in one piece is an organisation's."""
    last, parted, first = (name or "").partition(_PERSONS)
    return {"last_name": last, "first_name": first} if parted else {"orgname": name}


def _without_place(made: Record, role: str, group: Group, *codes: str) -> None:
    for name in [name for code in codes for name in group.all(code)]:
        made.add("right_party", role=role, country_code=None, region_text=None, **_named(name))


def _party(made: Record, role: str, group: Group, name: Values) -> None:
    """A person with a place; one without a country is at home."""
    if not any(name.get(part) for part in ("orgname", "last_name")):
        return
    told, state = group.first("CNT"), group.first("STA")
    country = numbers.country(told) if told else us.OFFICE
    if told and country is None:
        made.notes.append(f"country: {values.shown(told)} is no code of ST.3")
    if not told and not state and not group.first("CTY"):
        country = None
    made.add(
        "right_party", role=role, country_code=country, region_text=state,
        address=group.first("STR"), city=group.first("CTY"), postal_code=group.first("ZIP"), **name,
    )  # fmt: skip


def _priorities(made: Record, document: Document) -> None:
    for group in document.of("PRIR"):
        row: Values = {
            "ip_office_code": _first(made, group, "country", numbers.country, "CNT"),
            "number": _first(made, group, "number", values.number, "APN"),
            "date": _first(made, group, "date", values.day, "APD"),
        }
        if row["number"] is not None:
            made.add("right_priority", **row)


def _related(made: Record, document: Document) -> None:
    for name in ("REIS", "RLAP"):
        for group in document.of(name):
            relation = "reissue" if name == "REIS" else _relation(made, group)
            row = _parent(made, group) | {"relation": relation}
            if row["number"] or row["grant_number"]:
                made.add("right_relation", **row)
    us.related(made)


def _relation(made: Record, group: Group) -> str | None:
    code = group.first("COD")
    if code not in _RELATIONS:
        made.notes.append(f"relation: no meaning is known of the code {values.shown(code or '')}")
    return _RELATIONS.get(code or "")


def _parent(made: Record, group: Group) -> Values:
    filed = _first(made, group, "date", values.day, "APD")
    known = filed if isinstance(filed, date) else None
    number = _first(made, group, "number", lambda text: numbers.parent_number(text, known), "APN")
    return {
        "number": number,
        "date": filed,
        "country": us.OFFICE,
        "grant_number": _first(made, group, "number", values.number, "PNO"),
        "grant_date": _first(made, group, "date", values.day, "ISD"),
        "grant_country": us.OFFICE,
        "status": group.first("PSC"),
    }


def _classes(made: Record, document: Document, *, design: bool) -> None:
    for group in document.of("CLAS"):
        scheme, meaning = ("LOCARNO", _locarno) if design else ("IPC", symbols.old_ipc)
        _classified(made, scheme, [meaning(text) for text in group.columns("ICL")],
                    scheme_version=group.first("EDF"))  # fmt: skip
        national = [*group.columns("OCL"), *group.columns("XCL")]
        _classified(made, "NATIONAL", [symbols.us_class(text) for text in national],
                    office=us.OFFICE)  # fmt: skip


def _locarno(text: str) -> str | None:
    """Until 1984 the class of a design has a letter: `D0601`, later `0601`."""
    return symbols.locarno(text.strip().removeprefix(_DESIGN_CLASS))


def _classified(made: Record, scheme: str, found: list[str | None], **more: object) -> None:
    """The first of a list is the main one."""
    for place, symbol in enumerate(symbol for symbol in found if symbol):
        position = "later" if place else "first"
        made.add("right_classification", scheme=scheme, symbol=symbol, position=position, **more)


def _citations(made: Record, document: Document) -> None:
    """US patents, foreign ones, then literature; who cited them the text does not tell."""
    for group in document.of("UREF"):
        _cited(made, group, us.OFFICE)
    for group in document.of("FREF"):
        _cited(made, group, _first(made, group, "cited_office", numbers.country, "CNT"))
    for group in document.of("OREF"):
        for _, text in group.fields:
            if (found := values.tidy(text)) is not None:
                made.add("right_citation", npl_text=found)


def _cited(made: Record, group: Group, office: object) -> None:
    number, day = group.first("PNO"), group.first("ISD")
    if number is None:
        return
    made.add(
        "right_citation", cited_office=office, cited_number=us.cited_number(number, office),
        cited_date=_first(made, group, "cited_date", values.day, "ISD"), cited_date_text=day,
    )  # fmt: skip


def _expires(made: Record, patent: Group, *, reissue: bool) -> object:
    """The end of the term; none where a disclaimer, a term or a parent is not understood."""
    untold = patent.first("TRM") is not None and made.right["term_years"] is None
    parents = made.of("right_relation", relation=None)
    if untold or parents:
        return None
    return us.expires(made, reissue=reissue, disclaimed=patent.first("DCD") is not None)


def _needed(patent: Group, code: str, name: str) -> str:
    found = patent.first(code)
    if found is None:
        raise Unsound("no-key", f"The document gives no {name}.")
    return found


def _day(name: str, text: str) -> date | None:
    try:
        found = values.day(text)
    except Unsound as fault:
        raise Unsound(fault.reason, f"{name}: {fault.detail}") from None
    return found


def _first(made: Record, group: Group, name: str, convert: Convert, *codes: str) -> object:
    """The value of the first of these fields; one that is none is null, with a note."""
    text = next((text for code in codes if (text := group.first(code)) is not None), None)
    if text is None:
        return None
    try:
        return convert(text)
    except Unsound as fault:
        made.notes.append(f"{name}: {fault.detail}")
        return None
