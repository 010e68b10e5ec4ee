"""What the actions on a proposal do: written, submitted, filed, discussed."""

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.programme.finding import found, person_of
from goldthread.programme.models import Measure
from goldthread.seminar import numbering
from goldthread.seminar.effects import (  # noqa: F401
    proposal_answered,
    proposal_handled,
    proposal_merged,
)
from goldthread.seminar.lineage import PROPOSAL, close_stances
from goldthread.seminar.models import AgendaItem, Seminar, Sponsorship
from goldthread.workflow.engine import create
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

WRITTEN = (
    *("title_en", "title_zh", "background_en", "background_zh"),
    *("request_en", "request_zh", "line_of_work"),
)


@filling("proposal.draft")
def draft(occasion: Occasion) -> None:
    proposal, given = occasion.obj, occasion.payload
    proposal.seminar = found(Seminar, given["seminar"])
    proposal.office = Office.objects.get(code=given["office"])
    proposal.author = person_of(occasion.actor)
    write(occasion)


@filling("proposal.write")
def write(occasion: Occasion) -> None:
    proposal, given = occasion.obj, occasion.payload
    for name in WRITTEN:
        setattr(proposal, name, given[name] or "")
    proposal.measure = found(Measure, given["measure"])


@effect("proposal.draft")
def found_sponsorship(occasion: Occasion) -> None:
    """The office that makes it stands behind it from the beginning."""
    proposal = occasion.obj
    given = {"proposal": proposal.pk, "office": proposal.office.code}
    create(Sponsorship(), "found", actor=PROPOSAL, payload=given, at=occasion.at)


@filling("proposal.submit")
def submit(occasion: Occasion) -> None:
    """One that came back to be completed keeps its number and the day on which it first came in."""
    proposal = occasion.obj
    proposal.number = proposal.number or numbering.next_number(proposal.seminar)
    proposal.submitted_on = proposal.submitted_on or day_of(occasion.at)


@filling("proposal.file")
def file(occasion: Occasion) -> None:
    occasion.obj.filed_on = day_of(occasion.at)


@filling("proposal.put_on_agenda")
def put_on_agenda(occasion: Occasion) -> None:
    """Stances are taken from now on."""
    occasion.obj.item = found(AgendaItem, occasion.payload["item"])
    occasion.obj.discussion = "open"


@filling("proposal.close_stances")
def close_discussion(occasion: Occasion) -> None:
    occasion.obj.discussion = "closed"


@effect("proposal.close_stances")
def close(occasion: Occasion) -> None:
    close_stances(occasion.obj, occasion.at)
