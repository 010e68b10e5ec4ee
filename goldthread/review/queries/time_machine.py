"""The ledger as known on a past day, rebuilt from the log of events.

A row that nothing has happened to since is as it was then. Of every other one the log is replayed
up to the end of the day; what did not exist yet is not there. Who sees what is judged by the rights
of today; who sees the ledger only does not see what had not come into it then. The day is that on
which a thing happened by the site's clock.

Whether a page asks of ten tasks or of ten thousand, it asks as often. What was touched since a day
is what was open on it: a few thousand rows of a ledger of ten years. What was rebuilt is kept for
the next page as long as the log has not grown (`kept.py`).
"""

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from goldthread.offices.models import Office, OfficeVersion
from goldthread.offices.queries import roles_of
from goldthread.programme.models import (
    Handover,
    KeyTask,
    Measure,
    ProgressReport,
    SupervisionNotice,
)
from goldthread.programme.queries import Filters
from goldthread.programme.queries.ledger import (
    NO_LONGER_DUE,
    OPEN_NOTICES,
    narrowed,
    near_until,
    timing_on,
)
from goldthread.programme.queries.tasks import IN_LEDGER, TASKS_ALL, tasks_visible_to
from goldthread.programme.queries.visible import ACCEPTED
from goldthread.review.queries.kept import past_day
from goldthread.review.queries.replay import Part, Past, Told
from goldthread.workflow import clock
from goldthread.workflow.log import head
from goldthread.workflow.models import Event
from goldthread.workflow.timing import Timing, timing

ALL = Filters()
KEYS = ("pk", "cycle_id", "ledger_number", "due", "lead__code", "state")
SORTS = {"number": (1, 2), "due": (3,), "lead": (4, 3), "state": (5, 3)}
"""By the places in `KEYS`, as the ledger of today is sorted."""

Light = tuple[Any, ...]


def end_of(day: date) -> datetime:
    """The moment from which on the next day is."""
    moment: datetime = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return moment


@dataclass
class LedgerThen:
    """The rows of `programme.queries.ledger` as they were at the end of a day."""

    user: Any
    day: date
    filters: Filters = ALL

    def count(self) -> int:
        return len(self._keys)

    def page(self, first: int, last: int) -> list[KeyTask]:
        """With what the ledger shows of a row: timing, names of the lead, reports, notices."""
        keys = self._keys[first:last]
        rows = self._visible.filter(pk__in=keys).select_related("lead", "cycle", "measure")
        now = {row.pk: row for row in rows}
        found = [copy.copy(self._moved[key]) if key in self._moved else now[key] for key in keys]
        self._beside(found, now)
        return found

    def assignments(self, tasks: Iterable[KeyTask]) -> dict[int, dict[str, int]]:
        """Of national tasks: how many of their assignments were in which state."""
        keys = [task.pk for task in tasks if task.parent_id is None]
        parents = dict(
            KeyTask.objects.filter(parent_id__in=keys).values_list("pk", "parent_id").order_by()
        )
        found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        states = states_on(KeyTask.objects.filter(parent_id__in=keys), self.day)
        for key, state in states.items():
            found[parents[key]][state] += 1
        return {parent: dict(counted) for parent, counted in found.items()}

    @cached_property
    def _end(self) -> datetime:
        return end_of(self.day)

    @cached_property
    def _visible(self) -> "QuerySet[KeyTask]":
        return tasks_visible_to(self.user, clock.today()).filter(created_at__lt=self._end)

    @cached_property
    def _sees_all(self) -> bool:
        return bool(roles_of(self.user, clock.today()) & TASKS_ALL)

    @cached_property
    def _moved(self) -> dict[int, KeyTask]:
        """Of all that the filters could find, what was touched since the day, as it was."""
        kept = past_day(head().hash, self.day)
        wanted = self._visible.filter(_lasting(self.filters), updated_at__gte=self._end)
        keys = wanted.order_by().values_list("pk", flat=True)
        return kept.tasks(keys, lambda missing: _replayed(missing, self.day))

    @cached_property
    def _keys(self) -> list[int]:
        near = near_until(self.filters.cycle, self.day)
        rows = self._visible.filter(narrowed(self.filters), updated_at__lt=self._end)
        if not self._sees_all:
            rows = rows.filter(IN_LEDGER)
        if self.filters.timing is not None:
            rows = rows.annotate(timing=timing_on(self.day, near))
            rows = rows.filter(timing=self.filters.timing.value)
        light: list[Light] = list(rows.order_by().values_list(*KEYS))
        light += [_light(task) for task in self._moved.values() if self._kept(task, near)]
        return [row[0] for row in self._sorted(light)]

    def _kept(self, task: KeyTask, near: date) -> bool:
        """The filters on what changes, as `narrowed` has them in SQL."""
        asked = self.filters
        return (
            (self._sees_all or task.ledger_number != "")
            and (not asked.states or task.state in asked.states)
            and (not asked.lead or (task.lead is not None and task.lead.code == asked.lead))
            and (not asked.support or asked.support in _supports(task))
            and (not asked.measure or task.measure_id == asked.measure)
            and (asked.timing is None or _timing(task, self.day, near) == asked.timing)
            and _worded(task, asked.text)
        )

    def _sorted(self, light: list[Light]) -> list[Light]:
        name = self.filters.sort.removeprefix("-")
        places = SORTS.get(name, SORTS["number"])
        light.sort(key=lambda row: row[0])
        down = self.filters.sort.startswith("-")
        light.sort(key=lambda row: [_sortable(row[place]) for place in places], reverse=down)
        return light

    def _beside(self, tasks: list[KeyTask], now: Mapping[int, KeyTask]) -> None:
        """What a row shows beside its own columns: five queries for a page of them."""
        names = _names([task.lead_id for task in tasks if task.lead_id], self.day)
        reports = _accepted(tasks, self.day)
        notices = _open_notices(tasks, self.day)
        near = {task.cycle_id: near_until(self.filters.cycle, self.day) for task in tasks}
        for task in tasks:
            row: Any = task
            task.cycle = now[task.pk].cycle
            row.timing = _timing(task, self.day, near[task.cycle_id]).value
            row.lead_en, row.lead_zh = names.get(task.lead_id, (None, None))
            row.reported_on, row.report_id = reports.get(task.pk, (None, None))
            row.open_notices = notices.get(task.pk, 0)


