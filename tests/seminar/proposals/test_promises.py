"""Promised against delivered: counted by hand on a small world, each figure opening to its rows."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.seminar.following import follow
from goldthread.seminar.models import Proposal, Seminar
from goldthread.seminar.queries import promises
from goldthread.workflow.texts import LANGUAGES
from tests.seminar.building import PROMISE, Convened


@pytest.fixture
def story(world: Convened) -> dict[str, Proposal]:
    """Six promises and one answer that promises nothing, of two departments.

    One has no task yet; one is in work; one was kept in time, one late; one task was cancelled;
    one was carried over into the second half-year.
    """
    seminar = world.seminar("called")
    names = ("waits", "works", "kept", "late", "dropped", "rolled")
    due = {"late": "2019-06-10"}
    found = {}
    for name in names:
        answer = PROMISE | {"plan_due": due.get(name, "2019-11-29")}
        found[name] = world.proposal(seminar, "answered", answer=answer)
    world.proposal(seminar, "answered")
    tasks = {name: world.task("in_progress") for name in names[1:]}
    for name, task in tasks.items():
        world.act(found[name], "adopt", "planning", cycle=world.cycle.pk, task=task.pk)
    _finish(world, tasks["kept"])
    world.until(date(2019, 6, 12))
    _finish(world, tasks["late"])
    world.act(tasks["dropped"], "cancel", "issuer", document="国知发〔2019〕9号")
    given = {"into": world.next_cycle().pk, "due": date(2019, 12, 20), "reason": "未完成"}
    world.act(tasks["rolled"], "carry_over", "supervision", **given)
    follow(world.at)
    return found


def _finish(world: Convened, task: Any) -> None:
    for step in ("completion_reported", "verified", "settled"):
        getattr(world, f"_to_{step}")(task)


FIGURES = {
    "promised": 6,
    "not_adopted": 1,
    "adopted": 5,
    "fulfilled": 2,
    "fulfilled_late": 1,
    "not_fulfilled": 1,
    "rolled_over": 1,
    "open": 3,
    "late": 0,
}


def test_figures_by_hand(world: Convened, story: dict[str, Proposal]) -> None:
    day = world.at.date()

    [row] = promises.over_the_years(world["press"], day)

    assert (row.seminar, row.figures) == (Seminar.objects.get(), FIGURES)
    assert row.kept == pytest.approx(2 / 3)
    [handler] = promises.by_handler(world["press"], day)
    assert (handler.handler, handler.figures) == ("CNIPA-PROT", FIGURES)
    assert promises.altogether(world["press"], day).figures == FIGURES


def test_late_is_of_the_day_and_by_the_day_promised(
    world: Convened, story: dict[str, Proposal]
) -> None:
    """The next cycle's task is due on 20 December; what was promised was 29 November."""
    user = world["zj_head"]
    assert not promises.promised(user, date(2019, 11, 29), outcome="late").exists()

    late = promises.promised(user, date(2019, 11, 30), outcome="late")

    assert set(late) == {story["waits"], story["works"], story["rolled"]}
    assert promises.altogether(user, date(2019, 11, 30)).figures["late"] == 3


def test_each_figure_opens_to_its_proposals(world: Convened, story: dict[str, Proposal]) -> None:
    day, user, seminar = world.at.date(), world["zj_head"], Seminar.objects.get()
    behind = {
        "promised": set(story),
        "not_adopted": {"waits"},
        "adopted": set(story) - {"waits"},
        "fulfilled": {"kept", "late"},
        "fulfilled_late": {"late"},
        "not_fulfilled": {"dropped"},
        "rolled_over": {"rolled"},
        "open": {"waits", "works", "rolled"},
        "late": set(),
    }
    assert set(behind) == set(promises.OUTCOMES)
    for outcome, names in behind.items():
        rows = promises.promised(user, day, seminar=seminar, handler="CNIPA-PROT", outcome=outcome)
        assert set(rows) == {story[name] for name in names}, outcome
    assert not promises.promised(user, day, handler="CNIPA-LAW").exists()


def test_seminars_of_several_years_the_oldest_first(
    world: Convened, story: dict[str, Proposal]
) -> None:
    later = world.seminar(
        "called",
        key="2019-2",
        starts=date(2019, 12, 2),
        ends=date(2019, 12, 3),
        proposals_until=date(2019, 11, 22),
    )
    world.proposal(later, "answered", answer=PROMISE)
    day = world.at.date()

    rows = promises.over_the_years(world["zj_head"], day)

    assert [(row.seminar, row.figures["promised"]) for row in rows] == [
        (story["waits"].seminar, 6),
        (later, 1),
    ]
    assert rows[1].kept is None
    [own] = promises.by_handler(world["zj_head"], day, later)
    assert (own.figures["promised"], own.seminar) == (1, later)
    assert promises.altogether(world["zj_head"], day, later).figures["promised"] == 1


def test_before_anything_is_promised(world: Convened) -> None:
    day = world.at.date()
    assert promises.over_the_years(world["zj_head"], day) == ()
    assert promises.by_handler(world["zj_head"], day) == ()
    assert set(promises.altogether(world["zj_head"], day).figures.values()) == {0}


def test_a_promise_that_is_not_published_is_not_counted(world: Convened) -> None:
    world.proposal(world.seminar(), "answer_pending", answer=PROMISE)
    for by in ("secretariat", "zj_head", "press"):
        assert promises.over_the_years(world[by], world.at.date()) == ()


def test_a_fixed_number_of_queries(world: Convened) -> None:
    seminar = world.seminar()

    def queries() -> list[int]:
        found = []
        for ask in (promises.over_the_years, promises.by_handler, promises.altogether):
            with CaptureQueriesContext(connection) as captured:
                ask(world["zj_head"], world.at.date())
            found.append(len(captured))
        return found

    world.proposal(seminar, "answered", answer=PROMISE)
    one = queries()
    for _ in range(2):
        world.proposal(seminar, "answered", answer=PROMISE)

    assert one == queries() == [3, 2, 2]


def test_outcomes_are_named_in_both_languages() -> None:
    for titles in promises.OUTCOMES.values():
        assert all(titles[lang] for lang in LANGUAGES)
