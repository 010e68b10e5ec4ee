"""A proposal is merged into another, marked as a duplicate, split; a merger is undone."""

from goldthread.offices.days import day_of
from goldthread.programme.finding import found
from goldthread.seminar import lineage, numbering
from goldthread.seminar.given import parts
from goldthread.seminar.models import Proposal
from goldthread.seminar.models.proposal import DUPLICATE, MERGE, SPLIT
from goldthread.workflow.engine import create
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

INHERITED = (
    *("seminar_id", "office_id", "author_id", "line_of_work", "measure_id"),
    *("background_en", "background_zh", "submitted_on", "filed_on"),
)
PART = ("title_en", "title_zh", "request_en", "request_zh")


@filling("proposal.merge")
def merge(occasion: Occasion) -> None:
    occasion.obj.merged_into = found(Proposal, occasion.payload["into"])
    occasion.obj.merged_on = day_of(occasion.at)


@effect("proposal.merge")
def go_on_merged(occasion: Occasion) -> None:
    _go_on(occasion, occasion.obj.merged_into, MERGE)


@filling("proposal.mark_duplicate")
def mark_duplicate(occasion: Occasion) -> None:
    occasion.obj.duplicate_of = found(Proposal, occasion.payload["into"])
    occasion.obj.merged_on = day_of(occasion.at)


@effect("proposal.mark_duplicate")
def go_on_in_the_other(occasion: Occasion) -> None:
    _go_on(occasion, occasion.obj.duplicate_of, DUPLICATE)


def _go_on(occasion: Occasion, into: Proposal, kind: str) -> None:
    reason = occasion.payload["reason"]
    lineage.go_on(occasion.obj, into, kind, occasion.at, reason)


@filling("proposal.undo_merge")
def undo_merge(occasion: Occasion) -> None:
    occasion.obj.merged_into = occasion.obj.merged_on = None


@effect("proposal.undo_merge")
def end_descent(occasion: Occasion) -> None:
    lineage.end(occasion.obj, occasion.at)


@effect("proposal.split")
def split(occasion: Occasion) -> None:
    """Each part is filed as a proposal of its own."""
    for each in parts.read(occasion.payload["parts"]):
        given = {"origin": occasion.obj.pk} | {name: getattr(each, name) for name in PART}
        create(Proposal(), "part", actor=lineage.LINEAGE, payload=given, at=occasion.at)


@filling("proposal.part")
def fill_part(occasion: Occasion) -> None:
    """What is asked for as given, else as the whole asked for it."""
    part, given, origin = occasion.obj, occasion.payload, _origin(occasion)
    for name in INHERITED:
        setattr(part, name, getattr(origin, name))
    for name in PART:
        setattr(part, name, given[name] or "")
    if not part.request_en and not part.request_zh:
        part.request_en, part.request_zh = origin.request_en, origin.request_zh
    part.number = numbering.next_number(origin.seminar)


@effect("proposal.part")
def come_from_the_whole(occasion: Occasion) -> None:
    lineage.go_on(_origin(occasion), occasion.obj, SPLIT, occasion.at, "")


def _origin(occasion: Occasion) -> Proposal:
    origin = found(Proposal, occasion.payload["origin"], "seminar")
    assert origin is not None
    return origin
