"""Every row of the measure's table."""

from datetime import date
from typing import Any

import pytest

from goldthread.programme.models import Measure
from goldthread.programme.transitions import MEASURE
from goldthread.workflow.models import Event
from tests.programme.building import World
from tests.programme.rows.harness import Guarded, Row, Try, guards_of, refused, steps_of, who_may

PLANNING, ISSUER = frozenset({"planning"}), frozenset({"issuer"})
SUPERVISION = frozenset({"supervision", "verifier"})
DEPARTMENTS = frozenset({"protection", "utilisation", "law"})
REGIONS = frozenset({"zj_head", "zj_coordinator", "js_head", "js_coordinator"})
ASSESSED = ("achieved", "partly_achieved", "not_achieved")


def fields(world: World, **more: Any) -> dict[str, Any]:
    given = {"number": 2, "line_of_work": "protection", "title_en": "Fast-track centres"}
    given |= {"department": "CNIPA-PROT", "requirements": [world.requirement.pk]}
    return given | more


def new(world: World, **more: Any) -> Try:
    return Try(Measure(), fields(world, cycle=world.cycle.pk) | more)


def measure_in(world: World, state: str) -> Measure:
    measure = world.make(Measure(), "draft", "planning", **new(world).payload)
    for action, by, given in WAY[: REACHED[state]]:
        world.act(measure, action, by, **given)
    if state in ASSESSED:
        world.act(measure, f"assess_{state}", "supervision", assessment="依据年度评估")
    return measure


WAY: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("consult", "planning", {"until": date(2019, 1, 31)}),
    ("approve", "issuer", {}),
    ("issue", "issuer", {}),
    ("put_in_force", "supervision", {}),
)
REACHED = {"drafted": 0, "consultation": 1, "approved": 2, "issued": 3, "in_force": 4}
REACHED |= dict.fromkeys(ASSESSED, 4)


def row(action: str, source: str, target: str, who: frozenset[str], **payload: Any) -> Row:
    return Row(action, source, target, who, lambda w: Try(measure_in(w, source), payload))


def carried(world: World, state: str) -> Try:
    return Try(measure_in(world, state), {"into": world.next_cycle().pk})


def superseded(world: World, state: str) -> Try:
    act = world.reform(
        [{"kind": "merged", "offices": ["CNIPA-UTIL"], "into": "CNIPA-PROT"}], date(2019, 5, 1)
    )
    return Try(measure_in(world, state), {"act": act.pk})


def carried_in(world: World) -> Try:
    old = measure_in(world, "not_achieved")
    return Try(Measure(), {"carried_from": old.pk, "cycle": world.next_cycle().pk})


ROWS = (
    Row("draft", "", "drafted", PLANNING | {"protection"}, new),
    Row(
        "edit",
        "drafted",
        "drafted",
        PLANNING | {"protection"},
        lambda w: Try(measure_in(w, "drafted"), fields(w)),
    ),
    row("consult", "drafted", "consultation", PLANNING, until=date(2019, 1, 31)),
    row("comment", "consultation", "consultation", REGIONS | DEPARTMENTS, text="建议增加经费"),
    row("revise", "consultation", "drafted", PLANNING),
    row("approve", "consultation", "approved", ISSUER),
    row("issue", "approved", "issued", ISSUER),
    row("put_in_force", "issued", "in_force", SUPERVISION),
    Row(
        "amend",
        "in_force",
        "in_force",
        PLANNING,
        lambda w: Try(measure_in(w, "in_force"), fields(w, reason="新规定")),
    ),
    *(row(f"assess_{s}", "in_force", s, SUPERVISION, assessment="依据") for s in ASSESSED),
    *(row("close", state, "closed", SUPERVISION) for state in ASSESSED),
    *(
        Row("carry_over", s, "carried_over", PLANNING, lambda w, s=s: carried(w, s))
        for s in ASSESSED[1:]
    ),
    *(
        Row("supersede", s, "superseded", ISSUER, lambda w, s=s: superseded(w, s))
        for s in ("issued", "in_force")
    ),
    *(
        row("withdraw", state, "withdrawn", ISSUER | PLANNING, reason="撤回")
        for state in ("drafted", "consultation", "approved")
    ),
    Row("carry_in", "", "drafted", frozenset({"system:carry_over"}), carried_in),
)


def written(guard: str, en: str, zh: str, why: str = "", **given: Any) -> tuple[Guarded, ...]:
    """The same fault when it is drafted, edited and amended."""
    return (
        Guarded("draft", guard, lambda w: new(w, **given), en, zh, why),
        Guarded("edit", guard, lambda w: Try(measure_in(w, "drafted"), fields(w, **given)), en, zh),
        Guarded(
            "amend",
            guard,
            lambda w: Try(measure_in(w, "in_force"), fields(w, reason="x", **given)),
            en,
            zh,
        ),
    )


def after_the_consultation(world: World) -> Try:
    measure = measure_in(world, "consultation")
    world.until(date(2019, 2, 1))
    return Try(measure, {"text": "太晚"}, by="zj_head")


def with_open_task(world: World) -> Try:
    measure = measure_in(world, "in_force")
    world.task("assigned", measure=measure.pk)
    world.act(measure, "assess_achieved", "supervision", assessment="依据")
    return Try(measure)


