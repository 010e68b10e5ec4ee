"""Many rows of the ledger at once."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goldthread.programme import queries
from goldthread.programme.actions.bulk import bulks
from goldthread.programme.models import KeyTask
from goldthread.web.acting import registry
from goldthread.web.acting.widgets import BY_KIND, Widget
from goldthread.web.programme import ledger
from goldthread.web.shell.writing import accepts_post
from goldthread.web.volume.at_once import CHOOSING, AtOnce
from goldthread.workflow import clock
from goldthread.workflow.machine import Need


class _Asking:
    """How the common fields are asked for: as in the form of one task."""

    def widget(self, need: Need) -> Widget:
        own = registry.named("key_task").fields.get(need.name)
        return own if own is not None and need.kind in ("text", "date") else BY_KIND[need.kind]


def _counted(n: int) -> str:
    return ngettext("%(count)d key task chosen", "%(count)d key tasks chosen", n) % {"count": n}


def _will(n: int) -> str:
    return ngettext(
        "It will be done to %(n)s task, in one step.",
        "It will be done to %(n)s tasks, in one step.",
        n,
    ) % {"n": n}


def _was(n: int) -> str:
    return ngettext("Done to %(n)s task.", "Done to %(n)s tasks.", n) % {"n": n}


TASKS = AtOnce(
    model=KeyTask,
    path="/ledger",
    list_title=lambda: _("Ledger of key tasks"),
    box="task",
    read=ledger.read,
    found=lambda request, asked: queries.ledger(request.user, clock.today(), asked.filters()),
    visible=lambda user: (
        queries.tasks_visible_to(user)
        .select_related("lead", "cycle")
        .order_by("cycle_id", "ledger_number", "pk")
    ),
    bulks=bulks,
    asking=_Asking,
    number=lambda task: task.ledger_number,
    page="/tasks",
    counted=_counted,
    will=_will,
    was=_was,
)


@accepts_post(limit=CHOOSING)
def choose_rows(request: HttpRequest) -> HttpResponse:
    return TASKS.choose_rows(request)


@accepts_post
def many(request: HttpRequest, key: str) -> HttpResponse:
    return TASKS.many(request, key)
