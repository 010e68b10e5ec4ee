"""What can be chosen in the forms of the programme: only what the user may see."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.programme import queries
from goldthread.programme.models import Criterion
from goldthread.programme.queries.upstream_parts import clauses_visible_to
from goldthread.web.acting.widgets import Asked, Choice
from goldthread.web.shell import site


def home() -> Path:
    return Path(settings.GOLDTHREAD_HOME)


def country() -> str:
    """The country whose regions a target may name."""
    holdings = site.holdings()
    return (holdings.country if holdings.loads else settings.GOLDTHREAD_COUNTRY) or "CN"


def yes_no() -> list[Choice]:
    return [Choice("yes", _("yes")), Choice("no", _("no"))]


def cycles(asked: Asked) -> list[Choice]:
    return [
        Choice(str(row.pk), f"{row.key} {row.title(asked.lang)}")
        for row in queries.cycles_visible_to(asked.request.user).order_by("-starts")
    ]


def documents(asked: Asked) -> list[Choice]:
    return [
        Choice(str(row.pk), row.title(asked.lang))
        for row in queries.documents_visible_to(asked.request.user).order_by("-issued_on", "pk")
        if row.pk != asked.obj.pk
    ]


def clauses(asked: Asked) -> list[Choice]:
    """Clauses of issued documents, by document."""
    rows = clauses_visible_to(asked.request.user).select_related("document")
    return [
        Choice(str(row.pk), f"{row.path} {row.heading}", row.document.title(asked.lang))
        for row in rows.order_by("document__key", "position")
    ]


def requirements(asked: Asked) -> list[Choice]:
    rows = queries.requirements_visible_to(asked.request.user).select_related("cycle")
    if cycle := _cycle(asked):
        rows = rows.filter(cycle=cycle)
    return [
        Choice(str(row.pk), f"{row.cycle.key} {row.number}. {row.title(asked.lang)}")
        for row in rows.order_by("-cycle__starts", "number")
    ]


def measures(asked: Asked) -> list[Choice]:
    rows = queries.measures_visible_to(asked.request.user).select_related("cycle")
    if cycle := _cycle(asked):
        rows = rows.filter(cycle=cycle)
    return [
        Choice(str(row.pk), f"{row.number}. {row.title(asked.lang)}", row.cycle.key)
        for row in rows.order_by("-cycle__starts", "number")
    ]


def national_tasks(asked: Asked) -> list[Choice]:
    """The task that the address names; a form for all of them would be a list of hundreds."""
    key = asked.request.GET.get("parent", "") or asked.request.POST.get("parent", "")
    rows = queries.tasks_visible_to(asked.request.user).filter(parent=None)
    rows = rows.filter(pk=key) if key.isascii() and key.isdecimal() else rows.none()
    return [Choice(str(row.pk), f"{row.ledger_number} {row.title(asked.lang)}") for row in rows]


def reforms(asked: Asked) -> list[Choice]:
    return [
        Choice(str(row.pk), row.title_zh if asked.lang == "zh" else row.title_en)
        for row in offices.reforms_visible_to(asked.request.user).order_by("-effective")
    ]


def milestones(asked: Asked) -> list[Choice]:
    if asked.obj.pk is None:
        return []
    return [
        Choice(str(row.pk), f"{row.title} ({row.due.isoformat()})")
        for row in asked.obj.milestones.all()
    ]


def criteria(asked: Asked) -> list[tuple[str, str]]:
    """The criteria of the task of the form, each with its milestone."""
    if asked.obj.pk is None:
        return []
    rows = Criterion.objects.filter(milestone__task=asked.obj).select_related("milestone")
    return [(str(row.pk), f"{row.milestone.title}: {row.text}") for row in rows]


def _cycle(asked: Asked) -> Any:
    """The cycle that the object stands in, or that the address names."""
    if getattr(asked.obj, "cycle_id", None):
        return asked.obj.cycle_id
    given = asked.request.GET.get("cycle", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None