def task_on(user: Any, key: int, day: date) -> tuple[KeyTask, tuple[Part, ...]] | None:
    """A task and its supporting units at the end of a day; None where it is not to be seen."""
    ledger = LedgerThen(user, day)
    row = ledger._visible.filter(pk=key).first()
    if row is None:
        return None
    past = replayed(KeyTask.objects.filter(pk=key), day)
    found = next(iter(past.told()), None)
    if found is None or not (ledger._sees_all or found.ledger_number):
        return None
    return found, tuple(past.past.parts[key].values())


def states_on(rows: "QuerySet[Any]", day: date) -> dict[int, str]:
    """The state of each row that was there at the end of a day: two queries."""
    end = end_of(day)
    there = rows.filter(created_at__lt=end).order_by()
    found = dict(there.filter(updated_at__lt=end).values_list("pk", "state"))
    moved = list(there.filter(updated_at__gte=end).values_list("pk", flat=True))
    return found | _last_states(rows.model, moved, end)


def _last_states(model: Any, keys: list[int], end: datetime) -> dict[int, str]:
    if not keys:
        return {}
    events = events_until(model, keys, end)
    return {int(key): state for key, state in events.values_list("object_id", "to_state")}


def events_until(model: Any, keys: Iterable[int], end: datetime) -> "QuerySet[Event]":
    """In the order of the log, so that the last one of an object stands."""
    named = [str(key) for key in keys]
    return Event.objects.filter(
        object_type=model._meta.label_lower, object_id__in=named, at__lt=end
    ).order_by("sequence")


@dataclass(frozen=True)
class Replayed:
    past: Past
    wanted: tuple[int, ...]

    def told(self) -> Iterator[KeyTask]:
        """The tasks asked for that had begun, with the office that led them."""
        for key in self.wanted:
            if key in self.past.tasks:
                yield self.past.tasks[key]


def _replayed(keys: Iterable[int], day: date) -> dict[int, KeyTask]:
    found = replayed(KeyTask.objects.filter(pk__in=keys), day)
    return {task.pk: task for task in found.told()}


