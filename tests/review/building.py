"""A review in any state with its assessments, sample, document and news, on the known world.

    world = Reviewed()
    review = world.review("graded")
    assessment = world.assessment(review, "IPO-ZJ")

Every object comes into being through the engine; `world.at` moves on with each action.
"""

from datetime import date, timedelta
from typing import Any

from goldthread.programme.models import KeyTask
from goldthread.review.models import Assessment, News, Review, ReviewDocument, SampledTask
from tests.seminar.building import Convened

FROZEN_ON = date(2019, 7, 5)
KNOWN = date(2019, 7, 1)
ASSESS_UNTIL = date(2019, 7, 12)
SEED = "3D 2019187: 4 7 2"
"""The result of a public draw, as a site would take it."""

SAMPLE = 2
OBJECTION_DAYS = 5
ASSESSED = ("IPO-JS", "IPO-ZJ")
"""The regional offices that hold a task of the cycle."""

WAY = (
    *("frozen", "self_assessment", "desk_check", "sample_check"),
    *("graded", "objection", "final", "published"),
)
DOCUMENT_WAY = ("drafted", "approved", "signed")
NEWS_WAY = ("drafted", "edited", "locked", "cleared", "signed", "published")
TEXTS = {
    "title_en": "Heads look back on the first half",
    "title_zh": "全国局长座谈会召开",
    "text_en": "The heads met.",
    "text_zh": "各局负责人参加会议。",
}


class Reviewed(Convened):
    """The world of the seminar, whose first cycle has work of two regional offices."""

    def give_work(self) -> KeyTask:
        """A national task in progress, its parts with the two offices: one received, one done."""
        task = self.task("in_progress")
        self.assignment(task, "IPO-ZJ", "completion_reported")
        self.assignment(task, "IPO-JS", "received")
        return task

    def close_cycle(self) -> None:
        """Reporting closed and the review begun, on the day on which figures are frozen."""
        if not KeyTask.objects.filter(cycle=self.cycle, lead__code__in=ASSESSED).exists():
            self.give_work()
        self.reach(FROZEN_ON)
        self.act(self.cycle, "close_reporting", "supervision")
        self.act(self.cycle, "review", "supervision")

    def review(self, state: str = "frozen", **more: Any) -> Review:
        """Of the cycle that the world began with; a state of `WAY`, or `cancelled`."""
        self.cycle.refresh_from_db()
        if self.cycle.state == "in_progress":
            self.close_cycle()
        given = {
            "cycle": self.cycle.pk,
            "title_en": "Review of the first half of 2019",
            "title_zh": "2019年上半年考核评估",
            "as_known_on": KNOWN,
        }
        review: Review = self.make(Review(), "freeze", "statistician", **(given | more))
        if state == "cancelled":
            self.act(review, "cancel", "issuer", reason="改期")
        else:
            self.lead_review(review, state)
        return review

    def lead_review(self, review: Review, state: str) -> None:
        """On to a later state."""
        review.refresh_from_db()
        for step in WAY[WAY.index(review.state) + 1 : WAY.index(state) + 1]:
            getattr(self, f"_review_{step}")(review)

    def _review_self_assessment(self, review: Review) -> None:
        self.act(review, "ask", "supervision", until=ASSESS_UNTIL)

    def _review_desk_check(self, review: Review) -> None:
        for each in review.assessments.filter(state="asked"):
            self.submit(each)
        self.act(review, "begin_desk_check", "supervision")

    def _review_sample_check(self, review: Review) -> None:
        for each in review.assessments.filter(state__in=("asked", "submitted")):
            self.check(each)
        self.act(review, "draw_sample", "supervision", seed=SEED, size=SAMPLE)

    def _review_graded(self, review: Review) -> None:
        for sampled in review.sample.filter(state="drawn"):
            self.find(sampled)
        for assessment in review.assessments.filter(state="checked"):
            self.grade(assessment)
        self.act(review, "grade", "supervision_head")

    def _review_objection(self, review: Review) -> None:
        until = self.at.date() + timedelta(days=OBJECTION_DAYS)
        self.act(review, "open_objections", "supervision", until=until)

    def _review_final(self, review: Review) -> None:
        self.reach(review.object_until + timedelta(days=1))
        for each in review.assessments.filter(state="objected"):
            self.decide(each)
        self.act(review, "conclude", "supervision_head")

    def _review_published(self, review: Review) -> None:
        self.act(review, "publish", "issuer")

    # The assessment of an office and the sample

    def assessment(self, review: Review, office: str = "IPO-ZJ") -> Assessment:
        found: Assessment = review.assessments.get(office__code=office)
        return found

    def submit(self, assessment: Assessment, grade: str = "good") -> None:
        by = self.head_of(assessment.office.code)
        self.act(assessment, "submit", by, text="任务按期完成。", grade=grade)

    def check(self, assessment: Assessment) -> None:
        self.act(assessment, "check", "supervision", finding="与台账一致。")

    def find(self, sampled: SampledTask, verdict: str = "confirmed") -> None:
        self.act(sampled, "find", "verifier", verdict=verdict, finding="现场核实。")

    def grade(self, assessment: Assessment, grade: str = "good") -> None:
        self.act(assessment, "grade", "supervision", grade=grade, reason="综合评定。")

    def object_to(self, assessment: Assessment) -> None:
        by = self.head_of(assessment.office.code)
        self.act(assessment, "object", by, reason="补充材料未计入。")

    def decide(self, assessment: Assessment, *, upheld: bool = True) -> None:
        given = {"upheld": upheld, "grade": "excellent" if upheld else assessment.grade}
        self.act(assessment, "decide", "supervision_head", reason="经复核。", **given)

    # What is written from it

    def review_document(
        self, review: Review, state: str = "drafted", language: str = "zh", **more: Any
    ) -> ReviewDocument:
        """A state of `DOCUMENT_WAY`, or `withdrawn`."""
        given = {"review": review.pk, "language": language}
        document: ReviewDocument = self.make(
            ReviewDocument(), "write", "supervision", **(given | more)
        )
        if state == "withdrawn":
            self.act(document, "withdraw", "supervision", reason="重写")
        elif state != "drafted":
            self.act(document, "approve", "supervision_head")
            if state == "signed":
                self.act(document, "sign", "issuer")
        return document

    def news(
        self, review: Review | None = None, state: str = "drafted", key: str = "h1", **more: Any
    ) -> News:
        """A state of `NEWS_WAY`, or `withdrawn`; `more` are the texts of an edited release."""
        given = {"key": key, "review": review.pk if review else None}
        given["seminar"] = more.pop("seminar", None)
        news: News = self.make(News(), "draft", "press", **given)
        if state == "withdrawn":
            self.act(news, "withdraw", "issuer", reason="有误")
        else:
            self.lead_news(news, state, **more)
        return news

    def lead_news(self, news: News, state: str, **texts: Any) -> None:
        """On to a later state."""
        news.refresh_from_db()
        for step in NEWS_WAY[NEWS_WAY.index(news.state) + 1 : NEWS_WAY.index(state) + 1]:
            action, by = NEWS_STEPS[step]
            self.act(news, action, by, **((TEXTS | texts) if action == "edit" else {}))


NEWS_STEPS = {
    "edited": ("edit", "press"),
    "locked": ("lock", "statistician"),
    "cleared": ("clear", "supervision"),
    "signed": ("sign", "issuer"),
    "published": ("publish", "press"),
}
