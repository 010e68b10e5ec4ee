"""Many rows at once: each told beforehand, done to those that it can be done to, once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldthread.programme.actions.bulk import bulks
from goldthread.programme.models import KeyTask, SupervisionNotice
from goldthread.workflow.models import Event
from tests.programme.building import World
from tests.web.conftest import words

SignIn = Callable[..., Client]


def chosen(client: Client, *tasks: KeyTask, **more: Any) -> str:
    ticked = [f"{task.pk}.{task.version}" for task in tasks]
    answer = client.post("/ledger/many", {"task": ticked, **more})
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_what_is_offered_is_read_from_the_table() -> None:
    assert list(bulks()) == [
        "register",
        "sign",
        "assign",
        "sign_for_receipt",
        "sign_for_part",
        "hand_back",
        "work",
        "report_done",
        "waive",
        "settle",
        "write_off",
        "suspend",
        "resume",
        "sign_handover",
        "transfer",
        "cancel",
        "assign_to_offices",
        "issue_blue",
    ]


def test_each_row_is_told_and_only_those_that_can_are_done(world: World, signed_in: SignIn) -> None:
    one, two = world.task("signed"), world.task("signed")
    unsigned = world.task("registered")
    client = signed_in("supervision")
    where = chosen(client, one, two, unsigned)
    assert "Assign 3 rows are in a state for it" in words(client.get(where).content.decode())
    shown = words(client.post(where, {"action": "assign"}).content.decode())
    assert "It will be done to 2 tasks, in one step. 1 stays as it is." in shown
    assert {row.state for row in (one, two)} == {"registered"}
    done = client.post(where, {"action": "assign", "fields": "1", "step": "do"})
    assert done.status_code == 303
    states = list(KeyTask.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["assigned", "assigned", "registered"]
    told = words(client.get(where).content.decode())
    assert "Done to 2 tasks. 1 stayed as it was." in told


def test_a_second_click_does_nothing_more(world: World, signed_in: SignIn) -> None:
    task = world.task("signed")
    client = signed_in("supervision")
    where = chosen(client, task)
    for _ in range(2):
        client.post(where, {"action": "assign", "fields": "1", "step": "do"})
    assert Event.objects.filter(action="assign").count() == 1


def test_a_row_that_moved_since_it_was_chosen_is_left(world: World, signed_in: SignIn) -> None:
    task = world.task("signed")
    client = signed_in("supervision", "zh")
    where = chosen(client, task)
    world.act(task, "assign", "supervision")
    shown = words(client.post(where, {"action": "assign"}).content.decode())
    assert "选取后已有他人办理：选取时为第3版，现为第4版，状态为已交办。" in shown
    client.post(where, {"action": "assign", "fields": "1", "step": "do"})
    assert Event.objects.filter(action="assign").count() == 1


def test_a_field_that_all_share_is_asked_once(world: World, signed_in: SignIn) -> None:
    tasks = [world.task("in_progress"), world.task("in_progress")]
    client = signed_in("supervision_head")
    where = chosen(client, *tasks)
    first = client.post(where, {"action": "suspend"})
    assert 'name="review_on"' in first.content.decode()
    bad = client.post(where, {"action": "suspend", "fields": "1", "reason": "", "review_on": "x"})
    assert bad.status_code == 422
    given = {"action": "suspend", "fields": "1", "reason": "等待立法", "review_on": "2019-09-01"}
    assert "done to 2 tasks" in words(client.post(where, given).content.decode())
    client.post(where, given | {"step": "do"})
    assert {(t.state, t.review_on) for t in KeyTask.objects.all()} == {
        ("suspended", date(2019, 9, 1))
    }


def test_all_that_the_filter_finds(world: World, signed_in: SignIn) -> None:
    world.task("signed"), world.task("signed"), world.task("assigned")
    client = signed_in("supervision")
    answer = client.post("/ledger/many?state=registered", {"all": "1"})
    shown = words(client.get(answer.headers["Location"]).content.decode())
    assert "2 key tasks chosen" in shown


def test_a_national_task_goes_to_every_regional_office(world: World, signed_in: SignIn) -> None:
    task = world.task("assigned")
    client = signed_in("supervision")
    where = chosen(client, task)
    shown = client.post(where, {"action": "assign_to_offices"})
    assert "It will be done to 1 task" in words(shown.content.decode())
    assert task.assignments.count() == 0
    client.post(where, {"action": "assign_to_offices", "step": "do"})
    assert task.assignments.count() == 32


def test_blue_notices_are_issued_at_once(world: World, signed_in: SignIn) -> None:
    stones = [{"title": "完成", "due": "2019-06-05", "criteria": ["已完成"]}]
    tasks = [world.task("in_progress", due=date(2019, 6, 5), milestones=stones) for _ in range(2)]
    client = signed_in("supervision")
    where = chosen(client, *tasks)
    given = {"action": "issue_blue", "fields": "1", "text": "请抓紧办理。"}
    client.post(where, given)
    assert not SupervisionNotice.objects.exists()
    client.post(where, given | {"step": "do"})
    assert sorted(SupervisionNotice.objects.values_list("task_id", flat=True)) == sorted(
        task.pk for task in tasks
    )


def test_who_may_not_is_told_for_each_row(world: World, signed_in: SignIn) -> None:
    task = world.task("signed")
    client = signed_in("planning")
    where = chosen(client, task)
    shown = words(client.post(where, {"action": "assign"}).content.decode())
    assert "It can be done to none of them; the reasons stand below." in shown
    client.post(where, {"action": "assign", "fields": "1", "step": "do"})
    task.refresh_from_db()
    assert task.state == "registered"


def test_rows_that_one_does_not_see_are_not_there(world: World, signed_in: SignIn) -> None:
    task = world.task("signed")
    client = signed_in("zj_head")
    shown = words(client.get(chosen(client, task)).content.decode())
    assert "0 key tasks chosen" in shown
    assert "1 of your rows is no longer there for you." in shown


@pytest.mark.parametrize("ticked", ["x", "1", "1.x", "²³.1", "9" * 40 + ".1"])
def test_what_no_box_sends_is_refused(signed_in: SignIn, ticked: str) -> None:
    assert signed_in("supervision").post("/ledger/many", {"task": ticked}).status_code == 400


def test_nothing_ticked_leads_back_with_a_sentence(signed_in: SignIn) -> None:
    client = signed_in("supervision")
    answer = client.post("/ledger/many?q=x", {}, follow=True)
    assert answer.redirect_chain == [("/ledger?q=x", 303)]
    assert "Choose at least one row, and at most 2000." in answer.content.decode()
