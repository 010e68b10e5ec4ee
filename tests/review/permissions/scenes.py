"""The scenes of the review's permissions.csv, played: objects, and somebody in every column.

As for the programme's matrix, each object comes into being through the engine, and the tests then
set its state by SQL: who may is judged by role, unit and state alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.nobodies import seat_nobodies
from tests.programme.permissions.scenes import Scene
from tests.review.building import Reviewed

TODAY = date(2019, 7, 5)
OFFICES = (
    *("CNIPA", "CNIPA-GO", "CNIPA-SP", "CNIPA-PROT", "CNIPA-UTIL", "CNIPA-LAW", "CNIPA-HR"),
    *("IPO-ZJ", "IPO-JS", "IPO-BJ", "SAMR"),
)
SEATED = {
    **{each: each for each in ("issuer", "supervision", "supervision_head", "planning")},
    **{each: each for each in ("statistician", "secretariat", "press", "auditor", "public")},
    "system_administrator": "sysadmin",
    "national_department": "law",
    "provincial_head_own": "zj_head",
    "provincial_head_other": "bj_head",
    "provincial_coordinator_own": "zj_coordinator",
    "provincial_coordinator_other": "bj_coordinator",
    "contributor_own": "zj_contributor",
    "contributor_other": "bj_contributor",
    "delegate": "delegate",
}
"""The user of each column."""


class Matrix(Reviewed):
    """Somebody in every column, and those whose rights ended, begin later, or are switched off."""

    def __init__(self) -> None:
        super().__init__()
        self.hire("bj_contributor", "contributor", "IPO-BJ")
        seat_nobodies(self, TODAY, OFFICES)
        self._furnish()

    def _furnish(self) -> None:
        """The review that all scenes play at: all three of its tasks drawn on the day."""
        self.held = self.review("desk_check")
        for each in self.held.assessments.all():
            self.check(each)
        self.act(self.held, "draw_sample", "supervision", seed="7", size=3)


@dataclass
class Seated(Scene):
    """A scene of this matrix: its own columns."""

    def user(self, world: Any, column: str) -> Any:
        return world[SEATED.get(column, column)]


def _review(world: Matrix) -> Scene:
    return Seated(world.held)


def _assessment(world: Matrix) -> Scene:
    graded: Mapping[str, Any] = {"grade": "good"}
    return Seated(world.assessment(world.held), with_state=lambda _state: graded)


def _in_published(world: Matrix) -> Scene:
    Seated(world.held).enter("published")
    return _assessment(world)


def _sampled(world: Matrix) -> Scene:
    found = world.held.sample.get(task__lead__code="IPO-ZJ")
    return Seated(
        found,
        with_state=lambda state: {"verdict": "confirmed" if state == "found" else ""},
    )


def _document(world: Matrix) -> Scene:
    return Seated(world.review_document(world.held))


def _of_published(world: Matrix) -> Scene:
    scene = _document(world)
    Seated(world.held).enter("published")
    return scene


def _news(world: Matrix) -> Scene:
    at = world.at.isoformat(sep=" ")
    times: Mapping[str, Any] = dict.fromkeys(("embargo_until", "published_at", "withdrawn_at"), at)
    return Seated(world.news(world.held), with_state=lambda _state: times)


SCENES: dict[str, Callable[[Matrix], Scene]] = {
    "review": _review,
    "assessment of a region": _assessment,
    "assessment in a published review": _in_published,
    "sampled task of a region": _sampled,
    "review document": _document,
    "document of a published review": _of_published,
    "news": _news,
}
