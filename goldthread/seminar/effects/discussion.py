"""What the actions on stances and remarks do."""

from goldthread.offices.days import day_of
from goldthread.offices.queries import memberships_of
from goldthread.programme.finding import found, person_of
from goldthread.seminar.given import cites
from goldthread.seminar.models import Delegation, Proposal, Remark
from goldthread.seminar.rules.discussion import POSTING
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import filling


@filling("stance.take")
def take(occasion: Occasion) -> None:
    stance, given = occasion.obj, occasion.payload
    stance.proposal = found(Proposal, given["proposal"])
    stance.delegation = found(Delegation, given["delegation"])
    revise(occasion)


@filling("stance.carry_in")
def carry_in(occasion: Occasion) -> None:
    take(occasion)
    occasion.obj.origin = found(Proposal, occasion.payload["origin"])


@filling("stance.revise")
def revise(occasion: Occasion) -> None:
    occasion.obj.position = occasion.payload["position"]
    occasion.obj.reason = occasion.payload["reason"] or ""


@filling("remark.post")
def post(occasion: Occasion) -> None:
    """In the name of the office by which the author takes part."""
    remark, given = occasion.obj, occasion.payload
    seats = memberships_of(occasion.actor, day_of(occasion.at)).filter(role__in=POSTING)
    seat = seats.select_related("office").order_by("pk").first()
    assert seat is not None
    remark.proposal, remark.office = found(Proposal, given["proposal"]), seat.office
    remark.person, remark.at = person_of(occasion.actor), occasion.at
    remark.reply_to = found(Remark, given["reply_to"])
    amend(occasion)


@filling("remark.amend")
def amend(occasion: Occasion) -> None:
    given = occasion.payload
    occasion.obj.text = given["text"]
    occasion.obj.cites = cites.read(given["cites"], occasion.actor, day_of(occasion.at))


@filling("remark.hide")
def hide(occasion: Occasion) -> None:
    occasion.obj.hidden_because = occasion.payload["reason"]
