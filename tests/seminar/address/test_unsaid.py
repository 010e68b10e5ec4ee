"""The unsaid list: each kind is told, a mention takes it away, nothing hidden is learnt from it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.programme.models import KeyTask
from goldthread.seminar.models import Address, Proposal, Remark, Seminar
from goldthread.seminar.queries.unsaid import Unsaid, unsaid
from tests.seminar.building import Convened

DAY = date(2019, 7, 25)
TITLES = {"title_en": "Fast-track review of trade mark cases", "title_zh": "商标案件快速审查"}


def rows(seminar: Seminar, world: Convened, by: str = "planning", day: date = DAY) -> list[Unsaid]:
    return unsaid(seminar, world[by], day)


def kinds(found: list[Unsaid]) -> list[str]:
    return [each.kind for each in found]


@pytest.fixture
def overdue(world: Convened) -> KeyTask:
    """Due on 28 June, not completed; its assignment to Zhejiang is overdue too."""
    task = world.task("in_progress", **TITLES)
    world.assignment(task, "IPO-ZJ", "in_progress")
    return task


@pytest.fixture
def seminar(world: Convened, overdue: KeyTask) -> Seminar:
    return world.seminar("nominations_open")


def test_an_overdue_task_is_told_once_with_its_assignments(
    world: Convened, seminar: Seminar, overdue: KeyTask
) -> None:
    [row] = rows(seminar, world)
    assert (row.kind, row.key, row.address) == ("overdue", overdue.pk, f"/tasks/{overdue.pk}")
    assert row.titles["zh"] == "2019-H1-001 商标案件快速审查"
    assert row.why.in_language("en") == (
        "Overdue since 2019-06-28, with 1 more assignments, and no proposal, remark, intervention, "
        "document or address mentions it."
    )
    assert "另有1项分解任务逾期" in row.why.in_language("zh")
    assert rows(seminar, world, day=date(2019, 6, 28)) == []


def test_what_is_done_cancelled_or_ahead_is_not_overdue(world: Convened) -> None:
    for state in ("completion_reported", "settled", "cancelled"):
        world.task(state, **TITLES)
    world.task("in_progress", due=date(2019, 7, 26), **TITLES)
    assert rows(world.seminar("planned"), world) == []


Saying = Callable[[Convened, Seminar], Any]


def _in_a_proposal(world: Convened, seminar: Seminar) -> None:
    world.proposal(seminar, "filed", request_zh="请加快2019-H1-001的办理。")


def _in_a_title(world: Convened, seminar: Seminar) -> None:
    world.proposal(seminar, "filed", title_zh="关于商标案件快速审查的建议")


def _in_a_remark(world: Convened, seminar: Seminar) -> None:
    proposal = world.proposal(seminar, "filed")
    text = "See fast-track REVIEW of trade mark cases."
    world.make(Remark(), "post", "delegate", proposal=proposal.pk, text=text)


def _cited(world: Convened, seminar: Seminar) -> None:
    proposal = world.proposal(seminar, "filed")
    cites = [{"kind": "task", "key": str(KeyTask.objects.get(parent=None).pk)}]
    given = {"proposal": proposal.pk, "text": "Late.", "cites": cites}
    world.make(Remark(), "post", "protection", **given)


def _in_an_intervention(world: Convened, seminar: Seminar) -> None:
    delegation = world.delegation(seminar, "IPO-ZJ", "approved")
    world.release(seminar)
    item = world.statements(seminar)
    world.intervention(delegation, item, subject="2019-H1-001 的进展")


def _in_a_document(world: Convened, seminar: Seminar) -> None:
    world.seminar_document(seminar, title_zh="商标案件快速审查进展情况")


def _in_an_address(world: Convened, seminar: Seminar) -> None:
    given = {"title_zh": "讲话", "text_zh": "商标案件快速审查进展缓慢。"}
    world.make(Address(), "draft", "secretariat", seminar=seminar.pk, **given)


@pytest.mark.parametrize(
    "say",
    [
        _in_a_proposal,
        _in_a_title,
        _in_a_remark,
        _cited,
        _in_an_intervention,
        _in_a_document,
        _in_an_address,
    ],
)
def test_a_mention_takes_it_from_the_list(world: Convened, seminar: Seminar, say: Saying) -> None:
    assert kinds(rows(seminar, world, "issuer")) == ["overdue"]
    say(world, seminar)
    assert rows(seminar, world, "issuer") == []


def test_what_was_withdrawn_or_speaks_of_another_task_is_no_mention(
    world: Convened, seminar: Seminar
) -> None:
    world.seminar_document(seminar, "withdrawn", title_zh="商标案件快速审查进展情况")
    proposal = world.proposal(seminar, "filed", request_zh="关于2019-H1-0011和2019-H1-001-ZJ。")
    assert kinds(rows(seminar, world)) == ["overdue"]
    [row] = rows(seminar, world)
    assert "assignments" not in row.why.in_language("en")
    assert proposal.state == "filed"


def test_what_the_reader_may_not_see_is_no_mention_for_him(
    world: Convened, seminar: Seminar
) -> None:
    """A draft of another office neither shows itself nor takes anything away."""
    world.proposal(seminar, "drafted", office="IPO-JS", title_zh="商标案件快速审查")
    assert kinds(rows(seminar, world, "planning")) == ["overdue"]
    assert kinds(rows(seminar, world, "zj_head")) == ["overdue"]


def test_requirements_and_measures_without_what_follows_them(world: Convened) -> None:
    seminar = world.seminar("planned")
    [idle] = rows(seminar, world)
    assert (idle.kind, idle.key) == ("measure", world.measure.pk)
    assert idle.address == f"/measures/{world.measure.pk}"
    loose = world.new_requirement("2", "2")
    assert kinds(rows(seminar, world)) == ["requirement", "measure"]
    [row, _measure] = rows(seminar, world)
    assert (row.key, row.address) == (loose.pk, f"/requirements/{loose.pk}")
    assert row.why.in_language("zh") == "尚无举措与之对应。"

    task = world.draft(due=date(2019, 12, 31))
    assert kinds(rows(seminar, world)) == ["requirement"]
    world.act(task, "cancel", "issuer", document="国知发〔2019〕9号")
    world.act(loose, "supersede", "issuer", reason="已合并")
    assert kinds(rows(seminar, world)) == ["measure"]


def owe(proposal: Proposal, day: date) -> None:
    """The day by which an answer is owed, whatever clock the seminar has."""
    with connection.cursor() as cursor:
        table = Proposal._meta.db_table
        cursor.execute(f"UPDATE {table} SET answer_due = %s WHERE id = %s", [day, proposal.pk])


def test_a_proposal_whose_answer_is_overdue(world: Convened) -> None:
    world.draft(due=date(2019, 12, 31))
    seminar = world.seminar("nominations_open")
    late = world.proposal(seminar, "in_handling")
    world.proposal(seminar, "filed")
    owe(late, date(2019, 8, 30))
    day_after = date(2019, 8, 31)
    assert rows(seminar, world, day=date(2019, 8, 30)) == []
    [row] = rows(seminar, world, day=day_after)
    assert (row.kind, row.key, row.address) == ("proposal", late.pk, f"/proposals/{late.pk}")
    assert row.why.in_language("en") == (
        "Its answer was due on 2019-08-30; the state is: in handling."
    )
    world.lead_proposal(Proposal.objects.get(pk=late.pk), "answered")
    assert rows(seminar, world, day=day_after) == []


@pytest.mark.parametrize(
    ("by", "seen"),
    [
        ("planning", ["overdue", "requirement", "measure"]),
        ("issuer", ["overdue", "requirement", "measure"]),
        ("protection", ["overdue"]),
        ("zj_head", ["overdue"]),
        ("secretariat", ["requirement"]),
        ("js_head", []),
        ("press", []),
        ("sysadmin", []),
    ],
)
def test_who_sees_what(world: Convened, seminar: Seminar, by: str, seen: list[str]) -> None:
    world.new_requirement("2", "2")
    world.new_measure(2)
    found = rows(seminar, world, by)
    assert kinds(found) == seen
    if by == "zj_head":
        assert [KeyTask.objects.get(pk=row.key).ledger_number for row in found] == [
            "2019-H1-001-ZJ"
        ]


def asked(seminar: Seminar, user: Any) -> tuple[int, int]:
    """How many queries, for how many rows."""
    with CaptureQueriesContext(connection) as queries:
        found = unsaid(seminar, user, DAY)
    return len(queries), len(found)


@pytest.mark.parametrize("by", ["issuer", "zj_head"])
def test_queries_do_not_grow_with_rows(world: Convened, seminar: Seminar, by: str) -> None:
    first = asked(seminar, world[by])
    for number in ("2", "3"):
        world.new_requirement(number, "2")
        world.new_measure(int(number))
        task = world.task(
            "in_progress", title_en=f"Task {number}", title_zh=f"第{number}项重点任务"
        )
        world.assignment(task, "IPO-ZJ", "in_progress")
        world.proposal(seminar, "filed")
    third = asked(seminar, world[by])
    assert third == (first[0], {"issuer": 7, "zj_head": 3}[by])


@pytest.mark.usefixtures("ledger")
def test_the_same_on_both_databases() -> None:
    world = Convened()
    world.new_requirement("2", "2")
    world.task("in_progress", **TITLES)
    world.new_measure(2)
    seminar = world.seminar("nominations_open")
    assert kinds(rows(seminar, world)) == ["overdue", "requirement", "measure"]
    _cited(world, seminar)
    assert kinds(rows(seminar, world)) == ["requirement", "measure"]
