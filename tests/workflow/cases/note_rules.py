from goldthread.workflow.engine import perform
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, rule


@rule(
    "note.anybody",
    {"en": "anybody", "zh": "任何人"},
    {"en": "Nobody may do this.", "zh": "不可办理。"},
)
def anybody(occasion: Occasion) -> bool:
    return True


@effect("note.number")
def number(occasion: Occasion) -> None:
    occasion.obj.number = occasion.obj.pk * 100


@effect("note.fail")
def fail(occasion: Occasion) -> None:
    occasion.obj.number = -1
    raise ZeroDivisionError


@effect("note.meddle")
def meddle(occasion: Occasion) -> None:
    occasion.obj.state = "struck"


@effect("note.cancel_task")
def cancel_task(occasion: Occasion) -> None:
    task = occasion.obj.task
    if task is not None:
        perform(
            task,
            "cancel",
            actor=occasion.actor,
            expected_version=task.version,
            payload={"document": "order 7"},
        )
