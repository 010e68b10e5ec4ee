"""Random lives: whatever is tried in whatever order, state, version and log agree."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldthread.workflow.engine import available, create, perform
from goldthread.workflow.errors import Refused
from goldthread.workflow.models import Event, Notice
from goldthread.workflow.verify import verify_chain, verify_states
from tests.workflow.cases.key_task import KEY_TASK
from tests.workflow.cases.models import Task
from tests.workflow.cases.people import PEOPLE
from tests.workflow.test_key_task import GIVEN
from tests.workflow.whole_tables import snapshot

TRIES = st.lists(
    st.tuples(
        st.sampled_from(KEY_TASK.actions()),
        st.sampled_from(sorted(PEOPLE)),
        st.sampled_from([0, 0, 0, 0, -1, 1]),
        st.sampled_from([None, None, None, "k1", "k2"]),
    ),
    max_size=25,
)
WALK = st.lists(st.integers(0, 99), max_size=20)
BOUNDED = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def drafted() -> Task:
    task = Task()
    create(task, "draft", actor=PEOPLE["planning_clerk"])
    return task


def replayed(task: Task) -> tuple[str, int]:
    """The state and version that the log alone gives."""
    state, version = "", 0
    for event in Event.objects.of(task):
        assert (event.from_state, event.version) == (state, version + 1)
        row = KEY_TASK.find(event.action, state or None)
        state, version = row.lands_in(state), event.version
        assert event.to_state == state
        assert event.notices.count() == len(row.notices)
    return state, version


def holds(task: Task) -> None:
    stored = Task.objects.get(pk=task.pk)
    assert replayed(task) == (stored.state, stored.version) == (task.state, task.version)
    assert verify_chain() == []
    assert verify_states() == []


@BOUNDED
@given(tries=TRIES)
def test_any_tries(on_sqlite: str, tries: list[tuple[str, str, int, str | None]]) -> None:
    task = drafted()
    for action, person, off, key in tries:
        before = snapshot()
        try:
            perform(
                task,
                action,
                actor=PEOPLE[person],
                expected_version=task.version + off,
                payload=GIVEN.get(action),
                key=key and f"{task.pk}-{key}",
            )
        except Refused:
            assert snapshot() == before
    holds(task)


@BOUNDED
@given(walk=WALK)
def test_any_walk_along_what_is_offered(on_sqlite: str, walk: list[int]) -> None:
    """What is offered and needs no look at the fields always succeeds; the walk ends closed."""
    task = drafted()
    notices = Notice.objects.count()
    for pick in walk:
        ways = [
            (offer.transition, person)
            for person in PEOPLE.values()
            for offer in available(task, person)
            if offer.allowed and offer.transition.action != "transfer"
        ]
        assert (ways == []) == (not task.is_open)
        if not ways:
            break
        row, person = ways[pick % len(ways)]
        perform(
            task,
            row.action,
            actor=person,
            expected_version=task.version,
            payload=GIVEN.get(row.action),
        )
        notices += len(row.notices)
    assert Notice.objects.count() == notices
    holds(task)
