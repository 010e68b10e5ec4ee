"""ip_right, and what follows from it alone: designation and status_event."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.arrow import from_numpy
from goldthread.readers.identity import right_key, surrogates
from goldthread.readers.uspto_grant.normal import dates, numbers, relations
from goldthread.readers.uspto_grant.normal.columns import bools, constant, table, whole, word
from goldthread.readers.uspto_grant.normal.expiry import Terms, expiry
from goldthread.readers.uspto_grant.raw import Mask, Raw, Rows

# The office of a document that names none (another that delivers in this layout names itself).
OFFICE: Final = "US"
# Application series of designs: 29 national, 35 by the Hague Agreement.
_DESIGN_SERIES: Final = ("29", "35")
_ZERO: Final = pa.scalar(0, pa.int64())
_NO_PATENT: Final = "H"  # kind of a statutory invention registration


@dataclass(frozen=True)
class Rights:
    """The root table with what its sisters need of it."""

    table: pa.Table
    right_id: pa.Array
    pct: Mask
    hague: Mask
    patent: Mask


def rights(raw: Raw) -> Rights:
    """ip_right of all documents of the batch; every one has passed the checks."""
    rows = raw.tables["document"]
    count = raw.documents
    number = pc.ascii_trim_whitespace(rows["application_number"])
    design = _designs(rows, number)
    right_kind = pc.if_else(from_numpy(design), word("DS"), word("PT"))
    office = _office(rows)
    parts = zip(office.to_pylist(), right_kind.to_pylist(), number.to_pylist(), strict=True)
    keys = [right_key(*part) for part in parts]
    right_id = surrogates(keys)
    kind_code = rows["publication_kind"]
    patent = ~bools(pc.starts_with(kind_code, _NO_PATENT))
    filed, granted = dates.parse(_date(rows, "application_date")), _granted(rows)
    pct, hague = (
        bools(pc.is_valid(rows["int_filing_number"])),
        bools(pc.is_valid(rows["hague_number"])),
    )
    grant_number = numbers.grant_number(rows["publication_number"])
    columns = {
        "right_id": right_id,
        "record_key": pa.array(keys, pa.string()),
        "ip_office_code": office,
        "right_kind": right_kind,
        "application_number": number,
        "filing_date": dates.arrow(filed),
        "publication_number": grant_number,
        "publication_kind_code": kind_code,
        "publication_date": dates.arrow(granted),
        "registration_number": grant_number,
        "grant_date": _where(patent, dates.arrow(granted)),
        "earliest_priority_date": dates.arrow(relations.claimed(raw)),
        "filing_route": _route(raw, pct, hague),
        "n_designs": _where(design, from_numpy(np.ones(count, np.int32))),
        "title": rows["title"],
        "title_language": pc.utf8_lower(pc.coalesce(rows["title_language"], rows["language"])),
        "status": constant("registered", count),
        **_international(rows, hague),
        **_counts(rows),
    }
    columns["expiry_date"] = _expiry(raw, columns, design, patent)
    return Rights(table("ip_right", count, columns), right_id, pct, hague, patent)


def designations(made: Rights) -> pa.Table:
    """The granting office as designated office of international filings."""
    treaty = pc.if_else(from_numpy(made.pct), word("PCT"), word("Hague"))
    entered = made.table.column("national_stage_date").combine_chunks()
    filed = made.table.column("int_filing_date").combine_chunks()
    columns = {
        "right_id": made.right_id,
        "designated_office": made.table.column("ip_office_code"),
        "treaty": treaty,
        "status": pc.if_else(from_numpy(made.pct), word("national stage"), word("designated")),
        "date": pc.if_else(from_numpy(made.pct), entered, filed),
    }
    everything = table("designation", len(made.right_id), columns)
    return everything.filter(from_numpy(made.pct | made.hague))


def events(made: Rights) -> pa.Table:
    """The grant as ST.27 has it: state A (active), stage 4 (grant), key event F10."""
    count = len(made.right_id)
    granted = made.table.column("grant_date").combine_chunks()
    columns = {
        "right_id": made.right_id,
        "sequence": np.ones(count, np.int32),
        "event_date": granted,
        "effective_date": granted,
        "publication_date": granted,
        "state_code": constant("A", count),
        "stage_code": constant("4", count),
        "key_event_code": constant("F10", count),
    }
    return table("status_event", count, columns).filter(pc.is_valid(granted))


def _office(rows: Rows) -> pa.Array:
    """The ST.3 code of the office that published the document."""
    country = pc.utf8_upper(pc.ascii_trim_whitespace(rows["publication_country"]))
    named = from_numpy(bools(pc.match_substring_regex(country, "^[A-Z]{2}$")))
    return pc.if_else(named, country, word(OFFICE))


def _designs(rows: Rows, number: pa.Array) -> Mask:
    kind = rows["application_type"]
    reissue = bools(pc.equal(kind, word("reissue")))
    series = np.isin(np.array(pc.utf8_slice_codeunits(number, 0, 2).to_pylist()), _DESIGN_SERIES)
    return bools(pc.equal(kind, word("design"))) | (reissue & series)


def _date(rows: Rows, name: str) -> pa.Array:
    return pc.ascii_trim_whitespace(rows[name])


def _granted(rows: Rows) -> dates.Days:
    return dates.parse(_date(rows, "publication_date"))


def _where(mask: Mask, values: pa.Array) -> pa.Array:
    return pc.if_else(from_numpy(mask), values, pa.scalar(None, values.type))


def _route(raw: Raw, pct: Mask, hague: Mask) -> pa.Array:
    paris = np.zeros(raw.documents, np.bool_)
    if (priority := raw.get("priority")) is not None:
        paris[priority.document] = True
    route = pc.if_else(from_numpy(paris), word("paris"), word("direct"))
    route = pc.if_else(from_numpy(hague), word("hague"), route)
    return pc.if_else(from_numpy(pct), word("pct"), route)


def _international(rows: Rows, hague: Mask) -> dict[str, pa.Array]:
    """INID 85 to 87 of the PCT; for a Hague design its international registration."""

    def day(name: str) -> pa.Array:
        return dates.arrow(dates.parse(rows[name]))

    filed = pc.coalesce(day("hague_filing_date"), day("hague_date"))
    registration = rows["hague_number"]
    chosen = from_numpy(hague)
    return {
        "int_application_number": pc.if_else(chosen, registration, rows["int_filing_number"]),
        "int_filing_date": pc.if_else(chosen, filed, day("int_filing_date")),
        "int_publication_number": pc.if_else(chosen, registration, rows["int_publishing_number"]),
        "int_publication_date": pc.if_else(
            chosen, day("hague_publication_date"), day("int_publishing_date")
        ),
        "national_stage_date": day("national_stage_date"),
    }


def _counts(rows: Rows) -> dict[str, pa.Array]:
    names = {
        "term_years": "term_years",
        "term_extension_days": "term_extension",
        "n_claims": "claims",
        "n_drawings": "sheets",
        "n_figures": "figures",
    }
    found = {column: numbers.integers(rows[source])[0] for column, source in names.items()}
    years = found["term_years"]
    believable = pc.less(years, whole(1000))
    found["term_years"] = pc.if_else(believable, years, pa.scalar(None, pa.int32())).cast(
        pa.int16()
    )
    return found


def _expiry(raw: Raw, columns: dict[str, pa.Array], design: Mask, patent: Mask) -> pa.Array:
    rows = raw.tables["document"]
    terms = Terms(
        filed=_days(columns["filing_date"]),
        granted=_days(columns["publication_date"]),
        international=_days(columns["int_filing_date"]),
        benefit=relations.benefit(raw),
        original_granted=relations.reissued_grant_date(raw),
        years=_integers(columns["term_years"]),
        extension=_integers(columns["term_extension_days"]),
        design=design,
        reissue=bools(pc.equal(rows["application_type"], word("reissue"))),
        disclaimed=bools(pc.is_valid(rows["disclaimer"])),
        patent=patent,
    )
    return dates.arrow(expiry(terms))


def _days(column: pa.Array) -> dates.Days:
    days: dates.Days = column.to_numpy(zero_copy_only=False).astype("datetime64[D]")
    return days


def _integers(column: pa.Array) -> npt.NDArray[np.int64]:
    numbers_: npt.NDArray[np.int64] = pc.fill_null(column.cast(pa.int64()), _ZERO).to_numpy()
    return numbers_
