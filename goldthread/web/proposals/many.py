"""Many proposals at once."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.seminar import queries
from goldthread.seminar.actions.screening import bulks
from goldthread.seminar.models import Proposal
from goldthread.seminar.queries.proposals import proposals
from goldthread.web.acting import registry
from goldthread.web.proposals import listing
from goldthread.web.shell.writing import accepts_post
from goldthread.web.volume.at_once import CHOOSING, AtOnce


def _counted(n: int) -> str:
    return ngettext("%(count)d proposal chosen", "%(count)d proposals chosen", n) % {"count": n}


def _will(n: int) -> str:
    return ngettext(
        "It will be done to %(n)s proposal, in one step.",
        "It will be done to %(n)s proposals, in one step.",
        n,
    ) % {"n": n}


def _was(n: int) -> str:
    return ngettext("Done to %(n)s proposal.", "Done to %(n)s proposals.", n) % {"n": n}


PROPOSALS = AtOnce(
    model=Proposal,
    path=listing.PATH,
    list_title=lambda: _("Proposals"),
    box="proposal",
    read=listing.read,
    found=lambda request, asked: proposals(request.user, asked.filters()),
    visible=lambda user: (
        queries.proposals_visible_to(user)
        .select_related("seminar", "office")
        .order_by("seminar_id", "number", "pk")
    ),
    bulks=bulks,
    asking=lambda: registry.named(Proposal.machine.name),
    number=lambda proposal: proposal.number,
    page=listing.PATH,
    counted=_counted,
    will=_will,
    was=_was,
)


@accepts_post(limit=CHOOSING)
def choose_rows(request: HttpRequest) -> HttpResponse:
    return PROPOSALS.choose_rows(request)


@accepts_post
def many(request: HttpRequest, key: str) -> HttpResponse:
    return PROPOSALS.many(request, key)
