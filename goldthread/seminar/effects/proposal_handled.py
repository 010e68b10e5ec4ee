"""A proposal is assigned to its handlers, who say their part and draft the answer."""

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.seminar import handling
from goldthread.seminar.given import answer, handlers
from goldthread.seminar.models import Answer, Handling
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect


@effect("proposal.assign")
def assign(occasion: Occasion) -> None:
    given = handlers.read(occasion.payload, day_of(occasion.at))
    named = [(given.lead, Handling.LEAD)] if given.lead else []
    named += [(office, Handling.JOINT) for office in given.joint]
    named += [(office, Handling.SEPARATE) for office in given.separate]
    Handling.objects.bulk_create(
        Handling(proposal=occasion.obj, office=office, kind=kind) for office, kind in named
    )


@effect("proposal.accept")
def accept(occasion: Occasion) -> None:
    lead = handling.lead_of(occasion.obj)
    rows = Handling.objects.filter(proposal=occasion.obj, office=lead)
    rows.update(accepted_on=day_of(occasion.at))


@effect("proposal.hand_back")
def hand_back(occasion: Occasion) -> None:
    """To be assigned anew; who had it, and what was said, stays in the log."""
    Handling.objects.filter(proposal=occasion.obj).delete()


@effect("proposal.give_opinion")
def give_opinion(occasion: Occasion) -> None:
    """Of each of the actor's offices that handle it jointly; the last one said stands."""
    day = day_of(occasion.at)
    own = handling.own(occasion.actor, occasion.obj, day, Handling.JOINT)
    rows = Handling.objects.filter(pk__in=[row.pk for row in own])
    rows.update(opinion=occasion.payload["opinion"], opinion_on=day)


@effect("proposal.answer_part")
def answer_part(occasion: Occasion) -> None:
    day = day_of(occasion.at)
    for row in handling.own(occasion.actor, occasion.obj, day, Handling.SEPARATE):
        _put(occasion, row.office, part=True)


@effect("proposal.draft_answer")
def draft_answer(occasion: Occasion) -> None:
    lead = handling.lead_of(occasion.obj)
    assert lead is not None
    _put(occasion, lead, part=False)


def _put(occasion: Occasion, office: Office, *, part: bool) -> None:
    """In the place of what the handler drafted before in this round."""
    given = answer.read(occasion.payload, occasion.actor, day_of(occasion.at))
    Answer.objects.update_or_create(
        proposal=occasion.obj,
        round=handling.round_of(occasion.obj),
        office=office,
        part=part,
        defaults={
            "answer_en": given.answer_en,
            "answer_zh": given.answer_zh,
            "answer_class": given.answer_class.code,
            "reason": given.reason,
            "task": given.task,
            "plan": given.plan,
            "plan_lead": given.plan_lead,
            "plan_due": given.plan_due,
            "drafted_at": occasion.at,
        },
    )
