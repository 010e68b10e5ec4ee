"""Supervision notices of the demo: what fell behind was told so, and some have answered."""

from datetime import date, timedelta

from goldthread.demo.work.stage import NOW, Stage
from goldthread.programme.models import KeyTask, SupervisionNotice

TEXTS = {
    "blue": "该事项临近完成时限，请加快进度并说明能否按期完成。",
    "yellow": "该事项已有时间节点逾期，请说明原因并提出补救措施。",
    "red": "该事项逾期未完成且未答复督办，请主要负责人限期整改。",
}


def follow_up(stage: Stage, tasks: list[KeyTask]) -> None:
    """Blue notices near the day, some of them followed by yellow and red ones."""
    late = [
        task
        for task in tasks
        if task.state == "in_progress" and task.due < NOW and task.extensions_granted == 0
    ]
    for number, task in enumerate(late):
        if task.extensions.filter(state__in=("requested", "agreed", "checked")).exists():
            continue
        blue = _issue(stage, task, "blue", task.due - timedelta(days=5))
        if number % 3 == 0:
            _answer(stage, task, blue)
        elif number % 3 == 1 and NOW - task.due > timedelta(days=16):
            _issue(stage, task, "yellow", task.due + timedelta(days=14))


def _issue(stage: Stage, task: KeyTask, colour: str, day: date) -> SupervisionNotice:
    made: SupervisionNotice = stage.make(
        SupervisionNotice(),
        "issue",
        stage.cast["supervision"],
        day,
        task=task.pk,
        colour=colour,
        text=TEXTS[colour],
    )
    return made


def _answer(stage: Stage, task: KeyTask, notice: SupervisionNotice) -> None:
    head = stage.cast.head(task.lead.code)
    day = notice.issued_on + timedelta(days=2)
    stage.act(notice, "acknowledge", head, day)
    stage.act(notice, "answer", head, day, answer="已增派人员，预计两周内完成。")
