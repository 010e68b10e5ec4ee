"""The golden thread of a proposal: seminar, measure, proposal, answer, task."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.programme import queries as programme
from goldthread.seminar import queries
from goldthread.seminar.models import AnswerBatch, Proposal, Seminar
from goldthread.seminar.models.proposal import ANSWERED
from goldthread.web.acting.frame import address
from goldthread.web.shell import numbers
from goldthread.web.shell.thread import Step, Thread


def of_proposal(request: HttpRequest, proposal: Proposal) -> Thread:
    steps = [seminar_step(request, proposal.seminar)]
    user, lang = request.user, request.lang
    measure = proposal.measure
    if measure is not None and programme.measures_visible_to(user).filter(pk=measure.pk).exists():
        name = f"{measure.number}. {measure.title(lang)}"
        steps.append(Step(_("Measure"), name, address(request, f"/measures/{measure.pk}")))
    here = address(request, f"/proposals/{proposal.pk}")
    steps.append(Step(_("Proposal"), title(proposal, lang), here, here=True))
    if proposal.state in ANSWERED:
        steps.append(Step(_("Answer"), proposal.answer_class, f"{here}#answers"))
    task = proposal.task
    if task is not None and programme.tasks_visible_to(user).filter(pk=task.pk).exists():
        href = address(request, f"/tasks/{task.pk}")
        steps.append(Step(_("Key task"), task.title(lang), href))
    return tuple(steps)


def of_part(request: HttpRequest, obj: object) -> Thread:
    """Of what is said on a proposal."""
    proposal = getattr(obj, "proposal", None)
    return of_proposal(request, proposal) if isinstance(proposal, Proposal) else ()


def of_batch(request: HttpRequest, batch: AnswerBatch) -> Thread:
    held = queries.proposals_visible_to(request.user).filter(answers__batch=batch)
    count = numbers.number(held.distinct().count(), request.lang)
    path = address(request, f"/answers/{batch.pk}")
    return (
        seminar_step(request, batch.seminar),
        Step(_("Batch of answers"), batch.title(request.lang), path, here=True),
        Step(_("Proposals"), "", f"{path}#held", count),
    )


def seminar_step(request: HttpRequest, seminar: Seminar) -> Step:
    path = address(request, f"/seminars/{seminar.key}")
    return Step(_("Seminar"), seminar.title(request.lang), path)


def title(proposal: Proposal, lang: str) -> str:
    return f"{proposal.number} {proposal.title(lang)}".strip()
