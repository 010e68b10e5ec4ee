"""The pages that are no area's: refused, not there, failed, nothing loaded yet."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.api import problems
from goldthread.errors import UsageError
from goldthread.web.shell.errors import BadParameter, NotThere

log = logging.getLogger("goldthread.web")


def refused(request: HttpRequest, error: UsageError) -> HttpResponse:
    """400 for an address that cannot be, 404 for an object that is not there."""
    if isinstance(error, NotThere):
        return not_there(request, str(error), error.instead)
    bad = error if isinstance(error, BadParameter) else None
    context = {"title": _("This address cannot be answered"), "bad": bad, "sentence": str(error)}
    return _said(request, "shell/refused.html", context, 400)


def not_there(request: HttpRequest, sentence: str, instead: str = "") -> HttpResponse:
    context = {"title": _("Not found"), "sentence": sentence, "instead": instead}
    return _said(request, "shell/not_there.html", context, 404)


def failed(request: HttpRequest, sentence: str) -> HttpResponse:
    context = {"title": _("Something went wrong"), "sentence": sentence}
    return _said(request, "shell/failed.html", context, 500)


def stopped(request: HttpRequest, title: str, sentence: str, status: int) -> HttpResponse:
    """Something was asked for that is not done, and nothing was changed."""
    context = {"title": title, "sentence": sentence}
    return _said(request, "shell/stopped.html", context, status)


def _said(
    request: HttpRequest, template: str, context: dict[str, Any], status: int
) -> HttpResponse:
    """A page for people; a program that asked the API is told the same as data."""
    told = problems.of_page(request, status, context["sentence"])
    return told or render(request, template, context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that this site did not give, or gave too long ago."""
    log.warning("%s: %s", request.path, reason)
    sentence = _(
        "The form was not one that this site gave you, or it is too old. Go back, load the page "
        "again and send it once more; allow cookies for this site."
    )
    return stopped(request, _("Nothing was changed"), sentence, 403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return not_there(request, _("There is no page at this address."))


def handler500(request: HttpRequest) -> HttpResponse:
    return failed(
        request, _("The server met an error it does not know. It is in the server's log.")
    )


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return refused(request, UsageError(_("The request is not one a browser would send.")))


def empty(request: HttpRequest) -> HttpResponse:
    """The register holds no load: which command makes one."""
    return render(request, "shell/empty.html", {"title": _("The register is empty")})


def alive(_request: HttpRequest) -> HttpResponse:
    """What a starting server is asked: no register is read for the answer."""
    return HttpResponse("Goldthread\n", content_type="text/plain; charset=utf-8")
