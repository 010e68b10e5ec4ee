"""The pages of emergency access: without it 404, with it 200, once expired 404 again."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from goldthread.offices.models import EmergencyAccess
from goldthread.programme.models import KeyTask
from tests.programme.building import World
from tests.programme.permissions.test_emergency import REASON, expire
from tests.web.conftest import words

Reader = Callable[..., Any]
FORM = "/act/emergency_access/new/open"


@pytest.fixture
def task(world: World) -> KeyTask:
    return world.task("registered")


def send(world: World, name: str, **typed: str) -> Any:
    """The form filled in and sent, as a browser does."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(world[name])
    page = client.get(FORM).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return client.post(FORM, {**hidden, **typed})


def opened(world: World, task: KeyTask) -> EmergencyAccess:
    typed = {"object_type": "programme.keytask", "object_key": str(task.pk)}
    answer = send(world, "sysadmin", **typed, reason=REASON, hours="2")
    assert answer.status_code == 303, words(answer.content.decode())
    access = EmergencyAccess.objects.get()
    assert answer["Location"].startswith(f"/emergency-access/{access.pk}")
    return access


def test_a_task_is_seen_while_it_is_opened_and_not_before_or_after(
    world: World, task: KeyTask, read: Reader
) -> None:
    address = f"/tasks/{task.pk}"
    assert read(address, "sysadmin").status_code == 404
    access = opened(world, task)
    page = read(address, "sysadmin")
    assert page.status_code == 200
    until = f"{access.until:%Y-%m-%d %H:%M}"
    told = f"Emergency access Opened for reading by sysadmin until {until}, because: {REASON}"
    assert told in words(page.content.decode())
    assert f"You see this because you opened it in an emergency, until {until}." in words(
        page.content.decode()
    )
    assert 'class="actions"' not in page.content.decode()
    expire(access)
    assert read(address, "sysadmin").status_code == 404


def test_those_who_work_on_it_read_who_reads_it(world: World, task: KeyTask, read: Reader) -> None:
    access = opened(world, task)
    until = f"{access.until:%Y-%m-%d %H:%M}"
    page = words(read(f"/tasks/{task.pk}", "planning", "zh").content.decode())
    assert f"应急查阅 sysadmin已开启查阅，有效至{until}，理由：{REASON}" in page


@pytest.mark.parametrize("action", ["edit", "register", "sign"])
def test_no_form_is_given_by_it(world: World, task: KeyTask, read: Reader, action: str) -> None:
    opened(world, task)
    page = read(f"/act/key_task/{task.pk}/{action}", "sysadmin")
    assert page.status_code == 403
    assert "<textarea" not in page.content.decode()


def test_the_auditor_is_told_and_reads_the_list_and_the_file(
    world: World, task: KeyTask, read: Reader
) -> None:
    access = opened(world, task)
    notices = words(read("/desk/notices", "auditor").content.decode())
    assert "Opened for reading in an emergency" in notices
    page = words(read("/emergency-access", "auditor").content.decode())
    until = f"{access.until:%Y-%m-%d %H:%M}"
    assert f"sysadmin Key task: Protection centres {REASON} open until {until}" in page
    expire(access)
    assert "expired at" in words(read("/emergency-access", "auditor").content.decode())
    file = b"".join(read("/emergency-access.csv", "auditor").streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(StringIO(file))
    assert (row["who"], row["object"], row["state"]) == (
        "sysadmin",
        "Protection centres",
        "expired",
    )
    assert row["reason"] == REASON


def test_nobody_else_has_such_pages(world: World, task: KeyTask, read: Reader) -> None:
    access = opened(world, task)
    for address in ("/emergency-access", "/emergency-access.csv", f"/emergency-access/{access.pk}"):
        assert [read(address, name).status_code for name in ("", "press", "issuer")] == [404] * 3
    assert read(f"/emergency-access/{access.pk}", "auditor").status_code == 200


def test_what_is_missing_is_said_at_the_form(world: World, task: KeyTask) -> None:
    typed = {"object_type": "programme.keytask", "object_key": str(task.pk), "hours": "2"}
    answer = send(world, "sysadmin", **typed, reason="to look")
    assert answer.status_code == 422
    assert "Say in at least 20 characters why; there are 7." in words(answer.content.decode())
    assert not EmergencyAccess.objects.exists()
