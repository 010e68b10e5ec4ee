"""A plan that was read, as its page shows it: units, headings, lines, and the source with marks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.programme.codelists import titles_of
from goldthread.programme.plan.matching import Match
from goldthread.web.volume import plan_words
from goldthread.web.volume.offices import Offices
from goldthread.web.volume.plan_choices import NAME, OFFICE, Choices, LineChoice
from goldthread.web.volume.plan_kept import KeptPlan
from goldthread.workflow.texts import in_language

WARNED, OPEN, TAKEN, CHOSEN = "warned", "open", "taken", "chosen"
SHOWN = {
    OPEN: gettext_lazy("not yet in the ledger"),
    WARNED: gettext_lazy("with a warning"),
    CHOSEN: gettext_lazy("chosen"),
    TAKEN: gettext_lazy("in the ledger"),
}


@dataclass(frozen=True)
class Named:
    """A unit as the plan writes it, with the office chosen for it."""

    at: int
    name: str
    chosen: str
    score: int
    candidates: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """A unit of a line: `ticked` as supporting, `title` of the office that it stands for."""

    at: int
    value: str
    name: str
    title: str
    ticked: bool


@dataclass(frozen=True)
class Shown:
    """A line of the plan on the page."""

    at: int
    path: tuple[str, ...]
    number: str
    text: str
    said: str
    parts: tuple[Part, ...]
    choice: LineChoice
    warnings: tuple[str, ...]
    fault: str
    task: str


@dataclass(frozen=True)
class Piece:
    """A stretch of the source; `at` is the line that it is, None between lines."""

    text: str
    at: int | None


@dataclass(frozen=True)
class Telling:
    kept: KeptPlan
    choices: Choices
    offices: Offices
    matches: Sequence[Match]
    taken: Mapping[tuple[int, int], int]
    lang: str

    def units(self) -> list[Named]:
        return [
            Named(
                at,
                match.name,
                self.choices.units[at],
                round(100 * match.score),
                tuple((code, self.offices.title(code, self.lang)) for code in match.candidates),
            )
            for at, match in enumerate(self.matches)
        ]

    def lines(self, faults: Mapping[int, str]) -> list[Shown]:
        return [self._line(at, faults.get(at, "")) for at in range(len(self.kept.plan.tasks))]

    def _line(self, at: int, fault: str) -> Shown:
        task, choice = self.kept.plan.tasks[at], self.choices.lines[at]
        made = self.taken.get((task.start, task.end))
        return Shown(
            at,
            self.kept.plan.measures[self.kept.headings[at]].path,
            task.number or "",
            task.text,
            _said(task.lead, task.support),
            tuple(self._parts(at)),
            choice,
            tuple(plan_words.warning(r, self.lang) for r in self.kept.remarks.get(at, ())),
            fault,
            f"/tasks/{made}" if made else "",
        )

    def _parts(self, at: int) -> Iterator[Part]:
        task, choice = self.kept.plan.tasks[at], self.choices.lines[at]
        for name in dict.fromkeys((*task.lead, *task.support)):
            unit = self.kept.names.index(name)
            title = self.offices.title(self.choices.units[unit], self.lang)
            yield Part(unit, f"{NAME}{unit}", name, title, unit in choice.supports)

    def headings(self) -> list[dict[str, Any]]:
        return [
            {
                "at": at,
                "title": " / ".join(measure.path) or measure.title,
                "count": len(measure.tasks),
                "choice": self.choices.headings[at],
            }
            for at, measure in enumerate(self.kept.plan.measures)
            if measure.tasks
        ]

    def general(self) -> list[str]:
        """Warnings that concern no line."""
        return [plan_words.warning(r, self.lang) + self._quoted(r) for r in self._of_no_line()]

    def _of_no_line(self) -> Sequence[Any]:
        return self.kept.remarks.get(None, ())

    def _quoted(self, remark: Any) -> str:
        """On a Chinese page the words that the warning is about; English sentences quote them."""
        if self.lang != "zh" or remark.start is None:
            return ""
        words = " ".join(self.kept.plan.source[remark.start : remark.end].split())
        return f"“{words[:40]}{'…' if len(words) > 40 else ''}”"

    def pieces(self) -> list[Piece]:
        """The whole source, cut at the places of its lines."""
        source, found, last = self.kept.plan.source, [], 0
        places = sorted((t.start, t.end, at) for at, t in enumerate(self.kept.plan.tasks))
        for start, end, at in places:
            if start >= last:
                found += [Piece(source[last:start], None), Piece(source[start:end], at)]
                last = end
        return [piece for piece in (*found, Piece(source[last:], None)) if piece.text]


def narrowed(rows: Sequence[Shown], state: str, words: str) -> list[Shown]:
    tests: dict[str, Callable[[Shown], bool]] = {
        WARNED: lambda row: bool(row.warnings or row.fault),
        OPEN: lambda row: not row.task,
        TAKEN: lambda row: bool(row.task),
        CHOSEN: lambda row: row.choice.take,
    }
    fitting = [row for row in rows if not state or tests[state](row)]
    return [row for row in fitting if words.lower() in row.text.lower()]


def lines_of_work(lang: str) -> list[tuple[str, str]]:
    return [(code, in_language(t, lang)) for code, t in titles_of("lines_of_work").items()]


def _said(lead: Sequence[str], support: Sequence[str]) -> str:
    """The units as written."""
    if not lead and not support:
        return _("no unit is named")
    led = _("lead: %(names)s") % {"names": "、".join(lead)} if lead else ""
    helped = _("support: %(names)s") % {"names": "、".join(support)} if support else ""
    return "; ".join(part for part in (led, helped) if part)


__all__ = ["OFFICE", "SHOWN", "Telling", "lines_of_work", "narrowed"]
