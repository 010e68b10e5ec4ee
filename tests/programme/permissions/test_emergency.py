"""Break-glass: reading one object for a few hours, told to every auditor, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from goldthread.offices import emergency
from goldthread.offices.models import Delivery, EmergencyAccess, Person
from goldthread.programme.models import KeyTask
from goldthread.workflow.engine import create, perform
from goldthread.workflow.errors import GuardUnmet, NotAllowed, Refused
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event
from goldthread.workflow.verify import verify_chain
from tests.programme.permissions.scenes import SCENES, TODAY, Matrix
from tests.programme.permissions.test_reading import VISIBLE, sees

REASON = "备份恢复后须核对该件内容是否完整，别无其他方式可核对。"
NO_OBJECT = (
    "There is no such object: choose its kind and give the last part of its page's address, such "
    "as 12 of /tasks/12."
)
SEEN_BY_NO_ADMINISTRATOR = {
    "cycle": "preparing",
    "document": "drafted",
    "requirement": "drafted",
    "measure": "drafted",
    "national task": "registered",
    "main report": "draft",
    "evidence of the lead": "linked",
    "extension of the lead": "requested",
    "notice to the lead": "issued",
}
"""A scene of every model of the programme, in a state in which the public sees nothing of it."""


def opened(world: Matrix, obj: Lifecycle, **more: Any) -> EmergencyAccess:
    key = getattr(obj, emergency.OPENABLE[obj._meta.label_lower][1])
    given = {"object_type": obj._meta.label_lower, "object_key": str(key), "reason": REASON}
    access: EmergencyAccess = world.make(
        EmergencyAccess(), "open", "sysadmin", **{**given, "hours": 4, **more}
    )
    return access


def expire(access: EmergencyAccess) -> None:
    """As if the hours had gone by: the real clock is not ours to move."""
    past = timezone.now() - timedelta(seconds=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE offices_emergencyaccess SET opened_at = %s, until = %s WHERE id = %s",
            [past - timedelta(hours=4), past, access.pk],
        )


def test_every_model_of_the_programme_has_a_case() -> None:
    of_programme = {label for label in emergency.OPENABLE if label.startswith("programme.")}
    assert len(SEEN_BY_NO_ADMINISTRATOR) == len(of_programme)


@pytest.mark.parametrize("name", SEEN_BY_NO_ADMINISTRATOR)
def test_it_shows_the_one_object_while_it_lasts(world: Matrix, name: str) -> None:
    scene = SCENES[name](world)
    scene.enter(SEEN_BY_NO_ADMINISTRATOR[name])
    administrator = world["sysadmin"]
    seen = set(VISIBLE[type(scene.obj)](administrator, TODAY))
    assert scene.obj not in seen

    access = opened(world, scene.obj)
    assert set(VISIBLE[type(scene.obj)](administrator, TODAY)) == seen | {scene.obj}
    assert access.until - access.opened_at == timedelta(hours=4)

    expire(access)
    assert set(VISIBLE[type(scene.obj)](administrator, TODAY)) == seen


def test_closing_ends_it(world: Matrix) -> None:
    scene = SCENES["national task"](world)
    access = opened(world, scene.obj)
    assert sees(scene, world["sysadmin"])
    world.act(access, "close", "auditor")
    assert not sees(scene, world["sysadmin"])


def test_it_shows_nothing_to_anybody_else(world: Matrix) -> None:
    scene = SCENES["national task"](world)
    opened(world, scene.obj)
    assert not any(sees(scene, world[name]) for name in ("press", "js_head", "public", "law"))


def test_with_the_role_it_ends_too(world: Matrix) -> None:
    scene = SCENES["national task"](world)
    opened(world, scene.obj)
    person = Person.objects.get(user=world["sysadmin"])
    office = {"office": "CNIPA", "role": "system_administrator"}
    world.hire("second", "system_administrator", "CNIPA")
    world.act(person, "end_role", "second", **office, day=TODAY)
    assert not sees(scene, world["sysadmin"])


def test_every_auditor_is_told_at_once_and_the_log_keeps_it(world: Matrix) -> None:
    world.hire("second_auditor", "auditor", "CNIPA-HR")
    access = opened(world, world.task("registered"))
    told = Delivery.objects.filter(notice__kind="emergency_access.opened")
    auditors = {world[name].person.pk for name in ("auditor", "second_auditor")}
    assert set(told.values_list("person_id", flat=True)) == auditors
    expire(access)
    [event] = Event.objects.of(access)
    assert (event.action, event.role) == ("open", "role.system_administrator")
    assert event.payload["reason"] == REASON
    assert verify_chain() == []


def test_it_gives_no_action(world: Matrix) -> None:
    """Every action of the table, tried on a task that the administrator now reads."""
    scene = SCENES["national task"](world)
    for state in (each.name for each in scene.machine.states):
        task = scene.enter(state)
        opened(world, task)
        for row in scene.machine.exits(state):
            with pytest.raises(NotAllowed):
                perform(
                    task,
                    row.action,
                    actor=world["sysadmin"],
                    expected_version=task.version,
                    at=world.at,
                )


@pytest.mark.parametrize(
    ("more", "en", "zh"),
    [
        (
            {"reason": "看一下"},
            "Say in at least 20 characters why; there are 3. The auditors read it at once.",
            "请用不少于20个字符说明理由，现有3个；审计人员将即时看到。",
        ),
        (
            {"reason": "x" + " " * 30 + "y"},
            "Say in at least 20 characters why; there are 3. The auditors read it at once.",
            "请用不少于20个字符说明理由，现有3个；审计人员将即时看到。",
        ),
        ({"hours": 5}, "It is opened for 1 to 4 hours.", "开启时长须为1至4小时。"),
        ({"hours": 0}, "It is opened for 1 to 4 hours.", "开启时长须为1至4小时。"),
        *(
            (
                more,
                NO_OBJECT,
                "没有这一对象：请选择类别，并填写其页面网址的末段，如 /tasks/12 中的12。",
            )
            for more in (
                {"object_key": "999999"},
                {"object_key": "9" * 30},
                {"object_key": "１２"},
                {"object_key": "a; DROP TABLE"},
                {"object_type": "offices.person"},
            )
        ),
    ],
)
def test_what_is_refused(world: Matrix, more: dict[str, Any], en: str, zh: str) -> None:
    task = world.task("registered")
    rows = EmergencyAccess.objects.count()
    with pytest.raises(GuardUnmet) as refused:
        opened(world, task, **more)
    assert (refused.value.in_language("en"), refused.value.in_language("zh")) == (en, zh)
    assert EmergencyAccess.objects.count() == rows


@pytest.mark.parametrize("name", ["supervision", "issuer", "auditor", "press", "zj_head"])
def test_nobody_else_opens_anything(world: Matrix, name: str) -> None:
    task = world.task("registered")
    given = {"object_type": "programme.keytask", "object_key": str(task.pk), "hours": 1}
    with pytest.raises(NotAllowed):
        create(EmergencyAccess(), "open", actor=world[name], payload={**given, "reason": REASON})


def test_another_administrator_does_not_close_it(world: Matrix) -> None:
    access = opened(world, world.task("registered"))
    world.hire("second", "system_administrator", "CNIPA")
    with pytest.raises(Refused):
        world.act(access, "close", "second")


def test_the_condition_is_one_subquery_by_an_index(world: Matrix) -> None:
    condition = emergency.opened(world["sysadmin"], TODAY, KeyTask)
    plan = KeyTask.objects.filter(condition).explain()
    assert "emergency_by_person" in plan or "emergency_by_object" in plan, plan
