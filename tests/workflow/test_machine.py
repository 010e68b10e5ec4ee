"""A transition table that contradicts itself cannot be built, and says what is wrong."""

from dataclasses import replace

import pytest

from goldthread.workflow.errors import MachineError
from goldthread.workflow.machine import SAME, Machine, Need, State, Transition, open_states
from tests.workflow.cases.key_task import KEY_TASK, STATES

BOTH = {"en": "word", "zh": "词"}
OPEN, DONE = State("open", BOTH), State("done", BOTH, open=False)
BEGIN = Transition(action="begin", titles=BOTH, target="open", who=("anybody",))
END = Transition(action="end", titles=BOTH, sources=("open",), target="done", who=("anybody",))


def faults(*rows: Transition, states: tuple[State, ...] = (OPEN, DONE), name: str = "m") -> list:
    with pytest.raises(MachineError) as caught:
        Machine(name, BOTH, states, rows)
    prefix = f"Machine {name!r}: "
    lines = str(caught.value).split("\n")
    assert [line for line in lines if not line.startswith(prefix)] == []
    return [line.removeprefix(prefix) for line in lines]


def test_smallest_machine_is_built() -> None:
    machine = Machine("m", BOTH, (OPEN, DONE), (BEGIN, END))

    assert machine.creations() == (BEGIN,)
    assert machine.exits("open") == (END,)
    assert machine.actions() == ("begin", "end")


def test_unknown_states_are_refused() -> None:
    odd = replace(END, action="odd", sources=("nowhere",), target="elsewhere")
    assert faults(BEGIN, END, odd) == [
        "the action 'odd' leads from 'nowhere', which is no state.",
        "the action 'odd' leads to 'elsewhere', which is no state.",
    ]


def test_unreachable_state_is_refused() -> None:
    lost = State("lost", BOTH, open=False)
    assert faults(BEGIN, END, states=(OPEN, DONE, lost)) == [
        "the state 'lost' is reached by no action."
    ]


def test_closed_state_with_an_exit_is_refused() -> None:
    again = replace(END, action="again", sources=("done",), target="open")
    assert faults(BEGIN, END, again) == ["the state 'done' is closed but is left by 'again'."]


def test_closed_state_may_be_annotated() -> None:
    note = replace(END, action="note", sources=("done",), target=SAME)
    assert Machine("m", BOTH, (OPEN, DONE), (BEGIN, END, note)).exits("done") == (note,)


def test_open_state_without_an_end_is_refused() -> None:
    stuck = State("stuck", BOTH)
    go = replace(END, action="go", target="stuck")
    assert faults(BEGIN, END, go, states=(OPEN, DONE, stuck)) == [
        "from the open state 'stuck' no way leads to a closed one."
    ]


def test_same_action_twice_from_one_state_is_refused() -> None:
    assert faults(BEGIN, END, replace(END, target="open")) == [
        "the action 'end' stands 2 times from 'open'; keep one."
    ]
    assert faults(BEGIN, BEGIN, END) == [
        "the action 'begin' stands 2 times from 'nothing'; keep one."
    ]


def test_same_action_with_two_titles_is_refused() -> None:
    other = replace(BEGIN, action="end", titles={"en": "other", "zh": "别的"})
    assert faults(other, END) == ["the action 'end' has two different titles; keep one."]


@pytest.mark.parametrize("titles", [{"en": "word"}, {"en": "word", "zh": " "}, {"zh": "词"}])
def test_title_missing_in_a_language_is_refused(titles: dict[str, str]) -> None:
    lang = "zh" if "en" in titles else "en"
    rows = (BEGIN, replace(END, titles=titles, needs=(Need("why", titles),)))
    assert faults(*rows, states=(replace(OPEN, titles=titles), DONE)) == [
        f"the state 'open' has no title in {lang!r}; give one.",
        f"the action 'end' has no title in {lang!r}; give one.",
        f"the field 'why' has no title in {lang!r}; give one.",
    ]


@pytest.mark.parametrize("name", ["", "Open", "1st", "a b", "a" * 41])
def test_name_of_another_form_is_refused(name: str) -> None:
    expected = (
        f"the machine name {name!r} must be a lower-case letter, then lower-case letters, "
        "digits or underscores, 40 at most."
    )
    assert faults(BEGIN, END, name=name) == [expected]


def test_lateness_as_a_state_is_refused() -> None:
    late = State("overdue", BOTH, open=False)
    slip = replace(END, action="slip", target="overdue")
    assert faults(BEGIN, END, slip, states=(OPEN, DONE, late)) == [
        "the state 'overdue' is lateness, which is derived from a date and never a state."
    ]


def test_row_that_nobody_may_do_or_names_things_twice_is_refused() -> None:
    need = Need("why", BOTH)
    row = replace(
        END, sources=("open", "open"), who=(), guards=("g", "g"), notices=("n", "n"),
        needs=(need, need),
    )  # fmt: skip
    assert faults(BEGIN, row) == [
        "the action 'end' names nobody who may do it.",
        "the action 'end' names the source 'open' 2 times.",
        "the action 'end' names the guard 'g' 2 times.",
        "the action 'end' names the notice 'n' 2 times.",
        "the action 'end' names the field 'why' 2 times.",
    ]


def test_field_of_unknown_kind_is_refused() -> None:
    row = replace(END, needs=(Need("why", BOTH, "colour"),))
    assert faults(BEGIN, row) == ["the field 'why' of 'end' is of the unknown kind 'colour'."]


def test_machine_without_states_or_beginning_is_refused() -> None:
    assert faults(states=()) == [
        "it has no states.",
        "no action creates the object: give one row without sources.",
    ]
    assert faults(replace(BEGIN, target=SAME), END) == [
        "the action 'begin' creates, so its target must be a state.",
        "the state 'open' is reached by no action.",
        "the state 'done' is reached by no action.",
    ]


def test_state_named_twice_is_refused() -> None:
    assert faults(BEGIN, END, states=(OPEN, OPEN, DONE)) == [
        "the state 'open' stands 2 times; keep one."
    ]


def test_find_gives_the_row_for_an_action_and_a_state() -> None:
    assert KEY_TASK.find("hand_back", "assigned").target == "registered"
    assert KEY_TASK.find("hand_back", "drafted") is None
    assert KEY_TASK.find("draft", None).target == "drafted"
    assert KEY_TASK.find("draft", "drafted") is None
    assert KEY_TASK.sources_of("sign_for_part") == ("assigned", "received", "in_progress")


def test_open_states_leave_out_the_closed_and_the_named() -> None:
    assert open_states(STATES, but=("settled", "suspended")) == (
        "drafted",
        "registered",
        "assigned",
        "received",
        "in_progress",
        "completion_reported",
        "verified",
    )
