"""Rows of records as HTML: made in one go, because a page holds hundreds of cells."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goldthread.indicators.definition import FRACTIONAL
from goldthread.web.records import grains
from goldthread.web.records.asked import Asked
from goldthread.web.records.found import Found
from goldthread.web.shell import columns, names, numbers

NUMERIC = ("days", "share", "load", "amount", "n_rights")
UNBROKEN = (
    *("application_number", "registration_number", "filing_date", "grant_date", "status"),
    *("recording_number", "recorded_date", "case_number", "accepted_date", "closed_date"),
)
CODED: dict[str, Callable[[str, str], str]] = {
    "applicant_region": names.region,
    "inventor_region": names.region,
    "region": names.region,
    "region_code": names.region,
    "applicant_country": names.country,
    "inventor_country": names.country,
    "country_code": names.country,
    "ip_office_code": names.office,
    "right_kind": lambda code, _lang: str(columns.KINDS.get(code, code)),
    "applicant_type": lambda code, _lang: str(columns.APPLICANT_TYPES.get(code, code)),
    "filing_route": lambda code, _lang: str(columns.ROUTES.get(code, code)),
    "status": lambda code, _lang: str(columns.STATUSES.get(code, code)),
    "discontinuation": lambda code, _lang: str(columns.STATUSES.get(code, code)),
    "appeal_result": lambda code, _lang: str(columns.APPEAL_RESULTS.get(code, code)),
    "review_result": lambda code, _lang: str(columns.REVIEW_RESULTS.get(code, code)),
    "role": lambda code, _lang: str(columns.ROLES.get(code, code)),
    "field": lambda code, lang: names.field(str(code), lang),
    "position": lambda code, _lang: str(columns.POSITIONS.get(code, code)),
    "value": lambda code, _lang: str(columns.VALUES.get(code, code)),
    "relation": lambda code, _lang: str(columns.RELATIONS.get(code, code)),
    "category": lambda code, _lang: str(columns.CATEGORIES.get(code, code)),
    "kind": lambda code, _lang: str(columns.PRIORITY_KINDS.get(code, code)),
    "tx_type": lambda code, _lang: str(columns.TX_TYPES.get(code, code)),
    "case_type": lambda code, _lang: str(columns.CASE_TYPES.get(code, code)),
    "outcome": lambda code, _lang: str(columns.OUTCOMES.get(code, code)),
    "title_language": lambda code, _lang: str(columns.LANGUAGES.get(code, code)),
}


def columns_of(found: Found) -> list[str]:
    """The columns a page shows: the headline of the records, those that are there."""
    there = set(found.table.column_names)
    headline = grains.HEADLINE[found.grain]
    return [name for name in headline if name in there and _says(found, name)]


def _says(found: Found, name: str) -> bool:
    """A share says nothing where every record counts whole."""
    if name != "share":
        return True
    if found.grain == "right":
        return found.counting in FRACTIONAL
    return found.summed or found.counting not in grains.WHOLE


def css(name: str) -> SafeString:
    """The class of a column's cells, as an attribute."""
    if name in NUMERIC:
        return SafeString(' class="num"')
    return SafeString(' class="nowrap"' if name in UNBROKEN else "")


@lru_cache(maxsize=16_384)
def coded(name: str, code: Any, lang: str) -> str:
    """The name of a coded value in the active language, which is `lang`."""
    return CODED[name](code, lang)


def written(name: str, value: Any, lang: str) -> str:
    """A value for the reader: codes by their names, days by ISO 8601."""
    if value is None:
        return ""
    if name in CODED:
        return coded(name, value, lang)
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return numbers.exact(value, lang)
    return value.isoformat() if isinstance(value, date) else numbers.text_value(value, lang)


def rows(asked: Asked, found: Found, shown: list[str]) -> SafeString:
    """The body of the table; the first column opens the record."""
    first, *others = shown
    path, keys = grains.PATH[found.grain], found.table[grains.KEY[found.grain]].to_pylist()
    query = escape(str(asked.state.address("")))
    heads = (
        f'<tr><th scope="row"{css(first)}><a href="{path}/{key}{query}">{text}</a></th>'
        for key, text in zip(keys, _texts(asked, found, first, "{}"), strict=True)
    )
    cells = (_texts(asked, found, name, f"<td{css(name)}>{{}}</td>") for name in others)
    made = "</tr>".join(map("".join, zip(heads, *cells, strict=True)))
    return mark_safe(made + "</tr>" if made else "")  # noqa: S308 - every value was escaped


def _texts(asked: Asked, found: Found, name: str, form: str) -> Iterator[str]:
    """The values of a column, escaped and put into a form; those that come again made once."""
    absent = f'<span class="missing">{numbers.DASH}<span class="sr">{_("missing")}</span></span>'
    made: dict[Any, str] = dict.fromkeys((None, ""), form.format(absent))
    for value in found.table[name].to_pylist():
        if value not in made:
            made[value] = form.format(escape(written(name, value, asked.state.lang)))
        yield made[value]
