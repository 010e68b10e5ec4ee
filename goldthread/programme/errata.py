"""Errata: what an accepted report said before each correction, and what it says since.

The report and its lines tell the latest; what they told before is worked out backwards from the
errata, so that nothing that was accepted is ever lost.
"""

from collections.abc import Mapping
from typing import Any

from goldthread.programme.given.report_lines import Asked, Key, Line, read
from goldthread.programme.models import ProgressReport, ReportLine

WORDS = ("narrative", "confidence")
Told = dict[str, Any]
"""What a report tells: `narrative`, `confidence`, and `lines` by "target:5" or "milestone:7"."""


def told_now(report: ProgressReport) -> Told:
    """Through the latest erratum."""
    lines = {_name(about_of(row)): line_of(row).plain() for row in report.lines.all()}
    return {"narrative": report.narrative, "confidence": report.confidence, "lines": lines}


def told_at(report: ProgressReport, number: int) -> Told:
    """As after erratum `number`; 0: as it was accepted."""
    told = told_now(report)
    for erratum in report.errata_list.filter(number__gt=number).order_by("-number"):
        lines = told["lines"] | erratum.before.get("lines", {})
        lines = {name: line for name, line in lines.items() if line is not None}
        told = {**told, **erratum.before, "lines": lines}
    return told


def differences(report: ProgressReport, given: Mapping[str, Any]) -> tuple[Told, Told]:
    """Before and after of what a correction changes, and of nothing else."""
    now = told_now(report)
    after: Told = {
        name: given[name] for name in WORDS if given[name] is not None and given[name] != now[name]
    }
    before: Told = {name: now[name] for name in after}
    lines = {} if given["lines"] is None else _lines(report, given["lines"])
    changed = {name: line for name, line in lines.items() if now["lines"].get(name) != line}
    if changed:
        after["lines"] = changed
        before["lines"] = {name: now["lines"].get(name) for name in changed}
    return before, after


def about_of(row: ReportLine) -> Key:
    return ("target", row.target_id) if row.target_id else ("milestone", row.milestone_id)


def line_of(row: ReportLine) -> Line:
    return Line(about_of(row), row.status, row.value, row.numerator, row.denominator, row.text)


def _lines(report: ProgressReport, given: object) -> dict[str, Any]:
    lines = read(given, Asked.of(report.task))
    return {_name(line.about): line.plain() for line in lines}


def _name(about: Key) -> str:
    return f"{about[0]}:{about[1]}"
