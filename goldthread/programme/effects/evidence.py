"""What the actions do, on the locked row, in the engine's transaction: evidence."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import found, office_on, person_of
from goldthread.programme.models import Criterion, Evidence, KeyTask, ProgressReport
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import filling


@filling("evidence.keep")
def keep(occasion: Occasion) -> None:
    """By the fields given, whatever the caller put there."""
    evidence, given = occasion.obj, occasion.payload
    evidence.task = found(KeyTask, given["task"])
    evidence.office = office_on(given["office"], day_of(occasion.at))
    evidence.report = found(ProgressReport, given["report"])
    evidence.author = person_of(occasion.actor)
    for name in ("name", "sha256", "size", "media_type"):
        setattr(evidence, name, given[name])


@filling("evidence.link")
def link(occasion: Occasion) -> None:
    """A verdict was about the criterion before; it does not follow."""
    occasion.obj.criterion = found(Criterion, occasion.payload["criterion"])
    occasion.obj.remark = ""


@filling("evidence.judge")
def judge(occasion: Occasion) -> None:
    occasion.obj.remark = occasion.payload["remark"]


@filling("evidence.describe")
def describe(occasion: Occasion) -> None:
    occasion.obj.description = occasion.payload["description"]


@filling("evidence.supersede")
def supersede(occasion: Occasion) -> None:
    occasion.obj.replaced_by = found(Evidence, occasion.payload["replacement"])
