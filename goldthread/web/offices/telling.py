"""Words of this area: names of offices, functions and regions, spans of days, shares."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from django.utils.translation import gettext as _

from goldthread.codes import regions
from goldthread.offices.codelists import functions, kinds, roles
from goldthread.offices.models import OfficeVersion
from goldthread.web.shell import numbers
from goldthread.workflow.texts import in_language


def name_of(version: OfficeVersion, lang: str) -> str:
    return str(version.name_zh if lang == "zh" else version.name_en)


def short_of(version: OfficeVersion, lang: str) -> str:
    short = version.short_zh if lang == "zh" else version.short_en
    return str(short or name_of(version, lang))


def also_of(version: OfficeVersion, lang: str) -> str:
    return str(version.also_zh if lang == "zh" else version.also_en)


def kind(code: str, lang: str) -> str:
    return in_language(kinds()[code], lang) if code in kinds() else code


def role(code: str, lang: str) -> str:
    return in_language(roles()[code].titles, lang) if code in roles() else code


def function(code: str, lang: str) -> str:
    return in_language(functions()[code].titles, lang) if code in functions() else code


def territory(code: str, lang: str) -> str:
    """A region by its short name, a country as itself."""
    country = code.partition("-")[0]
    found = regions.tree(country).get(code) if country in regions.countries() else None
    return found.short_names[lang] if found else code


def holding(function_code: str, territory_code: str, lang: str) -> str:
    name, place = function(function_code, lang), territory(territory_code, lang)
    return f"{name}（{place}）" if lang == "zh" else f"{name} ({place})"


def holdings(pairs: Iterable[tuple[str, str]], lang: str) -> tuple[str, ...]:
    """One line a territory: the functions held for it."""
    places: dict[str, list[str]] = {}
    for function_code, place in pairs:
        places.setdefault(place, []).append(function(function_code, lang))
    comma = "、" if lang == "zh" else ", "
    return tuple(
        f"{comma.join(names)}（{territory(place, lang)}）"
        if lang == "zh"
        else f"{comma.join(names)} ({territory(place, lang)})"
        for place, names in places.items()
    )


def share(value: Fraction) -> str:
    """Exact: `1/3`, `40%`."""
    percent = value * 100
    return f"{percent}%" if percent.denominator == 1 else str(value)


def span(starts: date, ends: date | None, lang: str) -> str:
    """Both days inclusive, as readers expect."""
    first = numbers.day(starts, lang)
    if ends is None:
        return _("since %(first)s") % {"first": first}
    last = numbers.day(ends - timedelta(days=1), lang)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def names_by_code(
    versions: Mapping[str, list[OfficeVersion]], day: date, lang: str
) -> dict[str, str]:
    """What each office was called on the day, or last before it, or first after it."""
    return {code: short_of(version_on(rows, day), lang) for code, rows in versions.items()}


def version_on(rows: list[OfficeVersion], day: date) -> OfficeVersion:
    known = [row for row in rows if row.starts <= day]
    return known[-1] if known else rows[0]
