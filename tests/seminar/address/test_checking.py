"""The check on a real ledger: what it reads, for whom, and by how many queries."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.programme.models import KeyTask, Measure
from goldthread.seminar.models import Address
from goldthread.seminar.queries.checking import Checked, checked
from goldthread.seminar.speech.finding import Finding
from tests.seminar.building import Convened

DAY = date(2019, 7, 25)


def address(world: Convened, en: str = "", zh: str = "") -> Address:
    given = {"title_en": "Address", "text_en": en, "text_zh": zh}
    seminar = world.seminar("planned")
    made: Address = world.make(Address(), "draft", "secretariat", seminar=seminar.pk, **given)
    return made


def contradictions(result: Checked) -> list[Finding]:
    return [each for each in result.findings if each.kind == "contradiction"]


def settle(world: Convened, task: KeyTask) -> None:
    world.prove(task)
    world.act(task, "report_done", world.head(task))
    world.act(task, "verify", "verifier", verdicts=world.verdicts(task))
    world.act(task, "settle", "supervision_head")


def test_an_overdue_task_contradicts_that_it_is_settled(world: Convened, home: Path) -> None:
    task = world.task("in_progress")
    made = address(world, f"{task.ledger_number} has been settled.", "建设保护中心已办结。")
    english, chinese = contradictions(checked(made, None, DAY))
    assert english.about["tasks"] == (str(task.pk),)
    assert "2019-H1-001 (in progress, overdue)" in english.why.in_language("en")
    assert "2019-H1-001（承办中，已逾期）" in chinese.why.in_language("zh")
    [before_due] = [
        each for each in contradictions(checked(made, None, date(2019, 6, 28))) if each.lang == "en"
    ]
    assert "2019-H1-001 (in progress)" in before_due.why.in_language("en")
    settle(world, task)
    assert contradictions(checked(made, None, DAY)) == []


def test_completed_after_its_day_is_not_on_time(world: Convened, home: Path) -> None:
    task = world.task("in_progress")
    made = address(world, f"{task.ledger_number} has been completed on time.")
    world.until(date(2019, 7, 1))
    settle(world, task)
    [found] = contradictions(checked(made, None, DAY))
    assert "on time" in found.why.in_language("en")
    assert "completed late" in found.why.in_language("en")


def test_regions_that_owe_reports_are_named(world: Convened, home: Path) -> None:
    task = world.task("in_progress")
    for office in ("IPO-ZJ", "IPO-JS"):
        world.assignment(task, office, "in_progress")
    made = address(world, zh="各地区均已报送进展报告。")
    [found] = contradictions(checked(made, None, DAY))
    told = found.why.in_language("zh")
    assert "浙江局" in told
    assert "江苏局" in told
    assert len(found.about["tasks"]) == 3


def test_a_promise_is_kept_by_a_measure_of_the_next_cycle(world: Convened, home: Path) -> None:
    made = address(world, "We will set up a service network abroad by December.")
    [promise] = checked(made, None, DAY).findings
    assert (promise.kind, checked(made, None, DAY).promises[0].measures) == ("promise", ())
    cycle = world.new_cycle(
        "2019-H2", starts=date(2019, 7, 1), ends=date(2019, 12, 31), previous=world.cycle.pk
    )
    given = {"cycle": cycle.pk, "number": 1, "line_of_work": "protection"}
    title = "Service network abroad"
    measure = world.make(Measure(), "draft", "planning", title_en=title, **given)
    result = checked(made, None, DAY)
    assert result.findings == ()
    assert result.promises[0].measures == (str(measure.pk),)
    world.act(measure, "withdraw", "planning", reason="重复")
    assert [each.kind for each in checked(made, None, DAY).findings] == ["promise"]


def test_claims_are_held_against_what_the_reader_may_see(world: Convened, home: Path) -> None:
    """The secretariat sees no tasks: it learns nothing of them from what it writes."""
    task = world.task("in_progress")
    said = f"{task.ledger_number} has been settled. All regions have reported."
    made = address(world, said)
    assert len(contradictions(checked(made, world["planning"], DAY))) == 2
    assert checked(made, world["secretariat"], DAY).findings == ()


def asked(made: Address, user: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        checked(made, user, DAY)
    return len(queries)


@pytest.mark.parametrize("by", ["issuer", "secretariat"])
def test_queries_do_not_grow(world: Convened, home: Path, by: str) -> None:
    sentence = "Task {n} has been settled. All regions have reported. We will build {n} halls. "
    task = world.task("in_progress", title_en="Task number 1")
    world.assignment(task, "IPO-ZJ", "in_progress")
    made = address(world, sentence.format(n="2019-H1-001"))
    first = asked(made, world[by])
    for number in (2, 3):
        more = world.task("in_progress", title_en=f"Task number {number}")
        world.assignment(more, "IPO-ZJ", "in_progress")
        world.new_measure(number)
    text = "".join(sentence.format(n=f"2019-H1-00{n}") for n in (1, 2, 3))
    world.act(made, "edit", "secretariat", title_en="Address", text_en=text)
    assert asked(Address.objects.get(pk=made.pk), world[by]) <= first + 1
    again = Address.objects.select_related("seminar").get(pk=made.pk)
    assert asked(again, world[by]) == first


@pytest.mark.usefixtures("ledger")
def test_the_same_on_both_databases(home: Path) -> None:
    world = Convened()
    task = world.task("in_progress")
    world.assignment(task, "IPO-ZJ", "in_progress")
    text = "All regions have reported. All tasks have been settled. Grants: {{C03 period=2019-H1}}."
    made = address(world, text)
    result = checked(made, None, DAY)
    assert [each.kind for each in result.findings] == ["contradiction", "contradiction"]
    world.act(made, "edit", "planning", title_en="A", text_en="Grants: {{C03 period=2019-H1}}.")
    world.act(made, "clear", "issuer")
    assert [row.code[:4] for row in made.figures.all()] == ["C03-"]
    world.act(made, "give", "planning", into=world.cycle.pk)
    assert made.state == "given"
