"""What documents of the US patent office share outside the weekly grants: numbers, people, terms.

The rules are those of `uspto_grant`, so that an application and its grant, or two grants of
different years, tell the same of the same thing; docs/loading-uspto.md states them.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np

from goldthread.codes import regions
from goldthread.readers.documents import values
from goldthread.readers.documents.maps import Element, Record, Values
from goldthread.readers.uspto_grant.normal import applicant_types
from goldthread.readers.uspto_grant.normal.dates import Days
from goldthread.readers.uspto_grant.normal.expiry import Terms, expiry
from goldthread.readers.uspto_grant.normal.relations import BENEFIT

OFFICE: Final = "US"
DESIGN_SERIES: Final = ("29", "35")
_FILLED_UP: Final = re.compile(r"^([A-Z]{0,2})0+([0-9])")
_ROLES: Final = ("applicant", "inventor", "owner", "agent", "examiner")
_TYPED: Final = ("applicant", "inventor", "owner")
_PROVISIONAL: Final = "provisional-application"
_PUBLISHED: Final = "related-publication"


def document_number(text: str) -> str:
    """A number of a US document without the zeros that fill it up: `D0456588` is `D456588`."""
    return _FILLED_UP.sub(r"\1\2", values.number(text))


def application_number(text: str) -> str:
    """A number of an application in one piece: `29/144860` is `29144860`, as it is filed under."""
    return values.number(text if text.startswith("PCT") else text.replace("/", ""))


def cited_number(text: str, office: object) -> str:
    """A cited number; one of the US as the office writes its own."""
    return document_number(text.replace("/", "")) if office == OFFICE else text


def fixed_columns(element: Element | None) -> str:
    """A symbol that stands in fixed columns: its blanks count."""
    text = "" if element is None else element.text or ""
    return str(text).strip("\r\n\t")


def people(record: Record) -> None:
    """Names, places and types of the parties, and who counts as applicant."""
    for row in record.of("right_party"):
        _person(row)
    named = record.of("right_party", role="applicant")
    others = [*record.of("right_party", role="owner"), *record.of("right_party", role="inventor")]
    if not named and others:
        counted = record.of("right_party", role=others[0]["role"])
        named = [row | {"role": "applicant"} for row in counted]
    record.rows["right_party"] = [
        *named, *(row for role in _ROLES[1:] for row in record.of("right_party", role=role))
    ]  # fmt: skip


def _person(row: Values) -> None:
    organisation = row.get("orgname")
    last = " ".join(str(row[part]) for part in ("last_name", "suffix") if row.get(part))
    first = " ".join(str(row[part]) for part in ("first_name", "middle_name") if row.get(part))
    person = ", ".join(part for part in (last, first) if part)
    row["name"] = organisation or person or row.get("whole_name")
    country, state = row.get("country_code") or row.get("residence"), row.get("region_text")
    row["country_code"] = country
    if country in regions.countries() and state:
        row["region_code"] = regions.resolve(str(country), str(state))
    if row["role"] in _TYPED:
        row["applicant_type"] = _type(organisation, row.get("code"))


def _type(organisation: object, code: object) -> str:
    """By the office's code; where that says company or nothing, by words of the name."""
    told = applicant_types.of_role_code(str(code)) if code else None
    if told in (None, "ENT") and organisation:
        told = applicant_types.of_name(str(organisation)) or told
    return told or ("ENT" if organisation else "IND")


def related(record: Record) -> None:
    """Each related document's application, its grant and its PCT filing, as rows of their own."""
    rows: list[Values] = []
    for raw in record.of("right_relation"):
        own = "publication" if raw["relation"] == _PUBLISHED else "application"
        rows += _documents(raw, (("", own), ("grant_", "grant"), ("pct_", "application")))
    record.rows["right_relation"] = rows


def _documents(raw: Values, sorts: Iterable[tuple[str, str]]) -> list[Values]:
    rows: list[Values] = []
    for prefix, kind in sorts:
        if not raw.get(f"{prefix}number"):
            continue
        number, office = str(raw[f"{prefix}number"]), raw.get(f"{prefix}country")
        if number.startswith("PCT"):
            office = "WO"  # some documents print the country of a PCT parent as US
        elif raw["relation"] == _PROVISIONAL:
            office = OFFICE  # older documents do not name it
        number = number if kind == "application" else cited_number(number, office)
        rows.append(
            {
                "relation": raw["relation"],
                "ip_office_code": office,
                "other_number": number,
                "other_date": raw.get(f"{prefix}date"),
                "other_kind": kind,
                "status_text": raw.get("status"),
            }
        )
    return rows


def claimed(record: Record) -> None:
    """The earliest filing that is claimed: foreign priority, provisional or parent."""
    days = [row["date"] for row in record.of("right_priority")]
    days += [row["other_date"] for row in _filed(record, BENEFIT | {_PROVISIONAL})]
    known = [one for one in days if isinstance(one, date)]
    record.right["earliest_priority_date"] = min(known, default=None)


def expires(record: Record, *, reissue: bool, disclaimed: bool) -> object:
    """The end of the term as far as the document tells, by the rule of the weekly grants."""
    right = record.right
    originals = [
        row["other_date"]
        for row in record.of("right_relation", relation="reissue", other_kind="grant")
    ]
    return _end(
        *(_first_of(right[name]) for name in ("filing_date", "grant_date", "int_filing_date")),
        benefit=_first_of(*(row["other_date"] for row in _filed(record, BENEFIT))),
        original_granted=_first_of(*originals),
        years=int(str(right["term_years"] or 0)),
        extension=int(str(right["term_extension_days"] or 0)),
        design=right["right_kind"] == "DS",
        reissue=reissue,
        disclaimed=disclaimed,
    )


@lru_cache(maxsize=16_384)
def _end(
    filed: date | None, granted: date | None, international: date | None, *,
    benefit: date | None, original_granted: date | None, years: int, extension: int,
    design: bool, reissue: bool, disclaimed: bool,
) -> date | None:  # fmt: skip
    """The rule for one right; the same days come again and again in a week's grants."""
    days = expiry(
        Terms(
            filed=_as_days(filed),
            granted=_as_days(granted),
            international=_as_days(international),
            benefit=_as_days(benefit),
            original_granted=_as_days(original_granted),
            years=np.array([years], np.int64),
            extension=np.array([extension], np.int64),
            design=np.array([design]),
            reissue=np.array([reissue]),
            disclaimed=np.array([disclaimed]),
            patent=np.array([True]),
        )
    )
    end = days[0].item()
    return end if isinstance(end, date) else None  # beyond the year 9999 there is no day


def _filed(record: Record, relations: frozenset[str]) -> list[Values]:
    return [
        row
        for row in record.of("right_relation", other_kind="application")
        if row["relation"] in relations
    ]


def _first_of(*days: object) -> date | None:
    """The earliest of these days, if there is any."""
    return min((one for one in days if isinstance(one, date)), default=None)


def _as_days(day: date | None) -> Days:
    """The day as numpy has it; NaT for none."""
    return np.array([day], "datetime64[D]")
