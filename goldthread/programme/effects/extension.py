"""What the actions do, on the locked row, in the engine's transaction: the extension."""

from goldthread.programme.finding import found
from goldthread.programme.models import KeyTask, Milestone
from goldthread.workflow.engine import perform
from goldthread.workflow.occasion import Occasion, SystemActor
from goldthread.workflow.registry import effect, filling

GRANTING = SystemActor("extension")


@filling("extension.begin")
def begin(occasion: Occasion) -> None:
    """By the fields given, whatever the caller put there."""
    extension, given = occasion.obj, occasion.payload
    task = found(KeyTask, given["task"])
    assert task is not None
    extension.task, extension.from_due = task, task.due
    for name in ("due", "reason", "progress"):
        setattr(extension, name, given[name])


@effect("extension.grant")
def grant(occasion: Occasion) -> None:
    """The task's own action moves its due day, so that the task's log tells it too.

    A milestone not reached that stood on the old due day is the completion itself and moves with
    it; every earlier one stays: an extension at the end excuses no delay on the way.
    """
    extension = occasion.obj
    task = KeyTask.objects.get(pk=extension.task_id)
    Milestone.objects.filter(task=task, done_on=None, due=task.due).update(due=extension.due)
    perform(
        task,
        "extend",
        actor=GRANTING,
        expected_version=task.version,
        payload={"due": extension.due},
        at=max(occasion.at, task.updated_at),
    )


@filling("extension.refuse")
def refuse(occasion: Occasion) -> None:
    occasion.obj.decision = occasion.payload["reason"]
