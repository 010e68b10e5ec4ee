"""The review's objects as frames and forms know them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.review import queries
from goldthread.review.codelists import grades
from goldthread.review.models import Assessment, Review, SampledTask
from goldthread.web.acting import registry
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.widgets import Asked, Choice, Line, Lines, One, Widget
from goldthread.web.programme import pickers as work
from goldthread.web.programme.names import short_names
from goldthread.web.programme.registering import task_title, title
from goldthread.web.review import common
from goldthread.web.shell.thread import Step, Thread
from goldthread.workflow import clock
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import in_language

VERDICTS = {
    "confirmed": gettext_lazy("confirmed"),
    "partly": gettext_lazy("confirmed in part"),
    "not": gettext_lazy("not confirmed"),
}


def grade_choices(asked: Asked) -> list[Choice]:
    return [Choice(code, in_language(titles, asked.lang)) for code, titles in grades().items()]


def verdict_choices(_asked: Asked) -> list[Choice]:
    return [Choice(code, str(words)) for code, words in VERDICTS.items()]


def why(obj: Lifecycle, user: Any, lang: str) -> str:
    """Which role at which office shows it to the user."""
    return queries.why_seen(obj, user, clock.today()).in_language(lang)


def events(user: Any, obj: Any, _found: Any) -> Any:
    return queries.events_visible_to(user, obj)


def office_name(assessment: Assessment, lang: str) -> str:
    """As the office is called today."""
    names = short_names(lang, clock.today())
    return names.get(assessment.office_id, "") or str(assessment.office.code)


def assessment_title(assessment: Assessment, lang: str) -> str:
    return _("Assessment: %(office)s") % {"office": office_name(assessment, lang)}


def sampled_title(sampled: SampledTask, lang: str) -> str:
    return task_title(sampled.task, lang)


def under_review(request: HttpRequest, obj: Any) -> Thread:
    acted = registry.of(obj)
    here = Step(acted.title(obj, request.lang), "", link(request, acted.url(obj)), here=True)
    return common.thread(request, obj.review, here)


def regraded(assessment: Assessment, action: str) -> Mapping[str, object]:
    """The grade as it stands where it is given anew or decided on."""
    if action not in ("regrade", "decide"):
        return {}
    return {"grade": assessment.grade}


@dataclass(frozen=True)
class OfItself(Line):
    """What the object was begun with: its history tells that by name."""

    name: Callable[[Any, str], str]

    def told(self, value: Any, asked: Asked) -> str:  # noqa: ARG002
        return self.name(asked.obj, asked.lang)


REVIEW = OfItself(lambda obj, lang: str(obj.review.title(lang)))
TEXT: Mapping[str, Widget] = {name: Lines(6) for name in ("text", "finding", "reason")}
GRADED: Mapping[str, Widget] = {"grade": One(grade_choices)}

registry.register(
    Review,
    url=lambda review: f"/reviews/{review.cycle.key}",
    title=title,
    sees=queries.reviews_visible_to,
    why=why,
    events=events,
    fields={"title_en": Line(), "title_zh": Line(), "cycle": One(work.cycles)},
    thread=common.thread,
    new=lambda _request, _given: Review(),
)
registry.register(
    Assessment,
    url=lambda assessment: f"/assessments/{assessment.pk}",
    title=assessment_title,
    sees=queries.assessments_visible_to,
    why=why,
    events=events,
    fields={**TEXT, **GRADED, "review": REVIEW, "office": OfItself(office_name)},
    initial=regraded,
    thread=under_review,
)
registry.register(
    SampledTask,
    url=lambda sampled: f"/sampled-tasks/{sampled.pk}",
    title=sampled_title,
    sees=queries.sample_visible_to,
    why=why,
    events=events,
    fields={
        "finding": Lines(6),
        "verdict": One(verdict_choices),
        "review": REVIEW,
        "task": OfItself(sampled_title),
        "signals": Lines(),
    },
    thread=under_review,
)
