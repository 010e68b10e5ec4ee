"""Which addresses take a POST: a view says so itself, and how much it takes; all others refuse."""

from collections.abc import Callable
from typing import Any, TypeVar, overload

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from goldthread.web.shell import pages

FORM = 16 * 1024
MOST_FIELDS = 1024 * 1024  # of all fields of a form together, its files not counted
READING = ("GET", "HEAD")
View = TypeVar("View", bound=Callable[..., Any])
Next = Callable[[HttpRequest], HttpResponse]


@overload
def accepts_post(view: View) -> View: ...
@overload
def accepts_post(*, limit: int) -> Callable[[View], View]: ...
def accepts_post(view: Any = None, *, limit: int = FORM) -> Any:
    """Mark a view that answers POST too, with a body of at most `limit` bytes.

    What is larger than a plain form is taken only from somebody who is signed in; files in it
    are streamed to disk (Django's temporary files), never held in memory.
    """

    def mark(marked: Any) -> Any:
        marked.body_limit = limit
        return marked

    return mark if view is None else mark(view)


class Writing:
    """GET and HEAD everywhere, POST where the view accepts it; under the site's own name only."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # raises for a name that is not in ALLOWED_HOSTS
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if request.method in READING:
            return None
        limit = getattr(view, "body_limit", None)
        if request.method != "POST" or limit is None:
            return _not_allowed(request, (*READING, "POST") if limit else READING)
        return _too_much(request, limit)


def _not_allowed(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    sentence = _("This address is only read; nothing can be sent to it.")
    answer = pages.stopped(request, _("Nothing was changed"), sentence, 405)
    answer.headers["Allow"] = HttpResponseNotAllowed(methods).headers["Allow"]
    return answer


def _too_much(request: HttpRequest, limit: int) -> HttpResponse | None:
    """Said before any of the body is read."""
    size = _length(request)
    if size <= FORM and size <= limit:
        return None
    if size > limit:
        sentence = _(
            "What was sent has %(size)d KB; this page takes at most %(most)d KB. Send less at once."
        ) % {"size": -(-size // 1024), "most": limit // 1024}
        return pages.stopped(request, _("Nothing was changed"), sentence, 413)
    if not request.user.is_authenticated:
        sentence = _("Sign in first: a file is taken only from somebody who is signed in.")
        return pages.stopped(request, _("Nothing was changed"), sentence, 403)
    return None


def _length(request: HttpRequest) -> int:
    """What Django reads of the body, which is never more than this."""
    given = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(given) if given.isdecimal() else 0
