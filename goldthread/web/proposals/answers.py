"""Batches of answers: what waits, what each holds, all answers to be read before they go out."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread.seminar import queries
from goldthread.seminar.models import Answer, AnswerBatch
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.frame import badge, frame
from goldthread.web.programme.cycles import begin
from goldthread.web.programme.names import short_names
from goldthread.web.proposals import handling, thread
from goldthread.web.proposals.pickers import unbatched
from goldthread.web.proposals.proposal import seen
from goldthread.web.shell import address
from goldthread.web.shell.paging import Paging
from goldthread.workflow import clock

SIZE = 50


def answers(request: HttpRequest) -> HttpResponse:
    """The batches, newest first, and what waits for one."""
    asked = address.read(request, {"page": address.between(1, 10**6)})
    rows = queries.batches_visible_to(request.user).select_related("seminar")
    rows = rows.annotate(held=Count("answers__proposal", distinct=True)).order_by("-pk")
    where = partial(link, request, "/answers")
    paging = Paging.of(rows.count(), asked.get("page", 1), SIZE, lambda n: where(page=n))
    context = {
        "title": _("Answers to proposals"),
        "batches": [_batch(request, row) for row in rows[paging.first : paging.last]],
        "paging": paging,
        "waiting": _waiting(request),
        "proposals": link(request, "/proposals"),
    }
    return render(request, "proposals/answers.html", context)


def _batch(request: HttpRequest, row: Any) -> dict[str, Any]:
    return {
        "title": row.title(request.lang),
        "href": link(request, f"/answers/{row.pk}"),
        "seminar": row.seminar.title(request.lang),
        "badge": badge(row.machine, row.state, request.lang),
        "published_on": row.published_on,
        "held": row.held,
    }


def _waiting(request: HttpRequest) -> list[dict[str, Any]]:
    """Seminars with drafted answers in no batch, for those who gather them."""
    if not begin(request, AnswerBatch(), "gather"):
        return []
    counts = unbatched(request.user)
    rows = queries.seminars_visible_to(request.user).filter(pk__in=counts)
    return [
        {
            "title": row.title(request.lang),
            "href": link(request, "/act/answer_batch/new/gather", seminar=row.pk),
            "count": counts[row.pk],
        }
        for row in rows
    ]


def batch(request: HttpRequest, key: str) -> HttpResponse:
    """One batch with every answer in it, as it is or will be published."""
    address.read(request, {})
    found = seen(queries.batches_visible_to(request.user).select_related("seminar__cycle"), key)
    names = short_names(request.lang, clock.today())
    shown = frame(request, found)
    rows = queries.answers_visible_to(request.user).filter(batch=found)
    rows = rows.select_related("proposal", "task").order_by("proposal__number", "part", "pk")
    held = [_held(request, row, names) for row in rows]
    context = {
        "title": shown.title,
        "frame": shown,
        "thread": shown.thread,
        "batch": found,
        "held": held,
        "classes": _classes(held),
        "back": link(request, "/answers"),
    }
    return render(request, "proposals/batch.html", context)


def _held(request: HttpRequest, row: Answer, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        **handling.answer(request, row, row.proposal_id, names),
        "proposal": thread.title(row.proposal, request.lang),
        "href": link(request, f"/proposals/{row.proposal_id}"),
        "badge": badge(row.proposal.machine, row.proposal.state, request.lang),
        "sponsor": names.get(row.proposal.office_id, ""),
    }


def _classes(held: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many whole answers are of each class."""
    whole = [each["row"].answer_class for each in held if not each["row"].part]
    return [
        {"code": code, "count": whole.count(code), "title": each["class_title"]}
        for code, each in {e["row"].answer_class: e for e in held}.items()
        if code in whole
    ]
