"""The lines of a report as a reader sees them: reported, computed, the gap; three states apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from goldthread.indicators.catalogue import catalogue
from goldthread.programme import progress
from goldthread.programme.errata import about_of
from goldthread.programme.given.report_lines import Key
from goldthread.programme.models import KeyTask, Milestone, ReportLine, Target
from goldthread.programme.models.base import MISSING, NOT_APPLICABLE, VALUE
from goldthread.web.programme import pickers, told
from goldthread.web.shell import names, numbers, periods
from goldthread.workflow import clock

UNSAID = ""
"""No line was written on it yet: neither a value nor "not reported"."""


@dataclass(frozen=True)
class Figure:
    """A reported figure: `status` is "value", "missing", "not_applicable" or `UNSAID`."""

    status: str
    text: str
    parts: str = ""


@dataclass(frozen=True)
class About:
    """What a line is about: a target of the task or one of its milestones.

    `computed` and what belongs to it are there for targets; `ratio`: its value may state of what
    it is one.
    """

    kind: str
    pk: int
    title: str
    detail: str
    wanted: str = ""
    ratio: bool = False
    computed: Fraction | None = None
    computed_told: str = ""
    records_href: str = ""
    why: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"

    @property
    def about(self) -> Key:
        return (self.kind, self.pk)


@dataclass(frozen=True)
class Line:
    """One row of a report's page."""

    about: About
    figure: Figure
    gap: str
    gap_tone: str
    text: str
    remark: str


def abouts(task: KeyTask, lang: str, lang_asked: str) -> list[About]:
    """Targets and milestones in order, the targets with what the register says of them today."""
    reached = progress.of_task(task, clock.today())
    found = [_target(each, lang, lang_asked) for each in reached]
    return found + [_milestone(row, lang) for row in task.milestones.order_by("position")]


def names_of(task: KeyTask, lang: str) -> dict[Key, str]:
    """What the lines are about, by name alone: the register is not asked."""
    found: dict[Key, str] = {
        ("target", row.pk): target_name(row, lang) for row in task.targets.all()
    }
    return found | {("milestone", row.pk): row.title for row in task.milestones.all()}


def target_name(target: Target, lang: str) -> str:
    definition = catalogue(pickers.home()).get(target.indicator)
    title = definition.titles[lang] if definition else target.indicator
    return f"{title} ({_where(target, lang)})"


def _where(target: Target, lang: str) -> str:
    place = names.region(target.region, lang) if target.region else _("the nation")
    return f"{place}, {periods.title(target.period, lang)}"


def _target(found: progress.Progress, lang: str, lang_asked: str) -> About:
    shown = told.progress_told(found, lang, lang_asked)
    unit = f", {shown.unit}" if shown.unit else ""
    definition = catalogue(pickers.home()).get(found.target.indicator)
    return About(
        "target",
        found.target.pk,
        shown.title,
        f"{shown.indicator}{unit} · {_where(found.target, lang)}",
        wanted=shown.wanted,
        ratio=definition is not None and definition.is_share,
        computed=found.computed,
        computed_told=shown.computed,
        records_href=shown.records_href,
        why=shown.why,
    )


def _milestone(row: Milestone, lang: str) -> About:
    due = _("milestone, due %(day)s") % {"day": numbers.day(row.due, lang)}
    return About("milestone", row.pk, row.title, due)


def lines_told(known: list[About], rows: list[ReportLine], lang: str) -> list[Line]:
    """A row for each target and milestone; where nothing was written yet, that is said."""
    said = {about_of(row): row for row in rows}
    return [_line(each, said.get(each.about), lang) for each in known]


def _line(about: About, row: ReportLine | None, lang: str) -> Line:
    gap = None
    if row is not None and row.status == VALUE and about.computed is not None:
        gap = about.computed - Fraction(row.value)
    return Line(
        about,
        figure(_plain(row) if row is not None else None, about.kind, lang),
        told.signed(gap, lang) if gap is not None else "",
        "bad" if gap is not None and gap < 0 else "",
        row.text if row is not None else "",
        row.remark if row is not None else "",
    )


def _plain(row: ReportLine) -> Mapping[str, Any]:
    return {
        "status": row.status,
        "value": row.value,
        "numerator": row.numerator,
        "denominator": row.denominator,
    }


def figure(line: Mapping[str, Any] | None, kind: str, lang: str) -> Figure:
    """A line as it stands in the report or in an erratum; None: nothing was written."""
    if line is None:
        return Figure(UNSAID, _("not filled in yet"))
    status = str(line.get("status"))
    if status == MISSING:
        return Figure(status, _("not reported"))
    if status == NOT_APPLICABLE:
        return Figure(status, _("does not apply"))
    per_cent = "%" if kind == "milestone" else ""
    both = [line.get(name) for name in ("numerator", "denominator")]
    parts = "" if None in both else " / ".join(_number(each, lang) for each in both)
    return Figure(status, _number(line.get("value"), lang) + per_cent, parts)


def _number(value: Any, lang: str) -> str:
    return told.number(Fraction(Decimal(str(value))), lang) if value not in (None, "") else ""
