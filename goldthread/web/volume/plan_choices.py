"""What a person decides about the lines of a plan: proposed first, corrected in the form, kept.

Nothing the form says is trusted: a value that was not offered is a fault of its line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from goldthread.programme.actions.taking import Line, NewMeasure
from goldthread.programme.codelists import titles_of
from goldthread.programme.plan import match_units
from goldthread.programme.plan.matching import Match
from goldthread.programme.plan.model import Task
from goldthread.web.volume.plan_kept import KeptPlan

NONE, NEW, AS_HEADING = "-", "new", ""
NAME, OFFICE = "n", "o"
"""A lead is one of the names that the line writes (n3), or any office (o:CODE)."""


@dataclass
class LineChoice:
    take: bool = False
    lead: str = ""
    supports: list[int] = field(default_factory=list)
    due: str = ""
    measure: str = AS_HEADING


@dataclass
class HeadingChoice:
    measure: str = NEW
    line_of_work: str = ""


@dataclass
class Choices:
    """`units`: by place among the plan's names, a code, NONE to leave it out, or undecided."""

    units: list[str]
    headings: list[HeadingChoice]
    lines: list[LineChoice]

    @classmethod
    def proposed(cls, kept: KeptPlan, matches: Iterable[Match]) -> "Choices":
        """Nothing is taken before a person says so."""
        places = {name: at for at, name in enumerate(kept.names)}
        return cls(
            [match.proposal or "" for match in matches],
            [HeadingChoice(NEW, _line_of_work(m.title)) for m in kept.plan.measures],
            [_proposed(task, places) for task in kept.plan.tasks],
        )

    @classmethod
    def kept(cls, said: Mapping[str, Any]) -> "Choices":
        return cls(
            list(said["units"]),
            [HeadingChoice(**row) for row in said["headings"]],
            [LineChoice(**row) for row in said["lines"]],
        )

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def _proposed(task: Task, places: Mapping[str, int]) -> LineChoice:
    """A sole lead is proposed; where several are alike none is, and all may support."""
    named = [places[name] for name in (*task.lead, *task.support)]
    lead = f"{NAME}{named[0]}" if len(task.lead) == 1 else ""
    supports = list(dict.fromkeys(named[1:] if lead else named))
    return LineChoice(False, lead, supports, task.due.isoformat() if task.due else "")


def _line_of_work(title: str) -> str:
    """The line of work that a heading names, where it names just one."""
    lowered = title.lower()
    found = [
        code
        for code, titles in titles_of("lines_of_work").items()
        if titles["zh"] in title or titles["en"] in lowered
    ]
    return found[0] if len(found) == 1 else ""


def matches_of(kept: KeptPlan, names: Mapping[str, tuple[str, ...]]) -> list[Match]:
    return match_units(kept.names, names)


def read(data: QueryDict, before: Choices) -> Choices:
    """As sent; what the page did not show stays as it was chosen before."""
    after = Choices.kept(before.plain())
    for at in range(len(after.units)):
        after.units[at] = data.get(f"unit-{at}", after.units[at])[:60]
    for at, heading in enumerate(after.headings):
        heading.measure = data.get(f"heading-{at}", heading.measure)[:20]
        heading.line_of_work = data.get(f"work-{at}", heading.line_of_work)[:40]
    for at in _shown(data, len(after.lines)):
        after.lines[at] = _line(data, at, after.lines[at])
    return after


def _shown(data: QueryDict, count: int) -> list[int]:
    given = {int(text) for text in data.getlist("line") if text.isdecimal() and len(text) < 6}
    return sorted(at for at in given if at < count)


def _line(data: QueryDict, at: int, before: LineChoice) -> LineChoice:
    leads = data.getlist(f"lead-{at}")
    supports = [int(n) for n in data.getlist(f"support-{at}") if n.isdecimal() and len(n) < 6]
    return LineChoice(
        f"take-{at}" in data,
        " ".join(leads)[:80] if leads else before.lead,
        supports,
        data.get(f"due-{at}", "")[:20],
        data.get(f"measure-{at}", before.measure)[:20],
    )


@dataclass(frozen=True)
class Known:
    """What may be named: codes of offices, keys of the cycle's measures."""

    kept: KeptPlan
    offices: frozenset[str]
    measures: frozenset[str]


def decided(choices: Choices, known: Known) -> tuple[list[Line], dict[int, str]]:
    """The lines to be taken, and of those that cannot be, by place, what to correct."""
    lines: list[Line] = []
    faults: dict[int, str] = {}
    for at, choice in enumerate(choices.lines):
        if choice.take:
            try:
                lines.append(_decided(at, choice, choices, known))
            except ValueError as fault:
                faults[at] = str(fault)
    return lines, faults


def _decided(at: int, choice: LineChoice, choices: Choices, known: Known) -> Line:
    return Line(
        at,
        _measure(at, choice, choices, known),
        _lead(choice, choices, known),
        _supports(choice, choices, known),
        _due(choice.due),
    )


def _lead(choice: LineChoice, choices: Choices, known: Known) -> str | None:
    given = choice.lead
    if given == NONE:
        return None
    if not given:
        raise ValueError(_("Choose exactly one lead unit, or leave the lead open."))
    if " " in given:
        raise ValueError(_("Two lead units were given; a task has exactly one."))
    code = given.removeprefix(f"{OFFICE}:")
    if given.startswith(NAME) and given[1:].isdecimal():
        code = _unit(int(given[1:]), choices, known) or ""
    if code not in known.offices:
        raise ValueError(_("The lead unit is no office of today: choose one from the list."))
    return code


def _supports(choice: LineChoice, choices: Choices, known: Known) -> tuple[str, ...]:
    """Without the lead's own name, and without those that are left out."""
    codes = [_unit(at, choices, known) for at in choice.supports if f"{NAME}{at}" != choice.lead]
    return tuple(code for code in codes if code is not None)


def _unit(at: int, choices: Choices, known: Known) -> str | None:
    """The office chosen for a name of the plan; None where it is left out."""
    if at >= len(choices.units):
        raise ValueError(_("A unit was given that the plan does not name."))
    code = choices.units[at]
    if code == NONE:
        return None
    if code not in known.offices:
        sentence = _("Choose an office for “%(name)s” among the units, or leave it out.")
        raise ValueError(sentence % {"name": known.kept.names[at]})
    return code


def _due(given: str) -> date | None:
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        raise ValueError(_("Write the day as 2019-06-30, or leave it empty.")) from None


def _measure(
    at: int, choice: LineChoice, choices: Choices, known: Known
) -> int | NewMeasure | None:
    heading = known.kept.headings[at]
    wanted = choice.measure if choice.measure != AS_HEADING else choices.headings[heading].measure
    if wanted == NONE:
        return None
    if wanted == NEW:
        line_of_work = choices.headings[heading].line_of_work
        if line_of_work not in titles_of("lines_of_work"):
            raise ValueError(_("Choose a line of work for the new measure of this heading."))
        return NewMeasure(heading, line_of_work)
    if wanted not in known.measures:
        raise ValueError(_("The measure is none of this cycle: choose one from the list."))
    return int(wanted)
