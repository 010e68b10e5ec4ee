"""What the actions on a sponsorship do."""

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.programme.finding import found
from goldthread.seminar.models import Proposal
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import filling


@filling("sponsorship.enter")
def enter(occasion: Occasion) -> None:
    """The office that makes a proposal stands there as the one that proposes."""
    row, given = occasion.obj, occasion.payload
    row.proposal = found(Proposal, given["proposal"])
    row.office = Office.objects.get(code=given["office"])
    row.proposes = occasion.transition.action != "invite" and (
        row.proposal.office_id == row.office.pk
    )


@filling("sponsorship.carry_in")
def carry_in(occasion: Occasion) -> None:
    enter(occasion)
    occasion.obj.origin = found(Proposal, occasion.payload["origin"])


@filling("sponsorship.object")
def object_to_merger(occasion: Occasion) -> None:
    occasion.obj.objection = occasion.payload["reason"]
    occasion.obj.objected_on = day_of(occasion.at)


@filling("sponsorship.agree")
def agree(occasion: Occasion) -> None:
    occasion.obj.agreed_on = day_of(occasion.at)
