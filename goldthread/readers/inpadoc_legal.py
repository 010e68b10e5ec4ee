"""Legal events of INPADOC, as the EPO's services give them with a family's members.

A feed of its own: its records tell what became of a right and little of what the right is.
docs/loading-inpadoc.md says what is filled from where.
"""

import json
from datetime import date
from typing import Final

from goldthread.codes import inpadoc
from goldthread.readers.base import Batch
from goldthread.readers.docdb import check, key_of, own_number, right_kind
from goldthread.readers.documents import values
from goldthread.readers.documents.cutting import Context, Part
from goldthread.readers.documents.maps import DocumentMap, Element, Record, Rows, Values, at
from goldthread.readers.documents.reader import DocumentReader, Format, Kind
from goldthread.readers.identity import surrogate

_DOCDB: Final = "document-id[@document-id-type='docdb']"
_PUBLISHED: Final = f"publication-reference/{_DOCDB}"
_FILED: Final = f"application-reference/{_DOCDB}"
# Events that end a right before its term.
_ENDS: Final = frozenset({"H12", "H13", "H15"})
# What an event may say besides, by the names of its fields.
_TOLD: Final = {
    "owner": "L509EP",
    "text": "L510EP",
    "representative": "L517EP",
    "opponent": "L519EP",
    "fee_year": "L520EP",
    "requester": "L522EP",
}
_NO_YEAR: Final = date(1, 1, 1)


def _day(text: str) -> date | None:
    found = values.day(text)
    return found if isinstance(found, date) and found != _NO_YEAR else None


_PLAN: Final = DocumentMap(
    right={
        "ip_office_code": at(f"{_PUBLISHED}/country", to=values.country, key=True),
        "publication_number": at(f"{_PUBLISHED}/doc-number", to=values.number, key=True),
        "publication_kind_code": at(f"{_PUBLISHED}/kind", key=True),
        "publication_date": at(f"{_PUBLISHED}/date", to=_day),
        "application_number": at(f"{_FILED}/doc-number", to=values.number, key=True),
        "filing_date": at(f"{_FILED}/date", to=_day),
    },
    rows=(
        Rows(
            "status_event", ("legal",),
            {"national_event_code": at("@code", "L008EP"), "office": at("L001EP"),
             "publication_date": at("L007EP", to=_day),
             "effective_date": at("L500EP/L525EP", "L525EP", to=_day),
             "recorded_date": at("L019EP", to=_day),
             **{name: at(f"L500EP/{field}", field) for name, field in _TOLD.items()}},
            ("national_event_code",),
        ),
    ),
    ignored=frozenset({
        "priority-claim", "pre", "L002EP", "L003EP", "L004EP", "L005EP", "L018EP", "biblio",
    }),
)  # fmt: skip


def _complete(record: Record, document: Element, _: Context) -> None:
    right = record.right
    check(right)
    right["right_kind"] = right_kind(right)
    right["application_number"] = own_number(
        str(right["ip_office_code"]), str(right["application_number"])
    )
    if number := document.get("family-id"):
        record.add(
            "right_relation", relation="simple-family", ip_office_code="EP", other_number=number
        )
    for row in record.of("status_event"):
        _mapped(row, record)
    right["termination_date"] = _ended(record.of("status_event"))


def _mapped(row: Values, record: Record) -> None:
    """The event in codes of ST.27, and what else it says as JSON."""
    office, code = str(row.pop("office") or ""), str(row["national_event_code"]).strip()
    told = {name: value for name in _TOLD if (value := row.pop(name)) is not None}
    row["payload"] = json.dumps(told, ensure_ascii=False, sort_keys=True) if told else None
    row["event_date"] = row["effective_date"] or row["publication_date"]
    event = inpadoc.event(office, code)
    if event is None:
        record.notes.append(f"event: {values.shown(f'{office} {code}')} is in no category of ST.27")
        return
    row["key_event_code"], row["detailed_event_code"] = event.key, event.detailed


def _ended(rows: list[Values]) -> date | None:
    """The day of the last certain end, unless a revival came on that day or later."""
    ends = [row for row in rows if row.get("detailed_event_code") in _ENDS]
    days = [day for row in ends if isinstance(day := row["event_date"], date)]
    if not days:
        return None
    revived = [row for row in rows if str(row.get("key_event_code"))[0] == "K"]
    back = [day for row in revived if isinstance(day := row["event_date"], date)]
    return None if any(day >= max(days) for day in back) else max(days)


class LegalReader(DocumentReader):
    """Reads family members; the key of a record is that of the publication in DOCDB."""

    def _record(self, part: Part, batch: Batch) -> Record:
        record = super()._record(part, batch)
        key = key_of(record.right)
        record.right |= {"record_key": key, "right_id": surrogate(key)}
        return record


FORMAT: Final = Format(
    name="inpadoc_legal",
    version="1",
    feed="inpadoc-legal",
    kinds={"family-member": Kind(_PLAN, _complete, looks_inside=False)},
    roots={"world-patent-data": "http://ops.epo.org", "patent-family": "http://ops.epo.org"},
    rank=20,
)


def reader() -> LegalReader:
    """A new reader of INPADOC's legal events."""
    return LegalReader(FORMAT)