def replayed(wanted: "QuerySet[KeyTask]", day: date) -> Replayed:
    """Tasks as they were at the end of a day, in as many queries for one as for a thousand."""
    end = end_of(day)
    rows = {row.pk: row for row in wanted.order_by("pk").prefetch_related("supports")}
    keys = tuple(rows)
    rows |= _more(rows, {row.parent_id for row in rows.values()})
    replaying = tuple(rows)
    rows |= _more(rows, {row.carried_from_id for row in rows.values()})
    offices = {office.pk: office for office in Office.objects.all()}
    past = Past(
        rows=rows,
        offices={office.code: key for key, office in offices.items()},
        measures=_carried_measures(),
        handovers=_handovers(rows),
    )
    columns = ("object_id", "action", "at", "to_state", "payload")
    events = events_until(KeyTask, replaying, end).values_list(*columns)
    past.replay(Told(int(key), *rest) for key, *rest in events.iterator(chunk_size=2_000))
    for task in past.tasks.values():
        task.lead = offices.get(task.lead_id)
        task.then_supports = {offices[key].code for key in past.parts[task.pk]}
    return Replayed(past, keys)


def _more(rows: Mapping[int, KeyTask], keys: set[int | None]) -> dict[int, KeyTask]:
    """Those not read yet, with their supporting units."""
    found = KeyTask.objects.filter(pk__in=keys - {None} - rows.keys())
    return {row.pk: row for row in found.prefetch_related("supports")}


def _carried_measures() -> dict[int, tuple[int, datetime]]:
    rows = Measure.objects.exclude(carried_from=None).order_by()
    columns = ("carried_from_id", "pk", "created_at")
    return {old: (key, since) for old, key, since in rows.values_list(*columns)}


def _handovers(rows: Mapping[int, KeyTask]) -> dict[int, list[Handover]]:
    found: dict[int, list[Handover]] = defaultdict(list)
    for row in Handover.objects.filter(task_id__in=rows, done_on__isnull=False).order_by(
        "done_on", "pk"
    ):
        found[row.task_id].append(row)
    return found


def _lasting(filters: Filters) -> Q:
    """The filters on what never changes."""
    found = Q()
    if filters.cycle is not None:
        found &= Q(cycle=filters.cycle)
    if filters.parent:
        found &= Q(parent_id=filters.parent)
    if filters.national is not None:
        found &= Q(parent__isnull=filters.national)
    return found


def _light(task: KeyTask) -> Light:
    lead = task.lead.code if task.lead is not None else None
    return (task.pk, task.cycle_id, task.ledger_number, task.due, lead, task.state)


def _supports(task: Any) -> set[str]:
    held: set[str] = task.then_supports
    return held


def _worded(task: KeyTask, text: str) -> bool:
    asked = text.casefold()
    titles = (task.title_en.casefold(), task.title_zh.casefold())
    return any(asked in title for title in titles) or task.ledger_number.casefold().startswith(
        asked
    )


def _timing(task: KeyTask, day: date, near: date) -> Timing:
    if task.state in NO_LONGER_DUE:
        return Timing.UNDATED
    return timing(task, day, near=near - day - timedelta(days=1))


def _sortable(value: Any) -> tuple[bool, Any]:
    """What is not there stands first."""
    return (value is not None, value)


def _names(offices: list[int], day: date) -> dict[int, tuple[str, str]]:
    """The short name of each on the day, its last one where it has ceased."""
    rows = OfficeVersion.objects.filter(office_id__in=offices, starts__lte=day).order_by("starts")
    columns = ("office_id", "short_en", "short_zh")
    return {office: (en, zh) for office, en, zh in rows.values_list(*columns)}


def _accepted(tasks: list[KeyTask], day: date) -> dict[int, tuple[date, int]]:
    """The latest main report of each that was accepted by the day."""
    rows = ProgressReport.objects.filter(task__in=tasks, part=False)
    states = states_on(rows, day)
    accepted = [key for key, state in states.items() if state in ACCEPTED]
    found = ProgressReport.objects.filter(pk__in=accepted).order_by("period_end")
    columns = ("task_id", "period_end", "pk")
    return {task: (end, key) for task, end, key in found.values_list(*columns)}


def _open_notices(tasks: list[KeyTask], day: date) -> dict[int, int]:
    rows = SupervisionNotice.objects.filter(task__in=tasks)
    owners = dict(rows.order_by().values_list("pk", "task_id"))
    found: dict[int, int] = defaultdict(int)
    for key, state in states_on(rows, day).items():
        found[owners[key]] += state in OPEN_NOTICES
    return dict(found)
