"""What was done is offered to be taken back, where the table has a way that the person may go."""

from typing import Any

import pytest

from goldthread.web.acting.undoing import way_back
from tests.programme.building import World
from tests.web.programme.conftest import world  # noqa: F401


def test_a_suspended_task_may_be_resumed_by_who_suspended_it(world: World) -> None:  # noqa: F811
    task = world.task("in_progress")
    head: Any = world["supervision_head"]
    event = world.act(task, "suspend", "supervision_head", reason="x", review_on="2019-09-01")
    offer = way_back(task, event, head)
    assert offer is not None
    assert offer.transition.action == "resume"
    assert way_back(task, event, world["zj_head"]) is None


@pytest.mark.parametrize("action", ["sign_for_receipt", "work"])
def test_where_there_is_no_way_back_none_is_offered(
    world: World,  # noqa: F811
    action: str,
) -> None:
    task = world.task("assigned")
    for step in ("sign_for_receipt", "work"):
        event = world.act(task, step, "protection")
        if step == action:
            assert way_back(task, event, world["protection"]) is None


def test_the_message_carries_the_link(world: World) -> None:  # noqa: F811
    from django.test import Client

    from tests.web.volume.conftest import fields

    task = world.task("in_progress")
    client = Client(headers={"accept-language": "en"})
    client.force_login(world["supervision_head"])
    where = f"/act/key_task/{task.pk}/suspend"
    given = fields(client.get(where).content.decode())
    given |= {"reason": "x", "review_on": "2019-09-01"}
    page = client.post(where, given, follow=True).content.decode()
    assert f'<a href="/act/key_task/{task.pk}/resume">Take it back: resume</a>' in page
