"""What was opened in an emergency: for auditors all of it, for an administrator the own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from defusedcsv import csv
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from goldthread.offices import emergency
from goldthread.offices.models import EmergencyAccess
from goldthread.offices.post.describe import Described, Ref, described
from goldthread.offices.queries import roles_of
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import frame
from goldthread.web.rights.registering import kind
from goldthread.web.shell import address
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.paging import Paging
from goldthread.workflow import clock

ROWS = 50
PATH = "/emergency-access"
READERS = {"auditor", emergency.ROLE}
CSV = ("opened_at", "until", "closed_at", "state", "who", "kind", "object", "key", "reason")
OPEN, EXPIRED, CLOSED = "open", "expired", "closed"


@dataclass(frozen=True)
class Row:
    access: EmergencyAccess
    who: str
    kind: str
    about: str
    href: str
    own: str
    opened: str
    until: str
    state: str


def accesses(request: HttpRequest) -> HttpResponse:
    """The newest first; whoever has neither role finds nothing here."""
    asked = address.read(request, {"page": address.between(1, 1_000_000)})
    found = _readable(request)
    paging = Paging.of(
        found.count(), asked.get("page", 1), ROWS, lambda page: link(request, PATH, page=page)
    )
    shown = list(found.select_related("person")[paging.first : paging.last])
    may_open = emergency.ROLE in roles_of(request.user, clock.today())
    context = {
        "title": _("Emergency access"),
        "rows": list(_rows(request, shown)),
        "paging": paging,
        "open": link(request, "/act/emergency_access/new/open") if may_open else "",
        "csv": link(request, f"{PATH}.csv"),
    }
    return render(request, "rights/accesses.html", context)


def access(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    found = _readable(request).select_related("person").filter(pk=key).first()
    if found is None:
        raise _not_there()
    [row] = _rows(request, [found])
    context = {"title": frame(request, found).title, "frame": frame(request, found), "row": row}
    return render(request, "rights/access.html", context)


def accesses_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All of them as a file; UTF-8 with a byte-order mark, no cell a formula."""
    address.read(request, {})
    found = list(_readable(request).select_related("person"))
    answer = StreamingHttpResponse(
        _lines(_rows(request, found)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="emergency-access.csv"'
    return answer


def _readable(request: HttpRequest) -> Any:
    if not READERS & roles_of(request.user, clock.today()):
        raise _not_there()
    return emergency.visible_to(request.user)


def _not_there() -> NotThere:
    return NotThere(_("There is nothing at this address that you can see."))


def _rows(request: HttpRequest, found: Iterable[EmergencyAccess]) -> Iterator[Row]:
    shown = list(found)
    refs: list[Ref] = [(each.object_type, str(each.object_key)) for each in shown]
    about = described(refs, request.user)
    return (_row(request, each, about[ref]) for each, ref in zip(shown, refs, strict=True))


def _row(request: HttpRequest, access: EmergencyAccess, about: Described) -> Row:
    lang = request.lang
    return Row(
        access,
        access.person.name_zh if lang == "zh" else access.person.name_en,
        kind(access.object_type, lang),
        about.title(lang),
        link(request, about.address) if about.address else "",
        link(request, f"{PATH}/{access.pk}"),
        _moment(access.opened_at),
        _moment(access.until),
        state_of(access),
    )


def state_of(access: EmergencyAccess) -> str:
    if access.closed_at:
        return CLOSED
    return EXPIRED if access.until <= timezone.now() else OPEN


def _moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(CSV)
    for row in rows:
        closed = _moment(row.access.closed_at)
        yield writer.writerow(
            [
                *(row.opened, row.until, closed, row.state, row.who, row.kind, row.about),
                *(row.access.object_key, row.access.reason),
            ]
        )
