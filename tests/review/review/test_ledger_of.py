"""What the ledger says of an office beside its own words, counted by hand.

All tasks are due on 28 June 2019; on 1 July three days are over.
"""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.offices.models import Office
from goldthread.programme.models import Evidence, KeyTask
from goldthread.programme.queries.lateness import lateness
from goldthread.review.models import Review
from goldthread.review.queries.review import Ledger, assessed_offices, ledger_of
from tests.review.building import KNOWN, Reviewed


def said(world: Reviewed, code: str) -> Ledger:
    review = world.review() if not world.cycle.reviews.exists() else world.cycle.reviews.get()
    return ledger_of(Office.objects.get(code=code), review, KNOWN)


def test_an_office_that_did_not_finish_is_three_days_late(world: Reviewed) -> None:
    """Jiangsu signed for its part and did nothing; Zhejiang reported it complete in June."""
    late = said(world, "IPO-JS")
    assert late.tasks == (("received", 1),)
    assert (late.late, late.own_days, late.inherited_days) == (1, 3, 0)
    [task] = KeyTask.objects.filter(lead__code="IPO-JS")
    assert lateness(task, KNOWN).total == 3
    done = said(world, "IPO-ZJ")
    assert done.tasks == (("completion_reported", 1),)
    assert (done.late, done.own_days) == (0, 0)


def test_evidence_counts_by_its_verdict(world: Reviewed) -> None:
    """Of the two pieces that Zhejiang gave one was found sufficient; the other is not judged."""
    world.give_work()
    first = Evidence.objects.filter(office__code="IPO-ZJ").order_by("pk").first()
    assert first is not None
    world.act(first, "find_sufficient", "verifier", remark="充分。")
    assert said(world, "IPO-ZJ").evidence == (("sufficient", 1),)
    assert said(world, "IPO-JS").evidence == ()


def test_nothing_was_reported(world: Reviewed) -> None:
    found = said(world, "IPO-ZJ")
    assert (found.reports_handed_in, found.reports_accepted, found.targets) == (0, 0, ())


def test_departments_and_offices_without_work_are_not_assessed(world: Reviewed) -> None:
    world.review()
    codes = [office.code for office in assessed_offices(world.cycle, KNOWN)]
    assert codes == ["IPO-JS", "IPO-ZJ"]


def test_an_office_that_only_supports_a_task_is_assessed_too(world: Reviewed) -> None:
    world.task("assigned", supports={"IPO-BJ": None})
    world.review()
    codes = [office.code for office in assessed_offices(world.cycle, KNOWN)]
    assert codes == ["IPO-BJ", "IPO-JS", "IPO-ZJ"]


def test_the_ledger_is_asked_as_often_for_three_tasks_as_for_one(world: Reviewed) -> None:
    world.give_work()
    more = [world.give_work() for _ in range(2)]
    assert KeyTask.objects.filter(lead__code="IPO-ZJ").count() == 3
    review = world.review()
    three = asked(world, review)
    for task in KeyTask.objects.filter(parent__in=more, lead__code="IPO-ZJ"):
        world.act(task, "cancel", "issuer", document="国知发〔2019〕9号")
    assert said(world, "IPO-ZJ").held == 1
    assert asked(world, review) == three


def asked(world: Reviewed, review: Review) -> int:
    office = Office.objects.get(code="IPO-ZJ")
    with CaptureQueriesContext(connection) as queries:
        ledger_of(office, review, KNOWN)
    return len(queries)