def without_requirement(world: World) -> Try:
    measure = world.make(Measure(), "draft", "planning", **new(world, requirements=[]).payload)
    world.act(measure, "consult", "planning", until=date(2019, 1, 31))
    world.act(measure, "approve", "issuer")
    return Try(measure)


def not_yet_enacted(world: World) -> Try:
    act = world.reform(
        [{"kind": "merged", "offices": ["CNIPA-UTIL"], "into": "CNIPA-PROT"}],
        date(2019, 5, 1),
        enact=False,
    )
    return Try(measure_in(world, "issued"), {"act": act.pk})


GUARDED = (
    Guarded(
        "draft",
        "measure.cycle_running",
        lambda w: new(w, cycle="x"),
        "There is no such cycle, or it is closed for new measures.",
        "周期不存在，或已不再接收新的举措。",
    ),
    *written(
        "measure.titled",
        "Give a title in English, in Chinese, or both.",
        "请填写英文或中文标题。",
        title_en=None,
    ),
    *written(
        "measure.known_words",
        "There is no line of work gardening; there are: creation, protection, utilisation, "
        "administration_and_service, international_cooperation.",
        "没有工作线gardening，可用的有：creation, protection, utilisation, "
        "administration_and_service, international_cooperation。",
        line_of_work="gardening",
    ),
    Guarded(
        "draft",
        "measure.known_words",
        lambda w: new(w, department="SAIC"),
        "There is no office SAIC on 2019-01-07.",
        "2019-01-07不存在单位SAIC。",
        why="department",
    ),
    Guarded(
        "draft",
        "measure.known_words",
        lambda w: new(w, requirements=["4711"]),
        "4711 is no requirement of this cycle that still stands.",
        "4711不是本周期的有效工作要求。",
        why="requirement",
    ),
    *written(
        "measure.number_free",
        "The number 1 must be 1 or more and not be taken in this cycle.",
        "序号1须不小于1，且在本周期未被使用。",
        number=1,
    ),
    Guarded(
        "consult",
        "measure.until_ahead",
        lambda w: Try(measure_in(w, "drafted"), {"until": date(2019, 1, 6)}),
        "The last day for comments, 2019-01-06, is past.",
        "意见截止日2019-01-06已过。",
    ),
    Guarded(
        "comment",
        "measure.consultation_running",
        after_the_consultation,
        "Comments were taken until 2019-01-31.",
        "征求意见已于2019-01-31截止。",
    ),
    Guarded(
        "issue",
        "measure.answers_requirement",
        without_requirement,
        "The measure answers no issued requirement; name one, or issue it.",
        "举措未对应已印发的工作要求，请填写或先印发工作要求。",
    ),
    Guarded(
        "close",
        "measure.tasks_ended",
        with_open_task,
        "1 key tasks of the measure are still open.",
        "该举措尚有1项督办事项未了结。",
    ),
    Guarded(
        "carry_over",
        "measure.next_cycle",
        lambda w: Try(measure_in(w, "not_achieved"), {"into": w.cycle.pk}),
        "A measure is carried into the cycle that follows its own and is preparing or open.",
        "举措须结转至紧接其后、处于筹备或进行中的周期。",
    ),
    Guarded(
        "supersede",
        "measure.under_reform",
        not_yet_enacted,
        "There is no such reform act, or it is not enacted.",
        "机构改革不存在或尚未颁布。",
    ),
)
BY = {"issue": "issuer", "supersede": "issuer", "close": "supervision"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_who_may(world: World, row: Row) -> None:
    who_may(world, row)


@pytest.mark.parametrize("row", GUARDED, ids=lambda row: row.name)
def test_guard(world: World, row: Guarded) -> None:
    refused(world, row, BY.get(row.action, "planning"))


def test_every_row_and_guard_is_here() -> None:
    assert {(r.action, r.source, r.target) for r in ROWS} == steps_of(MEASURE)
    assert {(g.action, g.guard) for g in GUARDED} == guards_of(MEASURE)


def test_amendment_is_the_next_edition_and_the_log_keeps_the_last(world: World) -> None:
    measure = measure_in(world, "in_force")

    world.act(
        measure, "amend", "planning", **fields(world, title_en="Fast-track network", reason="扩面")
    )

    assert (measure.edition, measure.title_en, measure.state) == (
        2,
        "Fast-track network",
        "in_force",
    )
    first = Event.objects.of(measure).filter(action="draft").get()
    assert first.payload["title_en"] == "Fast-track centres"


def test_carried_over_measure_leads_back(world: World) -> None:
    measure, into = measure_in(world, "partly_achieved"), world.next_cycle()

    world.act(measure, "carry_over", "planning", into=into.pk)

    new_one = measure.carried_to
    assert (new_one.cycle, new_one.state, new_one.number) == (into, "drafted", 1)
    assert (new_one.title_en, new_one.department.code) == ("Fast-track centres", "CNIPA-PROT")


def test_comment_names_person_and_office(world: World) -> None:
    measure = measure_in(world, "consultation")

    world.act(measure, "comment", "zj_coordinator", text="建议增加经费")

    [comment] = measure.comments.select_related("office", "person")
    assert (comment.office.code, comment.person.name_en) == ("IPO-ZJ", "zj_coordinator")
