"""The life of an extension: each row of its table done, and each refused with its sentence."""

from datetime import date, timedelta

import pytest

from goldthread.programme.transitions import EXTENSION
from goldthread.workflow.models import Event, Notice
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.building import DUE
from tests.programme.reporting import Reporting, refusal

pytestmark = pytest.mark.django_db

LATER = date(2019, 9, 30)


def test_a_granted_extension_moves_the_due_day_and_counts(world: Reporting) -> None:
    task = world.task("in_progress")
    extension = world.extension(task, "prot_second", LATER)
    assert (extension.state, extension.from_due, extension.due) == ("requested", DUE, LATER)
    world.act(extension, "agree", "protection")
    world.act(extension, "check", "supervision")
    task.refresh_from_db()
    assert (task.due, task.extensions_granted) == (DUE, 0)
    world.act(extension, "grant", "supervision_head")
    task.refresh_from_db()
    assert (task.due, task.original_due, task.extensions_granted) == (LATER, DUE, 1)
    days = list(task.milestones.values_list("due", flat=True))
    assert days == [date(2019, 3, 29), LATER]
    extended = Event.objects.of(task).last()
    assert (extended.action, extended.actor_id) == ("extend", "system:extension")
    kinds = Notice.objects.filter(object_type="programme.extension").values_list("kind", flat=True)
    assert list(kinds) == ["extension.requested", "extension.decided"]
    assert verify_chain() == verify_states() == []


def test_every_action_of_the_table_and_one_open_at_a_time(world: Reporting) -> None:
    task = world.task("in_progress")
    first = world.extension(task, "prot_second", LATER)
    assert refusal(world.extension, task, "protection", LATER + timedelta(days=1)) == (
        "An extension to 2019-09-30 is being decided already; wait for it or withdraw it.",
        "延至2019-09-30的申请尚未办结，请等待结果或先撤回。",
    )
    world.act(first, "withdraw", "prot_second")
    second = world.extension(task, "prot_second", LATER)
    world.act(second, "agree", "protection")
    world.act(second, "refuse", "supervision", reason="理由不充分")
    assert (second.state, second.decision) == ("refused", "理由不充分")
    third = world.extension(task, "prot_second", LATER)
    world.act(third, "agree", "protection")
    world.act(third, "check", "supervision")
    world.act(third, "grant", "supervision_head")
    done = Event.objects.filter(object_type="programme.extension").values_list("action", flat=True)
    assert set(done) == set(EXTENSION.actions())


def test_who_may_not_and_what_does_not_hold_is_told(world: Reporting) -> None:
    task = world.task("in_progress", due=date(2019, 6, 28))
    parent = world.task("assigned")
    region = world.assignment(parent, "IPO-ZJ", "in_progress")
    extension = world.extension(task, "prot_second", LATER)
    unit = ("This is done by the task's lead unit.", "此项由本事项的牵头单位办理。")
    told = {
        "another department": refusal(world.extension, parent, "utilisation", LATER),
        "its contributor": refusal(world.extension, parent, "prot_contributor", LATER),
        "no later day": refusal(world.extension, parent, "protection", DUE),
        "later than the national task": refusal(world.extension, region, "zj_head", LATER),
        "agreed by supervision": refusal(world.act, extension, "agree", "supervision"),
        "withdrawn by another": refusal(world.act, extension, "withdraw", "utilisation"),
    }
    world.act(extension, "agree", "protection")
    told["checked by the unit"] = refusal(world.act, extension, "check", "protection")
    world.act(extension, "check", "supervision")
    told["granted by supervision"] = refusal(world.act, extension, "grant", "supervision")
    told["refused by the unit"] = refusal(world.act, extension, "refuse", "protection", reason="x")
    role = "您当日不担任该角色。"
    assert told == {
        "another department": unit,
        "its contributor": unit,
        "no later day": (
            "The new due day must be later than the present one (2019-06-28).",
            "新的完成时限须晚于现行时限（2019-06-28）。",
        ),
        "later than the national task": (
            "The national task is due on 2019-06-28; have it extended first.",
            "上级任务的完成时限为2019-06-28，请先办理上级任务延期。",
        ),
        "agreed by supervision": (
            "This is done by the head of the task's lead unit.",
            "此项由牵头单位负责人办理。",
        ),
        "withdrawn by another": unit,
        "checked by the unit": (
            "This is done by: supervision. You do not hold that role on this day.",
            f"此项由督办办理，{role}",
        ),
        "granted by supervision": (
            "This is done by: head of supervision. You do not hold that role on this day.",
            f"此项由督办负责人办理，{role}",
        ),
        "refused by the unit": (
            "“refuse” is done by: supervision or head of supervision.",
            "“不批准”由督办或督办负责人办理。",
        ),
    }


def test_an_extension_is_asked_for_before_the_due_day(world: Reporting) -> None:
    task = world.task("in_progress")
    world.until(DUE)
    assert refusal(world.extension, task, "protection", LATER) == (
        "An extension is asked for before the due day; the task was due on 2019-06-28.",
        "延期须在到期日之前申请，本事项完成时限为2019-06-28。",
    )


def test_a_task_that_is_done_is_not_extended(world: Reporting) -> None:
    task = world.task("in_progress")
    extension = world.extension(task, "prot_second", LATER)
    world.act(extension, "agree", "protection")
    world.act(extension, "check", "supervision")
    world._to_completion_reported(task)
    running = (
        "An extension is asked for while the task is assigned and completion is not reported.",
        "延期须在事项已交办且未报结时申请。",
    )
    assert refusal(world.act, extension, "grant", "supervision_head") == running
    world.act(extension, "withdraw", "protection")
    assert refusal(world.extension, task, "protection", LATER) == running
