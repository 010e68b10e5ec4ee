"""The released agenda as a calendar that programs subscribe to."""

from django.http import HttpRequest, HttpResponse

from goldthread.seminar.calendar import feed
from goldthread.seminar.queries import seminars_published
from goldthread.web.seminar.common import nothing_there
from goldthread.web.shell import address


def agenda_ics(request: HttpRequest, key: str) -> HttpResponse:
    """The same for everybody: of a seminar that is published, the last version released."""
    address.read(request, {})
    seminar = seminars_published().filter(key=key).first()
    if seminar is None or not seminar.releases.exists():
        raise nothing_there()
    site = request.build_absolute_uri("/").rstrip("/")
    content = feed(seminar, request.lang, site)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="agenda-{seminar.key}.ics"'
    return answer
