"""A target is met by the computed figure; pace, gap and bands are worked out by hand here."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.programme import progress
from goldthread.programme.models import ProgressReport, Target
from tests.indicators.support import load, people, right
from tests.once import copied
from tests.programme.reporting import TARGET, Reporting

pytestmark = pytest.mark.django_db
ZJ, JS = [("CN", "CN-ZJ", "ENT")], [("CN", "CN-JS", "ENT")]
MID_YEAR = date(2019, 7, 15)


def granted(number: str, day: str, applicants: Any = ZJ, **columns: Any) -> Any:
    """A Chinese patent granted on a day, in force for twenty years."""
    return right(
        number,
        office="CN",
        applicants=applicants,
        filing_date="2016-03-01",
        grant_date=day,
        expiry_date=columns.pop("expiry_date", "2036-03-01"),
        **columns,
    )


@pytest.fixture
def home(shared: Path, tmp_path: Path, settings: Any) -> Path:
    """By the end of June 2019: four grants in Zhejiang, two in Jiangsu; two older ones."""
    own = copied(shared / "grants of progress", _make, tmp_path / "home")
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
            granted("8", "2019-05-10", JS),
            people("CN", 2018, 20_000),
            people("CN-ZJ", 2018, 10_000),
        ],
        received="2019-07-01",
    )


def target(indicator: str, value: str, **columns: Any) -> Target:
    given: dict[str, Any] = {
        "pk": columns.pop("pk", 1),
        "period": "2019",
        "region": "CN-ZJ",
        "direction": Target.AT_LEAST,
    }
    return Target(indicator=indicator, value=Decimal(value), **(given | columns))


def one(wanted: Target, day: date = MID_YEAR) -> progress.Progress:
    [found] = progress.of_targets([wanted], day)
    return found


def test_a_flow_counts_the_period_so_far(home: Path) -> None:
    found = one(target("C06", "12"))
    assert (found.computed, found.records, found.start) == (4, 4, 0)
    assert found.elapsed == Fraction(181, 365)
    assert found.pace == Fraction(4) / (Fraction(181, 365) * 12)
    assert found.required_pace == Fraction(8) / (Fraction(184, 365) * 12)
    assert found.projected == Fraction(4 * 365, 181)
    assert (found.met, found.behind, found.band) == (False, True, "action")


def test_a_stock_is_read_at_the_last_whole_month_and_starts_before_the_period(home: Path) -> None:
    found = one(target("P02", "6"))
    assert (found.start, found.computed) == (2, 6)
    assert found.met
    assert found.identity is not None
    assert found.identity.period == "2019-06"
    assert found.required_pace == 0
    short = one(target("P02", "20"))
    assert (short.met, short.required_pace) == (False, Fraction(14) / (Fraction(184, 365) * 12))
    assert short.pace == Fraction(4) / (Fraction(181, 365) * 12)


def test_the_nation_is_asked_without_a_region(home: Path) -> None:
    assert one(target("P02", "4", region="")).computed == 4
    both = progress.of_targets([target("C06", "6", region=""), target("C06", "3", pk=2)], MID_YEAR)
    assert [each.computed for each in both] == [6, 4]
    assert [each.met for each in both] == [True, True]


def test_at_most_holds_only_when_the_period_is_over(home: Path) -> None:
    limit = target("C06", "5", direction=Target.AT_MOST)
    assert (one(limit).met, one(limit).behind) == (False, True)
    past = target("C06", "5", direction=Target.AT_MOST, period="2019-H1")
    assert one(past).met
    assert not one(target("C06", "3", direction=Target.AT_MOST, period="2019-H1")).met


@pytest.mark.parametrize(
    ("value", "compliance", "action", "band"),
    [
        ("4", None, None, "reached"),
        ("8", None, None, "on_course"),  # a straight line leads to 8.07
        ("10", "8", "6", "compliance"),
        ("10", "9", "8", "watch"),
        ("10", "9.5", "9", "action"),
        ("10", None, None, "action"),
    ],
)
def test_bands_say_where_the_pace_leads(
    home: Path, value: str, compliance: str | None, action: str | None, band: str
) -> None:
    bands = {
        "compliance": compliance and Decimal(compliance),
        "action": action and Decimal(action),
    }
    assert one(target("C06", value, **bands)).band == band


def test_what_was_not_known_on_the_day_is_not_counted(home: Path) -> None:
    before = one(target("C06", "4"), date(2019, 6, 30))
    assert (before.computed, before.status, before.met) == (None, "M", False)
    load(home, [granted("9", "2019-05-20")], received="2019-08-01")
    assert one(target("C06", "4"), MID_YEAR).computed == 4
    assert one(target("C06", "4"), date(2019, 8, 1)).computed == 5


def test_a_missing_figure_says_why_and_never_meets_a_target(home: Path) -> None:
    found = one(target("C99", "0"))
    assert (found.computed, found.met, found.gap, found.pace) == (None, False, None, None)
    assert "C99" in found.why
    assert not one(target("C06", "0", region="CN-XX")).met


def test_nothing_reported_is_no_zero(home: Path) -> None:
    found = one(target("C06", "12"))
    assert (found.reported, found.reported_status, found.gap) == (None, "", None)


@pytest.fixture
def reported(world: Reporting) -> ProgressReport:
    """The report of a task with one target, on which the unit says 12.5."""
    task = world.task("in_progress", targets=[TARGET])
    world.until(date(2019, 3, 1))
    return world.report(task)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("draft", None),
        ("signed", None),
        ("submitted", Fraction(25, 2)),
        ("under_review", Fraction(25, 2)),
        ("returned", Fraction(25, 2)),
        ("resubmitted", Fraction(25, 2)),
        ("accepted", Fraction(25, 2)),
        ("accepted_above", Fraction(25, 2)),
    ],
)
def test_what_was_handed_in_is_reported(
    reported: ProgressReport, state: str, said: Fraction | None
) -> None:
    rows = ProgressReport._base_manager.filter(pk=reported.pk)
    rows.update(state=state, submitted_on=MID_YEAR)
    [found] = progress.of_targets(reported.task.targets.all(), MID_YEAR)
    assert found.reported == said


def test_lines_are_found_by_their_target_not_among_the_reports_of_all_years(
    reported: ProgressReport,
) -> None:
    """SQLite, which knows no numbers of rows, chose the reports' states: 3.8 s in ten years."""
    with CaptureQueriesContext(connection) as queries:
        progress.of_targets(reported.task.targets.all(), MID_YEAR)
    [asked] = [each["sql"] for each in queries if 'FROM "programme_reportline"' in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked}")
        plan = [row[-1] for row in cursor.fetchall()]
    assert plan[0].startswith("SEARCH programme_reportline USING INDEX")
    assert plan[0].endswith("(target_id=?)")
