"""What every request passes: the policy, a language, and errors as sentences."""

import logging
from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from goldthread.errors import GoldthreadError, UsageError
from goldthread.web.shell import pages
from goldthread.web.shell.errors import BadParameter, NotThere

Next = Callable[[HttpRequest], HttpResponse]
# What the address calls a language, and what gettext calls it.
TAGS = {"en": "en", "zh": "zh-hans"}
log = logging.getLogger("goldthread.web")


class Policy(CSPMiddleware):
    """django-csp's policy, built once: it is the same for every page."""

    def __init__(self, get_response: Next) -> None:
        super().__init__(get_response)
        self.policy = build_policy()

    def process_response(self, _request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault(HEADER, self.policy)
        return response


def preferred(header: str) -> str:
    """The language an Accept-Language header likes best among ours."""
    best, weight = settings.GOLDTHREAD_LANGUAGE or "en", 0.0
    for part in header.split(",")[:20]:
        tag, _, q = part.strip().partition(";q=")
        try:
            wanted = float(q or 1)
        except ValueError:
            continue
        lang = tag[:2].lower()
        if lang in TAGS and wanted > weight:
            best, weight = lang, wanted
    return best


class Language:
    """`?lang=` decides, else what the browser asks for; `request.lang` is `en` or `zh`."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        header = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
        lang = asked if asked in TAGS else preferred(header)
        request.lang = lang
        request.lang_asked = asked if asked in TAGS else ""
        with translation.override(TAGS[lang]):
            if asked and asked not in TAGS:
                allowed = translation.gettext("Allowed are %(names)s.") % {"names": "en, zh"}
                return pages.refused(request, BadParameter("lang", asked[:40], allowed))
            response = self.get_response(request)
            # A template renders in the language of its request, before we leave it.
            if hasattr(response, "render") and not response.is_rendered:
                response = response.render()
        _keep_language(request, response)
        response.headers.setdefault("Content-Language", TAGS[lang])
        patch_vary_headers(response, ("Accept-Language",))
        return response


def _keep_language(request: HttpRequest, response: HttpResponse) -> None:
    """Who asked for a language by the address is sent on in it, within the site."""
    onward = response.headers.get("Location", "")
    if request.lang_asked and onward.startswith("/") and not onward.startswith("//"):
        path, _, query = onward.partition("?")
        if "lang=" not in query:
            more = f"{query}&" if query else ""
            response.headers["Location"] = f"{path}?{more}lang={request.lang_asked}"


class Sentences:
    """An error raised on purpose becomes a page that says what to do; any other is logged."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, (BadParameter, NotThere, UsageError)):
            return pages.refused(request, error)
        if isinstance(error, GoldthreadError):
            log.error("%s: %s", request.path, error)
            return pages.failed(request, str(error))
        return None
