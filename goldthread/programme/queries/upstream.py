"""Where the work comes from: who sees cycles, documents, requirements and measures."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from goldthread.offices.emergency import opened
from goldthread.offices.queries import remembering, roles_of
from goldthread.programme.models import Cycle, Measure, Requirement, SourceDocument
from goldthread.programme.queries.own_offices import DEPARTMENT, REGION, SUPERVISION, own_offices
from goldthread.workflow import clock

INSIDE = frozenset(
    ("issuer", *SUPERVISION, "planning", "statistician", *DEPARTMENT, *REGION, "contributor")
) | {"secretariat", "delegate", "press", "auditor"}
"""Who reads strategy and requirements in any state; administrator and public do not."""

MEASURES_ALL = frozenset(
    ("issuer", *SUPERVISION, "planning", "statistician", "secretariat", "auditor")
)
PUBLISHED_SOURCES = ("issued", "superseded")
PUBLISHED_MEASURES = (
    *("issued", "in_force", "achieved", "partly_achieved", "not_achieved"),
    *("closed", "carried_over", "superseded"),
)


def cycles_visible_to(user: Any, day: date | None = None) -> "QuerySet[Cycle]":
    """Whoever works here sees all; others those that have begun."""
    return _all_or(user, day, Cycle, cycles_published())


def documents_visible_to(user: Any, day: date | None = None) -> "QuerySet[SourceDocument]":
    return _all_or(user, day, SourceDocument, documents_published())


def requirements_visible_to(user: Any, day: date | None = None) -> "QuerySet[Requirement]":
    return _all_or(user, day, Requirement, requirements_published())


@remembering()
def measures_visible_to(user: Any, day: date | None = None) -> "QuerySet[Measure]":
    """Drafts are for those who write and issue; departments and regions are consulted.

    A department sees those that it is in charge of in any state.
    """
    on = day or clock.today()
    held = roles_of(user, on)
    if held & MEASURES_ALL:
        return Measure.objects.all()
    seen = Q(state__in=PUBLISHED_MEASURES)
    if held & {*DEPARTMENT, *REGION}:
        seen |= Q(state="consultation")
    if held & {*DEPARTMENT}:
        seen |= Q(department_id__in=own_offices(user, on, DEPARTMENT))
    return Measure.objects.filter(seen | opened(user, on, Measure))


@remembering()
def _all_or(user: Any, day: date | None, model: Any, published: "QuerySet[Any]") -> "QuerySet[Any]":
    """All for whoever works here; else what is published, and what was opened in an emergency."""
    on = day or clock.today()
    held = roles_of(user, on)
    if held & INSIDE:
        everything: QuerySet[Any] = model.objects.all()
        return everything
    return published | model.objects.filter(opened(user, on, model)) if held else published


def cycles_published() -> "QuerySet[Cycle]":
    return Cycle.objects.exclude(state="preparing")


def documents_published() -> "QuerySet[SourceDocument]":
    return SourceDocument.objects.filter(state__in=PUBLISHED_SOURCES)


def requirements_published() -> "QuerySet[Requirement]":
    return Requirement.objects.filter(state__in=PUBLISHED_SOURCES)


def measures_published() -> "QuerySet[Measure]":
    return Measure.objects.filter(state__in=PUBLISHED_MEASURES)
