"""How the work is told to a reader: lateness, shares, progress of a target, links."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goldthread.indicators.catalogue import catalogue
from goldthread.programme.models import SupervisionNotice, Target
from goldthread.programme.progress import Progress
from goldthread.web.programme import pickers
from goldthread.web.shell import names, numbers, periods
from goldthread.web.shell.address import Address
from goldthread.workflow.timing import Timing, days_late

BANDS: Mapping[str, tuple[Any, str]] = {
    "reached": (gettext_lazy("reached"), "good"),
    "on_course": (gettext_lazy("on course"), "good"),
    "compliance": (gettext_lazy("short, still acceptable"), "warn"),
    "watch": (gettext_lazy("to be watched"), "warn"),
    "action": (gettext_lazy("action needed"), "bad"),
    "unknown": (gettext_lazy("cannot be said"), ""),
}
COLOURS = {
    "blue": gettext_lazy("blue"),
    "yellow": gettext_lazy("yellow"),
    "red": gettext_lazy("red"),
}
DECIMALS = 2


@dataclass(frozen=True)
class Word:
    """A word with the tone that gives it a shape and a colour: good, warn, bad or none."""

    text: str
    tone: str = ""


def timing_word(timing: Timing, thing: Any, today: date) -> Word:
    """Where a thing stands against its day, in words."""
    late = days_late(thing, today)
    if timing is Timing.LATE:
        text = ngettext("%(days)d day late", "%(days)d days late", late) % {"days": late}
        return Word(text, "bad")
    if timing is Timing.DONE_LATE:
        text = ngettext("done %(days)d day late", "done %(days)d days late", late)
        return Word(text % {"days": late}, "warn")
    if timing is Timing.NEAR:
        left = (thing.due_day() - today).days
        if not left:
            return Word(_("due today"), "warn")
        text = ngettext("due in %(days)d day", "due in %(days)d days", left) % {"days": left}
        return Word(text, "warn")
    words = {
        Timing.UNDATED: Word(_("no due day")),
        Timing.AHEAD: Word(_("in time"), "good"),
        Timing.DONE_IN_TIME: Word(_("done in time"), "good"),
    }
    return words[timing]


@dataclass(frozen=True)
class Told:
    """One target with its progress, written for the reader."""

    indicator: str
    title: str
    unit: str
    place: str
    period: str
    wanted: str
    computed: str
    records_href: str
    as_of: str
    reported: str
    gap: str
    gap_tone: str
    attained: str
    pace: str
    required: str
    band: Word
    why: str
    bar: int | None


def progress_told(found: Progress, lang: str, lang_asked: str) -> Told:
    target = found.target
    definition = catalogue(pickers.home()).get(target.indicator)
    sign = "≥" if target.direction == Target.AT_LEAST else "≤"
    word, tone = BANDS[found.band]
    return Told(
        indicator=target.indicator,
        title=definition.titles[lang] if definition else target.indicator,
        unit=definition.unit_titles[lang] if definition else "",
        place=names.region(target.region, lang) if target.region else _("the nation"),
        period=periods.title(target.period, lang),
        wanted=f"{sign} {number(found.value, lang)}",
        computed=number(found.computed, lang),
        records_href=_records(found, lang_asked),
        as_of=str(found.identity.as_of) if found.identity else "",
        reported=reported(found, lang),
        gap=signed(found.gap, lang),
        gap_tone="bad" if found.overstated else "",
        attained=numbers.percent(float(found.attained), lang) if found.attained else "",
        pace=pace(found, found.pace, lang),
        required=pace(found, found.required_pace, lang),
        band=Word(str(word), tone),
        why=found.why,
        bar=None if found.attained is None else max(0, min(100, round(found.attained * 100))),
    )


def _records(found: Progress, lang_asked: str) -> str:
    """The records that the computed figure counts, as known then."""
    if found.identity is None or not found.records:
        return ""
    target = found.target
    return str(
        Address.of(
            "/records",
            indicator=target.indicator,
            period=found.identity.period,
            region=target.region,
            as_of=found.identity.as_of,
            counting=found.identity.counting,
            lang=lang_asked,
            **target.where,
        )
    )


def reported(found: Progress, lang: str) -> str:
    """A value, or in words that none was given; never a zero for nothing."""
    if found.reported_status == "value":
        return number(found.reported, lang)
    return {
        "": _("no report yet"),
        "missing": _("not reported"),
        "not_applicable": _("does not apply"),
    }[found.reported_status]


def number(value: Fraction | None, lang: str) -> str:
    if value is None:
        return str(numbers.missing())
    rounded = round(value, DECIMALS)
    plain = int(rounded) if rounded.denominator == 1 else float(rounded)
    return str(numbers.number(plain, lang))


def pace(found: Progress, value: Fraction | None, lang: str) -> str:
    """A pace; of what has none (a duration, a share, a period that is over) it does not apply."""
    if value is None and found.computed is not None:
        return str(numbers.not_applicable())
    return number(value, lang)


def signed(value: Fraction | None, lang: str) -> str:
    if value is None:
        return str(numbers.missing())
    return str(numbers.signed(float(value), lang, 0 if value.denominator == 1 else DECIMALS))


def share(n: int | None, d: int | None) -> str:
    return f"{n}/{d}" if n is not None else _("not yet stated")


def notice_word(notice: SupervisionNotice) -> Word:
    tone = {"blue": "", "yellow": "warn", "red": "bad"}[notice.colour]
    return Word(str(COLOURS[notice.colour]), tone)
