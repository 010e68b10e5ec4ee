"""What the events of a version tell of its right's life: spells in force, and first days of acts.

A right is in force from its grant until an event ends it (ST.27, categories H and N); a revival
(K) begins another spell. An event of category Y that corrects another has emptied that one's codes
already (`readers.st27`), so that it acts no more while its row stays.

Only versions whose events tell more than their columns give spells: those with an end, a revival
or a correction, and records of a grant event alone that name no party, as feeds of events have.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.codes import mark_events, st27
from goldthread.readers.schema import TABLES
from goldthread.register.spans import Ints, Spans

_OF_RIGHT: Final = ("ip_office_code", "right_kind")
_CODES: Final = ("key_event_code", "detailed_event_code", "state_code", "national_event_code")
# The day from which an event has effect; else the nearest that is told.
_DAYS: Final = ("effective_date", "event_date", "publication_date", "recorded_date")
_MARK: Final = "\x1f"
_FIRSTS: Final = {
    "first_action": "first_action_date",
    "opposition_publication": "opposition_publication_date",
    "opposed": "opposed_date",
    "appealed": "appealed_date",
    "review_requested": "review_requested_date",
}
# Decisions: the last one holds. Its result stands behind the word.
_LASTS: Final = {
    "review": ("review_decided_date", "review_result"),
    "appeal": ("appeal_decided_date", "appeal_result"),
}
_DISCONTINUED: Final = "discontinued"
_LIFE: Final = frozenset({"end", "revival", "correction"})


class Event(NamedTuple):
    """An event that acts, on its day if it tells one."""

    day: date | None
    sequence: int
    acts: frozenset[str]


@dataclass(frozen=True)
class Spell:
    """From a day (None: the grant) to the first day no longer in force (None: still in force)."""

    begins: date | None
    ends: date | None


def add(tables: dict[str, pa.Table], place: Spans, lineage: Ints) -> None:
    """Make `right_spell` and `right_milestone` of a batch's events, where they tell something."""
    rights, events = tables["ip_right"], tables["status_event"]
    found = _acting(rights, events, place)
    if not found:
        return
    keys, granted = rights.column("right_id"), rights.column("grant_date")
    nameless = _without(tables.get("right_party"), keys)
    spells, milestones = [], []
    for record, own in found.items():
        mark = {"right_id": keys[record].as_py(), "lineage_key": int(lineage[record])}
        grant = granted[record].as_py()
        tells = _tells(own, bool(nameless[record]))
        if tells is not None:
            rows = life(own, grant) if tells == "life" else grants(own, grant)
            spells += [mark | {"tells": tells, **vars(spell)} for spell in rows]
        if (first := milestone(own)) is not None:
            milestones.append(mark | first)
    for name, told in (("right_spell", spells), ("right_milestone", milestones)):
        if told:
            table = TABLES[name]
            schema = pa.schema([*table.schema, *table.derived])
            tables[name] = pa.Table.from_pylist(told, schema=schema)


def life(events: Iterable[Event], granted: date | None) -> Iterator[Spell]:
    """The spells of a right whose events tell of its end, all on known days."""
    dated = sorted((e for e in events if e.day is not None), key=lambda e: (e.day, e.sequence))
    begins, in_force = _granted(dated, granted), True
    for event in dated:
        if "end" in event.acts and in_force:
            yield Spell(begins, event.day)
            in_force = False
        elif "revival" in event.acts and not in_force:
            begins, in_force = event.day, True
    if in_force:
        yield Spell(begins, None)


def grants(events: Iterable[Event], granted: date | None) -> Iterator[Spell]:
    """The open spell of a right whose events tell of its grant alone."""
    begins = _granted(events, granted)
    if begins is not None:
        yield Spell(begins, None)


def milestone(events: Iterable[Event]) -> dict[str, Any] | None:
    """The first day of each act, the last decisions, and the last end of the application.

    None where nothing of it is told.
    """
    dated = sorted((e for e in events if e.day is not None), key=lambda e: (e.day, e.sequence))
    found: dict[str, Any] = {}
    for event in dated:
        for act in event.acts:
            found |= _decided(act, event.day)
            if act in _FIRSTS:
                found.setdefault(_FIRSTS[act], event.day)
        found |= _discontinued(event)
    actions = sum("action" in event.acts for event in dated)
    found |= {"n_actions": actions} if actions else {}
    return {name: value for name, value in found.items() if value is not None} or None


def _decided(act: str, day: date | None) -> dict[str, Any]:
    """The day and the result of the decision that an act is."""
    word, _, result = act.partition("_")
    if word not in _LASTS or act in _FIRSTS:
        return {}
    return dict(zip(_LASTS[word], (day, result), strict=True))


def _discontinued(event: Event) -> dict[str, Any]:
    """What an event says of the end of an application: when and why, or that it goes on."""
    if "application_revival" in event.acts:
        return {"discontinued_date": None, "discontinuation": None}
    acts = sorted(act for act in event.acts if act.startswith(_DISCONTINUED))
    if not acts:
        return {}
    why = acts[-1].removeprefix(_DISCONTINUED).removeprefix("_")
    return {"discontinued_date": event.day, "discontinuation": why or None}


def _granted(events: Iterable[Event], granted: date | None) -> date | None:
    """The first grant that the events tell, else the record's own."""
    days = [event.day for event in events if event.day is not None and "grant" in event.acts]
    return min(days, default=granted)


def _tells(events: Iterable[Event], nameless: bool) -> str | None:
    """Whether events tell of a life or of a grant; an end on an unknown day leaves the columns."""
    acts = {act for event in events for act in event.acts}
    undated = any(event.day is None and event.acts & {"end", "revival"} for event in events)
    if acts & _LIFE and not undated:
        return "life"
    return "grant" if "grant" in acts and nameless and not undated else None


def _acting(rights: pa.Table, events: pa.Table, place: Spans) -> dict[int, list[Event]]:
    """By the position of its record, every event that acts."""
    of_right = [rights.column(name).take(pa.array(place.record)) for name in _OF_RIGHT]
    told = [events.column(name) for name in _CODES]
    joined = pc.binary_join_element_wise(
        *of_right, *told, _MARK, null_handling="replace", null_replacement=""
    )
    coded = joined.combine_chunks().dictionary_encode()
    acts = [_acts_of(text) for text in coded.dictionary.to_pylist()]
    codes = coded.indices.to_numpy()
    rows = np.flatnonzero(np.array([bool(one) for one in acts], bool)[codes])
    if not len(rows):
        return {}
    at = pa.array(rows)
    days = pc.coalesce(*(events.column(name).take(at) for name in _DAYS)).to_pylist()
    order = pc.fill_null(events.column("sequence").take(at), 0).to_pylist()
    found: dict[int, list[Event]] = {}
    for row, day, sequence in zip(rows.tolist(), days, order, strict=True):
        event = Event(day, sequence, acts[codes[row]])
        found.setdefault(int(place.record[row]), []).append(event)
    return found


def _acts_of(text: str) -> frozenset[str]:
    office, kind, *codes = (part or None for part in text.split(_MARK))
    key, detailed, state, national = codes
    if key is None and detailed is None:
        return mark_events.acts(office, kind, national)
    return st27.acts(key, detailed, state)


def _without(parties: pa.Table | None, keys: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    """Which records name no party at all."""
    if parties is None:
        return np.ones(len(keys), np.bool_)
    named = pc.is_in(keys, value_set=pc.unique(parties.column("right_id")))
    return np.asarray(~named.to_numpy(), np.bool_)
