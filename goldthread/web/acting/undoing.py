"""What was just done can be undone where the table has a way back that the same person may go.

A way back leads from the state that was reached to the one that was left. It is an action like any
other, with its own rules, and stands in the history like any other.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from goldthread.web.acting import frame
from goldthread.web.acting.registry import Acted
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event
from goldthread.workflow.offers import Offer, available


def told(
    request: HttpRequest, acted: Acted, obj: Lifecycle, event: Event, sentence: str
) -> str | SafeString:
    """The sentence of success, with a link to what takes it back where there is such a thing."""
    offer = way_back(obj, event, request.user)
    if offer is None:
        return sentence
    href = frame.address(request, frame.path(acted, obj, offer.transition.action))
    text = _("Take it back: %(action)s") % {"action": offer.title(request.lang)}
    return format_html('{} <a href="{}">{}</a>', sentence, href, text)


def way_back(obj: Lifecycle, event: Event, user: Any) -> Offer | None:
    """The first action by which the user may bring the object into the state it came from."""
    if not event.from_state or event.from_state == event.to_state:
        return None
    for offer in available(obj, user):
        leads = offer.transition.lands_in(obj.state)
        if offer.allowed and leads == event.from_state != obj.state:
            return offer
    return None
