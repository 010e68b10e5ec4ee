"""A review from the closing of the reports to its last day: what each does, on the days told."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q

from goldthread.demo.review.script import Half, script
from goldthread.demo.seminar.meeting import at
from goldthread.demo.work.stage import Stage
from goldthread.demo.work.tasks import verifier
from goldthread.offices.queries import structure
from goldthread.programme.models import Cycle, KeyTask
from goldthread.review.models import Assessment, Review
from goldthread.review.queries.review import ASSIGNED

DONE = ("verified", "settled", "written_off")
BOUNDS = ((0.25, "excellent"), (0.47, "good"), (0.65, "sufficient"), (1, "insufficient"))
"""Up to which share of its tasks late an office has which grade."""


PROUD = 2
"""With more tasks done than these an office calls itself excellent."""


@dataclass(frozen=True)
class Work:
    """Of an office, by the ledger: the tasks it leads, how many are done, how many late."""

    tasks: int
    done: int
    late: int

    @property
    def grade(self) -> str:
        share = self.late / max(self.tasks, 1)
        return next(grade for bound, grade in BOUNDS if share <= bound)


class Judging:
    """The review of a half-year under way."""

    def __init__(self, stage: Stage, half: Half) -> None:
        self.stage, self.half, self.days = stage, half, half.days
        self.cycle = Cycle.objects.get(key=half.cycle)
        self.review = self._freeze()
        self._work = self._count()

    def _freeze(self) -> Review:
        cast, closed, frozen = self.stage.cast, self.days["closed"], self.days["frozen"]
        self.stage.act(self.cycle, "close_reporting", cast["supervision"], at(closed, 18))
        self.stage.act(self.cycle, "review", cast["supervision"], at(frozen, 8, 40))
        given = {"cycle": self.cycle.pk, "as_known_on": closed}
        given |= {name: getattr(self.half, name) for name in ("title_zh", "title_en")}
        review: Review = self.stage.make(
            Review(), "freeze", cast["statistician"], at(frozen, 9), **given
        )
        return review

    def _count(self) -> Mapping[int, Work]:
        rows = KeyTask.objects.filter(cycle=self.cycle, state__in=ASSIGNED).values("lead")
        late = Q(done_on=None, due__lt=self.days["closed"])
        counted = rows.annotate(
            tasks=Count("pk"), done=Count("pk", Q(state__in=DONE)), late=Count("pk", late)
        )
        return {row.pop("lead"): Work(**row) for row in counted}

    def _act(self, action: str, name: str, day: str, hour: int = 9, **given: Any) -> None:
        self.stage.act(
            self.review, action, self.stage.cast[name], at(self.days[day], hour), **given
        )

    def _assessments(self) -> list[Assessment]:
        rows = self.review.assessments.select_related("office", "review")
        return list(rows.order_by("office__code"))

    def assess(self) -> None:
        """Every office of itself, but those that let the time go by."""
        until = self.days["assess_until"]
        self._act("ask", "supervision", "frozen", 10, until=until)
        tree = structure(until).offices
        for number, each in enumerate(self._assessments()):
            code = each.office.code
            if code in self.half.absent:
                continue
            given = {
                "text": _text(number, tree[code].short_names["zh"]),
                "grade": "excellent" if self._work_of(each).done > PROUD else "good",
            }
            moment = at(until - timedelta(days=number % 2), 9 + number % 8, number)
            self.stage.act(each, "submit", self.stage.cast.head(code), moment, **given)

    def _work_of(self, assessment: Assessment) -> Work:
        return self._work.get(assessment.office_id, Work(0, 0, 0))

    def check(self) -> None:
        """At the desk, then on the spot what the seed has drawn."""
        self._act("begin_desk_check", "supervision", "checked")
        for number, each in enumerate(self._assessments()):
            finding = script()["findings"][each.state].format(**asdict(self._work_of(each)))
            moment = at(self.days["checked"], 10, number)
            self.stage.act(each, "check", self.stage.cast["supervision"], moment, finding=finding)
        self._act("draw_sample", "supervision", "checked", 16, **self.half.sample)
        drawn = self.review.sample.select_related("task__lead").order_by("position")
        for each, verdict in zip(drawn, self.half.verdicts, strict=True):
            given = {"verdict": verdict, "finding": script()["checks"][verdict]}
            moment = at(self.days["found"], 9, each.position * 5)
            self.stage.act(each, "find", verifier(self.stage, each.task), moment, **given)

    def grade(self) -> None:
        for number, each in enumerate(self._assessments()):
            work = self._work_of(each)
            given = {"grade": work.grade, "reason": script()["reason"].format(**asdict(work))}
            moment = at(self.days["found"], 15, number)
            self.stage.act(each, "grade", self.stage.cast["supervision"], moment, **given)
        self._act("grade", "supervision-head", "graded")

    def hear(self) -> None:
        """What offices object to, and what is decided on it."""
        until = self.days["object_until"]
        self._act("open_objections", "supervision", "graded", 10, until=until)
        found = {each.office.code: each for each in self._assessments()}
        for told in self.half.objections:
            self._hear(found[told["office"]], told)
        self._act("conclude", "supervision-head", "final")

    def _hear(self, assessment: Assessment, told: Mapping[str, Any]) -> None:
        until, cast = self.days["object_until"], self.stage.cast
        head = cast.head(told["office"])
        before = at(until - timedelta(days=1), 11)
        self.stage.act(assessment, "object", head, before, reason=told["reason"])
        given = {"upheld": told["upheld"], "reason": told["decision"]}
        given["grade"] = told["grade"] or assessment.grade
        self.stage.act(assessment, "decide", cast["supervision-head"], at(until, 15), **given)

    def publish(self) -> None:
        self._act("publish", "issuer", "final", 16)


def _text(number: int, office: str) -> str:
    """Put together so that no two offices say the same."""
    told = script()
    parts: Iterable[list[str]] = (told["assessed"], told["strengths"], told["difficulties"])
    step = (number, number, number * 2 + number // 5)
    said = [part[place % len(part)] for part, place in zip(parts, step, strict=True)]
    return "".join([*said, told["closing"]]).format(office=office)
