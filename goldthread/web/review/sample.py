"""The sample of a review: what was drawn, by what seed, and all that is needed to draw it again."""

from typing import Any

from defusedcsv import csv
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.offices import queries as offices
from goldthread.review import queries
from goldthread.review.models import Review, SampledTask
from goldthread.review.sampling import drawn_again
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme.names import short_names
from goldthread.web.programme.registering import task_title
from goldthread.web.review.common import follows, nothing_there, page, seen, seen_review
from goldthread.web.review.registering import VERDICTS, sampled_title
from goldthread.web.shell import address
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language

COLUMNS = ("place", "ledger_number", "weight", "u", "key", "drawn")


def sample(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        review = seen_review(request, key)
        if not request.user.is_authenticated:
            raise nothing_there()
        rows = queries.sample_visible_to(request.user).filter(review=review)
        names = short_names(request.lang, clock.today())
        context = page(
            request,
            review,
            "sample",
            _("Sample"),
            rows=[
                _row(request, each, names)
                for each in rows.select_related("task__lead").order_by("position")
            ],
            population=len(review.population or ()),
            csv=_csv_address(request, review),
        )
        return render(request, "review/sample.html", context)


def _csv_address(request: HttpRequest, review: Review) -> str:
    if not follows(request) or review.population is None:
        return ""
    return link(request, f"/reviews/{review.cycle.key}/sample.csv")


def _row(request: HttpRequest, each: SampledTask, names: dict[int, str]) -> dict[str, Any]:
    return {
        "position": each.position,
        "task": task_title(each.task, request.lang),
        "href": link(request, f"/sampled-tasks/{each.pk}"),
        "lead": names.get(each.task.lead_id, ""),
        "weight": each.weight,
        "badge": badge(each.machine, each.state, request.lang),
        "verdict": VERDICTS.get(each.verdict, ""),
    }


def sample_csv(request: HttpRequest, key: str) -> HttpResponse:
    """Every task that could be drawn in the order of the draw; for who follows the review."""
    address.read(request, {})
    with offices.remembering():
        review = seen_review(request, key)
        if not _csv_address(request, review):
            raise nothing_there()
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    for place, each in enumerate(drawn_again(review), start=1):
        drawn = "yes" if place <= (review.sample_size or 0) else "no"
        numbers = (f"{each.chance:.15f}", f"{each.key:.15f}")
        writer.writerow((place, each.number, each.weight, *numbers, drawn))
    answer["Content-Disposition"] = f'attachment; filename="sample-{review.cycle.key}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def sampled_task(request: HttpRequest, key: str) -> HttpResponse:
    address.read(request, {})
    with offices.remembering():
        rows = queries.sample_visible_to(request.user)
        found = seen(rows.select_related("review__cycle", "task__lead"), key)
        shown = frame(request, found)
        context = {
            "title": sampled_title(found, request.lang),
            "sampled": found,
            "frame": shown,
            "thread": shown.thread,
            "list": link(request, f"/reviews/{found.review.cycle.key}/sample"),
            "task": link(request, f"/tasks/{found.task_id}"),
            "verdict": VERDICTS.get(found.verdict, ""),
            "signals": [in_language(why, request.lang) for why in found.signals]
            if follows(request)
            else [],
        }
        return render(request, "review/sampled.html", context)
