"""What the actions do, on the locked row, in the engine's transaction: the review."""

from collections.abc import Iterable
from datetime import date

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.programme.finding import found, person_of
from goldthread.programme.models import Cycle, KeyTask
from goldthread.review import sampling
from goldthread.review.freezing import definitions_of, digest, frozen_on
from goldthread.review.models import Assessment, FrozenFigure, Release, Review, SampledTask
from goldthread.review.queries.review import assessed_offices
from goldthread.workflow.engine import create, perform
from goldthread.workflow.occasion import Occasion, SystemActor
from goldthread.workflow.registry import effect, filling

GOING_ON = SystemActor("review")


@filling("review.freeze")
def write(occasion: Occasion) -> None:
    review, given = occasion.obj, occasion.payload
    review.cycle = found(Cycle, given["cycle"])
    review.title_en, review.title_zh = given["title_en"] or "", given["title_zh"] or ""


@effect("review.freeze")
def freeze(occasion: Occasion) -> None:
    _release(occasion, 1, "")


@effect("review.freeze_again")
def freeze_again(occasion: Occasion) -> None:
    """The release before stays as it was: what was printed from it can still be opened."""
    last = occasion.obj.releases.last()
    _release(occasion, last.number + 1, occasion.payload["reason"])


def _release(occasion: Occasion, number: int, reason: str) -> None:
    known: date = occasion.payload["as_known_on"]
    rows = frozen_on(occasion.obj.cycle, known)
    release = Release.objects.create(
        review=occasion.obj,
        number=number,
        as_known_on=known,
        made_at=occasion.at,
        reason=reason,
        sha256=digest(rows),
        definitions=definitions_of(rows),
    )
    for row in rows:
        row.release = release
    FrozenFigure.objects.bulk_create(rows)


@filling("review.ask")
def until(occasion: Occasion) -> None:
    occasion.obj.assess_until = occasion.payload["until"]


@effect("review.ask")
def ask(occasion: Occasion) -> None:
    """Every regional office that had work in the cycle."""
    review = occasion.obj
    for office in assessed_offices(review.cycle, day_of(occasion.at)):
        given = {"review": review.pk, "office": office.pk}
        create(Assessment(), "ask", actor=GOING_ON, payload=given, at=occasion.at)


@filling("review.draw_sample")
def keep_draw(occasion: Occasion) -> None:
    review, given = occasion.obj, occasion.payload
    review.seed, review.sample_size = given["seed"].strip(), given["size"]
    review.population = sampling.population(sampling.all_places(review.cycle, review.seed))


@effect("review.draw_sample")
def draw_sample(occasion: Occasion) -> None:
    review = occasion.obj
    drawn = sampling.all_places(review.cycle, review.seed)[: review.sample_size]
    for position, each in enumerate(drawn, start=1):
        given = {
            "review": review.pk,
            "task": each.task.pk,
            "position": position,
            "weight": each.weight,
            "signals": [dict(signal.why) for signal in each.signals],
        }
        create(SampledTask(), "draw", actor=GOING_ON, payload=given, at=occasion.at)


@filling("review.open_objections")
def objections_until(occasion: Occasion) -> None:
    occasion.obj.object_until = occasion.payload["until"]


@effect("review.conclude")
def conclude(occasion: Occasion) -> None:
    rows = occasion.obj.assessments.filter(state__in=("graded", "decided")).order_by("pk")
    _each(occasion, rows, "finalise")


@filling("review.publish")
def publish(occasion: Occasion) -> None:
    occasion.obj.published_on = day_of(occasion.at)


def _each(occasion: Occasion, rows: Iterable[Assessment], action: str) -> None:
    for each in rows:
        at = max(occasion.at, each.updated_at)
        perform(each, action, actor=GOING_ON, expected_version=each.version, at=at)


# The assessment of an office, and a task of the sample


@filling("assessment.ask")
def begin(occasion: Occasion) -> None:
    assessment, given = occasion.obj, occasion.payload
    assessment.review = found(Review, given["review"])
    assessment.office = found(Office, given["office"])


@filling("assessment.submit")
def submit(occasion: Occasion) -> None:
    given = occasion.payload
    occasion.obj.text, occasion.obj.own_grade = given["text"], given["grade"]


@filling("assessment.check")
def check(occasion: Occasion) -> None:
    occasion.obj.finding = occasion.payload["finding"]


@filling("assessment.grade")
def grade(occasion: Occasion) -> None:
    assessment, given = occasion.obj, occasion.payload
    assessment.grade, assessment.reason = given["grade"], given["reason"]
    assessment.graded_by = person_of(occasion.actor)


@filling("assessment.object")
def object_to(occasion: Occasion) -> None:
    occasion.obj.objection = occasion.payload["reason"]


@filling("assessment.decide")
def decide(occasion: Occasion) -> None:
    """The reason of the grade before stays beside that of the decision."""
    assessment, given = occasion.obj, occasion.payload
    assessment.upheld, assessment.grade = given["upheld"], given["grade"]
    assessment.decision = given["reason"]


@filling("sampled_task.draw")
def draw(occasion: Occasion) -> None:
    sampled, given = occasion.obj, occasion.payload
    sampled.review = found(Review, given["review"])
    sampled.task = found(KeyTask, given["task"])
    sampled.position, sampled.weight = given["position"], given["weight"]
    sampled.signals = given["signals"] or []


@filling("sampled_task.find")
def find(occasion: Occasion) -> None:
    sampled, given = occasion.obj, occasion.payload
    sampled.verdict, sampled.finding = given["verdict"], given["finding"]
    sampled.found_by = person_of(occasion.actor)
