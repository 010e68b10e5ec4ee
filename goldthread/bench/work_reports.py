"""The reports of the made-up ledger: two lines each, and the files that prove what they say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldthread.bench.work_place import Half, Place, alive

STATES = ("draft", "submitted", "under_review", "returned", "accepted", "accepted_above")
MIDDLE, MIDDLES = 15, 4


@dataclass(frozen=True)
class Reported:
    """A task that is reported: keys of it, its lead, first milestone and criterion, its target."""

    task: int
    lead: int
    milestone: int
    criterion: int
    target: int | None
    national: bool


def reports(place: Place, tasks: Sequence[Reported]) -> None:
    from goldthread.programme import models as m

    writer = place.writer
    owed = [(task, day) for task in tasks for day in _days(place.half, task)]
    keyed = list(enumerate((task for task, _ in owed), writer.count(m.ProgressReport) + 1))
    writer.put(m.ProgressReport, (_report(place, task, day) for task, day in owed))
    writer.put(m.ReportLine, (line for key, task in keyed for line in _lines(place, key, task)))
    writer.put(
        m.Evidence,
        (
            _file(place, key, task)
            for key, task in keyed
            for _ in range(place.chance.randrange(1, 5))
        ),
    )


def _days(half: Half, task: Reported) -> list[date]:
    """The ends of the months; of a national task also the middle of the last four."""
    ends = half.month_ends()
    middles = [day.replace(day=MIDDLE) for day in ends[-MIDDLES:]] if task.national else []
    return sorted([*ends, *middles])


def _report(place: Place, task: Reported, day: date) -> dict[str, Any]:
    state = "accepted_above"
    if place.last and day == place.half.ends:
        state = place.chance.choice(STATES)
    return {
        **alive(state, day + timedelta(days=2)),
        "task_id": task.task,
        "office_id": task.lead,
        "period_end": day,
        "due": day + timedelta(days=3),
        "submitted_on": None if state == "draft" else day + timedelta(days=2),
        "narrative": place.text(40),
        "confidence": place.chance.randrange(1, 6),
    }


def _lines(place: Place, report: int, task: Reported) -> Iterator[dict[str, Any]]:
    """On the first milestone, and on the target or else on the second milestone."""
    about: tuple[dict[str, int], ...] = ({"milestone_id": task.milestone},)
    if task.target is None:
        about += ({"milestone_id": task.milestone + 1},)
    else:
        about += ({"target_id": task.target},)
    for each in about:
        value = place.chance.randrange(101)
        yield {"report_id": report, "status": "value", "value": value} | each


def _file(place: Place, report: int, task: Reported) -> dict[str, Any]:
    return {
        **alive("sufficient" if not place.last else "linked", place.half.ends),
        "task_id": task.task,
        "office_id": task.lead,
        "report_id": report,
        "criterion_id": task.criterion,
        "name": "佐证材料.pdf",
        "sha256": f"{place.chance.getrandbits(256):064x}",
        "size": place.chance.randrange(10_000, 5_000_000),
        "media_type": "application/pdf",
    }
