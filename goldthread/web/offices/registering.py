"""Reform acts as frames and forms know them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext as _

from goldthread.offices import queries
from goldthread.offices.models import Reform
from goldthread.offices.why import NOTHING, PUBLISHED, by_role
from goldthread.web.acting import registry
from goldthread.web.acting.frame import address
from goldthread.web.offices.widgets import REFORM_FIELDS
from goldthread.web.shell import numbers
from goldthread.web.shell.thread import Step, Thread
from goldthread.workflow import clock

FIELDS = ("title_en", "title_zh", "effective", "changes", "decisions")
DOCUMENT = ("document_title", "document_number", "document_date")


def title(reform: Reform, lang: str) -> str:
    return str(reform.title_zh if lang == "zh" else reform.title_en)


def url(reform: Reform) -> str:
    return f"/reforms/{reform.key}"


def why(reform: Reform, user: Any, lang: str) -> str:
    """Enacted acts are published; a draft is seen by some roles, one of which the user holds."""
    if reform.state in queries.PUBLISHED_ACTS:
        return PUBLISHED.in_language(lang)
    kind = reform.machine.titles
    reason = by_role(user, clock.today(), queries.READERS_OF_ACTS, kind) or NOTHING
    return reason.in_language(lang)


def values(reform: Reform, action: str) -> Mapping[str, object]:
    """What stands in the act now; a rehearsal asks for the decisions alone."""
    if reform._state.adding:
        return {}
    present = {name: getattr(reform, name) for name in (*FIELDS, *DOCUMENT)}
    if action == "rehearse":
        return {"decisions": present["decisions"]}
    return {name: value if value != "" else None for name, value in present.items()}


def new(_request: HttpRequest, given: Mapping[str, Any]) -> Reform:
    """An unsaved act with a key made of its English title and year."""
    effective: date = given.get("effective") or clock.today()
    start = slugify(str(given.get("title_en", "")))[:60].strip("-") or "reform"
    return Reform(key=_free(f"{start}-{effective.year}"), effective=effective)


def _free(key: str) -> str:
    taken = set(Reform.objects.filter(key__startswith=key).values_list("key", flat=True))
    numbered = (f"{key}-{number}" for number in range(2, len(taken) + 3))
    return key if key not in taken else next(each for each in numbered if each not in taken)


def thread(request: HttpRequest, reform: Reform) -> Thread:
    """The document that orders it, the act, and the structure it makes."""
    document = reform.document_title or _("not yet named")
    day = numbers.day(reform.effective, request.lang)
    effective = reform.effective.isoformat()
    return (
        Step(_("Enacting document"), document, "", reform.document_number),
        Step(
            _("Reform act"), title(reform, request.lang), address(request, url(reform)), here=True
        ),
        Step(_("Structure"), day, address(request, "/offices", structure="day", day=effective)),
    )


registry.register(
    Reform,
    url=url,
    title=title,
    sees=queries.reforms_visible_to,
    why=why,
    fields=REFORM_FIELDS,
    initial=values,
    thread=thread,
    new=new,
)
