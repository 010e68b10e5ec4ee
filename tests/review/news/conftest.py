"""A register with a few grants, and a release about a seminar that took place."""

from pathlib import Path
from typing import Any

import pytest

from goldthread.review.models import News
from goldthread.seminar.models import Seminar
from tests.indicators.support import load
from tests.once import copied
from tests.programme.test_progress import JS, granted
from tests.review.building import Reviewed

GRANTS = "{{C03 period=2019-H1 counting=first-applicant}}"
EN = (
    "Delegations of {{OFFICES period=2019-H2}} offices met. "
    f"In the half-year there were {GRANTS}, and "
    "{{PROPOSALS period=2019-H2}} proposals were filed under Article 27 of the law."
)
ZH = f"参会单位{{{{OFFICES period=2019-H2}}}}个。上半年{GRANTS}。"


@pytest.fixture
def home(shared: Path, tmp_path: Path, settings: Any) -> Path:
    """As of 2019-06-20: five grants in the first half of 2019, two in that of 2018."""
    own = copied(shared / "grants of news", _make, tmp_path / "home")
    settings.GOLDTHREAD_HOME = own
    return own


def _make(home: Path) -> None:
    load(
        home,
        [
            granted("1", "2018-05-01"),
            granted("2", "2018-06-01"),
            granted("3", "2019-01-10"),
            granted("4", "2019-02-10"),
            granted("5", "2019-03-10"),
            granted("6", "2019-06-30"),
            granted("7", "2019-04-10", JS),
        ],
        received="2019-06-20",
    )


def met(world: Reviewed) -> Seminar:
    """Three delegations of three people each came; one proposal was filed."""
    seminar = world.seminar("nominations_open")
    world.proposal(seminar, "filed")
    world.lead_to(seminar, "in_session")
    return seminar


def released(world: Reviewed, seminar: Seminar, state: str = "edited", **more: Any) -> News:
    """A release about the seminar with the texts of this module."""
    given = {"text_en": EN, "text_zh": ZH, "seminar": seminar.pk} | more
    return world.news(None, state, **given)
