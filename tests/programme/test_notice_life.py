"""The life of a supervision notice: blue, yellow, red in their order, each refusal told."""

from datetime import date

import pytest

from goldthread.programme.models import KeyTask, SupervisionNotice
from goldthread.programme.queries import escalations_due
from goldthread.programme.transitions import SUPERVISION_NOTICE
from goldthread.workflow.models import Event, Notice
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.reporting import Reporting, refusal

pytestmark = pytest.mark.django_db


def proposed(task: KeyTask, day: date) -> list[tuple[str, str, str]]:
    return [
        (each.colour, each.why["zh"], each.previous.number if each.previous else "")
        for each in escalations_due(day)
        if each.task == task
    ]


def test_blue_then_yellow_then_red_each_after_the_one_before_was_left_unanswered(
    world: Reporting,
) -> None:
    task = world.assignment(world.task("assigned"), "IPO-ZJ", "in_progress")
    task.milestones.filter(position=1).update(done_on=date(2019, 3, 1))

    # 2019-06-28 is a Friday: seven working days before it is Wednesday the 19th.
    assert proposed(task, date(2019, 6, 18)) == []
    assert proposed(task, date(2019, 6, 19)) == [("blue", "将于2019-06-28到期", "")]
    world.until(date(2019, 6, 19))
    assert refusal(world.notice, task, "yellow") == (
        "A yellow notice does not fit: as things stand blue does.",
        "不宜发出黄色督办单：按目前进度应为蓝色。",
    )
    blue = world.notice(task, "blue")
    assert (blue.number, blue.answer_due) == ("2019-H1-B-001", date(2019, 6, 28))
    assert proposed(task, date(2019, 6, 28)) == []

    # The limit is past on Saturday the 29th; the task and its last milestone are overdue by then.
    assert proposed(task, date(2019, 6, 29)) == [
        ("yellow", "已于2019-06-28到期未完成", "2019-H1-B-001")
    ]
    world.until(date(2019, 6, 28))
    waiting = refusal(world.notice, task, "blue")
    assert waiting[1].startswith("督办单2019-H1-B-001尚未办结")
    world.until(date(2019, 7, 1))
    wrong = refusal(world.notice, task, "red", "supervision_head")
    assert wrong == (
        (
            "The colours go blue, yellow, red, each after the one before was left unanswered "
            "past its "
            "limit; the next one of this task is yellow."
        ),
        "督办单按蓝、黄、红逐级发出，前一级逾期未回复方可升级；本事项下一级为黄色。",
    )
    yellow = world.notice(task, "yellow")
    assert (yellow.previous, yellow.answer_due) == (blue, date(2019, 7, 8))
    assert proposed(task, date(2019, 7, 9)) == [
        ("red", "已于2019-06-28到期未完成", "2019-H1-Y-001")
    ]
    world.until(date(2019, 7, 9))
    assert refusal(world.notice, task, "red", "supervision") == (
        (
            "Blue and yellow notices are issued by supervision, a red one by the head of "
            "supervision "
            "or the issuer."
        ),
        "蓝色、黄色督办单由督办发出，红色督办单由督办负责人或签发人发出。",
    )
    red = world.notice(task, "red", "issuer")
    assert red.answer_due == date(2019, 7, 12)
    assert proposed(task, date(2019, 7, 31)) == []

    told = Notice.objects.filter(kind="supervision_notice.issued").order_by("id")
    heads = [str(world[name].person.pk) for name in ("zj_head", "zj_second")]
    unit = [*heads, *(str(world[name].person.pk) for name in ("zj_coordinator", "zj_contributor"))]
    above = [str(world[name].person.pk) for name in ("protection", "prot_second")]
    assert [set(row.recipients) for row in told] == [
        {*unit, *above},
        {*unit, *above},
        {*heads, *above},
    ]
    assert refusal(world.act, red, "acknowledge", "zj_coordinator") == (
        "The lead unit signs for it; a red one its head.",
        "由牵头单位签收，红色督办单由其负责人签收。",
    )
    world.act(red, "acknowledge", "zj_head")
    assert verify_chain() == verify_states() == []


def test_every_action_of_the_table_and_who_may_not(world: Reporting) -> None:
    task = world.task("in_progress")
    world.until(date(2019, 4, 1))
    notice = world.notice(task)
    head = ("The head of the lead unit answers.", "由牵头单位负责人回复。")
    assert refusal(world.act, notice, "answer", "prot_contributor", answer="已办") == head
    assert refusal(world.act, notice, "acknowledge", "utilisation")[1].startswith("由牵头单位签收")
    world.act(notice, "acknowledge", "prot_second")
    world.act(notice, "answer", "protection", answer="正在推进")
    assert (notice.answered_on, notice.answer) == (date(2019, 4, 1), "正在推进")
    world.until(date(2019, 4, 15))
    assert refusal(world.act, notice, "ask_again", "protection", reason="x")[1].startswith(
        "此项由督办办理"
    )
    world.act(notice, "ask_again", "supervision", reason="未答复要点")
    assert (notice.state, notice.answered_on) == ("acknowledged", None)
    assert notice.answer_due == date(2019, 4, 24)
    world.act(notice, "answer", "protection", answer="已印发")
    assert refusal(world.notice, task, "yellow")[0].startswith("The notice 2019-H1-B-001 is open")
    world.act(notice, "clear", "supervision")
    again = world.notice(task)
    assert (again.number, again.previous) == ("2019-H1-B-002", None)
    world.act(again, "revoke", "supervision", reason="发错")
    done = Event.objects.filter(object_type="programme.supervisionnotice")
    assert set(done.values_list("action", flat=True)) == set(SUPERVISION_NOTICE.actions())


def test_what_does_not_fit_is_told(world: Reporting) -> None:
    task, resting = world.task("in_progress"), world.task("suspended")
    early = (
        (
            "A blue notice does not fit: the task is not carried out now, or it is neither "
            "near its "
            "due day nor behind."
        ),
        "不宜发出蓝色督办单：事项不在承办中，或既未临近到期也未滞后。",
    )
    assert refusal(world.notice, task) == early
    unknown = refusal(world.notice, task, "green")
    assert unknown == (
        "Name a task that is there, and blue, yellow or red.",
        "请注明存在的督办事项，以及蓝色、黄色或红色（blue、yellow、red）。",
    )
    assert refusal(world.notice, task, "blue", "planning")[1].startswith("蓝色、黄色督办单由督办")
    world.until(date(2019, 6, 26))
    assert refusal(world.notice, resting) == early
    extension = world.extension(task, "prot_second", date(2019, 9, 30))
    held = ("An extension is being decided; decide it first.", "延期申请尚未办结，请先作出决定。")
    assert refusal(world.notice, task) == held
    assert escalations_due(date(2019, 6, 26)) == []
    world.act(extension, "withdraw", "prot_second")
    assert [each.task for each in escalations_due(date(2019, 6, 26))] == [task]
    assert not SupervisionNotice.objects.exists()
