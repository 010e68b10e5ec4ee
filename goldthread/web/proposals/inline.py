"""A form of an action on the page of something else: the same as on a page of its own."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.text import capfirst

from goldthread.offices import queries as offices
from goldthread.web.acting import forms, frame, registry
from goldthread.web.acting.next_step import next_step
from goldthread.web.acting.registry import Asked
from goldthread.web.acting.ticket import Ticket
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.offers import available


def form(
    request: HttpRequest, obj: Lifecycle, action: str, given: Mapping[str, object]
) -> dict[str, Any] | None:
    """What `acting/form.html` shows; None where the action is not open to the reader."""
    acted = registry.of(obj)
    with offices.remembering():
        offers = [each for each in available(obj, request.user) if each.allowed]
    row = next((each.transition for each in offers if each.transition.action == action), None)
    if row is None:
        return None
    present = acted.initial(obj, action)
    values = {need.name: present[need.name] for need in row.needs if need.name in present}
    made = forms.blank(acted, row.needs, {**values, **given})
    return {
        "fields": made.fields(acted, Asked(request, obj, action)),
        "ticket": Ticket.for_form(obj, action, request.user, values),
        "next": next_step(obj.machine, row, request.lang),
        "here": frame.address(request, frame.path(acted, obj, action)),
        "submit": capfirst(row.titles["zh" if request.lang == "zh" else "en"]),
    }
