"""Spells in force and first days of acts, against what a person reads from the events."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldthread.register.lives import Event, life
from tests.register.deliveries import key_of
from tests.register.test_derive import derived, party

GRANTED = {"grant_date": "2010-03-01"}


def event(day: str | None, code: str, **more: Any) -> dict[str, Any]:
    """An event of ST.27 by its detailed code, whose key event is that of its category."""
    made = {"event_date": day, "key_event_code": f"{code[0]}10", "detailed_event_code": code}
    return made | more


def days(*pairs: tuple[str | None, str | None]) -> list[tuple[date | None, date | None]]:
    return [tuple(one and date.fromisoformat(one) for one in pair) for pair in pairs]


def spells(*events: dict[str, Any], **columns: Any) -> list[tuple[Any, Any]]:
    record = {"number": "1", "events": list(events), **columns}
    table = derived(record).get("right_spell")
    rows = table.to_pylist() if table is not None else []
    assert all((row["right_id"], row["lineage_key"]) == (key_of("1"), 7) for row in rows)
    return [(row["begins"], row["ends"]) for row in rows]


# Events, columns of the right, spells: by hand.
LIVES = [
    ([event("2010-03-01", "F11"), event("2015-03-01", "H13")], {}, [("2010-03-01", "2015-03-01")]),
    ([event("2015-03-01", "H13")], GRANTED, [("2010-03-01", "2015-03-01")]),
    ([event("2015-03-01", "H13")], {}, [(None, "2015-03-01")]),  # granted on a day not told
    (
        [event("2015-03-01", "H13"), event("2015-11-01", "K13"), event("2019-03-01", "N12")],
        GRANTED,
        [("2010-03-01", "2015-03-01"), ("2015-11-01", "2019-03-01")],
    ),
    ([event("2015-03-01", "H13"), event("2015-11-01", "K14")], GRANTED,
     [("2010-03-01", "2015-03-01"), ("2015-11-01", None)]),
    # In whatever order they come; on one day in their own order.
    ([event("2015-11-01", "K13", sequence=1), event("2015-03-01", "H13", sequence=2)], GRANTED,
     [("2010-03-01", "2015-03-01"), ("2015-11-01", None)]),
    ([event("2015-03-01", "K13", sequence=2), event("2015-03-01", "H13", sequence=1)], GRANTED,
     [("2010-03-01", "2015-03-01"), ("2015-03-01", None)]),
    # A second end, a revival of what is in force, a revival only asked for or refused: nothing.
    ([event("2015-03-01", "H13"), event("2016-03-01", "N12")], GRANTED,
     [("2010-03-01", "2015-03-01")]),
    ([event("2012-03-01", "K13")], GRANTED, [("2010-03-01", None)]),
    ([event("2015-03-01", "H13"), event("2015-04-01", "K11"), event("2015-05-01", "K12")],
     GRANTED, [("2010-03-01", "2015-03-01")]),
    # The effective day comes before the day of the event.
    ([event("2015-05-01", "H13", effective_date="2015-03-01")], GRANTED,
     [("2010-03-01", "2015-03-01")]),
    # Of an event that is not mapped the state decides; an application's end is no right's.
    ([event("2015-03-01", "H00", key_event_code="H00", state_code="N")], GRANTED,
     [("2010-03-01", "2015-03-01")]),
    ([event("2015-03-01", "H00", key_event_code="H00")], GRANTED, []),
    ([event("2015-03-01", "N11")], GRANTED, []),
    # A correction empties what it corrects: the right goes on, and its events say so.
    ([event(None, "H13", key_event_code=None, detailed_event_code=None),
      event("2016-01-01", "Y00", key_event_code="Y10")], GRANTED, [("2010-03-01", None)]),
    # An end on no known day leaves the columns to tell.
    ([event(None, "H13")], GRANTED, []),
    # A grant alone tells nothing that columns do not, but for a record that names nobody.
    ([event("2010-03-01", "F11")], {}, [("2010-03-01", None)]),
    ([event("2010-03-01", "F11")], {"parties": [party("applicant", 1)]}, []),
    ([event("2018-03-01", "Q12"), event("2018-04-01", "U11")], GRANTED, []),
]  # fmt: skip


@pytest.mark.parametrize(("events", "columns", "expected"), LIVES)
def test_spells_are_those_a_person_reads(
    events: list[dict[str, Any]], columns: dict[str, Any], expected: list[tuple[Any, Any]]
) -> None:
    assert spells(*events, **columns) == days(*expected)


ACTS = st.sampled_from(["end", "revival", "opposed"])
EVENTS = st.lists(st.tuples(st.integers(1, 20), ACTS), max_size=8)


@settings(max_examples=200, deadline=None)
@given(EVENTS)
def test_right_is_in_force_on_a_day_as_its_events_played_until_then_say(
    events: list[tuple[int, str]],
) -> None:
    """Played day by day from the grant: an end closes, a revival opens, in the order told."""
    granted = date(2010, 1, 1)
    told = [
        Event(granted + timedelta(day), n, frozenset({act})) for n, (day, act) in enumerate(events)
    ]
    spells = list(life(told, granted))
    in_force = True
    for day in range(22):
        for at, act in sorted(events, key=lambda one: one[0]):
            if at == day and act in ("end", "revival"):
                in_force = act == "revival"
        now = granted + timedelta(day)
        held = [s for s in spells if s.begins <= now and (s.ends is None or s.ends > now)]
        assert len(held) == in_force, (day, spells)


def test_version_says_whether_its_events_tell_of_a_life_or_of_a_grant() -> None:
    made = derived(
        {"number": "1", "events": [event("2010-03-01", "F11")]},
        {"number": "2", "events": [event("2010-03-01", "F11"), event("2012-01-01", "H15")]},
        {"number": "3"},
    )["right_spell"].to_pylist()
    assert [(row["right_id"], row["tells"], row["lineage_key"]) for row in made] == [
        (key_of("1"), "grant", 7),
        (key_of("2"), "life", 8),
    ]


def test_milestones_are_the_first_day_of_each_act_and_the_last_decision() -> None:
    made = derived(
        {
            "number": "1",
            "events": [
                event("2012-01-01", "D15"),
                event("2011-01-01", "D21"),
                event("2014-01-01", "L11"),
                event("2015-01-01", "L15"),
                event("2016-01-01", "M12"),
                event("2017-01-01", "H12"),
            ],
        },
        {"number": "2", "events": [event("2012-01-01", "A12")]},
    )["right_milestone"].to_pylist()
    (only,) = made
    assert {name: value for name, value in only.items() if value is not None} == {
        "right_id": key_of("1"),
        "first_action_date": date(2011, 1, 1),
        "n_actions": 2,
        "opposed_date": date(2014, 1, 1),
        "review_requested_date": date(2015, 1, 1),
        "review_decided_date": date(2017, 1, 1),
        "review_result": "ceased",
        "lineage_key": 7,
    }


# Events, when and why the application was discontinued: by hand.
DISCONTINUED = [
    ([event("2012-01-01", "B15")], "2012-01-01", "refused"),
    ([event("2012-01-01", "B12")], "2012-01-01", "withdrawn"),
    ([event("2012-01-01", "N11")], "2012-01-01", None),
    ([event("2012-01-01", "B12"), event("2012-02-01", "C11")], "2012-01-01", "withdrawn"),
    ([event("2012-01-01", "B12"), event("2012-03-01", "C13")], None, None),
    ([event("2012-01-01", "B12"), event("2012-03-01", "C13"), event("2013-01-01", "B15")],
     "2013-01-01", "refused"),
]  # fmt: skip


@pytest.mark.parametrize(("events", "day", "why"), DISCONTINUED)
def test_application_is_discontinued_unless_it_was_revived(
    events: list[dict[str, Any]], day: str | None, why: str | None
) -> None:
    made = derived({"number": "1", "events": events}).get("right_milestone")
    (told,) = made.to_pylist() if made is not None else [{}]
    expected = date.fromisoformat(day) if day else None
    assert (told.get("discontinued_date"), told.get("discontinuation")) == (expected, why)


def test_request_is_no_decision() -> None:
    events = [event("2012-01-01", "L15"), event("2012-02-01", "V11"), event("2012-03-01", "L18")]
    (told,) = derived({"number": "1", "events": events})["right_milestone"].to_pylist()
    days = {name: value for name, value in told.items() if value is not None}
    assert days.keys() == {"right_id", "lineage_key", "review_requested_date", "appealed_date"}


def test_appeals_and_actions_are_told() -> None:
    events = [event("2012-01-01", "D15"), event("2012-05-01", "D15"), event("2012-09-01", "D21")]
    events += [event("2013-01-01", "V11"), event("2014-01-01", "V15")]
    (told,) = derived({"number": "1", "events": events})["right_milestone"].to_pylist()
    assert (told["n_actions"], told["first_action_date"]) == (3, date(2012, 1, 1))
    assert (told["appealed_date"], told["appeal_decided_date"]) == (
        date(2013, 1, 1),
        date(2014, 1, 1),
    )
    assert told["appeal_result"] == "substituted"


def test_offices_own_codes_of_marks_tell_of_their_acts() -> None:
    events = [
        {"event_date": day, "national_event_code": code}
        for day, code in (("2008-09-01", "CNRT"), ("2009-02-01", "PUBO"), ("2009-03-01", "OP.I"))
    ]
    mark = {"office": "US", "kind": "TM"}
    (only,) = derived({"number": "1", **mark, "events": events})["right_milestone"].to_pylist()
    assert only["first_action_date"] == date(2008, 9, 1)
    assert only["opposition_publication_date"] == date(2009, 2, 1)
    assert only["opposed_date"] == date(2009, 3, 1)
    assert "right_milestone" not in derived({"number": "1", "events": events})  # of no such office
