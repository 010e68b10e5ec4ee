"""One recorded conveyance: the transaction, its parties, its rights."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from goldthread.codes import conveyances, countries, regions
from goldthread.codes.conveyances import Rule
from goldthread.readers.documents import values
from goldthread.readers.documents.cutting import Context
from goldthread.readers.documents.maps import Element, Record, Values
from goldthread.readers.documents.values import Convert, Unsound
from goldthread.readers.identity import right_key, surrogate

OFFICE: Final = "US"
PURGED: Final = "purged"  # of a record's `right`: the office took it out of its register
_EMPTY: Final = frozenset({"", "NULL", "null"})
_NO_YEAR: Final = date(1, 1, 1)
_REEL: Final = re.compile(
    r"REEL\s*(?:/\s*FRAME|\(S\)|NO\.?|NUMBER)*\s*[:#]?\s*(?:NO\.?\s*)?(\d{1,6})"
    r"\s*(?:/|-|,?\s*(?:AND\s+)?FRAME\s*(?:NO\.?|NUMBER)?\s*[:#]?)\s*(\d{1,4})"
)
_DIGITS: Final = re.compile(r"\d{1,6}")
_DESIGN: Final = re.compile(r"(?:29|35)\d{6}")  # series of applications for designs
_DESIGN_PATENT: Final = re.compile(r"D\d+")

READ: Final = frozenset({
    "reelNo", "frameNo", "recordedDate", "conveyanceText", "purgeIndicator",
    "patAssignorEarliestExDate", "patAssignorName", "patAssignorExDate", "patAssigneeName",
    "patAssigneeAddress1", "patAssigneeAddress2", "patAssigneeCity", "patAssigneeState",
    "patAssigneeCountryName", "patAssigneePostcode", "inventionTitle", "inventionTitleLang",
    "applNum", "filingDate", "issueDate", "patNum", "pctNum", "publDate", "publNum",
})  # fmt: skip
LEFT_OUT: Final = frozenset({
    "id", "displayId", "dtdVersion", "dateProduced", "actionKeyCode", "transactionDate",
    "lastUpdateDate", "pageCount", "assignmentRecordHasImages", "attorneyDockNum", "corrName",
    "corrAddress1", "corrAddress2", "corrAddress3", "corrAddress4", "patAssignorDateAck",
    "inventors", "intlPublDate", "intlRegNum", "_version_",
})  # fmt: skip
_KNOWN: Final = READ | LEFT_OUT
# What the search service derives from the fields themselves.
_DERIVED: Final = re.compile(r"\w+(?:Size|First|Facet|String)")


class _Fields:
    """The fields of a `doc` by name; NULL and the year 1 stand for nothing."""

    def __init__(self, document: Element, record: Record) -> None:
        self._record = record
        self._lists: dict[str, list[str | None]] = {}
        for field in document:
            if isinstance(field.tag, str):
                found = list(field) if field.tag == "arr" else [field]
                self._lists[field.get("name") or ""] = [_text(one) for one in found]

    def one(self, name: str) -> str | None:
        return next(iter(self._lists.get(name, [])), None)

    def key(self, name: str, title: str) -> str:
        found = self.one(name)
        if found is None:
            raise Unsound("no-key", f"The document gives no {title}.")
        return found

    def all(self, name: str) -> list[str | None]:
        return self._lists.get(name, [])

    def beside(self, name: str, count: int, convert: Convert = values.plain) -> list[object]:
        """A list of as many values as the list it stands beside, each converted.

        Nothing where the list is shorter or longer: which value belongs to which is not known.
        """
        found = self.all(name)
        if len(found) != count:
            if any(found):
                self._record.notes.append(f"{name}: a list that is not as long as its names")
            return [None] * count
        return [self.converted(name, text, convert) for text in found]

    def converted(self, name: str, text: str | None, convert: Convert) -> object:
        if text is None:
            return None
        try:
            return convert(text)
        except Unsound as fault:
            self._record.notes.append(f"{name}: {fault.detail}")
            return None


def completed(record: Record, document: Element, _: Context) -> None:
    """Fill the record from a `doc`; raises Unsound without a recording number or day."""
    fields = _Fields(document, record)
    number = recording_number(fields.key("reelNo", "reel"), fields.key("frameNo", "frame"))
    record.right = _transaction(record, fields, number)
    _parties(record, fields)
    _rights(record, fields)


def unknown(document: Element) -> Iterator[str]:
    """The names of fields that are neither read nor knowingly left out."""
    for field in document:
        name = (field.get("name") or field.tag) if isinstance(field.tag, str) else ""
        if name and name not in _KNOWN and not _DERIVED.fullmatch(name):
            yield name[:80]


def recording_number(reel: str, frame: str) -> str:
    """Reel and frame as the office prints them: `018247/0405`."""
    if not (_DIGITS.fullmatch(reel) and _DIGITS.fullmatch(frame)):
        told = values.shown(f"{reel}/{frame}")
        raise Unsound("bad-number", f"{told} is no reel and frame.")
    return f"{int(reel):06d}/{int(frame):04d}"


def ended(text: str) -> str | None:
    """The recordings that the words of a release name, parted by `; `."""
    found = [recording_number(reel, frame) for reel, frame in _REEL.findall(text.upper())]
    return "; ".join(dict.fromkeys(found)) or None


def _transaction(record: Record, fields: _Fields, number: str) -> Values:
    recorded = _day(fields.key("recordedDate", "recorded date"))
    if recorded is None:
        raise Unsound("no-key", "The document gives no recorded date.")
    text = fields.one("conveyanceText")
    rule = conveyances.decided(text) if text else None
    if rule is None:
        record.notes.append(f"conveyance text: {values.shown(text or '')} is known by no rule")
    key = f"{OFFICE}|{number}"
    return {
        "tx_id": surrogate(key),
        "record_key": key,
        "ip_office_code": OFFICE,
        "recording_number": number,
        "tx_type": rule.type if rule else "other",
        "executed_date": _executed(fields),
        "recorded_date": recorded,
        "conveyance_text": text,
        "ends_recording": ended(text) if text and _releases(rule) else None,
        PURGED: fields.one("purgeIndicator") == "Y",
    }


def _releases(rule: Rule | None) -> bool:
    return rule is not None and rule.type == "release"


def _executed(fields: _Fields) -> object:
    """The earliest day on which an assignor signed."""
    signed = [
        fields.converted("patAssignorExDate", one, _day) for one in fields.all("patAssignorExDate")
    ]
    days = [one for one in signed if isinstance(one, date)]
    told = fields.one("patAssignorEarliestExDate")
    return min(days) if days else fields.converted("patAssignorEarliestExDate", told, _day)


def _parties(record: Record, fields: _Fields) -> None:
    givers, takers = fields.all("patAssignorName"), fields.all("patAssigneeName")
    signed = fields.beside("patAssignorExDate", len(givers), _day)
    for sequence, (name, day) in enumerate(zip(givers, signed, strict=True), 1):
        record.add(
            "transaction_party", role="from", sequence=sequence, name=name, executed_date=day
        )
    for sequence, (name, place) in enumerate(
        zip(takers, _places(fields, len(takers)), strict=True), 1
    ):
        record.add("transaction_party", role="to", sequence=sequence, name=name, **place)


def _places(fields: _Fields, count: int) -> list[Values]:
    names = ("Address1", "Address2", "City", "State", "CountryName", "Postcode")
    lists = [fields.beside(f"patAssignee{name}", count) for name in names]
    return [_place(*parts) for parts in zip(*lists, strict=True)]


def _place(
    first: object, second: object, city: object, state: object, country: object, postal: object
) -> Values:
    code, region = _located(str(country or ""), str(state or ""))
    return {
        "address": ", ".join(str(line) for line in (first, second) if line) or None,
        "city": city,
        "region_text": state,
        "region_code": region,
        "country_code": code,
        "postal_code": postal,
    }


@lru_cache(maxsize=4096)
def _located(country: str, state: str) -> tuple[str | None, str | None]:
    """Country and region; the register names no country for an address in the United States."""
    code = countries.resolve(country) if country else None
    if code not in (None, OFFICE) or (country and code is None):
        return code, None
    region = regions.resolve(OFFICE, state) if state else None
    return code or (OFFICE if region else None), region


def _rights(record: Record, fields: _Fields) -> None:
    numbers = fields.all("applNum")
    count = len(numbers)
    granted = fields.beside("patNum", count, values.number)
    columns = {
        "filing_date": fields.beside("filingDate", count, _day),
        "publication_number": fields.beside("publNum", count, values.number),
        "publication_date": fields.beside("publDate", count, _day),
        "registration_number": granted,
        "grant_date": fields.beside("issueDate", count, _day),
        "int_application_number": fields.beside("pctNum", count, values.number),
        "title": fields.beside("inventionTitle", count),
        "title_language": fields.beside("inventionTitleLang", count, values.language),
    }
    for at, text in enumerate(numbers):
        number = fields.converted("applNum", text, values.number)
        kind = _kind(str(number or ""), str(granted[at] or ""))
        record.add(
            "transaction_right",
            sequence=at + 1,
            right_id=surrogate(right_key(OFFICE, kind, str(number))) if number else None,
            ip_office_code=OFFICE,
            right_kind=kind,
            application_number=number,
            **{name: found[at] for name, found in columns.items()},
        )


def _kind(application: str, patent: str) -> str:
    return "DS" if _DESIGN.fullmatch(application) or _DESIGN_PATENT.fullmatch(patent) else "PT"


def _day(text: str) -> date | None:
    found = values.day(text)
    return found if isinstance(found, date) and found != _NO_YEAR else None


def _text(element: Element) -> str | None:
    text = "".join(element.itertext()) if len(element) else element.text
    found = values.tidy(text or "")
    return None if found is None or found in _EMPTY else found
