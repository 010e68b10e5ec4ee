"""Why a figure is not what it was: what was known on two days, and the parts between them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.web.lookback import choices, defaults
from goldthread.web.lookback.choices import Choice, Group, Option
from goldthread.web.shell import figures, numbers, pages, periods, site, state
from goldthread.web.shell.address import Address
from goldthread.web.shell.figures import Answer
from goldthread.web.shell.state import State
from goldthread.web.shell.thread import Thread

PARTS = {
    "new": gettext_lazy("records that are new"),
    "changed": gettext_lazy("records that changed"),
    "withdrawn": gettext_lazy("records that were withdrawn"),
    "reclassified": gettext_lazy("records counted elsewhere than before"),
    "definition": gettext_lazy("a change of the definition"),
    "denominator": gettext_lazy("a revision of the denominator"),
    "regions": gettext_lazy("a reform of the regions"),
}


def explain(request: HttpRequest) -> HttpResponse:
    """Two days of knowledge compared; without days, the first load and now."""
    held = site.holdings().loads
    if not held:
        return pages.empty(request)
    checks = {"from": state.as_of, "to": state.as_of}
    found, more = state.read(request, defaults.fill, checks)
    start = more.get("from") or str(held[-1].load)
    end = more.get("to") or str(held[0].load)
    context = {
        "title": _("Why the figure changed"),
        "indicator_title": found.definition.titles[found.lang],
        "period": periods.title(found.period, found.lang),
        "choices": _choices(found, start, end),
        "thread": _thread(found),
        "look": str(found.address("/")),
    } | _explained(found, start, end)
    return render(request, "explain/explain.html", context)
