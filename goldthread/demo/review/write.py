"""Writes the review and the news, once the register is loaded: its figures are frozen of that."""

from goldthread.demo.work.cast import Cast
from goldthread.demo.work.stage import SEED, Stage


def review() -> None:
    """One that is there stays."""
    from django.db import transaction

    from goldthread.offices import queries
    from goldthread.offices.remembered import settled
    from goldthread.review.models import Review

    if Review.objects.exists():
        return
    with transaction.atomic(), queries.remembering(), settled():
        _tell(Stage(Cast.of_ledger(), SEED))


def _tell(stage: Stage) -> None:
    from goldthread.demo.review import telling
    from goldthread.demo.review.judging import Judging
    from goldthread.demo.review.script import half

    told = half()
    judging = Judging(stage, told)
    judging.assess()
    judging.check()
    judging.grade()
    judging.hear()
    telling.sign_documents(stage, judging.review, told)
    judging.publish()
    telling.release_review(stage, judging.review, told.days["final"])
    telling.release_seminar(stage, judging.review)
